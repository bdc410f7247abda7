"""Changing watchdog.toml as a careful person would: what stands there stays, comments included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import tomlkit
from tomlkit.items import AoT, Table

from watchdog.errors import SettingsError


@dataclass(frozen=True)
class NewShop:
    """A shop to be watched from now on. `region`: only under an account that spans markets."""

    name: str
    shop_id: str
    title: str = ""
    region: str = ""


def with_shops(text: str, account: str, shops: Sequence[NewShop]) -> str:
    """The file with these shops added to the account. Raises SettingsError if the account is not in it."""
    document = tomlkit.parse(text)
    accounts = document.get("account")
    tables = list(accounts) if isinstance(accounts, AoT) else []
    table = next((one for one in tables if one.get("name") == account), None)
    if table is None:
        raise SettingsError(f"The file has no account {account!r}.", mend="Add an [[account]] with this name.")
    present = table.get("shop")
    if not isinstance(present, AoT):
        present = tomlkit.aot()
        table.append("shop", present)
    for shop in shops:
        present.append(_table(shop))
    return tomlkit.dumps(document)


def _table(shop: NewShop) -> Table:
    table = tomlkit.table()
    for key, value in (("name", shop.name), ("shop_id", shop.shop_id), ("title", shop.title), ("region", shop.region)):
        if value:
            table.add(key, value)
    return table
