"""`capture --order` of an order the window does not reach: it is searched for and its own page is opened."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from watchdog.check import check
from watchdog.model.base import OrderSn
from watchdog.model.pages import AskKind
from watchdog.ports import SilentProgress
from watchdog.practice.site import PracticeSite
from watchdog.practice.world import ShopSpec, make_world
from watchdog.service.demo import practice_settings, practice_wiring

pytestmark = pytest.mark.browser
NOW = int(datetime(2026, 11, 2, 4, 30, tzinfo=UTC).timestamp())


class Standing:
    def now(self) -> datetime:
        return datetime.fromtimestamp(NOW, UTC)


def test_an_order_beyond_the_window_is_looked_for_by_itself(tmp_path: Path) -> None:
    world = make_world(7, NOW, [ShopSpec("sg", orders=90)])
    account, shop = world.accounts[0], world.shops[0]
    oldest = OrderSn(world.entries(shop)[-1].order_sn)
    with PracticeSite(world) as site:
        settings = practice_settings(site, account, [shop], tmp_path, {}, days=1)
        with practice_wiring(settings, {account.login: account.password}, Standing(), SilentProgress()) as wiring:
            target = wiring.targets()[0].model_copy(update={"only_order": oldest})
            with wiring.live(target.account) as ports:
                outcome = check(target, wiring.pack_for(target), ports)
            pages = wiring.archive.load_case(outcome.case).looks[0].pages
    asked = {page.ask.kind for page in pages if page.ask.order_sn == oldest}
    assert asked == {AskKind.SEARCH, AskKind.ORDER}
    assert outcome.judged == ()
