"""One number on two orders of two people."""

from __future__ import annotations

from builders import found, list_page, look, order, shop_orders, view

from watchdog.model.findings import ClaimKind
from watchdog.model.orders import OrderFacts
from watchdog.rules import verdict

SHIPPED = shop_orders(8, "Shipping")
ONE, OTHER = SHIPPED[2], SHIPPED[5]


def doubled(**changes: object) -> list[OrderFacts]:
    copy = ONE.model_copy(update={"tracking_numbers": OTHER.tracking_numbers, **changes})
    return [copy if one is ONE else one for one in SHIPPED]


def test_one_number_on_two_orders() -> None:
    (finding,) = found(view(look(doubled())))

    assert finding.rule == "tracking-duplicated"
    assert finding.key == (OTHER.tracking_numbers or ("",))[0]
    assert set(finding.orders) == {ONE.order_sn, OTHER.order_sn}
    assert finding.claims[0].kind is ClaimKind.EQUALS
    assert len(finding.claims[0].pointers) == 4


def test_sent_together_and_marked_so() -> None:
    together = [
        one.model_copy(update={"package_numbers": ("OFG1",)}) if one.order_sn in (ONE.order_sn, OTHER.order_sn) else one
        for one in doubled()
    ]

    assert found(view(look(together))) == []


def test_two_orders_of_one_buyer_may_share_a_parcel() -> None:
    case = view(look(doubled(buyer=OTHER.buyer)))

    assert found(case) == []
    assert [one.rule for one in verdict(case).not_judged] == ["tracking-duplicated"]


def test_a_cancelled_order_does_not_count() -> None:
    assert found(view(look(doubled(status=order(ONE.order_sn, "Cancelled").status)))) == []


def test_if_only_the_page_shows_the_double_the_site_contradicts_itself() -> None:
    assert [one.rule for one in found(view(look(pages=[list_page(doubled(), SHIPPED)])))] == ["witnesses-disagree"]
