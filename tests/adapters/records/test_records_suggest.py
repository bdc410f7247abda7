"""Columns are recognised by their values; header words only break ties."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from tests.adapters.records.records_sheets import pack, write_rows, write_table
from watchdog.adapters.records import Description, access_to, describe
from watchdog.adapters.records.tables import UnreadableError
from watchdog.errors import RecordsError
from watchdog.model.records import RecordsKind
from watchdog.model.sources import BookField, DecimalStyle

LETTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
FIRST = datetime(2026, 11, 3, 8)  # noqa: DTZ001 - spreadsheets know no zone


def invented(count: int = 40, date_format: str = "%Y-%m-%d %H:%M") -> list[dict[str, object]]:
    """Rows as an ERP writes them; headers are given by the tests."""
    dice = random.Random(7)
    rows: list[dict[str, object]] = []
    for number in range(count):
        moment = FIRST + timedelta(hours=5 * number)
        rows.append(
            {
                "no": number + 1,
                "sn": f"{moment:%y%m%d}" + "".join(dice.choices(LETTERS, k=8)),
                "status": ("待发货", "已发货", "已完成")[number % 3],
                "item": "演示马克杯",
                "sku": "MUG-BL",
                "pieces": number % 3 + 1,
                "unit price": 9.9,
                "amount": round(dice.uniform(5, 90), 2),
                "postage": 3.5,
                "created": moment.strftime(date_format),
                "paid": (moment + timedelta(days=1)).strftime(date_format),
                "buyer": f"lina_demo.{number}",
                "waybill": f"SPXSG{number:010d}",
            }
        )
    return rows


def renamed(rows: list[dict[str, object]], **names: str) -> list[dict[str, object]]:
    return [{names.get(k.replace(" ", "_"), k): v for k, v in row.items()} for row in rows]


def described(path: Path, region: str = "sg") -> Description:
    def nobody(reference: str, what: str) -> str:
        raise AssertionError(f"no password is needed: {reference} {what}")

    return describe(path, access_to(path, name="books"), pack(region), nobody)


def columns(found: Description) -> dict[str, str]:
    assert found.source.mapping is not None
    return {field.value: column for field, column in found.source.mapping.columns.items()}


CHINESE = {
    "no": "序号",
    "sn": "平台订单号",
    "status": "订单状态",
    "item": "商品名称",
    "sku": "SKU",
    "pieces": "数量",
    "unit_price": "单价",
    "amount": "订单金额",
    "postage": "运费",
    "created": "下单时间",
    "paid": "付款时间",
    "buyer": "买家",
    "waybill": "运单号",
}


def test_an_erp_export_with_chinese_headers_below_a_title(tmp_path: Path) -> None:
    path = write_table(tmp_path / "b.xlsx", renamed(invented(), **CHINESE), sheet="订单", before=[["店小秘 导出"], []])
    found = described(path)
    assert columns(found) == {
        "order_sn": "平台订单号",
        "tracking": "运单号",
        "created_at": "下单时间",
        "paid_at": "付款时间",
        "total": "订单金额",
        "status": "订单状态",
        "quantity": "数量",
        "sku": "SKU",
        "item_name": "商品名称",
        "buyer": "买家",
    }
    assert found.table.orders.height == 40
    assert found.table.problems == ()
    assert found.table.orders["status_means"].list.len().min() >= 1
    assert found.source.kind is RecordsKind.BOOKS


def test_values_alone_are_enough_for_what_matters(tmp_path: Path) -> None:
    rows = [{k: r[k] for k in ("sn", "status", "amount", "created", "paid", "waybill", "buyer")} for r in invented()]
    nameless = renamed(rows, sn="A", status="B", amount="C", created="D", paid="E", waybill="F", buyer="G")
    found = columns(described(write_table(tmp_path / "b.xlsx", nameless)))
    assert found == {"order_sn": "A", "status": "B", "total": "C", "created_at": "D", "tracking": "F", "buyer": "G"}


def test_the_creation_date_is_the_one_on_the_order_numbers_day_whatever_the_headers_say(tmp_path: Path) -> None:
    path = write_table(tmp_path / "b.xlsx", renamed(invented(), created="甲", paid="下单时间"))
    assert columns(described(path))["created_at"] == "甲"


@pytest.mark.parametrize("date_format", ["%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"])
def test_day_or_month_first_is_decided_by_the_order_numbers(tmp_path: Path, date_format: str) -> None:
    few = invented(8, date_format)  # 3 and 4 November: both ways are dates
    found = described(write_table(tmp_path / "b.xlsx", few))
    assert found.source.mapping is not None
    assert found.source.mapping.date_formats == (date_format,)
    assert found.table.orders["created_on"].min() == date(2026, 11, 3)


def test_an_erp_on_chinese_time_for_a_shop_in_brazil(tmp_path: Path) -> None:
    dice, rows = random.Random(3), []
    for number in range(48):
        there = FIRST + timedelta(minutes=97 * number)
        sn = f"{there - timedelta(hours=11):%y%m%d}" + "".join(dice.choices(LETTERS, k=8))
        rows.append({"订单号": sn, "下单时间": there.strftime("%Y-%m-%d %H:%M"), "订单金额": 10.5})
    found = described(write_table(tmp_path / "b.xlsx", rows), "br")
    assert found.source.mapping is not None
    assert found.source.mapping.time_zone == "Asia/Shanghai"
    days = found.table.orders.select(
        sn=pl.col("order_sn").str.slice(0, 6), day=pl.col("created_on").dt.strftime("%y%m%d")
    )
    assert (days["sn"] == days["day"]).all(), "an order's day is the shop's, not the ERP's"


def test_the_decimal_style_is_told_by_the_amounts_that_leave_no_doubt(tmp_path: Path) -> None:
    rows = [{**r, "amount": "1.250" if n else "1.250,50"} for n, r in enumerate(invented())]
    found = described(write_table(tmp_path / "b.xlsx", rows))
    assert found.source.mapping is not None
    assert found.source.mapping.decimal is DecimalStyle.COMMA
    assert found.table.orders["total_e5"].to_list()[1] == 125_000_000


def test_the_unit_price_and_postage_are_not_the_orders_amount(tmp_path: Path) -> None:
    rows = [{k: v for k, v in r.items() if k != "amount"} for r in invented()]
    found = described(write_table(tmp_path / "b.xlsx", renamed(rows, unit_price="单价", postage="运费")))
    assert "total" not in columns(found)
    assert any("total" in doubt.en for doubt in found.suggestion.doubts)


def test_doubts_are_told_other_platforms_other_shops_unknown_statuses(tmp_path: Path) -> None:
    rows = [{**r, "店铺": "lantern", "status": "卖飞了"} for r in invented()]
    rows[0]["店铺"] = "kettle"
    rows += [{**r, "sn": f"LZ-{n}"} for n, r in enumerate(rows)]
    found = described(write_table(tmp_path / "b.xlsx", rows))
    told = " | ".join(doubt.en for doubt in found.suggestion.doubts)
    assert "50% of the rows have no order number" in told
    assert "names 2 shops" in told
    assert "卖飞了" in told


def test_every_column_comes_with_what_speaks_for_it(tmp_path: Path) -> None:
    found = described(write_table(tmp_path / "b.xlsx", invented()))
    by_field = {e.field: e for e in found.suggestion.evidence}
    assert by_field[BookField.ORDER_SN].why.en == "100% are order numbers"
    assert by_field[BookField.ORDER_SN].why.zh == "100% 是订单编号"
    assert len(by_field[BookField.TRACKING].samples) == 3


def test_an_official_export_needs_no_mapping(tmp_path: Path) -> None:
    from tests.adapters.records.records_sheets import MUG

    found = described(write_table(tmp_path / "b.xlsx", [MUG]))
    assert found.suggestion is None
    assert found.source.kind is RecordsKind.EXPORT
    assert found.table.language == "en"


def test_a_file_without_order_numbers_or_without_a_header_says_so(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="no column holds order numbers of shopee"):
        described(write_table(tmp_path / "a.xlsx", [{"x": "1"}]))
    with pytest.raises(UnreadableError, match="there is no header"):
        described(write_rows(tmp_path / "b.xlsx", [list(r.values()) for r in invented(3)]))


def test_a_contradiction_in_how_to_open_is_told_with_its_mend(tmp_path: Path) -> None:
    with pytest.raises(RecordsError) as caught:
        access_to(tmp_path / "b.db", name="books", table="a", query="SELECT 1")
    assert "either `table` or `query`" in caught.value.what
