"""With the shipped packs, a page that tries to write in every way a browser knows gets nothing through."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from watchdog.model.case import Rung
from watchdog.ports import SilentProgress
from watchdog.practice.site import PracticeSite
from watchdog.practice.world import ShopSpec, make_world
from watchdog.service.demo import practice_settings, practice_wiring

pytestmark = pytest.mark.browser
NOW = int(datetime(2026, 11, 2, 4, 30, tzinfo=UTC).timestamp())


class Standing:
    def now(self) -> datetime:
        return datetime.fromtimestamp(NOW, UTC)


def test_no_write_arrives_over_any_channel(tmp_path: Path) -> None:
    world = make_world(7, NOW, [ShopSpec("sg", orders=5)])
    account, shop = world.accounts[0], world.shops[0]
    with PracticeSite(world) as site:
        settings = practice_settings(site, account, [shop], tmp_path, {})
        passwords = {account.login: account.password}
        with practice_wiring(settings, passwords, Standing(), SilentProgress()) as wiring:
            target = wiring.targets()[0]
            pack = wiring.pack_for(target)
            with wiring.source.open(target, pack, Rung.BASELINE) as look:
                assert look.identity().failure is None, "signed in"
            identity = pack.pages["identity"]
            marker = identity.markers[-1].model_copy(update={"css": "body[data-tried=all]"})
            trying = identity.model_copy(
                update={"address": "/__practice__/writes", "exchanges": (), "markers": (marker,), "skeletons": ()}
            )
            hostile = pack.model_copy(update={"pages": pack.pages | {"identity": trying}})
            with wiring.source.open(target, hostile, Rung.BASELINE) as look:
                page = look.identity()
                look.identity()  # leaving the page sends what waits for pagehide
        arrived = list(site.writes)
    assert arrived == []
    assert len(page.stopped) >= 8, "and what was stopped is on record"
    assert {one.method for one in page.stopped} >= {"POST", "GET"}
