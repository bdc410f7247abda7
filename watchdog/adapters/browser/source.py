"""ports.Source over a real browser: synchronous outside, one event loop in its own thread inside."""

from __future__ import annotations

import asyncio
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.async_api import Error as PlaywrightError

from watchdog.adapters.browser.address import login_url, origin, rules_for
from watchdog.adapters.browser.budget import AccountState, Budget, SignIns
from watchdog.adapters.browser.decide import Phase
from watchdog.adapters.browser.login import Form, SignedIn, SignIn
from watchdog.adapters.browser.loop import LoopThread
from watchdog.adapters.browser.pace import Pacer
from watchdog.adapters.browser.pool import Pool, Tab
from watchdog.adapters.browser.reader import Judge, Reader
from watchdog.adapters.browser.session import SessionStore
from watchdog.adapters.browser.settings import BrowserSettings, Credentials, SecretsOf
from watchdog.adapters.browser.visit import Visit
from watchdog.errors import BrowserError
from watchdog.extract import read_page
from watchdog.model.base import AccountId
from watchdog.model.case import Rung, Target
from watchdog.model.pack import LoginSpec, Pack
from watchdog.model.pages import Ask, Page, PageState, Pictures, Window
from watchdog.ports import Clock, Codes


def judge_bytes(page: Page, pack: Pack) -> PageState:
    """What the bytes say the page is: the same reader as in a replay."""
    return read_page(page, pack).state


class BrowserSource:
    """Reads targets with one warm browser. Several threads may look at once; shops of one account are read in turn.

    `sessions` None: sessions are not kept beyond this object's life (demo, tests).
    """

    def __init__(
        self,
        settings: BrowserSettings,
        *,
        secrets: SecretsOf,
        codes: Codes,
        clock: Clock,
        sessions: SessionStore | None,
        judge: Judge = judge_bytes,
    ) -> None:
        self._settings = settings
        self._secrets = secrets
        self._codes = codes
        self._clock = clock
        self._sessions = sessions
        self._judge = judge
        self._budget = Budget(settings.state_dir)
        self._loop = LoopThread()
        self._pool = Pool(settings, clock)
        self._locks: defaultdict[AccountId, threading.Lock] = defaultdict(threading.Lock)
        self._pacers: dict[AccountId, Pacer] = {}
        self._saving: set[asyncio.Task[None]] = set()

    @contextmanager
    def open(self, target: Target, pack: Pack, rung: Rung) -> Iterator[BrowserLook]:
        """Raises BrowserError if no browser can be started, SessionError if the stored session cannot be opened."""
        with self._locks[target.account]:
            look = self._loop.run(self._begin(target, pack, rung))
            try:
                yield look
            finally:
                self._loop.run(self._end(target.account, look.visit.tab))

    def close(self) -> None:
        """Closes contexts, browser and loop. In attached mode the seller's browser stays as it is, without our tab."""
        self._loop.run(self._close())
        self._loop.stop()

    def __enter__(self) -> BrowserSource:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def account(self, account: AccountId) -> SignIns:
        """Sign-ins and state of an account, for `doctor` and notices."""
        return self._budget.of(account)

    async def _begin(self, target: Target, pack: Pack, rung: Rung) -> BrowserLook:
        account = target.account
        fresh = rung is Rung.NEW_CONTEXT
        state = await self._pool.state(account) if fresh else None
        if state is None and self._sessions is not None:
            state = self._sessions.load(account)
        try:
            tab = await self._pool.tab(account, rules_for(target, pack), state, fresh=fresh)
            if rung is Rung.RELOAD:
                await tab.cdp.send("Network.enable")
                await tab.cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})
        except PlaywrightError as error:
            first = error.message.strip().splitlines()[0]
            raise BrowserError(
                f"The browser opens no tab: {first}", mend="run it again; `watchdog doctor` tells more"
            ) from error
        pacer = self._pacers.setdefault(account, Pacer(self._settings))
        reader = Reader(tab, pack, self._judge, self._clock, self._settings, pacer)

        async def sign_in(reader: Reader, url: str) -> str:
            return await self._sign_in(reader, target, url)

        return BrowserLook(Visit(target, reader, sign_in), self._loop)

    async def _end(self, account: AccountId, tab: Tab) -> None:
        if self._saving:
            await asyncio.wait(set(self._saving), timeout=10)
        await self._pool.give_back(account, tab)

    async def _close(self) -> None:
        if self._saving:
            await asyncio.wait(set(self._saving), timeout=10)
        await self._pool.close()

    async def _sign_in(self, reader: Reader, target: Target, url: str) -> str:
        """Empty text: signed in, the page that asked for it is being shown or can be asked again. Else why not."""
        account, login = target.account, reader.pack.login
        if login is None:
            return "the pack does not say how to sign in"
        if self._settings.attach_url:
            return "this browser is yours: sign in there"
        refused = self._budget.refusal(account, self._settings.access(account).sign_ins_per_day, self._clock.now())
        if refused:
            return refused
        credentials = self._secrets(account)
        if credentials is None:
            return f"no password is stored for account {account}; sign in once with `watchdog login {account}`"
        self._budget.spend(account, self._clock.now())
        done = await self._type_in(reader, target, login, url, credentials)
        if done.result is SignedIn.YES:
            self._keep_session(account)
            return ""
        if done.result is not SignedIn.REFUSED:
            self._budget.challenged(account, done.why, self._clock.now())
        return done.why

    async def _type_in(
        self, reader: Reader, target: Target, login: LoginSpec, url: str, credentials: Credentials
    ) -> SignIn:
        tab = reader.tab
        hosts = [origin(target, reader.pack, "seller"), origin(target, reader.pack, "accounts")]

        async def inside() -> bool:
            names = await self._pool.cookie_names(target.account, hosts)
            return not names.isdisjoint(login.session_cookies)

        async def code() -> str | None:
            return await asyncio.to_thread(self._codes.code, target.account)

        tab.ward.phase = Phase.LOGIN
        try:
            form = Form(tab.page, login, inside, self._settings.deadline_s)
            await form.reach(login_url(target, reader.pack, login, url))
            return await form.sign_in(credentials, code)
        except PlaywrightError as error:
            # Only navigation speaks here: messages that repeat typed text are stopped in Form.
            return SignIn(SignedIn.REFUSED, f"the sign-in page cannot be used: {error.message.splitlines()[0]}")
        finally:
            tab.ward.phase = Phase.READ

    def _keep_session(self, account: AccountId) -> None:
        if self._sessions is None:
            return
        sessions = self._sessions

        async def save() -> None:
            state = await self._pool.state(account)
            if state is not None:
                await asyncio.to_thread(sessions.save, account, state)

        task = asyncio.ensure_future(save())
        self._saving.add(task)
        task.add_done_callback(self._saving.discard)


class BrowserLook:
    """ports.OpenLook: hands every question over to the loop thread."""

    def __init__(self, visit: Visit, loop: LoopThread) -> None:
        self.visit = visit
        self._loop = loop

    def identity(self) -> Page:
        return self._loop.run(self.visit.identity())

    def window(self, window: Window) -> Iterator[Page]:
        pages = self.visit.window(window)

        async def following() -> Page | None:
            return await anext(pages, None)

        while (page := self._loop.run(following())) is not None:
            yield page

    def page(self, ask: Ask) -> Page:
        return self._loop.run(self.visit.page(ask))

    def pictures(self, page: Page, rows: Sequence[int], *, full: bool) -> Pictures:
        return self._loop.run(self.visit.pictures(page, rows, full=full))


__all__ = ["AccountState", "BrowserLook", "BrowserSource", "judge_bytes"]
