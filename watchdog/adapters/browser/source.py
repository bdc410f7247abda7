"""ports.Source over a real browser: synchronous outside, one event loop in its own thread inside."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import async_playwright

from watchdog.adapters.browser.address import rules_for
from watchdog.adapters.browser.budget import SignIns
from watchdog.adapters.browser.desk import Desk, PersonSignIn
from watchdog.adapters.browser.find import Found, find_browser
from watchdog.adapters.browser.loop import LoopThread
from watchdog.adapters.browser.pace import Pacer
from watchdog.adapters.browser.pool import Pool
from watchdog.adapters.browser.reader import Judge, Reader
from watchdog.adapters.browser.session import SessionStore
from watchdog.adapters.browser.settings import BrowserSettings, SecretsOf
from watchdog.adapters.browser.visit import Visit
from watchdog.errors import BrowserError
from watchdog.extract import read_page
from watchdog.model.base import AccountId
from watchdog.model.case import Rung, Target
from watchdog.model.pack import Pack
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
        self._clock = clock
        self._judge = judge
        self._loop = LoopThread()
        self._pool = Pool(settings, clock)
        self._desk = Desk(settings, self._pool, secrets, codes, clock, sessions)
        self._locks: defaultdict[AccountId, threading.Lock] = defaultdict(threading.Lock)
        self._pacers: dict[AccountId, Pacer] = {}

    @contextmanager
    def open(self, target: Target, pack: Pack, rung: Rung) -> Iterator[BrowserLook]:
        """Raises BrowserError if no browser can be started, SessionError if the stored session cannot be opened."""
        with self._locks[target.account]:
            visit = self._loop.run(self._begin(target, pack, rung))
            try:
                yield BrowserLook(visit, self._loop)
            finally:
                self._loop.run(self._end(visit))

    def sign_in_with_person(self, target: Target, pack: Pack, *, timeout_s: float = 600.0) -> PersonSignIn:
        """Shows the account's sign-in page in a window and waits for the person; then lists the account's shops.

        Needs `headed` settings where somebody is to see it. The session is kept; the account is no longer `challenged`.
        """
        with self._locks[target.account]:
            visit = self._loop.run(self._begin(target, pack, Rung.NEW_CONTEXT))
            try:
                return self._loop.run(self._desk.with_person(visit.reader, target, timeout_s=timeout_s))
            finally:
                self._loop.run(self._end(visit))

    def account(self, account: AccountId) -> SignIns:
        """Sign-ins and state of an account, for `doctor` and notices."""
        return self._desk.state(account)

    def close(self) -> None:
        """Closes contexts, browser and loop. In attached mode the seller's browser stays as it is, without our tab.

        A second call does nothing.
        """
        if not self._loop.running:
            return
        try:
            self._loop.run(self._close())
        finally:
            self._loop.stop()

    def __enter__(self) -> BrowserSource:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def _begin(self, target: Target, pack: Pack, rung: Rung) -> Visit:
        account = target.account
        fresh = rung is Rung.NEW_CONTEXT
        state = await self._pool.state(account) if fresh else None
        if state is None and not self._pool.has(account):
            state = self._desk.stored_session(account)
        try:
            tab = await self._pool.tab(account, rules_for(target, pack), state, fresh=fresh)
            if rung is Rung.RELOAD:
                await tab.cdp.send("Network.enable")
                await tab.cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})
        except PlaywrightError as error:
            first = error.message.strip().splitlines()[0]
            mend = "run it again; `watchdog doctor` tells more"
            raise BrowserError(f"The browser opens no tab: {first}", mend=mend) from error
        pacer = self._pacers.setdefault(account, Pacer(self._settings))
        reader = Reader(tab, pack, self._judge, self._clock, self._settings, pacer)

        async def sign_in(reader: Reader, url: str) -> str:
            return await self._desk.sign_in(reader, target, url)

        return Visit(target, reader, sign_in, lambda why: self._desk.challenged(account, why))

    async def _end(self, visit: Visit) -> None:
        try:
            await self._desk.saved()
        finally:
            await self._pool.give_back(visit.target.account, visit.tab)

    async def _close(self) -> None:
        try:
            await self._desk.saved()
        finally:
            await self._pool.close()


class BrowserLook:
    """ports.OpenLook: hands every question over to the loop thread."""

    def __init__(self, visit: Visit, loop: LoopThread) -> None:
        self._visit = visit
        self._loop = loop

    def identity(self) -> Page:
        return self._loop.run(self._visit.identity())

    def window(self, window: Window) -> Iterator[Page]:
        pages = self._visit.window(window)

        async def following() -> Page | None:
            return await anext(pages, None)

        while (page := self._loop.run(following())) is not None:
            yield page

    def page(self, ask: Ask) -> Page:
        return self._loop.run(self._visit.page(ask))

    def pictures(self, page: Page, rows: Sequence[int], *, full: bool) -> Pictures:
        return self._loop.run(self._visit.pictures(page, rows, full=full))

    def unnamed_exchanges(self) -> tuple[str, ...]:
        """`METHOD host/path` of what the pages' scripts asked for so far and the pack does not name; for `doctor`."""
        return tuple(self._visit.tab.ward.unnamed)


def which_browser(setting: str) -> Found:
    """The browser that would be used, and every place that was looked at; for `doctor`. Starts no browser."""

    async def own_path() -> str:
        async with async_playwright() as playwright:
            return playwright.chromium.executable_path

    loop = LoopThread()
    try:
        return find_browser(setting, loop.run(own_path()))
    finally:
        loop.stop()
