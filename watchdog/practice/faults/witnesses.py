"""Faults where the site contradicts itself: page against JSON, list against order page, counter against rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from watchdog.practice.faults.base import Chooser, Params, Planted
from watchdog.practice.faults.choose import single_parcel
from watchdog.practice.hooks import Fault, OrderPlace, PageFlags, PageName, register
from watchdog.practice.things import Entry, Order, Shop
from watchdog.practice.world import World


@dataclass(frozen=True)
class DomValue(Planted):
    """`field`: a key of `PageFlags.dom_values`; `text`: what is shown instead."""

    field: str = "total_price"
    text: str = ""

    def flags(self, shop: Shop, page: PageName) -> PageFlags:
        if not (self.order_sn and self.text and page in {"orders", "order"}):
            return PageFlags()
        return PageFlags(dom_values={self.order_sn: {self.field: self.text}})


@dataclass(frozen=True)
class ListAgainstOrder(Planted):
    def order(self, shop: Shop, order: Order, place: OrderPlace) -> Order | None:
        if place != "card" or not self.about(order):
            return order
        return replace(order, total=order.total + shop.site.quantize(max(order.total / 4, Decimal(3))))


@dataclass(frozen=True)
class CounterLies(Fault):
    by: int = 7

    def entries(self, shop: Shop, entries: Sequence[Entry], place: str) -> Sequence[Entry]:
        return entries[: -self.by] if place == "counters" else entries


@dataclass(frozen=True)
class CardMissing(Planted):
    def flags(self, shop: Shop, page: PageName) -> PageFlags:
        return PageFlags(missing_cards=[self.order_sn]) if self.order_sn and page == "orders" else PageFlags()


@register("witnesses-disagree", "The site contradicts itself; how: dom, list, counter or card")
def disagreement(
    how: str = "dom", order_sn: str = "", field: str = "total_price", text: str = "", by: int = 7
) -> Fault:
    """`how`: "dom" (the page shows `text` for `field`), "list" (list against order page), "counter" (short of `by`
    orders), "card" (a row is not drawn)."""
    if how == "dom":
        return DomValue(order_sn, field, text)
    if how == "list":
        return ListAgainstOrder(order_sn)
    return CounterLies(by) if how == "counter" else CardMissing(order_sn)


def another_text(field: str) -> Chooser:
    """An order and a readable text for `field` that is not the true one."""

    def choose(world: World, shop: Shop, draw: Random) -> Params:
        chosen = single_parcel(world, shop, draw)
        order = world.order_by_sn(shop, str(chosen["order_sn"])) if chosen else None
        if order is None:
            return {}
        more = shop.site.quantize(order.total + max(order.total / 4, Decimal(3)))
        texts = {"total_price": shop.site.money_text(more), "buyer": f"zz_{order.buyer.username[::-1]}"}
        return {**chosen, "text": texts[field]}

    return choose
