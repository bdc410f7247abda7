"""Orders that one place of the site shows and another, which must, does not: for `witnesses-disagree`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from watchdog.compare.sightings import page_pointer, pointer
from watchdog.compare.statuses import tab_statuses
from watchdog.extract.looks import TRUSTED
from watchdog.model.base import OrderSn, Says
from watchdog.model.findings import Claim, ClaimKind
from watchdog.model.orders import OrderStatus
from watchdog.model.pages import PageState
from watchdog.model.readings import PageReading, SeenOrder
from watchdog.rules.base import CaseView
from watchdog.rules.guesses import presence_guessed
from watchdog.rules.words import says


@dataclass(frozen=True)
class Absence:
    """`place`: which pair of places; `hidden`: the seller does not see the order in the list."""

    order_sn: OrderSn
    place: str
    tab: str
    what: Says
    hidden: bool
    claims: tuple[Claim, ...]
    pages: tuple[str, ...]


def absences(view: CaseView) -> Iterable[Absence]:
    if presence_guessed(view.pack, "orders"):
        return
    for window in view.reading.windows:
        for page in window.pages:
            if page.state in TRUSTED:
                yield from _within(view, page)
    yield from _unlisted(view)
    yield from _pageless(view)


def _within(view: CaseView, page: PageReading) -> Iterable[Absence]:
    """A row that the page received and does not show, or shows and did not receive."""
    shown = {row.facts.order_sn for row in page.dom}
    received = {row.facts.order_sn for row in page.json_}
    if not page.json_ or page.rows_on_page > len(page.dom):
        return  # a row that could not be read may be the one
    if page.state is PageState.EMPTY or shown:
        what = says("the page received it and does not show it", "页面已收到数据但没有显示")
        for row in page.json_:
            if row.facts.order_sn not in shown:
                yield _one(view, page, row, "shown", what, hidden=True)
    if _received_all(page):
        what = says("the page shows it and did not receive it", "页面显示了未收到的数据")
        for row in page.dom:
            if row.facts.order_sn not in received and row.facts.order_id not in (page.paging.index_keys or ()):
                yield _one(view, page, row, "received", what, hidden=False)


def _received_all(page: PageReading) -> bool:
    """No answer with rows was lost on the way: as many as the index lists, or as many as are shown."""
    received = len({row.facts.order_sn for row in page.json_})
    keys = page.paging.index_keys
    return received >= (len(set(keys)) if keys is not None else len({row.facts.order_sn for row in page.dom}))


def _one(view: CaseView, page: PageReading, row: SeenOrder, place: str, what: Says, *, hidden: bool) -> Absence:
    look, sn = view.reading.name, row.facts.order_sn
    claims = (
        Claim(kind=ClaimKind.PRESENT, field="order_sn", pointers=(pointer(look, page, row, "order_sn"),), says=(sn,)),
        Claim(kind=ClaimKind.NOT_FOUND, field="order_sn", pointers=(page_pointer(look, page),), says=(sn,)),
    )
    return Absence(sn, place, page.ask.tab or "all", what, hidden, claims, (page.ask.name,))


def _unlisted(view: CaseView) -> Iterable[Absence]:
    """The search or its own page finds an order that the whole list, read without a gap, does not hold.

    Only the list of all orders: from another tab it may have moved while we read.
    """
    probes = {probe.order_sn: probe for probe in view.reading.probes}
    look = view.reading.name
    for expected in view.comparison.expected:
        probe = probes.get(expected.order_sn)
        if probe is None or tab_statuses(expected.tab) != frozenset(OrderStatus):
            continue
        found = [
            page
            for page, seen in ((probe.search, probe.search_found), (probe.order_page, probe.page_found))
            if seen and page
        ]
        listed = [
            page
            for window in view.reading.windows
            if window.window.tab == expected.tab and window.complete
            for page in window.pages
        ]
        if found and listed:
            sn = expected.order_sn
            claims = (
                Claim(kind=ClaimKind.PRESENT, field="order_sn", pointers=(page_pointer(look, found[0]),), says=(sn,)),
                Claim(
                    kind=ClaimKind.ABSENT_FROM_WINDOW,
                    field="order_sn",
                    pointers=tuple(page_pointer(look, page) for page in listed),
                    says=(sn,),
                ),
            )
            what = says(
                "not in the list, which was read without a gap, yet the search or its own page has it",
                "完整读取的列表中没有，但搜索或订单详情页有",
            )
            pages = (*(page.ask.name for page in found), listed[0].ask.name)
            yield Absence(sn, "listed", expected.tab, what, True, claims, pages)


def _pageless(view: CaseView) -> Iterable[Absence]:
    """An order that the list shows, whose own page says that it does not exist."""
    look = view.reading.name
    for page in view.reading.order_pages:
        sn = page.ask.order_sn
        sights = [one for one in view.sights(sn) if one.way == "list"] if sn else []
        if sn and page.state is PageState.NOT_FOUND and sights:
            claims = (
                Claim(kind=ClaimKind.PRESENT, field="order_sn", pointers=(sights[0].pointer("order_sn"),), says=(sn,)),
                Claim(kind=ClaimKind.NOT_FOUND, field="order_sn", pointers=(page_pointer(look, page),), says=(sn,)),
            )
            what = says("the list shows it, its own page says that it does not exist", "列表中有，但详情页提示不存在")
            yield Absence(sn, "opened", "order", what, False, claims, (page.ask.name, sights[0].page.ask.name))
