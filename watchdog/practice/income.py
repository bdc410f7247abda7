"""The income tree of one order (reference 2.7), for the order page's final amount; amounts are x100000 integers."""

from __future__ import annotations

from decimal import Decimal

from watchdog.practice.api_cards import scaled
from watchdog.practice.api_list import ok
from watchdog.practice.hooks import Json, JsonObject
from watchdog.practice.life import DAY
from watchdog.practice.regions import REGIONS
from watchdog.practice.things import Order

COMMISSION, SERVICE = Decimal("0.06"), Decimal("0.02")


def _row(number: int, name: str, label: str, amount: Decimal, *sub: JsonObject) -> JsonObject:
    rows: list[Json] = list(sub)
    return {"field_id": number, "field_name": name, "display_name": label, "amount": scaled(amount),
            "sub_breakdown": rows}


def get_order_income_components(order: Order) -> JsonObject:
    site = REGIONS[order.region]
    goods = order.total - order.shipping_fee
    commission, service = site.quantize(goods * COMMISSION), site.quantize(goods * SERVICE)
    escrow = goods - commission - service
    released = (order.completed or 0) + 2 * DAY if order.completed else 0
    seller: list[Json] = [
        _row(1, "MERCHANDISE_SUBTOTAL", "Merchandise Subtotal", goods,
             _row(2, "PRODUCT_PRICE", "Product Price", goods)),
        _row(50, "SHIPPING_SUBTOTAL", "Shipping Subtotal", Decimal(0),
             _row(51, "SHIPPING_FEE_PAID_BY_BUYER", "Shipping Fee Paid by Buyer", order.shipping_fee),
             _row(52, "ACTUAL_SHIPPING_FEE", "Actual Shipping Fee", -order.shipping_fee)),
        _row(150, "FEES_AND_CHARGES", "Fees & Charges", -commission - service,
             _row(151, "COMMISSION_FEE", "Commission Fee", -commission),
             _row(154, "SERVICE_FEE", "Service Fee", -service)),
        _row(250, "ESCROW_AMOUNT", "Order Income", escrow)]
    buyer: list[Json] = [
        _row(1, "MERCHANDISE_SUBTOTAL", "Merchandise Subtotal", goods),
        _row(3, "SHIPPING_FEE", "Shipping Fee", order.shipping_fee),
        _row(100, "BUYER_PAID_AMOUNT", "Total Buyer Payment", order.total)]
    items: list[Json] = [
        {"item_id": item.item_id, "model_id": item.model_id, "price": scaled(item.price), "amount": item.quantity,
         "subtotal": scaled(item.price * item.quantity), "model_sku": item.sku, "product_sku": item.parent_sku,
         "returned_qty": 0, "cancelled_qty": 0} for item in order.items]
    return ok({
        "order_info": {"order_id": order.order_id, "order_sn": order.order_sn, "status": 1, "released_time": released,
                       "source": "Shopee Wallet", "shipping_carrier": "", "is_cb_sip_aff_order": False},
        "seller_income_breakdown": {"breakdown": seller}, "buyer_payment_breakdown": {"breakdown": buyer},
        "order_item_list": {"order_items": items}, "error_codes": [],
        "adjustment_info": {"total_adjustment_amount": 0, "amount_after_adjustment": scaled(escrow)}})
