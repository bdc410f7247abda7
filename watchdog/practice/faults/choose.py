"""Which order a fault is about, when nobody says: quiet ones, so that their ordinary life says nothing of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from random import Random

from watchdog.practice.faults.base import PAID, SHOWN_DAYS, Params
from watchdog.practice.life import DAY, HOUR
from watchdog.practice.orders import tracking_number
from watchdog.practice.things import Order, Shop
from watchdog.practice.world import World, world_at


def settled(
    world: World, shop: Shop, statuses: Collection[str] = PAID, *, youngest: int = DAY, oldest: int = SHOWN_DAYS * DAY
) -> list[Order]:
    """Orders in one of `statuses` now, six hours ago and three hours on, of an age (seconds) between the two bounds,
    newest first: what a fault says of them is not said by their ordinary life."""
    now = world.now
    before = {entry.order_id: entry.status for entry in world_at(world, now - 6 * HOUR).entries(shop)}
    after = {entry.order_id: entry.status for entry in world_at(world, now + 3 * HOUR).entries(shop)}
    quiet = [
        entry.order_id
        for entry in world.entries(shop)
        if entry.status in statuses
        and youngest <= now - entry.created <= oldest
        and before.get(entry.order_id) == entry.status == after[entry.order_id]
    ]
    orders = (world.order(shop, order_id) for order_id in quiet)
    return [order for order in orders if order is not None]


def one_of(orders: Sequence[Order], draw: Random) -> Order | None:
    return draw.choice(orders) if orders else None


def just(order: Order | None) -> Params:
    return {"order_sn": order.order_sn} if order else {}


def any_paid(world: World, shop: Shop, draw: Random) -> Params:
    return just(one_of(settled(world, shop), draw))


def single_parcel(world: World, shop: Shop, draw: Random) -> Params:
    """An order in one parcel whose first item comes in variations: every field of it can be told apart."""
    plain = [order for order in settled(world, shop) if len(order.packages) == 1 and order.items[0].variation]
    return just(one_of(plain, draw))


def waiting(world: World, shop: Shop, draw: Random) -> Params:
    """Paid and not yet arranged; where there is none, paid and on its way."""
    fitting = settled(world, shop, {"READY_TO_SHIP"}, youngest=4 * 3600) or settled(world, shop, {"SHIPPED"})
    return just(one_of(fitting, draw))


def finished(world: World, shop: Shop, draw: Random) -> Params:
    return just(one_of(settled(world, shop, {"COMPLETED"}), draw))


def on_its_way(world: World, shop: Shop, draw: Random) -> Params:
    """Shipped in one parcel, with its number, and a number of nobody's."""
    shipped = settled(world, shop, {"SHIPPED", "TO_CONFIRM_RECEIVE", "COMPLETED"})
    order = one_of([one for one in shipped if len(one.packages) == 1 and one.tracking_numbers], draw)
    return {**just(order), "number": tracking_number(shop.site, draw.randrange(10**12))}


def alone_on_its_way(world: World, shop: Shop, draw: Random) -> Params:
    return just(
        one_of(
            [
                one
                for one in settled(world, shop, {"SHIPPED", "TO_CONFIRM_RECEIVE"})
                if len(one.packages) == 1 and one.tracking_numbers
            ],
            draw,
        )
    )


def two_on_their_way(world: World, shop: Shop, draw: Random) -> Params:
    """The youngest shipped order takes the number of another: younger orders have less of a history to contradict."""
    shipped = [
        one
        for one in settled(world, shop, {"SHIPPED", "TO_CONFIRM_RECEIVE", "COMPLETED"})
        if len(one.packages) == 1 and one.tracking_numbers
    ]
    if len(shipped) < 2:
        return {}
    return {**just(shipped[0]), "number": draw.choice(shipped[1:]).tracking_numbers[0]}
