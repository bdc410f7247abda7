"""What differs between regions and languages on the practice site: money, dates, clocks, words.

Words come from reference 3.1 (labels on the card), 4.2, 4.5, 4.7, 4.8 (status words) and 5.2; where the reference
has no word for a language, the entry is an invented translation and its line says "G".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta, timezone
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Region:
    """One site. `offset_minutes` is the shop's clock against UTC (none of these regions has summer time)."""

    code: str
    language: str
    offset_minutes: int
    currency: str
    currency_number: int
    symbol: str
    decimals: int
    group: str
    point: str
    tracking_prefix: str
    tracking_suffix: str
    carrier: str
    masked_channel: str
    payment_methods: tuple[str, ...]
    price_unit: Decimal
    """Rough price of a cheap article, in currency units; catalogue prices are multiples of it."""

    @property
    def zone(self) -> timezone:
        return timezone(timedelta(minutes=self.offset_minutes))

    def quantize(self, amount: Decimal) -> Decimal:
        return amount.quantize(Decimal(1).scaleb(-self.decimals))

    def money_text(self, amount: Decimal) -> str:
        """The amount as the DOM shows it: symbol, grouped digits, region's decimal point."""
        plain = f"{self.quantize(abs(amount)):,f}"
        digits = plain.replace(",", "\0").replace(".", self.point).replace("\0", self.group)
        return f"{'-' if amount < 0 else ''}{self.symbol}{digits}"


_CARD = "Credit Card/Debit Card"

REGIONS: Mapping[str, Region] = {
    region.code: region
    for region in (
        Region("sg", "en", 480, "SGD", 7, "S$", 2, ",", ".", "SPXSG", "", "SPX Express", "Standard Delivery",
               ("ShopeePay", _CARD, "PayNow"), Decimal("1.35")),
        Region("my", "en", 480, "MYR", 2, "RM", 2, ",", ".", "MY", "A", "SPX Express", "Standard Delivery",
               ("ShopeePay", "Online Banking", _CARD), Decimal("4.20")),
        Region("ph", "en", 480, "PHP", 5, "₱", 2, ",", ".", "PH", "B", "SPX Express", "Standard Local",
               ("Cash on Delivery", "ShopeePay", _CARD), Decimal("55.00")),
        Region("tw", "zh-Hant", 480, "TWD", 3, "NT$", 0, ",", ".", "TW", "T", "蝦皮店到店", "蝦皮店到店",
               ("信用卡/VISA金融卡", "貨到付款", "銀行轉帳"), Decimal("40")),
        Region("br", "pt-BR", -180, "BRL", 9, "R$", 2, ".", ",", "BR", "R", "Shopee Xpress", "Entrega Padrão",
               ("Pix", "Credit Card", "Boleto"), Decimal("7.90")),
        Region("th", "en", 420, "THB", 4, "฿", 2, ",", ".", "TH", "Q", "SPX Express", "Standard Delivery",
               ("Cash on Delivery", "Mobile Banking"), Decimal("35.00")),
        Region("vn", "en", 420, "VND", 1, "₫", 0, ".", ",", "SPXVN0", "", "SPX Express", "Nhanh",
               ("ShopeePay", "COD"), Decimal("25000")),
        Region("id", "en", 420, "IDR", 6, "Rp", 0, ".", ",", "SPXID", "", "SPX Standard", "Reguler",
               ("ShopeePay", "COD", "Transfer Bank"), Decimal("15000")),
    )
}


STATUS_WORDS: Mapping[str, Mapping[str, str]] = {
    # UI words, reference 4.2; "Cancellation" and "Return/Refund" by 5.2 (G).
    "en": {
        "UNPAID": "Unpaid", "READY_TO_SHIP": "To Ship", "PROCESSED": "To Ship", "RETRY_SHIP": "To Ship",
        "SHIPPED": "Shipping", "TO_CONFIRM_RECEIVE": "Delivered", "ORDER_RECEIVED": "Order Received",
        "COMPLETED": "Completed", "IN_CANCEL": "Cancellation", "CANCELLED": "Cancelled",
        "TO_RETURN": "Return/Refund",
    },
    # Reference 4.5 (tab words); 已送達 and 取消中 are G.
    "zh-Hant": {
        "UNPAID": "尚未付款", "READY_TO_SHIP": "待出貨", "PROCESSED": "待出貨", "RETRY_SHIP": "待出貨",
        "SHIPPED": "運送中", "TO_CONFIRM_RECEIVE": "已送達", "ORDER_RECEIVED": "已送達",
        "COMPLETED": "已完成", "IN_CANCEL": "取消中", "CANCELLED": "不成立", "TO_RETURN": "退貨退款",
    },
    # Reference 4.7; "Cancelamento" and "Devolução/Reembolso" are G.
    "pt-BR": {
        "UNPAID": "Não pago", "READY_TO_SHIP": "A Enviar", "PROCESSED": "A Enviar", "RETRY_SHIP": "A Enviar",
        "SHIPPED": "Enviado", "TO_CONFIRM_RECEIVE": "Entregue", "ORDER_RECEIVED": "Pedido Recebido",
        "COMPLETED": "Concluído", "IN_CANCEL": "Cancelamento", "CANCELLED": "Cancelado",
        "TO_RETURN": "Devolução/Reembolso",
    },
    # Reference 4.8; 已送达 is G.
    "zh-Hans": {
        "UNPAID": "未付款", "READY_TO_SHIP": "待出货", "PROCESSED": "待出货", "RETRY_SHIP": "待出货",
        "SHIPPED": "运送中", "TO_CONFIRM_RECEIVE": "已送达", "ORDER_RECEIVED": "已送达",
        "COMPLETED": "已完成", "IN_CANCEL": "取消中", "CANCELLED": "已取消", "TO_RETURN": "退货/退款",
    },
}

