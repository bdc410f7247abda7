"""Rows of a recognised grid -> typed columns, row by row. A cell that cannot be read is a problem, not an end."""

from __future__ import annotations

from collections.abc import Mapping as Words
from dataclasses import dataclass

import polars as pl

from watchdog.adapters.records import amounts
from watchdog.adapters.records.labels import Labels
from watchdog.adapters.records.layouts import Columns
from watchdog.adapters.records.moments import Moments, moments
from watchdog.adapters.records.tables import MAX_PROBLEMS, Grid, Problems, clip, empty, header_key, plain, text
from watchdog.model.sources import ITEM_FIELDS, BookField, DecimalStyle

_SCIENTIFIC = r"^\d(?:[.,]\d+)?[eE]\+\d{1,2}$"
_WRAPPED = r'^=?"(.*)"$'
"""`="261101ABCD12EF"`: how exports keep a spreadsheet from turning a number of 14 digits into 2.6E+13."""
_SPLIT = r"[\s,;|，；、/]+"
_ONE_NUMBER = r"^[0-9A-Za-z-]{6,}$"
_DATES = (BookField.CREATED_AT, BookField.PAID_AT, BookField.SHIPPED_AT, BookField.SHIP_BY)


@dataclass(frozen=True)
class Habits:
    """How the cells of a source are to be read."""

    zone: str
    """Of the source's clock; `shop_zone` is the shop's, which decides the day an order belongs to."""
    shop_zone: str
    currency: str
    decimal: DecimalStyle
    date_formats: tuple[str, ...]
    labels: Labels
    sn_pattern: str
    """Regular expression an order number matches as a whole; empty: anything."""
    sn_date: str
    sn_date_length: int
    only: Words[str, tuple[str, ...]]
    strict_sn: bool
    """True (exports): every row must have an order number. False (books): rows of other platforms may lie between."""


def typed_rows(grid: Grid, columns: Columns, habits: Habits, problems: Problems) -> pl.DataFrame:
    """Columns `number`, `order_sn`, and for each mapped field its own; `created_at` brings `created_on`."""
    raw = _raw(grid, columns, habits)
    raw = _with_order_numbers(raw, grid, columns, habits, problems)
    out = {"number": raw["number"], "order_sn": raw["order_sn"]}
    for field, at in columns.items():
        if field is not BookField.ORDER_SN:
            _read_field(field, at[0], raw, out, _Reader(grid, habits, problems))
    return pl.DataFrame(out)


@dataclass(frozen=True)
class _Reader:
    """Where problems go, and what is needed to name their places."""

    grid: Grid
    habits: Habits
    problems: Problems

    def report(self, cells: pl.DataFrame, bad: pl.Series, *, column: int, what: str, mend: str) -> None:
        """One problem for each bad cell, capped. `cells`: columns `number` and `raw`."""
        total = int(bad.sum())
        if total:
            first = cells.select("number", "raw").filter(bad).head(MAX_PROBLEMS)
            places = [
                (self.grid.place(n, column), f"{what}: {clip(plain(r or '(empty)'))}") for n, r in first.iter_rows()
            ]
            self.problems.add_many(places, total, mend)


def _raw(grid: Grid, columns: Columns, habits: Habits) -> pl.DataFrame:
    """The mapped cells of rows that are not blank and are this shop's."""
    chosen = [pl.lit(grid.numbers).alias("number")]
    for field, at in columns.items():
        chosen.append(pl.coalesce(empty(pl.col(str(c))) for c in at).alias(field.value))
    frame = grid.frame
    keep = pl.lit(True)
    for name, values in habits.only.items():
        keys = [header_key(h).casefold() for h in grid.header or ()]
        keep = keep & text(pl.col(str(keys.index(header_key(name).casefold())))).is_in(list(values))
    raw = frame.select(*chosen, keep.alias("keep"))
    raw = raw.filter(pl.any_horizontal(pl.col(f.value).is_not_null() for f in columns))
    return _continued(raw, columns).filter(pl.col("keep").fill_null(False)).drop("keep")


