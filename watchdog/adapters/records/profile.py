"""What the values of a column look like: shares of cells that fit a shape. Looks at the first rows only."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from watchdog.adapters.records import amounts
from watchdog.adapters.records.moments import YEAR_FIRST, moments
from watchdog.adapters.records.tables import MOMENT, NUMBER, Grid, empty, text
from watchdog.model.pack import OrderSnSpec
from watchdog.model.sources import DecimalStyle

LOOKED_AT = 3_000
_TRACKING = (
    r"^(?:SPX[A-Z]{2}\d{8,14}[A-Z0-9]{0,2}|ID\d{13}|MY\d{12}[A-Z]|BR\d{10,12}[A-Z]|SHPE\d{8}F\d{9}"
    r"|[A-Z]{2,5}\d{8,15}[A-Z]{0,2}|\d{12,18})$"
)
"""Reference 2.2 (B), and what carriers in general use; the last needs a telling header."""
_USERNAME = r"^[a-z0-9][a-z0-9._-]{2,29}$"
_CURRENCIES = frozenset(["SGD", "MYR", "PHP", "TWD", "BRL", "THB", "VND", "IDR", "CNY", "USD", "EUR", "HKD"])
AMBIGUOUS = (
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M:%S",
    "%d/%m/%Y %I:%M %p",
    "%m/%d/%Y %I:%M %p",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y %H:%M",
    "%d-%m-%Y %H:%M:%S",
    "%d-%m-%Y",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
)
"""Day-first and month-first formats: tried only where no year-first one fits."""


@dataclass(frozen=True)
class Profile:
    """Shares are of the cells with something in them, 0 to 1."""

    column: int
    header: str
    filled: float
    distinct: int
    order_sn: float
    tracking: float
    amount: float
    decimals: bool
    """Some amount has a fraction."""
    whole_small: float
    username: float
    currency: float
    dates: float
    date_formats: tuple[str, ...]
    """Empty: year-first ones."""
    same_day: float
    """Share whose day is the one that the order number beside it says."""
    zone: str
    """Empty: the shop's own clock; else the clock by which the days agree clearly better."""
    words: tuple[str, ...]
    """Distinct texts, at most 31, most frequent first."""
    style: DecimalStyle


@dataclass(frozen=True)
class _Beside:
    """What a column is judged against: the day each row's order number says, the shop's zone."""

    sn: OrderSnSpec
    days: pl.Series
    zone: str


def profiles(grid: Grid, sn: OrderSnSpec, sn_column: int, zone: str) -> list[Profile]:
    """Every column with a header. `sn_column`: where the order numbers are."""
    frame = grid.frame.head(LOOKED_AT)
    numbers = frame.select(text(pl.col(str(sn_column)))).to_series()
    beside = _Beside(sn, _days(numbers, sn), zone)
    return [_profile(frame[str(i)], i, h, beside) for i, h in enumerate(grid.header or ()) if h.strip()]


def order_sn_share(column: pl.Series, sn: OrderSnSpec) -> float:
    cells = pl.select(text(pl.lit(column)).str.replace(r'^=?"(.*)"$', "$1").str.strip_chars("*' ")).to_series()
    return _share(cells.drop_nulls().str.to_uppercase(), rf"^(?:{sn.pattern or '.+'})$")


def _days(numbers: pl.Series, sn: OrderSnSpec) -> pl.Series:
    if not sn.date:
        return pl.Series([None] * len(numbers), dtype=pl.Date)
    return numbers.str.slice(0, sn.date_length or None).str.to_date(sn.date, strict=False)


def _share(cells: pl.Series, pattern: str) -> float:
    return float(cells.str.contains(pattern).sum()) / len(cells) if len(cells) else 0.0