DESCRIPTIONS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "UNPAID": "Buyer to pay by {timestamp}", "TO_SHIP": "Ship by {timestamp}",
        "SHIPPED": "Expected delivery by {timestamp}", "TO_CONFIRM_RECEIVE": "Auto-complete on {timestamp}",
        "ORDER_RECEIVED": "Buyer may request a return until {timestamp}.", "COMPLETED": "",
        "IN_CANCEL": "Respond by {timestamp}", "CANCELLED": "", "TO_RETURN": "Respond by {timestamp}",
    },
    "zh-Hant": {
        "UNPAID": "買家須於 {timestamp} 前付款", "TO_SHIP": "請於 {timestamp} 前出貨",
        "SHIPPED": "預計 {timestamp} 前送達", "TO_CONFIRM_RECEIVE": "將於 {timestamp} 自動完成",
        "ORDER_RECEIVED": "買家可於 {timestamp} 前申請退貨", "COMPLETED": "",
        "IN_CANCEL": "請於 {timestamp} 前回覆", "CANCELLED": "", "TO_RETURN": "請於 {timestamp} 前回覆",
    },
    "pt-BR": {
        "UNPAID": "Comprador deve pagar até {timestamp}", "TO_SHIP": "Enviar até {timestamp}",
        "SHIPPED": "Entrega prevista até {timestamp}", "TO_CONFIRM_RECEIVE": "Conclusão automática em {timestamp}",
        "ORDER_RECEIVED": "O comprador pode pedir uma devolução até {timestamp}", "COMPLETED": "",
        "IN_CANCEL": "Responder até {timestamp}", "CANCELLED": "", "TO_RETURN": "Responder até {timestamp}",
    },
    "zh-Hans": {
        "UNPAID": "买家须在 {timestamp} 前付款", "TO_SHIP": "请在 {timestamp} 前出货",
        "SHIPPED": "预计 {timestamp} 前送达", "TO_CONFIRM_RECEIVE": "将于 {timestamp} 自动完成",
        "ORDER_RECEIVED": "买家可在 {timestamp} 前申请退货", "COMPLETED": "",
        "IN_CANCEL": "请在 {timestamp} 前回复", "CANCELLED": "", "TO_RETURN": "请在 {timestamp} 前回复",
    },
}

CANCEL_REASONS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "unpaid": "Cancelled automatically by Shopee's system. Reason: Unpaid",
        "buyer": "Cancelled by buyer. Reason: Need to change delivery address",
        "undelivered": "Cancelled automatically by Shopee's system. Reason: Failed delivery",
    },
    "zh-Hant": {
        "unpaid": "由蝦皮系統自動取消。原因:買家未付款", "buyer": "由買家取消。原因:更改收件地址",
        "undelivered": "由蝦皮系統自動取消。原因:配送失敗",
    },
    "pt-BR": {
        "unpaid": "Cancelado automaticamente pelo sistema Shopee. Motivo: Não pago",
        "buyer": "Cancelado pelo comprador. Motivo: Alterar endereço de entrega",
        "undelivered": "Cancelado automaticamente pelo sistema Shopee. Motivo: Falha na entrega",
    },
    "zh-Hans": {
        "unpaid": "由系统自动取消。原因:买家未付款", "buyer": "由买家取消。原因:更改收货地址",
        "undelivered": "由系统自动取消。原因:派送失败",
    },
}

TRACK_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "arranged": "Shipment has been arranged", "pickup_failed": "Courier could not collect the parcel",
        "picked_up": "Parcel has been picked up by courier", "sorting": "Parcel has arrived at sorting centre",
        "out": "Parcel is out for delivery", "delivered": "Parcel has been delivered",
    },
    "zh-Hant": {
        "arranged": "賣家已安排出貨", "pickup_failed": "物流未能收取包裹", "picked_up": "物流已收取包裹",
        "sorting": "包裹已抵達理貨中心", "out": "包裹配送中", "delivered": "包裹已送達",
    },
    "pt-BR": {
        "arranged": "Envio organizado pelo vendedor", "pickup_failed": "A coleta não pôde ser feita",
        "picked_up": "Pacote coletado pela transportadora", "sorting": "Pacote chegou ao centro de triagem",
        "out": "Pacote saiu para entrega", "delivered": "Pacote entregue",
    },
    "zh-Hans": {
        "arranged": "卖家已安排出货", "pickup_failed": "物流未能揽收包裹", "picked_up": "物流已揽收包裹",
        "sorting": "包裹已到达分拣中心", "out": "包裹派送中", "delivered": "包裹已送达",
    },
}
