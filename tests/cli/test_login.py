"""Shops an account lists, added to watchdog.toml without touching what stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchdog.adapters.browser import SeenShop
from watchdog.cli.login import new_shops
from watchdog.errors import SettingsError
from watchdog.model.base import ShopId
from watchdog.settings import load
from watchdog.settings.edit import NewShop, with_shops

FILE = """\
# mine, do not lose
[[account]]
name = "one"
region = "sg"
[[account]]
name = "merchant"   # the big one
region = "cn"
[[account.shop]]
name = "old"
"""


def test_shops_are_added_to_their_account_and_comments_stay(tmp_path: Path) -> None:
    text = with_shops(FILE, "merchant", [NewShop("my-22", "22", 'name "quoted"', "my"), NewShop("cn-33", "33")])
    (tmp_path / "watchdog.toml").write_text(text, encoding="utf-8")
    settings = load(tmp_path / "watchdog.toml")
    assert [shop.name for shop in settings.the_account("merchant").shop] == ["old", "my-22", "cn-33"]
    assert settings.the_account("merchant").shop[1].title == 'name "quoted"'
    assert settings.the_account("one").shop == ()
    assert "# mine, do not lose" in text
    assert "# the big one" in text
    first = with_shops(FILE, "one", [NewShop("sg-1", "1")])
    (tmp_path / "watchdog.toml").write_text(first, encoding="utf-8")
    settings = load(tmp_path / "watchdog.toml")
    assert [shop.name for shop in settings.the_account("one").shop] == ["sg-1"]
    assert [shop.name for shop in settings.the_account("merchant").shop] == ["old"]


def test_an_account_that_is_not_there_is_refused() -> None:
    with pytest.raises(SettingsError):
        with_shops(FILE, "nobody", [NewShop("a", "1")])


def test_new_shops_are_named_by_market_and_id_whatever_the_site_calls_them(tmp_path: Path) -> None:
    (tmp_path / "watchdog.toml").write_text(FILE, encoding="utf-8")
    settings = load(tmp_path / "watchdog.toml")
    account = settings.the_account("merchant")
    seen = [SeenShop(shop_id=ShopId("22"), name="../evil\n[rules]", region="my"), SeenShop(shop_id=ShopId("33"))]
    made = new_shops(seen, settings, account)
    assert [(one.name, one.region) for one in made] == [("my-22", "my"), ("cn-33", "")]
    (tmp_path / "watchdog.toml").write_text(with_shops(FILE, "merchant", made), encoding="utf-8")
    assert load(tmp_path / "watchdog.toml").the_account("merchant").shop[1].title == "../evil\n[rules]"
