"""The seller's own books: what an ERP (店小秘-like) or a hand-made table holds of the orders, in the seller's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Protocol

from watchdog.practice.faults.base import Planted
from watchdog.practice.hooks import Fault
from watchdog.practice.records.export import Cell, cell_text
from watchdog.practice.things import Item, Order, Shop
from watchdog.practice.world import World, world_at

BEIJING = timezone(timedelta(hours=8))
WORDS: Mapping[str, str] = {
    "UNPAID": "未付款",
    "READY_TO_SHIP": "待处理",
    "PROCESSED": "待交运",
    "RETRY_SHIP": "待交运",
    "SHIPPED": "已发货",
    "TO_CONFIRM_RECEIVE": "已妥投",
    "COMPLETED": "已完成",
    "IN_CANCEL": "取消申请中",
    "CANCELLED": "已取消",
    "TO_RETURN": "售后中",
}
"""An ERP's own status words; most are not the platform's."""


@dataclass(frozen=True, slots=True)
class Line:
    """One order as the books hold it. `status` is a key of WORDS; times are Unix seconds."""

    order_sn: str
    status: str
    buyer: str
    receiver: str
    items: tuple[Item, ...]
    amount: Decimal
    created: int
    paid: int | None
    shipped: int | None
    tracking: tuple[str, ...]


class Smudge(Protocol):
    """Honest inexactness of books; noise.py has it."""

    def line(self, line: Line, order: Order, world: World, shop: Shop) -> Line | None:
        """The line as the books really have it; `world` is the moment they were taken. None = not there yet."""
        ...


def lines(world: World, shop: Shop, faults: Sequence[Fault] = (), noise: Smudge | None = None) -> list[Line]:
    """The books at `world.now`, newest order first."""
    kept: list[Line] = []
    for true in world.orders(shop):
        order: Order | None = true
        for fault in faults:
            if isinstance(fault, Planted) and order is not None:
                order = fault.books(shop, order)
        line = None if order is None else _line(order)
        if line is not None and order is not None and noise is not None:
            line = noise.line(line, order, world, shop)
        if line is not None:
            kept.append(line)
    return kept


def lines_at(
    world: World, shop: Shop, at: int, faults: Sequence[Fault] = (), noise: Smudge | None = None
) -> list[Line]:
    return lines(world_at(world, at), shop, faults, noise)


def _line(order: Order) -> Line:
    return Line(
        order.order_sn,
        order.status,
        order.buyer.username,
        order.buyer.name,
        order.items,
        order.total,
        order.created,
        order.paid,
        order.shipped,
        order.tracking_numbers,
    )


ERP_HEADER = (
    "订单号",
    "平台",
    "店铺",
    "站点",
    "订单状态",
    "买家账号",
    "收件人",
    "商品名称",
    "规格",
    "SKU",
    "数量",
    "订单金额",
    "币种",
    "下单时间",
    "付款时间",
    "发货时间",
    "物流方式",
    "运单号",
    "备注",
)


def erp_rows(world: World, shop: Shop, books: Iterable[Line]) -> Iterator[list[Cell]]:
    """Header, then one row per item; the order's amount stands on each of its rows."""
    yield list(ERP_HEADER)
    zone = erp_zone(world, shop)
    for line in books:
        head: list[Cell] = [
            line.order_sn,
            "Shopee",
            shop.name,
            shop.region.upper(),
            WORDS[line.status],
            cell_text(line.buyer),
            line.receiver,
        ]
        tail: list[Cell] = [
            float(line.amount),
            shop.site.currency,
            moment(line.created, zone),
            moment(line.paid, zone),
            moment(line.shipped, zone),
            shop.site.masked_channel,
            ",".join(line.tracking),
            "",
        ]
        for item in line.items:
            yield [*head, cell_text(item.name), cell_text(item.variation), item.sku, item.quantity, *tail]


def erp_zone(world: World, shop: Shop) -> timezone:
    """A cross-border merchant's ERP keeps Beijing time whatever the market; others keep the shop's."""
    return BEIJING if world.account_of(shop.shop_id).home == "cn" else shop.site.zone


ZONES: Mapping[str, str] = {
    "sg": "Asia/Singapore", "my": "Asia/Kuala_Lumpur", "ph": "Asia/Manila", "tw": "Asia/Taipei",
    "br": "America/Sao_Paulo", "th": "Asia/Bangkok", "vn": "Asia/Ho_Chi_Minh", "id": "Asia/Jakarta",
}  # fmt: skip


def erp_zone_name(world: World, shop: Shop) -> str:
    """IANA name of `erp_zone`."""
    return "Asia/Shanghai" if world.account_of(shop.shop_id).home == "cn" else ZONES[shop.region]


def moment(at: int | None, zone: timezone) -> str:
    """`YYYY-MM-DD HH:MM:SS`; empty for "not yet"."""
    return "" if at is None else f"{datetime.fromtimestamp(at, zone):%Y-%m-%d %H:%M:%S}"


TABLE_HEADER = ("order_no", "status", "buyer", "total", "currency", "created_at", "paid_at", "tracking_no", "pieces")


def table_rows(world: World, shop: Shop, books: Iterable[Line]) -> Iterator[list[Cell]]:
    """One row per order, as a hand-kept CSV or a small database has it; `created_at` in ISO with its offset."""
    zone = erp_zone(world, shop)
    for line in books:
        paid = "" if line.paid is None else datetime.fromtimestamp(line.paid, zone).isoformat()
        yield [
            line.order_sn,
            WORDS[line.status],
            cell_text(line.buyer),
            str(line.amount),
            shop.site.currency,
            datetime.fromtimestamp(line.created, zone).isoformat(),
            paid,
            " ".join(line.tracking),
            sum(item.quantity for item in line.items),
        ]


LOG_HEADER = ("time", "order_no", "buyer", "tracking_no", "carrier", "who")


def ship_log_rows(world: World, shop: Shop, orders: Iterable[Order]) -> Iterator[list[Cell]]:
    """What the packing table wrote down: one row per parcel handed over, at the moment it was arranged."""
    zone = erp_zone(world, shop)
    yield list(LOG_HEADER)
    for order in orders:
        for package in order.packages:
            if order.arranged is not None and package.tracking:
                yield [
                    moment(order.arranged, zone),
                    order.order_sn,
                    cell_text(order.buyer.username),
                    package.tracking,
                    shop.site.carrier,
                    "packing-1",
                ]
