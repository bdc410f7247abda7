"""The columnar engine: two order tables in, agreement and differing orders by field out. No loop over rows.

The tables are joined on order_sn, with a signature for each value; the same signature means the same value. Of the
other rows every field becomes a key column (text normalised, money as integers, lists as one sorted text) on either
side, and the keys are compared. Where keys differ without the values differing (masks, moves of a status, a second
parcel) those rows alone are asked again, by columns where that is possible, else by the caller.
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
_OLD, _NEW, _ROW, _TOLD = "_old", "_new", "_row", "_told"


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
    columns = list(dict.fromkeys(name for field in fields for name in COMPARATORS[field].columns))
    told = [_tells(recorded, field).alias(field + _TOLD) for field in fields]
    joined = _signed(recorded, columns).with_columns(told).join(_signed(seen, columns), on="order_sn", suffix=_NEW)
    tables = []
    for field in fields:
        (column,) = COMPARATORS[field].columns
        old, new = pl.col(column), pl.col(column + _NEW)
        equal = int(joined.select((pl.col(field + _TOLD) & (old == new)).sum()).item() or 0)
        apart = joined.filter(old != new)
        keys = pl.DataFrame(
            {
                "order_sn": apart["order_sn"],
                field + _OLD: recorded.select(column)[apart[_ROW]].select(_key(field)).to_series(),
                field + _NEW: seen.select(column)[apart[_ROW + _NEW]].select(_key(field)).to_series(),
            }
        )
        both, differing = _differing(keys, field, tolerance_e5)
        tables.append(FieldTable(field, equal + both, differing))
    return len(joined), tuple(tables)


def only_in(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Rows of `left` whose order the other table does not have."""
    return left.join(right.select("order_sn"), on="order_sn", how="anti")


def _signed(frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Order, row number, and for each column one integer that is the same for the same value; null stays null.

    Only these are joined: lists and texts stay where they are until their signatures differ.
    """
    row = pl.int_range(pl.len(), dtype=pl.UInt32).alias(_ROW)
    return frame.select("order_sn", row, *(_signature(name, frame.schema[name]) for name in columns))


def _signature(name: str, kind: pl.DataType) -> pl.Expr:
    """64 bits. Items add up, so that their order does not matter; it does not for any comparator either."""
    column = pl.col(name)
    if not isinstance(kind, pl.List):
        return column if kind.is_numeric() else pl.when(column.is_not_null()).then(column.hash()).alias(name)
    if isinstance(kind.inner, pl.Struct):
        return column.list.eval(pl.element().hash()).list.sum()
    return pl.when(column.is_not_null()).then(column.list.join(_SEP).hash()).alias(name)


def _tells(frame: pl.DataFrame, field: str) -> pl.Series:
    """Which rows tell the field at all: an empty text or list tells nothing."""
    (name,) = COMPARATORS[field].columns
    column = frame[name]
    if column.dtype == pl.String:
        return column.str.len_bytes() > 0
    if name != "items":
        return column.list.len() > 0 if isinstance(column.dtype, pl.List) else column.is_not_null()
    lines = column.list.explode().drop_nulls().struct.field(field.partition(".")[2])
    whole = not lines.null_count() and not (lines.dtype == pl.String and bool((lines == "").any()))
    return column.list.len() > 0 if whole else frame.select(_key(field)).to_series().is_not_null()


def _differing(keys: pl.DataFrame, field: str, tolerance_e5: int) -> tuple[int, pl.Series]:
    """How many of these rows both sides tell, and the orders of those whose keys differ."""
    old, new = pl.col(field + _OLD), pl.col(field + _NEW)
    told = keys.filter(old.is_not_null() & new.is_not_null())
    name = COMPARATORS[field].name
    if name == "money":
        differing = told.filter((old - new).abs() > tolerance_e5)
    elif name == "status":
        differing = _illegal_moves(told, field)
    elif name == "masked":
        differing = told.filter((old != new) & ~_masked(old, new) & ~_masked(new, old))
    else:
        differing = told.filter(old != new)
    return len(told), differing["order_sn"]


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


def _key(field: str) -> pl.Expr:
    """The column form of a field's comparator. Null: this side does not tell it."""
    kind = COMPARATORS[field].name
    (name,) = COMPARATORS[field].columns
    column = pl.col(name)
    if kind == "money":
        return column
    if kind == "masked":
        return _empty_is_null(_text(column))
    if kind == "status":
        return _empty_is_null(column.list.sort().list.join(_SEP))
    if kind == "overlap":
        return _empty_is_null(column.list.eval(_code(pl.element())).list.sort().list.join(_SEP))
    part = pl.element().struct.field(field.partition(".")[2])
    if kind == "amounts":
        whole = column.list.eval(part.cast(pl.String).fill_null("?")).list.sort().list.join(_SEP)
        return pl.when(whole.str.contains("?", literal=True)).then(None).otherwise(_empty_is_null(whole))
    text = _code(part) if field == "items.sku" else _text(part)
    return _empty_is_null(column.list.eval(text).list.drop_nulls().list.unique().list.sort().list.join(_SEP))


def _text(column: pl.Expr) -> pl.Expr:
    plain = column.str.normalize("NFC").str.replace_all(r"\s+", " ").str.replace_all(r"[\p{C}\x{FFFD}]+", "")
    return plain.str.to_lowercase().str.strip_chars()


def _code(column: pl.Expr) -> pl.Expr:
    return column.str.to_uppercase().str.replace_all(r"[^\p{L}\p{N}]+", "")


def _empty_is_null(column: pl.Expr) -> pl.Expr:
    return pl.when(column.str.len_bytes() > 0).then(column)
