"""tracking-mismatch: the site shows another tracking number than the one taken."""

from __future__ import annotations

from collections.abc import Iterable

from watchdog.compare import HISTORY, Difference
from watchdog.compare.statuses import ON_ITS_WAY, TO_SHIP, possibly, surely
from watchdog.model.base import OrderSn, RuleId
from watchdog.model.findings import About, Confidence, Severity
from watchdog.model.orders import OrderStatus
from watchdog.model.readings import Witness
from watchdog.rules.base import Answer, CaseView, Rule, differs, finding, pages_of, source_words
from watchdog.rules.numbers import agreed_numbers, doubled
from watchdog.rules.words import quote, says

ID = RuleId("tracking-mismatch")


def check(view: CaseView) -> Iterable[Answer]:
    elsewhere = doubled(view)
    by_order: dict[OrderSn, list[Difference]] = {}
    for one in view.comparison.differing("tracking_numbers"):
        if agreed_numbers(view, one.order_sn) & set(elsewhere):
            continue  # the number of another order: that is tracking-duplicated
        if not _may_be_replaced(view, one):
            by_order.setdefault(one.order_sn, []).append(one)
    for sn, found in by_order.items():
        yield _mismatch(view, sn, found)


def _may_be_replaced(view: CaseView, one: Difference) -> bool:
    """Before a courier has the parcel the platform may give another number; what was noted earlier is then stale.

    The seller's own books are asked all the same: a number mistyped there is found in time, unless the courier failed.
    """
    before = one.record.status.means if one.record.status else frozenset()
    if one.witness is Witness.BOOKS:
        return surely(view.means(one.order_sn), frozenset({OrderStatus.RETRY_SHIP}))
    known = view.known(one.order_sn)
    if one.against == HISTORY and known is not None:
        before = known.status_means
    return not surely(before, ON_ITS_WAY)


def _mismatch(view: CaseView, sn: OrderSn, found: list[Difference]) -> Answer:
    first, sources = found[0], source_words(one.against for one in found)
    books = any(one.witness is Witness.BOOKS for one in found)
    early = books and possibly(view.means(sn), TO_SHIP)
    return finding(
        view,
        ID,
        sn,
        severity=Severity.HIGH,
        confidence=Confidence.MEDIUM if early else Confidence.HIGH,
        about=About.SHOP if books else About.PLATFORM,
        what=says(
            f"Order {quote(sn, 32)} shows tracking number “{quote(first.seen)}”; {sources[0]} say “"
            f"{quote(first.recorded)}”.",
            f"订单 {quote(sn, 32)} 显示的物流单号是“{quote(first.seen)}”，而{sources[1]}是“{quote(first.recorded)}”。",
        ),
        tip=says(
            "Compare both with the label on the parcel. If the site is wrong, send support the label's photo and the "
            "courier's receipt: with the wrong number the delivery is not credited to you.",
            "请与包裹面单核对。若平台有误，请把面单照片和揽收凭证发给客服，否则妥投不会计入该订单。",
        ),
        orders=(sn,),
        claims=[differs(one) for one in found],
        pages=pages_of(view.sights(sn)),
    )


RULE = Rule(
    id=ID,
    title=says("Another tracking number than the one taken", "物流单号不一致"),
    check=check,
    confirm=True,
    default_severity=Severity.HIGH,
    about=About.SHOP,
)
