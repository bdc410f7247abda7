"""One path: what a real browser saw, archived and replayed, gives an equal verdict. Proven for every region."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from watchdog.check import check
from watchdog.model.case import Outcome
from watchdog.ports import SilentProgress
from watchdog.practice.faults import arm
from watchdog.practice.records import write_records
from watchdog.practice.site import PracticeSite
from watchdog.practice.world import ShopSpec, make_world
from watchdog.service.demo import practice_settings, practice_wiring, sources
from watchdog.wiring import Wiring, replayed

pytestmark = pytest.mark.browser


class Fixed:
    """The practice world's own time, so that pages and records are of one moment."""

    def __init__(self, at: int) -> None:
        self._at = at

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._at, UTC)


NOW = int(datetime(2026, 11, 2, 4, 30, tzinfo=UTC).timestamp())


def judge_again(wiring: Wiring, outcome: Outcome) -> Outcome:
    case = wiring.archive.load_case(outcome.case)
    return replayed(case, wiring.archive.get)


@pytest.mark.parametrize("region", ["sg", "tw", "br", "cn"])
def test_a_replay_of_the_archived_case_gives_an_equal_outcome(region: str, tmp_path: Path) -> None:
    world = make_world(7, NOW, [ShopSpec(region, orders=55)])
    account, shop = world.accounts[0], world.shops[0]
    lost = arm("order-missing", world, shop, 1)
    written = write_records(world, shop, tmp_path / "books", world.now - 300, [lost], kinds=("export", "erp"))
    with PracticeSite(world) as site:
        site.add_fault(shop.shop_id, lost)
        records = {shop.shop_id: sources(world, shop, written)}
        settings = practice_settings(site, account, [shop], tmp_path / "data", records, days=60)
        passwords = {account.login: account.password}
        with practice_wiring(settings, passwords, Fixed(NOW), SilentProgress()) as wiring:
            target = wiring.targets()[0]
            with wiring.live(target.account) as ports:
                outcome = check(target, wiring.pack_for(target), ports)
            again = judge_again(wiring, outcome)
        assert site.writes == [], "a look never writes"
    assert [one.finding.rule for one in outcome.confirmed] == ["order-missing"]
    assert outcome.confirmed[0].finding.orders == (lost.order_sn,)
    assert outcome.looks[0].orders == 54, "two pages, all of them but the lost one"
    assert again == outcome
