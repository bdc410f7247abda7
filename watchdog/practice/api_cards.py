"""Cards of the order list, both kinds (reference 2.3). Pure."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from watchdog.practice.api_list import failed, ok
from watchdog.practice.hooks import Json, JsonObject
from watchdog.practice.life import DAY, HOUR
from watchdog.practice.regions import CANCEL_REASONS, DESCRIPTIONS, REGIONS, STATUS_WORDS
from watchdog.practice.things import TO_SHIP, Item, Order, Package, Shop

CARDS_PER_CALL = 5
RETURN_WINDOW = 3 * DAY
CARD_SCALE = 100_000
_VARIATION = {"en": "Variation", "zh-Hant": "規格", "pt-BR": "Variação", "zh-Hans": "规格"}
_ARRANGE = {"en": "Arrange Shipment", "zh-Hant": "安排出貨", "pt-BR": "Organizar Envio", "zh-Hans": "安排出货"}
_DETAILS = {"en": "Check Details", "zh-Hant": "查看詳情", "pt-BR": "Ver detalhes", "zh-Hans": "查看详情"}
# Reference 2.9: 1 arranged, 2 picked up, 5 delivered, 9 ready are A; the others are G and kept out of doubt's way.
_LOGISTICS = {"UNPAID": 0, "READY_TO_SHIP": 9, "PROCESSED": 1, "RETRY_SHIP": 3, "SHIPPED": 2, "TO_CONFIRM_RECEIVE": 5,
              "COMPLETED": 5, "TO_RETURN": 5, "IN_CANCEL": 9, "CANCELLED": 7}


def get_order_list_card_list(shop: Shop, language: str, now: int, body: JsonObject,
                             find: Callable[[int], Order | None]) -> JsonObject:
    """At most five orders per call; orders that `find` does not know are simply not in the answer."""
    wanted = _wanted_ids(body)
    if wanted is None:
        return failed(90003, "missing params")
    if len(wanted) > CARDS_PER_CALL:
        return failed(120410353, "too big")
    orders = (find(order_id) for order_id in wanted)
    return ok({"card_list": [card(order, language, now) for order in orders if order is not None]})


def _wanted_ids(body: JsonObject) -> list[int] | None:
    params = body.get("order_param_list")
    if not isinstance(params, list):
        return None
    ids = [param.get("order_id") for param in params if isinstance(param, dict)]
    return [order_id for order_id in ids if isinstance(order_id, int)]


def card(order: Order, language: str, now: int) -> JsonObject:
    """Exactly one of order_card and package_level_order_card: the latter when the order travels in several parcels."""
    if len(order.packages) > 1:
        return {"package_level_order_card": {
            "card_header": _header(order), "order_ext_info": _order_ext(order),
            "package_list": [_package_card(order, package, language, now) for package in order.packages]}}
    return {"order_card": {
        "card_header": _header(order), "item_info_group": _items(order.items, language),
        "payment_info": _payment(order, order.total), "status_info": status_info(order, language, now),
        "fulfilment_info": _fulfilment(order, order.tracking_numbers),
        "package_ext_info_list": [_package_ext(order, package) for package in order.packages],
        "action_info": _actions(order, language), "order_ext_info": _order_ext(order)}}


def _package_card(order: Order, package: Package, language: str, now: int) -> JsonObject:
    items = tuple(order.items[place] for place in package.item_indexes)
    numbers = (package.tracking,) if package.tracking else ()
    share = sum((item.price * item.quantity for item in items), Decimal(0))
    if package is order.packages[0]:
        share += order.shipping_fee
    return {"item_info_group": _items(items, language), "payment_info": _payment(order, share),
            "status_info": status_info(order, language, now), "fulfilment_info": _fulfilment(order, numbers),
            "package_ext_info": _package_ext(order, package), "action_info": _actions(order, language)}


def _header(order: Order) -> JsonObject:
    return {"order_sn": order.order_sn, "buyer_info": {"username": order.buyer.username, "portrait": ""}}


def item_description(item: Item, language: str) -> str:
    """"Variation: Blue [MUG MUG-BL]"; one SKU in the brackets when the product has no variation."""
    skus = f"[{item.parent_sku} {item.sku}]" if item.sku != item.parent_sku else f"[{item.sku}]"
    return f"{_VARIATION[language]}: {item.variation} {skus}" if item.variation else skus


def _items(items: tuple[Item, ...], language: str) -> JsonObject:
    def one(item: Item) -> Json:
        inner: JsonObject = {"item_id": item.item_id, "model_id": item.model_id, "is_prescription_item": False}
        row: JsonObject = {
            "name": item.name, "image": f"img-{item.item_id}", "description": item_description(item, language),
            "amount": item.quantity, "is_wholesale": False, "item_tag_list": [], "inner_item_ext_info": inner}
        return {"item_list": [row], "item_ext_info": {"is_bundle": False}}

    return {"item_info_list": [one(item) for item in items]}


def scaled(amount: Decimal) -> int:
    return int(amount * CARD_SCALE)


def _payment(order: Order, amount: Decimal) -> JsonObject:
    return {"currency": REGIONS[order.region].currency_number, "total_price": scaled(amount),
            "payment_method": order.payment_method}


def status_word(order: Order, language: str, now: int) -> tuple[str, str, int]:
    """The label shown, its description template and the time in it (0 for none)."""
    words, sentences = STATUS_WORDS[language], DESCRIPTIONS[language]
    if order.status in TO_SHIP:
        return words[order.status], sentences["TO_SHIP"], order.ship_by
    if order.status == "COMPLETED" and order.completed and now < order.completed + RETURN_WINDOW:
        return words["ORDER_RECEIVED"], sentences["ORDER_RECEIVED"], order.completed + RETURN_WINDOW
    if order.status == "CANCELLED":
        return words["CANCELLED"], CANCEL_REASONS[language].get(order.cancel_reason or "", ""), 0
    last = order.history[-1].at if order.history else order.created
    times = {"UNPAID": order.pay_by, "SHIPPED": last + 6 * DAY, "TO_CONFIRM_RECEIVE": last + 7 * DAY,
             "IN_CANCEL": last + 2 * DAY, "TO_RETURN": last + 2 * DAY}
    return words[order.status], sentences.get(order.status, ""), times.get(order.status, 0)


def status_info(order: Order, language: str, now: int) -> JsonObject:
    word, sentence, when = status_word(order, language, now)
    times: list[Json] = [{"timestamp": when, "placeholder": "{timestamp}", "is_count_down": False}] if when else []
    urgent = order.status in TO_SHIP and order.ship_by - now < 24 * HOUR
    tags: list[Json] = [{"tag_value": 1, "tag_text": "24h"}] if urgent else []
    return {"status": word, "status_tooltip": "", "status_tag": tags, "rts_info": None,
            "status_description": {"description_value": sentence, "description_timestamp_list": times,
                                   "description_placeholder_list": []}}


def _fulfilment(order: Order, numbers: tuple[str, ...]) -> JsonObject:
    site = REGIONS[order.region]
    return {"fulfilment_channel_name": site.carrier, "masked_channel_name": site.masked_channel, "ship_out_mode": "",
            "tracking_number_list": list(numbers)}


def logistics_status(order: Order) -> int:
    return _LOGISTICS.get(order.status, 0)


def _package_ext(order: Order, package: Package) -> JsonObject:
    return {"package_number": package.number, "ofg_id": int(package.number[3:]), "shipping_method": 18028,
            "fulfilment_channel_id": 18028, "fulfilment_status": logistics_status(order), "allocating_status": 0,
            "acl1_arrange_ship_date": order.ship_by, "acl2_3pl_ack_date": order.ship_by + 2 * DAY, "pickup_time": 0,
            "consignment_no": package.consignment_no or "", "has_tracking": package.tracking is not None,
            "shipping_name": order.buyer.name, "shipping_phone": order.buyer.phone, "shipping_address": "****"}


def _actions(order: Order, language: str) -> JsonObject:
    to_arrange = order.status in {"READY_TO_SHIP", "RETRY_SHIP"}
    label = _ARRANGE[language] if to_arrange else _DETAILS[language]
    button: JsonObject = {"btn_style": {"btn_text": label, "btn_status": 1}, "btn_action_type": 1 if to_arrange else 4}
    return {"btn_info_list": [button], "hide_chat_button": False}


def _order_ext(order: Order) -> JsonObject:
    return {"order_id": order.order_id, "buyer_user_id": order.buyer.user_id, "return_id": order.return_id,
            "logistics_status": logistics_status(order), "logistics_id": 0, "ship_by_date": order.ship_by,
            "pickup_attempts": sum(1 for move in order.history if move.new == "RETRY_SHIP"),
            "fulfilled_by_shopee": False, "is_split_up": len(order.packages) > 1, "can_partial_cancel": False,
            "order_unit_migration_toggle": 2, "odp_url_path_query": f"/portal/sale/order/{order.order_id}"}
