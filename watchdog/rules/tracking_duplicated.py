"""tracking-duplicated: one tracking number stands on two different orders."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from watchdog.compare.comparators import same_masked, tracking_keys
from watchdog.compare.sightings import Sighting
from watchdog.model.base import OrderSn, RuleId
from watchdog.model.findings import About, Claim, ClaimKind, Severity
from watchdog.rules.base import Answer, CaseView, NotJudged, Rule, finding, pages_of
from watchdog.rules.numbers import doubled
from watchdog.rules.words import key_of, orders_line, quote, says

ID = RuleId("tracking-duplicated")


def check(view: CaseView) -> Iterable[Answer]:
    for number, orders in doubled(view).items():
        apart = [pair for pair in combinations(orders, 2) if not _one_parcel(view, *pair)]
        if not apart:
            continue
        strangers = tuple(dict.fromkeys(sn for pair in apart if not _one_buyer(view, *pair) for sn in pair))
        if strangers:
            yield _duplicated(view, number, strangers)
        else:
            yield NotJudged(
                rule=ID,
                key=key_of(number),
                what=says("one buyer's orders may share a parcel", "同一买家的订单可能合并包裹"),
            )


def _one_parcel(view: CaseView, one: OrderSn, other: OrderSn) -> bool:
    """Marked as sent together: the same package number on both."""
    return bool(_parcels(view, one) & _parcels(view, other))


def _parcels(view: CaseView, sn: OrderSn) -> frozenset[str]:
    return frozenset(number for sight in view.sights(sn) for number in sight.facts.package_numbers or ())


def _one_buyer(view: CaseView, one: OrderSn, other: OrderSn) -> bool:
    left, right = view.facts(one).buyer, view.facts(other).buyer
    return bool(left and right and same_masked(left, right))


def _duplicated(view: CaseView, number: str, orders: tuple[OrderSn, ...]) -> Answer:
    sights = [one for sn in orders for one in view.sights(sn) if number in tracking_keys(one.facts)]
    return finding(
        view,
        ID,
        key_of(number),
        severity=Severity.HIGH,
        about=About.PLATFORM,
        what=says(
            f"Tracking number {quote(number, 40)} stands on {len(orders)} different orders: {orders_line(orders)}.",
            f"物流单号 {quote(number, 40)} 同时出现在 {len(orders)} 个订单上：{orders_line(orders)}。",
        ),
        tip=says(
            "Look at the labels: which parcel carries this number? Give the other order its own number, or ask "
            "support, before the ship-by time.",
            "请查看面单：哪个包裹是这个单号？另一订单请在发货截止前更正单号或联系客服。",
        ),
        orders=orders,
        claims=[_claim(sights)],
        pages=pages_of(sights),
    )


def _claim(sights: list[Sighting]) -> Claim:
    return Claim(
        kind=ClaimKind.EQUALS,
        field="tracking_numbers",
        pointers=tuple(one.pointer("tracking_numbers") for one in sights),
        says=tuple(" | ".join(one.facts.tracking_numbers or ()) for one in sights),
    )


RULE = Rule(
    id=ID,
    title=says("One tracking number on two orders", "物流单号重复"),
    check=check,
    confirm=True,
    default_severity=Severity.HIGH,
    about=About.PLATFORM,
)
