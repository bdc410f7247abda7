"""A source of records as TOML: printed, or put into watchdog.toml without touching the rest of the file."""

from __future__ import annotations

from pathlib import Path

import tomlkit
from tomlkit.items import AoT, Table

from watchdog.disk import replace_bytes
from watchdog.errors import SettingsError
from watchdog.model.sources import RecordsSource
from watchdog.settings import places


def toml_of(source: RecordsSource) -> str:
    """As it stands under a shop in watchdog.toml."""
    shops = tomlkit.aot()
    shops.append(_table(source))
    account = tomlkit.table(is_super_table=True)
    shop = tomlkit.table(is_super_table=True)
    shop.append("records", shops)
    account.append("shop", shop)
    document = tomlkit.document()
    document.append("account", account)
    return tomlkit.dumps(document)


def put_into(asked: Path | None, shop: str, source: RecordsSource) -> Path:
    """Adds the source to the shop, or replaces its source of that name. Returns the file. Raises SettingsError."""
    file = places.settings_file(asked)
    if file is None or not file.is_file():
        raise SettingsError("There is no watchdog.toml to write to.", mend="Run `watchdog init` first.")
    document = tomlkit.parse(file.read_text(encoding="utf-8-sig"))
    for account in document.get("account", ()):
        for one in account.get("shop", ()):
            if one.get("name") == shop:
                _put(one, source)
                replace_bytes(file, tomlkit.dumps(document).encode("utf-8"))
                return file
    raise SettingsError(f"{file} has no shop `{shop}`.", mend="Write its name as it stands in the file.")


def _put(shop: Table, source: RecordsSource) -> None:
    there = shop.get("records")
    if not isinstance(there, AoT):
        there = tomlkit.aot()
        shop["records"] = there
    for index, one in enumerate(there):
        if one.get("name") == source.name:
            there[index] = _table(source)
            return
    there.append(_table(source))


def _table(source: RecordsSource) -> Table:
    """Defaults are left out; columns and statuses get tables of their own, to be read and mended by hand."""
    plain = source.model_dump(mode="json", exclude_defaults=True)
    mapping = plain.pop("mapping", None)
    table = tomlkit.table()
    for key, value in plain.items():
        table.add(key, value)
    if mapping:
        inner = tomlkit.table()
        for key, value in sorted(mapping.items(), key=lambda item: isinstance(item[1], dict)):
            inner.add(key, value)
        table.add("mapping", inner)
    return table
