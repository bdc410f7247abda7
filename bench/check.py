"""One check of a shop with 400 orders (10 pages) against a bare Playwright script that does the same with the browser.

    python bench/check.py [--runs 5] [--latency 80]

Both start a browser, sign in to the practice site, turn the same ten pages, open the same order pages and take
the same pictures.
Ours also archives, reads, compares and judges. Run in turn, pair by pair; the median of the ratios is what counts.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import Page, async_playwright

from watchdog.adapters.browser.find import QUIET_FLAGS, find_browser, running_as_root
from watchdog.check import check
from watchdog.model.case import Outcome
from watchdog.ports import SilentProgress
from watchdog.practice.site import PracticeSite
from watchdog.practice.world import ShopSpec, World, make_world
from watchdog.service.demo import practice_settings, practice_wiring

NOW = int(datetime(2026, 11, 2, 4, 30, tzinfo=UTC).timestamp())
PAGES = 10


class Fixed:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - a benchmark's clock


def ours(site: PracticeSite, world: World) -> tuple[float, Outcome]:
    """What `watchdog check` does, browser start and end included. Seconds."""
    account, shop = world.accounts[0], world.shops[0]
    with tempfile.TemporaryDirectory() as folder:
        settings = practice_settings(site, account, [shop], Path(folder), {}, days=180)
        started = time.perf_counter()
        with practice_wiring(settings, {account.login: account.password}, Fixed(), SilentProgress()) as wiring:
            target = wiring.targets()[0].model_copy(update={"max_pages": PAGES})
            with wiring.live(target.account) as ports:
                outcome = check(target, wiring.pack_for(target), ports)
        return time.perf_counter() - started, outcome


async def bare(site: PracticeSite, world: World, orders: list[str]) -> float:
    """The same by hand: sign in, shell page, ten list pages, order pages, shell page again, a picture of each.
    Seconds.
    """
    account = world.accounts[0]
    base, home = site.base_url(account.home), f"{site.base_url(account.home)}/portal/sale/order"
    started = time.perf_counter()
    async with async_playwright() as playwright:
        found = find_browser("", playwright.chromium.executable_path).require()
        flags = [*QUIET_FLAGS, *(["--no-sandbox"] if running_as_root() else [])]
        browser = await playwright.chromium.launch(executable_path=found.executable, args=flags)
        page = await (await browser.new_context(viewport={"width": 1280, "height": 800})).new_page()
        await page.goto(home)
        await page.fill("input[name=loginKey]", account.login)
        await page.fill("input[name=password]", account.password)
        await page.click("form button")
        await page.wait_for_selector(".account-name")
        await page.screenshot()
        await page.goto(f"{home}?type=all&sort_by=create_date_desc")
        first = ""
        for number in range(PAGES):
            first = await cards(page, first)
            await page.screenshot()
            if number < PAGES - 1:
                await page.click(".eds-pager__button-next")
        for order in orders:
            await page.goto(f"{base}/portal/sale/order/{order}")
            await page.wait_for_selector("[type='FinalAmount'] .amount")
            await page.screenshot()
            await page.screenshot(full_page=True)
        await page.goto(home)
        await page.wait_for_selector(".account-name")
        await page.screenshot()
        await browser.close()
    return time.perf_counter() - started


async def cards(page: Page, before: str) -> str:
    """Wait until 40 cards stand and the first is another than `before`; close what covers the page. The first
    order_sn.
    """
    await page.wait_for_function(
        """before => { const cards = document.querySelectorAll('.order-card .order-sn');
        return cards.length === 40 && cards[0].textContent !== before; }""",
        arg=before,
        polling="raf",
    )
    for box in ("label.eds-checkbox", ".eds-modal__footer button", ".on-boarding button"):
        if await page.locator(box).count():
            await page.locator(box).first.click()
    return str(await page.locator(".order-card .order-sn").first.text_content())


def race(latency: int, runs: int) -> None:
    world = make_world(11, NOW, [ShopSpec("sg", orders=PAGES * 40)])
    ratios, mine, theirs = [], [], []
    with PracticeSite(world, latency_ms=latency) as site:
        for run in range(runs + 1):
            seconds, outcome = ours(site, world)
            paths = {one.path for one in site.log if one.path.startswith("/portal/sale/order/")}
            opened = sorted(path.rsplit("/", 1)[-1] for path in paths)
            peer = asyncio.run(bare(site, world, opened[:3]))
            if run:
                ratios.append(seconds / peer)
                mine.append(seconds)
                theirs.append(peer)
            assert not outcome.judged, "a healthy shop"
    print(
        f"latency {latency:3d} ms: check {statistics.median(mine):.2f} s, "
        f"bare script {statistics.median(theirs):.2f} s, "
        f"ratio median {statistics.median(ratios):.2f} (min {min(ratios):.2f}, max {max(ratios):.2f}, {runs} pairs); "
        f"{outcome.looks[0].pages} pages archived, {outcome.looks[0].orders} orders read"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--latency", type=int, nargs="*", default=[80, 0])
    asked = parser.parse_args()
    for each in asked.latency:
        race(each, asked.runs)
