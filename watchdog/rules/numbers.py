"""Tracking numbers as the site shows them: shared by the three tracking rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from watchdog.compare.comparators import tracking_keys
from watchdog.compare.frames import facts_of_rows
from watchdog.compare.sightings import Sighting
from watchdog.compare.statuses import ON_ITS_WAY, TO_SHIP, surely
from watchdog.model.base import OrderSn
from watchdog.model.orders import OrderFacts, OrderStatus
from watchdog.model.records import Snapshot
from watchdog.rules.base import CaseView

Kind = tuple[str, str, str, str]
"""Witness, way, group of statuses, carrier."""
PEERS, SHARE = 3, 0.8
"""A witness would show a number if it does so for this share of at least so many other orders in the like state."""


def shown_none(view: CaseView, sn: OrderSn) -> tuple[Sighting, ...]:
    """Sights that say "no number"; empty if any sight shows one, or none tells."""
    telling = [one for one in view.sights(sn) if one.facts.tracking_numbers is not None]
    if any(tracking_keys(one.facts) for one in telling):
        return ()
    return tuple(telling)


def agreed_numbers(view: CaseView, sn: OrderSn) -> frozenset[str]:
    """Number keys that every sight showing any number shows. Empty if they contradict each other."""
    told = [keys for one in view.sights(sn) if (keys := tracking_keys(one.facts))]
    return frozenset.intersection(*told) if told else frozenset()


@dataclass(frozen=True)
class Peers:
    """How often each witness, on each kind of page, shows a number for orders in the like state by the like carrier."""

    counts: Mapping[Kind, tuple[int, int]]
    """Kind -> (sights that tell, of these with a number)."""

    def would_show(self, one: Sighting) -> bool | None:
        """Would a number be shown where this sight says "none"? None: too few of its like to know."""
        telling, with_number = self.counts.get(_kind(one), (0, 0))
        others = telling - 1
        if others < PEERS or _group(one.facts) is None:
            return None
        return with_number >= SHARE * others

    def shows_any(self, one: Sighting) -> bool:
        """Does this witness on this kind of page show a number for any order at all?"""
        return any(
            shown for kind, (_, shown) in self.counts.items() if kind[:2] == (one.row.witness.value, one.way) and shown
        )


def peers(view: CaseView) -> Peers:
    counts: dict[Kind, tuple[int, int]] = {}
    for sights in view.comparison.sightings.values():
        for one in sights:
            if one.facts.tracking_numbers is not None:
                telling, shown = counts.get(_kind(one), (0, 0))
                counts[_kind(one)] = telling + 1, shown + bool(tracking_keys(one.facts))
    return Peers(counts)


def _kind(one: Sighting) -> Kind:
    group = _group(one.facts)
    return one.row.witness.value, one.way, "|".join(sorted(group or ())), one.facts.carrier or ""


def _group(facts: OrderFacts) -> frozenset[OrderStatus] | None:
    means = facts.status.means if facts.status else frozenset()
    return next((group for group in (ON_ITS_WAY, TO_SHIP) if surely(means, group)), None)


def recorded_numbers(
    view: CaseView, orders: Iterable[OrderSn]
) -> dict[OrderSn, list[tuple[Snapshot, OrderFacts, str]]]:
    """Sources that know a number for these orders, in comparable columns only, with the place of each."""
    wanted, found = list(orders), dict[OrderSn, list[tuple[Snapshot, OrderFacts, str]]]()
    for snapshot in view.comparison.sources:
        if f"{snapshot.name}:tracking_numbers" not in view.comparison.calibrated:
            continue
        rows = snapshot.orders.filter(pl.col("order_sn").is_in(wanted))
        for sn, (facts, place) in facts_of_rows(rows).items():
            if tracking_keys(facts):
                found.setdefault(sn, []).append((snapshot, facts, place))
    return found


def doubled(view: CaseView) -> dict[str, tuple[OrderSn, ...]]:
    """Number key -> the orders that carry it, where they are more than one. Cancelled orders do not count."""
    carriers: dict[str, list[OrderSn]] = {}
    for sn in view.comparison.sightings:
        if not surely(view.means(sn), frozenset({OrderStatus.CANCELLED})):
            for key in agreed_numbers(view, sn):
                carriers.setdefault(key, []).append(sn)
    return {key: tuple(orders) for key, orders in carriers.items() if len(orders) > 1}


def shipped_time(snapshot: Snapshot, sn: OrderSn) -> datetime | None:
    """When this source says that the parcel left; None: it does not say."""
    times = snapshot.orders.filter(pl.col("order_sn") == sn)["shipped_at"].to_list()
    return next((time for time in times if isinstance(time, datetime)), None)
