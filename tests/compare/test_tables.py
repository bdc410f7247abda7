"""The columnar engine on tables by themselves."""

from __future__ import annotations

from builders import money, order, sn, status

from watchdog.compare.comparators import COMPARATORS
from watchdog.compare.frames import facts_of_rows, order_frame, row_of
from watchdog.compare.tables import comparable_fields, compare_tables, only_in
from watchdog.model.records import ORDER_COLUMNS

ORDERS = [order(sn(20, n), "Shipping") for n in range(50)]
FRAME = order_frame([row_of(one, place=f"A{n}") for n, one in enumerate(ORDERS)])


def differing(other: list) -> dict[str, list[str]]:
    frame = order_frame([row_of(one) for one in other])
    _, tables = compare_tables(FRAME, frame, comparable_fields(FRAME), 1000)
    return {table.field: sorted(table.differing) for table in tables if len(table.differing)}


def test_equal_tables() -> None:
    both, tables = compare_tables(FRAME, FRAME, tuple(COMPARATORS), 1000)

    assert both == 50
    assert {table.field: (table.both, len(table.differing)) for table in tables} == dict.fromkeys(COMPARATORS, (50, 0))


def test_each_field_by_itself() -> None:
    other = list(ORDERS)
    other[3] = other[3].model_copy(update={"total": money("1.00")})
    other[7] = other[7].model_copy(update={"status": status("Unpaid"), "buyer": "else"})

    assert differing(other) == {
        "total": [other[3].order_sn],
        "status": [other[7].order_sn],
        "buyer": [other[7].order_sn],
    }


def test_orders_of_one_side_only() -> None:
    frame = order_frame([row_of(one) for one in ORDERS[:40]])

    assert len(only_in(FRAME, frame)) == 10
    assert len(only_in(frame, FRAME)) == 0


def test_a_column_that_a_source_does_not_have_is_not_compared() -> None:
    bare = order_frame([row_of(one.model_copy(update={"items": None, "buyer": None})) for one in ORDERS])

    assert comparable_fields(bare) == ("total", "status", "tracking_numbers")
    assert comparable_fields(order_frame([])) == ()


def test_an_empty_list_tells_nothing() -> None:
    bare = order_frame([row_of(order(sn(20, n), items=(), tracking_numbers=())) for n in range(3)])
    _, tables = compare_tables(bare, bare, ("tracking_numbers", "items.name", "items.quantity"), 1000)

    assert [table.both for table in tables] == [0, 0, 0]


def test_values_survive_the_table() -> None:
    assert FRAME.schema == ORDER_COLUMNS
    (facts, place) = facts_of_rows(FRAME)[ORDERS[5].order_sn]

    assert place == "A5"
    assert facts == ORDERS[5].model_copy(update={"order_id": None})
