"""The site's own counts against each other and against the rows of a window.

A count whose place in the page is only a guess of the pack proves itself by agreeing: once it has agreed with the
list's total in an earlier check of this shop (`site:<name>:<tab>` among the calibrated pairs) it may be believed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from watchdog.extract.windows import rows_of
from watchdog.model.pack import Mark, Pack
from watchdog.model.readings import LookReading, PageReading, WindowReading

CountName = Literal["tab_counter", "shown_total"]
COUNTS: tuple[CountName, ...] = ("tab_counter", "shown_total")
CAPPED = frozenset({99, 999, 9999})
"""`99+` read as a number says "at least"."""
ENOUGH = 5
"""Smaller lists agree by chance."""


@dataclass(frozen=True)
class Miscount:
    """`name` says `counted` on each of `pages` where `against` says `wanted`; `rows`: against the rows themselves."""

    tab: str
    name: str
    counted: tuple[int, ...]
    wanted: tuple[int, ...]
    pages: tuple[PageReading, ...]
    against: str


def slack(total: int) -> int:
    """Counters are cached, and orders arrive while one reads: so far apart they may honestly be."""
    return max(3, total // 100)


def count_key(name: str, tab: str) -> str:
    return f"site:{name}:{tab}"


def agreeing_counts(reading: LookReading) -> frozenset[str]:
    """Counts that agreed with the list's own total on a page of this look."""
    if reading.blind is not None:
        return frozenset()
    return frozenset(
        count_key(name, window.window.tab)
        for window in reading.windows
        for page in window.pages
        for name in COUNTS
        if (total := page.totals.list_total) is not None
        and (count := getattr(page.totals, name)) is not None
        and total >= ENOUGH
        and abs(count - total) <= slack(total)
    )


def guessed_count(pack: Pack, page_type: str, name: str, tab: str) -> bool:
    """Is every place where the pack looks for this count a guess?"""
    spec = pack.page(page_type)
    places = [one for one in spec.totals if one.name == name and one.tab in ("", tab)] if spec else []
    return bool(places) and all(one.mark is Mark.G for one in places)


def miscounts(reading: LookReading) -> Iterable[Miscount]:
    """Counts that contradict the list's total wherever both are told (mostly on the first page only), and totals that
    contradict the rows.
    """
    if reading.blind is not None:
        return
    for window in reading.windows:
        if window.pages:
            yield from _counters(window)
            yield from _rows(window)


def _counters(window: WindowReading) -> Iterable[Miscount]:
    ends = tuple({page.ask.number: page for page in (window.pages[0], window.pages[-1])}.values())
    for name in COUNTS:
        told = [(page, getattr(page.totals, name), page.totals.list_total) for page in ends]
        known = [(page, count, total) for page, count, total in told if count is not None and total is not None]
        wrong = [one for one in known if one[1] not in CAPPED and abs(one[1] - one[2]) > slack(one[2])]
        if wrong and len(wrong) == len(known):
            pages, counts, totals = zip(*wrong, strict=True)
            yield Miscount(window.window.tab, name, counts, totals, pages, "list_total")


def _rows(window: WindowReading) -> Iterable[Miscount]:
    """A list read to its end must hold as many orders as it announced, give or take what moved meanwhile."""
    first, last = window.pages[0], window.pages[-1]
    totals = [total for page in (first, last) if (total := page.totals.list_total) is not None]
    if not (window.complete and window.reached_end and totals):
        return
    orders = {row.facts.order_sn for page in window.pages for row in (*page.dom, *page.json_)}
    doubled = sum(len(rows_of(page)) for page in window.pages) - len(
        {row.facts.order_sn for page in window.pages for row in rows_of(page)}
    )
    moved = len(window.arrived) + (0 if window.window.tab == "all" and totals[0] == totals[-1] else slack(totals[-1]))
    low, high = min(totals) - moved - doubled, max(totals) + moved
    if not low <= len(orders) <= high:
        yield Miscount(window.window.tab, "rows", (len(orders),), (totals[-1],), (last,), "list_total")
