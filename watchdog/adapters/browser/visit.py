"""One look at one target on the loop thread: sign in if needed, go from page to page, back off when asked to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from playwright.async_api import Error as PlaywrightError

from watchdog.adapters.browser import camera
from watchdog.adapters.browser.address import page_url, same_page
from watchdog.adapters.browser.overlays import click
from watchdog.adapters.browser.pool import Tab
from watchdog.adapters.browser.reader import Read, Reader
from watchdog.model.case import Target
from watchdog.model.pack import PageSpec
from watchdog.model.pages import Ask, AskKind, Failure, Page, PageState, Pictures, Window

SignInHere = Callable[[Reader, str], Awaitable[str]]
"""Signs in on behalf of the page at this address. Empty text: signed in; else why not."""


Challenged = Callable[[str], None]
"""Told once the site asks who we are in the middle of reading; with what the address says of it."""


@dataclass
class Visit:
    """The open site. `sign_in` is called at most once a look."""

    target: Target
    reader: Reader
    sign_in: SignInHere
    challenged: Challenged
    _tried: bool = False
    _identities: int = 0

    @property
    def tab(self) -> Tab:
        return self.reader.tab

    async def identity(self) -> Page:
        spec = identity_page(self.reader.pack.pages)
        self._identities += 1
        if spec is None:
            ask = Ask(kind=AskKind.IDENTITY, page_type="identity", number=self._identities)
            return self.reader.broken(ask, "not_captured", "the pack has no page that says whose shop it is").page
        ask = Ask(kind=AskKind.IDENTITY, page_type=spec.type, number=self._identities)
        return (await self._load(spec, ask)).page

    async def window(self, window: Window) -> AsyncIterator[Page]:
        spec = self.reader.pack.page(window.page_type)
        ask = Ask(kind=AskKind.LIST, page_type=window.page_type, tab=window.tab)
        if spec is None:
            yield self.reader.broken(ask, "not_captured", f"the pack has no page type {window.page_type}").page
            return
        read = await self._load(spec, ask)
        yield read.page
        while read.page.failure is None and read.state is PageState.READY and ask.number < window.max_pages:
            ask = ask.model_copy(update={"number": ask.number + 1})
            following = await self._turn(spec, ask, read)
            if following is None:
                return
            read = following
            yield read.page

    async def page(self, ask: Ask) -> Page:
        spec = self.reader.pack.page(ask.page_type)
        searching = ask.kind is AskKind.SEARCH
        if spec is None or (searching and spec.search is None):
            return self.reader.broken(ask, "not_captured", f"the pack knows no way to {ask.kind.value} here").page
        if ask.kind is AskKind.ORDER and "{order_id}" in spec.address and not ask.order_id:
            return self.reader.broken(ask, "not_captured", "the order page needs an order_id, and none is known").page
        if searching and spec.search and not spec.search.address:
            return (await self._search_by_input(spec, ask)).page
        return (await self._load(spec, ask)).page

    async def pictures(self, page: Page, rows: Sequence[int], *, full: bool) -> Pictures:
        places = {place.index: place.rect for place in page.row_rects}
        try:
            clips = [(row, await camera.clip(self.tab, places[row])) for row in rows if row in places]
            whole = await camera.full(self.tab) if full else None
        except PlaywrightError as error:
            first = error.message.strip().splitlines()[0]
            return Pictures(failure=Failure(kind="browser_died", what=self.tab.died or first))
        return Pictures(full=whole, clips=tuple(clips))

    async def _load(self, spec: PageSpec, ask: Ask) -> Read:
        url = page_url(self.target, self.reader.pack, spec, ask)
        passing = None if self._tried else PageState.LOGGED_OUT
        read = await self.reader.open(url, spec, ask, unpictured=passing)
        if read.state is PageState.LOGGED_OUT and not self._tried:
            read = await self._after_signing_in(url, spec, ask, read)
        for attempt in range(self.reader.settings.pace.throttle_tries):
            if read.state is not PageState.THROTTLED:
                break
            await self.reader.pacer.back_off(attempt)
            read = await self.reader.open(url, spec, ask)
        return self._told(read)

    def _told(self, read: Read) -> Read:
        if read.state is PageState.CHALLENGED:
            self.challenged(f"a check at {urlsplit(read.page.url).path}")
        return read

    async def _after_signing_in(self, url: str, spec: PageSpec, ask: Ask, read: Read) -> Read:
        self._tried = True
        refused = await self.sign_in(self.reader, url)
        if refused:
            read = await self.reader.again(spec, ask)
            failure = Failure(kind="not_signed_in", what=refused)
            return Read(read.page.model_copy(update={"failure": failure}), read.state, read.seen)
        if same_page(self.tab.page.url, url):
            return await self.reader.again(spec, ask)
        return await self.reader.open(url, spec, ask)

    async def _turn(self, spec: PageSpec, ask: Ask, read: Read) -> Read | None:
        """The next page, None if there is none."""
        seen = read.seen
        if seen is None or spec.pager.kind == "none" or not spec.pager.next or not seen.next:
            return None
        if spec.pager.kind == "link":
            return await self._follow(spec, ask, read)
        following = await self.reader.turn(spec, ask, seen)
        for attempt in range(self.reader.settings.pace.throttle_tries):
            still = following.seen is not None and (following.seen.first, following.seen.current) == (
                seen.first,
                seen.current,
            )
            if following.state is not PageState.THROTTLED or not still:
                break
            # The page shown is still the old one, so clicking again cannot skip any.
            await self.reader.pacer.back_off(attempt)
            following = await self.reader.turn(spec, ask, seen)
        return self._told(following)

    async def _follow(self, spec: PageSpec, ask: Ask, read: Read) -> Read:
        here = self.tab.page.url
        link = self.tab.page.locator(spec.pager.next).locator("visible=true").first
        try:
            address = urljoin(here, await link.get_attribute("href", timeout=1000) or "")
        except PlaywrightError as error:
            if self.tab.died:
                return self.reader.gone(ask, error)
            return self.reader.broken(ask, "pager_stuck", f"the link to the next page: {error.message.splitlines()[0]}")
        if urlsplit(address)[:2] != urlsplit(here)[:2] or same_page(address, here):
            return self.reader.broken(ask, "pager_stuck", "the link to the next page leads elsewhere, or nowhere")
        following = await self.reader.open(address, spec, ask, referer=here)
        old = read.seen
        if following.state is PageState.READY and following.seen and old and following.seen.first == old.first:
            failure = Failure(kind="pager_stuck", what=f"the next page shows {old.first} first again")
            return Read(following.page.model_copy(update={"failure": failure}), following.state, following.seen)
        return following

    async def _search_by_input(self, spec: PageSpec, ask: Ask) -> Read:
        """Types the number into the list page's search field, as a person does."""
        search = spec.search
        listed = await self._load(spec, ask)
        if search is None or listed.state not in (PageState.READY, PageState.EMPTY) or listed.seen is None:
            return listed
        field = self.tab.page.locator(search.input).locator("visible=true").first

        async def submit() -> str:
            try:
                await field.fill(ask.order_sn or "", timeout=2000)
                if search.submit:
                    return await click(self.tab.page, search.submit)
                await field.press("Enter")
            except PlaywrightError as error:
                if self.tab.died:
                    raise
                return error.message.splitlines()[0]
            return ""

        return await self.reader.act(spec, ask, submit, listed.seen)


def identity_page(pages: dict[str, PageSpec]) -> PageSpec | None:
    """The page type named for it, else the first that says whose shop it is."""
    for name in ("identity", "shop"):
        if name in pages:
            return pages[name]
    return next((spec for spec in pages.values() if spec.identity is not None), None)
