"""The practice world: accounts, shops and orders, made from a seed and a time and nothing else.

A world is a pure value. `origin` is the moment it was made for; `now` the moment it is looked at. Orders of a shop lie
before `origin` (as many as asked for) and go on arriving after it, so `world_at(world, later)` is a legal continuation:
same people, same order numbers, statuses moved on along reference 5.2, some new orders on top.
Times are Unix seconds (UTC), money is `Decimal` in currency units, statuses are Open Platform names (reference 5.1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from watchdog.practice.life import Life, lives
from watchdog.practice.orders import order_at
from watchdog.practice.things import Account, Entry, Order, Shop

CNSC_REGIONS = ("sg", "my", "tw", "br", "ph", "th", "vn", "id", "sg", "tw", "my", "br")


@dataclass(frozen=True, slots=True)
class ShopSpec:
    """A shop to be made. Region "cn" asks for a merchant account with twelve shops of several regions."""

    region: str
    orders: int | None = None
    name: str | None = None


@dataclass(frozen=True)
class World:
    seed: int
    origin: int
    now: int
    accounts: tuple[Account, ...]
    shops: tuple[Shop, ...]

    def shop(self, shop_id: int) -> Shop:
        """Raises KeyError for an unknown id."""
        for shop in self.shops:
            if shop.shop_id == shop_id:
                return shop
        raise KeyError(shop_id)

    def account(self, login: str) -> Account | None:
        return next((account for account in self.accounts if account.login == login), None)

    def account_of(self, shop_id: int) -> Account:
        return next(account for account in self.accounts if shop_id in account.shop_ids)

    def shops_of(self, account: Account) -> tuple[Shop, ...]:
        return tuple(shop for shop in self.shops if shop.shop_id in account.shop_ids)

    def language(self, shop: Shop) -> str:
        """The language the site speaks to this shop's seller: simplified Chinese for a cross-border merchant."""
        return "zh-Hans" if self.account_of(shop.shop_id).home == "cn" else shop.site.language

    def entries(self, shop: Shop) -> tuple[Entry, ...]:
        """All orders of the shop at `now`, newest first."""
        return _entries(self.seed, self.origin, self.now, shop)

    def order(self, shop: Shop, order_id: int) -> Order | None:
        """The full order, or None when this shop has none of that id at `now`."""
        life = _lives_by_id(self.seed, self.origin, shop).get(order_id)
        return None if life is None or life.created > self.now else order_at(life, shop, self.now)

    def order_by_sn(self, shop: Shop, order_sn: str) -> Order | None:
        found = next((entry for entry in self.entries(shop) if entry.order_sn == order_sn), None)
        return None if found is None else self.order(shop, found.order_id)

    def orders(self, shop: Shop) -> tuple[Order, ...]:
        """Every order in full, newest first; for shops of ordinary size."""
        full = (self.order(shop, entry.order_id) for entry in self.entries(shop))
        return tuple(order for order in full if order is not None)


def make_world(seed: int, now: int, shops: Sequence[ShopSpec] | None = None, orders_per_shop: int = 60) -> World:
    """A world at `now` (Unix seconds). Default shops: one each for sg, tw, br, and a `cn` merchant with twelve."""
    specs = tuple(shops) if shops is not None else tuple(ShopSpec(code) for code in ("sg", "tw", "br", "cn"))
    made: list[Shop] = []
    accounts: list[Account] = []
    for spec in specs:
        count = orders_per_shop if spec.orders is None else spec.orders
        regions = CNSC_REGIONS if spec.region == "cn" else (spec.region,)
        account = _account(seed, spec.region, len(accounts), len(made), len(regions))
        accounts.append(account)
        for place, code in enumerate(regions):
            own_name = spec.name if len(regions) == 1 else None
            name = own_name or _shop_name(code, place, spec.region == "cn", len(made))
            made.append(Shop(shop_id=account.shop_ids[place], user_id=account.user_id + 1 + place, name=name,
                             region=code, account=account.login, orders=count, index=len(made)))
    return World(seed=seed, origin=now, now=now, accounts=tuple(accounts), shops=tuple(made))


def world_at(world: World, later: int) -> World:
    """The same world seen at another moment, not before its origin."""
    return replace(world, now=max(later, world.origin))


def _account(seed: int, home: str, number: int, first_shop: int, count: int) -> Account:
    login = f"demo_{home}" if number < 4 else f"demo_{home}_{number}"
    base = 111_222_333 + 1_000 * seed % 900_000_000
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3P" + 2 * "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 26]
    ids = tuple(base + 17 * (first_shop + place) for place in range(count))
    return Account(login, f"practice-{home}", secret, home, 410_000_000 + 100 * number, ids)


def _shop_name(region: str, place: int, merchant: bool, index: int) -> str:
    local = {"tw": "晨光生活館", "br": "Casa Demonstração", "sg": "Demo Mug House"}
    if merchant:
        return f"demo_crossborder.{region}{place + 1:02d}"
    return local.get(region, f"Demo Store {region.upper()}") + ("" if index < 4 else f" {index + 1}")


@lru_cache(maxsize=64)
def _lives(seed: int, origin: int, shop: Shop) -> tuple[Life, ...]:
    """Every life of the shop, newest first, those still to come after `origin` included."""
    return lives(seed, origin, shop)


@lru_cache(maxsize=64)
def _lives_by_id(seed: int, origin: int, shop: Shop) -> Mapping[int, Life]:
    return {life.order_id: life for life in _lives(seed, origin, shop)}


@lru_cache(maxsize=64)
def _entries(seed: int, origin: int, now: int, shop: Shop) -> tuple[Entry, ...]:
    return tuple(life.entry_at(now) for life in _lives(seed, origin, shop) if life.created <= now)
