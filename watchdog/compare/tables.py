"""The columnar engine: two order tables in, agreement and differing orders by field out. No loop over rows.

Every field becomes a key column (text normalised, money as integers, lists as one sorted text) on either side, the keys
are joined on order_sn, and one pass counts. Where keys differ without the values differing (masks, moves of a status, a
second parcel) the differing rows alone are asked again, by columns where that is possible, else by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from watchdog.compare.comparators import COMPARATORS
from watchdog.compare.statuses import may_follow
from watchdog.model.orders import OrderStatus
from watchdog.model.records import ORDER_COLUMNS

_SEP = "\x1f"
_OLD, _NEW = "_old", "_new"


@dataclass(frozen=True)
class FieldTable:
    """One field of two tables. `differing`: order_sn of the rows where both tell it and the columns do not agree."""

    field: str
    both: int
    differing: pl.Series


def comparable_fields(recorded: pl.DataFrame, fields: Iterable[str] = COMPARATORS) -> tuple[str, ...]:
    """Fields that the recorded table can tell at all."""
    told = {name for name in ORDER_COLUMNS if name in recorded.columns and recorded[name].null_count() < len(recorded)}
    return tuple(field for field in fields if set(COMPARATORS[field].columns) <= told)


def compare_tables(
    recorded: pl.DataFrame, seen: pl.DataFrame, fields: Sequence[str], tolerance_e5: int
) -> tuple[int, tuple[FieldTable, ...]]:
    """Orders in both tables, and each field's table. Both have one row an order; `recorded` is the older side."""
    joined = _keys(recorded, fields).join(_keys(seen, fields), on="order_sn", how="inner", suffix=_NEW)
    joined = joined.rename({field: field + _OLD for field in fields})
    tables = tuple(_field(joined, field, tolerance_e5) for field in fields)
    return len(joined), tables


def only_in(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Rows of `left` whose order the other table does not have."""
    return left.join(right.select("order_sn"), on="order_sn", how="anti")


def _field(joined: pl.DataFrame, field: str, tolerance_e5: int) -> FieldTable:
    old, new = pl.col(field + _OLD), pl.col(field + _NEW)
    told = joined.select("order_sn", old, new).filter(old.is_not_null() & new.is_not_null())
    name = COMPARATORS[field].name
    if name == "money":
        differing = told.filter((old - new).abs() > tolerance_e5)
    elif name == "status":
        differing = _illegal_moves(told, field)
    elif name == "masked":
        differing = told.filter((old != new) & ~_masked(old, new) & ~_masked(new, old))
    else:
        differing = told.filter(old != new)
    return FieldTable(field, len(told), differing["order_sn"])


def _illegal_moves(told: pl.DataFrame, field: str) -> pl.DataFrame:
    """Few kinds of pairs exist: each is judged once, whatever the number of rows."""
    pair = [field + _OLD, field + _NEW]
    kinds = told.select(pair).unique()
    legal = [may_follow(_means(old), _means(new)) is not False for old, new in kinds.iter_rows()]
    bad = kinds.filter(~pl.Series(legal, dtype=pl.Boolean))
    return told.join(bad, on=pair, how="semi")


def _means(key: str) -> frozenset[OrderStatus]:
    return frozenset(OrderStatus(name) for name in key.split(_SEP) if name)


def _masked(mask: pl.Expr, other: pl.Expr) -> pl.Expr:
    head = mask.str.extract(r"^([^*]*)\*", 1)
    tail = mask.str.extract(r"\*([^*]*)$", 1)
    return (mask.str.contains("*", literal=True) & other.str.starts_with(head) & other.str.ends_with(tail)).fill_null(
        value=False
    )


def _keys(frame: pl.DataFrame, fields: Sequence[str]) -> pl.DataFrame:
    return frame.select("order_sn", *(_key(field).alias(field) for field in fields))


def _key(field: str) -> pl.Expr:
    """The column form of a field's comparator. Null: this side does not tell it."""
    kind = COMPARATORS[field].name
    if kind == "money":
        return pl.col("total_e5")
    if kind == "masked":
        return _empty_is_null(_text(pl.col(field)))
    if kind == "status":
        return _empty_is_null(pl.col("status_means").list.sort().list.join(_SEP))
    if kind == "overlap":
        return _empty_is_null(pl.col(field).list.eval(_code(pl.element())).list.sort().list.join(_SEP))
    part = pl.element().struct.field(field.partition(".")[2])
    if kind == "amounts":
        whole = pl.col("items").list.eval(part.cast(pl.String).fill_null("?")).list.sort().list.join(_SEP)
        return pl.when(whole.str.contains("?", literal=True)).then(None).otherwise(_empty_is_null(whole))
    text = _code(part) if field == "items.sku" else _text(part)
    return _empty_is_null(pl.col("items").list.eval(text).list.drop_nulls().list.unique().list.sort().list.join(_SEP))


def _text(column: pl.Expr) -> pl.Expr:
    plain = column.str.normalize("NFC").str.replace_all(r"\s+", " ").str.replace_all(r"[\p{C}\x{FFFD}]+", "")
    return plain.str.to_lowercase().str.strip_chars()


def _code(column: pl.Expr) -> pl.Expr:
    return column.str.to_uppercase().str.replace_all(r"[^\p{L}\p{N}]+", "")


def _empty_is_null(column: pl.Expr) -> pl.Expr:
    return pl.when(column.str.len_bytes() > 0).then(column)
