"""From quiet over found, met again and blind to recovered: five checks of one shop in a real browser, one ledger."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from watchdog.check import check
from watchdog.model.case import Outcome
from watchdog.model.findings import ChangeKind
from watchdog.ports import SilentProgress
from watchdog.practice.faults import arm
from watchdog.practice.records import write_records
from watchdog.practice.site import PracticeSite
from watchdog.practice.world import ShopSpec, make_world
from watchdog.service.demo import practice_settings, practice_wiring, sources
from watchdog.wiring import Wiring

pytestmark = pytest.mark.browser
NOW = int(datetime(2026, 11, 2, 4, 30, tzinfo=UTC).timestamp())


class Going:
    """A clock that a test moves by hand."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.at, UTC)


def look_again(wiring: Wiring, clock: Going) -> Outcome:
    clock.at += 600
    target = wiring.targets()[0]
    with wiring.live(target.account) as ports:
        return check(target, wiring.pack_for(target), ports)


def changes(outcome: Outcome) -> set[tuple[ChangeKind, str]]:
    return {(one.kind, one.incident.rule) for one in outcome.changes}


def test_the_life_of_two_incidents(tmp_path: Path) -> None:
    world = make_world(5, NOW, [ShopSpec("tw", orders=50)])
    account, shop = world.accounts[0], world.shops[0]
    written = write_records(world, shop, tmp_path / "books", world.now - 300, [], kinds=("export", "erp"))
    faults = [arm("order-missing", world, shop, 1), arm("order-detail-mismatch", world, shop, 3)]
    both = {"order-missing", "order-detail-mismatch"}
    clock = Going()
    with PracticeSite(world) as site:
        records = {shop.shop_id: sources(world, shop, written)}
        settings = practice_settings(site, account, [shop], tmp_path / "data", records)
        with practice_wiring(settings, {account.login: account.password}, clock, SilentProgress()) as wiring:
            quiet = look_again(wiring, clock)
            for fault in faults:
                site.add_fault(shop.shop_id, fault)
            found, met = look_again(wiring, clock), look_again(wiring, clock)
            site.clear_faults()
            site.set_fault(shop.shop_id, "server-error")
            down = look_again(wiring, clock)
            site.clear_faults()
            well = look_again(wiring, clock)
            left = wiring.ledger.incidents(None, open_only=True)

    assert (quiet.judged, quiet.changes) == ((), ())
    assert changes(found) == {(ChangeKind.OPENED, rule) for rule in both}
    assert len(found.looks) == 2, "made sure of by a reload"
    assert {one.finding.rule for one in met.confirmed} == both
    assert (met.changes, len(met.looks)) == ((), 1), "known already: no second look, nothing told again"
    assert not changes(down) & {(ChangeKind.RECOVERED, rule) for rule in both}, "not seeing is no recovery"
    assert changes(well) >= {(ChangeKind.RECOVERED, rule) for rule in both}
    assert well.confirmed == ()
    assert left == ()
