"""platform-down: maintenance, error pages, business errors: the platform says itself that it does not work."""

from __future__ import annotations

from collections.abc import Iterable

from watchdog.model.base import RuleId
from watchdog.model.findings import About, Severity
from watchdog.rules.base import Answer, CaseView, Rule, finding
from watchdog.rules.trouble import DOWN, Trouble, troubles
from watchdog.rules.words import STATES, quote, says

ID = RuleId("platform-down")


def check(view: CaseView) -> Iterable[Answer]:
    for trouble in troubles(view):
        if trouble.state in DOWN:
            yield _down(view, trouble)


def _down(view: CaseView, trouble: Trouble) -> Answer:
    en, zh = STATES[trouble.state.value]
    where_en = "Seller Centre" if trouble.whole else f"Part of Seller Centre (“{trouble.key}”)"
    where_zh = "卖家中心" if trouble.whole else f"卖家中心的一部分（“{trouble.key}”）"
    why = f" ({quote(trouble.why, 120)})" if trouble.why else ""
    return finding(
        view,
        ID,
        trouble.key,
        severity=Severity.HIGH if trouble.whole else Severity.MEDIUM,
        about=About.PLATFORM,
        what=says(f"{where_en} does not work: {en}{why}.", f"{where_zh}无法使用：{zh}{why}。"),
        tip=says(
            "Write down what you ship in the meantime (order, tracking number, time). Look at Shopee's notices; tell "
            "buyers whose ship-by time is near.",
            "期间发货请手工登记（订单号、运单号、时间），留意 Shopee 公告；发货期限将至的，请先告知买家。",
        ),
        claims=trouble.claims(view.reading.name),
        pages=trouble.names(),
    )


RULE = Rule(
    id=ID,
    title=says("Seller Centre is down", "平台维护或故障"),
    check=check,
    confirm=True,
    stands=True,
    default_severity=Severity.HIGH,
    about=About.PLATFORM,
)
