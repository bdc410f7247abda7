"""Announcements and tours are closed before anything is believed or pictured: the way a person does it, by clicking."""

from __future__ import annotations

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from watchdog.model.pack import Overlay

CLICK_MS = 2000
TRIES = 3


class Closer:
    """Closes what covers one page. One that does not go away after TRIES is left alone and no longer waited for."""

    def __init__(self, page: Page, overlays: tuple[Overlay, ...]) -> None:
        self._page = page
        self._tries = dict.fromkeys(overlays, 0)

    @property
    def remaining(self) -> tuple[Overlay, ...]:
        return tuple(overlay for overlay, tries in self._tries.items() if tries < TRIES)

    async def close(self, index: int) -> None:
        """Closes `remaining[index]`: ticks its `first` (a locked button), then clicks `close`."""
        overlay = self.remaining[index]
        self._tries[overlay] += 1
        if overlay.first:
            await click(self._page, overlay.first)
        await click(self._page, overlay.close)


async def click(page: Page, css: str) -> str:
    """A real click on the first visible match. Empty text: the click landed on it; else why not.

    Playwright clicks only where the element has stopped moving, is enabled and is what `elementFromPoint` finds there,
    so a click can never fall on a mask unnoticed.
    """
    target = page.locator(css).locator("visible=true").first
    try:
        await target.click(timeout=CLICK_MS)
    except PlaywrightError as error:
        if page.is_closed():
            raise
        lines = [line.strip() for line in error.message.splitlines()]
        return next((line for line in lines if "intercepts pointer events" in line), lines[0])
    return ""