def _profile(column: pl.Series, index: int, header: str, beside: _Beside) -> Profile:
    raw = pl.select(empty(pl.lit(column)).alias("raw")).to_series()
    given = raw.drop_nulls()
    cells = pl.select(text(pl.lit(given))).to_series().drop_nulls()
    money = amounts.money(given, DecimalStyle.AUTO)
    whole = amounts.quantity(given)
    dates, formats, same, zone = _dates(raw, beside)
    counted = cells.value_counts(sort=True).head(31)
    return Profile(
        column=index,
        header=header,
        filled=len(given) / max(1, len(raw)),
        distinct=cells.n_unique(),
        order_sn=order_sn_share(given, beside.sn),
        tracking=_share(cells.str.to_uppercase(), _TRACKING),
        amount=_fraction(money.is_not_null()),
        decimals=bool((money % amounts.SCALE != 0).any()),
        whole_small=_fraction(whole.is_between(1, 999)),
        username=_fraction(cells.str.contains(_USERNAME) & cells.str.contains("[a-z]")),
        currency=_fraction(cells.is_in(list(_CURRENCIES))),
        dates=dates,
        date_formats=formats,
        same_day=same,
        zone=zone,
        words=tuple(counted[counted.columns[0]].to_list()),
        style=_style(given),
    )


def _fraction(flags: pl.Series) -> float:
    return float(flags.fill_null(False).sum()) / len(flags) if len(flags) else 0.0


def _dates(raw: pl.Series, beside: _Beside) -> tuple[float, tuple[str, ...], float, str]:
    """Share of dates, formats needed, share on the day of the order number, and by whose clock.

    Of two formats that fit alike, the one that agrees with the order numbers is meant.
    """
    filled = len(raw) - raw.null_count()
    marked = raw.str.starts_with(NUMBER).any() and not raw.str.starts_with(MOMENT).any()
    if not filled or (marked and not _serial_like(raw)):
        return 0.0, (), 0.0, ""
    best: tuple[float, float, tuple[str, ...]] = (0.0, 0.0, ())
    for formats in ((), *((f,) for f in AMBIGUOUS)):
        found, same = _agreeing(raw, beside, beside.zone, formats)
        if (found / filled, same) > best[:2]:
            best = (found / filled, same, formats)
        if best[0] == 1.0 and not best[2]:
            break
    same, zone = _clock(raw, beside, best[2], best[1]) if best[0] else (0.0, "")
    return best[0], best[2], same, zone


def _agreeing(raw: pl.Series, beside: _Beside, zone: str, formats: tuple[str, ...]) -> tuple[int, float]:
    """How many cells are dates by this clock, and which share of them falls on the order number's day in the shop."""
    read = moments(raw, zone, formats or YEAR_FIRST)
    found = len(raw) - read.day.null_count()
    timed, days = pl.lit(read.has_time), pl.lit(read.at).dt.convert_time_zone(beside.zone).dt.date()
    own = pl.select(pl.when(timed).then(days).otherwise(pl.lit(read.day))).to_series()
    return found, _fraction((own == beside.days).fill_null(False)) * len(raw) / found if found else 0.0


def _clock(raw: pl.Series, beside: _Beside, formats: tuple[str, ...], same: float) -> tuple[float, str]:
    """ERPs keep Chinese time or UTC wherever the shop is. Another clock is believed only if it clearly fits better."""
    best = (same, "")
    for zone in ("Asia/Shanghai", "UTC"):
        other = _agreeing(raw, beside, zone, formats)[1]
        if other >= 0.95 and other > best[0] + 0.05:
            best = (other, zone)
    return best


def _serial_like(raw: pl.Series) -> bool:
    """Numbers that may be days of a spreadsheet or Unix seconds: between 2015 and 2060, not prices or weights."""
    number = raw.str.strip_prefix(NUMBER).cast(pl.Float64, strict=False).drop_nulls()
    ranges = ((42_000, 58_500), (1.42e9, 2.9e9), (1.42e12, 2.9e12))
    return len(number) > 0 and any(bool(number.is_between(low, high).all()) for low, high in ranges)


def _style(given: pl.Series) -> DecimalStyle:
    """What the unambiguous cells of a column say of its ambiguous ones."""
    written = given.filter(~given.str.starts_with(NUMBER))
    comma = written.str.contains(r"\d,\d{1,2}\D*$|\d\.\d{3},").sum()
    point = written.str.contains(r"\d\.\d{1,2}\D*$|\d,\d{3}\.").sum()
    if comma == point:
        return DecimalStyle.AUTO
    return DecimalStyle.COMMA if comma > point else DecimalStyle.POINT
