# ruff: noqa: E501 - markup is kept as it stands on the page
"""The extraction race: an order-list page of 40 cards, about 370 kB, read by the function the product calls.

Ours does more than the others: locale parsing, validation, page state, problems, a path for every value. The others return
the same raw strings and nothing else. All run in turn in one process; the figures are medians of ratios.

    python bench/extract.py [--rounds 30]
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "extract"))

from bs4 import BeautifulSoup
from parsel import Selector
from selectolax.lexbor import LexborHTMLParser
from seller_pages import Saved, list_html, orders

from watchdog.adapters.packs import read_pack_texts
from watchdog.extract import read_page
from watchdog.model.readings import PageReading
from watchdog.packs import load

ROW = '.order-list-table-all > .table-body-wrapper > a.order-card[data-testid="order-item"]'
ONE = {
    "sn": ".order-card-header .order-sn",
    "buyer": ".order-card-header .buyer-username",
    "status": ".order-status-info-v2 .order-status .status",
    "total": ".order-payment-info .total-price",
    "payment": ".order-payment-info .payment-method",
    "carrier": ".fulfilment-channel-name",
    "cancel": ".status-info-col .eds-popover__content",
}
TRACKING = ".order-fulfilment-info .tracking-number"
ITEM = '.order-item-infos[data-testid="order-item-infos"] .item'
IN_ITEM = (".item-name", ".item-description", ".item-amount")
Strings = list[list[str]]


def page_bytes() -> bytes:
    """40 cards of the 2026 layout, with the scoped attributes, icons and hidden parts that fill the real page."""
    icon = '<svg data-v-1a2b3c4d viewBox="0 0 16 16" class="eds-icon eds-icon-s"><path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z" /></svg>'
    part = (
        '<div data-v-1a2b3c4d class="eds-popover eds-popover--light action-item" data-popover-placement="bottom">'
        f'<div data-v-1a2b3c4d class="eds-popover__ref"><span data-v-5e6f7a8b class="action-text">Check Details</span>{icon}</div>'
        '<div data-v-1a2b3c4d class="eds-popper-container eds-popover__popper" style="display: none; max-width: 320px; z-index: 9999;">'
        '<div data-v-1a2b3c4d class="hint">Please pack the goods and hand them over in time</div></div></div>'
    )
    return list_html(orders(40, tracking=("SPXSG0000000001",)), pages=25, noise=part * 13)


def by_selectolax(html: bytes) -> Strings:
    made: Strings = []
    for row in LexborHTMLParser(html).css(ROW):
        texts = [row.attributes.get("href") or ""]
        for css in ONE.values():
            node = row.css_first(css)
            texts.append(" ".join(node.text().split()) if node is not None else "")
        texts += [" ".join(node.text().split()) for node in row.css(TRACKING)]
        for item in row.css(ITEM):
            for css in IN_ITEM:
                node = item.css_first(css)
                texts.append(" ".join(node.text().split()) if node is not None else "")
        made.append(texts)
    return made


def by_parsel(html: bytes) -> Strings:
    made: Strings = []
    for row in Selector(text=html.decode()).css(ROW):
        texts = [row.attrib.get("href", "")]
        texts += [" ".join("".join(row.css(css)[:1].css("*::text").getall()).split()) for css in ONE.values()]
        texts += [" ".join("".join(node.css("*::text").getall()).split()) for node in row.css(TRACKING)]
        for item in row.css(ITEM):
            texts += [" ".join("".join(item.css(css)[:1].css("*::text").getall()).split()) for css in IN_ITEM]
        made.append(texts)
    return made


def by_soup(html: bytes) -> Strings:
    made: Strings = []
    for row in BeautifulSoup(html, "lxml").select(ROW):
        texts = [str(row.get("href", ""))]
        for css in ONE.values():
            node = row.select_one(css)
            texts.append(" ".join(node.get_text().split()) if node is not None else "")
        texts += [" ".join(node.get_text().split()) for node in row.select(TRACKING)]
        for item in row.select(ITEM):
            for css in IN_ITEM:
                node = item.select_one(css)
                texts.append(" ".join(node.get_text().split()) if node is not None else "")
        made.append(texts)
    return made


def raw_of(reading: PageReading) -> Strings:
    """Our raw texts in the peers' order, to show that all read the same."""
    names = ("order_id", "order_sn", "buyer", "status", "total", "payment_method", "carrier", "cancel_reason")
    inner = ("tracking_numbers.0", "items.0.name", "items.0.variation", "items.0.quantity")
    return [[row.raw.get(name, "") for name in (*names, *inner)] for row in reading.dom]


def timed(call: Callable[[], object]) -> float:
    """Seconds. As `timeit` does, the garbage collector rests while the clock runs."""
    gc.collect()
    gc.disable()
    started = time.perf_counter()
    call()
    took = time.perf_counter() - started
    gc.enable()
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    html = page_bytes()
    pack = load(read_pack_texts(), "shopee", "sg")
    page = Saved(html).page()
    same = by_selectolax(html) == by_parsel(html) == by_soup(html) == raw_of(read_page(page, pack))
    runs: dict[str, Callable[[], object]] = {
        "ours": lambda: read_page(page, pack),
        "selectolax by hand": lambda: by_selectolax(html),
        "parsel": lambda: by_parsel(html),
        "BeautifulSoup (lxml)": lambda: by_soup(html),
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for call in runs.values():
        call()
    for _ in range(rounds):
        for name, call in runs.items():
            times[name].append(timed(call))
    print(
        f"{len(html) / 1000:.0f} kB, {len(read_page(page, pack).dom)} orders, {rounds} rounds, same raw texts: {same}"
    )
    for name, measured in times.items():
        ratio = statistics.median(other / own for other, own in zip(measured, times["ours"], strict=True))
        print(f"{name:22} {statistics.median(measured) * 1000:7.1f} ms   {ratio:5.2f} x ours")
    ours = statistics.median(o / h for o, h in zip(times["ours"], times["selectolax by hand"], strict=True))
    print(f"ours / selectolax by hand: {ours:.2f} (bar: at most 2)")


if __name__ == "__main__":
    main()
