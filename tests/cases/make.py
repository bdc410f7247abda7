"""Makes the fixtures of the practice site anew, or `expected.json` for cases that came from elsewhere.

    python tests/cases/make.py                    every region, in a real browser
    python tests/cases/make.py sg tw              these regions
    python tests/cases/make.py expect FOLDER ...  only expected.json, of cases that `watchdog fixture save` wrote

World, clock, port and inventions are fixed: unless the program changed, `git diff fixtures/` shows nothing.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cases.told import EXPECTED, expected_of, pack_now, written

from watchdog.adapters.saved import read_fixture
from watchdog.casefile import Get
from watchdog.check import check
from watchdog.cli.fixture import save_case
from watchdog.model.base import Digest
from watchdog.model.case import Case, Look, Outcome
from watchdog.model.pages import AskKind, ExchangeRecord, PageRecord
from watchdog.ports import SilentProgress
from watchdog.practice.faults import arm
from watchdog.practice.hooks import Fault, PageFlags, PageName
from watchdog.practice.records import write_records
from watchdog.practice.site import PracticeSite
from watchdog.practice.things import Shop
from watchdog.practice.world import ShopSpec, World, make_world, world_at
from watchdog.service.demo import plant, practice_settings, practice_wiring, sources
from watchdog.wiring import replayed

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
REGIONS = ("sg", "tw", "br", "cn")
SEED, ORDERS, DAYS = 20261120, 46, 60
PORT = 18731
NOW = int(datetime(2026, 11, 20, 4, 30, tzinfo=UTC).timestamp())
HOUR = 3600
LOST = ("order-missing", "status-mismatch", "tracking-mismatch", "order-missing-list-only")
"""The last one is missing from the list, and the search still finds it: not lost, but the site contradicts itself."""
FOUND = ("order-missing", "status-mismatch", "tracking-mismatch", "witnesses-disagree")


@dataclass(frozen=True)
class Recipe:
    """One case. `planted`: faults about one order each; `trouble`: (name, variant) of a fault of the whole shop.

    `hours` after NOW; `after_healthy`: the healthy look of NOW is its history. `rules`: what must be confirmed.
    """

    name: str
    planted: tuple[str, ...] = ()
    trouble: tuple[str, str] | None = None
    hours: int = 0
    after_healthy: bool = False
    rules: frozenset[str] = frozenset()


HEALTHY = Recipe("healthy")
EVERYWHERE = (HEALTHY, Recipe("lost-order", LOST, hours=2, after_healthy=True, rules=frozenset(FOUND)))
TROUBLES = (
    Recipe("layout-drift", trouble=("layout-drift", "total"), rules=frozenset({"layout-drift"})),
    Recipe("logged-out", trouble=("session-expired", ""), rules=frozenset({"blind"})),
    Recipe("maintenance", trouble=("maintenance", ""), rules=frozenset({"platform-down"})),
    Recipe("layout-2023", trouble=("old-layout", "of_2023"), rules=frozenset({"layout-drift"})),
)


def recipes(region: str) -> tuple[Recipe, ...]:
    return EVERYWHERE + (TROUBLES if region == "sg" else ())


def world_of(region: str) -> World:
    return make_world(SEED + REGIONS.index(region), NOW, [ShopSpec(region, orders=ORDERS)])


@dataclass
class Clock:
    """The practice world's own time."""

    at: int = NOW

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.at, UTC)


@dataclass(frozen=True)
class NoLateAmount(Fault):
    """The order page's final amount comes after all else (reference 3.2) and nobody waits for it: with it, the saved
    page would be another in every run.
    """

    def flags(self, shop: Shop, page: PageName) -> PageFlags:
        return PageFlags(final_amount_missing=True) if page == "order" else PageFlags()


