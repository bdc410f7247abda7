"""The platform's own order export as rows of cells: one row per item, order money on each (reference 4.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from watchdog.practice.api_cards import RETURN_WINDOW
from watchdog.practice.records.columns import FIELDS, HEADERS, RECEIVED, RETURNS, STATUS
from watchdog.practice.regions import CANCEL_REASONS, Region
from watchdog.practice.things import Item, Order, Shop

Cell = str | int | float
EXPORT_DAYS = 29
"""An export reaches at most about a month back (reference 4.1)."""


def file_name(shop: Shop, at: int) -> str:
    """`Order.all.YYYYMMDD_YYYYMMDD.xlsx`, days by the shop's clock."""
    last = datetime.fromtimestamp(at, shop.site.zone)
    first = last - timedelta(days=EXPORT_DAYS)
    return f"Order.all.{first:%Y%m%d}_{last:%Y%m%d}.xlsx"


def first_second(shop: Shop, at: int) -> int:
    """When the first day of an export taken at `at` begins (Unix seconds)."""
    day = datetime.fromtimestamp(at, shop.site.zone) - timedelta(days=EXPORT_DAYS)
    return int(day.replace(hour=0, minute=0, second=0, microsecond=0).timestamp())


def rows(shop: Shop, orders: Iterable[Order], at: int) -> Iterator[list[Cell]]:
    """Header first, then one row per item of every order, newest first."""
    language = shop.site.language
    headers, fields = HEADERS[language], FIELDS[language]
    yield list(headers)
    for order in orders:
        common = _order_cells(order, shop.site, at)
        for item in order.items:
            cells = {**common, **_item_cells(item, shop.site)}
            yield [cells.get(fields.get(header, ""), "") for header in headers]


def status_text(order: Order, site: Region, at: int) -> str:
    open_until = (order.completed or 0) + RETURN_WINDOW
    if order.status == "COMPLETED" and at < open_until and site.language in RECEIVED:
        return RECEIVED[site.language].format(day=f"{datetime.fromtimestamp(open_until, site.zone):%Y-%m-%d}")
    return STATUS[site.language][order.status]


def _order_cells(order: Order, site: Region, at: int) -> dict[str, Cell]:
    goods = sum((item.price * item.quantity for item in order.items), Decimal(0))
    return {
        "order_sn": order.order_sn,
        "status": status_text(order, site, at),
        "reason": CANCEL_REASONS[site.language].get(order.cancel_reason or "", ""),
        "returns": RETURNS[site.language] if order.status == "TO_RETURN" else "",
        "tracking": ",".join(order.tracking_numbers),
        "channel": site.masked_channel,
        "method": site.carrier,
        "ship_by": local(order.ship_by, site),
        "shipped": local(order.shipped, site),
        "created": local(order.created, site),
        "paid": local(order.paid, site) or "-",
        "completed": local(order.completed, site),
        "goods": money(goods, site),
        "fee": money(order.shipping_fee, site),
        "total": money(order.total, site),
        "pieces": sum(item.quantity for item in order.items),
        "buyer": cell_text(order.buyer.username),
        "name": order.buyer.name,
        "phone": order.buyer.phone,
        "address": order.buyer.address,
        "country": order.region.upper(),
        "remark": order.remark or "-",
        "payment": order.payment_method,
        "none": 0,
        "no": "N",
        "comma_zero": "0,00",
    }


def _item_cells(item: Item, site: Region) -> dict[str, Cell]:
    return {
        "parent_sku": item.parent_sku,
        "item": cell_text(item.name),
        "sku": item.sku,
        "variation": cell_text(item.variation),
        "price": money(item.price, site),
        "quantity": item.quantity,
        "subtotal": money(item.price * item.quantity, site),
    }


def money(amount: Decimal, site: Region) -> Cell:
    """As the region's files have it (reference 4.1): whole numbers as numbers, Singapore and Brazil as text with a
    point, the others as floating numbers."""
    if site.decimals == 0:
        return int(amount)
    return f"{site.quantize(amount):f}" if site.code in {"sg", "br"} else float(amount)


def local(at: int | None, site: Region) -> str:
    """`YYYY-MM-DD HH:MM` by the shop's clock; empty for "not yet"."""
    return "" if at is None else f"{datetime.fromtimestamp(at, site.zone):%Y-%m-%d %H:%M}"


def cell_text(text: str) -> str:
    """What a spreadsheet can hold: no control characters."""
    return "".join(sign for sign in text if sign >= " ")
