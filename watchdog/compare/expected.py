"""Orders that should have been in the windows and were not: whom to look for by search and on their own page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from watchdog.compare.coverage import Proven, covered_rows, day_slack, listable, must_be_listed, proven
from watchdog.compare.foreign import is_foreign
from watchdog.compare.frames import facts_of_known, facts_of_rows
from watchdog.compare.sightings import listed, listed_days
from watchdog.compare.statuses import NOT_YET_PAID, TO_SHIP, possibly, surely
from watchdog.compare.values import HISTORY, Expected
from watchdog.model.base import OrderSn
from watchdog.model.case import HistorySlice, Target
from watchdog.model.orders import OrderFacts, OrderStatus
from watchdog.model.readings import LookReading, Pointer
from watchdog.model.records import KnownOrder, Snapshot


def expectations(
    reading: LookReading, snapshots: Sequence[Snapshot], history: HistorySlice, target: Target
) -> tuple[Expected, ...]:
    """Orders known from history or a covered snapshot that a completely read window must hold, and that no witness in
    the windows showed; the most important first.

    Nothing is expected of a blind look, of a file that is not this shop's, or of an order created after the look
    began. Probes do not count here: this says whom to probe.
    """
    windows = proven(reading)
    if not windows:
        return ()
    seen = listed(reading)
    found: dict[OrderSn, Expected] = {}
    for index, known in enumerate(history.known):
        if known.order_sn not in seen and known.last_seen_at < reading.at:
            _note(found, _from_history(index, known, windows))
    for snapshot in snapshots:
        if not is_foreign(reading, snapshot, history, target):
            for expected in _from_records(reading, snapshot, windows, seen):
                _note(found, expected)
    return tuple(sorted(found.values(), key=_importance))


def expected_rows(
    reading: LookReading, snapshot: Snapshot, windows: Iterable[Proven], seen: Iterable[OrderSn] = ()
) -> pl.DataFrame:
    """Rows of a snapshot that the windows must hold, without those in `seen`."""
    proved, slack = tuple(windows), day_slack(snapshot.orders, listed_days(reading))
    rows = covered_rows(snapshot.orders, snapshot.coverage, reading.at)
    rows = rows.filter(~pl.col("order_sn").is_in(list(seen)))
    if snapshot.coverage.taken_at > reading.at:
        rows = rows.filter(pl.col("created_at").is_not_null() | (pl.col("created_on") < reading.at.date()))
    whole = listable(proved, slack)
    others = rows.filter(~whole)
    held = [sn for sn, day, means in _states(others) if day and must_be_listed(means, day - slack, proved)]
    return rows.filter(whole | pl.col("order_sn").is_in(held))


def _states(rows: pl.DataFrame) -> Iterable[tuple[str, date | None, frozenset[OrderStatus]]]:
    for sn, day, means in rows.select("order_sn", "created_on", "status_means").iter_rows():
        yield sn, day, frozenset(OrderStatus(name) for name in means or ())


def _from_history(index: int, known: KnownOrder, windows: Sequence[Proven]) -> Expected | None:
    tab = must_be_listed(known.status_means, known.created_on, windows)
    if tab is None:
        return None
    place = Pointer(source=HISTORY, path=f"json:/known/{index}/order_sn", text=known.order_sn)
    return Expected(
        known.order_sn, known.order_id, known.created_on, tab, (HISTORY,), facts_of_known(known), known, (place,)
    )


def _from_records(
    reading: LookReading, snapshot: Snapshot, windows: Sequence[Proven], seen: frozenset[OrderSn]
) -> Iterable[Expected]:
    rows = expected_rows(reading, snapshot, windows, seen)
    for sn, (facts, place) in facts_of_rows(rows).items():
        means = facts.status.means if facts.status else frozenset()
        if surely(means, frozenset({OrderStatus.PENDING})):
            continue  # whether the site lists an order under review is not known (reference 5.1)
        tab = must_be_listed(means, facts.created_on, windows)
        pointer = Pointer(source=f"records/{snapshot.name}", path=f"cell:{place}", text=sn)
        if tab is not None:
            yield Expected(sn, None, facts.created_on, tab, (snapshot.name,), facts, None, (pointer,))


def _note(found: dict[OrderSn, Expected], new: Expected | None) -> None:
    """The same order from two sources is one expectation; history comes first and keeps its order_id and facts."""
    if new is None:
        return
    old = found.get(new.order_sn)
    if old is None:
        found[new.order_sn] = new
        return
    found[new.order_sn] = Expected(
        old.order_sn,
        old.order_id or new.order_id,
        old.created_on or new.created_on,
        old.tab,
        (*old.sources, *new.sources),
        _filled(old.facts, new.facts),
        old.known,
        (*old.places, *new.places),
    )


def _filled(facts: OrderFacts, more: OrderFacts) -> OrderFacts:
    gaps = {name: getattr(more, name) for name in OrderFacts.model_fields if getattr(facts, name) is None}
    return facts.model_copy(update=gaps)


def _importance(expected: Expected) -> tuple[int, int, int, str]:
    """To ship first, then under way, unpaid, over; of these, what the site itself showed; the newest first."""
    means = expected.facts.status.means if expected.facts.status else frozenset()
    rank = 0 if possibly(means, TO_SHIP) else 1
    if surely(means, NOT_YET_PAID):
        rank = 2
    if surely(means, frozenset({OrderStatus.CANCELLED, OrderStatus.COMPLETED})):
        rank = 3
    day = expected.created_on.toordinal() if expected.created_on else 0
    return rank, 0 if expected.known else 1, -day, expected.order_sn
