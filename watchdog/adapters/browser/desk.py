"""Signing accounts in: by stored password within the budget, or with a person; and keeping the session."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.async_api import Error as PlaywrightError

from watchdog.adapters.browser.address import login_url, origin, page_url, same_page
from watchdog.adapters.browser.budget import Budget, SignIns
from watchdog.adapters.browser.decide import Phase
from watchdog.adapters.browser.login import Form, SignedIn, SignIn
from watchdog.adapters.browser.pool import Pool, Tab
from watchdog.adapters.browser.reader import Reader
from watchdog.adapters.browser.session import SessionStore
from watchdog.adapters.browser.settings import BrowserSettings, Credentials, SecretsOf
from watchdog.adapters.browser.visit import identity_page
from watchdog.model.base import AccountId, Frozen, ShopId
from watchdog.model.case import Target
from watchdog.model.pack import LoginSpec, Pack
from watchdog.model.pages import Ask, AskKind, Page
from watchdog.ports import Clock, Codes

PERSON_POLL_S = 0.5
UNREACHABLE = "the sign-in page cannot be used"


class SeenShop(Frozen):
    """A shop that an account's own list shows. Empty text: the list does not say."""

    shop_id: ShopId
    name: str = ""
    region: str = ""


class PersonSignIn(Frozen):
    """What came of a person's signing in. `shops` is empty where the site lists none."""

    signed_in: bool
    why: str = ""
    shops: tuple[SeenShop, ...] = ()


