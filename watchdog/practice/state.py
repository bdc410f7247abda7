"""What a running practice site holds and is told from outside: world, faults, clock, what arrived."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from watchdog.errors import UsageError
from watchdog.practice.faults import FAULTS, arm
from watchdog.practice.hooks import Challenge, Fault, Json, PageFlags, PageName, Visit, catalogue
from watchdog.practice.sessions import Sessions
from watchdog.practice.things import Account, Shop
from watchdog.practice.world import World, world_at

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Write:
    """A request that would have changed something in the shop. `channel`: how it seems to have been sent."""

    method: str
    path: str
    channel: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One arrived request, for the log. `status` is what it was answered with."""

    method: str
    host: str
    path: str
    query: str
    status: int


@dataclass(frozen=True, slots=True)
class Switched:
    """A fault that is on for a shop, and how it was asked for."""

    shop_id: int
    name: str
    params: Mapping[str, Json]
    fault: Fault


class State:
    """Shared by the server's thread and the caller's: values are replaced whole, lists only grow."""

    def __init__(self, world: World, *, latency_ms: int = 0, overlays: bool = True) -> None:
        self.world = world
        self.latency_ms = latency_ms
        self.overlays = overlays
        self.sessions = Sessions()
        self.writes: list[Write] = []
        self.log: list[Seen] = []
        self.errors: list[str] = []
        self.code_required: frozenset[str] = frozenset()
        self.wrong_passwords: dict[str, int] = {}
        self._switched: tuple[Switched, ...] = ()

    @property
    def switched(self) -> tuple[Switched, ...]:
        return self._switched

    def set_now(self, now: int) -> None:
        """Moves the world's clock (Unix seconds); it never goes before the world's origin."""
        self.world = world_at(self.world, now)

    def set_fault(self, shop_id: int, name: str, **params: Json) -> Fault:
        """Switches a registered fault on; the same name again replaces the old one.

        What `params` leaves open (which order, what text) is chosen; `seed` and `variant` choose otherwise.
        """
        known = catalogue()
        if name not in known:
            raise UsageError(f"the practice site knows no fault {name!r}",
                              mend=f"use one of: {', '.join(sorted(known))}")
        try:
            shop = self.world.shop(shop_id)
            fault = self._armed(shop, name, params)
        except (KeyError, TypeError) as error:
            raise UsageError(f"fault {name!r} cannot be switched on for shop {shop_id}: {error}",
                              mend="check the shop id and the fault's parameters") from error
        return self.add_fault(shop_id, fault, name, params)

    def _armed(self, shop: Shop, name: str, params: Mapping[str, Json]) -> Fault:
        if name not in FAULTS:
            return catalogue()[name].make(**params)
        plain = {key: value for key, value in params.items() if key not in {"seed", "variant"}}
        seed = params.get("seed", 0)
        variant = str(params.get("variant", ""))
        return arm(name, self.world, shop, seed if isinstance(seed, int) else 0, variant, **plain)

    def add_fault(self, shop_id: int, fault: Fault, name: str = "", params: Mapping[str, Json] | None = None) -> Fault:
        """Switches on a fault value that need not be registered."""
        label = name or type(fault).__name__
        others = tuple(on for on in self._switched if (on.shop_id, on.name) != (shop_id, label))
        self._switched = (*others, Switched(shop_id, label, params or {}, fault))
        return fault

    def clear_faults(self, shop_id: int | None = None, name: str | None = None) -> None:
        self._switched = tuple(on for on in self._switched if not (
            shop_id in {None, on.shop_id} and name in {None, on.name}))

    def faults_of(self, shop: Shop | None) -> tuple[Fault, ...]:
        return () if shop is None else tuple(on.fault for on in self._switched if on.shop_id == shop.shop_id)

    def guarded(self, ask: Callable[[], T], otherwise: T) -> T:
        """Asks a fault; one that raises counts as off and leaves its traceback in `errors`."""
        try:
            return ask()
        except Exception:  # noqa: BLE001 - somebody else's fault code must not take the site down; the trace is kept
            self.errors.append(traceback.format_exc())
            return otherwise

    def flags(self, shop: Shop | None, page: PageName) -> PageFlags:
        merged: PageFlags = {}
        if shop is not None:
            for fault in self.faults_of(shop):
                merged.update(self.guarded(lambda fault=fault: fault.flags(shop, page), PageFlags()))  # type: ignore[misc]
        return merged

    def challenge(self, account: Account) -> Challenge:
        for shop in self.world.shops_of(account):
            for fault in self.faults_of(shop):
                asked: Challenge = self.guarded(partial(fault.challenge, shop), "")
                if asked:
                    return asked
        return "otp" if account.login in self.code_required else ""

    def now_for(self, visit: Visit) -> int:
        now = self.world.now
        for fault in self.faults_of(visit.shop):
            now = self.guarded(partial(fault.now, visit, now), now)
        return now
