"""order-detail-mismatch: buyer, items, quantity or amount are not what the records, or the site earlier, say."""

from __future__ import annotations

from collections.abc import Iterable

from watchdog.compare import HISTORY, Difference
from watchdog.compare.statuses import ENDING_OTHERWISE, NOT_YET_PAID, possibly
from watchdog.model.base import OrderSn, RuleId
from watchdog.model.findings import About, Confidence, Severity
from watchdog.model.readings import Witness
from watchdog.rules.base import Answer, CaseView, Rule, differs, finding, pages_of, source_words
from watchdog.rules.words import differing_words, quote, says

ID = RuleId("order-detail-mismatch")


def check(view: CaseView) -> Iterable[Answer]:
    by_order: dict[OrderSn, list[Difference]] = {}
    for one in view.comparison.differing("buyer", "total", "items"):
        if not _may_change(view, one):
            by_order.setdefault(one.order_sn, []).append(one)
    for sn, found in by_order.items():
        yield _mismatch(view, sn, found)


def _may_change(view: CaseView, one: Difference) -> bool:
    """Honest reasons for another amount or fewer items: a cancellation, a refund, a price agreed before payment."""
    before = one.record.status.means if one.record.status else frozenset()
    if one.field == "buyer":
        return False
    if possibly(view.means(one.order_sn) | before, ENDING_OTHERWISE):
        return True
    known = view.known(one.order_sn)
    unpaid_before = known is not None and possibly(known.status_means, NOT_YET_PAID)
    return one.against == HISTORY and (unpaid_before or possibly(before, NOT_YET_PAID))


def _mismatch(view: CaseView, sn: OrderSn, found: list[Difference]) -> Answer:
    sources = source_words(one.against for one in found)
    en, zh = differing_words([(one.field, one.seen, one.recorded) for one in _once(found)])
    number = quote(sn, 32)
    return finding(
        view,
        ID,
        sn,
        severity=Severity.HIGH if any(one.field in ("total", "items.quantity") for one in found) else Severity.MEDIUM,
        confidence=Confidence.MEDIUM if all(one.witness is Witness.HISTORY for one in found) else Confidence.HIGH,
        about=About.SHOP if any(one.witness is Witness.BOOKS for one in found) else About.PLATFORM,
        what=says(
            f"Order {number}: Seller Centre shows other details than {sources[0]}: {en} (site / other side).",
            f"订单 {number}：卖家中心显示的内容与{sources[1]}不一致：{zh}（前为卖家中心）。",
        ),
        tip=says(
            "Check the order in the phone app before you pack. If your own entry is right, ask Shopee support with "
            "the evidence folder; do not ship by the changed details alone.",
            "打包前先用手机 App 核对。若本地记录无误，请携证据包联系 Shopee 客服，不要仅凭变化后的内容发货。",
        ),
        orders=(sn,),
        claims=[differs(one) for one in found],
        pages=pages_of(view.sights(sn)),
    )


def _once(found: list[Difference]) -> list[Difference]:
    """One difference a field: the first source's."""
    return list({one.field: one for one in reversed(found)}.values())[::-1]


RULE = Rule(
    id=ID,
    title=says("An order's details differ", "订单详情错误"),
    check=check,
    confirm=True,
    default_severity=Severity.HIGH,
    about=About.SHOP,
    settings=("money_tolerance", "calibration_min_orders", "calibration_agreement"),
)
