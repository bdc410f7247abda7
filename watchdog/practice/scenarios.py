"""Whole situations from a seed: a shop at a moment, its books, a fault or none, and a source to read it with.

Everything is repeatable: the same scenario stages the same bytes. With noise on (the default) a shop is looked at in
one of its awkward moments, with books taken minutes ago and an export from this morning, and still nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from watchdog.model.base import AccountId, ShopId, ShopKey
from watchdog.model.case import Target
from watchdog.model.records import RecordsKind
from watchdog.model.sources import Mapping, RecordsSource
from watchdog.practice.browserless import BrowserlessSource, Engine, hosts
from watchdog.practice.faults import FAULTS, Switch
from watchdog.practice.hooks import Fault
from watchdog.practice.life import DAY, HOUR, MINUTE
from watchdog.practice.noise import BookNoise, awkward_moments, site_noise
from watchdog.practice.records import Written, books_mapping, erp_mapping, write_records
from watchdog.practice.records.books import ZONES
from watchdog.practice.state import State
from watchdog.practice.things import Shop
from watchdog.practice.world import ShopSpec, World, make_world, world_at

FIRST_ORIGIN = 1_795_000_000
"""18 November 2026; worlds begin within two months after it."""
BEFORE = 26 * HOUR
"""No look is staged earlier than this after a world's origin, so that yesterday is there too."""


@dataclass(frozen=True)
class Scenario:
    """`fault` names a switch ("" = healthy), `variant` one of its variants. `place`: which shop of a merchant account.

    `books`: "erp", "csv", "sqlite" or "" (none). `history`: the shop was also looked at the day before, healthy.
    `days`: how far back it is read.
    """

    seed: int
    region: str = "sg"
    orders: int = 120
    place: int = 0
    fault: str = ""
    variant: str = ""
    noise: bool = True
    books: str = "erp"
    export: bool = True
    history: bool = False
    days: int = 15

    @property
    def switch(self) -> Switch | None:
        return FAULTS[self.fault] if self.fault else None

    @property
    def name(self) -> str:
        told = "-".join(part for part in (self.fault, self.variant) if part) or "healthy"
        return f"{told}-{self.region}-{self.seed}"

    def right(self, rules: Sequence[str]) -> bool:
        """Whether these confirmed rule ids are the right answer."""
        return self.switch.allows(rules, self.variant) if self.switch else not rules


