"""What a file of records can speak of: by its settings, its name, its orders, and the moment it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import polars as pl

from watchdog.adapters.records.layouts import ExportNames
from watchdog.model.orders import OrderStatus
from watchdog.model.records import Coverage, RecordsKind
from watchdog.model.sources import RecordsSource

_EXPORT = re.compile(r"\bOrder\.(?P<kind>[A-Za-z]+)(?:\.[A-Za-z_]+)*\.(?P<since>\d{8})_(?P<until>\d{8})(?P<rest>.*)")
_DAYS = re.compile(r"(?<!\d)(20\d{6})(?!\d)")
_PART = re.compile(r"part", re.IGNORECASE)


@dataclass(frozen=True)
class NameSays:
    """What a file name tells. `statuses` None: the name says nothing of them."""

    since: date | None = None
    until: date | None = None
    statuses: tuple[OrderStatus, ...] | None = None
    whole: bool = True


def export_name(name: str, names: ExportNames) -> NameSays:
    """`Order.toship.20261101_20261130.xlsx` (reference 4.1). An unknown kind, or one part of several, is not whole."""
    match = _EXPORT.search(name)
    since, until = (_day(match["since"]), _day(match["until"])) if match else (None, None)
    if match is None or since is None or until is None or since > until:
        return NameSays()
    kind = match["kind"].lower()
    whole = kind in names.kinds and not _PART.search(match["rest"])
    return NameSays(since, until, names.kinds.get(kind, ()), whole)


def newest_day(name: str) -> tuple[date, date]:
    """Last and first day in a file name, for choosing the newest of an inbox; without one, the earliest of all days."""
    days = [d for text in _DAYS.findall(name) if (d := _day(text))]
    return (max(days), min(days)) if days else (date.min, date.min)


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def coverage_of(
    orders: pl.DataFrame, source: RecordsSource, says: NameSays, *, written: datetime, zone: str, outside: bool
) -> Coverage:
    """`written`: when the source was current (aware UTC). `outside`: it holds orders that its name excludes.

    Without settings or a telling name the orders themselves are the bounds. Books declared complete reach up to the day
    they were written: an order of that day that they lack is lacking.
    """
    days = orders["created_on"].drop_nulls()
    first, last = (days.min(), days.max()) if len(days) else (None, None)
    today = written.astimezone(ZoneInfo(zone)).date()
    since = source.since or says.since or (first if isinstance(first, date) else None)
    until = source.until or says.until or (last if isinstance(last, date) else None)
    if source.kind is RecordsKind.BOOKS and source.is_complete and source.until is None:
        until = today
    if until is not None:
        until = min(until, today)
    known = since is not None and until is not None and since <= until
    statuses = source.statuses or says.statuses or ()
    return Coverage(
        since=since if known else None,
        until=until if known else None,
        statuses=frozenset(statuses) or None,
        taken_at=written,
        complete=source.is_complete and says.whole and not outside,
    )


def outside_name(orders: pl.DataFrame, says: NameSays) -> int:
    """Orders created outside the days the name gives: its days are of another kind, or it was changed."""
    if says.since is None or says.until is None:
        return 0
    return orders.filter(~pl.col("created_on").is_between(says.since, says.until)).height
