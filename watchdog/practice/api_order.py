"""One order's JSON: detail, packages, tracking, status log (reference 2.4, 2.5), and who is signed in (2.8). Pure."""

from __future__ import annotations

from decimal import Decimal

from watchdog.practice.api_cards import logistics_status, scaled, status_word
from watchdog.practice.api_list import failed, ok
from watchdog.practice.hooks import Json, JsonObject
from watchdog.practice.life import DAY
from watchdog.practice.regions import REGIONS, TRACK_WORDS
from watchdog.practice.things import Account, Item, Order, Package, Shop

# reference 2.9: 4 = completed observed, the others as one seller tool numbers them (C); list_type G.
_STATUS = {"UNPAID": 1, "READY_TO_SHIP": 2, "PROCESSED": 2, "RETRY_SHIP": 2, "SHIPPED": 3, "TO_CONFIRM_RECEIVE": 8,
           "COMPLETED": 4, "IN_CANCEL": 5, "CANCELLED": 6, "TO_RETURN": 7}
_LIST_TYPE = {"UNPAID": 9, "READY_TO_SHIP": 7, "PROCESSED": 7, "RETRY_SHIP": 7, "SHIPPED": 8, "TO_CONFIRM_RECEIVE": 8,
              "COMPLETED": 3, "IN_CANCEL": 7, "CANCELLED": 4, "TO_RETURN": 12}


def not_found() -> JsonObject:
    return failed(120420001, "order not found")


def _money(amount: Decimal) -> str:
    """A decimal string, not scaled (reference 2.2)."""
    return f"{amount:f}"


def get_one_order(order: Order, language: str, now: int) -> JsonObject:
    return ok({**_head(order), **_status(order, language, now), **_times(order), **_carriers(order), **_people(order),
               "order_items": [_item(item, place) for place, item in enumerate(order.items)],
               "pay_by_credit_card": "ard" in order.payment_method, "fulfill_by_shopee": False,
               "seller_invoice_upload_status": 0, "order_ext_info": {}})


def _head(order: Order) -> JsonObject:
    return {"shop_id": order.shop_id, "order_id": order.order_id, "order_sn": order.order_sn,
            "total_price": _money(order.total), "price_before_discount": _money(order.total),
            "shipping_fee": _money(order.shipping_fee), "shipping_method": 18028,
            "actual_carrier": REGIONS[order.region].masked_channel, "order_type": 2, "payment_method": 6,
            "remark": order.remark, "return_id": order.return_id, "return_request_due_date": 0, "note": "",
            "note_mtime": 0}


def _status(order: Order, language: str, now: int) -> JsonObject:
    word, sentence, when = status_word(order, language, now)
    dated: list[Json] = [{"timestamp": when, "placeholder": "{timestamp}", "is_count_down": False}] if when else []
    placed: list[Json] = [{"placeholder": "{timestamp}", "placeholder_types": [1],
                           "timestamp": {"timestamp_value": when}}] if when else []
    return {"status": _STATUS[order.status], "status_ext": 11 if order.status == "COMPLETED" else 0,
            "list_type": _LIST_TYPE[order.status], "logistics_status": logistics_status(order),
            "logistics_channel": 18028, "logistics_flag": 0,
            "status_info": {"status": word, "status_description": {
                "description_value": sentence, "description_timestamp": when, "description_timestamp_list": dated}},
            "status_info_v2": {"status": word, "status_description": {
                "description_value": sentence, "description_placeholder_list": placed}}}


def _times(order: Order) -> JsonObject:
    done = order.completed or 0
    return {"create_time": order.created, "shipping_confirm_time": order.paid or 0, "payby_date": order.pay_by,
            "ship_by_date": order.ship_by, "auto_cancel_arrange_ship_date": order.ship_by,
            "auto_cancel_3pl_ack_date": order.ship_by + 2 * DAY, "pickup_time": order.shipped or 0,
            "complete_time": done, "escrow_release_time": done + 2 * DAY if done else 0,
            "rate_by_date": done + 15 * DAY if done else 0, "buyer_rate_by_date": done + 120 * DAY if done else 0,
            "buyer_cancel_reason": 1 if order.cancel_reason == "buyer" else 0, "cancel_reason_ext": 0,
            "cancel_userid": order.buyer.user_id if order.cancel_reason == "buyer" else 0,
            "cancellation_end_date": None}


