"""Pictures as the browser paints them. Nothing is drawn, hidden or added for them."""

from __future__ import annotations

import base64
from typing import Any

from watchdog.adapters.browser.pool import Tab
from watchdog.model.pages import Rect

TALLEST = 16000
"""CSS pixels; beyond about 16384 Chromium repeats or drops tiles."""


async def viewport(tab: Tab) -> bytes:
    """PNG of what is in view."""
    return await _shoot(tab, {})


async def clip(tab: Tab, rect: Rect) -> bytes:
    """PNG of a part of the page, in view or not."""
    box = {
        "x": rect.x,
        "y": rect.y,
        "width": max(rect.width, 1),
        "height": min(max(rect.height, 1), TALLEST),
        "scale": 1,
    }
    return await _shoot(tab, {"clip": box, "captureBeyondViewport": True})


async def full(tab: Tab) -> bytes:
    """PNG of the whole page, from its top down to TALLEST."""
    metrics = await tab.cdp.send("Page.getLayoutMetrics")
    size = metrics["cssContentSize"]
    return await clip(tab, Rect(x=0, y=0, width=size["width"], height=size["height"]))


async def _shoot(tab: Tab, how: dict[str, Any]) -> bytes:
    answer = await tab.cdp.send("Page.captureScreenshot", {"format": "png", **how})
    return base64.b64decode(answer["data"])
