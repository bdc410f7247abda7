"""A person's pace: never two navigations of one account closer than the gap."""

from __future__ import annotations

from watchdog.adapters.browser.settings import BrowserSettings


class Pacer:
    """Pace of one account. Clock, sleep and randomness come from the settings."""

    def __init__(self, settings: BrowserSettings) -> None:
        self._settings = settings
        self._next = 0.0

    async def turn(self) -> None:
        """Waits until the next navigation or page turn is due, and books it."""
        pace, now = self._settings.pace, self._settings.rate_clock()
        wait = self._next - now
        if wait > 0:
            await self._settings.sleep(wait)
        self._next = max(now, self._next) + self._spread(pace.gap_s)

    async def back_off(self, attempt: int) -> None:
        """Waits after the site said "too often"; `attempt` counts from 0 and doubles the wait."""
        await self._settings.sleep(self._spread(self._settings.pace.throttle_s * 2**attempt))

    def _spread(self, seconds: float) -> float:
        jitter = self._settings.pace.jitter
        return seconds * self._settings.rng.uniform(1 - jitter, 1 + jitter)
