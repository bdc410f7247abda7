"""Rows -> one row per order, with exactly ORDER_COLUMNS. What is repeated on each row is taken once, never summed."""

from __future__ import annotations

import polars as pl

from watchdog.adapters.records.labels import Labels
from watchdog.adapters.records.rows import Habits
from watchdog.adapters.records.tables import MAX_PROBLEMS, Grid, Problems, Unit, letters
from watchdog.model.records import ORDER_COLUMNS

_ITEM = {"item_name": "name", "variation": "variation", "sku": "sku", "quantity": "quantity"}
_TIMES = ("created_at", "paid_at", "shipped_at", "ship_by")


def empty_orders() -> pl.DataFrame:
    return pl.DataFrame(schema=ORDER_COLUMNS)


def folded(rows: pl.DataFrame, grid: Grid, sn_column: int, habits: Habits, problems: Problems) -> pl.DataFrame:
    """`rows` as `rows.typed_rows` gives them, in file order; orders come in the order of their first row."""
    several = rows["order_sn"].is_duplicated().any()
    rows = _grouped(rows, grid, problems) if several else _single(rows)
    orders = _with_means(rows, habits.labels).with_columns(
        place=_places(grid, sn_column),
        created_on=_created_on(rows, habits),
        currency=_currency(rows, habits),
    )
    missing = {n: pl.lit(None, dtype=d) for n, d in ORDER_COLUMNS.items() if n not in orders.columns}
    return orders.with_columns(**missing).select(pl.col(n).cast(d) for n, d in ORDER_COLUMNS.items())


def _item(rows: pl.DataFrame) -> tuple[pl.Expr, pl.Expr] | None:
    """A row's item, and whether there is one; None: no item column is mapped."""
    there = [c for c in _ITEM if c in rows.columns]
    if not there:
        return None
    fields = [
        (pl.col(c) if c in there else pl.lit(None, dtype=pl.Int64 if c == "quantity" else pl.String)).alias(n)
        for c, n in _ITEM.items()
    ]
    return pl.struct(fields), pl.any_horizontal(pl.col(c).is_not_null() for c in there)


def _listed(value: pl.Expr, given: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """A list of one, or of none. (`list.drop_nulls` would say the same, ten times slower.)"""
    return pl.when(given).then(pl.concat_list(value)).otherwise(pl.lit([], dtype=dtype))


def _single(rows: pl.DataFrame) -> pl.DataFrame:
    """No order has two rows."""
    out: list[pl.Expr] = []
    item = _item(rows)
    if item is not None:
        out.append(_listed(*item, ORDER_COLUMNS["items"]).alias("items"))
    if "tracking" in rows.columns:
        numbers = pl.col("tracking").fill_null([])
        several = rows["tracking"].list.len().fill_null(0).gt(1).any()
        out.append((numbers.list.unique(maintain_order=True) if several else numbers).alias("tracking_numbers"))
    if "status" in rows.columns:
        status = pl.col("status")
        out.append(_listed(status, status.is_not_null(), pl.List(pl.String())).alias("labels"))
    return rows.with_columns(out)


def _grouped(rows: pl.DataFrame, grid: Grid, problems: Problems) -> pl.DataFrame:
    """First value that is there; items and tracking numbers of every row; amounts only if the rows agree."""
    item = _item(rows)
    first = [c for c in ("number", "buyer", "currency", "created_on", *_TIMES) if c in rows.columns]
    out = [pl.col(c).drop_nulls().first() for c in first]
    if item is not None:
        rows = rows.with_columns(pl.when(item[1]).then(item[0]).alias("item"))
        out.append(pl.col("item").drop_nulls().alias("items"))
    if "tracking" in rows.columns:
        out.append(
            pl.col("tracking")
            .list.explode(keep_nulls=False, empty_as_null=False)
            .unique(maintain_order=True)
            .alias("tracking_numbers")
        )
    if "status" in rows.columns:
        out.append(pl.col("status").drop_nulls().unique(maintain_order=True).alias("labels"))
    if "total_e5" in rows.columns:
        total = pl.col("total_e5")
        out += [total.drop_nulls().first(), (total.min() != total.max()).fill_null(False).alias("split")]
    orders = rows.group_by("order_sn", maintain_order=True).agg(out)
    return _agreed_totals(orders, grid, problems)


def _agreed_totals(orders: pl.DataFrame, grid: Grid, problems: Problems) -> pl.DataFrame:
    if "split" not in orders.columns:
        return orders
    split = orders.filter("split")
    first = split.head(MAX_PROBLEMS).select("number", "order_sn").iter_rows()
    problems.add_many(
        (
            (grid.place(n), f"the rows of order {sn} have different order amounts; its amount is not used")
            for n, sn in first
        ),
        split.height,
        "Map `total` to a column that holds the amount of the whole order, not of a line.",
    )
    return orders.with_columns(total_e5=pl.when(~pl.col("split")).then("total_e5")).drop("split")


def _with_means(rows: pl.DataFrame, labels: Labels) -> pl.DataFrame:
    """Packages of one order may stand at different states: labels are joined, any of their meanings may hold."""
    if "labels" not in rows.columns:
        return rows
    known = rows["labels"].list.explode(keep_nulls=False, empty_as_null=False).unique().to_list()
    table = pl.DataFrame(
        {"label": known, "means": [sorted(labels.means(k)) for k in known]},
        schema={"label": pl.String, "means": pl.List(pl.String)},
    )
    rows = rows.with_columns(
        status_label=pl.when(pl.col("labels").list.len() > 0).then(pl.col("labels").list.join(" / "))
    )
    single = rows.join(table, left_on="status_label", right_on="label", how="left", maintain_order="left")
    several = pl.col("labels").list.len() > 1
    unions = [
        sorted({m for label in found for m in labels.means(label)}) if all(labels.means(x) for x in found) else []
        for found in single.filter(several)["labels"].to_list()
    ]
    means = single["means"].to_list() if unions else None
    if means is not None:
        for at, union in zip(single.select(several.arg_true()).to_series().to_list(), unions, strict=True):
            means[at] = union
        single = single.with_columns(means=pl.Series(means, dtype=pl.List(pl.String)))
    return single.with_columns(
        status_means=pl.when(pl.col("status_label").is_not_null()).then(pl.col("means").fill_null([]))
    )


def _places(grid: Grid, sn_column: int) -> pl.Expr:
    if grid.unit is Unit.CELL:
        return pl.concat_str(pl.lit(f"{grid.sheet}!{letters(sn_column)}"), pl.col("number").cast(pl.String))
    return pl.concat_str(pl.lit(f"{grid.unit.value} "), pl.col("number").cast(pl.String))


def _created_on(rows: pl.DataFrame, habits: Habits) -> pl.Expr:
    """From the order number where it says the shop-local day itself (reference 2.2): a source's own time is in
    some clock,
    and an account over several markets has several. Else from the source.
    """
    own = pl.col("created_on") if "created_on" in rows.columns else pl.lit(None, dtype=pl.Date)
    if not habits.sn_date:
        return own
    head = pl.col("order_sn").str.slice(0, habits.sn_date_length or None)
    return pl.coalesce(head.str.to_date(habits.sn_date, strict=False), own)


def _currency(rows: pl.DataFrame, habits: Habits) -> pl.Expr:
    """Null without an amount."""
    if "total_e5" not in rows.columns:
        return pl.lit(None, dtype=pl.String)
    own = pl.col("currency") if "currency" in rows.columns else pl.lit(None, dtype=pl.String)
    return pl.when(pl.col("total_e5").is_not_null()).then(pl.coalesce(own, pl.lit(habits.currency)))
