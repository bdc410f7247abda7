"""Is a file of records this shop's at all? A seller with twelve shops picks the wrong file sooner or later."""

from __future__ import annotations

from watchdog.compare.coverage import covered_rows, latest_day, listable, proven
from watchdog.compare.sightings import sightings_of
from watchdog.compare.values import Overlap
from watchdog.model.base import OrderSn
from watchdog.model.case import HistorySlice, Target
from watchdog.model.readings import LookReading
from watchdog.model.records import Snapshot


def overlap(reading: LookReading, snapshot: Snapshot, history: HistorySlice) -> Overlap:
    """Orders of the days that the windows prove and the source covers, from either side."""
    windows = proven(reading)
    sightings = sightings_of(reading)
    rows = covered_rows(snapshot.orders, snapshot.coverage, reading.at)
    held = frozenset(OrderSn(sn) for sn in rows.filter(listable(windows))["order_sn"].to_list())
    recorded = frozenset(OrderSn(sn) for sn in snapshot.orders["order_sn"].to_list())
    shown = frozenset(
        sn
        for sn, sights in sightings.items()
        if (day := sights[0].facts.created_on) is not None
        and (snapshot.coverage.since is None or day >= snapshot.coverage.since)
        and day <= (snapshot.coverage.until or latest_day(snapshot.coverage.taken_at))
    )
    known = frozenset(one.order_sn for one in history.known)
    return Overlap(recorded=held, seen=shown, belonging=held & (frozenset(sightings) | known) | (shown & recorded))


def is_foreign(reading: LookReading, snapshot: Snapshot, history: HistorySlice, target: Target) -> bool:
    """Under the set share of the orders expected in the overlap match, from both sides.

    Both: books that know every order the site shows, and many more, are this shop's, and the site has lost orders.
    Orders that the site showed us in an earlier check count as this shop's, even if it shows them no longer.
    """
    both = overlap(reading, snapshot, history)
    if not both.recorded:
        return False
    share = target.rules.foreign_file_share
    of_file = len(both.recorded & both.belonging) / len(both.recorded)
    of_site = len(both.seen & both.belonging) / len(both.seen) if both.seen else 0.0
    return of_file < share and of_site < share
