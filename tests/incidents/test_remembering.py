"""What is known of orders only ever becomes more."""

from __future__ import annotations

from datetime import timedelta

from builders import AT, history, identity, known, list_page, look, money, order, shop_orders, sn, status

from watchdog.incidents import remember
from watchdog.model.pages import PageState

NOW = AT + timedelta(minutes=5)
NUMBER = sn(20, 7)


def test_a_new_order_is_remembered_with_all_that_was_shown() -> None:
    facts = order(NUMBER, "Shipping")

    (one,) = remember(look([facts]), history(), NOW)

    assert one == known(facts, first_seen_at=NOW, last_seen_at=NOW, status_since=NOW)


def test_an_absent_value_never_overwrites_a_known_one() -> None:
    before = known(order(NUMBER, "Shipping"))
    bare = order(NUMBER, "Shipping", buyer=None, total=None, tracking_numbers=(), order_id=None, status=None)

    (one,) = remember(look([bare]), history([before]), NOW)

    assert one == before.model_copy(update={"last_seen_at": NOW, "looks": 2})


def test_a_mask_never_overwrites_a_name() -> None:
    before = known(order(NUMBER, buyer="aurora"))

    (one,) = remember(look([order(NUMBER, buyer="a****a")]), history([before]), NOW)

    assert one.buyer == "aurora"


def test_since_when_the_status_is_what_it_is() -> None:
    before = known(order(NUMBER, "To ship"))

    (same,) = remember(look([order(NUMBER, "To ship")]), history([before]), NOW)
    (moved,) = remember(look([order(NUMBER, "Shipping")]), history([before]), NOW)

    assert same.status_since == before.status_since
    assert (moved.status_since, moved.status_label) == (NOW, "Shipping")


def test_orders_out_of_sight_stay_known() -> None:
    before = history([known(order(sn(3))), known(order(NUMBER))])

    after = remember(look([order(NUMBER, total=money("30.00"))]), before, NOW)

    assert after[0] == before.known[0]
    assert after[1].total == money("30.00")


def test_a_blind_look_and_another_shops_pages_teach_nothing() -> None:
    before = history([known(order(NUMBER))])
    blind = look(shop_orders(3), ends=[identity(1, state=PageState.CHALLENGED)])
    strange = look(shop_orders(3), ends=[identity(1), identity(2, shop_id="999")])

    assert strange.blind is PageState.WRONG_SHOP
    assert remember(blind, before, NOW) == before.known
    assert remember(strange, before, NOW) == before.known


def test_where_witnesses_disagree_the_status_that_can_follow_is_kept() -> None:
    before = known(order(NUMBER, "Shipping"))
    page = list_page([order(NUMBER, "Unpaid")], [order(NUMBER, "Delivered")])

    (one,) = remember(look(pages=[page]), history([before]), NOW)

    assert one.status_means == status("Delivered").means
