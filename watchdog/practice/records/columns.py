"""Headers of the platform's order export in three languages (reference 4.2, 4.5, 4.7): file order, doubles
included."""

from __future__ import annotations

from collections.abc import Mapping


def _split(text: str) -> tuple[str, ...]:
    """Headers between middle dots; `⏎` is a line break inside one."""
    return tuple(part.strip().replace("⏎", "\n") for part in text.replace("\n", " ").split("·"))


def _pairs(text: str) -> Mapping[str, str]:
    """`header = what export.py puts there`; a header that is not named is a column this shop has no use for."""
    parts = (part.rpartition(" = ") for part in _split(text))
    return {header: field for header, _, field in parts}


EN = _split("""
Order ID · Order Status · Cancel reason · Return / Refund Status · Tracking Number* · Shipping Option ·
Shipment Method · Estimated Ship Out Date · Ship Time · Order Creation Date · Order Paid Time ·
Parent SKU Reference No. · Product Name · SKU Reference No. · Variation Name · Original Price · Deal Price ·
Quantity · Returned quantity · Product Subtotal · Seller Rebate · Seller Discount · Shopee Rebate ·
SKU Total Weight · No of product in order · Order Total Weight · Voucher Code From Seller · Seller Voucher ·
Seller Absorbed Coin Cashback · Shopee Voucher · Bundle Deal Indicator · Shopee Bundle Discount ·
Seller Bundle Discount · Shopee Coins Offset · Credit Card Discount Total · Total Amount ·
Buyer Paid Shipping Fee · Shipping Rebate Estimate · Reverse Shipping Fee · Transaction Fee · Commission Fee ·
Service Fee · Grand Total · Estimated Shipping Fee · Username (Buyer) · Receiver Name · Phone Number ·
Delivery Address · Town · District · City · Province · Country · Zip Code · Remark from buyer ·
Order Complete Time · Note
""")
ZH_HANT = _split("""
訂單編號 · 訂單狀態 · 不成立原因 · 退貨 / 退款狀態 · 買家帳號 · 訂單成立日期 · 商品總價 · 買家支付運費 ·
蝦皮補助運費 · 退貨運費 · 買家總支付金額 · 蝦皮補貼金額 · 蝦幣折抵 · 銀行信用卡活動折抵 · 優惠代碼 ·
賣家負擔優惠券 · 賣家負擔蝦幣回饋券 · 蝦皮負擔優惠券 · 成交手續費 · 其他服務費 · 金流與系統處理費 · 分期付款期數 ·
金流與系統處理費率 · 成交手續費規則名稱 · 商品名稱 · 商品選項名稱 · 商品原價 · 商品活動價格 · 主商品貨號 ·
商品選項貨號 · 數量 · 退貨數量 · 促銷組合指標 · 蝦皮促銷組合折扣:促銷組合標籤 · 收件地址 · 收件者電話 ·
蝦皮專線和包裹查詢碼⏎(提供給物流商) · 取件門市店號 · 城市 · 行政區 ·
郵遞區號 · 收件者姓名 · 寄送方式 · 出貨方式 · 備貨時間 · 付款方式 · 最晚出貨日期 · 包裹查詢號碼 · 買家付款時間 ·
實際出貨時間 · 訂單完成時間 · 買家備註 · 備註
""")
PT_BR = _split("""
ID do pedido · Status do pedido · Hot Listing · Cancelar Motivo · Status da Devolução/Reembolso ·
Número de rastreamento · Opção de envio · Método de envio · Data prevista de envio · Data de criação do pedido ·
Hora do pagamento do pedido · Nº de referência do SKU principal · Nome do Produto · Número de referência SKU ·
Nome da variação · Preço original · Preço acordado · Quantidade · Returned quantity · Subtotal do produto ·
Desconto do vendedor · Desconto do vendedor · Incentivo Shopee para ação comercial ·
Ajuste por participação em ação comercial · Peso total do pedido · Número de produtos pedidos · Código do Cupom ·
Cupom do vendedor · Coin Cashback Voucher Amount Sponsored by Seller · Cupom · Incentivo de cupom ·
Ajuste por pagamento via PIX · Indicador da Leve Mais por Menos · Desconto Shopee da Leve Mais por Menos ·
Desconto da Leve Mais por Menos do vendedor · Compensar Moedas Shopee · Total descontado Cartão de Crédito ·
Valor Total · Taxa de envio pagas pelo comprador · Desconto de Frete Aproximado · Taxa de Envio Reversa ·
Taxa de transação · Taxa de comissão bruta · Taxa de comissão líquida · Taxa de serviço bruta ·
Taxa de serviço líquida · Total global · Valor estimado do frete ·
Taxa de Serviço Instantâneo pago pelo comprador · Nome de usuário (comprador) · Nome do destinatário · Telefone ·
CPF do Comprador · Endereço de entrega · Cidade · Bairro · Cidade · UF · CEP · Observação do comprador
""")
HEADERS: Mapping[str, tuple[str, ...]] = {"en": EN, "zh-Hant": ZH_HANT, "pt-BR": PT_BR}

