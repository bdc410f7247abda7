"""The practice world is made from seed and time alone, plausible at once and legally continued later."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from looking import NOW, small_world

from watchdog.practice.world import ShopSpec, make_world, world_at

DAY = 86_400
LEGAL = {  # reference 5.2
    ("UNPAID", "READY_TO_SHIP"), ("UNPAID", "CANCELLED"), ("READY_TO_SHIP", "PROCESSED"),
    ("READY_TO_SHIP", "IN_CANCEL"), ("READY_TO_SHIP", "CANCELLED"), ("IN_CANCEL", "CANCELLED"),
    ("IN_CANCEL", "READY_TO_SHIP"), ("PROCESSED", "SHIPPED"), ("PROCESSED", "RETRY_SHIP"),
    ("RETRY_SHIP", "PROCESSED"), ("SHIPPED", "TO_CONFIRM_RECEIVE"), ("SHIPPED", "CANCELLED"),
    ("TO_CONFIRM_RECEIVE", "COMPLETED"), ("TO_CONFIRM_RECEIVE", "TO_RETURN"),
}


def test_the_same_seed_and_time_make_the_same_world() -> None:
    one, two = small_world(seed=7), small_world(seed=7)
    assert one == two
    assert one.orders(one.shops[0]) == two.orders(two.shops[0])
    assert one.orders(one.shops[0]) != small_world(seed=8).orders(small_world(seed=8).shops[0])


@pytest.mark.parametrize(("region", "zone"), [("sg", 8), ("tw", 8), ("br", -3)])
def test_order_numbers_begin_with_the_shops_own_date(region: str, zone: int) -> None:
    world = small_world(region)
    for entry in world.entries(world.shops[0]):
        local = datetime.fromtimestamp(entry.created, UTC) + timedelta(hours=zone)
        assert re.fullmatch(r"\d{6}[0-9A-Z]{8}", entry.order_sn)
        assert entry.order_sn[:6] == local.strftime("%y%m%d")
        assert len(str(entry.order_id)) == 15


def test_order_ids_and_numbers_are_unique_and_newest_comes_first() -> None:
    world = small_world(orders=3_000)
    entries = world.entries(world.shops[0])
    assert len({entry.order_id for entry in entries}) == len({entry.order_sn for entry in entries}) == 3_000
    assert [entry.created for entry in entries] == sorted((entry.created for entry in entries), reverse=True)


def test_status_follows_age() -> None:
    world = small_world(orders=400)
    old = [entry for entry in world.entries(world.shops[0]) if entry.created < NOW - 14 * DAY]
    counts = Counter(entry.status for entry in old)
    assert counts["COMPLETED"] > 0.75 * len(old)
    assert counts["READY_TO_SHIP"] == counts["UNPAID"] == 0


@pytest.mark.parametrize("region", ["sg", "tw", "br"])
def test_every_history_is_legal_and_ends_in_the_status_shown(region: str) -> None:
    world = small_world(region, orders=300)
    for order in world.orders(world.shops[0]):
        assert all((move.old, move.new) in LEGAL for move in order.history)
        assert [move.at for move in order.history] == sorted(move.at for move in order.history)
        assert order.status == (order.history[-1].new if order.history else "UNPAID")
        assert all(move.at <= NOW for move in order.history)


def test_later_the_same_orders_have_moved_on_and_new_ones_stand_on_top() -> None:
    world = small_world(orders=200)
    later = world_at(world, NOW + 2 * DAY)
    shop = world.shops[0]
    before = {order.order_sn: order for order in world.orders(shop)}
    after = {order.order_sn: order for order in later.orders(shop)}
    assert set(before) < set(after)
    assert any(before[sn].status != after[sn].status for sn in before)
    for order_sn, order in before.items():
        then = after[order_sn]
        assert then.history[:len(order.history)] == order.history
        assert (then.buyer, then.items, then.total) == (order.buyer, order.items, order.total)
        kept = list(order.tracking_numbers)
        assert list(then.tracking_numbers)[:len(kept)] == kept or len(then.packages) > 1


def test_a_world_never_goes_before_its_origin() -> None:
    world = small_world()
    assert world_at(world, NOW - DAY) == world


def test_tracking_numbers_appear_some_minutes_after_arranging() -> None:
    world = small_world(orders=20_000)
    shop = world.shops[0]
    arranged = next(entry for entry in world.entries(shop) if entry.status == "PROCESSED")
    order = world.order(shop, arranged.order_id)
    assert order is not None
    assert order.arranged is not None
    at_once = world_at(make_world(1, order.arranged, [ShopSpec("sg", 20_000)]), order.arranged)
    assert at_once.now == order.arranged
    late = [full for full in (world.order(shop, entry.order_id) for entry in world.entries(shop)[:800])
            if full and full.status == "PROCESSED" and not full.tracking_numbers]
    assert all(full.arranged and NOW - full.arranged < 3_600 for full in late)
    assert late


def test_a_merchant_account_has_twelve_shops_of_several_regions() -> None:
    world = make_world(1, NOW, [ShopSpec("cn", 5)])
    assert len(world.accounts) == 1
    assert len(world.shops) == 12
    assert len({shop.region for shop in world.shops}) >= 5
    assert {world.language(shop) for shop in world.shops} == {"zh-Hans"}


@pytest.mark.parametrize("count", [0, 1, 20_000])
def test_shops_may_be_empty_or_very_large(count: int) -> None:
    world = small_world(orders=count)
    assert len(world.entries(world.shops[0])) == count
