"""Noise is honest: whatever it changes could be true of a shop with which nothing is wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest

from watchdog.practice.api import META, Desk, call
from watchdog.practice.hooks import Visit
from watchdog.practice.noise import BookNoise, CountersBehind, TimeGoesOn, awkward_moments, masked, site_noise
from watchdog.practice.records.books import lines
from watchdog.practice.world import ShopSpec, World, make_world, world_at

NOW = 1_795_000_000
LEGAL = {
    # Reference 5.2: one step; what books taken earlier may still say of an order.
    ("UNPAID", "READY_TO_SHIP"),
    ("UNPAID", "CANCELLED"),
    ("READY_TO_SHIP", "PROCESSED"),
    ("PROCESSED", "SHIPPED"),
    ("PROCESSED", "RETRY_SHIP"),
    ("RETRY_SHIP", "PROCESSED"),
    ("SHIPPED", "TO_CONFIRM_RECEIVE"),
    ("SHIPPED", "CANCELLED"),
    ("TO_CONFIRM_RECEIVE", "COMPLETED"),
    ("TO_CONFIRM_RECEIVE", "TO_RETURN"),
    ("READY_TO_SHIP", "IN_CANCEL"),
    ("IN_CANCEL", "READY_TO_SHIP"),
    ("IN_CANCEL", "CANCELLED"),
    ("READY_TO_SHIP", "CANCELLED"),
}


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(5, NOW, [ShopSpec("sg", 300)])


def test_counters_forget_only_the_last_minutes(world: World) -> None:
    shop = world.shops[0]
    newest = max(entry.created for entry in world_at(world, NOW + 86_400).entries(shop))
    later = world_at(world, newest + 30)

    def counted(*faults: CountersBehind) -> int:
        meta = Desk(later, shop, faults).answer(call(shop, META))["data"]["OrderListTabMeta"][0]
        return meta["all_tab_meta"]["l1_meta"]

    assert counted() - counted(CountersBehind(newest - 1)) == 1
    assert counted() - counted(CountersBehind(newest + 10)) == 0
    assert later.now - site_noise(1, later, shop)[0].since < 121


def test_time_goes_on_with_every_call(world: World) -> None:
    visit = Visit(world.shops[0], "api", "GET", "seller.sg.localhost", "/", {}, True, 20)
    assert TimeGoesOn().now(visit, NOW) == NOW + 7


# The seller calls a parcel shipped that was handed over and not scanned yet.
LEGAL |= {("SHIPPED", "PROCESSED")}


def test_books_differ_from_the_truth_only_as_books_may(world: World) -> None:
    shop = world.shops[0]
    later = world_at(world, NOW + 40 * 3600)
    true = {line.order_sn: line for line in lines(later, shop)}
    kept = {line.order_sn: line for line in lines(later, shop, noise=BookNoise(7))}
    absent = true.keys() - kept.keys()
    assert all(later.now - true[sn].created < 4 * 60 for sn in absent)
    for sn, line in kept.items():
        truth = true[sn]
        assert line.buyer in {truth.buyer, masked(truth.buyer)}
        assert abs(line.amount - truth.amount) <= Decimal("0.01")
        assert line.status == truth.status or (line.status, truth.status) in LEGAL
        assert [item.name.strip() for item in line.items] == [item.name for item in truth.items]
        assert abs(line.created - truth.created) <= 4


def test_noise_is_really_there_and_the_same_each_time(world: World) -> None:
    shop = world.shops[0]
    moments = awkward_moments(world, shop, 1)
    arranged = [world_at(world, at) for at in moments]
    kept = [lines(later, shop, noise=BookNoise(7)) for later in arranged[::7]]
    true = [lines(later, shop) for later in arranged[::7]]
    pairs = [
        (one, other)
        for some, others in zip(kept, true, strict=True)
        for one in some
        for other in others
        if one.order_sn == other.order_sn
    ]
    for name in ("buyer", "amount", "items", "created", "status"):
        assert any(getattr(one, name) != getattr(other, name) for one, other in pairs), name
    assert kept[0] == lines(arranged[0], shop, noise=BookNoise(7))


def test_something_happens_right_after_each_awkward_moment(world: World) -> None:
    shop = world.shops[0]
    moments = awkward_moments(world, shop, 1)
    assert len(moments) > 100
    eventful = sum(world_at(world, at).entries(shop) != world_at(world, at + 15).entries(shop) for at in moments)
    assert eventful > len(moments) / 2
    assert any(abs((at + 8 * 3600) % 86_400 - 43_200) > 43_200 - 100 for at in moments), "and around midnight"
