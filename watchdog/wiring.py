"""The one place that names concrete adapters. Everything is made when it is first needed: a help text starts no
browser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from watchdog.adapters.archive import FolderArchive
from watchdog.adapters.clock import SystemClock
from watchdog.adapters.codes import OneTimeCodes
from watchdog.adapters.exhibits.folder import FolderExhibits
from watchdog.adapters.ledger import SqliteLedger
from watchdog.adapters.packs import read_pack_texts
from watchdog.adapters.saved import MemoryArchive, SavedLedger, SavedRecords, SavedSource
from watchdog.adapters.secrets import Secrets
from watchdog.casefile import Get
from watchdog.check import Ports, check
from watchdog.errors import SettingsError
from watchdog.model.base import AccountId
from watchdog.model.case import Case, Outcome, Target
from watchdog.model.pack import Pack
from watchdog.packs import load as load_pack
from watchdog.ports import Clock, Progress, SilentProgress
from watchdog.settings import AccountSettings, Settings, ShopSettings
from watchdog.settings.refs import ProxyAddress

if TYPE_CHECKING:
    from watchdog.adapters.browser.session import SessionStore
    from watchdog.adapters.browser.settings import BrowserSettings, Credentials, Proxy
    from watchdog.adapters.browser.source import BrowserSource
    from watchdog.adapters.records import FileRecords


class NoExhibits:
    """A replay leaves no evidence folders: it has the ones it came from."""

    def write(self, outcome: Outcome, case: Case) -> tuple[str, ...]:
        del outcome, case
        return ()


def replay_ports(case: Case, get: Get, progress: Progress | None = None) -> Ports:
    """The ports of a replay: pages, records and history of an archived case; nothing is written."""
    return Ports(
        SavedSource(case, get),
        MemoryArchive(get),
        SavedRecords(case, get),
        SavedLedger(case),
        NoExhibits(),
        progress or SilentProgress(),
    )


def replayed(case: Case, get: Get, progress: Progress | None = None) -> Outcome:
    """The same case judged again, from its own bytes, by its own pack and today's rules."""
    return check(case.target, Pack.model_validate_json(get(case.pack)), replay_ports(case, get, progress))


def target_of(account: AccountSettings, shop: ShopSettings, settings: Settings) -> Target:
    """A shop as the path needs it: no secrets."""
    return Target(
        shop=shop.name,
        account=account.name,
        platform=account.platform,
        region=account.region,
        shop_id=shop.shop_id,
        name=shop.title,
        window_days=shop.days,
        tabs=shop.tabs,
        max_pages=shop.max_pages,
        hosts={str(side): where for side, where in account.hosts.items()},
        rules=settings.rules.values(),
    )


