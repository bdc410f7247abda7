"""Honest noise: everything that differs in ordinary life although nothing is wrong. On by default, and never a finding.

What lives in the world itself needs nothing here: tracking numbers issued minutes after arranging, cancelled orders,
masked names, carriers that come twice. Here is what stands beside it: counters a little behind the list, time going on
between two requests (orders arrive and move from page to page), books taken minutes ago by a clock that differs by
seconds, with rounded amounts, masked buyers and statuses one legal step behind; and the awkward moments to look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from random import Random

from watchdog.practice.hooks import EntryPlace, Fault, Visit, register
from watchdog.practice.life import DAY, HOUR, MINUTE
from watchdog.practice.records.books import Line
from watchdog.practice.things import Entry, Order, Shop
from watchdog.practice.world import World, world_at


@register(
    "noise-counters-behind", "Tab counters are a cache: orders younger than `since` (Unix seconds) are not in yet"
)
@dataclass(frozen=True)
class CountersBehind(Fault):
    since: int = 0

    def entries(self, shop: Shop, entries: Sequence[Entry], place: EntryPlace) -> Sequence[Entry]:
        if place != "counters" or not self.since:
            return entries
        return [entry for entry in entries if entry.created <= self.since]


@register("noise-time-goes-on", "The site's clock goes on by so many milliseconds with every call")
@dataclass(frozen=True)
class TimeGoesOn(Fault):
    """For the site over HTTP, whose clock otherwise stands still; a browserless look has a clock of its own."""

    per_call_ms: int = 350

    def now(self, visit: Visit, now: int) -> int:
        return now + visit.count * self.per_call_ms // 1000


def site_noise(seed: int, world: World, shop: Shop) -> tuple[Fault, ...]:
    """What the site itself does in ordinary life at `world.now`: counters up to two minutes behind."""
    draw = Random(f"site-noise/{seed}/{shop.shop_id}")
    return (CountersBehind(world.now - draw.randrange(0, 2 * MINUTE)),)


@dataclass(frozen=True)
class BookNoise:
    """The inexactness of a seller's own books (records.Smudge). The same seed smudges the same orders the same way."""

    seed: int
    masked: float = 0.08
    """Share of orders whose buyer's name the ERP masks."""
    cents: float = 0.05
    """Share whose amount is a hundredth off: sums of rounded parts (tolerance of reference 4.9: under 0.02)."""
    behind: float = 0.4
    """Share whose status was fetched earlier than the rest."""
    handed_over: float = 0.3
    """Share of arranged parcels that the seller calls shipped before the courier has scanned them."""
    spaced: float = 0.05
    """Share with a stray space or another Unicode form in names."""
    clock_seconds: int = 4
    """How far the ERP's clock may be off."""

    def line(self, line: Line, order: Order, world: World, shop: Shop) -> Line | None:
        draw = Random(f"book-noise/{self.seed}/{line.order_sn}")
        fetch_delay = draw.randrange(0, 4 * MINUTE)
        if world.now - order.created < fetch_delay:
            return None
        line = self._status(line, order, world, shop, draw)
        line = self._names(line, draw)
        line = self._amount(line, shop, draw)
        off = draw.randint(-self.clock_seconds, self.clock_seconds)
        return replace(
            line,
            created=line.created + off,
            paid=None if line.paid is None else line.paid + off,
            shipped=None if line.shipped is None else line.shipped + off,
        )

    def _status(self, line: Line, order: Order, world: World, shop: Shop, draw: Random) -> Line:
        """As it was up to ninety minutes before, without a number not taken yet; or in the seller's own sense."""
        lag, roll, handed = draw.randrange(2 * MINUTE, 90 * MINUTE), draw.random(), draw.random()
        if order.status == "PROCESSED" and handed < self.handed_over:
            return replace(line, status="SHIPPED")
        if roll >= self.behind or world.now - lag <= order.created:
            return line
        then = world_at(world, world.now - lag).order(shop, order.order_id)
        if then is None or then.status == line.status:
            return line
        return replace(line, status=then.status, tracking=then.tracking_numbers, paid=then.paid, shipped=then.shipped)

    def _names(self, line: Line, draw: Random) -> Line:
        roll, stray = draw.random(), draw.random()
        if roll < self.masked:
            line = replace(line, buyer=masked(line.buyer))
        if stray < self.spaced and line.items:
            first = line.items[0]
            line = replace(line, items=(replace(first, name=f"{first.name} "), *line.items[1:]))
        return line

    def _amount(self, line: Line, shop: Shop, draw: Random) -> Line:
        off = Decimal("0.01") * draw.choice((-1, 1))
        if draw.random() >= self.cents or shop.site.decimals == 0:
            return line
        return replace(line, amount=line.amount + off)


def masked(name: str) -> str:
    """As carriers and ERPs hide a name: first and last sign, six stars between (reference 2.3, `shipping_name`)."""
    return f"{name[0]}******{name[-1]}" if len(name) > 2 else name


def awkward_moments(world: World, shop: Shop, seed: int, span: int = 3 * DAY) -> list[int]:
    """Moments between the world's origin and `span` later at which something happens while one reads.

    A few seconds before an order arrives, before an order changes its status, before a tracking number is issued, and
    around the shop's midnight: looks begun there see orders move between pages, tabs and days.
    """
    draw = Random(f"moments/{seed}/{shop.shop_id}")
    end = world_at(world, world.origin + span)
    moments = [entry.created - draw.randrange(2, 12) for entry in end.entries(shop) if entry.created > world.origin]
    for order in end.orders(shop):
        moments += [move.at - draw.randrange(2, 12) for move in order.history if move.at > world.origin]
        if order.arranged and order.arranged > world.origin:
            moments.append(order.arranged + draw.randrange(2 * MINUTE, 40 * MINUTE))
    moments += _midnights(world.origin, end.now, shop, draw)
    return sorted(moment for moment in moments if world.origin + HOUR < moment <= end.now)


def _midnights(first: int, last: int, shop: Shop, draw: Random) -> list[int]:
    local = datetime.fromtimestamp(first, shop.site.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    start = int(local.timestamp()) + DAY
    return [at + draw.randrange(-20, 90) for at in range(start, last, DAY)]
