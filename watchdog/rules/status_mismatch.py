"""status-mismatch: the status is not one that can follow what the records, or the site earlier, say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from watchdog.compare import Difference
from watchdog.compare.statuses import NOT_YET_PAID, TO_SHIP, possibly, surely
from watchdog.model.base import OrderSn, RuleId
from watchdog.model.findings import About, Confidence, Severity
from watchdog.model.orders import OrderStatus
from watchdog.model.readings import Witness
from watchdog.rules.base import Answer, CaseView, NotJudged, Rule, differs, finding, pages_of, source_words
from watchdog.rules.words import quote, says

ID = RuleId("status-mismatch")
SCAN = timedelta(hours=24)
"""A parcel handed over counts as shipped at the site only when the courier scans it: up to a day is ordinary."""
HANDED_OVER = frozenset({OrderStatus.SHIPPED})


def check(view: CaseView) -> Iterable[Answer]:
    by_order: dict[OrderSn, list[Difference]] = {}
    for one in view.comparison.differing("status"):
        if _in_grace(view, one):
            yield NotJudged(
                rule=ID, key=one.order_sn, what=says("the site may still follow the records", "平台可能尚未同步")
            )
        else:
            by_order.setdefault(one.order_sn, []).append(one)
    for sn, found in by_order.items():
        yield _mismatch(view, sn, found)


def _in_grace(view: CaseView, one: Difference) -> bool:
    """Books that are ahead of the site may be right and the site merely late; the platform is never late on itself."""
    if one.witness is not Witness.BOOKS or one.record.status is None:
        return False
    now, before = view.means(one.order_sn), one.record.status.means
    snapshot = view.snapshot(one.against)
    taken = snapshot.coverage.taken_at if snapshot else view.reading.at
    if surely(before, HANDED_OVER) and possibly(now, TO_SHIP):
        shipped = shipped_at(view, one.against, one.order_sn)
        return (shipped or taken) + max(view.grace(RULE), SCAN) > view.reading.at
    if surely(now, NOT_YET_PAID):
        paid = one.record.paid_at
        return paid is not None and paid + view.grace(RULE) > view.reading.at
    if surely(before, TO_SHIP) and surely(now, TO_SHIP):
        return taken + view.grace(RULE) > view.reading.at
    return False


def shipped_at(view: CaseView, name: str, sn: OrderSn) -> datetime | None:
    """When a source says that the parcel left; None: it does not say."""
    snapshot = view.snapshot(name)
    if snapshot is None:
        return None
    times = snapshot.orders.filter(snapshot.orders["order_sn"] == sn)["shipped_at"].to_list()
    return next((time for time in times if isinstance(time, datetime)), None)


def _mismatch(view: CaseView, sn: OrderSn, found: list[Difference]) -> Answer:
    sources, first, number = source_words(one.against for one in found), found[0], quote(sn, 32)
    only_history = all(one.witness is Witness.HISTORY for one in found)
    tip_en, tip_zh = _tip(view, sn)
    return finding(
        view,
        ID,
        sn,
        severity=_severity(view, sn, found),
        confidence=Confidence.MEDIUM if only_history else Confidence.HIGH,
        about=About.SHOP if any(one.witness is Witness.BOOKS for one in found) else About.PLATFORM,
        what=says(
            f"Order {number}: Seller Centre shows “{quote(first.seen)}”, which cannot follow “{quote(first.recorded)}” "
            f"({sources[0]}).",
            f"订单 {number}：卖家中心显示“{quote(first.seen)}”，与“{quote(first.recorded)}”（{sources[1]}）不符，"
            "状态不可能这样变化。",
        ),
        tip=says(tip_en, tip_zh),
        orders=(sn,),
        claims=[differs(one) for one in found],
        pages=pages_of(view.sights(sn)),
    )


def _tip(view: CaseView, sn: OrderSn) -> tuple[str, str]:
    if surely(view.means(sn), NOT_YET_PAID):
        return (
            "Do not trust “unpaid” yet: look at your payment account or ask Shopee support. Do not ship before one "
            "of them confirms.",
            "先不要相信“未付款”：请查收款账户或询问 Shopee 客服，确认前不要发货。",
        )
    if possibly(view.means(sn), TO_SHIP):
        return (
            "If the parcel has left, note order, tracking number and time, and tell support before the ship-by time, "
            "so that it is not cancelled automatically.",
            "若包裹已寄出，请记下订单号、运单号和时间，并在发货截止前联系客服，以免被自动取消。",
        )
    return (
        "Do nothing in the shop because of this status alone. Check it in the phone app and send the evidence folder "
        "to support if it stays.",
        "不要仅凭此状态操作。请在手机 App 核对，若持续不变，把证据包发给客服。",
    )


def _severity(view: CaseView, sn: OrderSn, found: list[Difference]) -> Severity:
    before = frozenset().union(*(one.record.status.means for one in found if one.record.status))
    now = view.means(sn)
    if possibly(now, NOT_YET_PAID | TO_SHIP) or possibly(before, TO_SHIP):
        return Severity.HIGH
    return Severity.MEDIUM


RULE = Rule(
    id=ID,
    title=says("A status is wrong", "订单状态错误"),
    check=check,
    confirm=True,
    default_severity=Severity.HIGH,
    about=About.SHOP,
    grace_minutes=60,
)
