"""Records that match a practice shop: the platform's export, an ERP's Excel, a CSV, a database, a ship log."""

from __future__ import annotations

import csv
import io
import os
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msoffcrypto
import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from watchdog.practice.faults.base import Planted
from watchdog.practice.hooks import Fault
from watchdog.practice.records import books, export
from watchdog.practice.records.books import TABLE_HEADER, WORDS, Line, Smudge, erp_zone
from watchdog.practice.records.export import Cell
from watchdog.practice.things import Order, Shop
from watchdog.practice.world import World, world_at

__all__ = ["KINDS", "Line", "Smudge", "Written", "books_mapping", "erp_mapping", "write_records"]

KINDS = ("export", "erp", "csv", "sqlite", "ship_log")


@dataclass(frozen=True, slots=True)
class Written:
    """The files written; None = not asked for. Their modification times are the moments they were taken."""

    folder: Path
    export: Path | None = None
    erp: Path | None = None
    csv: Path | None = None
    sqlite: Path | None = None
    ship_log: Path | None = None


def write_records(
    world: World,
    shop: Shop,
    folder: Path,
    at: int | None = None,
    faults: Sequence[Fault] = (),
    *,
    kinds: Collection[str] = KINDS,
    noise: Smudge | None = None,
    export_at: int | None = None,
    password: str = "",
) -> Written:
    """Writes the shop's records as of `at` (Unix seconds; None: the world's now), the export as of `export_at`.

    `faults` act where they say so (a doubled tracking number, an order left out); most leave records
    alone. `password` protects the export, as Taiwan's is (reference 4.1).
    """
    folder.mkdir(parents=True, exist_ok=True)
    taken = world.now if at is None else at
    now = world_at(world, taken)
    exported = world_at(world, taken if export_at is None else export_at)
    kept = books.lines(now, shop, faults, noise) if set(kinds) & {"erp", "csv", "sqlite"} else []
    table = list(books.table_rows(now, shop, kept))
    made: dict[str, Path] = {}
    if "export" in kinds:
        made["export"] = _export(exported, shop, folder, faults, password)
    if "erp" in kinds:
        stamp = datetime.fromtimestamp(taken, erp_zone(now, shop))
        made["erp"] = _sheet(
            folder / f"订单导出_{stamp:%Y%m%d%H%M%S}.xlsx", "订单", books.erp_rows(now, shop, kept), taken
        )
    if "csv" in kinds:
        made["csv"] = _csv(folder / "orders.csv", [list(TABLE_HEADER), *table], taken)
    if "sqlite" in kinds:
        made["sqlite"] = _sqlite(folder / "books.db", table, taken)
    if "ship_log" in kinds:
        shipped = _packed(world.orders(shop) if at is None else now.orders(shop))
        made["ship_log"] = _csv(folder / "ship-log.csv", books.ship_log_rows(now, shop, shipped), taken)
    return Written(folder, **made)


def erp_mapping(world: World, shop: Shop) -> dict[str, object]:
    """Which column of the ERP's Excel is which field, what its words mean, and whose clock it keeps (IANA name)."""
    columns = {
        "order_sn": "订单号", "status": "订单状态", "buyer": "买家账号", "total": "订单金额", "currency": "币种",
        "created_at": "下单时间", "paid_at": "付款时间", "shipped_at": "发货时间", "tracking": "运单号",
        "item_name": "商品名称", "variation": "规格", "sku": "SKU", "quantity": "数量",
    }  # fmt: skip
    return {"columns": columns, "statuses": word_meanings(), "time_zone": books.erp_zone_name(world, shop)}


def books_mapping(world: World, shop: Shop) -> dict[str, object]:
    """The same for the CSV and for table `orders` of the database."""
    columns = {
        "order_sn": "order_no", "status": "status", "buyer": "buyer", "total": "total", "currency": "currency",
        "created_at": "created_at", "paid_at": "paid_at", "tracking": "tracking_no",
    }  # fmt: skip
    return {"columns": columns, "statuses": word_meanings(), "time_zone": books.erp_zone_name(world, shop)}


def word_meanings() -> dict[str, list[str]]:
    meanings: dict[str, list[str]] = {}
    for status, word in WORDS.items():
        meanings.setdefault(word, []).append(status)
    meanings[WORDS["SHIPPED"]] += ["PROCESSED", "RETRY_SHIP"]  # handed over counts as shipped in a seller's own words
    return meanings


def _export(world: World, shop: Shop, folder: Path, faults: Sequence[Fault], password: str) -> Path:
    first = export.first_second(shop, world.now)
    held = [order for order in world.orders(shop) if order.created >= first]
    for fault in faults:
        if isinstance(fault, Planted):
            held = [fault.export(shop, order) for order in held]
    path = folder / export.file_name(shop, world.now)
    _sheet(path, "orders", export.rows(shop, held, world.now), world.now)
    if password:
        _protect(path, password, world.now)
    return path


def _packed(orders: Iterable[Order]) -> list[Order]:
    return [order for order in orders if order.arranged is not None]


def _sheet(path: Path, title: str, rows: Iterable[list[Cell]], at: int) -> Path:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append([_inert(sheet, value) for value in row])
    book.save(path)
    return _stamped(path, at)


def _inert(sheet: WriteOnlyWorksheet, value: Cell) -> Cell | WriteOnlyCell:
    """A text that begins like a formula stays text, as in files of the platform."""
    if not (isinstance(value, str) and value.startswith("=")):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


def _csv(path: Path, rows: Iterable[list[Cell]], at: int) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(rows)
    return _stamped(path, at)


def _sqlite(path: Path, rows: Iterable[list[Cell]], at: int) -> Path:
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    try:
        columns = ", ".join(f"{name} {'INTEGER' if name == 'pieces' else 'TEXT'}" for name in TABLE_HEADER)
        db.execute(f"CREATE TABLE orders ({columns})")
        db.executemany(f"INSERT INTO orders VALUES ({', '.join('?' * len(TABLE_HEADER))})", rows)  # noqa: S608
        db.commit()
    finally:
        db.close()
    return _stamped(path, at)


def _protect(path: Path, password: str, at: int) -> None:
    plain = io.BytesIO(path.read_bytes())
    sealed = io.BytesIO()
    msoffcrypto.OfficeFile(plain).encrypt(password, sealed)
    path.write_bytes(sealed.getvalue())
    _stamped(path, at)


def _stamped(path: Path, at: int) -> Path:
    os.utime(path, (at, at))
    return path