@dataclass
class Maker:
    """Cases of one region, made in `folder`."""

    region: str
    folder: Path
    clock: Clock = field(default_factory=Clock)

    def make(self) -> None:
        with PracticeSite(world_of(self.region)).start(PORT) as site:
            for recipe in recipes(self.region):
                self._case(site, recipe)

    def _case(self, site: PracticeSite, recipe: Recipe) -> None:
        self.clock.at = NOW + recipe.hours * HOUR
        world = world_at(world_of(self.region), self.clock.at)
        site.set_now(self.clock.at)
        site.clear_faults()
        data = self.folder / (HEALTHY.name if recipe.after_healthy else recipe.name)
        case, get, outcome = self._look(site, world, self._faults(world, recipe), data)
        found = {str(one.finding.rule) for one in outcome.confirmed}
        if found != recipe.rules:
            raise SystemExit(f"{self.region}/{recipe.name}: {sorted(found)} confirmed, not {sorted(recipe.rules)}")
        blind = [look.blind_why for look in outcome.looks if look.blind]
        if blind and not recipe.trouble:
            raise SystemExit(f"{self.region}/{recipe.name}: a look saw nothing: {blind[0]}; run it again")
        keep(steady(case), get, FIXTURES / "shopee" / self.region / recipe.name, f"{self.region}/{recipe.name}")

    def _faults(self, world: World, recipe: Recipe) -> list[Fault]:
        shop = world.shops[0]
        faults: list[Fault] = list(plant(world, shop, recipe.planted).values())
        if recipe.trouble:
            name, variant = recipe.trouble
            faults.append(arm(name, world, shop, 1, variant))
        return faults

    def _look(self, site: PracticeSite, world: World, faults: list[Fault], data: Path) -> tuple[Case, Get, Outcome]:
        """A real check in a real browser; its archive outlives it."""
        account, shop = world.accounts[0], world.shops[0]
        books = data / f"books-{world.now}"
        written_ = write_records(world, shop, books, world.now - 300, faults, kinds=("export", "erp"))
        for fault in (NoLateAmount(), *faults):
            site.add_fault(shop.shop_id, fault)
        records = {shop.shop_id: sources(world, shop, written_)}
        settings = practice_settings(site, account, [shop], data, records, days=DAYS)
        with practice_wiring(settings, {account.login: account.password}, self.clock, SilentProgress()) as wiring:
            target = wiring.targets()[0]
            with wiring.live(target.account) as ports:
                outcome = check(target, wiring.pack_for(target), ports)
            return wiring.archive.load_case(outcome.case), wiring.archive.get, outcome


def steady(case: Case) -> Case:
    """Without what differs from run to run and decides nothing: how long pages took, where rows stood on the screen,
    the digest of a freshly zipped Excel, the session's nonce in addresses, how a sign-in came to nothing.
    """
    looks = tuple(_steady_look(look) for look in case.looks)
    records = tuple(one.model_copy(update={"digest": one.table}) for one in case.records)
    return case.model_copy(update={"looks": looks, "records": records})


def _steady_look(look: Look) -> Look:
    """A page that says whose shop it is gets taken the moment that is known, drawn or half drawn. Here it is the drawn
    page: the list's last one, under the same head.
    """
    drawn = next((page.html for page in reversed(look.pages) if page.ask.kind is AskKind.LIST), None)
    return look.model_copy(update={"pages": tuple(_steady_page(page, drawn) for page in look.pages)})


def _steady_page(page: PageRecord, drawn: Digest | None) -> PageRecord:
    exchanges = tuple(_steady_exchange(one) for one in page.exchanges)
    failure = None if page.failure and page.failure.kind == "not_signed_in" else page.failure
    html = drawn if drawn and page.ask.kind is AskKind.IDENTITY else page.html
    steady_ = {"settled_ms": None, "row_rects": (), "exchanges": exchanges, "failure": failure, "html": html}
    return page.model_copy(update=steady_)


def _steady_exchange(one: ExchangeRecord) -> ExchangeRecord:
    return one.model_copy(
        update={"url": re.sub(r"(SPC_CDS=)[^&]*", r"\g<1>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d", one.url)}
    )


def keep(case: Case, get: Get, folder: Path, seed: str) -> None:
    """As `watchdog fixture save` does, in place of what was there."""
    if (folder / "case.json").exists():
        shutil.rmtree(folder)
    save_case(case, get, folder, seed)
    expect(folder)


def expect(folder: Path) -> None:
    """Write `expected.json`: what the program of this checkout says of the case."""
    saved = read_fixture(folder)
    told = expected_of(saved, pack_now(saved.case), replayed(saved.case, saved.get))
    (folder / EXPECTED).write_bytes(written(told))
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"{folder}: {size / 1024:.0f} KB", flush=True)


def originals() -> frozenset[str]:
    """Every invented person, order and number of the practice worlds: none of them may stand in a fixture."""
    found: set[str] = set()
    for region in REGIONS:
        world = world_at(world_of(region), NOW + 2 * HOUR)
        shop = world.shops[0]
        found |= {shop.name, str(shop.shop_id)}
        for order in world.orders(shop):
            found |= {order.order_sn, str(order.order_id), order.buyer.username, *order.tracking_numbers}
    return frozenset(one for one in found if len(one) >= 6)


def main(arguments: Iterable[str]) -> None:
    named = list(arguments)
    if named[:1] == ["expect"]:
        for folder in named[1:]:
            expect(Path(folder))
        return
    for region in named or REGIONS:
        with TemporaryDirectory() as folder:
            Maker(region, Path(folder)).make()


if __name__ == "__main__":
    main(sys.argv[1:])
