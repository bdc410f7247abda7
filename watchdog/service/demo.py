"""`watchdog demo`: the whole path once, on the practice site, with a handful of faults planted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from watchdog.check import check
from watchdog.model.base import AccountId, Says, ShopId, ShopKey
from watchdog.model.case import Outcome
from watchdog.model.records import RecordsKind
from watchdog.model.sources import RecordsSource
from watchdog.ports import Clock, Progress
from watchdog.practice.faults import arm
from watchdog.practice.records import Written, erp_mapping, write_records
from watchdog.practice.site import PracticeSite
from watchdog.practice.things import Account, Shop
from watchdog.practice.world import ShopSpec, World, make_world
from watchdog.settings import AccountSettings, PaceSettings, RulesSettings, Settings, ShopSettings
from watchdog.wiring import Wiring

SEED = 20261101
ORDERS = 90
PLANTED = ("order-missing", "order-detail-mismatch", "status-mismatch", "tracking-mismatch", "order-duplicated")
"""Faults of the practice site, one of each kind that a seller fears most."""
HALF_HOUR = 1800


@dataclass(frozen=True)
class Demonstrated:
    """What the demo leaves: the verdict, what was planted, and where the exhibits lie."""

    outcome: Outcome
    planted: tuple[str, ...]
    folder: Path
    exhibits: tuple[Path, ...]


def demonstrate(folder: Path, clock: Clock, progress: Progress) -> Demonstrated:
    """Start the practice site, plant faults, sign in, read, compare, keep evidence. `folder` gets everything that is
    kept.
    """
    world = make_world(SEED, int(clock.now().timestamp()), [ShopSpec("sg", orders=ORDERS)])
    shop, account = world.shops[0], world.accounts[0]
    planted = plant(world, shop)
    progress.step(Says(en="starting the practice Seller Centre", zh="启动演练站"))
    with PracticeSite(world) as site:
        for fault in planted.values():
            site.add_fault(shop.shop_id, fault)
        written = write_records(
            world,
            shop,
            folder / "books",
            world.now - HALF_HOUR // 6,
            list(planted.values()),
            kinds=("export", "erp"),
            export_at=world.now - HALF_HOUR,
        )
        settings = practice_settings(
            site, account, [shop], folder / "data", {shop.shop_id: sources(world, shop, written)}
        )
        with practice_wiring(settings, {account.login: account.password}, clock, progress) as wiring:
            target = wiring.targets()[0]
            progress.step(Says(en="signing in and reading the order list", zh="登录并读取订单列表"))
            with wiring.live(target.account) as ports:
                outcome = check(target, wiring.pack_for(target), ports)
            made = tuple(sorted((folder / "data" / "exhibits").glob("EV-*")))
    return Demonstrated(outcome, tuple(planted), folder, made)


def plant(world: World, shop: Shop, names: Sequence[str] = PLANTED) -> Mapping[str, Any]:
    """Faults, each about another order."""
    taken: set[str] = set()
    planted = {}
    for name in names:
        for seed in range(50):
            fault = arm(name, world, shop, seed)
            sn = str(getattr(fault, "order_sn", ""))
            if sn and sn not in taken:
                taken.add(sn)
                planted[name] = fault
                break
    return planted


def sources(world: World, shop: Shop, written: Written) -> tuple[RecordsSource, ...]:
    """The export and the ERP's Excel that the practice site wrote, as a seller would set them up."""
    erp = RecordsSource.model_validate(
        {
            "name": "erp",
            "kind": RecordsKind.BOOKS,
            "path": str(written.erp),
            "mapping": erp_mapping(world, shop),
            "complete": True,
        }
    )
    return (RecordsSource(name="export", kind=RecordsKind.EXPORT, path=str(written.export)), erp)


def practice_settings(
    site: PracticeSite,
    account: Account,
    shops: Sequence[Shop],
    data: Path,
    records: Mapping[int, tuple[RecordsSource, ...]],
    *,
    days: int = 15,
) -> Settings:
    """Settings that point at the practice site, as a person would write them."""
    hosts: Any = {side: site.base_url(account.home, side) for side in ("seller", "accounts")}
    if account.home == "cn":
        hosts["accounts"] = hosts["seller"]
    made = tuple(
        ShopSettings(
            name=ShopKey(f"practice-{shop.region}-{shop.index + 1}"),
            title=shop.name,
            shop_id=ShopId(str(shop.shop_id)),
            region=account.home,
            days=days,
            records=records.get(shop.shop_id, ()),
        )
        for shop in shops
    )
    sign_in = AccountSettings(
        name=AccountId(f"practice-{account.home}"),
        region=account.home,
        login=account.login,
        hosts=hosts,
        shop=made,
        login_budget_per_day=20,
    )
    return Settings(
        data=data,
        account=(sign_in,),
        pace=PaceSettings(gap_seconds=0, jitter=0, back_off_seconds=0),
        rules=RulesSettings(),
    )


@contextmanager
def practice_wiring(
    settings: Settings, passwords: Mapping[str, str], clock: Clock, progress: Progress
) -> Iterator[Wiring]:
    """Real adapters; sessions are not kept beyond the run, passwords are the practice accounts' own."""

    def answer(what: str) -> str | None:
        return next((password for login, password in passwords.items() if login in what), None)

    with Wiring(settings, ask=answer, progress=progress, clock=clock, keep_sessions=False) as wiring:
        yield wiring
