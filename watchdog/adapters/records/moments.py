"""Dates and times of a column: shop-local text, typed cells, Unix seconds -> aware UTC and the shop-local day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from watchdog.adapters.records.tables import MOMENT, NUMBER, empty

YEAR_FIRST = (
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d",
    "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日",
    "%Y.%m.%d %H:%M",
    "%Y.%m.%d",
    "%Y%m%d",
)
"""Formats that cannot be mistaken for another (reference 4.1 has the first). Day-first ones must be named."""
_OFFSET = r"\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})$"
_EXCEL_DAY_0 = pl.lit("1899-12-30").str.to_datetime("%Y-%m-%d", time_unit="us")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Moments:
    """`at`: aware UTC (a bare day: its local midnight). `day`: shop-local. Null where the cell is empty or no date."""

    at: pl.Series
    day: pl.Series
    has_time: pl.Series
    unread: pl.Series
    """True where there was something in the cell that could not be read."""


def moments(column: pl.Series, zone: str, formats: tuple[str, ...] = ()) -> Moments:
    """Reads a column of cells. `formats`: strptime, tried before anything else is tried only if they are empty.

    An hour that a clock change skips is null; of an hour that comes twice the first is meant.
    """
    cells = pl.select(empty(pl.lit(column))).to_series().alias("raw")
    naive, bare = _naive(cells, formats or YEAR_FIRST)
    frame = pl.DataFrame({"raw": cells, "naive": naive, "bare": bare}).with_columns(
        local=pl.col("naive")
        .dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
        .dt.convert_time_zone("UTC"),
        aware=_aware(cells),
    )
    at = pl.coalesce("aware", "local", pl.lit(None, dtype=pl.Datetime("us", "UTC")))
    frame = frame.with_columns(at=at).with_columns(day=pl.col("at").dt.convert_time_zone(zone).dt.date())
    sane = pl.col("day").dt.year().is_between(_FIRST_YEAR, _LAST_YEAR)
    frame = frame.with_columns(
        at=pl.when(sane).then("at"),
        day=pl.when(sane).then("day"),
        has_time=(pl.col("aware").is_not_null() | ~pl.col("bare").fill_null(True)) & sane,
    )
    if not _any_time(frame, zone):
        frame = frame.with_columns(has_time=pl.lit(False))
    unread = pl.col("raw").is_not_null() & pl.col("day").is_null()
    out = frame.select("at", "day", "has_time", unread=unread)
    return Moments(at=out["at"], day=out["day"], has_time=out["has_time"].fill_null(False), unread=out["unread"])


def _any_time(frame: pl.DataFrame, zone: str) -> bool:
    """A column whose times are all midnight is a column of days: spreadsheets type a day as its midnight."""
    local = pl.col("at").dt.convert_time_zone(zone)
    timed = frame.filter(pl.col("has_time")).select((local.dt.time() != pl.time(0, 0)).any())
    return bool(timed.item()) if timed.height else False


def _naive(cells: pl.Series, formats: Iterable[str]) -> tuple[pl.Series, pl.Series]:
    """Local date-times without a zone, and whether they are bare days."""
    left = cells.str.strip_prefix(MOMENT).str.replace("T", " ", literal=True).str.replace(r"(:\d{2})\.\d+$", "$1")
    typed = cells.str.starts_with(MOMENT)
    found = _typed_numbers(cells)
    bare = pl.select(pl.when(pl.lit(found).is_not_null()).then(pl.lit(found).dt.time() == pl.time(0, 0))).to_series()
    for fmt in (*(YEAR_FIRST[:3] if typed.any() else ()), *formats):
        if found.null_count() == cells.null_count():
            break
        got = left.str.to_datetime(fmt.replace("T", " "), strict=False, time_unit="us")
        is_bare = not ("%H" in fmt or "%I" in fmt)
        new = found.is_null() & got.is_not_null()
        bare = pl.select(pl.when(pl.lit(new)).then(pl.lit(is_bare)).otherwise(pl.lit(bare))).to_series()
        found = pl.select(pl.coalesce(pl.lit(found), pl.lit(got))).to_series()
    return found, bare


def _typed_numbers(cells: pl.Series) -> pl.Series:
    """Days since 1899-12-30, as spreadsheets count them; other typed numbers are left to `_aware`."""
    number = pl.when(pl.lit(cells).str.starts_with(NUMBER)).then(pl.lit(cells).str.strip_prefix(NUMBER))
    days = number.cast(pl.Float64, strict=False)
    micros = (days * 86_400_000_000).round().cast(pl.Int64, strict=False)
    inside = days.is_between(20_000, 80_000)
    return pl.select(pl.when(inside).then(_EXCEL_DAY_0 + pl.duration(microseconds=micros))).to_series()


def _aware(cells: pl.Series) -> pl.Series:
    """ISO 8601 with an offset, and numbers in the range of Unix seconds or milliseconds of 2001 to 2096."""
    raw = pl.lit(cells)
    stripped = raw.str.strip_prefix(NUMBER).str.strip_prefix(MOMENT)
    iso = (
        pl.when(stripped.str.contains(_OFFSET))
        .then(stripped)
        .str.replace("T", " ", literal=True)
        .str.replace(r"\s*Z$", "+0000")
        .str.replace(r"\s*([+-]\d{2}):?(\d{2})$", "$1$2")
        .str.replace(r" (\d{2}:\d{2})([+-])", " $1:00$2")
        .str.replace(r"(:\d{2})\.\d+", "$1")
        .str.to_datetime("%Y-%m-%d %H:%M:%S%z", strict=False, time_unit="us", time_zone="UTC")
    )
    number = (
        pl.when(stripped.str.contains(r"^\d{10}(?:\d{3})?(?:\.\d+)?$")).then(stripped).cast(pl.Float64, strict=False)
    )
    seconds = pl.when(number >= 1e12).then(number / 1000).otherwise(number)
    inside = seconds.is_between(1e9, 4e9)
    epoch = pl.from_epoch(pl.when(inside).then((seconds * 1e6).round().cast(pl.Int64, strict=False)), time_unit="us")
    return pl.select(pl.coalesce(iso, epoch.dt.replace_time_zone("UTC"))).to_series()
