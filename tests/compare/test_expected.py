"""What a completely read window must hold, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from builders import (
    AT,
    books,
    history,
    identity,
    known,
    list_page,
    look,
    order,
    paged,
    shop_orders,
    sn,
    target,
    window,
)

from watchdog.compare import Expected, expectations
from watchdog.model.case import HistorySlice
from watchdog.model.pages import PageState
from watchdog.model.readings import LookReading
from watchdog.model.records import Snapshot

ORDERS = shop_orders(12)


def expected(reading: LookReading, snapshots: list[Snapshot], past: HistorySlice | None = None) -> list[Expected]:
    return list(expectations(reading, snapshots, past or history(), target()))


def numbers(reading: LookReading, snapshots: list[Snapshot], past: HistorySlice | None = None) -> list[str]:
    return [one.order_sn for one in expected(reading, snapshots, past)]


def test_what_is_important_comes_first() -> None:
    gone = [
        order(sn(20, 1), "Completed"),
        order(sn(20, 2), "Unpaid"),
        order(sn(18, 3), "To ship"),
        order(sn(19, 4), "To ship"),
        order(sn(20, 5), "Shipping"),
    ]

    assert [one[-1] for one in numbers(look(ORDERS), [books([*ORDERS, *gone])])] == ["4", "3", "5", "2", "1"]


def test_history_brings_the_id_and_the_books_the_place() -> None:
    (one,) = expected(look(ORDERS[1:]), [books(ORDERS)], history([known(ORDERS[0])]))

    assert one.order_id == ORDERS[0].order_id
    assert one.sources == ("history", "books")
    assert [place.source for place in one.places] == ["history", "records/books"]
    assert one.known is not None


def test_a_list_cut_short_proves_only_the_days_before_its_last_order() -> None:
    pages = paged(ORDERS, size=4)[:2]
    last_day = ORDERS[7].created_on
    gone = [order(sn(21, 501)), order(sn(last_day.day, 502)), order(sn(last_day.day - 2, 503))] if last_day else []

    assert numbers(look(pages=pages), [books([*ORDERS[:8], *gone])]) == [sn(21, 501)]


def test_a_list_read_to_its_end_proves_the_days_asked_for() -> None:
    gone, old = order(sn(9, 501)), order(sn(3, 502))

    assert numbers(look(ORDERS), [books([*ORDERS, gone, old])]) == [gone.order_sn]


def test_an_empty_list_that_says_so_proves_too() -> None:
    assert numbers(look([]), [], history([known(ORDERS[0])])) == [ORDERS[0].order_sn]


def test_what_this_very_look_taught_is_not_expected_of_it() -> None:
    assert numbers(look(ORDERS[1:]), [], history([known(ORDERS[0], last_seen_at=AT)])) == []


def test_nothing_is_expected_of_a_blind_look() -> None:
    blind = look(ORDERS[:2], ends=[identity(1, state=PageState.LOGGED_OUT)])

    assert numbers(blind, [books(ORDERS)], history([known(one) for one in ORDERS])) == []


def test_one_tab_proves_little_all_later_tabs_together_much() -> None:
    ship = window([list_page(ORDERS[1:], tab="toship")], tab="toship")
    names = ("shipping", "completed", "cancelled", "returns", "unpaid")
    others = [window([list_page([], tab=name)], tab=name) for name in names]

    assert numbers(look(windows=[ship]), [books(ORDERS)]) == []
    assert numbers(look(windows=[ship, *others]), [books(ORDERS)]) == [ORDERS[0].order_sn]


def test_outside_of_what_the_books_cover_nothing_is_expected() -> None:
    assert numbers(look(ORDERS[1:]), [books(ORDERS, until=date(2026, 11, 20))]) == []
    assert numbers(look(ORDERS[1:]), [books(ORDERS, since=date(2026, 11, 22))]) == []


def test_books_written_after_the_look_began_may_know_more() -> None:
    late = books([order(sn(22, 1)), *ORDERS], taken_at=AT + timedelta(minutes=1))
    sure = books([order(sn(22, 1), created_at=AT - timedelta(hours=2)), *ORDERS], taken_at=AT + timedelta(minutes=1))

    assert numbers(look(ORDERS), [late]) == []
    assert numbers(look(ORDERS), [sure]) == [sn(22, 1)]


def test_a_day_that_has_not_begun_anywhere_is_not_expected() -> None:
    future = order(sn(30, 1))

    assert numbers(look(ORDERS), [books([future, *ORDERS], taken_at=datetime(2026, 11, 21, tzinfo=UTC))]) == []


def test_books_kept_in_another_zone_may_date_an_order_a_day_later() -> None:
    """The list proves the 20th and later; books in Beijing write the 20th for an order of a Brazilian 19th."""
    pages = paged(ORDERS, size=4)[:1]
    edge = ORDERS[3].created_on or date(2026, 11, 20)
    late = [
        one.model_copy(update={"created_on": one.created_on + timedelta(days=1)}) for one in ORDERS if one.created_on
    ]
    gone = order(sn(edge.day, 700)).model_copy(update={"created_on": edge + timedelta(days=1)})

    assert numbers(look(pages=pages), [books([*late, gone])]) == []
    assert numbers(look(pages=pages), [books([*ORDERS, gone])]) == [gone.order_sn]
