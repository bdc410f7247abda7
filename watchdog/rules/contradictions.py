"""Where the site's own witnesses contradict each other about one order: for `witnesses-disagree`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from watchdog.compare.comparators import WITNESS_FIELDS, normalised, shown, tracking_keys
from watchdog.compare.sightings import Sighting, Way
from watchdog.compare.statuses import ENDING_OTHERWISE, ON_ITS_WAY, possibly, surely
from watchdog.model.base import OrderSn
from watchdog.model.findings import Claim, ClaimKind
from watchdog.model.orders import OrderFacts
from watchdog.model.readings import Witness
from watchdog.rules.base import CaseView
from watchdog.rules.numbers import Peers

PAGE_FIELDS = ("total", "buyer", "status", "tracking_numbers", "items.name", "items.quantity")
"""Fields that list and order page name in the same words; a variation or SKU is put together differently there."""


@dataclass(frozen=True)
class Conflict:
    """One field of one order where two of the site's witnesses cannot both be right."""

    order_sn: OrderSn
    field: str
    left: Sighting
    right: Sighting
    between: str
    """`dom/json` on one page, or `list/order`."""

    @property
    def sides(self) -> tuple[str, str]:
        return shown(self.field, self.left.facts), shown(self.field, self.right.facts)

    def claim(self) -> Claim:
        return Claim(
            kind=ClaimKind.DIFFERS,
            field=self.field,
            pointers=(self.left.pointer(self.field), self.right.pointer(self.field)),
            says=(normalised(self.field, self.left.facts), normalised(self.field, self.right.facts)),
        )


def same_page(view: CaseView, sn: OrderSn, like: Peers) -> Iterable[Conflict]:
    """DOM against JSON of the same row. An order that a page holds twice is left out: which row is which?"""
    tolerance = Decimal(view.target.rules.money_tolerance)
    pages = {id(one.page): one.page for one in view.sights(sn)}
    for key in pages:
        dom = [one for one in view.sights(sn) if id(one.page) == key and one.row.witness is Witness.DOM]
        json_ = [one for one in view.sights(sn) if id(one.page) == key and one.row.witness is Witness.JSON]
        if len(dom) == len(json_) == 1:
            for field in WITNESS_FIELDS:
                if _apart(field, dom[0].facts, json_[0].facts, tolerance) or (
                    field == "tracking_numbers" and _hidden(dom[0], json_[0], like)
                ):
                    yield Conflict(sn, field, dom[0], json_[0], "dom/json")


def list_and_page(view: CaseView, sn: OrderSn) -> Iterable[Conflict]:
    """List against order page: in conflict only if no witness here agrees with any there."""
    tolerance = Decimal(view.target.rules.money_tolerance)
    lists, pages = _of(view, sn, ("list", "search")), _of(view, sn, ("order",))
    for field in PAGE_FIELDS:
        if field != "status" and possibly(view.means(sn), ENDING_OTHERWISE):
            continue
        pairs = [(one, other) for one, other in product(lists, pages) if _told(field, one) and _told(field, other)]
        if pairs and all(_moved_apart(field, one.facts, other.facts, tolerance) for one, other in pairs):
            yield Conflict(sn, field, *pairs[0], "list/order")


def _of(view: CaseView, sn: OrderSn, ways: Sequence[Way]) -> list[Sighting]:
    return [one for one in view.sights(sn) if one.way in ways]


def _told(field: str, one: Sighting) -> bool:
    return bool(normalised(field, one.facts))


def _apart(field: str, left: OrderFacts, right: OrderFacts, tolerance: Decimal) -> bool:
    """On one page nothing has time to move: statuses must be able to mean the same."""
    if field == "status":
        return bool(left.status and right.status and left.status.compatible(right.status) is False)
    if field == "items.quantity" and len(left.items or ()) != len(right.items or ()):
        return False  # the DOM may cut the lines
    return WITNESS_FIELDS[field].values(left, right, tolerance) is False


def _moved_apart(field: str, left: OrderFacts, right: OrderFacts, tolerance: Decimal) -> bool:
    """Between two pages an order may move on, in whichever order they were read."""
    if field == "items.quantity" and len(left.items or ()) != len(right.items or ()):
        return False
    same = WITNESS_FIELDS[field].values
    return same(left, right, tolerance) is False and same(right, left, tolerance) is False


def _hidden(dom: Sighting, json_: Sighting, like: Peers) -> bool:
    """The page received a number for a parcel under way and shows the seller none, though it does for others."""
    means = json_.facts.status.means if json_.facts.status else frozenset()
    return (
        dom.facts.tracking_numbers == ()
        and bool(tracking_keys(json_.facts))
        and surely(means, ON_ITS_WAY)
        and like.would_show(dom) is True
    )
