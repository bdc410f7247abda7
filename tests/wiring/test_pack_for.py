"""Settings that the pack cannot serve are refused before a browser starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchdog.errors import SettingsError
from watchdog.model.base import AccountId, ShopKey
from watchdog.settings import AccountSettings, Settings, ShopSettings
from watchdog.wiring import Wiring


def wiring(folder: Path, *tabs: str) -> Wiring:
    shop = ShopSettings(name=ShopKey("mugs"), tabs=tabs, region="my")
    account = AccountSettings(name=AccountId("main"), region="cn", shop=(shop,))
    return Wiring(Settings(data=folder, account=(account,)))


def test_a_tab_that_the_list_does_not_have_is_refused_with_those_it_has(tmp_path: Path) -> None:
    made = wiring(tmp_path, "all", "to_ship")
    with pytest.raises(SettingsError, match="to_ship") as refused:
        made.pack_for(made.targets()[0])
    assert "toship" in refused.value.mend


def test_a_cross_border_shop_is_read_by_the_pack_of_its_account(tmp_path: Path) -> None:
    made = wiring(tmp_path, "all")
    assert made.pack_for(made.targets()[0]).region.region == "cn"
