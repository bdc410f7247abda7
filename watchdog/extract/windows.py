"""What a window, as read, proves. Completeness belongs to a window (design, principle 4).

Pages hang together by the site's own paging sentinels, by an order that stands at both edges, or by page numbers
while the
announced total stands still. Where none of these holds, nothing is proven absent. A window that did not reach the end
of its
list proves the days after the day of its last order: that day itself may go on on the next page.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from watchdog.model.base import OrderSn
from watchdog.model.pages import PageState, Window
from watchdog.model.readings import PageReading, SeenOrder, WindowReading

_SEEABLE = (PageState.READY, PageState.EMPTY)


def rows_of(page: PageReading) -> tuple[SeenOrder, ...]:
    """The orders of a page, one a row, in page order: what the seller sees where that was read, else what the page
    received.
    """
    return page.dom or page.json_


def days_of(page: PageReading) -> list[date | None]:
    """Shop-local creation days in page order; None where a row does not tell."""
    return [row.facts.created_on for row in rows_of(page)]


def oldest_day(page: PageReading) -> date | None:
    """The oldest creation day on the page; None if no row tells one."""
    known = [day for day in days_of(page) if day is not None]
    return min(known) if known else None


def read_window(window: Window, pages: Sequence[PageReading]) -> WindowReading:
    """Put pages together. Trouble on page k leaves pages 1 to k-1 as they were read, and the window incomplete."""
    why = _first_trouble(pages) or _first_gap(pages)
    reached_end = not why and _ends(pages[-1])
    total_start, total_end = _totals(pages)
    covered: date | None = None
    if not why and not reached_end:
        covered, why = _proven_from(pages)
    return WindowReading(
        window=window,
        pages=tuple(pages),
        complete=not why,
        why=why or ("read to the end of the list" if reached_end else f"unbroken since {covered}"),
        covered_from=covered,
        reached_end=reached_end,
        total_start=total_start,
        total_end=total_end,
        arrived=_moved(pages, total_start, total_end),
    )


def _first_trouble(pages: Sequence[PageReading]) -> str:
    if not pages:
        return "no page came"
    for number, page in enumerate(pages, start=1):
        if page.state not in _SEEABLE:
            return f"page {number}: {page.state.value}: {page.why}"
        unread = page.rows_on_page - len(page.dom)
        if page.dom and unread > 0:
            return f"page {number}: {unread} of {page.rows_on_page} rows could not be read"
        if page.state is PageState.EMPTY and number > 1:
            return f"page {number}: empty though page {number - 1} announced more"
    return ""


def _first_gap(pages: Sequence[PageReading]) -> str:
    for number, (before, after) in enumerate(pairwise(pages), start=2):
        if not (_by_sentinel(before, after) or _by_edge(before, after) or _by_number(before, after)):
            return f"nothing proves that page {number} follows page {number - 1}"
    if len(pages) > 1 and not _has_sentinels(pages) and _ends(pages[-1]):
        return _count_gap(pages)
    return ""


def _by_sentinel(before: PageReading, after: PageReading) -> bool:
    left, right = before.paging.sentinel_next, after.paging.sentinel_in
    return bool(left) and left == right


def _by_edge(before: PageReading, after: PageReading) -> bool:
    left = {row.facts.order_sn for row in rows_of(before)}
    first = rows_of(after)[:1]
    return bool(first) and first[0].facts.order_sn in left


def _by_number(before: PageReading, after: PageReading) -> bool:
    """Page numbers prove a turn only while the site's own count stands still: or an order may have slipped by."""
    steps = (before.paging.shown_page, after.paging.shown_page)
    if steps[0] is None or steps[1] is None or steps[1] != steps[0] + 1:
        return False
    counts = (_total(before), _total(after))
    if counts[0] is not None and counts[1] is not None:
        return counts[0] == counts[1]
    pages = (before.paging.shown_pages, after.paging.shown_pages)
    return pages[0] is not None and pages[0] == pages[1]


def _has_sentinels(pages: Sequence[PageReading]) -> bool:
    return any(page.paging.sentinel_next for page in pages)


def _count_gap(pages: Sequence[PageReading]) -> str:
    announced = _total(pages[-1])
    read = len({row.facts.order_sn for page in pages for row in rows_of(page)})
    if announced is not None and announced != read:
        return f"the list announces {announced} orders, {read} were read"
    return ""


def _ends(page: PageReading) -> bool:
    """The page itself says that nothing follows."""
    if page.state is PageState.EMPTY:
        return True
    if page.paging.has_next is not None:
        return not page.paging.has_next
    if page.paging.sentinel_next is not None:
        return page.paging.sentinel_next == ""
    shown = (page.paging.shown_page, page.paging.shown_pages)
    return shown[0] is not None and shown[0] == shown[1]


def _proven_from(pages: Sequence[PageReading]) -> tuple[date | None, str]:
    """First day proven wholly, or why no day is."""
    days = [day for page in pages for day in days_of(page)]
    known = [day for day in days if day is not None]
    if len(known) != len(days) or not known:
        return None, "the list was not read to its end, and not every order tells its day"
    if any(later > earlier for earlier, later in pairwise(known)):
        return None, "the list was not read to its end, and it is not sorted newest first"
    return known[-1] + timedelta(days=1), ""


def _total(page: PageReading) -> int | None:
    totals = page.totals
    return totals.list_total if totals.list_total is not None else totals.shown_total


def _totals(pages: Sequence[PageReading]) -> tuple[int | None, int | None]:
    known = [total for page in pages if (total := _total(page)) is not None]
    return (known[0], known[-1]) if known else (None, None)


def _moved(pages: Sequence[PageReading], start: int | None, end: int | None) -> tuple[OrderSn, ...]:
    """Orders seen on two neighbouring pages while the site's count grew: they slid down as others came in above."""
    if start is None or end is None or end <= start:
        return ()
    slid: list[OrderSn] = []
    for before, after in pairwise(pages):
        left = {row.facts.order_sn for row in rows_of(before)}
        slid += [row.facts.order_sn for row in rows_of(after) if row.facts.order_sn in left]
    return tuple(dict.fromkeys(slid))
