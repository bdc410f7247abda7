"""Own books: CSV, XLSX, JSON Lines, Parquet and SQLite with a column mapping."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from pydantic import ValidationError

from tests.adapters.records.records_sheets import AT, books, read, write_rows, write_table
from watchdog.adapters.records.text import decoded
from watchdog.model.records import RecordsKind, Snapshot
from watchdog.model.sources import RecordsSource

COLUMNS = {
    "order_sn": "平台订单号",
    "status": "状态",
    "total": "金额",
    "created_at": "下单时间",
    "tracking": "运单号",
    "buyer": "买家",
    "item_name": "商品",
    "quantity": "数量",
}
WORDS = {"待发货": ("READY_TO_SHIP",), "已完成": ("COMPLETED",)}
ROW: dict[str, object] = {
    "平台订单号": "261101ABCD12EF",
    "状态": "待发货",
    "金额": "25.90",
    "下单时间": "2026-11-01 10:00",
    "运单号": "SPXSG0000000001",
    "买家": "lina_demo",
    "商品": "演示马克杯",
    "数量": "2",
}
TEN_LOCAL = datetime(2026, 11, 1, 10)  # noqa: DTZ001 - spreadsheets know no zone
SECOND = {**ROW, "平台订单号": "261102ABCD12EG", "金额": "1,025.00", "下单时间": "2026-11-02 10:00", "运单号": ""}


def as_csv(path: Path, rows: list[dict[str, object]], encoding: str = "utf-8") -> Path:
    lines = [",".join(rows[0]), *(",".join(f'"{v}"' for v in r.values()) for r in rows)]
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def expect_both(snapshot: Snapshot, first_place: str) -> None:
    assert snapshot.problems == ()
    assert snapshot.kind is RecordsKind.BOOKS
    one, two = snapshot.orders.to_dicts()
    assert one["total_e5"] == 2_590_000
    assert one["status_means"] == ["READY_TO_SHIP"]
    assert one["created_at"] == datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
    assert one["items"] == [{"name": "演示马克杯", "variation": None, "sku": None, "quantity": 2}]
    assert one["place"] == first_place
    assert two["total_e5"] == 102_500_000
    assert two["tracking_numbers"] == [], "a column without a number says: none"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_the_encodings_of_chinese_erps(tmp_path: Path, encoding: str) -> None:
    path = as_csv(tmp_path / "books.csv", [ROW, SECOND], encoding)
    expect_both(read(books(path, COLUMNS, statuses=WORDS), tmp_path), "line 2")


def test_xlsx(tmp_path: Path) -> None:
    path = write_table(tmp_path / "books.xlsx", [ROW, SECOND], sheet="订单", before=[["导出"], []])
    expect_both(read(books(path, COLUMNS, statuses=WORDS), tmp_path), "订单!A4")


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "books.jsonl"
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in (ROW, SECOND)), encoding="utf-8")
    expect_both(read(books(path, COLUMNS, statuses=WORDS), tmp_path), "line 1")


def test_parquet(tmp_path: Path) -> None:
    pl.DataFrame([ROW, SECOND]).write_parquet(tmp_path / "books.parquet")
    expect_both(read(books(tmp_path / "books.parquet", COLUMNS, statuses=WORDS), tmp_path), "row 1")


def in_sqlite(path: Path) -> Path:
    with sqlite3.connect(path) as db:
        db.execute(f"CREATE TABLE orders ({', '.join(ROW)})")
        db.executemany("INSERT INTO orders VALUES (?,?,?,?,?,?,?,?)", [tuple(ROW.values()), tuple(SECOND.values())])
    db.close()
    return path


@pytest.mark.parametrize("how", [{"table": "orders"}, {"query": "SELECT * FROM orders WHERE 金额 <> '0';"}])
def test_sqlite(tmp_path: Path, how: dict[str, str]) -> None:
    path = in_sqlite(tmp_path / "erp.db")
    expect_both(read(books(path, COLUMNS, statuses=WORDS, **how), tmp_path), "row 1")


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM orders",
        "SELECT * FROM orders; DELETE FROM orders",
        "WITH x AS (SELECT 1) DELETE FROM orders",
        "ATTACH 'other.db' AS other",
        "PRAGMA writable_schema=1",
        "SELECT load_extension('evil')",
    ],
)
def test_a_query_can_only_read(tmp_path: Path, query: str) -> None:
    path = in_sqlite(tmp_path / "erp.db")
    before = path.read_bytes()
    snapshot = read(books(path, COLUMNS, query=query), tmp_path)
    assert snapshot.stale
    assert len(snapshot.problems) == 1
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(("erp", "other"))) == ["erp.db"]


def test_a_database_without_table_or_query_names_its_tables(tmp_path: Path) -> None:
    snapshot = read(books(in_sqlite(tmp_path / "erp.db"), COLUMNS), tmp_path)
    assert "orders" in snapshot.problems[0].why
    snapshot = read(books(tmp_path / "erp.db", COLUMNS, table="sales"), tmp_path)
    assert snapshot.problems[0].why == "there is no table `sales`; there are: orders"


def test_numbers_that_a_file_typed_keep_their_value_whatever_the_decimal_style(tmp_path: Path) -> None:
    path = write_table(tmp_path / "b.xlsx", [{**ROW, "金额": 82.125, "数量": 3, "下单时间": TEN_LOCAL}])
    (order,) = read(books(path, COLUMNS, decimal="comma"), tmp_path).orders.to_dicts()
    assert order["total_e5"] == 8_212_500
    assert order["items"][0]["quantity"] == 3
    assert order["created_at"] == datetime(2026, 11, 1, 2, tzinfo=UTC)
    (tmp_path / "b.jsonl").write_text(json.dumps({**ROW, "金额": 0.1 + 0.2}), encoding="utf-8")
    assert read(books(tmp_path / "b.jsonl", COLUMNS), tmp_path).orders["total_e5"].to_list() == [30_000]


def test_merged_cells_a_row_with_only_item_cells_goes_on_with_the_order_above(tmp_path: Path) -> None:
    rest = dict.fromkeys(ROW)
    path = write_table(tmp_path / "b.xlsx", [ROW, {**rest, "商品": "演示碟", "数量": "1"}, SECOND])
    orders = read(books(path, COLUMNS), tmp_path).orders
    assert [[i["name"] for i in items] for items in orders["items"].to_list()] == [
        ["演示马克杯", "演示碟"],
        ["演示马克杯"],
    ]


def test_a_file_for_many_shops_only_this_ones_rows(tmp_path: Path) -> None:
    rows = [{**ROW, "店铺": "lantern"}, {**SECOND, "店铺": "kettle"}]
    path = write_table(tmp_path / "b.xlsx", rows)
    snapshot = read(books(path, COLUMNS, only={"店铺": ("lantern",)}), tmp_path)
    assert snapshot.orders["order_sn"].to_list() == ["261101ABCD12EF"]


def test_a_sum_line_at_the_end_is_no_order_and_no_problem(tmp_path: Path) -> None:
    path = write_table(tmp_path / "b.xlsx", [ROW, {**dict.fromkeys(ROW), "平台订单号": "合计", "金额": "25.90"}])
    snapshot = read(books(path, COLUMNS), tmp_path)
    assert (snapshot.orders.height, snapshot.problems) == (1, ())


def test_orders_of_another_platform_between_ours_are_one_note(tmp_path: Path) -> None:
    others = [{**ROW, "平台订单号": f"LZ-{i}"} for i in range(40)]
    snapshot = read(books(write_table(tmp_path / "b.xlsx", [ROW, *others]), COLUMNS), tmp_path)
    assert snapshot.orders.height == 1
    (problem,) = snapshot.problems
    assert problem.why.startswith("40 rows have no order number of this platform")
    assert problem.place == "orders!A3"


@pytest.mark.parametrize("written", ['="261101ABCD12EF"', "'261101ABCD12EF", " 261101abcd12ef ", "*261101ABCD12EF"])
def test_dresses_of_an_order_number(tmp_path: Path, written: str) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text(json.dumps({**ROW, "平台订单号": written}, ensure_ascii=False), encoding="utf-8")
    assert read(books(path, COLUMNS), tmp_path).orders["order_sn"].to_list() == ["261101ABCD12EF"]


def test_a_number_of_fourteen_digits_that_a_spreadsheet_typed(tmp_path: Path) -> None:
    path = write_table(tmp_path / "b.xlsx", [{**ROW, "平台订单号": 26110112345678}])
    assert read(books(path, COLUMNS), tmp_path).orders["order_sn"].to_list() == ["26110112345678"]


def test_several_tracking_numbers_in_a_cell(tmp_path: Path) -> None:
    path = write_table(tmp_path / "b.xlsx", [{**ROW, "运单号": "SPXSG0000000001, SPXSG0000000002；无 SPXSG0000000001"}])
    assert read(books(path, COLUMNS), tmp_path).orders["tracking_numbers"].to_list() == [
        ["SPXSG0000000001", "SPXSG0000000002"]
    ]


def test_times_in_another_zone_and_format(tmp_path: Path) -> None:
    path = write_table(tmp_path / "b.xlsx", [{**ROW, "下单时间": "01/11/2026 02:00 AM"}])
    source = books(path, COLUMNS, date_formats=("%d/%m/%Y %I:%M %p",), time_zone="UTC")
    (order,) = read(source, tmp_path).orders.to_dicts()
    assert order["created_at"] == datetime(2026, 11, 1, 2, tzinfo=UTC)


def test_bare_days_say_nothing_of_the_hour(tmp_path: Path) -> None:
    path = write_table(tmp_path / "b.xlsx", [{**ROW, "下单时间": "2026-11-01"}])
    snapshot = read(books(path, COLUMNS), tmp_path)
    assert snapshot.orders["created_at"].to_list() == [None]
    assert snapshot.orders["created_on"].to_list() == [date(2026, 11, 1)]
    assert "created_at" not in snapshot.fields


def test_without_a_date_column_the_order_number_says_the_day_but_the_source_does_not(tmp_path: Path) -> None:
    path = write_table(tmp_path / "b.xlsx", [ROW])
    snapshot = read(books(path, {"order_sn": "平台订单号"}), tmp_path)
    assert snapshot.orders["created_on"].to_list() == [date(2026, 11, 1)]
    assert snapshot.fields == {"order_sn"}


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    path = write_table(tmp_path / "b.xlsx", [ROW])
    (problem,) = read(books(path, {"order_sn": "平台订单号", "total": "实付"}), tmp_path).problems
    assert problem.why.startswith("missing column(s): 实付; there are: 平台订单号, 状态")


def test_a_broken_json_line_is_named_and_the_others_count(tmp_path: Path) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text(f"{json.dumps(ROW)}\n{{broken\n{json.dumps(SECOND)}\n", encoding="utf-8")
    snapshot = read(books(path, COLUMNS), tmp_path)
    assert snapshot.orders["place"].to_list() == ["line 1", "line 3"]
    assert [p.place for p in snapshot.problems] == ["line 2"]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    text = 'sn,note\n261101ABCD12EF,"two\nlines"\n\n261102ABCD12EG,x\n'
    (tmp_path / "b.csv").write_text(text, encoding="utf-8")
    orders = read(books(tmp_path / "b.csv", {"order_sn": "sn"}), tmp_path).orders
    assert orders["place"].to_list() == ["line 2", "line 5"]


def test_a_stray_quote_does_not_end_the_reading(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text('sn,note\n261101ABCD12EF,5" mug\n261102ABCD12EG,x\n', encoding="utf-8")
    assert read(books(tmp_path / "b.csv", {"order_sn": "sn"}), tmp_path).orders.height == 2


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("订单号,状态,商品\n1,待发货,演示马克杯蓝色大号\n2,已完成,演示碟子\n", "gb18030"),
        ("訂單編號,訂單狀態,商品名稱\n1,待出貨,示範馬克杯藍色\n2,已完成,示範碟子\n", "big5hkscs"),
        ("pedido,cidade,observação\n1,São Paulo,não há\n2,Brasília,café da manhã\n", "cp1252"),
    ],
)
def test_encodings_are_told_by_their_bytes(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == (text, encoding)


def test_books_without_a_mapping_are_refused_with_the_command_that_makes_one() -> None:
    with pytest.raises(ValidationError, match="watchdog records map FILE"):
        RecordsSource(name="books", path="b.xlsx")


def test_a_password_is_never_written_into_the_settings() -> None:
    with pytest.raises(ValidationError) as caught:
        RecordsSource(name="e", kind=RecordsKind.EXPORT, path="b.xlsx", password="hunter2")
    assert "not the password" in str(caught.value)


def test_a_hand_kept_list_leaves_orders_out_and_complete_books_reach_up_to_when_they_were_written(
    tmp_path: Path,
) -> None:
    path = write_rows(tmp_path / "b.xlsx", [list(ROW), list(ROW.values()), list(SECOND.values())])
    loose = read(books(path, COLUMNS), tmp_path).coverage
    assert (loose.since, loose.until, loose.complete) == (date(2026, 11, 1), date(2026, 11, 2), False)
    whole = read(books(path, COLUMNS, complete=True), tmp_path).coverage
    assert (whole.since, whole.until, whole.complete) == (date(2026, 11, 1), AT.date(), True)
