"""One source of records, read once: bytes -> cells -> columns -> orders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from watchdog.adapters.records.files import Content, FileBytes, digest_of, read_file
from watchdog.adapters.records.fold import empty_orders, folded
from watchdog.adapters.records.labels import Labels, Vocabulary
from watchdog.adapters.records.layouts import ExportData, ExportLayout, Recognised, recognise_books, recognise_export
from watchdog.adapters.records.rows import Habits, typed_rows
from watchdog.adapters.records.stored import parquet_grid, sqlite_grid
from watchdog.adapters.records.tables import Grid, Problems, UnreadableError
from watchdog.adapters.records.text import text_grid
from watchdog.adapters.records.workbook import workbook_grids
from watchdog.errors import WatchdogError
from watchdog.model.base import Digest
from watchdog.model.pack import Pack
from watchdog.model.records import RecordsKind, RecordsProblem
from watchdog.model.sources import BookField, Mapping, RecordsSource

Secret = Callable[[str, str], str]
"""Reference and what it is for -> the secret. Raises a WatchdogError with its mend if it is not to be had."""
_FIELDS: dict[BookField, tuple[str, ...]] = {
    BookField.STATUS: ("status_label", "status_means"),
    BookField.TOTAL: ("total_e5", "currency"),
    BookField.BUYER: ("buyer",),
    BookField.TRACKING: ("tracking_numbers",),
    BookField.CREATED_AT: ("created_on", "created_at"),
    BookField.PAID_AT: ("paid_at",),
    BookField.SHIPPED_AT: ("shipped_at",),
    BookField.SHIP_BY: ("ship_by",),
    BookField.ITEM_NAME: ("items",),
    BookField.VARIATION: ("items",),
    BookField.SKU: ("items",),
    BookField.QUANTITY: ("items",),
}


@dataclass(frozen=True)
class Opened:
    """Cells of a file, and the bytes that stand for it."""

    file: FileBytes
    grids: tuple[Grid, ...]
    digest: Digest
    data: bytes


@dataclass(frozen=True)
class ReadTable:
    """The orders of one file. `fields`: which ORDER_COLUMNS it has. `language`: of the export, "" for books."""

    orders: pl.DataFrame
    fields: frozenset[str]
    problems: tuple[RecordsProblem, ...]
    language: str = ""


def open_grids(
    path: Path, source: RecordsSource, secret: Secret, problems: Problems, file: FileBytes | None = None
) -> Opened:
    """Raises UnreadableError. `file`: already read bytes of `path`."""
    file = file or read_file(path)
    data = file.data
    if file.content is Content.SQLITE:
        grid, data = sqlite_grid(path, table=source.table, query=source.query)
        grids = [grid]
    elif file.content is Content.PARQUET:
        grids = [parquet_grid(file)]
    elif file.content is Content.TEXT:
        grids = [text_grid(file, problems)]
    else:
        grids = workbook_grids(file, sheet=source.sheet, password=lambda: _password(source, secret))
    if not grids:
        raise UnreadableError("there is nothing in the file", mend="Export it again.")
    return Opened(file, tuple(grids), digest_of(data), data)


def _password(source: RecordsSource, secret: Secret) -> str | None:
    if not source.password:
        return None
    try:
        return secret(source.password, f"password of the records `{source.name}`")
    except WatchdogError as error:
        raise UnreadableError(error.what, mend=error.mend) from error


def read_orders(
    opened: Opened, source: RecordsSource, pack: Pack, exports: ExportData, problems: Problems
) -> ReadTable:
    """Raises UnreadableError if no table of orders is in it; what is wrong with single cells goes to `problems`."""
    mapping = source.mapping or Mapping()
    if source.kind is RecordsKind.EXPORT:
        found = recognise_export(opened.grids, exports.layouts)
    else:
        found = recognise_books(opened.grids, mapping)
    habits = habits_of(source, mapping, pack, found.layout)
    try:
        orders = _orders(found, habits, problems)
    except pl.exceptions.PolarsError as error:
        raise UnreadableError(
            f"its columns cannot be read ({error})", mend="Check the mapping, or export the file again."
        ) from error
    fields = {"order_sn"} | {name for field in found.columns for name in _FIELDS.get(field, ())}
    if "created_at" in fields and orders.height and orders["created_at"].null_count() == orders.height:
        fields.discard("created_at")
    return ReadTable(orders, frozenset(fields), problems.all(), found.layout.language if found.layout else "")


def _orders(found: Recognised, habits: Habits, problems: Problems) -> pl.DataFrame:
    rows = typed_rows(found.grid, found.columns, habits, problems)
    if rows.is_empty():
        if problems.all():
            first = problems.all()[0]
            raise UnreadableError(
                f"no row holds an order of this platform; {first.why}", mend=first.mend, place=first.place
            )
        return empty_orders()
    return folded(rows, found.grid, found.columns[BookField.ORDER_SN][0], habits, problems)


def habits_of(source: RecordsSource, mapping: Mapping, pack: Pack, layout: ExportLayout | None) -> Habits:
    """The source's own words come first, then the region's, then those of the export's language."""
    region = pack.region
    words = [Vocabulary(mapping.statuses, {}), Vocabulary(region.statuses, region.status_patterns)]
    if layout is not None:
        words.append(Vocabulary(layout.statuses, layout.status_patterns))
    chosen = "decimal" in mapping.model_fields_set
    return Habits(
        zone=mapping.time_zone or region.time_zone,
        shop_zone=region.time_zone,
        currency=mapping.currency or region.currency,
        decimal=mapping.decimal if chosen or layout is None else layout.decimal,
        date_formats=mapping.date_formats if layout is None else (),
        labels=Labels(*words),
        sn_pattern=pack.order_sn.pattern,
        sn_date=pack.order_sn.date,
        sn_date_length=pack.order_sn.date_length,
        only=mapping.only,
        strict_sn=source.kind is RecordsKind.EXPORT,
    )
