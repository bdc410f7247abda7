"""The site against itself: page and JSON, list and order page, counters and rows."""

from __future__ import annotations

import pytest
from builders import (
    books,
    found,
    history,
    known,
    list_page,
    look,
    money,
    order,
    order_page,
    pack,
    paged,
    probe,
    shop_orders,
    status,
    view,
    window,
)

from watchdog.model.base import OrderId
from watchdog.model.findings import About, ClaimKind, Finding, Severity
from watchdog.model.orders import Item, OrderFacts
from watchdog.model.pack import Mark, Pack, TotalSpec
from watchdog.model.pages import PageState
from watchdog.model.readings import PageReading, Paging, Totals
from watchdog.rules import CaseView, verdict

ORDERS = shop_orders(8)
ONE = ORDERS[2]
RULE = "witnesses-disagree"


def changed(**changes: object) -> list[OrderFacts]:
    return [one.model_copy(update=changes) if one is ONE else one for one in ORDERS]


def only(case: CaseView) -> Finding:
    (finding,) = found(case)
    assert finding.rule == RULE
    assert finding.about is About.PLATFORM
    return finding


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("total", {"total": money("24.90")}),
        ("buyer", {"buyer": "other"}),
        ("status", {"status": status("Completed")}),
        ("order_id", {"order_id": OrderId("999")}),
        ("items.name", {"items": (Item(name="Demo bowl", variation="Blue", sku="MUG-BL", quantity=2),)}),
        ("items.quantity", {"items": (Item(name="Demo mug", variation="Blue", sku="MUG-BL", quantity=1),)}),
    ],
)
def test_the_page_shows_what_it_did_not_receive(field: str, changes: dict) -> None:
    finding = only(view(look(pages=[list_page(changed(**changes), ORDERS)])))

    assert finding.key == ONE.order_sn
    (claim,) = finding.claims
    assert (claim.kind, claim.field) == (ClaimKind.DIFFERS, field)
    assert [pointer.source for pointer in claim.pointers] == [
        "look0/orders-all-001/html",
        "look0/orders-all-001/cards-1",
    ]


def test_the_books_name_the_odd_one_out() -> None:
    reading = look(pages=[list_page(changed(total=money("24.90")), ORDERS)])

    assert "agree with the second value" in only(view(reading, [books(ORDERS)])).what.en


@pytest.mark.parametrize(
    "changes",
    [
        {"items": (Item(name="Demo m…"),)},
        {"buyer": "b****" + (ONE.buyer or "")[-1]},
        {"total": None},
        {"items": None},
        {"tracking_numbers": None},
    ],
    ids=["cut name", "mask", "no total", "no items", "no number"],
)
def test_a_page_may_show_less_than_it_received(changes: dict) -> None:
    assert found(view(look(pages=[list_page(changed(**changes), ORDERS)]))) == []


def test_a_field_that_disagrees_everywhere_is_one_finding() -> None:
    wrong = [one.model_copy(update={"total": money("1.00")}) for one in ORDERS]

    finding = only(view(look(pages=[list_page(wrong, ORDERS)])))

    assert finding.key == "field-total"
    assert finding.orders == ()


def test_list_against_order_page() -> None:
    finding = only(view(look(changed(total=money("24.90")), order_pages=[order_page(ONE)])))

    assert finding.claims[0].pointers[1].source == f"look0/order-{ONE.order_sn}/html"


@pytest.mark.parametrize(
    ("label", "quiet"), [("Shipping", True), ("Completed", True), ("Unpaid", True), ("Cancelled", True)]
)
def test_an_order_may_move_on_between_two_pages(label: str, quiet: bool) -> None:
    case = view(look(ORDERS, order_pages=[order_page(order(ONE.order_sn, label))]))

    assert (found(case) == []) is quiet


def test_but_not_between_states_that_no_road_joins() -> None:
    ended = [order(one.order_sn, "Cancelled") if one is ONE else one for one in ORDERS]

    only(view(look(ended, order_pages=[order_page(order(ONE.order_sn, "Completed", tracking_numbers=None))])))


def test_a_refund_may_reach_one_page_before_the_other() -> None:
    returned = [order(one.order_sn, "Return", total=money(0)) if one is ONE else one for one in ORDERS]

    assert found(view(look(returned, order_pages=[order_page(order(ONE.order_sn, "Return"))]))) == []


def test_a_card_by_parcels_shows_the_amount_of_a_parcel() -> None:
    shares = changed(total=money("10.00"), package_numbers=None)
    received = changed(total=None, package_numbers=("OFG1", "OFG2"))
    page = list_page(shares, received)

    assert found(view(look(pages=[page], order_pages=[order_page(ONE)]), [books(ORDERS)])) == []


def test_received_and_not_shown() -> None:
    hidden = [one for one in ORDERS if one is not ONE]

    finding = only(view(look(pages=[list_page(hidden, ORDERS)])))

    assert (finding.key, finding.severity) == (ONE.order_sn, Severity.HIGH)
    assert [claim.kind for claim in finding.claims] == [ClaimKind.PRESENT, ClaimKind.NOT_FOUND]


