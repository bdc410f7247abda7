"""The warm browsers and their contexts. One browser serves every account that declares the same proxy."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, cast

from playwright.async_api import Browser, BrowserContext, CDPSession, Page, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from watchdog.adapters.browser.decide import Rules
from watchdog.adapters.browser.guard import Guard, Ward
from watchdog.adapters.browser.launch import open_browser
from watchdog.adapters.browser.recorder import Recorder
from watchdog.adapters.browser.settings import BrowserSettings, Proxy
from watchdog.model.base import AccountId
from watchdog.ports import Clock


@dataclass
class Tab:
    """One page of ours with its DevTools session and what the guard knows of it."""

    page: Page
    cdp: CDPSession
    ward: Ward
    guard: Guard
    died: str = ""
    """Why it can no longer be used; empty while it lives."""

    @property
    def recorder(self) -> Recorder:
        return self.ward.recorder


@dataclass
class _Warm:
    browser: Browser
    guard: Guard | None


@dataclass
class _Kept:
    """A context of an account that is signed in, between two looks."""

    context: BrowserContext
    closing: asyncio.TimerHandle | None = None


@dataclass
class Pool:
    """Every method runs on the loop thread."""

    settings: BrowserSettings
    clock: Clock
    _playwright: Playwright | None = None
    _browsers: dict[str, _Warm] = field(default_factory=dict)
    _contexts: dict[AccountId, _Kept] = field(default_factory=dict)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _closers: set[asyncio.Task[None]] = field(default_factory=set)

    async def tab(self, account: AccountId, rules: Rules, state: str | None, *, fresh: bool) -> Tab:
        """A guarded tab in the account's context. `state`: a session as JSON, used when a context has to be made;
        `fresh` makes one in any case. Raises BrowserError when no browser can be started."""
        warm = await self._browser(self.settings.access(account).proxy)
        if fresh:
            await self.drop(account)
        kept = self._contexts.get(account)
        if kept is None:
            kept = self._contexts[account] = _Kept(await self._context(warm.browser, state))
        if kept.closing:
            kept.closing.cancel()
            kept.closing = None
        return await self._tab(warm, kept.context, rules)

    async def _tab(self, warm: _Warm, context: BrowserContext, rules: Rules) -> Tab:
        page = await context.new_page()
        cdp = await context.new_cdp_session(page)
        info = await cdp.send("Target.getTargetInfo")
        ward = Ward(rules=rules, recorder=Recorder(rules), main_frame=info["targetInfo"]["targetId"])
        guard = warm.guard or Guard(cdp, self.clock, whole_browser=False)
        if warm.guard is None:
            # The site's own service worker in the seller's profile would answer in place of the site.
            await cdp.send("Network.enable")
            await cdp.send("Network.setBypassServiceWorker", {"bypass": True})
        await guard.watch(ward)
        await cdp.send("Page.enable")
        cdp.on("Page.frameAttached", lambda event: ward.frames.add(event["frameId"]))
        cdp.on("Page.frameDetached", lambda event: ward.frames.discard(event["frameId"]))
        tab = Tab(page, cdp, ward, guard)
        page.on("crash", lambda _: _mark(tab, "the tab crashed"))
        page.on("close", lambda _: _mark(tab, "the tab was closed"))
        page.on("popup", self._close_popup)
        return tab

    def _close_popup(self, popup: Page) -> None:
        self._later(popup.close())

    def _later(self, work: Any) -> None:
        async def quietly() -> None:
            try:
                await work
            except PlaywrightError:
                return  # already gone, which is what was wanted

        task = asyncio.ensure_future(quietly())
        self._closers.add(task)
        task.add_done_callback(self._closers.discard)

    async def give_back(self, account: AccountId, tab: Tab) -> None:
        """The look is over. The context stays warm for a while, the tab does not."""
        tab.guard.forget(tab.ward)
        kept = self._contexts.get(account)
        if tab.died or kept is None:
            await self.drop(account)
            return
        self._later(tab.page.close())
        loop = asyncio.get_running_loop()
        kept.closing = loop.call_later(self.settings.idle_s, lambda: self._later(self.drop(account)))

    async def state(self, account: AccountId) -> str | None:
        """The session of the account's context as JSON (cookies and storage), None without one."""
        kept = self._contexts.get(account)
        return json.dumps(await kept.context.storage_state()) if kept else None

    def has(self, account: AccountId) -> bool:
        """True if the account has a warm context."""
        return account in self._contexts

    async def cookie_names(self, account: AccountId, urls: list[str]) -> frozenset[str]:
        kept = self._contexts.get(account)
        cookies = await kept.context.cookies(urls) if kept else []
        return frozenset(str(cookie.get("name")) for cookie in cookies)

    async def drop(self, account: AccountId) -> None:
        kept = self._contexts.pop(account, None)
        if kept is None:
            return
        if kept.closing:
            kept.closing.cancel()
        if not self.settings.attach_url:
            await _quietly_close(kept.context)

    async def close(self) -> None:
        for account in list(self._contexts):
            await self.drop(account)
        if self._closers:
            await asyncio.wait(set(self._closers), timeout=5)
        for warm in self._browsers.values():
            await _quietly_close(warm.browser)
        self._browsers.clear()
        if self._playwright:
            await self._playwright.stop()
            self._playwright = None

    async def _browser(self, proxy: Proxy | None) -> _Warm:
        """The warm browser for this proxy; a new one if it has died."""
        key = proxy.server if proxy else ""
        async with self._lock:
            warm = self._browsers.get(key)
            if warm and warm.browser.is_connected():
                return warm
            if self._playwright is None:
                self._playwright = await async_playwright().start()
            browser = await open_browser(self._playwright, self.settings, proxy)
            guard = None
            if not self.settings.attach_url:
                guard = Guard(await browser.new_browser_cdp_session(), self.clock, whole_browser=True)
                if proxy and proxy.user:
                    guard.proxy_login(proxy)
            warm = self._browsers[key] = _Warm(browser, guard)
            browser.on("disconnected", self._gone)
            return warm

    def _gone(self, browser: Browser) -> None:
        for account, kept in list(self._contexts.items()):
            if kept.context.browser is browser:
                if kept.closing:
                    kept.closing.cancel()
                del self._contexts[account]

    async def _context(self, browser: Browser, state: str | None) -> BrowserContext:
        if self.settings.attach_url:
            return browser.contexts[0]
        width, height = self.settings.viewport
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            accept_downloads=False,
            storage_state=cast(Any, json.loads(state)) if state else None,
        )
        if self.settings.connect_url:
            # Somebody else started that browser, so the way out cannot be closed by a flag.
            await context.route_web_socket("**/*", lambda socket: socket.close())
        return context


def _mark(tab: Tab, why: str) -> None:
    tab.died = tab.died or why


async def _quietly_close(thing: BrowserContext | Browser) -> None:
    try:
        await thing.close()
    except PlaywrightError:
        return  # it died before; there is nothing left to close
