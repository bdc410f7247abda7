"""Pages that could not be trusted, grouped so that one trouble is told once: shared by `blind` and `platform-down`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from watchdog.compare.sightings import page_pointer
from watchdog.extract.looks import TRUSTED
from watchdog.model.findings import Claim, ClaimKind
from watchdog.model.pages import AskKind, PageState
from watchdog.model.readings import LookReading, PageReading
from watchdog.rules.base import CaseView, every_page

DOWN = frozenset({PageState.MAINTENANCE, PageState.ERROR})
"""The platform's trouble, not ours."""
SHOP_KEY = "shop"


@dataclass(frozen=True)
class Trouble:
    """`key`: `shop` for the look as a whole, a tab, `search`, or a page type. `pages`: those that were not trusted."""

    key: str
    state: PageState
    why: str
    pages: tuple[PageReading, ...]

    @property
    def whole(self) -> bool:
        return self.key == SHOP_KEY

    def claims(self, look: str) -> tuple[Claim, ...]:
        return tuple(
            Claim(kind=ClaimKind.STATE, field="state", pointers=(page_pointer(look, page),), says=(page.state.value,))
            for page in self.pages
        )

    def names(self) -> tuple[str, ...]:
        return tuple(page.ask.name for page in self.pages)


def troubles(view: CaseView) -> tuple[Trouble, ...]:
    """A look that is blind as a whole is one trouble; else each tab and each kind of single page has its own."""
    reading = view.reading
    if reading.blind is not None:
        pages = tuple(page for page in every_page(reading) if page.ask.name == reading.blind_page)
        return (Trouble(SHOP_KEY, reading.blind, reading.blind_why, pages),)
    return (*_windows(reading), *_singles(reading))


def _windows(reading: LookReading) -> Iterable[Trouble]:
    for window in reading.windows:
        bad = tuple(page for page in window.pages if page.state not in TRUSTED)
        if bad:
            yield Trouble(window.window.tab, bad[0].state, bad[0].why, bad)
        elif not window.complete:
            yield Trouble(window.window.tab, PageState.READY, window.why, window.pages[-1:])


def _singles(reading: LookReading) -> Iterable[Trouble]:
    """Searches and order pages. That something is not found is an answer, not a trouble."""
    found: dict[str, list[PageReading]] = {}
    for page in every_page(reading):
        if page.ask.kind in (AskKind.SEARCH, AskKind.ORDER) and page.state not in (*TRUSTED, PageState.NOT_FOUND):
            key = "search" if page.ask.kind is AskKind.SEARCH else page.ask.page_type
            found.setdefault(key, []).append(page)
    for key, pages in found.items():
        yield Trouble(key, pages[0].state, pages[0].why, tuple(pages))
