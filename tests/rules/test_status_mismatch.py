"""A status must be one that can follow what the records and the site itself said before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import AT, books, found, history, known, list_page, look, order, shop_orders, sn, status, view

from watchdog.model.findings import About, ClaimKind, Confidence, Severity
from watchdog.model.records import RecordsKind

HONEST = shop_orders(8)


def names(label: str) -> str:
    """What a label may mean, as claims say it."""
    return "|".join(sorted(status(label).means))


def now_and_before(now: str, before: str):
    """(look, order before) with one order beside honest ones."""
    number = sn(20, 777)
    return [*HONEST[:4], order(number, now), *HONEST[4:]], order(number, before)


LEGAL = [
    ("To ship", "Unpaid"),
    ("Shipping", "To ship"),
    ("Completed", "To ship"),
    ("Cancelled", "To ship"),
    ("Cancelling", "To ship"),
    ("To ship", "Cancelling"),
    ("Return", "Completed"),
    ("Cancelled", "Shipping"),
    ("To ship", "To ship"),
]
ILLEGAL = [
    ("Unpaid", "To ship"),
    ("To ship", "Delivered"),
    ("Shipping", "Completed"),
    ("To ship", "Cancelled"),
    ("Cancelled", "Completed"),
    ("Unpaid", "Cancelled"),
]


@pytest.mark.parametrize(("now", "before"), LEGAL)
def test_orders_move_on(now: str, before: str) -> None:
    orders, old = now_and_before(now, before)
    export = books([*HONEST, old], name="export", kind=RecordsKind.EXPORT)

    assert found(view(look(orders), before=history([known(old)]))) == []
    assert found(view(look(orders), [export])) == []


@pytest.mark.parametrize(("now", "before"), ILLEGAL)
def test_backward_and_impossible_moves_against_history(now: str, before: str) -> None:
    orders, old = now_and_before(now, before)

    (finding,) = found(view(look(orders), before=history([known(old)])))

    assert (finding.rule, finding.key) == ("status-mismatch", old.order_sn)
    assert finding.about is About.PLATFORM
    assert finding.confidence is Confidence.MEDIUM
    (claim,) = finding.claims
    assert claim.kind is ClaimKind.BEFORE_AFTER
    assert claim.says == (names(before), names(now), names(now))
    assert claim.pointers[0].source == "history"


@pytest.mark.parametrize(("now", "before"), ILLEGAL)
def test_the_same_against_the_books(now: str, before: str) -> None:
    orders, old = now_and_before(now, before)

    (finding,) = found(view(look(orders), [books([*HONEST, old])]))

    assert finding.about is About.SHOP
    assert finding.confidence is Confidence.HIGH
    assert finding.claims[0].kind is ClaimKind.DIFFERS


def test_paid_but_shown_unpaid_is_urgent_and_says_not_to_trust_it() -> None:
    orders, old = now_and_before("Unpaid", "To ship")

    (finding,) = found(view(look(orders), [books([*HONEST, old])]))

    assert finding.severity is Severity.HIGH
    assert "Do not trust" in finding.tip.en


@pytest.mark.parametrize(("hours", "speaks"), [(3, False), (26, True)])
def test_a_parcel_handed_over_has_a_day_to_be_scanned(hours: int, speaks: bool) -> None:
    orders, old = now_and_before("To ship", "Shipping")
    source = books([*HONEST, old], shipped_at=AT - timedelta(hours=hours))

    assert bool(found(view(look(orders), [source]), "status-mismatch")) is speaks


def test_a_payment_has_an_hour_to_arrive() -> None:
    orders, old = now_and_before("Unpaid", "To ship")
    fresh = old.model_copy(update={"paid_at": AT - timedelta(minutes=20)})

    assert found(view(look(orders), [books([*HONEST, fresh])])) == []


def test_a_label_that_the_pack_does_not_know_says_nothing() -> None:
    orders, old = now_and_before("Under the moon", "Completed")

    assert found(view(look(orders), [books([*HONEST, old])], history([known(old)]))) == []


def test_one_witness_that_moved_on_legally_is_enough() -> None:
    orders, old = now_and_before("Unpaid", "To ship")
    moved = [order(old.order_sn, "Shipping") if one.order_sn == old.order_sn else one for one in orders]

    case = view(look(pages=[list_page(orders, moved)]), before=history([known(old)]))

    assert found(case, "status-mismatch") == []


def test_books_and_history_make_one_finding() -> None:
    orders, old = now_and_before("Unpaid", "To ship")

    (finding,) = found(view(look(orders), [books([*HONEST, old])], history([known(old)])))

    assert [claim.kind for claim in finding.claims] == [ClaimKind.DIFFERS, ClaimKind.BEFORE_AFTER]
