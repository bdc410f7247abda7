"""Twice in the seller's sight; what slid over a page's edge while new orders came in is no double."""

from __future__ import annotations

from builders import found, list_page, look, pack, paged, shop_orders, view, window

from watchdog.model.findings import About, ClaimKind
from watchdog.model.pack import Mark
from watchdog.model.readings import PageReading, Totals

ORDERS = shop_orders(10)
ONE = ORDERS[3]


def totals(pages: list[PageReading], *counts: int) -> list[PageReading]:
    """The pages with these list totals."""
    return [
        page.model_copy(update={"totals": Totals(list_total=count, tab_counter=count)})
        for page, count in zip(pages, counts, strict=True)
    ]


def two_pages(first: list, second: list, start: int, end: int):
    pages = [list_page(first, number=1, last=False), list_page(second, number=2)]
    return look(windows=[window(totals(pages, start, end))])


def test_two_rows_on_one_page() -> None:
    doubled = [*ORDERS[:4], ONE, *ORDERS[4:]]

    (finding,) = found(view(look(pages=[list_page(doubled, doubled, total=10)])))

    assert (finding.rule, finding.key, finding.about) == ("order-duplicated", ONE.order_sn, About.PLATFORM)
    (claim,) = finding.claims
    assert claim.kind is ClaimKind.SHOWN_TWICE
    assert len({pointer.path for pointer in claim.pointers}) == 2


def test_only_the_page_shows_it_twice() -> None:
    doubled = [*ORDERS[:4], ONE, *ORDERS[4:]]

    (finding,) = found(view(look(pages=[list_page(doubled, ORDERS)])))

    assert finding.rule == "order-duplicated"


def test_on_two_pages_far_from_the_edges() -> None:
    case = view(two_pages(ORDERS[:5], [ORDERS[5], ONE, *ORDERS[6:]], 10, 10))

    assert [one.rule for one in found(case)] == ["order-duplicated"]


def test_at_the_edges_of_a_list_that_stood_still() -> None:
    last = ORDERS[4]
    case = view(two_pages(ORDERS[:5], [last, *ORDERS[5:]], 11, 11))

    assert [one.key for one in found(case, "order-duplicated")] == [last.order_sn]


def test_orders_that_slid_down_while_new_ones_came_in() -> None:
    assert found(view(two_pages(ORDERS[:5], ORDERS[3:], 10, 12))) == []


def test_a_tab_that_orders_leave_may_slide_with_equal_totals() -> None:
    pages = totals(
        [list_page(ORDERS[:5], number=1, last=False, tab="toship"), list_page(ORDERS[4:], number=2, tab="toship")],
        10,
        10,
    )

    assert found(view(look(windows=[window(pages, tab="toship")]))) == []


def test_a_list_by_parcel_shows_an_order_once_a_parcel() -> None:
    parcels = [ONE.model_copy(update={"package_numbers": (f"OFG{n}",)}) for n in (1, 2)]
    doubled = [*ORDERS[:3], *parcels, *ORDERS[4:]]

    assert found(view(look(pages=[list_page(doubled, total=11)]))) == []


def test_rows_found_by_a_guess_prove_no_double() -> None:
    doubled = [*ORDERS[:4], ONE, *ORDERS[4:]]

    assert found(view(look(pages=[list_page(doubled, total=10)]), using=pack(mark=Mark.G))) == []


def test_a_page_read_again_is_no_double() -> None:
    pages = paged(ORDERS, size=5)

    assert found(view(look(windows=[window([*pages, pages[-1]])])), "order-duplicated") == []
