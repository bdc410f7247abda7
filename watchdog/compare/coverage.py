"""What windows prove and what sources speak of: nothing is compared outside of both (design, principle 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl

from watchdog.compare.statuses import NOT_YET_PAID, reachable, tab_statuses
from watchdog.extract.windows import days_of
from watchdog.model.base import OrderSn
from watchdog.model.orders import OrderStatus
from watchdog.model.pages import PageState
from watchdog.model.readings import LookReading, WindowReading
from watchdog.model.records import Coverage

_DAYS = {"order_sn": pl.String(), "_day": pl.Date()}


@dataclass(frozen=True)
class Proven:
    """Days that windows prove wholly: `since` the first, for orders in `statuses`; the last is the look's own."""

    tab: str
    since: date
    statuses: frozenset[OrderStatus]


def proven(reading: LookReading) -> tuple[Proven, ...]:
    """What each complete window of a trusted look proves."""
    if reading.blind is not None:
        return ()
    made = ((window, _since(window)) for window in reading.windows if window.complete)
    return tuple(
        Proven(window.window.tab, since, tab_statuses(window.window.tab)) for window, since in made if since is not None
    )


def _since(window: WindowReading) -> date | None:
    """A list read to its end proves the days it was asked for, and older ones that it shows.

    How far back the site keeps orders in a list is not known (reference 8): days before its oldest order are left out.
    """
    if window.covered_from is not None:
        return window.covered_from
    if not window.reached_end:
        return None
    asked = window.window.since.date() + timedelta(days=1)
    shown = [day for page in window.pages for day in days_of(page) if day is not None]
    if not shown and not any(page.state is PageState.EMPTY for page in window.pages):
        return None
    return min([asked, *shown])


def must_be_listed(means: Iterable[OrderStatus], created_on: date | None, windows: Iterable[Proven]) -> str | None:
    """The tab of a window that must hold an order last known in one of `means`, or None if none must.

    An order may have moved on since: whatever it may be in by now must be covered, if need be by several windows.
    """
    if created_on is None:
        return None
    fitting = [window for window in windows if created_on >= window.since]
    whole = next((window.tab for window in fitting if window.statuses == frozenset(OrderStatus)), None)
    if whole is not None:
        return whole
    later = reachable(frozenset(means))
    held = frozenset().union(*(window.statuses for window in fitting))
    if not later or not later <= held:
        return None
    return next(window.tab for window in fitting if window.statuses & later)


def latest_day(at: datetime) -> date:
    """A day that has surely begun everywhere: shop-local days run up to 14 hours ahead of UTC."""
    return (at + timedelta(hours=14)).date()


def covered_rows(orders: pl.DataFrame, coverage: Coverage, at: datetime) -> pl.DataFrame:
    """Rows a source may be asked about: of days it covers, created before the look began, not merely reserved.

    PENDING and UNPAID orders stay: the site lists them; but a source cannot know an order created after `at`.
    """
    day = pl.col("created_on")
    keep = day.is_not_null() & (day <= latest_day(at)) & (pl.col("created_at").is_null() | (pl.col("created_at") <= at))
    if coverage.since is not None:
        keep &= day >= coverage.since
    if coverage.until is not None:
        keep &= day <= coverage.until
    return orders.filter(keep)


def listable(windows: Iterable[Proven], slack: timedelta = timedelta()) -> pl.Expr:
    """Columns form of `must_be_listed` for windows that hold every status; the others are asked row by row."""
    days = [window.since for window in windows if window.statuses == frozenset(OrderStatus)]
    return pl.col("created_on") >= min(days) + slack if days else pl.lit(value=False)


def day_slack(orders: pl.DataFrame, seen_days: Mapping[OrderSn, date]) -> timedelta:
    """How far a source's days may lie from the site's: none, or one day.

    The site's day is in the order number, in the time of its market (reference 2.2); books kept elsewhere, as those of
    a merchant with shops in far markets, may write another. The orders that both tell show it; without any, a day.
    """
    shown = pl.DataFrame({"order_sn": list(seen_days), "_day": list(seen_days.values())}, schema=_DAYS)
    both = orders.select("order_sn", "created_on").join(shown, on="order_sn").drop_nulls()
    same = len(both) > 0 and bool((both["created_on"] == both["_day"]).all())
    return timedelta() if same else timedelta(days=1)


def speaks_of(coverage: Coverage, day: date | None, means: frozenset[OrderStatus], slack: timedelta) -> bool:
    """Must a complete source hold an order of this day that is now in one of `means`?

    A source limited to some statuses never must: the order may have been in another one when it was written.
    """
    if day is None or coverage.since is None or not coverage.complete or coverage.statuses is not None:
        return False
    if means and means <= NOT_YET_PAID:
        return False
    return coverage.since + slack <= day and (coverage.until is None or day <= coverage.until - slack)
