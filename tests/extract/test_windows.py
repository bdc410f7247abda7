"""What a window proves, and what it does not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from watchdog.extract.windows import read_window
from watchdog.model.base import OrderSn
from watchdog.model.orders import OrderFacts
from watchdog.model.pages import Ask, AskKind, PageState, Window
from watchdog.model.readings import PageReading, Paging, SeenOrder, Totals, Witness

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
WINDOW = Window(tab="all", since=datetime(2026, 10, 28, tzinfo=UTC))


def row(sn: str, day: date | None, index: int = 0) -> SeenOrder:
    facts = OrderFacts(order_sn=OrderSn(sn), created_on=day)
    return SeenOrder(witness=Witness.DOM, index=index, facts=facts, paths={}, raw={})


def page(
    number: int, days: list[int | None], *, paging: Paging, total: int | None = None, **more: object
) -> PageReading:
    """A page of orders made on these days of October 2026, one a row."""
    rows = tuple(
        row(f"{number:02d}{index:02d}{day or 0:02d}", date(2026, 10, day) if day else None, index)
        for index, day in enumerate(days)
    )
    values: dict[str, object] = {
        "ask": Ask(kind=AskKind.LIST, page_type="orders", tab="all", number=number),
        "url": "",
        "observed_at": AT,
        "state": PageState.READY,
        "why": "",
        "dom": rows,
        "rows_on_page": len(rows),
        "paging": paging,
        "totals": Totals(list_total=total),
    }
    return PageReading.model_validate(values | more)


def test_sentinels_prove_the_days_after_the_last_orders_day() -> None:
    first = page(1, [31, 31, 30], paging=Paging(sentinel_next="a", has_next=True))
    second = page(2, [30, 29, 28], paging=Paging(sentinel_in="a", sentinel_next="b", has_next=True))
    seen = read_window(WINDOW, [first, second])
    assert seen.complete
    assert seen.covered_from == date(2026, 10, 29), "the 28th may go on on page 3"
    assert not seen.reached_end


def test_a_broken_sentinel_proves_nothing() -> None:
    first = page(1, [31], paging=Paging(sentinel_next="a", has_next=True))
    second = page(2, [30], paging=Paging(sentinel_in="x", has_next=True))
    seen = read_window(WINDOW, [first, second])
    assert not seen.complete
    assert "page 2 follows page 1" in seen.why


def test_the_end_of_the_list_covers_every_day() -> None:
    seen = read_window(WINDOW, [page(1, [31, None], paging=Paging(has_next=False))])
    assert seen.complete
    assert seen.reached_end
    assert seen.covered_from is None


def test_a_list_that_the_page_itself_calls_empty_is_read_to_its_end() -> None:
    empty = page(1, [], paging=Paging(), state=PageState.EMPTY)
    assert read_window(WINDOW, [empty]).reached_end


@pytest.mark.parametrize("state", [PageState.SKELETON, PageState.LOGGED_OUT, PageState.ERROR, PageState.UNKNOWN])
def test_a_page_we_could_not_see_leaves_the_window_unproven(state: PageState) -> None:
    first = page(1, [31], paging=Paging(sentinel_next="a", has_next=True))
    blind = page(2, [], paging=Paging(sentinel_in="a"), state=state)
    seen = read_window(WINDOW, [first, blind])
    assert not seen.complete
    assert seen.covered_from is None
    assert len(seen.pages) == 2, "what was read before stays"


def test_an_unreadable_row_leaves_the_window_unproven() -> None:
    seen = read_window(WINDOW, [page(1, [31], paging=Paging(has_next=False), rows_on_page=2)])
    assert not seen.complete
    assert "1 of 2 rows" in seen.why


def test_a_list_that_is_not_sorted_newest_first_proves_no_day() -> None:
    seen = read_window(WINDOW, [page(1, [29, 31], paging=Paging(has_next=True))])
    assert not seen.complete
    assert "newest first" in seen.why


def test_page_numbers_prove_a_turn_only_while_the_total_stands_still() -> None:
    def turned(total_after: int) -> bool:
        first = page(1, [31], paging=Paging(shown_page=1, shown_pages=2, has_next=True), total=2)
        last = page(2, [30], paging=Paging(shown_page=2, shown_pages=2, has_next=False), total=total_after)
        return read_window(WINDOW, [first, last]).complete

    assert turned(2)
    assert not turned(3)


def test_without_sentinels_the_announced_total_must_have_been_read() -> None:
    first = page(1, [31], paging=Paging(shown_page=1, shown_pages=2, has_next=True), total=3)
    last = page(2, [30], paging=Paging(shown_page=2, shown_pages=2, has_next=False), total=3)
    seen = read_window(WINDOW, [first, last])
    assert not seen.complete
    assert "announces 3 orders, 2 were read" in seen.why


def test_orders_that_slid_down_while_others_came_in_are_named() -> None:
    first = page(1, [31, 30], paging=Paging(sentinel_next="a", has_next=True), total=3)
    slid = first.dom[-1]
    second = page(2, [29], paging=Paging(sentinel_in="a", has_next=False), total=4)
    second = second.model_copy(update={"dom": (slid, *second.dom), "rows_on_page": 2})
    assert read_window(WINDOW, [first, second]).arrived == (slid.facts.order_sn,)
