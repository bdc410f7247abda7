"""Could a later look have seen it? Blindness and windows of another extent never make trouble go away."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from watchdog.compare.comparators import is_again, normalised
from watchdog.compare.sightings import Sightings, sightings_of, ways_of
from watchdog.model.base import OrderSn
from watchdog.model.findings import Claim, ClaimKind, Finding
from watchdog.model.orders import OrderFacts
from watchdog.model.readings import LookReading, Pointer, Witness

_HISTORY, _RECORDS = "history", "records"
_ABOUT_PRESENCE = (ClaimKind.NOT_FOUND, ClaimKind.PRESENT)


def could_see(reading: LookReading, finding: Finding) -> bool:
    """Was that which the finding speaks of in the sight of this look?

    With orders: each was shown by some page (an order that stays hidden is no news of it). Without: the tab of the key
    was read completely, or for a key that is no tab every window was. A look that is blind as a whole saw nothing.
    """
    if reading.blind is not None:
        return False
    if finding.orders:
        sightings = sightings_of(reading)
        return all(sn in sightings for sn in finding.orders)
    tabs = [window for window in reading.windows if window.window.tab == finding.key]
    windows = tabs or list(reading.windows)
    return bool(windows) and all(window.complete for window in windows)


def could_judge(reading: LookReading, finding: Finding, records: Collection[str] | None) -> bool:
    """Could the rule have found it again: the same orders, told in the same field by the same kind of witness on the
    same kind of page, and the records it rested on still there?

    `records`: names of snapshots that were used; None: the same as then (another look of one check).
    """
    if not could_see(reading, finding):
        return False
    ways = {way for _, way in ways_of(reading)} | {"identity"}
    whole = bool(reading.windows) and all(window.complete for window in reading.windows)
    sight = _Sight(sightings_of(reading), ways, records, whole)
    return all(
        sight.has_again(claim, pointer, finding.orders) for claim in finding.claims for pointer in claim.pointers
    )


def back_to_before(reading: LookReading, finding: Finding) -> bool:
    """A change between then and now is over when the value is again what it was, or may follow it: that we have learnt
    the new value meanwhile does not make it right. True for findings that claim no change.
    """
    changed = [claim for claim in finding.claims if claim.kind is ClaimKind.BEFORE_AFTER]
    sightings = sightings_of(reading)
    return all(
        any(_is_back(claim, one.facts) for one in sightings.get(sn, ())) for claim in changed for sn in finding.orders
    )


def _is_back(claim: Claim, facts: OrderFacts) -> bool:
    """What had gone is back when anything is shown again; what had changed, when it is as before."""
    if not any(claim.says[1:]):
        return bool(normalised(claim.field, facts))
    return is_again(claim.field, claim.says[0], facts) is True


@dataclass(frozen=True)
class _Sight:
    """What was in sight of one look: orders, kinds of pages, records, and whether every list was read whole."""

    sightings: Sightings
    ways: Collection[str]
    records: Collection[str] | None
    lists_whole: bool

    def has_again(self, claim: Claim, pointer: Pointer, orders: Collection[OrderSn]) -> bool:
        """Is the like of what the pointer led to in sight again?"""
        head, _, rest = pointer.source.partition("/")
        if head == _RECORDS:
            return self.records is None or rest in self.records
        if head == _HISTORY or claim.kind in _ABOUT_PRESENCE:
            return True  # the orders themselves are seen again, which could_see made sure of
        if claim.kind is ClaimKind.ABSENT_FROM_WINDOW:
            return self.lists_whole or self._tells("order_sn", orders, Witness.DOM, "list")
        if not orders:
            return _way(rest) in self.ways
        witness = Witness.DOM if pointer.source.endswith("/html") else Witness.JSON
        return self._tells(claim.field, orders, witness, _way(rest))

    def _tells(self, field: str, orders: Iterable[OrderSn], witness: Witness, way: str) -> bool:
        """Some order of the claim is told this field by this witness on this kind of page."""
        stem = field.partition(".")[0]
        sights = (one for sn in orders for one in self.sightings.get(sn, ()))
        fitting = (one for one in sights if one.row.witness is witness and one.way == way)
        return any(getattr(one.facts, stem, None) is not None for one in fitting)


def _way(rest: str) -> str:
    """Kind of page from an ask name: `identity-1`, `order-<sn>`, `search-<sn>`, else a list."""
    return next((way for way in ("identity", "order", "search") if rest.startswith(f"{way}-")), "list")
