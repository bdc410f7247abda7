"""Values to columns and back: ORDER_COLUMNS is the one table shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, cast

import polars as pl

from watchdog.compare.sightings import Sighting, Sightings
from watchdog.model.base import OrderSn
from watchdog.model.orders import Item, Money, OrderFacts, OrderStatus, SeenStatus
from watchdog.model.readings import Witness
from watchdog.model.records import ORDER_COLUMNS, KnownOrder

E5 = 100_000
ITEM_PARTS = ("name", "variation", "sku", "quantity")


class ItemRow(TypedDict):
    name: str | None
    variation: str | None
    sku: str | None
    quantity: int | None


class OrderRow(TypedDict):
    """One row of ORDER_COLUMNS as plain values."""

    order_sn: str
    status_label: str | None
    status_means: list[str] | None
    total_e5: int | None
    currency: str | None
    buyer: str | None
    tracking_numbers: list[str] | None
    created_on: date | None
    created_at: datetime | None
    paid_at: datetime | None
    shipped_at: datetime | None
    ship_by: datetime | None
    items: list[ItemRow] | None
    place: str | None


def order_frame(rows: Iterable[OrderRow]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=ORDER_COLUMNS, orient="row")


def merged(sights: Iterable[Sighting], *, json_first: bool = True) -> OrderFacts:
    """One account of an order out of all its sights: the first that tells a field wins, an absent one never does.

    The JSON goes first where amounts matter (it is not rounded), the DOM where a person is quoted.
    """
    ordered = sorted(sights, key=lambda one: (one.row.witness is Witness.JSON) != json_first)
    facts = ordered[0].facts
    for other in ordered[1:]:
        gaps = {
            name: value
            for name in OrderFacts.model_fields
            if getattr(facts, name) is None and (value := getattr(other.facts, name)) is not None
        }
        facts = facts.model_copy(update=gaps) if gaps else facts
    return facts


def seen_frame(sightings: Sightings) -> pl.DataFrame:
    """One row an order seen."""
    return order_frame(row_of(merged(sights)) for sights in sightings.values())


def history_frame(known: Iterable[KnownOrder]) -> pl.DataFrame:
    return order_frame(row_of(facts_of_known(one), place=f"{index}") for index, one in enumerate(known))


def facts_of_known(known: KnownOrder) -> OrderFacts:
    """What the site showed of an order before, as facts."""
    status = SeenStatus(label=known.status_label or "", means=known.status_means) if known.status_means else None
    return OrderFacts(
        order_sn=known.order_sn,
        order_id=known.order_id,
        buyer=known.buyer,
        status=status,
        total=known.total,
        tracking_numbers=known.tracking_numbers,
        created_on=known.created_on,
    )


def row_of(facts: OrderFacts, place: str = "") -> OrderRow:
    status, total = facts.status, facts.total
    return OrderRow(
        order_sn=facts.order_sn,
        status_label=status.label if status else None,
        status_means=sorted(status.means) if status else None,
        total_e5=int((total.amount * E5).to_integral_value()) if total else None,
        currency=total.currency if total else None,
        buyer=facts.buyer,
        tracking_numbers=list(facts.tracking_numbers) if facts.tracking_numbers is not None else None,
        created_on=facts.created_on,
        created_at=facts.created_at,
        paid_at=facts.paid_at,
        shipped_at=None,
        ship_by=facts.ship_by,
        items=[_item_row(item) for item in facts.items] if facts.items is not None else None,
        place=place,
    )


def facts_of_rows(frame: pl.DataFrame) -> Mapping[OrderSn, tuple[OrderFacts, str]]:
    """Rows of a small table back as values, with the place each stands at. Only ever asked for rows that differ."""
    rows = cast("list[OrderRow]", frame.to_dicts())
    return {OrderSn(row["order_sn"]): (_facts(row), row["place"] or "") for row in rows}


def _facts(row: OrderRow) -> OrderFacts:
    means, total, items = row["status_means"], row["total_e5"], row["items"]
    numbers = row["tracking_numbers"]
    return OrderFacts(
        order_sn=OrderSn(row["order_sn"]),
        buyer=row["buyer"],
        status=SeenStatus(label=row["status_label"] or "", means=_statuses(means)) if means is not None else None,
        total=_money(total, row["currency"]) if total is not None else None,
        tracking_numbers=tuple(numbers) if numbers is not None else None,
        items=tuple(Item(**item) for item in items) if items is not None else None,
        created_on=row["created_on"],
        created_at=row["created_at"],
        paid_at=row["paid_at"],
        ship_by=row["ship_by"],
    )


def _statuses(means: Iterable[str]) -> frozenset[OrderStatus]:
    return frozenset(OrderStatus(name) for name in means)


def _money(total_e5: int, currency: str | None) -> Money:
    """With cents always: how many decimals the source had is no longer known."""
    amount, cents = Decimal(total_e5) / E5, Decimal("0.01")
    return Money(amount=amount if amount % cents else amount.quantize(cents), currency=currency or "")


def _item_row(item: Item) -> ItemRow:
    return ItemRow(name=item.name, variation=item.variation, sku=item.sku, quantity=item.quantity)
