"""Which move is legal, and which statuses a tab must hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchdog.compare.statuses import MOVES, may_follow, reachable, tab_statuses
from watchdog.model.orders import OrderStatus as S


@pytest.mark.parametrize(
    ("before", "after", "legal"),
    [
        ({S.UNPAID}, {S.COMPLETED}, True),
        ({S.COMPLETED}, {S.UNPAID}, False),
        ({S.COMPLETED}, {S.TO_RETURN}, True),
        ({S.CANCELLED}, {S.READY_TO_SHIP}, False),
        ({S.SHIPPED}, {S.READY_TO_SHIP, S.PROCESSED}, False),
        ({S.READY_TO_SHIP, S.SHIPPED}, {S.PROCESSED}, True),
        (set(), {S.SHIPPED}, None),
        ({S.SHIPPED}, set(), None),
    ],
)
def test_moves(before: set[S], after: set[S], legal: bool | None) -> None:
    assert may_follow(before, after) is legal


@given(st.sets(st.sampled_from(S), min_size=1), st.sets(st.sampled_from(S), min_size=1))
def test_to_stay_is_always_legal_and_roads_join(before: set[S], after: set[S]) -> None:
    assert may_follow(before, before | after) is True
    assert reachable(reachable(frozenset(before))) == reachable(frozenset(before))


def test_every_move_says_how_sure_it_is() -> None:
    assert {mark for _, _, mark in MOVES} <= {"A", "B", "C"}
    assert len({(old, new) for old, new, _ in MOVES}) == len(MOVES)


def test_tabs() -> None:
    assert tab_statuses("all") == frozenset(S)
    assert tab_statuses("to_ship") == tab_statuses("toship")
    assert tab_statuses("favourites") == frozenset()
