"""One tab read page by page: go somewhere, settle, take the page's bytes and its picture."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from playwright.async_api import Error as PlaywrightError

from watchdog.adapters.browser import camera
from watchdog.adapters.browser.inpage import Before, Question, Seen, question
from watchdog.adapters.browser.overlays import click
from watchdog.adapters.browser.pace import Pacer
from watchdog.adapters.browser.pool import Tab
from watchdog.adapters.browser.settings import BrowserSettings
from watchdog.adapters.browser.settle import Settled, settle
from watchdog.model.pack import Pack, PageSpec
from watchdog.model.pages import Ask, AskKind, Failure, Page, PageState
from watchdog.ports import Clock

Judge = Callable[[Page, Pack], PageState]
"""The reader of archived bytes: what they say the page is."""

DECIDED = frozenset(PageState) - {PageState.SKELETON, PageState.UNKNOWN, PageState.DEAD, PageState.STOPPED}
COMPLETE = (PageState.READY, PageState.EMPTY, PageState.NOT_FOUND)


@dataclass(frozen=True)
class Read:
    """A page with what the next step needs to know. `state`: of its bytes; `seen`: None if nothing could be seen."""

    page: Page
    state: PageState
    seen: Seen | None


@dataclass
class Reader:
    """Works on one tab; every method runs on the loop thread."""

    tab: Tab
    pack: Pack
    judge: Judge
    clock: Clock
    settings: BrowserSettings
    pacer: Pacer
    _began: float = 0.0
    _at: datetime | None = None
    _shot: asyncio.Task[bytes] | None = None

    async def open(
        self, url: str, spec: PageSpec, ask: Ask, *, referer: str | None = None, unpictured: PageState | None = None
    ) -> Read:
        """Loads `url` and settles it. Trouble is a page with a failure. A page in state `unpictured` is only passed
        through: no picture of it is waited for."""
        await self.pacer.turn()
        self._start()
        here = self.tab.page.url.partition("#")[0]
        self.tab.recorder.new_document(spec.exchanges, here if here != url else "")
        failure = await self._navigate(url, referer)
        if failure is not None:
            return self.broken(ask, failure.kind, failure.what)
        return await self._finish(spec, ask, unpictured=unpictured)

    async def again(self, spec: PageSpec, ask: Ask) -> Read:
        """What the tab shows now, without loading anything: after a sign-in has led back to the page asked for."""
        return await self._finish(spec, ask)

    async def turn(self, spec: PageSpec, ask: Ask, before: Seen) -> Read:
        """Clicks the pager's `next` and settles the page that follows. A click without effect is not repeated."""
        await self.pacer.turn()
        self._start()
        self.tab.recorder.new_turn(spec.exchanges)
        try:
            missed = await click(self.tab.page, spec.pager.next)
        except PlaywrightError as error:
            return self.gone(ask, error)
        if missed:
            return self.broken(ask, "pager_stuck", f"the pager could not be clicked: {missed}")
        return await self._finish(spec, ask, before=earlier(before, turn=True))

    async def act(self, spec: PageSpec, ask: Ask, deed: Callable[[], Awaitable[str]], before: Seen) -> Read:
        """Does something a person would do (`deed` tells why it failed, empty: done) and settles what follows, which
        must differ from `before`."""
        await self.pacer.turn()
        self._start()
        self.tab.recorder.new_turn(spec.exchanges)
        try:
            missed = await deed()
        except PlaywrightError as error:
            return self.gone(ask, error)
        if missed:
            return self.broken(ask, "navigation", missed)
        return await self._finish(spec, ask, before=earlier(before, turn=False))

    def broken(self, ask: Ask, kind: str, what: str) -> Read:
        """A page that did not come, with nothing but the reason."""
        url = self.tab.page.url if not self.tab.died else ""
        page = Page(
            ask=ask,
            url=url,
            observed_at=self.clock.now(),
            html=b"",
            stopped=self.tab.ward.take_stopped(),
            failure=Failure(kind=kind, what=what),
            settled_ms=round((time.monotonic() - self._began) * 1000),
        )
        return Read(page, PageState.DEAD, None)

    def gone(self, ask: Ask, error: PlaywrightError) -> Read:
        """The page that stands for a browser or tab that died while it was asked."""
        return self.broken(ask, "browser_died", self.tab.died or error.message.strip().splitlines()[0])

    def _start(self) -> None:
        self._began = time.monotonic()
        self.tab.ward.take_stopped()

    async def _navigate(self, url: str, referer: str | None) -> Failure | None:
        try:
            self.tab.ward.document_status = None
            await self.tab.page.goto(
                url, wait_until="commit", timeout=self.settings.deadline_s * 1000, referer=referer or ""
            )
        except PlaywrightError as error:
            if self.tab.died or not self.tab.page.context.browser or "has been closed" in error.message:
                return Failure(kind="browser_died", what=self.tab.died or "the browser died")
            first = error.message.strip().splitlines()[0]
            if "interrupted by another navigation" in first:
                return None  # the page's own redirect was quicker
            return Failure(kind="timeout" if "Timeout" in first else "navigation", what=first)
        return None

    async def _finish(
        self, spec: PageSpec, ask: Ask, *, before: Before | None = None, unpictured: PageState | None = None
    ) -> Read:
        state = PageState.UNKNOWN

        async def enough(seen: Seen) -> bool:
            nonlocal state
            self._at = self.clock.now()
            if seen.ok:
                self._expose()
            state = await asyncio.to_thread(self.judge, self._page(ask, seen, None), self.pack)
            if state not in COMPLETE:
                return state in DECIDED
            # A search need not make every exchange that the list's own page needs.
            whole = ask.kind is AskKind.SEARCH or not self.tab.recorder.missing
            return whole and (before is None or before.passed(seen))

        try:
            asked: Question = question(spec, self.pack.order_sn)
            settled = await settle(self.tab, asked, enough, deadline_s=self.settings.deadline_s, before=before)
            if self.tab.died:
                return self.broken(ask, "browser_died", self.tab.died)
            return await self._take(ask, settled, state, before, pictured=state is not unpictured)
        except PlaywrightError as error:
            return self.gone(ask, error)

    async def _take(
        self, ask: Ask, settled: Settled, state: PageState, before: Before | None, *, pictured: bool
    ) -> Read:
        seen = settled.seen
        if seen is None:
            return self.broken(ask, "timeout", f"nothing could be seen within {self.settings.deadline_s:g} seconds")
        failure = stuck(before, seen, settled, state)
        if not settled.decided and failure is None:
            self._at = self.clock.now()
            state = await asyncio.to_thread(self.judge, self._page(ask, seen, None), self.pack)
        picture = await self._picture(fresh=not settled.decided) if pictured else None
        self._forget_shot()
        page = self._page(ask, seen, picture).model_copy(update={"failure": failure})
        self.tab.ward.take_stopped()
        return Read(page, state, seen)

    def _expose(self) -> None:
        """Starts the picture, so that the browser paints while the bytes are read."""
        self._forget_shot()
        self._shot = asyncio.ensure_future(camera.viewport(self.tab))

    async def _picture(self, *, fresh: bool) -> bytes:
        return await (camera.viewport(self.tab) if fresh or self._shot is None else self._shot)

    def _forget_shot(self) -> None:
        if self._shot is not None:
            self._shot.cancel()
        self._shot = None

    def _page(self, ask: Ask, seen: Seen, picture: bytes | None) -> Page:
        return Page(
            ask=ask,
            url=seen.url,
            observed_at=self._at or self.clock.now(),
            html=seen.html.encode("utf-8", "replace"),
            exchanges=self.tab.recorder.exchanges(),
            picture=picture,
            row_rects=seen.row_rects(),
            stopped=tuple(self.tab.ward.stopped),
            http_status=self.tab.ward.document_status,
            settled_ms=round((time.monotonic() - self._began) * 1000),
        )


def earlier(seen: Seen, *, turn: bool) -> Before:
    return Before(first=seen.first, current=seen.current, signature=seen.signature, turn=turn)


def stuck(before: Before | None, seen: Seen, settled: Settled, state: PageState) -> Failure | None:
    """A page turn is proven by another first row and the next page number; anything else is said, not believed."""
    if before is None or not before.turn or (settled.decided and state not in COMPLETE):
        return None
    if seen.first == before.first:
        what = f"page {before.current or '?'} still shows {before.first or 'no row'} first after the pager was clicked"
        return Failure(kind="pager_stuck", what=what)
    if before.current.isdigit() and seen.current.isdigit() and int(seen.current) != int(before.current) + 1:
        return Failure(kind="pager_stuck", what=f"the pager went from page {before.current} to page {seen.current}")
    return None
