"""Builds the files that tests drop into an inbox, with invented people, and a small pack to read them with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import openpyxl

from watchdog.adapters.records import FileRecords
from watchdog.model.base import AccountId, ShopKey
from watchdog.model.case import Target
from watchdog.model.orders import OrderStatus as S
from watchdog.model.pack import OrderSnSpec, Pack, RegionSpec
from watchdog.model.records import RecordsKind, Snapshot
from watchdog.model.sources import BookField, RecordsSource
from watchdog.model.sources import Mapping as Columns

AT = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
SHOP = ShopKey("lantern")
Row = Mapping[str, object]

ZONES = {
    "sg": ("Asia/Singapore", "SGD"),
    "tw": ("Asia/Taipei", "TWD"),
    "br": ("America/Sao_Paulo", "BRL"),
    "id": ("Asia/Jakarta", "IDR"),
    "vn": ("Asia/Ho_Chi_Minh", "VND"),
    "th": ("Asia/Bangkok", "THB"),
    "ph": ("Asia/Manila", "PHP"),
}


MUG: dict[str, object] = {
    "Order ID": "261101ABCD12EF",
    "Order Status": "To ship",
    "Cancel reason": "",
    "Return / Refund Status": "",
    "Tracking Number*": "*SPXSG0000000001",
    "Shipping Option": "Standard Delivery",
    "Estimated Ship Out Date": "2026-11-03 23:59",
    "Ship Time": "-",
    "Order Creation Date": "2026-11-01 00:30",
    "Order Paid Time": "2026-11-01 00:31",
    "Product Name": "Demo mug",
    "SKU Reference No.": "MUG-BL",
    "Variation Name": "Blue",
    "Quantity": "2",
    "Total Amount": "25.90",
    "Grand Total": "27.40",
    "Username (Buyer)": "lina_demo",
}
"""A row of the English export."""


def pack(region: str = "sg") -> Pack:
    zone, currency = ZONES[region]
    return Pack(
        platform="shopee",
        region=RegionSpec(
            region=region,
            hosts={},
            time_zone=zone,
            currency=currency,
            locale="en",
            statuses={"To Ship": (S.READY_TO_SHIP, S.PROCESSED, S.RETRY_SHIP), "Completed": (S.COMPLETED,)},
            status_patterns={"^Order Received, but": (S.TO_CONFIRM_RECEIVE,)},
        ),
        order_sn=OrderSnSpec(pattern="[0-9]{6}[0-9A-Z]{8}", date="%y%m%d", date_length=6),
        pages={},
    )


def target(region: str = "sg", shop: ShopKey = SHOP) -> Target:
    return Target(shop=shop, account=AccountId("main"), platform="shopee", region=region)


def write_rows(path: Path, rows: Sequence[Sequence[object]], sheet: str = "orders") -> Path:
    """Rows as they are, header included."""
    book = openpyxl.Workbook()
    active = book.active
    assert active is not None
    active.title = sheet
    for row in rows:
        active.append(list(row))
    book.save(path)
    return path


def write_table(
    path: Path, rows: Sequence[Row], sheet: str = "orders", before: Sequence[Sequence[object]] = ()
) -> Path:
    """Dictionaries of one shape as header and rows; `before`: a preamble."""
    header = list(rows[0])
    return write_rows(path, [*before, header, *([row[h] for h in header] for row in rows)], sheet)


def books(path: Path, columns: Mapping[str, str], **more: object) -> RecordsSource:
    """Own books in one file; keys of `columns` are our fields."""
    given = dict(more)
    details = {k: given.pop(k) for k in tuple(given) if k in Columns.model_fields}
    mapping = Columns.model_validate({"columns": {BookField(k): v for k, v in columns.items()}, **details})
    return RecordsSource.model_validate({"name": "books", "path": str(path), "mapping": mapping, **given})


def export(path: Path, **more: object) -> RecordsSource:
    return RecordsSource.model_validate({"name": "export", "kind": RecordsKind.EXPORT, "path": str(path), **more})


def read(source: RecordsSource, tmp_path: Path, region: str = "sg", at: datetime = AT) -> Snapshot:
    """The one snapshot of a shop with this one source."""
    (snapshot,) = records(source, tmp_path).as_of(target(region), pack(region), at)
    return snapshot


def records(source: RecordsSource, tmp_path: Path) -> FileRecords:
    return FileRecords({SHOP: (source,)}, data=tmp_path / "data")
