"""When a page is finished: proven by what it shows and received, never by waiting a while.

First the page itself is asked (rows there, no placeholders, still for a frame), then the reader of the archived bytes
whether they are enough. Both together make "settled"; after the deadline the page is taken as it is.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from playwright.async_api import Error as PlaywrightError

from watchdog.adapters.browser.inpage import Before, Question, Seen, look
from watchdog.adapters.browser.overlays import Closer
from watchdog.adapters.browser.pool import Tab

CHUNK_S = 0.5
"""How long the page is asked at a time. A page that stays blank is read as often: an answer or a status may say why."""

Enough = Callable[[Seen], Awaitable[bool]]
"""Asks the reader of the bytes whether this is a decided state."""


@dataclass(frozen=True)
class Settled:
    """The last thing seen. `decided`: the reader of the bytes was content; else the deadline came first."""

    seen: Seen | None
    decided: bool


async def settle(
    tab: Tab, asked: Question, enough: Enough, *, deadline_s: float, before: Before | None = None
) -> Settled:
    """Looks until `enough` says yes or `deadline_s` seconds have passed. Raises PlaywrightError if the tab died."""
    end = time.monotonic() + deadline_s
    seen: Seen | None = None
    known = before.signature if before else ""
    closer = Closer(tab.page, asked.overlays)
    while (left := end - time.monotonic()) > 0 and not tab.died:
        open_now = replace(asked, overlays=closer.remaining)
        try:
            now = await look(
                tab.page,
                open_now,
                timeout_s=min(left, CHUNK_S),
                before=before,
                known=known,
                last=left <= CHUNK_S,
            )
            if now.overlay >= 0:
                await closer.close(now.overlay)
                continue
        except PlaywrightError as error:
            if not navigated(error):
                raise
            continue
        if not now.html:
            continue
        seen = now
        if seen.ok and tab.recorder.pending:
            await tab.recorder.change(min(left, CHUNK_S))
        known = seen.signature
        if await enough(seen):
            return Settled(seen, decided=True)
    return Settled(seen, decided=False)


def navigated(error: PlaywrightError) -> bool:
    """The page went elsewhere while it was asked: no trouble, it is asked again."""
    return "context was destroyed" in error.message or "Cannot find context" in error.message
