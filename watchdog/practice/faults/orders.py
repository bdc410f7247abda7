"""Faults of single orders: lost, doubled, wrong in a field, in a wrong state, with a wrong tracking number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from watchdog.practice.faults.base import (
    PAID,
    Planted,
    with_tracking,
    without_tracking,
)
from watchdog.practice.hooks import OrderPlace, PageFlags, PageName, register
from watchdog.practice.things import Entry, Order, Shop

OTHER_VARIATION = {"en": "Violet", "zh-Hant": "紫色", "pt-BR": "Violeta", "zh-Hans": "紫色"}
OTHER_ITEM = {"en": "Bamboo chopsticks", "zh-Hant": "竹筷", "pt-BR": "Hashi de bambu", "zh-Hans": "竹筷"}


@register("order-missing", "One order is gone from list, counters, search and its own page")
@dataclass(frozen=True)
class OrderMissing(Planted):
    def entries(self, shop: Shop, entries: Sequence[Entry], place: str) -> Sequence[Entry]:
        return [entry for entry in entries if not self.about(entry)]

    def order(self, shop: Shop, order: Order, place: OrderPlace) -> Order | None:
        return None if self.about(order) else order


@register("order-missing-list-only", "One order is gone from the list, but the search and its own page have it")
@dataclass(frozen=True)
class OrderMissingListOnly(Planted):
    def entries(self, shop: Shop, entries: Sequence[Entry], place: str) -> Sequence[Entry]:
        return entries if place == "search" else [entry for entry in entries if not self.about(entry)]


@register("order-unrecorded", "One order is left out of the seller's own books")
@dataclass(frozen=True)
class OrderUnrecorded(Planted):
    def books(self, shop: Shop, order: Order) -> Order | None:
        return None if self.about(order) else order


@register("order-duplicated", "One order is listed twice; dom_only: the page shows it twice, the JSON once")
@dataclass(frozen=True)
class OrderDuplicated(Planted):
    dom_only: bool = False

    def entries(self, shop: Shop, entries: Sequence[Entry], place: str) -> Sequence[Entry]:
        if self.dom_only or place == "search":
            return entries
        return [shown for entry in entries for shown in ((entry, entry) if self.about(entry) else (entry,))]

    def flags(self, shop: Shop, page: PageName) -> PageFlags:
        twice = self.dom_only and self.order_sn and page == "orders"
        return PageFlags(duplicate_cards=[self.order_sn]) if twice else PageFlags()


@register("order-detail-mismatch", "One order shows a wrong amount, buyer, item_name, quantity or variation everywhere")
@dataclass(frozen=True)
class OrderDetailMismatch(Planted):
    field: str = "amount"

    def order(self, shop: Shop, order: Order, place: OrderPlace) -> Order | None:
        return _altered(order, self.field, shop) if self.about(order) else order


def _altered(order: Order, field: str, shop: Shop) -> Order:
    first, rest, language = order.items[0], order.items[1:], shop.site.language
    if field == "amount":
        more = shop.site.quantize(max(first.price, Decimal(2)) / 2)
        dearer = replace(first, price=first.price + more)
        return replace(order, items=(dearer, *rest), total=order.total + more * first.quantity)
    if field == "buyer":
        return replace(order, buyer=replace(order.buyer, username=f"zz_{order.buyer.username[::-1]}"))
    changes = {
        "item_name": replace(first, name=OTHER_ITEM[language]),
        "quantity": replace(first, quantity=first.quantity + 1),
        "variation": replace(first, variation=OTHER_VARIATION[language]),
    }
    return replace(order, items=(changes[field], *rest))


@register("status-mismatch", "One order shows another status everywhere: unpaid though paid, or a step backwards")
@dataclass(frozen=True)
class StatusMismatch(Planted):
    status: str = "UNPAID"

    def entries(self, shop: Shop, entries: Sequence[Entry], place: str) -> Sequence[Entry]:
        return [
            replace(entry, status=self.status, paid=0 if self.status == "UNPAID" else entry.paid)
            if self.about(entry)
            else entry
            for entry in entries
        ]

    def order(self, shop: Shop, order: Order, place: OrderPlace) -> Order | None:
        if not self.about(order):
            return order
        history = tuple(move for move in order.history if move.new not in _LATER[self.status])
        back = replace(order, status=self.status, history=history, completed=None, delivered=None, shipped=None)
        return without_tracking(replace(back, paid=None, arranged=None)) if self.status == "UNPAID" else back


_LATER = {
    "UNPAID": PAID,
    "PROCESSED": frozenset({"SHIPPED", "TO_CONFIRM_RECEIVE", "COMPLETED"}),
    "SHIPPED": frozenset({"TO_CONFIRM_RECEIVE", "COMPLETED"}),
}


@register("tracking-missing", "One shipped order shows no tracking number")
@dataclass(frozen=True)
class TrackingMissing(Planted):
    def order(self, shop: Shop, order: Order, place: OrderPlace) -> Order | None:
        return without_tracking(order) if self.about(order) else order


@register("tracking-mismatch", "One shipped order shows a tracking number that is not the one taken")
@dataclass(frozen=True)
class TrackingMismatch(Planted):
    number: str = ""

    def order(self, shop: Shop, order: Order, place: OrderPlace) -> Order | None:
        return with_tracking(order, self.number) if self.about(order) else order


@register("tracking-duplicated", "One order carries another order's tracking number, in the books as on the site")
@dataclass(frozen=True)
class TrackingDuplicated(Planted):
    number: str = ""

    def order(self, shop: Shop, order: Order, place: OrderPlace) -> Order | None:
        return with_tracking(order, self.number) if self.about(order) else order

    def books(self, shop: Shop, order: Order) -> Order | None:
        """Taken down twice: the seller's books hold the doubled number too, so only the doubling is wrong."""
        return self.export(shop, order)

    def export(self, shop: Shop, order: Order) -> Order:
        return with_tracking(order, self.number) if self.about(order) and order.tracking_numbers else order


HOSTILE = {
    "script": "<script>alert(document.domain)</script><img src=x onerror=alert(1)>",
    "formula": '=HYPERLINK("http://evil.invalid","refund")',
    "path": "..\\..\\C:/con|aux?.exe%00",
    "control": "a\u0000b\u0007\u202egnp.exe\u2066\u200b\u001b[31m",
}
"""Names a buyer may choose to hurt whoever reads them (none of them is a finding)."""


@register("hostile-text", "A buyer's name is a script, formula, path or control signs; nothing is wrong")
@dataclass(frozen=True)
class HostileText(Planted):
    text: str = "script"

    def order(self, shop: Shop, order: Order, place: OrderPlace) -> Order | None:
        return self._renamed(order, HOSTILE[self.text])

    def books(self, shop: Shop, order: Order) -> Order | None:
        """No book keeps control characters; such a buyer stands there without a name."""
        return self._renamed(order, "" if self.text == "control" else HOSTILE[self.text])

    def export(self, shop: Shop, order: Order) -> Order:
        return self._renamed(order, "" if self.text == "control" else HOSTILE[self.text])

    def _renamed(self, order: Order, name: str) -> Order:
        return replace(order, buyer=replace(order.buyer, username=name)) if self.about(order) else order
