"""Words of the practice site's pages per language, as render.js receives them in its `locale` argument."""

from __future__ import annotations

from collections.abc import Mapping

from watchdog.practice.hooks import JsonObject
from watchdog.practice.regions import Region

# Tabs and card labels: reference 3.1, 4.5, 4.7, 4.8. Buttons, hints and the announcement: invented.
_EN: Mapping[str, str] = {
    "title": "My Orders", "brand": "Seller Centre", "all": "All", "unpaid": "Unpaid", "toship": "To Ship",
    "shipping": "Shipping", "completed": "Completed", "cancelled": "Cancellation", "returns": "Return/Refund/Cancel",
    "to_process": "To Process", "processed": "Processed", "pending": "Pending", "order_id": "Order ID",
    "orders": "Orders", "empty": "No orders found", "search": "Input Order ID", "apply": "Apply", "reset": "Reset",
    "products": "Product(s)", "total": "Total Price", "status": "Status", "channel": "Shipping Channel",
    "actions": "Actions", "variation": "Variation", "details": "Check Details", "arrange": "Arrange Shipment",
    "home": "Home", "order_menu": "Order", "finance": "Finance", "marketing": "Marketing Centre", "data": "Data",
    "payment": "Payment Information", "no": "No.", "unit_price": "Unit Price", "qty": "Quantity",
    "subtotal": "Subtotal", "merchandise": "Merchandise Subtotal", "shipping_fee": "Shipping Fee Paid by Buyer",
    "final": "Final Amount", "history": "Order History", "parcel": "Parcel", "address": "Delivery Address",
    "created": "Order Created", "paid": "Order Paid", "not_found": "Order does not exist or has been removed",
    "notice": "Seller policy update", "notice_body": "The shipping guidelines have changed. Please read and accept.",
    "agree": "I have read and agree", "ok": "OK", "tour": "Find all your orders here", "got_it": "Got it",
    "login": "Log In", "login_key": "Email/Phone/Username", "password": "Password", "remember": "Remember me",
    "otp_title": "Verify your phone number", "otp_send": "Send to phone", "otp_confirm": "Confirm",
    "otp_hint": "Enter the 6-digit code", "captcha": "Verification", "captcha_hint": "Slide to complete the puzzle",
    "bad_login": "Incorrect account or password", "bad_code": "Invalid verification code", "shops": "My Shops",
    "shop": "Shop", "region": "Region", "enter": "Details", "sort": "Sort by", "export": "Export",
    "language_title": "Select your language", "failed": "Something went wrong. Please try again later.", "sku": "SKU",
    "print": "Print",
}
_ZH_HANT: Mapping[str, str] = {
    "title": "我的訂單", "brand": "賣家中心", "all": "全部", "unpaid": "尚未付款", "toship": "待出貨",
    "shipping": "運送中", "completed": "已完成", "cancelled": "不成立", "returns": "退貨/退款/不成立",
    "to_process": "待處理", "processed": "已處理", "pending": "處理中", "order_id": "訂單編號",
    "orders": "筆訂單", "empty": "查無訂單", "search": "輸入訂單編號", "apply": "套用", "reset": "重設",
    "products": "商品", "total": "買家總支付金額", "status": "狀態", "channel": "寄送方式", "actions": "操作",
    "variation": "規格", "details": "查看詳情", "arrange": "安排出貨", "home": "首頁", "order_menu": "訂單管理",
    "finance": "財務管理", "marketing": "行銷中心", "data": "數據中心", "payment": "付款資訊", "no": "編號",
    "unit_price": "單價", "qty": "數量", "subtotal": "小計", "merchandise": "商品總價",
    "shipping_fee": "買家支付運費", "final": "最終金額", "history": "訂單紀錄", "parcel": "包裹", "address": "收件地址",
    "created": "訂單成立", "paid": "買家付款", "not_found": "訂單不存在或已被移除", "notice": "賣家政策更新",
    "notice_body": "出貨規範已更新，請詳閱並同意。", "agree": "我已閱讀並同意", "ok": "確定",
    "tour": "在這裡查看所有訂單", "got_it": "知道了", "login": "登入", "login_key": "電子郵件/電話/帳號",
    "password": "密碼", "remember": "記住我", "otp_title": "驗證電話號碼", "otp_send": "發送至電話",
    "otp_confirm": "確認", "otp_hint": "輸入 6 位數驗證碼", "captcha": "驗證", "captcha_hint": "請滑動以完成拼圖",
    "bad_login": "帳號或密碼錯誤", "bad_code": "驗證碼錯誤", "shops": "我的賣場", "shop": "賣場", "region": "地區",
    "enter": "詳情", "sort": "排序", "export": "匯出", "language_title": "選擇語言",
    "failed": "系統忙碌中，請稍後再試。", "sku": "商品選項貨號", "print": "列印",
}
_PT_BR: Mapping[str, str] = {
    "title": "Meus Pedidos", "brand": "Central do Vendedor", "all": "Todos", "unpaid": "Não pago", "toship": "A Enviar",
    "shipping": "Enviado", "completed": "Concluído", "cancelled": "Cancelado",
    "returns": "Devolução/Reembolso/Cancelamento",
    "to_process": "A processar", "processed": "Processados", "pending": "Pendentes", "order_id": "ID do Pedido",
    "orders": "Pedidos", "empty": "Nenhum pedido encontrado", "search": "Insira o ID do pedido", "apply": "Aplicar",
    "reset": "Reiniciar", "products": "Produto(s)", "total": "Valor Total", "status": "Status",
    "channel": "Canal de envio", "actions": "Ações", "variation": "Variação", "details": "Ver detalhes",
    "arrange": "Organizar Envio", "home": "Início", "order_menu": "Pedidos", "finance": "Financeiro",
    "marketing": "Central de Marketing", "data": "Dados", "payment": "Informações de Pagamento", "no": "N°",
    "unit_price": "Preço da unidade", "qty": "Quantidade", "subtotal": "Subtotal", "merchandise": "Subtotal do produto",
    "shipping_fee": "Taxa de envio paga pelo comprador", "final": "Valor final", "history": "Histórico do pedido",
    "parcel": "Pacote", "address": "Endereço de entrega", "created": "Pedido criado", "paid": "Pedido pago",
    "not_found": "O pedido não existe ou foi removido", "notice": "Atualização da política do vendedor",
    "notice_body": "As regras de envio mudaram. Leia e aceite.", "agree": "Li e concordo", "ok": "OK",
    "tour": "Encontre todos os pedidos aqui", "got_it": "Entendi", "login": "Entrar",
    "login_key": "E-mail/Telefone/Usuário", "password": "Senha", "remember": "Lembrar de mim",
    "otp_title": "Verifique seu número de telefone", "otp_send": "Enviar para o telefone", "otp_confirm": "Confirmar",
    "otp_hint": "Digite o código de 6 dígitos", "captcha": "Verificação",
    "captcha_hint": "Deslize para completar o quebra-cabeça", "bad_login": "Conta ou senha incorreta",
    "bad_code": "Código inválido", "shops": "Minhas lojas", "shop": "Loja", "region": "Região", "enter": "Detalhes",
    "sort": "Ordenar por", "export": "Exportar", "language_title": "Selecione o idioma",
    "failed": "Erro. Tente novamente mais tarde.", "sku": "SKU", "print": "Imprimir",
}
_ZH_HANS: Mapping[str, str] = {
    "title": "我的订单", "brand": "卖家中心", "all": "全部", "unpaid": "未付款", "toship": "待出货",
    "shipping": "运送中", "completed": "已完成", "cancelled": "已取消", "returns": "退货/退款/取消",
    "to_process": "待处理", "processed": "已处理", "pending": "处理中", "order_id": "订单编号",
    "orders": "个订单", "empty": "暂无订单", "search": "输入订单编号", "apply": "应用", "reset": "重置",
    "products": "商品", "total": "总价", "status": "状态", "channel": "物流渠道", "actions": "操作",
    "variation": "规格", "details": "查看详情", "arrange": "安排出货", "home": "首页", "order_menu": "订单",
    "finance": "财务", "marketing": "营销中心", "data": "数据中心", "payment": "付款信息", "no": "序号",
    "unit_price": "单价", "qty": "数量", "subtotal": "小计", "merchandise": "商品小计",
    "shipping_fee": "买家支付运费", "final": "最终金额", "history": "订单记录", "parcel": "包裹", "address": "收货地址",
    "created": "订单创建", "paid": "订单付款", "not_found": "订单不存在或已被移除", "notice": "卖家政策更新",
    "notice_body": "出货规则已更新，请阅读并同意。", "agree": "我已阅读并同意", "ok": "确定",
    "tour": "在这里查看所有订单", "got_it": "知道了", "login": "登录", "login_key": "子母账号登录名",
    "password": "密码", "remember": "记住我", "otp_title": "验证电话号码", "otp_send": "发送至电话",
    "otp_confirm": "确认", "otp_hint": "请输入6位验证码", "captcha": "验证", "captcha_hint": "请滑动以完成拼图",
    "bad_login": "账号或密码错误", "bad_code": "验证码错误", "shops": "我的店铺", "shop": "店铺", "region": "站点",
    "enter": "详情", "sort": "排序", "export": "导出", "language_title": "选择语言",
    "failed": "系统繁忙，请稍后再试", "sku": "SKU", "print": "打印",
}
WORDS: Mapping[str, Mapping[str, str]] = {"en": _EN, "zh-Hant": _ZH_HANT, "pt-BR": _PT_BR, "zh-Hans": _ZH_HANS}


def locale(site: Region, language: str) -> JsonObject:
    """All that render.js needs of a place: words, money, clock (minutes east of UTC)."""
    return {"language": language, "symbol": site.symbol, "decimals": site.decimals, "group": site.group,
            "point": site.point, "offset_minutes": site.offset_minutes, "words": dict(WORDS[language])}
