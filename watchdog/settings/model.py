"""What a person can set, as frozen values. Times are minutes or seconds as named; paths are absolute once loaded."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, model_validator

from watchdog.model.base import AccountId, Frozen, ShopId, ShopKey
from watchdog.model.case import RuleSettings
from watchdog.model.findings import Severity
from watchdog.model.sources import RecordsSource
from watchdog.settings.refs import NotifyAddress, ProxyAddress, SecretRef

_UNSAFE = re.compile(r'[\x00-\x1f\\/:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names Windows keeps for devices: a folder cannot be called that."""


def _file_safe(name: str) -> str:
    """Account and shop names become folder names, on Windows too."""
    bad = not name or len(name) > 40 or name != name.strip() or name[0] == "." or name[-1] == "."
    if bad or _UNSAFE.search(name) or _RESERVED.fullmatch(name):
        raise ValueError('a name becomes a folder: 1 to 40 characters, none of \\ / : * ? " < > |, no dot at an end')
    return name


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise ValueError("a host is written with its scheme and nothing behind it: https://seller.example:8443")
    return value.rstrip("/")


def _zone(value: str) -> str:
    if value:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as bad:
            raise ValueError("not a time zone; write one like Asia/Shanghai or Asia/Singapore") from bad
    return value


def refuse_twice(kind: str, names: list[str]) -> None:
    """Raises ValueError if two of one kind have the same name, letter case aside (Windows folders)."""
    seen: dict[str, str] = {}
    for name in names:
        if name.casefold() in seen:
            raise ValueError(f"two {kind} are called {name!r}; names must differ")
        seen[name.casefold()] = name


Name = Annotated[str, AfterValidator(_file_safe)]
Origin = Annotated[str, AfterValidator(_origin)]
Zone = Annotated[str, AfterValidator(_zone)]


class BrowserSettings(Frozen):
    """Which browser, and how it is used. At most one of `executable`, `channel`, `attach` and `connect`."""

    executable: Path | None = None
    channel: Literal["", "chrome", "msedge", "chromium"] = ""
    headed: bool = False
    attach: str = ""
    """DevTools address of the person's own Chrome, e.g. http://127.0.0.1:9222."""
    connect: str = ""
    """WebSocket address of a Playwright server on another machine."""
    deadline_seconds: int = Field(default=45, ge=5, le=600)
    """How long one page may take to settle."""

    @model_validator(mode="after")
    def _one_way(self) -> BrowserSettings:
        given = [n for n in ("executable", "channel", "attach", "connect") if getattr(self, n)]
        if len(given) > 1:
            raise ValueError(f"{' and '.join(given)} contradict each other; keep one")
        return self


class PaceSettings(Frozen):
    """How fast an account is read, as a person would."""

    gap_seconds: float = Field(default=2.0, ge=0, le=120)
    """At least this long between two page turns of one account."""
    jitter: float = Field(default=0.3, ge=0, le=1)
    """Each gap is drawn from gap x (1 - jitter .. 1 + jitter)."""
    back_off_seconds: float = Field(default=60, ge=0, le=3600)
    """First wait after the site said "too often"; doubled each time."""
    back_off_tries: int = Field(default=3, ge=0, le=10)


class ShopSettings(Frozen):
    """One shop and where its books are."""

    name: Annotated[ShopKey, AfterValidator(_file_safe)]
    title: str = ""
    """The shop's name as the site shows it; only for people."""
    shop_id: ShopId | None = None
    region: str = ""
    """Only where an account spans markets (cn): the shop's own; empty: the account's."""
    days: int = Field(default=15, ge=1, le=180)
    """How far back the order list is read."""
    tabs: tuple[str, ...] = Field(default=("all",), min_length=1)
    max_pages: int = Field(default=50, ge=1, le=2000)
    records: tuple[RecordsSource, ...] = ()

    @model_validator(mode="after")
    def _names_once(self) -> ShopSettings:
        refuse_twice("records", [one.name for one in self.records])
        return self


class AccountSettings(Frozen):
    """A sign-in over one to many shops."""

    name: Annotated[AccountId, AfterValidator(_file_safe)]
    platform: str = "shopee"
    region: str
    login: str = ""
    """User name, e-mail or phone; empty: a person types it."""
    password: SecretRef = SecretRef(kind="ask")
    totp: SecretRef | None = None
    """Secret of the authenticator app; None: a person is asked for one-time codes."""
    proxy: ProxyAddress | None = None
    login_budget_per_day: int = Field(default=1, ge=0, le=20)
    hosts: dict[Literal["seller", "accounts"], Origin] = Field(default_factory=dict)
    packs: Path | None = None
    """A folder of selector packs that override the shipped ones page type by page type."""
    shop: tuple[ShopSettings, ...] = ()


class RulesSettings(Frozen):
    """How patient and how loud the rules are."""

    grace: dict[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    """Rule id -> minutes an inconsistency may last before the rule speaks."""
    severity: dict[str, Severity] = Field(default_factory=dict)
    disabled: frozenset[str] = frozenset()
    tolerance: Annotated[str, Field(pattern=r"^\d+(\.\d+)?$")] = "0.01"
    """Amounts this close are equal; major units of the order's currency."""

    def values(self) -> RuleSettings:
        return RuleSettings(
            grace_minutes=self.grace, severity=self.severity, disabled=self.disabled, money_tolerance=self.tolerance
        )

    def named(self) -> frozenset[str]:
        """Every rule id these settings speak of."""
        return self.disabled | self.grace.keys() | self.severity.keys()


class ServiceSettings(Frozen):
    """`watchdog run`."""

    every_minutes: int = Field(default=20, ge=1, le=1440)
    jitter_minutes: int = Field(default=4, ge=0, le=240)
    """A check comes up to this much later, so that it never falls on the same second."""
    parallel_accounts: int = Field(default=3, ge=1, le=32)
    digest_hour: int = Field(default=9, ge=0, le=23)
    """Hour of the daily digest, in the time zone for people."""


class NotifySettings(Frozen):
    """One place that notices go to."""

    name: Name = "notices"
    url: NotifyAddress
    languages: tuple[Literal["en", "zh"], ...] = Field(default=("zh", "en"), min_length=1)
    """Both: one message in both languages."""
    minimum: Severity = Severity.LOW
    """Findings below this severity are left out here; they stay in the digest and in `watchdog incidents`."""
    digest: bool = True
