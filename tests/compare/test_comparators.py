"""One comparator a field, told once for two values and once for two columns: both forms must agree."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import money, order, sn, status
from hypothesis import given, settings
from hypothesis import strategies as st

from watchdog.compare.comparators import COMPARATORS, agree, is_again, same_masked, same_money, same_text
from watchdog.compare.frames import order_frame, row_of
from watchdog.compare.tables import compare_tables
from watchdog.model.orders import Item, OrderFacts

CENT = Decimal("0.01")
NUMBER = sn(20)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("A****n", "Alan", True),
        ("A****n", "A******n", True),
        ("Al***", "A****n", True),
        ("A****n", "Bob", False),
        ("A****n", "Alma", False),
        ("******12", "555012", True),
        ("A*n", "A", False),
        ("Nguyễn", "Nguye\u0302\u0303n", True),
        ("ALAN  ", "alan", True),
        ("a\u0000b\u0007\u202egnp", "a\ufffdbgnp", True),
    ],
)
def test_masked_text(left: str, right: str, same: bool) -> None:
    assert same_masked(left, right) is same
    assert same_masked(right, left) is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [("Demo mug with…", "Demo mug with handle", True), ("Demo m...", "Demo bowl", False), ("a\u00a0b", "a b", True)],
)
def test_cut_text(left: str, right: str, same: bool) -> None:
    assert same_text(left, right) is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (money("25.90"), money("25.91"), True),
        (money("25.90"), money("25.92"), False),
        (money("25.90"), money("25.90", "MYR"), None),
        (money("1234", "TWD"), money("1234.40", "TWD"), True),
        (money("1234"), money("1234.40"), False),
    ],
)
def test_money(left, right, same: bool | None) -> None:
    assert same_money(left, right, CENT) is same


def test_what_one_side_does_not_tell_is_not_comparable() -> None:
    bare = OrderFacts(order_sn=NUMBER)

    assert {agree(field, bare, order(NUMBER), CENT) for field in COMPARATORS} == {None}


TEXTS = st.sampled_from(["Alan", "alan ", "A****n", "Bob", "", "Ålan", "A\u030alan"])
ITEMS = st.builds(
    Item,
    name=st.sampled_from(["Mug", "mug ", "Bowl", None]),
    variation=st.sampled_from(["Blue", "Red", None]),
    sku=st.sampled_from(["M-1", "m 1", "B-2", None]),
    quantity=st.sampled_from([1, 2, None]),
)
FACTS = st.builds(
    lambda buyer, label, cents, numbers, items: order(
        NUMBER,
        buyer=buyer or None,
        status=status(label) if label else None,
        total=money(Decimal(cents) / 100) if cents is not None else None,
        tracking_numbers=numbers,
        items=tuple(items) if items is not None else None,
    ),
    TEXTS,
    st.sampled_from(["Unpaid", "To ship", "Completed", "Unheard of", None]),
    st.sampled_from([2590, 2591, 2592, None]),
    st.sampled_from([None, (), ("SPX1",), ("spx 1",), ("SPX2", "SPX1")]),
    st.one_of(st.none(), st.lists(ITEMS, max_size=2)),
)


@settings(max_examples=150, deadline=None)
@given(FACTS, FACTS)
def test_columns_never_call_equal_what_values_call_different(recorded: OrderFacts, seen: OrderFacts) -> None:
    """The column form may doubt too much, never too little: what it passes, the value form passes."""
    fields = tuple(COMPARATORS)
    _, tables = compare_tables(order_frame([row_of(recorded)]), order_frame([row_of(seen)]), fields, 1000)

    for table in tables:
        verdict = agree(table.field, recorded, seen, CENT)
        if verdict is False:
            assert len(table.differing) == 1, table.field
        if table.both == 0:
            assert verdict is None, table.field


@pytest.mark.parametrize(
    ("field", "before", "now", "back"),
    [
        ("status", "SHIPPED", order(NUMBER, "Completed"), True),
        ("status", "SHIPPED", order(NUMBER, "Unpaid"), False),
        ("total", "SGD 25.90", order(NUMBER), True),
        ("total", "SGD 25.90", order(NUMBER, total=money("1.00")), False),
        ("tracking_numbers", "SPX1 | SPX2", order(NUMBER, tracking_numbers=("spx-2",)), True),
        ("buyer", "alan", order(NUMBER, buyer=None), None),
    ],
)
def test_is_it_again_what_it_was(field: str, before: str, now: OrderFacts, back: bool | None) -> None:
    assert is_again(field, before, now) is back
