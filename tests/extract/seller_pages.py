# ruff: noqa: E501 - markup is kept as it stands on the page
"""Pages as the reference describes them (section 2.3, 2.4, 3.1, 3.2), with invented people. Test data, written by hand;
nothing here knows the packs or the practice site.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

from watchdog.model.base import OrderId, OrderSn
from watchdog.model.pages import Ask, AskKind, Exchange, Failure, Page, Stopped

AT = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
SHOP = 111222333


@dataclass(frozen=True)
class Order:
    """One order as the seller would see it. `amount_e5`: as the site's JSON holds it (reference 2.2)."""

    number: int
    sn: str
    buyer: str = "buyer_demo"
    status: str = "To ship"
    shown: str = "S$25.90"
    amount_e5: int = 2_590_000
    tracking: tuple[str, ...] = ()
    item: str = "Demo mug"
    description: str = "Variation: Blue [MUG MUG-BL]"
    quantity: int = 2
    packages: int = 1

    @property
    def order_id(self) -> int:
        return 210_000_000_000_000 + self.number


def orders(count: int, **changes: Any) -> list[Order]:
    """`count` different orders, newest first."""
    made = []
    for n in range(count):
        day = datetime(2026, 11, 1, tzinfo=UTC) - timedelta(days=n // 10)
        made.append(Order(number=n + 1, sn=f"{day:%y%m%d}AB{n:03d}XYZ", **{"buyer": f"buyer_{n:03d}", **changes}))
    return made


def card_2026(order: Order, noise: str = "") -> str:
    """Reference 3.1, the 2026 card in full."""
    tracking = "".join(f'<div class="tracking-number">{escape(t)}</div>' for t in order.tracking)
    package = f"""
<div class="package-of-package-level-order-card"><div class="eds-row">
 <div class="item-infos-col"><div class="order-item-infos" data-testid="order-item-infos"><div class="item"><div class="item-inner">
  <img class="item-image" src="https://down-sg.img.susercontent.com/file/sg-1111-hash"><div class="item-name">{escape(order.item)}</div>
  <div class="item-description">{escape(order.description)}</div><div class="item-amount">x{order.quantity}</div></div></div></div></div>
 <div class="payment-info-col"><div class="order-payment-info" data-testid="order-payment-info">
  <div class="total-price">{escape(order.shown)}</div><div class="payment-method">ShopeePay</div></div></div>
 <div class="status-info-col"><div class="order-status-info-v2"><div class="order-status"><div class="status-tag eds-tag">
  <span class="status">{escape(order.status)}</span></div></div><div class="status-description">Ship by 04/11/2026</div></div></div>
 <div class="fulfillment-info-col"><div class="order-fulfilment-info" data-testid="order-fulfilment-info">
  <div class="maksed-channel-name">Standard Delivery</div><div class="fulfilment-channel-name">SPX Express</div>{tracking}</div></div>
 <div class="actions-col"><button class="eds-button">Arrange Shipment</button></div>{noise}</div></div>"""
    return f"""<a class="order-card" data-testid="order-item" href="/portal/sale/order/{order.order_id}">
<div class="order-card-header" data-testid="order-card-header"><div class="left"><div class="buyer-info">
<span class="buyer-username">{escape(order.buyer)}</span></div></div><div class="right"><div class="order-identifiers">
<span class="order-sn">Order ID {escape(order.sn)}</span></div></div><div class="right-suffix"></div></div>
<div class="order-card-body"><div class="package-list-of-package-level-order-card">{package}</div></div></a>"""


def shell(body: str) -> bytes:
    """The page around a list."""
    head = '<header><span class="account-name">demo_shop</span></header>'
    return f"<!DOCTYPE html><html><head><title>Seller Centre</title></head><body>{head}{body}</body></html>".encode()


def pager(number: int, pages: int) -> str:
    last = " disabled" if number == pages else ""
    return (
        f'<div class="eds-pager"><button class="eds-pager__button-prev"></button><ul class="eds-pager__pages">'
        f'<li class="eds-pager__page active">{number}</li></ul><span class="eds-pager__total">{pages}</span>'
        f'<button class="eds-pager__button-next"{last}></button></div>'
    )


def list_html(listed: Sequence[Order], *, number: int = 1, pages: int = 1, noise: str = "") -> bytes:
    """The 2026 list page."""
    cards = "".join(card_2026(order, noise) for order in listed)
    table = f'<div class="order-list-table-all"><div class="table-body-wrapper">{cards}</div></div>'
    return shell(f'<div class="order-list">{table}{pager(number, pages)}</div>')


def card_json(order: Order) -> dict[str, Any]:
    """Reference 2.3: an order card, or a package-level card where there is more than one package."""
    items = {
        "item_info_list": [
            {"item_list": [{"name": order.item, "description": order.description, "amount": order.quantity}]}
        ]
    }
    fulfilment = {
        "fulfilment_channel_name": "SPX Express",
        "masked_channel_name": "Standard Delivery",
        "tracking_number_list": list(order.tracking),
    }
    packages = [f"OFG{order.order_id}{p}"[:18] for p in range(order.packages)]
    card: dict[str, Any] = {
        "card_header": {"order_sn": order.sn, "buyer_info": {"username": order.buyer, "portrait": ""}},
        "payment_info": {"currency": 9, "total_price": order.amount_e5, "payment_method": "ShopeePay"},
        "status_info": {"status": order.status, "status_tooltip": ""},
        "order_ext_info": {"order_id": order.order_id, "buyer_user_id": 300000001, "ship_by_date": 1762170000},
    }
    if order.packages == 1:
        card |= {
            "item_info_group": items,
            "fulfilment_info": fulfilment,
            "package_ext_info_list": [{"package_number": packages[0], "fulfilment_status": 1}],
        }
        return {"order_card": card}
    card["package_list"] = [
        {"item_info_group": items, "fulfilment_info": fulfilment, "package_ext_info": {"package_number": number}}
        for number in packages
    ]
    return {"package_level_order_card": card}


def exchange(name: str, path: str, answer: object, **more: Any) -> Exchange:
    """One JSON exchange on the seller's host. `sent`: request body; `after_ms`: when it was asked."""
    sent = more.pop("sent", None)
    method = "POST" if sent is not None else "GET"
    return Exchange(
        name=name,
        method=more.pop("method", method),
        url=f"https://seller.shopee.sg{path}",
        status=more.pop("status", 200),
        request_body=b"" if sent is None else json.dumps(sent).encode(),
        body=answer if isinstance(answer, bytes | None) else json.dumps(answer).encode(),
        started_at=AT + timedelta(milliseconds=more.pop("after_ms", 0)),
        **more,
    )


def index_exchange(listed: Sequence[Order], *, total: int | None = None, sent: str = "", next_: str = "") -> Exchange:
    rows = [{"order_id": o.order_id, "shop_id": SHOP, "region_id": "SG"} for o in listed]
    paging = {
        "total": len(listed) if total is None else total,
        "page_number": 1,
        "page_size": 40,
        "next_page_sentinel": next_,
        "previous_page_sentinel": "",
    }
    answer = {"code": 0, "message": "success", "data": {"index_list": rows, "pagination": paging}}
    path = "/api/v3/order/search_order_list_index?SPC_CDS=x&SPC_CDS_VER=2"
    return exchange("index", path, answer, sent={"order_list_tab": 100, "pagination": {"page_sentinel": sent}})


def card_exchanges(listed: Sequence[Order], *, path: str = "/api/v3/order/get_order_list_card_list") -> list[Exchange]:
    """Five orders a call (reference 2.3)."""
    made = []
    for start in range(0, len(listed), 5):
        batch = listed[start : start + 5]
        asked = {"order_list_tab": 100, "order_param_list": [{"order_id": o.order_id} for o in batch]}
        answer = {"code": 0, "message": "success", "data": {"card_list": [card_json(o) for o in batch]}}
        made.append(exchange("cards", path, answer, sent=asked, after_ms=100 + start))
    return made


LIST_ASK = Ask(kind=AskKind.LIST, page_type="orders", tab="all")


def search_ask(sn: str) -> Ask:
    return Ask(kind=AskKind.SEARCH, page_type="orders", order_sn=OrderSn(sn))


def order_ask(order: Order) -> Ask:
    return Ask(
        kind=AskKind.ORDER,
        page_type="order",
        order_sn=OrderSn(order.sn),
        order_id=OrderId(str(order.order_id)),
    )


@dataclass
class Saved:
    """A page under construction, with a list page's defaults."""

    html: bytes
    exchanges: Sequence[Exchange] = ()
    ask: Ask = LIST_ASK
    url: str = "https://seller.shopee.sg/portal/sale/order?type=all&sort_by=create_date_desc"
    stopped: Sequence[Stopped] = ()
    failure: Failure | None = None
    http_status: int | None = 200
    more: dict[str, Any] = field(default_factory=dict)

    def page(self) -> Page:
        return Page(
            ask=self.ask,
            url=self.url,
            observed_at=AT,
            html=self.html,
            exchanges=tuple(self.exchanges),
            stopped=tuple(self.stopped),
            failure=self.failure,
            http_status=self.http_status,
            **self.more,
        )


def list_page(listed: Sequence[Order], **changes: Any) -> Page:
    """A healthy list page: DOM, index and cards agree."""
    made = {"html": list_html(listed), "exchanges": [index_exchange(listed), *card_exchanges(listed)], **changes}
    return Saved(**made).page()