@dataclass
class Desk:
    """Works on the loop thread, for every account of a source."""

    settings: BrowserSettings
    pool: Pool
    secrets: SecretsOf
    codes: Codes
    clock: Clock
    sessions: SessionStore | None
    _saving: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.budget = Budget(self.settings.state_dir)

    def stored_session(self, account: AccountId) -> str | None:
        """Raises SessionError if it does not open, or if a new one could not be kept."""
        if self.sessions is None:
            return None
        self.sessions.ready()
        return self.sessions.load(account)

    def state(self, account: AccountId) -> SignIns:
        return self.budget.of(account)

    def challenged(self, account: AccountId, why: str) -> None:
        """From now on the account waits for a person."""
        self.budget.challenged(account, why, self.clock.now())

    async def sign_in(self, reader: Reader, target: Target, url: str) -> str:
        """Empty text: signed in, and the page at `url` is shown or can be asked for again. Else why not."""
        account, login = target.account, reader.pack.login
        if login is None:
            return "the pack does not say how to sign in"
        if self.settings.attach_url:
            return "this browser is yours: sign in there"
        per_day = self.settings.access(account).sign_ins_per_day
        refused = self.budget.refusal(account, per_day, self.clock.now())
        if refused:
            return refused
        credentials = self.secrets(account)
        if credentials is None:
            return f"no password is stored for account {account}; sign in once with `watchdog login {account}`"
        self.budget.spend(account, self.clock.now())
        done = await self._type_in(reader, target, login, url, credentials)
        if done.result is SignedIn.YES:
            self.keep_session(account)
            return ""
        if done.result is not SignedIn.REFUSED:
            self.challenged(account, done.why)
        return done.why

    async def with_person(self, reader: Reader, target: Target, *, timeout_s: float) -> PersonSignIn:
        """Shows the sign-in page and waits until the person is in. Types nothing, clicks nothing."""
        login, spec = reader.pack.login, identity_page(reader.pack.pages)
        if login is None or spec is None:
            return PersonSignIn(signed_in=False, why="the pack does not say how to sign in, or what to look at then")
        tab, ask = reader.tab, Ask(kind=AskKind.IDENTITY, page_type=spec.type)
        url = page_url(target, reader.pack, spec, ask)
        tab.ward.phase = Phase.PERSON
        try:
            await tab.page.goto(login_url(target, reader.pack, login, url), wait_until="commit")
            if not await self._inside_before(tab, target, reader.pack, login, timeout_s):
                return PersonSignIn(signed_in=False, why=f"nobody signed in within {timeout_s:g} seconds")
        except PlaywrightError:
            return PersonSignIn(signed_in=False, why=tab.died or UNREACHABLE)
        finally:
            tab.ward.phase = Phase.READ
        self.budget.person_signed_in(target.account, self.clock.now())
        self.keep_session(target.account)
        again = same_page(tab.page.url, url)
        read = await (reader.again(spec, ask) if again else reader.open(url, spec, ask))
        return PersonSignIn(signed_in=True, shops=shops_in(read.page, login))

    async def _inside_before(self, tab: Tab, target: Target, pack: Pack, login: LoginSpec, timeout_s: float) -> bool:
        """Signed in: the session's cookies are there and no form or challenge is shown any more."""
        end = time.monotonic() + timeout_s
        form = self._form(tab, target, pack, login, PERSON_POLL_S)
        while time.monotonic() < end and not tab.died:
            if await form.inside() and not await form.shown():
                return True
            await asyncio.sleep(PERSON_POLL_S)
        return False

    async def _type_in(
        self, reader: Reader, target: Target, login: LoginSpec, url: str, credentials: Credentials
    ) -> SignIn:
        async def code() -> str | None:
            return await asyncio.to_thread(self.codes.code, target.account)

        reader.tab.ward.phase = Phase.LOGIN
        try:
            form = self._form(reader.tab, target, reader.pack, login, self.settings.deadline_s)
            await form.reach(login_url(target, reader.pack, login, url))
            return await form.sign_in(credentials, code)
        except PlaywrightError as error:
            # Only navigation speaks here: messages that repeat typed text are stopped in Form.
            return SignIn(SignedIn.REFUSED, f"{UNREACHABLE}: {error.message.splitlines()[0]}")
        finally:
            reader.tab.ward.phase = Phase.READ

    def _form(self, tab: Tab, target: Target, pack: Pack, login: LoginSpec, deadline_s: float) -> Form:
        hosts = [origin(target, pack, "seller"), origin(target, pack, "accounts")]

        async def inside() -> bool:
            names = await self.pool.cookie_names(target.account, hosts)
            return not names.isdisjoint(login.session_cookies)

        return Form(tab.page, login, inside, deadline_s)

    def keep_session(self, account: AccountId) -> None:
        """Seals the session while reading goes on."""
        if self.sessions is None:
            return
        task = asyncio.ensure_future(self._save(account, self.sessions))
        self._saving.add(task)

    async def _save(self, account: AccountId, sessions: SessionStore) -> None:
        state = await self.pool.state(account)
        if state is not None:
            await asyncio.to_thread(sessions.save, account, state)

    async def saved(self) -> None:
        """Waits until every session is on disk. Raises what went wrong with one (SessionError: no key)."""
        tasks, self._saving = self._saving, set()
        for task in tasks:
            try:
                await task
            except PlaywrightError:
                continue  # the browser died with its session; the next look signs in again


def shops_in(page: Page, login: LoginSpec) -> tuple[SeenShop, ...]:
    """The shops that the account's own list names, if the page asked for it. What does not fit is left out."""
    bodies = [one.body for one in page.exchanges if one.name == login.shops_exchange and one.body]
    found: dict[ShopId, SeenShop] = {}
    for body in bodies:
        try:
            rows: object = json.loads(body)
        except ValueError:
            continue
        for key in filter(None, login.shops_path.split("/")):
            rows = rows.get(key) if isinstance(rows, Mapping) else None
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, Mapping) and row.get(login.shop_id_key):
                shop = ShopId(str(row[login.shop_id_key]))
                name, region = (str(row.get(key) or "") for key in (login.shop_name_key, login.shop_region_key))
                found.setdefault(shop, SeenShop(shop_id=shop, name=name, region=region.lower()))
    return tuple(found.values())