def _continued(raw: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """Merged cells: a row with only item cells goes on with the order above it."""
    items = [f.value for f in columns if f in ITEM_FIELDS]
    others = [f.value for f in columns if f not in ITEM_FIELDS]
    if not items:
        return raw
    goes_on = pl.all_horizontal(pl.col(o).is_null() for o in others) & pl.any_horizontal(
        pl.col(i).is_not_null() for i in items
    )
    sn = BookField.ORDER_SN.value
    return raw.with_columns(
        pl.when(goes_on).then(pl.col(sn).forward_fill()).otherwise(pl.col(sn)).alias(sn),
        pl.when(goes_on).then(pl.when(~goes_on).then("keep").forward_fill()).otherwise("keep").alias("keep"),
    )


def _with_order_numbers(
    raw: pl.DataFrame, grid: Grid, columns: Columns, habits: Habits, problems: Problems
) -> pl.DataFrame:
    """Rows that have an order number, cleaned; the others are problems."""
    given = raw[BookField.ORDER_SN.value]
    cells = pl.select(_number_like(text(pl.lit(given)))).to_series()
    if habits.sn_pattern:
        upper = cells.str.to_uppercase()
        whole = rf"^(?:{habits.sn_pattern})$"
        cells = pl.select(
            pl.when(pl.lit(cells).str.contains(whole)).then(cells).when(pl.lit(upper).str.contains(whole)).then(upper)
        ).to_series()
    bad = cells.is_null()
    if raw.height and bad[-1] and not _has_digit(given[-1]):
        bad = bad.scatter(raw.height - 1, [False])  # a sum line at the end is nobody's mistake
    cells_seen = raw.select("number", raw=given)
    _report_numbers(cells_seen, bad, columns[BookField.ORDER_SN][0], _Reader(grid, habits, problems))
    return raw.with_columns(order_sn=cells).filter(pl.col("order_sn").is_not_null())


def _number_like(column: pl.Expr) -> pl.Expr:
    bare = column.str.replace(_WRAPPED, "$1").str.strip_prefix("'").str.strip_chars("* \t\r\n")
    return pl.when(bare == "").then(None).otherwise(bare)


def _has_digit(cell: str | None) -> bool:
    return any(c.isdigit() for c in cell or "")


def _report_numbers(cells: pl.DataFrame, bad: pl.Series, column: int, reader: _Reader) -> None:
    shortened = cells["raw"].str.contains(_SCIENTIFIC).fill_null(False) & bad
    mend = "Format the column as text before the numbers are put in, and export again."
    reader.report(cells, shortened, column=column, what="the spreadsheet has shortened this order number", mend=mend)
    rest = bad & ~shortened
    mend = "Check that this column holds the platform's order numbers."
    if reader.habits.strict_sn or int(rest.sum()) <= MAX_PROBLEMS:
        reader.report(cells, rest, column=column, what="not an order number", mend=mend)
        return
    number, first = cells.filter(rest).row(0)
    why = (
        f"{int(rest.sum())} rows have no order number of this platform and are left out, the first: {clip(first or '')}"
    )
    reader.problems.add(reader.grid.place(number, column), why, mend)


_READ_MEND = "Correct the cell, or name the right column in the mapping."
_DATE_MEND = 'Name the format in `mapping.date_formats`, e.g. "%d/%m/%Y %H:%M".'


def _read_field(field: BookField, column: int, raw: pl.DataFrame, out: dict[str, pl.Series], reader: _Reader) -> None:
    cells = raw.select("number", raw=field.value)
    given, clean = cells["raw"], text(pl.col("raw"))
    if field is BookField.TOTAL:
        out["total_e5"] = amounts.money(given, reader.habits.decimal)
        bad = given.is_not_null() & out["total_e5"].is_null()
        reader.report(cells, bad, column=column, what="not an amount", mend=_READ_MEND)
    elif field is BookField.QUANTITY:
        out["quantity"] = amounts.quantity(given)
        bad = given.is_not_null() & out["quantity"].is_null()
        reader.report(cells, bad, column=column, what="not a whole number", mend=_READ_MEND)
    elif field in _DATES:
        read = moments(given, reader.habits.zone, reader.habits.date_formats)
        reader.report(cells, read.unread, column=column, what="not a date we can read", mend=_DATE_MEND)
        _put_date(field, read, out, reader.habits.shop_zone)
    elif field is BookField.TRACKING:
        out["tracking"] = _tracking(cells.select(clean).to_series())
    elif field is BookField.CURRENCY:
        code = clean.str.to_uppercase()
        out["currency"] = cells.select(pl.when(code.str.contains("^[A-Z]{3}$")).then(code)).to_series()
    else:
        out[field.value] = cells.select(clean).to_series()


def _put_date(field: BookField, read: Moments, out: dict[str, pl.Series], shop_zone: str) -> None:
    """Of a bare day: created_at stays null, a deadline means its end, paid and shipped its start."""
    timed, at = pl.lit(read.has_time), pl.lit(read.at)
    if field is BookField.CREATED_AT:
        own_day = at.dt.convert_time_zone(shop_zone).dt.date()
        out["created_on"] = pl.select(pl.when(timed).then(own_day).otherwise(pl.lit(read.day))).to_series()
        out["created_at"] = pl.select(pl.when(timed).then(at)).to_series()
    elif field is BookField.SHIP_BY:
        out["ship_by"] = pl.select(
            pl.when(timed).then(at).otherwise(at + pl.duration(hours=23, minutes=59, seconds=59))
        ).to_series()
    else:
        out[field.value] = read.at


def _tracking(cells: pl.Series) -> pl.Series:
    """The numbers in each cell; words without a digit (`pending`, `无`) are none."""
    column = pl.lit(cells)
    if (cells.str.contains(_ONE_NUMBER) & cells.str.contains(r"\d")).all():
        return pl.select(pl.when(column.is_not_null()).then(pl.concat_list(column))).to_series()
    parts = column.str.replace(_WRAPPED, "$1").str.replace_all(_SPLIT, " ").str.strip_chars("* '").str.split(" ")
    token = pl.element().str.strip_chars("*'\"")
    numbers = token.filter(token.str.contains(r"\d") & (token.str.len_chars() >= 6))
    return pl.select(parts.list.eval(numbers)).to_series()
