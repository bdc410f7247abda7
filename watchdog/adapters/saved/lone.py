"""Saved pages without a case, asked for as a live site is: lists in the order given, order pages by their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from itertools import islice
from urllib.parse import unquote, urlsplit

from watchdog.adapters.saved.browser_files import SavedPage
from watchdog.adapters.saved.source import NOT_CAPTURED, not_captured
from watchdog.model.base import OrderId, OrderSn
from watchdog.model.case import Rung, Target
from watchdog.model.pack import Pack, PageSpec
from watchdog.model.pages import Ask, AskKind, Failure, Page, Pictures, Window


def ask_of(url: str, pack: Pack, number: int = 1) -> Ask:
    """Which page of the pack an address is; the order list if it says nothing. `number`: position among the lists."""
    path = unquote(urlsplit(url).path).rstrip("/")
    for spec in pack.pages.values():
        found = _order_in(spec, path)
        if found is not None:
            sn, order_id = found.get("order_sn"), found.get("order_id")
            return Ask(
                kind=AskKind.ORDER,
                page_type=spec.type,
                order_id=OrderId(order_id) if order_id else None,
                order_sn=OrderSn(sn) if sn else None,
            )
    return Ask(kind=AskKind.LIST, page_type="orders", tab="all", number=number)


def pages_from(saved: Sequence[SavedPage], pack: Pack, at: datetime | None = None) -> tuple[Page, ...]:
    """Saved pages as pages of a look. `at` (aware UTC) overrides what the files say of their time."""
    pages: list[Page] = []
    for one in saved:
        lists = sum(page.ask.kind is AskKind.LIST for page in pages)
        ask = ask_of(one.url, pack, lists + 1)
        pages.append(Page(ask=ask, url=one.url, observed_at=at or one.saved_at, html=one.html))
    return tuple(pages)


class SavedPages:
    """Implements ports.Source over pages without a case: only the first way of looking, only what was saved.

    Whose shop it is can only be asked of the pages themselves: the first page answers that too.
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = tuple(pages)

    def open(self, target: Target, pack: Pack, rung: Rung) -> AbstractContextManager[LonePages]:
        del target, pack
        at = self._pages[0].observed_at
        return nullcontext(LonePages(self._pages if rung is Rung.BASELINE else (), at))


class LonePages:
    """Implements ports.OpenLook."""

    def __init__(self, pages: Sequence[Page], at: datetime) -> None:
        self._pages = tuple(pages)
        self._at = at
        self._identities = 0

    def identity(self) -> Page:
        self._identities += 1
        page_type = self._pages[0].ask.page_type if self._pages else "identity"
        ask = Ask(kind=AskKind.IDENTITY, page_type=page_type, number=self._identities)
        if not self._pages:
            return not_captured(ask, self._at, "only one saved look is at hand")
        return self._pages[0].model_copy(update={"ask": ask})

    def window(self, window: Window) -> Iterator[Page]:
        lists = [page for page in self._pages if page.ask.kind is AskKind.LIST]
        if not lists or window.tab != "all" or lists[0].ask.page_type != window.page_type:
            ask = Ask(kind=AskKind.LIST, page_type=window.page_type, tab=window.tab)
            yield not_captured(ask, self._at, f"no page of the list {window.tab} was saved")
            return
        yield from islice(lists, window.max_pages)

    def page(self, ask: Ask) -> Page:
        for page in self._pages:
            same = page.ask.kind is ask.kind and ask.order_id is not None and page.ask.order_id == ask.order_id
            if page.ask == ask or same:
                return page.model_copy(update={"ask": ask})
        return not_captured(ask, self._at, f"{ask.name} was not saved")

    def pictures(self, page: Page, rows: Sequence[int], *, full: bool) -> Pictures:
        del page, rows, full
        return Pictures(failure=Failure(kind=NOT_CAPTURED, what="a saved page has no picture"))


def _order_in(spec: PageSpec, path: str) -> dict[str, str] | None:
    """`{order_id}` or `{order_sn}` out of an order page's address; None for any other address."""
    template = urlsplit(spec.address).path.rstrip("/")
    names = re.findall(r"\{(order_id|order_sn)\}", template)
    if not names:
        return None
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(template))
    found = re.fullmatch(pattern, path)
    return {name: value for name, value in found.groupdict().items() if name in names} if found else None
