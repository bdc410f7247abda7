"""order-duplicated: the seller sees the same order twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from watchdog.compare.sightings import pointer
from watchdog.compare.statuses import TO_SHIP, possibly
from watchdog.compare.statuses import tab_statuses as statuses_of
from watchdog.extract.looks import TRUSTED
from watchdog.extract.windows import rows_of
from watchdog.model.base import OrderSn, RuleId
from watchdog.model.findings import About, Claim, ClaimKind, Severity
from watchdog.model.orders import OrderStatus
from watchdog.model.readings import PageReading, SeenOrder, WindowReading
from watchdog.rules.base import Answer, CaseView, Rule, finding
from watchdog.rules.guesses import presence_guessed
from watchdog.rules.words import quote, says

ID = RuleId("order-duplicated")


@dataclass(frozen=True)
class Place:
    """A row on a page."""

    page: PageReading
    row: SeenOrder


def check(view: CaseView) -> Iterable[Answer]:
    if view.reading.blind is not None or presence_guessed(view.pack, "orders"):
        return
    for window in view.reading.windows:
        for sn, places in _twice(window).items():
            yield _duplicated(view, window, sn, places)


def _twice(window: WindowReading) -> dict[OrderSn, tuple[Place, Place]]:
    """Orders in two rows that nothing honest explains, with the two."""
    places: dict[OrderSn, list[Place]] = {}
    pages = {page.ask.number: page for page in window.pages if page.state in TRUSTED}
    for page in pages.values():
        for row in rows_of(page):
            places.setdefault(row.facts.order_sn, []).append(Place(page, row))
    found: dict[OrderSn, tuple[Place, Place]] = {}
    for sn, rows in places.items():
        for one, other in combinations(rows, 2):
            if sn not in found and _wrong(window, one, other):
                found[sn] = (one, other)
    return found


def _wrong(window: WindowReading, one: Place, other: Place) -> bool:
    if _parcels_apart(one, other):
        return False
    if one.page.ask.number == other.page.ask.number:
        return True
    return window.complete and not _slid(window, one, other)


def _parcels_apart(one: Place, other: Place) -> bool:
    """A list by parcel shows an order once a parcel (reference 2.3, package cards)."""
    sn = one.row.facts.order_sn
    rows = [row for page in (one.page, other.page) for row in (*page.dom, *page.json_) if row.facts.order_sn == sn]
    parcels = {row.facts.package_numbers for row in rows if row.facts.package_numbers}
    return len(parcels) > 1


def _slid(window: WindowReading, one: Place, other: Place) -> bool:
    """Orders that come in above push the last rows of a page to the head of the next: what stands at both edges is
    explained, unless the list surely stood still. In a tab that orders leave, equal totals do not say that.
    """
    left, right = sorted((one, other), key=lambda place: place.page.ask.number)
    if right.page.ask.number != left.page.ask.number + 1:
        return False
    tail = [row.facts.order_sn for row in rows_of(left.page)][left.row.index :]
    head = [row.facts.order_sn for row in rows_of(right.page)][: right.row.index + 1]
    at_edges = set(tail) <= {row.facts.order_sn for row in rows_of(right.page)} and set(head) <= {
        row.facts.order_sn for row in rows_of(left.page)
    }
    return at_edges and not _stood_still(window)


def _stood_still(window: WindowReading) -> bool:
    whole = statuses_of(window.window.tab) == frozenset(OrderStatus)
    return whole and window.total_start is not None and window.total_start == window.total_end and not window.arrived


def _duplicated(view: CaseView, window: WindowReading, sn: OrderSn, places: tuple[Place, Place]) -> Answer:
    number, pages = quote(sn, 32), tuple(place.page.ask.name for place in places)
    en = "on one page" if pages[0] == pages[1] else "on two pages"
    zh = "同一页上" if pages[0] == pages[1] else "两页上"
    look = view.reading.name
    return finding(
        view,
        ID,
        sn,
        severity=Severity.HIGH if possibly(view.means(sn), TO_SHIP) else Severity.MEDIUM,
        about=About.PLATFORM,
        what=says(
            f"Order {number} is shown twice {en} of the list “{quote(window.window.tab, 20)}”.",
            f"订单 {number} 在“{quote(window.window.tab, 20)}”列表的{zh}出现了两次。",
        ),
        tip=says(
            "It is one order: pack and ship it once. Compare number and items before you print a second label.",
            "这是同一个订单：只发货一次。打印第二张面单前请核对订单编号和商品。",
        ),
        orders=(sn,),
        claims=[
            Claim(
                kind=ClaimKind.SHOWN_TWICE,
                field="order_sn",
                pointers=tuple(pointer(look, place.page, place.row, "order_sn") for place in places),
                says=(sn, sn),
            )
        ],
        pages=pages,
    )


RULE = Rule(
    id=ID,
    title=says("An order is shown twice", "订单重复显示"),
    check=check,
    confirm=True,
    default_severity=Severity.HIGH,
    about=About.PLATFORM,
)
