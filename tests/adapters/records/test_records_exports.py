"""Official order exports: one file for each language of the reference (section 4), read back as orders."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from records_sheets import export, read, write_table

from watchdog.model.records import ORDER_COLUMNS, RecordsKind

MUG = {
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
