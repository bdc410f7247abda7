"""The life of an order before any detail: when it was placed and every status move it will ever make.

All draws come from `random.Random` seeded by world seed and shop, in one stream for the past and one for the future, so
that the same shop looked at later has moved on and never been rewritten. Moves follow reference 5.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from watchdog.practice.things import Entry, Move, Shop

MINUTE, HOUR, DAY = 60, 3_600, 86_400
SN_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FUTURE_DAYS = 45
"""How far past `origin` new orders go on arriving."""


@dataclass(frozen=True, slots=True)
class Life:
    """`moves` are in time order and reach to the order's end, whatever moment it is looked at."""

    order_sn: str
    order_id: int
    created: int
    ship_by: int
    pay_by: int
    cancel_reason: str | None
    moves: tuple[Move, ...]
    detail_seed: int

    def status_at(self, now: int) -> str:
        status = "UNPAID"
        for move in self.moves:
            if move.at > now:
                break
            status = move.new
        return status

    def entry_at(self, now: int) -> Entry:
        paid = self.moves[0].at if self.moves and self.moves[0].new == "READY_TO_SHIP" else 0
        return Entry(self.order_id, self.order_sn, self.created, self.status_at(now), self.ship_by,
                     paid if paid <= now else 0)


def lives(seed: int, origin: int, shop: Shop) -> tuple[Life, ...]:
    """Newest first: those that arrive within FUTURE_DAYS after `origin`, then `shop.orders` before it."""
    gap = _gap(shop.orders)
    taken: set[int] = set()
    past = Random(f"{seed}/{shop.index}/past")
    future = Random(f"{seed}/{shop.index}/future")
    before = [_life(past, at, shop, taken) for at in _times(past, origin, -gap, shop.orders)]
    ahead = min(4_000, int(FUTURE_DAYS * DAY / gap)) if shop.orders else 0
    after = [_life(future, at, shop, taken) for at in _times(future, origin, gap, ahead)]
    return (*reversed(after), *before)


def _gap(count: int) -> float:
    """Mean seconds between orders: a small shop's orders reach back a month, a big one's three."""
    span = DAY * (30 if count <= 400 else 90)
    return span / max(count, 1)


def _times(draw: Random, start: int, gap: float, count: int) -> Iterator[int]:
    at = float(start)
    for _ in range(count):
        at += gap * (0.15 + 1.7 * draw.random())
        yield int(at)


def _life(draw: Random, created: int, shop: Shop, taken: set[int]) -> Life:
    paid = created + (2 if draw.random() < 0.8 else int(draw.uniform(5 * MINUTE, 20 * HOUR)))
    ship_by = paid + int(draw.choice((2, 2, 3)) * DAY + draw.random() * 4 * HOUR)
    moves, reason = _moves(draw, created, paid, ship_by)
    return Life(_order_sn(draw, created, shop), _order_id(draw, created, taken), created, ship_by, created + DAY,
                reason, moves, draw.getrandbits(48))


def _order_sn(draw: Random, created: int, shop: Shop) -> str:
    """14 signs: shop-local date YYMMDD and eight of [0-9A-Z] (reference 2.2)."""
    local = datetime.fromtimestamp(created, shop.site.zone)
    tail = "".join(draw.choices(SN_SIGNS, k=8))
    return f"{local.year % 100:02d}{local.month:02d}{local.day:02d}{tail}"


def _order_id(draw: Random, created: int, taken: set[int]) -> int:
    """15 digits that grow with time (reference 2.2), unique in its shop."""
    base = 200_000_000_000_000 + (created - 1_600_000_000) * 50_000
    order_id = base + draw.randrange(50_000)
    while order_id in taken:
        order_id += 1
    taken.add(order_id)
    return order_id


def _moves(draw: Random, created: int, paid: int, ship_by: int) -> tuple[tuple[Move, ...], str | None]:
    fate = draw.random()
    if fate < 0.04:
        return (Move(created + DAY, "UNPAID", "CANCELLED"),), "unpaid"
    moves = [Move(paid, "UNPAID", "READY_TO_SHIP")]
    if fate < 0.09:
        return _cancelled_by_buyer(draw, moves, paid)
    if fate < 0.11:  # the seller refuses, the order goes on
        asked = paid + int(draw.uniform(HOUR, 6 * HOUR))
        moves.append(Move(asked, "READY_TO_SHIP", "IN_CANCEL"))
        moves.append(Move(asked + int(draw.uniform(HOUR, 10 * HOUR)), "IN_CANCEL", "READY_TO_SHIP"))
    return _shipped(draw, moves, fate, ship_by)


def _cancelled_by_buyer(draw: Random, moves: list[Move], paid: int) -> tuple[tuple[Move, ...], str]:
    asked = paid + int(draw.uniform(0.2 * HOUR, 20 * HOUR))
    if asked - paid < HOUR:  # free within the first hour (reference 5.3): no request, cancelled at once
        moves.append(Move(asked, "READY_TO_SHIP", "CANCELLED"))
    else:
        moves.append(Move(asked, "READY_TO_SHIP", "IN_CANCEL"))
        moves.append(Move(asked + int(draw.uniform(HOUR, 30 * HOUR)), "IN_CANCEL", "CANCELLED"))
    return tuple(moves), "buyer"


def _shipped(draw: Random, moves: list[Move], fate: float, ship_by: int) -> tuple[tuple[Move, ...], str | None]:
    ready = moves[-1].at
    arranged = ready + int(draw.uniform(0.05, 0.85) * max(ship_by - ready, 2 * HOUR))
    moves.append(Move(arranged, "READY_TO_SHIP", "PROCESSED"))
    scan = arranged + int(draw.uniform(3 * HOUR, 22 * HOUR))
    if fate < 0.14:  # the courier did not come the first time
        moves.append(Move(scan, "PROCESSED", "RETRY_SHIP"))
        again = scan + int(draw.uniform(HOUR, 8 * HOUR))
        moves.append(Move(again, "RETRY_SHIP", "PROCESSED"))
        scan = again + int(draw.uniform(3 * HOUR, 22 * HOUR))
    moves.append(Move(scan, "PROCESSED", "SHIPPED"))
    arrived = scan + int(draw.uniform(0.8 * DAY, 4.5 * DAY))
    if fate < 0.155:
        moves.append(Move(arrived + 3 * DAY, "SHIPPED", "CANCELLED"))
        return tuple(moves), "undelivered"
    moves.append(Move(arrived, "SHIPPED", "TO_CONFIRM_RECEIVE"))
    if fate < 0.185:
        moves.append(Move(arrived + int(draw.uniform(2 * HOUR, 2 * DAY)), "TO_CONFIRM_RECEIVE", "TO_RETURN"))
    else:
        moves.append(Move(arrived + int(draw.uniform(2 * HOUR, 3 * DAY)), "TO_CONFIRM_RECEIVE", "COMPLETED"))
    return tuple(moves), None
