"""Official order exports: one file for each language of the reference (section 4), read back as orders."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.adapters.records.records_sheets import MUG, export, read, write_rows, write_table
from watchdog.adapters.records.layouts import export_data, export_texts
from watchdog.model.orders import OrderStatus
from watchdog.model.records import ORDER_COLUMNS, RecordsKind
from watchdog.model.sources import BookField


def test_one_row_per_item_becomes_one_order(tmp_path: Path) -> None:
    second = {**MUG, "Product Name": "Demo saucer", "SKU Reference No.": "SAU", "Variation Name": "-", "Quantity": 1}
    path = write_table(tmp_path / "Order.all.20261101_20261115.xlsx", [MUG, second])

    snapshot = read(export(path), tmp_path)

    assert dict(snapshot.orders.schema) == ORDER_COLUMNS
    assert snapshot.orders.to_dicts() == [
        {
            "order_sn": "261101ABCD12EF",
            "status_label": "To ship",
            "status_means": ["PROCESSED", "READY_TO_SHIP", "RETRY_SHIP"],
            "total_e5": 2_740_000,
            "currency": "SGD",
            "buyer": "lina_demo",
            "tracking_numbers": ["SPXSG0000000001"],
            "created_on": date(2026, 11, 1),
            "created_at": datetime(2026, 10, 31, 16, 30, tzinfo=UTC),
            "paid_at": datetime(2026, 10, 31, 16, 31, tzinfo=UTC),
            "shipped_at": None,
            "ship_by": datetime(2026, 11, 3, 15, 59, tzinfo=UTC),
            "items": [
                {"name": "Demo mug", "variation": "Blue", "sku": "MUG-BL", "quantity": 2},
                {"name": "Demo saucer", "variation": None, "sku": "SAU", "quantity": 1},
            ],
            "place": "orders!A2",
        }
    ]
    assert snapshot.kind is RecordsKind.EXPORT
    assert snapshot.fields == set(ORDER_COLUMNS) - {"place"}
    assert snapshot.problems == ()
    assert not snapshot.stale


def one_row(path: Path, row: dict[str, object], tmp_path: Path, region: str) -> dict[str, object]:
    snapshot = read(export(write_table(path, [row])), tmp_path, region)
    assert snapshot.problems == ()
    (order,) = snapshot.orders.to_dicts()
    return order


def test_the_php_wording_of_the_philippines(tmp_path: Path) -> None:
    row = {k: v for k, v in MUG.items() if k not in ("Grand Total", "Total Amount")}
    order = one_row(
        tmp_path / "a.xlsx", {**row, "Grand Total(PHP)": "1,250.00", "Deal Price(PHP)": "600"}, tmp_path, "ph"
    )
    assert (order["total_e5"], order["currency"]) == (125_000_000, "PHP")


def test_indonesian_thousands_points(tmp_path: Path) -> None:
    row = {
        "No. Pesanan": "261101ABCD12EF",
        "Status Pesanan": "Perlu Dikirim",
        "Alasan Pembatalan": "",
        "No. Resi": "SPXID041234567890",
        "Pesanan Harus Dikirimkan Sebelum (Menghindari keterlambatan)": "2026-11-03 23:59",
        "Waktu Pesanan Dibuat": "2026-11-01 06:30",
        "Waktu Pembayaran Dilakukan": "2026-11-01 06:31",
        "Nama Produk": "Gelas demo",
        "Nama Variasi": "Biru",
        "Jumlah": "1",
        "Total Pembayaran": "82.500",
        "Username (Pembeli)": "lina_demo",
    }
    order = one_row(tmp_path / "a.xlsx", row, tmp_path, "id")
    assert order["total_e5"] == 8_250_000_000
    assert order["created_on"] == date(2026, 11, 1)
    assert order["created_at"] == datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    assert order["status_means"] == ["PROCESSED", "READY_TO_SHIP", "RETRY_SHIP"]
    assert order["tracking_numbers"] == ["SPXID041234567890"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_vietnamese_headers_that_differ_only_by_case_and_may_be_decomposed(tmp_path: Path, form: str) -> None:
    row = {
        "Mã đơn hàng": "261101ABCD12EF",
        "Ngày đặt hàng": "2026-11-01 06:30",
        "Trạng Thái Đơn Hàng": "Đang giao",
        "Mã vận đơn": "SPXVN041234567",
        "Tên sản phẩm": "Cốc mẫu",
        "Số lượng": 3,
        "Tổng số tiền Người mua thanh toán": 50_000,
        "Tổng số tiền người mua thanh toán": 165_000,
        "Người Mua": "lina_demo",
    }
    row = {unicodedata.normalize(form, k): unicodedata.normalize(form, str(v)) for k, v in row.items()}
    order = one_row(tmp_path / "a.xlsx", row, tmp_path, "vn")
    assert order["total_e5"] == 16_500_000_000, "the order's amount, not the line's"
    assert order["status_label"] == "Đang giao"
    assert order["status_means"] == ["SHIPPED"]
    assert order["items"] == [{"name": "Cốc mẫu", "variation": None, "sku": None, "quantity": 3}]


def test_vietnamese_amount_of_the_line_is_never_taken_for_the_order(tmp_path: Path) -> None:
    row = {
        "Mã đơn hàng": "261101ABCD12EF",
        "Ngày đặt hàng": "2026-11-01 06:30",
        "Trạng Thái Đơn Hàng": "Đang giao",
        "Tên sản phẩm": "Cốc mẫu",
        "Số lượng": 3,
        "Tổng số tiền Người mua thanh toán": 50_000,
    }
    snapshot = read(export(write_table(tmp_path / "a.xlsx", [row])), tmp_path, "vn")
    assert "total_e5" not in snapshot.fields


def test_taiwan_line_breaks_in_headers_and_cells(tmp_path: Path) -> None:
    row = {
        "訂單編號": "261101ABCD12EF",
        "訂單狀態": "待出貨",
        "買家帳號": "lina_demo",
        "訂單成立日期": "2026-11-01 00:30",
        "買家總支付金額": "1,259",
        "商品名稱": "示範馬克杯",
        "商品選項名稱": "藍",
        "數量": "1",
        "蝦皮專線和包裹查詢碼\n": "TW261234567890T\nTW261234567891T",
        "包裹查詢號碼": "-",
    }
    order = one_row(tmp_path / "a.xlsx", row, tmp_path, "tw")
    assert order["tracking_numbers"] == ["TW261234567890T", "TW261234567891T"]
    assert order["total_e5"] == 125_900_000
    assert order["created_at"] == datetime(2026, 10, 31, 16, 30, tzinfo=UTC)
    assert order["status_means"] == ["PROCESSED", "READY_TO_SHIP", "RETRY_SHIP"]


def test_thai_with_the_asterisk_before_the_tracking_header(tmp_path: Path) -> None:
    row = {
        "หมายเลขคำสั่งซื้อ": "261101ABCD12EF",
        "สถานะการสั่งซื้อ": "จัดส่งสำเร็จแล้ว",
        "ชื่อผู้ใช้ (ผู้ซื้อ)": "lina_demo",
        "วันที่ทำการสั่งซื้อ": "2026-11-01 06:30",
        "*หมายเลขติดตามพัสดุ": "SPXTH041234567",
        "ชื่อสินค้า": "แก้วตัวอย่าง",
        "จำนวน": "2",
        "จำนวนเงินทั้งหมด": "1,250.50",
    }
    order = one_row(tmp_path / "a.xlsx", row, tmp_path, "th")
    assert order["tracking_numbers"] == ["SPXTH041234567"]
    assert order["total_e5"] == 125_050_000
    assert order["status_means"] == ["COMPLETED", "TO_CONFIRM_RECEIVE"]


BR_HEADER = [
    "ID do pedido",
    "Status do pedido",
    "Número de rastreamento",
    "Data de criação do pedido",
    "Desconto do vendedor",
    "Nome do Produto",
    "Quantidade",
    "Desconto do vendedor",
    "Total global",
    "Nome de usuário (comprador)",
    "Cidade",
    "Cidade",
]


def test_brazil_with_doubled_headers_and_two_decimal_habits_in_one_sheet(tmp_path: Path) -> None:
    later = "O comprador pode pedir uma devolução até 12/11/2026"
    rows = [
        [
            "261101ABCD12EF",
            "A Enviar",
            "BR261234567890R",
            "2026-11-01 22:30",
            "0,00",
            "Caneca",
            "1",
            "0,00",
            "129.90",
            "lina",
            "X",
            "Y",
        ],
        ["261101ABCD12EG", later, "-", "2026-11-01 22:30", "0,00", "Caneca", "1", "0,00", "1.129,90", "lina", "X", "Y"],
    ]
    snapshot = read(export(write_rows(tmp_path / "a.xlsx", [BR_HEADER, *rows])), tmp_path, "br")
    assert snapshot.problems == ()
    assert snapshot.orders["total_e5"].to_list() == [12_990_000, 112_990_000]
    assert snapshot.orders["created_at"].to_list() == [datetime(2026, 11, 2, 1, 30, tzinfo=UTC)] * 2
    assert snapshot.orders["created_on"].to_list() == [date(2026, 11, 1)] * 2
    assert snapshot.orders["status_means"].to_list()[1] == ["COMPLETED", "TO_CONFIRM_RECEIVE"], (
        "delivered, not a return"
    )
    assert snapshot.orders["tracking_numbers"].to_list() == [["BR261234567890R"], []]


def test_the_region_knows_better_than_the_language_and_an_unknown_label_means_nothing(tmp_path: Path) -> None:
    rows = [
        {**MUG, "Order Status": "Order Received, but buyer can request a return until 2026-11-09"},
        {**MUG, "Order ID": "261101ABCD12EG", "Order Status": "Flying"},
        {**MUG, "Order ID": "261101ABCD12EH", "Order Status": "Cancelled"},
    ]
    orders = read(export(write_table(tmp_path / "a.xlsx", rows)), tmp_path).orders
    assert orders["status_means"].to_list() == [["TO_CONFIRM_RECEIVE"], [], ["CANCELLED"]]


def test_the_header_is_found_below_a_preamble_and_on_another_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Read me"])
    sheet = book.create_sheet("data")
    for row in (["My shop"], [], ["Period", "2026-11"], list(MUG), list(MUG.values())):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    orders = read(export(tmp_path / "a.xlsx"), tmp_path).orders
    assert orders["place"].to_list() == ["data!A5"]


def test_an_amount_that_differs_between_rows_of_an_order_is_not_used_and_never_summed(tmp_path: Path) -> None:
    rows = [MUG, {**MUG, "Grand Total": "1.00"}]
    snapshot = read(export(write_table(tmp_path / "a.xlsx", rows)), tmp_path)
    assert snapshot.orders["total_e5"].to_list() == [None]
    assert "261101ABCD12EF" in snapshot.problems[0].why


def test_packages_of_one_order_at_two_states(tmp_path: Path) -> None:
    rows = [MUG, {**MUG, "Order Status": "Completed", "Tracking Number*": "SPXSG0000000002"}]
    (order,) = read(export(write_table(tmp_path / "a.xlsx", rows)), tmp_path).orders.to_dicts()
    assert order["status_label"] == "To ship / Completed"
    assert order["status_means"] == ["COMPLETED", "PROCESSED", "READY_TO_SHIP", "RETRY_SHIP"]
    assert order["tracking_numbers"] == ["SPXSG0000000001", "SPXSG0000000002"]


@pytest.mark.parametrize(
    ("encoding", "sign"), [("utf-8-sig", ","), ("utf-16", "\t"), ("utf-8", ";"), ("utf-16-le", "|")]
)
def test_the_same_export_as_csv(tmp_path: Path, encoding: str, sign: str) -> None:
    lines = [sign.join(MUG), sign.join(str(v) for v in MUG.values())]
    (tmp_path / "a.csv").write_bytes("\r\n".join(lines).encode(encoding))
    (order,) = read(export(tmp_path / "a.csv"), tmp_path).orders.to_dicts()
    assert (order["order_sn"], order["total_e5"], order["place"]) == ("261101ABCD12EF", 2_740_000, "line 2")


def test_an_income_report_is_not_an_order_export(tmp_path: Path) -> None:
    header = ["View By", "Order ID", "refund id", "SKU", "Product Name", "Order Creation Date", "Payout Completed Date"]
    path = write_rows(
        tmp_path / "a.xlsx", [header, ["Order", "261101ABCD12EF", "-", "-", "-", "2026-11-01", "2026-11-09"]]
    )
    (problem,) = read(export(path), tmp_path).problems
    assert "View By, Order ID" in problem.why
    assert "not income" in problem.mend


def test_a_row_without_an_order_number_is_named_by_its_cell(tmp_path: Path) -> None:
    rows = [
        MUG,
        {**MUG, "Order ID": "2.61101E+13"},
        {**MUG, "Order ID": "oops1"},
        {**MUG, "Order ID": "261101ABCD12EG", "Grand Total": "soon"},
    ]
    snapshot = read(export(write_table(tmp_path / "a.xlsx", rows)), tmp_path)
    assert snapshot.orders["order_sn"].to_list() == ["261101ABCD12EF", "261101ABCD12EG"]
    assert [(p.place, p.why.split(":")[0]) for p in snapshot.problems] == [
        ("orders!A3", "the spreadsheet has shortened this order number"),
        ("orders!A4", "not an order number"),
        ("orders!P5", "not an amount"),
    ]


def test_problems_are_capped_at_twenty_and_counted(tmp_path: Path) -> None:
    rows = [{**MUG, "Order ID": f"261101ABCD{i:04d}", "Order Creation Date": "yesterday"} for i in range(50)]
    problems = read(export(write_table(tmp_path / "a.xlsx", rows)), tmp_path).problems
    assert len(problems) == 21
    assert problems[-1].why.startswith("30 more problems")


def test_an_export_of_a_quiet_month_has_no_orders_and_is_no_trouble(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "Order.all.20261001_20261031.xlsx", [list(MUG)])
    snapshot = read(export(path), tmp_path)
    assert snapshot.orders.height == 0
    assert not snapshot.stale
    assert (snapshot.coverage.since, snapshot.coverage.until) == (date(2026, 10, 1), date(2026, 10, 31))


def test_cells_that_look_like_formulas_control_characters_and_giants_are_data(tmp_path: Path) -> None:
    giant = "x" * 32_000
    rows = [
        {**MUG, "Username (Buyer)": "@SUM(A1:A9)", "Product Name": giant},
        {
            **MUG,
            "Order ID": "261101ABCD12EG",
            "Username (Buyer)": "\ue000n12",
            "Product Name": "<script>alert(1)</script>",
        },
    ]
    orders = read(export(write_table(tmp_path / "a.xlsx", rows)), tmp_path).orders
    assert orders["buyer"].to_list() == ["@SUM(A1:A9)", "n12"]
    assert [o[0]["name"] for o in orders["items"].to_list()] == [giant, "<script>alert(1)</script>"]
    csv = ",".join(MUG) + "\n" + ",".join({**MUG, "Username (Buyer)": '"=cmd|\x1b[31m\x00"'}.values())
    (tmp_path / "a.csv").write_text(csv, encoding="utf-8")
    assert read(export(tmp_path / "a.csv"), tmp_path).orders["buyer"].to_list() == ["=cmd|\x1b[31m\x00"]


def test_every_status_label_of_the_header_tables_names_known_statuses() -> None:
    for layout in export_data(export_texts("shopee")).layouts:
        assert layout.source.startswith("reference 4.")
        assert set(layout.headers) >= {BookField.ORDER_SN, BookField.STATUS, BookField.TOTAL, BookField.CREATED_AT}
        assert all(set(means) <= set(OrderStatus) for means in layout.statuses.values())
