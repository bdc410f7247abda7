"""What the practice faults share: the switch that names one, the order it is about, and the seller's side of it.

A fault class changes what the site shows (hooks.py). `Planted` adds what the seller's own records then hold, for a few
faults that act there. A `Switch` says what a fault is and what a careful reader must conclude from it, and chooses the
order it is about, because a fault at the order page cannot see the list.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Literal

from watchdog.model.base import Says
from watchdog.practice.hooks import Fault, Json
from watchdog.practice.things import Entry, Order, Shop
from watchdog.practice.world import World

Params = dict[str, Json]
Chooser = Callable[[World, Shop, Random], Params]
PAID = frozenset({"READY_TO_SHIP", "PROCESSED", "RETRY_SHIP", "SHIPPED", "TO_CONFIRM_RECEIVE", "COMPLETED"})
SHOWN_DAYS = 12
"""Orders older than this are not chosen: a look reaches fifteen days back."""


@dataclass(frozen=True)
class Planted(Fault):
    """A fault about one order. `order_sn` empty: about none, nothing changes."""

    order_sn: str = ""

    def entries(self, shop: Shop, entries: Sequence[Entry], place: str) -> Sequence[Entry]:
        return entries

    def about(self, thing: Order | Entry) -> bool:
        return thing.order_sn == self.order_sn

    def books(self, shop: Shop, order: Order) -> Order | None:
        """The order as the seller's own books hold it; None = not in them."""
        return order

    def export(self, shop: Shop, order: Order) -> Order:
        """The order as the platform's own export, made before, holds it."""
        return order


@dataclass(frozen=True)
class Nowhere(Planted):
    """A trouble of reading that no site causes: it strikes between the site and the archive."""

    lost_bodies: tuple[str, ...] = ()
    """Paths of API calls whose body the browser could not hand over."""


def nothing_chosen(world: World, shop: Shop, draw: Random) -> Params:
    return {}


@dataclass(frozen=True)
class Variant:
    """One way a fault can look: parameters, and what it changes about choosing and about what is found."""

    params: Params = field(default_factory=dict)
    choose: Chooser | None = None
    may: frozenset[str] = frozenset()
    or_one_of: frozenset[str] = frozenset()
    """Added to the switch's `one_of`."""


@dataclass(frozen=True)
class Switch:
    """A named fault: `make(**params)` gives the fault, `choose` the parameters that a person need not give.

    What a reader must find: every rule of `expects`; of `one_of`, if it is not empty, at least one; and nothing that is
    neither there nor in `may`.
    """

    name: str
    kind: Literal["rule", "trouble"]
    says: Says
    make: Callable[..., Fault]
    expects: frozenset[str] = frozenset()
    one_of: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    choose: Chooser = nothing_chosen
    variants: Mapping[str, Variant] = field(default_factory=lambda: {"plain": Variant()})
    """The first is the one that is meant when none is named."""
    lasting: bool = False
    """True of the shop all along, not only today."""

    def variant(self, name: str = "") -> Variant:
        """Raises KeyError for a variant this fault does not have."""
        return self.variants[name or next(iter(self.variants))]

    def allows(self, found: Collection[str], variant: str = "") -> bool:
        """Whether these confirmed rule ids are the right answer to this fault."""
        rules, way = frozenset(found), self.variant(variant)
        one_of = self.one_of | way.or_one_of
        enough = self.expects <= rules and (not one_of or bool(rules & one_of))
        return enough and rules <= self.expects | one_of | self.may | way.may

    def arm(self, world: World, shop: Shop, seed: int = 0, variant: str = "", **params: Json) -> Fault:
        """The fault with everything chosen that `params` leaves open. The same arguments give the same fault; a shop
        that has no fitting order gives a fault about no order."""
        way = self.variant(variant)
        draw = Random(f"{self.name}/{seed}/{shop.shop_id}")
        choose = nothing_chosen if params.get("order_sn") else way.choose or self.choose
        return self.make(**{**choose(world, shop, draw), **way.params, **params})


def without_tracking(order: Order) -> Order:
    packages = tuple(replace(package, tracking=None, consignment_no=None) for package in order.packages)
    return replace(order, packages=packages)


def with_tracking(order: Order, number: str) -> Order:
    """All parcels of the order under one carrier number."""
    return replace(order, packages=tuple(replace(package, tracking=number) for package in order.packages))
