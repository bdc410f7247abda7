"""How a browser is started or reached. A launched one has no way out for WebSockets."""

from __future__ import annotations

import urllib.request
from typing import Any, TypedDict

from playwright.async_api import Browser, Playwright
from playwright.async_api import Error as PlaywrightError

from watchdog.adapters.browser.find import QUIET_FLAGS, Found, find_browser, running_as_root
from watchdog.adapters.browser.settings import BrowserSettings, Proxy
from watchdog.errors import BrowserError

NOWHERE = "127.0.0.1:9"
"""The discard port: connecting to it is refused at once."""


class Start(TypedDict, total=False):
    """Arguments of Playwright's launch."""

    executable_path: str
    channel: str
    headless: bool
    args: list[str]


def proxy_flags(proxy: Proxy | None, system: dict[str, str]) -> list[str]:
    """Proxy rules by scheme. WebSockets use the `socks` entry before any other, and that entry leads nowhere.

    Without a declared proxy the system's own is kept (`system` as urllib.request.getproxies gives it; a proxy script is
    not in it and has to be declared). Loopback is not excepted, or a WebSocket to the practice site would get out.
    """
    http = proxy.server if proxy else system.get("http", "direct://")
    https = proxy.server if proxy else system.get("https", system.get("http", "direct://"))
    return [f"--proxy-server=http={http};https={https};socks={NOWHERE}", "--proxy-bypass-list=<-loopback>"]


def start_arguments(found: Found, settings: BrowserSettings, proxy: Proxy | None, *, root: bool) -> Start:
    """`--no-sandbox` only for root, where Chromium cannot start without it."""
    args = [*QUIET_FLAGS, *proxy_flags(proxy, urllib.request.getproxies())]
    if root:
        args.append("--no-sandbox")
    start = Start(headless=not settings.headed, args=args)
    if found.executable:
        start["executable_path"] = str(found.executable)
    else:
        start["channel"] = found.channel
    return start


async def open_browser(playwright: Playwright, settings: BrowserSettings, proxy: Proxy | None) -> Browser:
    """A running browser. Raises BrowserError with a mend."""
    try:
        if settings.attach_url:
            return await playwright.chromium.connect_over_cdp(settings.attach_url)
        if settings.connect_url:
            return await playwright.chromium.connect(settings.connect_url)
        found = find_browser(settings.executable, playwright.chromium.executable_path).require()
        start: Any = start_arguments(found, settings, proxy, root=running_as_root())
        return await playwright.chromium.launch(**start)
    except PlaywrightError as error:
        first = error.message.strip().splitlines()[0]
        raise BrowserError(f"The browser does not start: {first}", mend=_mend(settings, error.message)) from error


def _mend(settings: BrowserSettings, message: str) -> str:
    if settings.attach_url:
        return (
            f"start Chrome with --remote-debugging-port so that {settings.attach_url} answers, "
            "or leave out `browser.attach`"
        )
    if settings.connect_url:
        return "check the address of the remote browser and that its Playwright has the same version"
    if settings.headed and ("DISPLAY" in message or "X server" in message):
        return "there is no screen here: run without `headed`, or sign in elsewhere and `watchdog session export`"
    if "shared libraries" in message:
        return "`playwright install-deps chromium` installs the system libraries it misses"
    return "run `watchdog doctor`: it shows which browser is used and what it says"
