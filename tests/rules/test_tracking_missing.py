"""A number is missing only where the witness would show one and one must exist."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import AT, books, found, history, known, list_page, look, order, shop_orders, sn, view

from watchdog.model.findings import About, ClaimKind, Confidence
from watchdog.model.orders import OrderFacts
from watchdog.rules import verdict

SHIPPED = shop_orders(8, "Shipping")
ONE = SHIPPED[2]


def with_one(**changes: object) -> list[OrderFacts]:
    return [one.model_copy(update=changes) if one is ONE else one for one in SHIPPED]


def test_under_way_and_no_number_though_its_like_have_one() -> None:
    (finding,) = found(view(look(with_one(tracking_numbers=()))))

    assert (finding.rule, finding.key, finding.about) == ("tracking-missing", ONE.order_sn, About.PLATFORM)
    assert finding.confidence is Confidence.HIGH


def test_a_witness_that_does_not_show_numbers_says_nothing() -> None:
    assert found(view(look(with_one(tracking_numbers=None)))) == []


def test_a_shop_whose_parcels_have_no_numbers() -> None:
    own_courier = [one.model_copy(update={"tracking_numbers": ()}) for one in SHIPPED]

    assert found(view(look(own_courier))) == []


def test_another_carrier_may_have_no_numbers() -> None:
    assert found(view(look(with_one(tracking_numbers=(), carrier="Own delivery")))) == []


def test_too_few_of_its_like_to_know() -> None:
    case = view(look([order(sn(20), "Shipping", tracking_numbers=()), *SHIPPED[:2]]))

    assert found(case) == []
    assert [one.rule for one in verdict(case).not_judged] == ["tracking-missing"]


def test_the_site_itself_showed_one_before() -> None:
    alone = ONE.model_copy(update={"tracking_numbers": ()})

    (finding,) = found(view(look([alone]), before=history([known(ONE)])))

    (claim,) = finding.claims
    assert claim.kind is ClaimKind.BEFORE_AFTER
    assert claim.says[0] == ONE.tracking_numbers[0]  # type: ignore[index]


@pytest.mark.parametrize("label", ["Cancelled", "Cancelling", "Return", "Unpaid"])
def test_states_in_which_a_number_may_go(label: str) -> None:
    gone = order(ONE.order_sn, label, tracking_numbers=())
    before = history([known(gone.model_copy(update={"tracking_numbers": ("SPX1",)}))])

    assert found(view(look([gone, *SHIPPED[3:]]), before=before)) == []


TO_SHIP = shop_orders(8, "To ship")
ARRANGED = [one.model_copy(update={"tracking_numbers": (f"SPX{n}",)}) for n, one in enumerate(TO_SHIP)]
LATE = ARRANGED[5]


@pytest.mark.parametrize(("minutes", "speaks"), [(10, False), (150, True)])
def test_a_number_noted_in_the_books_has_two_hours_to_reach_the_site(minutes: int, speaks: bool) -> None:
    shown = [one.model_copy(update={"tracking_numbers": ()}) if one is LATE else one for one in ARRANGED]
    own = books(ARRANGED, taken_at=AT - timedelta(minutes=minutes))
    case = view(look(shown), [own])

    assert [one.key for one in found(case)] == ([LATE.order_sn] if speaks else [])
    if speaks:
        assert found(case)[0].about is About.SHOP
        assert found(case)[0].confidence is Confidence.MEDIUM


def test_to_ship_without_a_number_is_ordinary() -> None:
    mixed = [one.model_copy(update={"tracking_numbers": ()}) if n % 3 == 0 else one for n, one in enumerate(ARRANGED)]
    case = view(look(mixed), [books(mixed)])

    assert found(case) == []
    assert verdict(case).not_judged == ()


def test_one_witness_that_shows_it_leaves_it_to_the_witnesses() -> None:
    page = list_page(with_one(tracking_numbers=()), SHIPPED)

    assert [one.rule for one in found(view(look(pages=[page])))] == ["witnesses-disagree"]


def test_an_order_with_a_wrong_status_is_told_once() -> None:
    wrong = order(ONE.order_sn, "To ship", tracking_numbers=())
    case = view(look([wrong if one is ONE else one for one in SHIPPED]), before=history([known(ONE)]))

    assert [one.rule for one in found(case)] == ["status-mismatch"]