def _carriers(order: Order) -> JsonObject:
    site = REGIONS[order.region]
    return {"fulfillment_channel_id": 18028, "fulfillment_carrier_name": site.carrier, "masking_channel_id": 18099,
            "masking_carrier_name": site.masked_channel, "checkout_channel_id": 18099,
            "checkout_carrier_name": site.masked_channel}


def _people(order: Order) -> JsonObject:
    buyer = order.buyer
    return {"buyer_address_name": buyer.name, "buyer_address_phone": buyer.phone, "shipping_address": buyer.address,
            "seller_address": {"address_id": 1, "country": order.region.upper(), "city": "Example City",
                               "zip_code": "000000"},
            "buyer_user": {"user_id": buyer.user_id, "user_name": buyer.username, "portrait": "", "rating_star": 4.9,
                           "followed": False}}


def _item(item: Item, place: int) -> JsonObject:
    return {"item_id": item.item_id, "model_id": item.model_id, "amount": item.quantity,
            "order_price": _money(item.price), "status": 2, "sub_type": 1, "group_id": str(place + 1),
            "line_item_id": f"{place + 1:015d}", "add_on_deal_id": 0, "bundle_deal_id": 0, "is_wholesale": False,
            "show_rr_tag": False, "rr_tag_qty": 0, "show_cancellation_tag": False,
            "item_model": {"model_id": item.model_id, "name": item.variation, "sku": item.sku, "status": 1},
            "product": {"item_id": item.item_id, "name": item.name, "sku": item.parent_sku,
                        "images": [f"img-{item.item_id}"], "is_pre_order": False}}


def get_package(order: Order, language: str) -> JsonObject:
    packages: list[Json] = [_package(order, package, place, language) for place, package in enumerate(order.packages)]
    return ok({"order_info": {"order_id": order.order_id, "split_up": int(len(packages) > 1), "package_list": packages},
               "order_action": {"can_split": False, "can_unsplit": False}})


def _package(order: Order, package: Package, place: int, language: str) -> JsonObject:
    items = [order.items[index] for index in package.item_indexes]
    return {"package_number": package.number, "parcel_no": place + 1, "channel_id": 18028,
            "items": [{"item_id": item.item_id, "model_id": item.model_id, "amount": item.quantity} for item in items],
            "status": 1, "total_price": sum(scaled(item.price * item.quantity) for item in items),
            "consignment_no": package.consignment_no or "", "third_party_tn": package.tracking or "",
            "first_mile_tn": "", "plp_number": "", "logistics_flag": 0,
            "package_logistics_status": logistics_status(order), "shipping_status": 3 if package.tracking else 0,
            "auto_cancel_layer2": order.ship_by + 2 * DAY,
            "tracking_info": [{"id": number, "ctime": event.at, "flag": 14, "logid": number,
                               "description": TRACK_WORDS[language][event.code]}
                              for number, event in enumerate(reversed(package.events), start=1)],
            "fulfillment_carrier_name": REGIONS[order.region].carrier}


def get_logistics_tracking_history(order: Order, language: str, package_number: str = "") -> JsonObject:
    """Newest event first, one list element per package."""
    return ok({"list": [
        {"package_number": package.number, "tracking_number": package.tracking or "",
         "tracking_info": [{"description": TRACK_WORDS[language][event.code], "ctime": event.at}
                           for event in reversed(package.events)]}
        for package in order.packages if package_number in {"", package.number}]})


def get_order_tracking_history(order: Order) -> JsonObject:
    return ok({"history": [{"old_status": _STATUS[move.old], "new_status": _STATUS[move.new], "ctime": move.at}
                           for move in order.history]})


def shop_info(shop: Shop, account: Account) -> JsonObject:
    return ok({"shop_id": shop.shop_id, "name": shop.name, "shop_region": shop.region.upper(), "user_id": shop.user_id,
               "username": account.login, "is_sip_primary": False, "holiday_mode_on": False, "status": 1})


def user_info(account: Account) -> JsonObject:
    return ok({"user_id": account.user_id, "username": account.login, "nickname": account.login,
               "is_sub_account": False, "email": "de****@example.invalid", "phone": "******00"})


def get_merchant_shop_list(shops: tuple[Shop, ...], region: str = "") -> JsonObject:
    """A cross-border merchant's shops; keys as two public collectors read them (C)."""
    rows: list[Json] = [{"shop_id": shop.shop_id, "shop_name": shop.name, "region": shop.region,
                         "user_id": shop.user_id, "cb_option": 1} for shop in shops if region in {"", shop.region}]
    return {"code": 0, "message": "success", "data": {"shops": rows, "total": len(rows)}}


