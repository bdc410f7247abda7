"""watchdog.toml and the environment become Settings, or one clear message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Literal

import tomlkit
from pydantic import ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from tomlkit.exceptions import TOMLKitError

from watchdog.errors import SettingsError
from watchdog.model.base import AccountId, ShopKey
from watchdog.settings import places
from watchdog.settings.explain import explain, nearest, unreadable
from watchdog.settings.model import (
    AccountSettings,
    BrowserSettings,
    NotifySettings,
    PaceSettings,
    RulesSettings,
    ServiceSettings,
    ShopSettings,
    Zone,
    refuse_twice,
)

GENERAL = "watchdog"
"""The table whose keys stand at the top of Settings, so that WATCHDOG_DATA sets `[watchdog] data`."""
_FROM_FILE: ContextVar[dict[str, Any] | None] = ContextVar("_FROM_FILE", default=None)


class Settings(BaseSettings):
    """Everything a person set. The environment wins (WATCHDOG_BROWSER__HEADED), then watchdog.toml, then defaults."""

    model_config = SettingsConfigDict(env_prefix="WATCHDOG_", env_nested_delimiter="__", frozen=True, extra="forbid")

    data: Path | None = None
    """None only before loading is done; use `folder`."""
    language: Literal["auto", "en", "zh"] = "auto"
    time_zone: Zone = ""
    """Times are told to people in this zone (IANA); empty: the machine's."""
    browser: BrowserSettings = BrowserSettings()
    pace: PaceSettings = PaceSettings()
    account: tuple[AccountSettings, ...] = ()
    rules: RulesSettings = RulesSettings()
    service: ServiceSettings = ServiceSettings()
    notify: tuple[NotifySettings, ...] = ()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del settings_cls, dotenv_settings, file_secret_settings
        file: Callable[[], dict[str, Any]] = lambda: _FROM_FILE.get() or {}  # noqa: E731 - a source is any callable
        return init_settings, env_settings, file  # type: ignore[return-value]

    @model_validator(mode="after")
    def _names_once(self) -> Settings:
        refuse_twice("accounts", [one.name for one in self.account])
        refuse_twice("shops", [shop.name for _, shop in self.shops()])
        return self

    @property
    def folder(self) -> Path:
        """The data folder, absolute."""
        return self.data or places.data_folder()

    def shops(self) -> tuple[tuple[AccountSettings, ShopSettings], ...]:
        return tuple((account, shop) for account in self.account for shop in account.shop)

    def the_account(self, name: str) -> AccountSettings:
        """Raises SettingsError, with the nearest name, if there is no such account."""
        for account in self.account:
            if account.name == name:
                return account
        raise _no_such("account", name, [one.name for one in self.account])

    def select(self, names: list[str] | tuple[str, ...]) -> tuple[tuple[AccountSettings, ShopSettings], ...]:
        """The shops of these names in the order of the file; no names: all. Raises SettingsError for another."""
        known = [shop.name for _, shop in self.shops()]
        for name in names:
            if name not in known:
                raise _no_such("shop", name, known)
        if not known:
            raise SettingsError("No shop is set up yet.", mend="Run `watchdog init`, or try `watchdog demo` first.")
        return tuple(pair for pair in self.shops() if not names or pair[1].name in names)

    def account_of(self, shop: ShopKey) -> AccountId:
        return self.select([shop])[0][0].name

    def refuse_unknown_rules(self, known: frozenset[str]) -> None:
        """Raises SettingsError if [rules] names a rule that does not exist: a typo would change nothing."""
        for name in sorted(self.rules.named() - known):
            raise _no_such("rule", name, sorted(known), where="[rules] ")


def load(asked: Path | None = None) -> Settings:
    """Settings from places.settings_file and the environment. Raises SettingsError with file, line and mend.

    Relative paths in the file mean: beside the file.
    """
    file = places.settings_file(asked)
    text = _read(file) if file else ""
    token = _FROM_FILE.set(_lifted(_parsed(text, file)))
    try:
        settings = Settings()
    except ValidationError as bad:
        raise explain(bad, Settings, file, text) from None
    finally:
        _FROM_FILE.reset(token)
    return _rooted(settings, file.resolve().parent if file else Path.cwd())


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(
            f"There is no settings file {file}.", mend="Run `watchdog init`, or name another with --config."
        ) from None
    except (OSError, UnicodeDecodeError) as bad:
        raise SettingsError(
            f"{file} cannot be read: {bad}", mend="Save it as UTF-8 text that this user may read."
        ) from bad


def _parsed(text: str, file: Path | None) -> dict[str, Any]:
    try:
        return tomlkit.parse(text).unwrap()
    except TOMLKitError as bad:
        raise unreadable(bad, file) from bad


def _lifted(document: dict[str, Any]) -> dict[str, Any]:
    """`[watchdog]` to the top. A top-level key outside any table stays, to be understood or refused by name."""
    general = document.pop(GENERAL, {})
    if not isinstance(general, dict):
        return {GENERAL: general, **document}
    clash = next((key for key in general if key in document), None)
    return {**document, **({GENERAL: {clash: general[clash]}} if clash else general)}


def _rooted(settings: Settings, base: Path) -> Settings:
    """Every path absolute, `~` resolved, relative ones beside the file."""

    def at(path: Path | None) -> Path | None:
        return None if path is None else (base / path.expanduser()).resolve()

    def records(shop: ShopSettings) -> ShopSettings:
        changed = [
            one.model_copy(update={k: str(at(Path(v))) for k in ("path", "inbox") if (v := getattr(one, k))})
            for one in shop.records
        ]
        return shop.model_copy(update={"records": tuple(changed)})

    accounts = tuple(
        one.model_copy(update={"packs": at(one.packs), "shop": tuple(records(shop) for shop in one.shop)})
        for one in settings.account
    )
    browser = settings.browser.model_copy(update={"executable": at(settings.browser.executable)})
    return settings.model_copy(
        update={"data": at(settings.data or places.data_folder()), "account": accounts, "browser": browser}
    )


def _no_such(kind: str, name: str, known: Sequence[str], where: str = "") -> SettingsError:
    near = nearest(name, known)
    hint = f"Did you mean {near!r}? " if near else ""
    return SettingsError(f"{where}There is no {kind} {name!r}.", mend=f"{hint}Known: {', '.join(known) or 'none yet'}.")