@dataclass(frozen=True)
class Scene:
    """A scenario staged for one look. `sources` name files in `written.folder` by absolute path."""

    scenario: Scenario
    world: World
    shop: Shop
    target: Target
    state: State
    source: BrowserlessSource
    written: Written
    sources: tuple[RecordsSource, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Play:
    """What a scenario comes to: the look before, if history was asked for, and the look that counts."""

    before: Scene | None
    now: Scene


def play(scenario: Scenario, folder: Path, engine: Engine) -> Play:
    """Stages a scenario; files go into subfolders of `folder`. `engine` may be shared by any number of them."""
    origin = FIRST_ORIGIN + scenario.seed * 37_777 % (60 * DAY)
    world = make_world(scenario.seed, origin, [ShopSpec(scenario.region, scenario.orders)])
    shop = world.shops[scenario.place]
    moment = look_moment(scenario, world, shop)
    later = world_at(world, moment)
    faults = armed(scenario, later, shop)
    before = None
    if scenario.history:
        draw = Random(f"before/{scenario.seed}")
        earlier = world_at(world, moment - draw.randrange(18 * HOUR, 25 * HOUR))
        lasting = faults if scenario.switch and scenario.switch.lasting else ()
        before = stage(scenario, earlier, shop, folder / "before", engine, faults=lasting)
    return Play(before, stage(scenario, later, shop, folder / "now", engine, faults=faults))


def armed(scenario: Scenario, world: World, shop: Shop) -> tuple[Fault, ...]:
    """The scenario's fault as it is at `world.now`."""
    switch = scenario.switch
    return (switch.arm(world, shop, scenario.seed, scenario.variant),) if switch else ()


def look_moment(scenario: Scenario, world: World, shop: Shop) -> int:
    """With noise one of the shop's awkward moments, else a plain one; Unix seconds."""
    draw = Random(f"moment/{scenario.seed}")
    plain = world.origin + BEFORE + draw.randrange(2 * DAY)
    if not scenario.noise:
        return plain
    awkward = [at for at in awkward_moments(world, shop, scenario.seed, 4 * DAY) if at > world.origin + BEFORE]
    return draw.choice(awkward) if awkward else plain


def stage(
    scenario: Scenario, world: World, shop: Shop, folder: Path, engine: Engine, *, faults: tuple[Fault, ...] = ()
) -> Scene:
    """The shop at `world.now` with these faults: noise added, records written."""
    state = State(world)
    for fault in (*(site_noise(scenario.seed, world, shop) if scenario.noise else ()), *faults):
        state.add_fault(shop.shop_id, fault)
    written = _records(scenario, world, shop, folder, faults)
    return Scene(
        scenario=scenario,
        world=world,
        shop=shop,
        target=target_of(world, shop).model_copy(update={"window_days": scenario.days}),
        state=state,
        source=BrowserlessSource(state, engine, scenario.seed),
        written=written,
        sources=records_sources(written, world, shop),
        faults=faults,
    )


def _records(scenario: Scenario, world: World, shop: Shop, folder: Path, faults: Sequence[Fault]) -> Written:
    kinds = {kind for kind in (scenario.books, "export" if scenario.export else "") if kind}
    if not scenario.noise:
        return write_records(world, shop, folder, faults=faults, kinds=kinds)
    draw = Random(f"taken/{scenario.seed}/{world.now}")
    taken = world.now - draw.randrange(1 * MINUTE, 25 * MINUTE)
    this_morning = world.now - draw.randrange(4 * HOUR, 12 * HOUR)
    return write_records(
        world, shop, folder, taken, faults, kinds=kinds, noise=BookNoise(scenario.seed), export_at=this_morning
    )


def target_of(world: World, shop: Shop, port: int | None = None) -> Target:
    """The shop as the path needs it, reached at the practice site's hosts."""
    account = world.account_of(shop.shop_id)
    return Target(
        shop=ShopKey(f"shop-{shop.shop_id}"), account=AccountId(account.login), platform="shopee", region=account.home,
        shop_id=ShopId(str(shop.shop_id)), name=shop.name, hosts=hosts(account.home, port),
    )  # fmt: skip


def records_sources(written: Written, world: World, shop: Shop) -> tuple[RecordsSource, ...]:
    """The written files as settings: own books complete, the export as the platform's."""
    sources: list[RecordsSource] = []
    if written.export:
        market = Mapping(currency=shop.site.currency, time_zone=ZONES[shop.region])
        sources.append(RecordsSource(name="export", kind=RecordsKind.EXPORT, path=str(written.export), mapping=market))
    if written.erp:
        mapping = Mapping.model_validate(erp_mapping(world, shop))
        sources.append(RecordsSource(name="erp", path=str(written.erp), mapping=mapping, complete=True))
    table = Mapping.model_validate(books_mapping(world, shop))
    if written.csv:
        sources.append(RecordsSource(name="csv", path=str(written.csv), mapping=table, complete=True))
    if written.sqlite:
        sources.append(RecordsSource(name="db", path=str(written.sqlite), table="orders", mapping=table, complete=True))
    return tuple(sources)


def every_fault(seed: int = 1, region: str = "sg", orders: int = 130) -> tuple[Scenario, ...]:
    """One scenario for every variant of every switch, with history, so that every rule has all its witnesses."""
    return tuple(
        Scenario(seed=seed, region=region, orders=orders, fault=switch.name, variant=variant, history=True)
        for switch in FAULTS.values()
        for variant in switch.variants
    )


def healthy_shops(count: int = 200, first_seed: int = 1000) -> tuple[Scenario, ...]:
    """Healthy shops with noise: regions, sizes, kinds of books, with and without history, merchants' shops included."""
    regions = ("sg", "tw", "br", "cn")
    books = ("erp", "csv", "sqlite", "erp", "")
    return tuple(
        Scenario(
            seed=first_seed + number,
            region=regions[number % 4],
            orders=60 + (number * 13) % 61,
            place=number // 4 % 12 if regions[number % 4] == "cn" else 0,
            books=books[number % 5],
            export=number % 3 != 0,
            history=number % 4 < 2,
        )
        for number in range(count)
    )


def far_markets(count: int = 12, first_seed: int = 5000) -> tuple[Scenario, ...]:
    """A Beijing merchant's shops in Brazil, eleven hours behind: every day of the books begins on another day there."""
    books = ("erp", "csv", "sqlite", "erp")
    return tuple(
        Scenario(
            seed=first_seed + number, region="cn", place=3 if number % 2 else 11, orders=90 + number,
            books=books[number % 4], export=number % 3 == 0, history=number % 2 == 0,
        )
        for number in range(count)
    )  # fmt: skip
