"""In Seller Centre and not in the books, though the books cover its day and had time to learn of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import AT, books, found, history, known, look, order, order_page, shop_orders, sn, view

from watchdog.model.findings import About, ClaimKind, Confidence, Severity
from watchdog.model.orders import OrderFacts, OrderStatus
from watchdog.model.records import RecordsKind
from watchdog.rules import verdict

ORDERS = shop_orders(12)
ONE = ORDERS[4]
REST = [one for one in ORDERS if one is not ONE]


def test_an_order_of_a_day_that_the_books_cover() -> None:
    (finding,) = found(view(look(ORDERS), [books(REST)]))

    assert (finding.rule, finding.key) == ("order-unrecorded", ONE.order_sn)
    assert finding.about is About.SHOP
    assert (finding.severity, finding.confidence) == (Severity.HIGH, Confidence.MEDIUM)
    assert [claim.kind for claim in finding.claims] == [ClaimKind.PRESENT, ClaimKind.NOT_FOUND]
    assert finding.claims[1].pointers[0].source == "records/books"


@pytest.mark.parametrize(
    "changes",
    [
        {"complete": False},
        {"since": None},
        {"since": date(2026, 11, 20)},
        {"until": date(2026, 11, 18)},
        {"kind": RecordsKind.EXPORT},
        {"statuses": frozenset({OrderStatus.READY_TO_SHIP})},
    ],
    ids=["may leave out", "no known period", "begins later", "ends earlier", "platform export", "some statuses"],
)
def test_books_that_need_not_hold_it(changes: dict) -> None:
    assert found(view(look(ORDERS), [books(REST, **changes)]), "order-unrecorded") == []


@pytest.mark.parametrize("label", ["Unpaid", "Cancelled"])
def test_what_was_never_paid_need_not_be_booked(label: str) -> None:
    orders = [order(ONE.order_sn, label) if one is ONE else one for one in ORDERS]

    assert found(view(look(orders), [books(REST)])) == []


def test_one_set_of_books_that_has_it_is_enough() -> None:
    assert found(view(look(ORDERS), [books(REST), books(ORDERS, name="erp")])) == []


NEW = order(sn(22, 900))


@pytest.mark.parametrize(("minutes", "speaks"), [(30, False), (90, True)])
def test_books_have_an_hour_from_the_payment_that_its_own_page_tells(minutes: int, speaks: bool) -> None:
    paid = NEW.model_copy(update={"paid_at": AT - timedelta(minutes=minutes)})
    case = view(look([NEW, *ORDERS], order_pages=[order_page(paid)]), [books(ORDERS)])

    assert bool(found(case)) is speaks
    assert bool(verdict(case).not_judged) is not speaks
    if speaks:
        assert found(case)[0].confidence is Confidence.HIGH


def test_an_order_of_today_of_unknown_age_waits() -> None:
    case = view(look([NEW, *ORDERS]), [books(ORDERS)])

    assert found(case) == []
    assert [one.key for one in verdict(case).not_judged] == [NEW.order_sn]


def test_unless_it_stands_below_one_that_the_books_have_had_for_long() -> None:
    def booked(hours: int) -> OrderFacts:
        return order(sn(22, 950), created_at=AT - timedelta(hours=hours))

    above = order(sn(22, 950))
    reading = look([above, NEW, *ORDERS])

    assert [one.key for one in found(view(reading, [books([booked(3), *ORDERS])]))] == [NEW.order_sn]
    assert found(view(reading, [books([booked(0), *ORDERS])])) == []


def test_an_order_that_we_saw_unpaid_a_moment_ago_waits() -> None:
    unpaid = known(order(ONE.order_sn, "Unpaid"), days=0.01)
    paid = known(ONE, days=2)

    assert found(view(look(ORDERS), [books(REST)], history([unpaid]))) == []
    assert found(view(look(ORDERS), [books(REST)], history([paid])))[0].confidence is Confidence.HIGH


def test_old_books_do_not_have_to_know_new_orders() -> None:
    stale = books(ORDERS[6:], taken_at=AT - timedelta(days=3), stale=True)

    assert found(view(look(ORDERS), [stale])) == []


def test_in_a_far_market_the_day_ends_later_than_here() -> None:
    """Order numbers in Brazilian days, pack and books in Singapore: the 21st may have ended an hour ago."""
    late = order(sn(21, 990))
    far = [
        one.model_copy(update={"created_at": AT - timedelta(days=24 - int(one.order_sn[4:6]))}) for one in ORDERS[2:]
    ]
    near = [
        one.model_copy(update={"created_at": AT - timedelta(days=22 - int(one.order_sn[4:6]))}) for one in ORDERS[2:]
    ]
    reading = look([late, *ORDERS[2:]])

    assert [one.key for one in found(view(reading, [books(near)]))] == [late.order_sn]
    assert found(view(reading, [books(far)])) == []