FIELDS: Mapping[str, Mapping[str, str]] = {
    "en": _pairs("""
Order ID = order_sn · Order Status = status · Cancel reason = reason · Return / Refund Status = returns ·
Tracking Number* = tracking · Shipping Option = channel · Shipment Method = method ·
Estimated Ship Out Date = ship_by · Ship Time = shipped · Order Creation Date = created · Order Paid Time = paid ·
Parent SKU Reference No. = parent_sku · Product Name = item · SKU Reference No. = sku ·
Variation Name = variation · Original Price = price · Deal Price = price · Quantity = quantity ·
Returned quantity = none · Product Subtotal = subtotal · Total Amount = goods · No of product in order = pieces ·
Buyer Paid Shipping Fee = fee · Grand Total = total · Username (Buyer) = buyer · Receiver Name = name ·
Phone Number = phone · Delivery Address = address · Country = country · Remark from buyer = remark ·
Order Complete Time = completed
"""),
    "zh-Hant": _pairs("""
訂單編號 = order_sn · 訂單狀態 = status · 不成立原因 = reason · 退貨 / 退款狀態 = returns · 買家帳號 = buyer ·
訂單成立日期 = created · 商品總價 = goods · 買家支付運費 = fee · 買家總支付金額 = total · 商品名稱 = item ·
商品選項名稱 = variation · 商品原價 = price · 商品活動價格 = price · 主商品貨號 = parent_sku ·
商品選項貨號 = sku · 數量 = quantity · 退貨數量 = none · 收件地址 = address · 收件者電話 = phone ·
收件者姓名 = name · 寄送方式 = channel · 出貨方式 = method · 付款方式 = payment · 最晚出貨日期 = ship_by ·
包裹查詢號碼 = tracking · 買家付款時間 = paid · 實際出貨時間 = shipped · 訂單完成時間 = completed ·
買家備註 = remark
"""),
    "pt-BR": _pairs("""
ID do pedido = order_sn · Status do pedido = status · Hot Listing = no · Cancelar Motivo = reason ·
Status da Devolução/Reembolso = returns · Número de rastreamento = tracking · Opção de envio = channel ·
Método de envio = method · Data prevista de envio = ship_by · Data de criação do pedido = created ·
Hora do pagamento do pedido = paid · Nº de referência do SKU principal = parent_sku · Nome do Produto = item ·
Número de referência SKU = sku · Nome da variação = variation · Preço original = price · Preço acordado = price ·
Quantidade = quantity · Returned quantity = none · Subtotal do produto = subtotal ·
Número de produtos pedidos = pieces · Valor Total = goods · Taxa de envio pagas pelo comprador = fee ·
Total global = total · Nome de usuário (comprador) = buyer · Nome do destinatário = name · Telefone = phone ·
Endereço de entrega = address · Observação do comprador = remark · Taxa de transação = comma_zero ·
Taxa de comissão bruta = comma_zero · Taxa de comissão líquida = comma_zero · Taxa de serviço bruta = comma_zero ·
Taxa de serviço líquida = comma_zero
"""),
}

STATUS: Mapping[str, Mapping[str, str]] = {
    # IN_CANCEL and TO_RETURN have no word of their own: the export shows where the parcel is, a second column the rest.
    "en": {
        "UNPAID": "Unpaid",
        "READY_TO_SHIP": "To ship",
        "PROCESSED": "To ship",
        "RETRY_SHIP": "To ship",
        "IN_CANCEL": "To ship",
        "SHIPPED": "Shipping",
        "TO_CONFIRM_RECEIVE": "Delivered",
        "TO_RETURN": "Delivered",
        "COMPLETED": "Completed",
        "CANCELLED": "Cancelled",
    },
    "zh-Hant": {
        "UNPAID": "尚未付款",
        "READY_TO_SHIP": "待出貨",
        "PROCESSED": "待出貨",
        "RETRY_SHIP": "待出貨",
        "IN_CANCEL": "待出貨",
        "SHIPPED": "運送中",
        "TO_CONFIRM_RECEIVE": "運送中",
        "TO_RETURN": "運送中",
        "COMPLETED": "已完成",
        "CANCELLED": "不成立",
    },
    "pt-BR": {
        "UNPAID": "Não pago",
        "READY_TO_SHIP": "A Enviar",
        "PROCESSED": "A Enviar",
        "RETRY_SHIP": "A Enviar",
        "IN_CANCEL": "A Enviar",
        "SHIPPED": "Enviado",
        "TO_CONFIRM_RECEIVE": "Entregue",
        "TO_RETURN": "Entregue",
        "COMPLETED": "Concluído",
        "CANCELLED": "Cancelado",
    },
}
RECEIVED: Mapping[str, str] = {
    # Finished, but the buyer may still ask for a return until a day (reference 4.2, 4.7); Taiwan has no such sentence.
    "en": "Order Received, but buyer may still request a return until {day}",
    "pt-BR": "O comprador pode pedir uma devolução até {day}",
}
RETURNS: Mapping[str, str] = {"en": "Request Approved", "zh-Hant": "申請已同意", "pt-BR": "Solicitação Aprovada"}
