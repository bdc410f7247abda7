"""The guard in a real Chromium: a page tries to write over every channel, and none of it arrives."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hostile import HostileSite
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import async_playwright

from watchdog.adapters.browser.decide import Rules
from watchdog.adapters.browser.find import QUIET_FLAGS
from watchdog.adapters.browser.pool import Pool, Tab
from watchdog.adapters.browser.settings import BrowserSettings
from watchdog.model.base import AccountId
from watchdog.model.pack import ExchangeSpec, GuardRule

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or ""
ME, OTHER = AccountId("me"), AccountId("other")


class RealClock:
    def now(self):  # type: ignore[no-untyped-def]
        from datetime import UTC, datetime

        return datetime.now(UTC)  # noqa: TID251 - the clock is the adapter's seam


@pytest.fixture
def site() -> Iterator[HostileSite]:
    with HostileSite() as running:
        yield running


def rules(site: HostileSite) -> Rules:
    host = site.origin.removeprefix("http://")
    return Rules(
        rules=(
            GuardRule(kind="write", method="GET", path="/w/get-that-writes"),
            GuardRule(kind="read", method="POST", host="seller", path="/r/read"),
        ),
        seller=host,
        accounts=host,
    )


async def visit(tab: Tab, site: HostileSite) -> None:
    """Opens the hostile page, waits until it has tried everything, and leaves it, which is one more try."""
    await tab.page.goto(site.origin + "/", wait_until="commit")
    await tab.page.wait_for_function("document.getElementById('done').textContent === 'all tried'")
    await tab.page.wait_for_function("tried.length === 23")
    await tab.page.wait_for_function("frames[0].document.title === 'inside'")
    await tab.page.goto(site.origin + "/quiet")


async def until_quiet(tab: Tab, site: HostileSite) -> None:
    """Two requests after everything else: what was let go before them has arrived by then."""
    for _ in range(2):
        await tab.page.evaluate("fetch('/fence').then(r => r.text())")


def look(settings: BrowserSettings, site: HostileSite) -> tuple[Tab, list[tuple[str, str]]]:
    async def whole() -> tuple[Tab, list[tuple[str, str]]]:
        pool = Pool(settings, RealClock())
        try:
            tab = await pool.tab(ME, rules(site), None, fresh=False)
            tab.recorder.new_document((ExchangeSpec(name="read", method="POST", path="/r/read"),), "")
            await visit(tab, site)
            await until_quiet(tab, site)
            return tab, site.writes
        finally:
            await pool.close()

    return asyncio.run(whole())


def test_nothing_that_writes_arrives_over_any_channel(site: HostileSite, tmp_path: Path) -> None:
    tab, writes = look(BrowserSettings(state_dir=tmp_path, executable=CHROMIUM), site)
    assert writes == []
    assert site.writes == []
    tried = {record.path for record in tab.ward.stopped}
    assert {
        "/w/fetch",
        "/w/xhr",
        "/w/sync",
        "/w/beacon",
        "/w/keepalive",
        "/w/worker",
        "/w/blob-worker",
        "/w/shared",
        "/service.js",
        "/w/form",
        "/w/form-in-frame",
        "/w/frame",
        "/w/frame-beacon",
        "/w/cross",
        "/w/no-cors",
        "/w/get-that-writes",
        "/w/pagehide-beacon",
        "/w/pagehide-keepalive",
    } <= tried
    assert ("POST", "/r/read") in site.arrived


def test_without_the_guard_the_same_page_does_write(site: HostileSite) -> None:
    """Otherwise the test above would prove nothing."""

    async def bare() -> None:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *QUIET_FLAGS])
            page = await browser.new_page()
            await page.goto(site.origin + "/", wait_until="commit")
            await page.wait_for_function("location.pathname !== '/'")
            await page.goto(site.origin + "/quiet")
            await page.evaluate("fetch('/fence').then(r => r.text())")
            await browser.close()

    asyncio.run(bare())
    arrived = {path for _, path in site.writes}
    assert {"/w/fetch", "/w/xhr", "/w/beacon", "/w/socket", "/w/form", "/w/get-that-writes"} <= arrived


def test_two_accounts_in_one_browser_have_their_own_lists(site: HostileSite, tmp_path: Path) -> None:
    async def whole() -> None:
        pool = Pool(BrowserSettings(state_dir=tmp_path, executable=CHROMIUM), RealClock())
        strict = Rules(rules=(), seller=rules(site).seller, accounts=rules(site).accounts)
        try:
            mine, other = await asyncio.gather(
                pool.tab(ME, rules(site), None, fresh=False), pool.tab(OTHER, strict, None, fresh=False)
            )
            for tab in (mine, other):
                await tab.page.goto(site.origin + "/quiet")
                await tab.page.evaluate("fetch('/r/read', {method: 'POST'}).then(() => 1, () => 0)")
            assert [record.path for record in mine.ward.stopped] == []
            assert [record.path for record in other.ward.stopped] == ["/r/read"]
        finally:
            await pool.close()

    asyncio.run(whole())
    assert site.arrived.count(("POST", "/r/read")) == 1


@pytest.fixture
def own_chrome(tmp_path: Path) -> Iterator[str]:
    """A browser that a person has started, with its DevTools address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [
            CHROMIUM,
            *QUIET_FLAGS,
            "--no-sandbox",
            "--headless",
            f"--remote-debugging-port={port}",
            f"--user-data-dir={tmp_path / 'profile'}",
            "about:blank",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "DevTools listening" in line:
            break
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)
    process.stderr.close()


def test_in_the_sellers_own_browser_only_our_tab_is_filtered(
    site: HostileSite, tmp_path: Path, own_chrome: str
) -> None:
    async def whole() -> str:
        pool = Pool(BrowserSettings(state_dir=tmp_path, attach_url=own_chrome), RealClock())
        async with async_playwright() as playwright:
            person = await playwright.chromium.connect_over_cdp(own_chrome)
            try:
                ours = await pool.tab(ME, rules(site), None, fresh=False)
                theirs = await person.contexts[0].new_page()
                await theirs.goto(site.origin + "/own")
                await theirs.wait_for_function("document.title.startsWith('own ')")
                await ours.page.goto(site.origin + "/quiet")
                await ours.page.evaluate("fetch('/w/ours', {method: 'POST'}).then(() => 1, () => 0)")
                await ours.page.evaluate("navigator.sendBeacon('/w/ours-beacon', 'x')")
                await ours.page.goto(site.origin + "/quiet?again")
                return await theirs.title()
            finally:
                await pool.close()
                with suppress(PlaywrightError):
                    await person.close()

    assert asyncio.run(whole()) == "own 200"
    assert site.writes == [("POST", "/w/own")]
