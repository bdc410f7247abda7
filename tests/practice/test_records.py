"""Records match the shop they are written for, in the form the platform and sellers' tools give them (reference 4)."""

from __future__ import annotations

import csv
import io
import sqlite3
from pathlib import Path

import msoffcrypto
import pytest
import python_calamine

from watchdog.practice.faults import arm
from watchdog.practice.records import KINDS, books_mapping, erp_mapping, write_records
from watchdog.practice.records.columns import FIELDS, HEADERS
from watchdog.practice.world import ShopSpec, World, make_world

NOW = 1_795_000_000


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(5, NOW, [ShopSpec(region, 60) for region in ("sg", "tw", "br", "cn")])


def sheet(path: Path | io.BytesIO, name: str) -> list[dict[str, object]]:
    """Rows by header; of two columns with one header the first counts."""
    if isinstance(path, Path):
        rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()
    else:
        rows = python_calamine.CalamineWorkbook.from_filelike(path).get_sheet_by_name(name).to_python()
    return [dict(reversed(list(zip(rows[0], row, strict=True)))) for row in rows[1:]]


@pytest.mark.parametrize(
    ("place", "order_sn", "quantity"),
    [(0, "Order ID", "Quantity"), (1, "訂單編號", "數量"), (2, "ID do pedido", "Quantidade")],
)
def test_an_export_has_one_row_per_item_of_the_last_thirty_days(
    world: World, tmp_path: Path, place: int, order_sn: str, quantity: str
) -> None:
    shop = world.shops[place]
    written = write_records(world, shop, tmp_path, kinds={"export"})
    rows = sheet(written.export, "orders")
    held = [(row[order_sn], row[quantity]) for row in rows]
    first = min(sn for sn, _ in held)
    true = [(order.order_sn, item.quantity) for order in world.orders(shop) for item in order.items]
    assert held == [pair for pair in true if pair[0][:6] >= first[:6]]
    assert written.export.name.startswith("Order.all.2026")
    assert written.export.stat().st_mtime == NOW


def test_headers_are_those_of_the_reference() -> None:
    assert [len(HEADERS[language]) for language in ("en", "zh-Hant", "pt-BR")] == [57, 53, 60]
    assert HEADERS["pt-BR"].count("Cidade") == HEADERS["pt-BR"].count("Desconto do vendedor") == 2
    assert any("\n" in header for header in HEADERS["zh-Hant"])
    for language, fields in FIELDS.items():
        assert set(fields) <= set(HEADERS[language])


def test_numbers_have_the_regions_habits(world: World, tmp_path: Path) -> None:
    singapore = sheet(write_records(world, world.shops[0], tmp_path / "sg").export, "orders")[0]
    taiwan = sheet(write_records(world, world.shops[1], tmp_path / "tw").export, "orders")[0]
    brazil = sheet(write_records(world, world.shops[2], tmp_path / "br").export, "orders")[0]
    assert isinstance(singapore["Grand Total"], str)
    assert taiwan["買家總支付金額"] == int(taiwan["買家總支付金額"])
    assert brazil["Total global"].count(".") == 1
    assert brazil["Taxa de serviço bruta"] == "0,00"


def test_a_protected_export_opens_with_its_password(world: World, tmp_path: Path) -> None:
    written = write_records(world, world.shops[1], tmp_path, kinds={"export"}, password="123456")
    with pytest.raises(python_calamine.CalamineError):
        sheet(written.export, "orders")
    opened = io.BytesIO()
    with written.export.open("rb") as sealed:
        office = msoffcrypto.OfficeFile(sealed)
        office.load_key(password="123456")
        office.decrypt(opened)
    opened.seek(0)
    assert sheet(opened, "orders")[0]["訂單編號"]


def test_all_books_tell_the_same_orders(world: World, tmp_path: Path) -> None:
    shop = world.shops[0]
    written = write_records(world, shop, tmp_path)
    true = [order.order_sn for order in world.orders(shop)]
    assert list(dict.fromkeys(row["订单号"] for row in sheet(written.erp, "订单"))) == true
    with written.csv.open(encoding="utf-8-sig", newline="") as lines:
        assert [row["order_no"] for row in csv.DictReader(lines)] == true
    db = sqlite3.connect(written.sqlite)
    assert [row[0] for row in db.execute("SELECT order_no FROM orders")] == true
    db.close()


def test_the_mappings_name_columns_that_are_there_and_words_that_are_used(world: World, tmp_path: Path) -> None:
    shop = world.shops[4]
    written = write_records(world, shop, tmp_path, kinds=KINDS)
    erp, table = erp_mapping(world, shop), books_mapping(world, shop)
    rows = sheet(written.erp, "订单")
    assert set(erp["columns"].values()) <= set(rows[0])
    assert {row["订单状态"] for row in rows} <= set(erp["statuses"])
    assert erp["time_zone"] == "Asia/Shanghai", "a merchant's ERP keeps Beijing time"
    with written.csv.open(encoding="utf-8-sig", newline="") as lines:
        assert set(table["columns"].values()) <= set(csv.DictReader(lines).fieldnames)


def test_an_unrecorded_order_is_in_the_export_and_not_in_the_books(world: World, tmp_path: Path) -> None:
    shop = world.shops[0]
    fault = arm("order-unrecorded", world, shop, 1)
    written = write_records(world, shop, tmp_path, faults=[fault])
    assert fault.order_sn in {row["Order ID"] for row in sheet(written.export, "orders")}
    assert fault.order_sn not in {row["订单号"] for row in sheet(written.erp, "订单")}


def test_a_formula_in_a_name_is_written_as_text(world: World, tmp_path: Path) -> None:
    shop = world.shops[0]
    fault = arm("hostile-text", world, shop, 1, "formula")
    written = write_records(world, shop, tmp_path, faults=[fault])
    names = {row["买家账号"] for row in sheet(written.erp, "订单") if row["订单号"] == fault.order_sn}
    assert names == {'=HYPERLINK("http://evil.invalid","refund")'}


def test_the_ship_log_holds_what_was_handed_over(world: World, tmp_path: Path) -> None:
    shop = world.shops[0]
    with write_records(world, shop, tmp_path, kinds={"ship_log"}).ship_log.open(encoding="utf-8-sig") as lines:
        logged = {(row["order_no"], row["tracking_no"]) for row in csv.DictReader(lines)}
    assert logged == {(order.order_sn, number) for order in world.orders(shop) for number in order.tracking_numbers}
