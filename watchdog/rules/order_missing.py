"""order-missing: an order that must be there is in no list, not in the search and has no page of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from watchdog.compare import HISTORY, Expected
from watchdog.compare.sightings import page_pointer
from watchdog.compare.statuses import NOT_YET_PAID, TO_SHIP, possibly, surely
from watchdog.model.base import RuleId, Says
from watchdog.model.findings import About, Claim, ClaimKind, Confidence, Severity
from watchdog.model.orders import OrderStatus
from watchdog.model.readings import Probe, SeenOrder
from watchdog.rules.base import Answer, CaseView, NotJudged, Rule, finding, source_words
from watchdog.rules.guesses import presence_guessed
from watchdog.rules.words import quote, says

ID = RuleId("order-missing")


def check(view: CaseView) -> Iterable[Answer]:
    probes = {probe.order_sn: probe for probe in view.reading.probes}
    opened = {page.ask.order_sn for page in view.reading.order_pages if page.dom or page.json_}
    for expected in view.comparison.expected:
        sn = expected.order_sn
        if sn in opened or sn in view.comparison.sightings:
            continue  # shown by some page after all: the site contradicts itself, see witnesses-disagree
        probe = probes.get(sn)
        doubt = _doubt(view, expected, probe)
        if doubt is not None:
            yield NotJudged(rule=ID, key=sn, what=doubt)
        elif probe is not None and probe.search_found is not True and probe.page_found is not True:
            yield _missing(view, expected, probe)


def _doubt(view: CaseView, expected: Expected, probe: Probe | None) -> Says | None:
    """Why absence cannot be said of this order yet, or None."""
    if presence_guessed(view.pack, "orders"):
        return says("the rows of the list are found by a guess of the pack", "列表行的识别仅凭推测")
    if _too_fresh(view, expected):
        return says("too new to be missed", "订单太新，暂不判断")
    if probe is None:
        return says("not in the list; not looked for by itself", "列表中没有，尚未单独查找")
    orders = view.pack.page("orders")
    if orders is not None and orders.search is not None and probe.search_found is None:
        return says("not in the list; the search could not be read", "列表中没有，但搜索页未能读取")
    if probe.order_page is not None and probe.page_found is None:
        return says("not in the list; its own page could not be read", "列表中没有，但订单详情页未能读取")
    return None


def _too_fresh(view: CaseView, expected: Expected) -> bool:
    """Known from records alone, and the site may not have listed it yet."""
    if expected.known is not None:
        return False
    grace = view.grace(RULE)
    created = expected.facts.created_at
    if created is not None:
        return created + grace > view.reading.at
    if expected.created_on is not None and view.day_surely_over(expected.created_on) + grace <= view.reading.at:
        return False
    taken = _taken_at(view, expected)
    return taken is None or taken + grace > view.reading.at


def _taken_at(view: CaseView, expected: Expected) -> datetime | None:
    snapshots = [view.snapshot(name) for name in expected.sources]
    return min((one.coverage.taken_at for one in snapshots if one is not None), default=None)


def _missing(view: CaseView, expected: Expected, probe: Probe) -> Answer:
    sn, sources = quote(expected.order_sn, 32), source_words(expected.sources)
    sure = probe.page_found is False or view.pack.page("order") is None
    return finding(
        view,
        ID,
        expected.order_sn,
        severity=_severity(expected),
        confidence=Confidence.HIGH if sure and probe.search_found is False else Confidence.MEDIUM,
        about=About.PLATFORM if HISTORY in expected.sources else About.SHOP,
        what=says(
            f"Order {sn} is gone: {sources[0]} had it, and now it is not in the list “{expected.tab}”, "
            "which was read without a gap, nor found in any other way.",
            f"订单 {sn} 不见了：{sources[1]}里有，现在“{expected.tab}”列表（已完整读取）及其他途径都找不到。",
        ),
        tip=says(
            "Do not treat it as cancelled. Check the shop app on your phone; if it is not there either, send the "
            "evidence folder to Shopee support. Keep the parcel ready until the ship-by time.",
            "不要当作已取消。先用手机 App 核对；若也没有，把证据包发给 Shopee 客服。发货截止前请备好包裹。",
        ),
        orders=(expected.order_sn,),
        claims=_claims(view, expected, probe),
        pages=_pages(view, expected, probe),
        steps=_steps(probe),
    )


def _severity(expected: Expected) -> Severity:
    means = expected.facts.status.means if expected.facts.status else frozenset()
    if possibly(means, TO_SHIP):
        return Severity.CRITICAL
    if surely(means, NOT_YET_PAID | {OrderStatus.CANCELLED, OrderStatus.COMPLETED}):
        return Severity.MEDIUM
    return Severity.HIGH


def _claims(view: CaseView, expected: Expected, probe: Probe) -> Iterable[Claim]:
    look, sn = view.reading.name, expected.order_sn
    yield Claim(kind=ClaimKind.PRESENT, field="order_sn", pointers=expected.places, says=(sn,) * len(expected.places))
    for window in view.reading.windows:
        if window.complete and window.window.tab == expected.tab:
            pages = tuple(page_pointer(look, page) for page in window.pages)
            yield Claim(kind=ClaimKind.ABSENT_FROM_WINDOW, field="order_sn", pointers=pages, says=(sn,))
    for page in (probe.search, probe.order_page):
        if page is not None:
            yield Claim(kind=ClaimKind.NOT_FOUND, field="order_sn", pointers=(page_pointer(look, page),), says=(sn,))


def _pages(view: CaseView, expected: Expected, probe: Probe) -> Iterable[str]:
    """The probes, and the page of the window where the order would have stood."""
    yield from (page.ask.name for page in (probe.search, probe.order_page) if page is not None)
    for window in view.reading.windows:
        if window.window.tab == expected.tab and window.pages:
            fitting = [page for page in window.pages if _may_hold(page.dom or page.json_, expected)]
            yield from (page.ask.name for page in (fitting or window.pages[:1])[:2])


def _may_hold(rows: Iterable[SeenOrder], expected: Expected) -> bool:
    days = [day for row in rows if (day := row.facts.created_on) is not None]
    return bool(days) and expected.created_on is not None and min(days) <= expected.created_on <= max(days)


def _steps(probe: Probe) -> Iterable[Says]:
    if probe.search is not None:
        yield says("Searched for its number: nothing.", "按订单编号搜索：没有结果。")
    if probe.order_page is not None:
        yield says("Opened its own page: it does not exist.", "打开订单详情页：不存在。")
    elif probe.why_not:
        yield says("Its own page could not be opened: its id is not known.", "订单 ID 未知，无法打开详情页。")


RULE = Rule(
    id=ID,
    title=says("An order has disappeared", "订单丢失/消失"),
    check=check,
    confirm=True,
    default_severity=Severity.CRITICAL,
    about=About.SHOP,
    grace_minutes=30,
    settings=("max_probes",),
)
