"""Amounts and quantities: number habits of languages and ERPs -> integers. Exact: no binary fractions on the way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

import polars as pl

from watchdog.adapters.records.tables import MOMENT, NUMBER, empty
from watchdog.model.sources import DecimalStyle

SCALE = 100_000
"""The site's own scale for money (reference 2.2)."""
_LIMIT = Decimal(10) ** 12
_UNIT = r"(?:[^\W\d_]{1,3}\.?)?[^\w\s.,'’()+\-−]?"
"""A currency beside a number: `RM`, `NT$`, `Rp.`, `元`, `฿`. Longer words make it a sentence, not an amount."""
_NUMBER = re.compile(rf"([-−+(]?)\s*{_UNIT}\s*([-−+]?)\s*(\d[\d.,'’\s]*|[.,]\d+)([-−)]?)\s*{_UNIT}([)]?)")
_PLAIN = r"^(?:\ue000n)?-?\d{1,12}(?:\.\d{1,2})?$"
_COMMA = r"^-?\d{1,12},\d{1,2}$"
_GROUPED = r"^-?\d{1,3}(?:(?:,\d{3}){1,3}\.|(?:\.\d{3}){1,3},)\d{1,2}$"
"""Shapes that mean the same in every style, so that columns of a million rows need no look at each cell."""


def decimal_of(raw: str, style: DecimalStyle) -> Decimal | None:
    """The number in a cell, or None if it holds none, several, or one that no habit writes (`1.23.4`, `12 apples`)."""
    if raw.startswith(NUMBER):
        return _bounded(raw[len(NUMBER) :])
    if raw.startswith(MOMENT):
        return None
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", raw).strip())
    if match is None:
        return None
    before, inner, digits, behind, closing = match.groups()
    body = _unified(re.sub(r"[\s'’]", "", digits).rstrip(".,"), style)
    if body is None or (before == "(") != (")" in (behind, closing)):
        return None
    minus = before in {"-", "−", "("} or inner in {"-", "−"} or behind in {"-", "−"}
    return _bounded(f"-{body}" if minus else body)


def _bounded(body: str) -> Decimal | None:
    try:
        value = Decimal(body)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < _LIMIT else None


def _unified(body: str, style: DecimalStyle) -> str | None:
    """Digits with at most one point, or None."""
    points, commas = body.count("."), body.count(",")
    if points and commas:
        decimal, group = (".", ",") if body.rfind(".") > body.rfind(",") else (",", ".")
        whole, _, fraction = body.rpartition(decimal)
        return f"{whole.replace(group, '')}.{fraction}" if _grouped(whole, group) else None
    if points + commas == 0:
        return body
    sign = "." if points else ","
    if points + commas > 1:
        return body.replace(sign, "") if _grouped(body, sign) else None
    whole, _, fraction = body.partition(sign)
    if _is_group(whole, fraction, sign, style):
        return whole + fraction
    return f"{whole or '0'}.{fraction}"


def _is_group(whole: str, fraction: str, sign: str, style: DecimalStyle) -> bool:
    """One separator before exactly three digits: only the style can tell; anything else is a decimal sign."""
    if len(fraction) != 3 or not 1 <= len(whole) <= 3 or whole.startswith("0"):
        return False
    decimal_sign = {DecimalStyle.POINT: ".", DecimalStyle.COMMA: ",", DecimalStyle.AUTO: ""}[style]
    return sign != decimal_sign


def _grouped(body: str, group: str) -> bool:
    """Thousands in threes, or the Indian lakh in twos before the last three."""
    first, *rest = body.split(group)
    return 1 <= len(first) <= 3 and all(len(p) in (2, 3) for p in rest) and (not rest or len(rest[-1]) == 3)


def money(column: pl.Series, style: DecimalStyle) -> pl.Series:
    """Amount x 100000 as Int64; null where the cell is empty or no number."""
    return _parsed(column, lambda raw: _scaled(decimal_of(raw, style)))


def quantity(column: pl.Series) -> pl.Series:
    """Whole numbers as Int64; null where the cell is empty or not a whole number."""

    def whole(raw: str) -> int | None:
        value = decimal_of(raw, DecimalStyle.AUTO)
        return int(value) if value is not None and value == value.to_integral_value() else None

    scaled = _parsed(column, lambda raw: None if (n := whole(raw)) is None else n * SCALE)
    return pl.select(pl.when(scaled % SCALE == 0).then(scaled // SCALE)).to_series()


def _scaled(value: Decimal | None) -> int | None:
    return None if value is None else int((value * SCALE).to_integral_value())


def _parsed(column: pl.Series, slow: Callable[[str], int | None]) -> pl.Series:
    """Plain digits by columns; whatever else there is, once for each distinct text."""
    cells = pl.select(empty(pl.lit(column))).to_series().alias("raw")
    raw = pl.col("raw")
    ungrouped = (
        raw.str.replace(r"[.,](\d{1,2})$", "!$1").str.replace_all(r"[.,]", "").str.replace("!", ".", literal=True)
    )
    bare = (
        pl.when(raw.str.contains(_PLAIN))
        .then(raw.str.strip_prefix(NUMBER))
        .when(raw.str.contains(_COMMA))
        .then(raw.str.replace(",", ".", literal=True))
        .when(raw.str.contains(_GROUPED))
        .then(ungrouped)
    )
    parts = pl.col("bare").str.strip_prefix("-").str.splitn(".", 2).struct
    size = parts[0].cast(pl.Int64) * SCALE + parts[1].fill_null("").str.pad_end(5, "0").cast(pl.Int64)
    frame = pl.DataFrame([cells]).with_columns(bare=bare)
    frame = frame.with_columns(fast=pl.when(pl.col("bare").str.starts_with("-")).then(-size).otherwise(size))
    odd = frame.filter(pl.col("bare").is_null() & pl.col("raw").is_not_null())["raw"].unique()
    if odd.is_empty():
        return frame["fast"]
    found = {raw: value for raw in odd.to_list() if (value := slow(raw)) is not None}
    table = pl.DataFrame(
        {"raw": list(found), "slow": list(found.values())}, schema={"raw": pl.String, "slow": pl.Int64}
    )
    return (
        frame.join(table, on="raw", how="left", maintain_order="left").select(pl.coalesce("fast", "slow")).to_series()
    )