def test_shown_and_not_received() -> None:
    paging = Paging(index_keys=tuple(one.order_id for one in ORDERS if one is not ONE and one.order_id))
    page = list_page(ORDERS, [one for one in ORDERS if one is not ONE], total=8, paging=paging)

    assert only(view(look(pages=[page]))).key == ONE.order_sn


def test_a_lost_answer_is_no_contradiction() -> None:
    """Five cards come in one answer (reference 2.3): if its body was lost, the page still shows them."""
    paging = Paging(index_keys=tuple(one.order_id for one in ORDERS if one.order_id))

    assert found(view(look(pages=[list_page(ORDERS, ORDERS[:3], total=8, paging=paging)]))) == []
    assert found(view(look(pages=[list_page(ORDERS, [], total=8)]))) == []


def test_a_row_that_could_not_be_read_may_be_the_one() -> None:
    page = list_page([one for one in ORDERS if one is not ONE], ORDERS, rows_on_page=8)

    assert found(view(look(pages=[page])), RULE) == []


def test_empty_though_orders_were_received() -> None:
    page = list_page([], ORDERS, state=PageState.EMPTY)

    finding = only(view(look(pages=[page])))

    assert (finding.key, len(finding.orders)) == ("all-rows", 8)


def test_found_by_search_but_not_in_the_whole_list() -> None:
    rest = [one for one in ORDERS if one is not ONE]
    case = view(look(rest, probes=[probe(ONE.order_sn, search=True, page=True)]), before=history([known(ONE)]))

    finding = only(case)

    assert finding.key == ONE.order_sn
    assert finding.claims[1].kind is ClaimKind.ABSENT_FROM_WINDOW


def test_an_order_that_moved_to_another_tab_while_we_read_is_no_contradiction() -> None:
    tabs = {
        "toship": ORDERS[:2] + ORDERS[3:],
        "shipping": [],
        "completed": [],
        "cancelled": [],
        "returns": [],
        "unpaid": [],
    }
    windows = [window([list_page(orders, tab=tab)], tab=tab) for tab, orders in tabs.items()]
    case = view(
        look(windows=windows, probes=[probe(ONE.order_sn, search=True, page=True)]), before=history([known(ONE)])
    )

    assert [one.order_sn for one in case.comparison.expected] == [ONE.order_sn]
    assert found(case) == []


def test_listed_but_without_a_page_of_its_own() -> None:
    gone = order_page(ONE, state=PageState.NOT_FOUND, dom=(), json_=())

    assert only(view(look(ORDERS, order_pages=[gone]))).key == ONE.order_sn


# Counters


def counted(orders: list[OrderFacts], **totals: int) -> PageReading:
    said = {"list_total": len(orders), "tab_counter": len(orders), "shown_total": len(orders)} | totals
    return list_page(orders, totals=Totals(**said))


def test_a_counter_that_lies() -> None:
    finding = only(view(look(pages=[counted(ORDERS, tab_counter=1)])))

    assert (finding.key, finding.severity) == ("all", Severity.LOW)
    assert finding.claims[0].says == ("1/8",)


@pytest.mark.parametrize(
    "totals", [{"tab_counter": 6}, {"tab_counter": 11}, {"shown_total": 99}], ids=["behind", "ahead", "99+"]
)
def test_counters_are_a_little_behind(totals: dict[str, int]) -> None:
    assert found(view(look(pages=[counted(ORDERS, **totals)]))) == []


def test_a_counter_that_comes_with_the_first_page_only() -> None:
    pages = paged(ORDERS, size=4)
    pages[0] = pages[0].model_copy(update={"totals": Totals(list_total=8, tab_counter=1)})
    pages[1] = pages[1].model_copy(update={"totals": Totals(list_total=8)})

    assert only(view(look(pages=pages))).key == "all"


def test_a_counter_that_came_right_while_we_read() -> None:
    pages = paged(ORDERS, size=4)
    pages[0] = pages[0].model_copy(update={"totals": Totals(list_total=8, tab_counter=1)})

    assert found(view(look(pages=pages))) == []


def test_a_list_that_announces_more_than_it_holds() -> None:
    finding = only(view(look(pages=[counted(ORDERS, list_total=12, tab_counter=12, shown_total=12)])))

    assert finding.severity is Severity.MEDIUM


def test_orders_that_arrive_while_we_read() -> None:
    pages = paged(ORDERS, size=4)
    pages[1] = pages[1].model_copy(update={"totals": Totals(list_total=10, tab_counter=10)})

    assert found(view(look(pages=pages))) == []


def guessing() -> Pack:
    base = pack()
    total = TotalSpec(name="tab_counter", tab="all", exchange="meta", path="/data/x", mark=Mark.G)
    return base.model_copy(
        update={"pages": base.pages | {"orders": base.pages["orders"].model_copy(update={"totals": (total,)})}}
    )


def test_a_counter_known_by_a_guess_is_believed_once_it_has_agreed() -> None:
    lying, honest = look(pages=[counted(ORDERS, tab_counter=1)]), look(ORDERS)
    calibrated = view(honest, using=guessing()).comparison.calibrated

    assert found(view(lying, using=guessing())) == []
    assert verdict(view(lying, using=guessing())).not_judged[0].key == "all"
    assert "site:tab_counter:all" in calibrated
    only(view(lying, using=guessing(), before=history(calibrated=calibrated)))