@dataclass
class Wiring:
    """Adapters for one set of settings. `ask`: asks a person for a secret (the text says which), None if nobody is
    there.
    """

    settings: Settings
    ask: Callable[[str], str | None] = lambda what: None
    on_reveal: Callable[[str], None] = lambda secret: None
    progress: Progress = field(default_factory=SilentProgress)
    clock: Clock = field(default_factory=SystemClock)
    keep_sessions: bool = True
    """False: a sign-in lasts as long as the browser (practice)."""

    @property
    def folder(self) -> Path:
        return self.settings.folder

    @cached_property
    def archive(self) -> FolderArchive:
        return FolderArchive(self.folder / "archive")

    @cached_property
    def ledger(self) -> SqliteLedger:
        return SqliteLedger(self.folder / "ledger.db")

    @cached_property
    def exhibits(self) -> FolderExhibits:
        return FolderExhibits(self.folder / "exhibits", self.archive)

    @cached_property
    def secrets(self) -> Secrets:
        return Secrets(ask=self.ask, on_reveal=self.on_reveal)

    @cached_property
    def sessions(self) -> SessionStore:
        from watchdog.adapters.browser.session import SessionStore

        return SessionStore(self.folder / "sessions")

    @cached_property
    def records(self) -> FileRecords:
        from watchdog.adapters.records import FileRecords

        return FileRecords(
            {shop.name: shop.records for _, shop in self.settings.shops()},
            data=self.folder / "records",
            secret=self.secrets.reveal,
            keep=self.archive.put,
        )

    @cached_property
    def source(self) -> BrowserSource:
        from watchdog.adapters.browser.source import BrowserSource

        return BrowserSource(
            self.browser_settings(),
            secrets=self.credentials,
            codes=OneTimeCodes(self.clock, self._totp, lambda account: self.ask(f"one-time code for {account}")),
            clock=self.clock,
            sessions=self.sessions if self.keep_sessions else None,
        )

    def targets(self, names: list[str] | tuple[str, ...] = ()) -> list[Target]:
        """The shops of these names, or all. Raises SettingsError for a name that is not set up."""
        return [target_of(account, shop, self.settings) for account, shop in self.settings.select(names)]

    def pack_for(self, target: Target) -> Pack:
        """Raises PackError with file, key and mend; SettingsError for a tab that the pack's list does not have."""
        account = next((one for one in self.settings.account if one.name == target.account), None)
        pack = load_pack(read_pack_texts(account.packs if account else None), target.platform, target.region)
        orders = pack.page("orders")
        known = sorted(orders.tabs) if orders else []
        wrong = [tab for tab in target.tabs if tab not in known]
        if orders and orders.tabs and wrong:
            raise SettingsError(
                f"shop {target.shop}: the order list of {target.platform}/{target.region} has no tab `{wrong[0]}`",
                mend=f"write one of: {', '.join(known)}",
            )
        return pack

    @contextmanager
    def live(self, account: AccountId) -> Iterator[Ports]:
        """The ports of an account with the browser as source. The browser stays warm until `close`."""
        del account
        yield Ports(self.source, self.archive, self.records, self.ledger, self.exhibits, self.progress)

    def close(self) -> None:
        """Ends the browser, if one was started."""
        if "source" in self.__dict__:
            self.source.close()

    def __enter__(self) -> Wiring:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def credentials(self, account: AccountId) -> Credentials | None:
        """Asked at the moment of signing in; None if there is no user name or nobody gives the password."""
        from pydantic import SecretStr

        from watchdog.adapters.browser.settings import Credentials

        one = self.settings.the_account(account)
        if not one.login:
            return None
        password = self.secrets.reveal(str(one.password), f"password of {one.login} ({account})")
        return Credentials(user=one.login, password=SecretStr(password))

    def _totp(self, account: AccountId) -> str | None:
        reference = self.settings.the_account(account).totp
        return self.secrets.reveal(str(reference), f"authenticator secret of {account}") if reference else None

    def browser_settings(self) -> BrowserSettings:
        """The settings in the adapter's words."""
        from watchdog.adapters.browser.settings import Access, BrowserSettings, Pace

        browser, pace = self.settings.browser, self.settings.pace
        return BrowserSettings(
            state_dir=self.folder / "accounts",
            executable=str(browser.executable) if browser.executable else browser.channel,
            headed=browser.headed,
            attach_url=browser.attach,
            connect_url=browser.connect,
            accounts={one.name: Access(self._proxy(one), one.login_budget_per_day) for one in self.settings.account},
            deadline_s=float(browser.deadline_seconds),
            pace=Pace(pace.gap_seconds, pace.jitter, pace.back_off_seconds, pace.back_off_tries),
        )

    def _proxy(self, account: AccountSettings) -> Proxy | None:
        return None if account.proxy is None else proxy_of(account.proxy, self.secrets, account.name)


def proxy_of(address: ProxyAddress, secrets: Secrets, account: str) -> Proxy:
    """A declared proxy, its name and password taken out of the address."""
    from pydantic import SecretStr

    from watchdog.adapters.browser.settings import Proxy

    text = address.plain or secrets.reveal(str(address.ref), f"proxy of {account}")
    parts = urlsplit(text)
    server = f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")
    return Proxy(server=server, user=unquote(parts.username or ""), password=SecretStr(unquote(parts.password or "")))
