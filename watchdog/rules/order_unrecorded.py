"""order-unrecorded: Seller Centre has an order that the seller's own books should have and have not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from watchdog.compare import SnapshotComparison
from watchdog.compare.statuses import NOT_YET_PAID, TO_SHIP, possibly, surely
from watchdog.extract.windows import rows_of
from watchdog.model.base import OrderSn, RuleId
from watchdog.model.findings import About, Claim, ClaimKind, Confidence, Severity
from watchdog.model.orders import OrderStatus
from watchdog.model.readings import Pointer
from watchdog.model.records import KnownOrder, RecordsKind, Snapshot
from watchdog.rules.base import Answer, CaseView, NotJudged, Rule, finding, pages_of
from watchdog.rules.guesses import presence_guessed
from watchdog.rules.words import quote, says

ID = RuleId("order-unrecorded")
NOT_BOOKED = NOT_YET_PAID | {OrderStatus.CANCELLED}
"""Many books never hold what was not paid, or was cancelled before it was."""


def check(view: CaseView) -> Iterable[Answer]:
    own = [one for one in view.comparison.snapshots if one.kind is RecordsKind.BOOKS and not one.not_this_shops]
    lacking: dict[OrderSn, list[SnapshotComparison]] = {}
    for source in own:
        for sn in source.only_seen:
            lacking.setdefault(sn, []).append(source)
    booked = frozenset().union(*(_orders(view.snapshot(one.name)) for one in own))
    listed_before = _listed_before(view)
    for sn, sources in lacking.items():
        means = view.means(sn)
        if sn in booked or surely(means, NOT_BOOKED) or presence_guessed(view.pack, "orders"):
            continue
        late = [one for one in sources if _had_time(view, sn, one, listed_before)]
        if late:
            yield _unrecorded(view, sn, late)
        else:
            yield NotJudged(rule=ID, key=sn, what=says("too new for the books", "订单太新，账本可能尚未同步"))


def _orders(snapshot: Snapshot | None) -> frozenset[OrderSn]:
    return frozenset(OrderSn(sn) for sn in snapshot.orders["order_sn"]) if snapshot else frozenset()


def _had_time(
    view: CaseView, sn: OrderSn, source: SnapshotComparison, listed_before: Mapping[OrderSn, datetime]
) -> bool:
    """Was the order there, and paid, long enough before the books were written?"""
    snapshot = view.snapshot(source.name)
    began = _began(view, sn, listed_before)
    return snapshot is not None and began is not None and began + view.grace(RULE) <= snapshot.coverage.taken_at


def _began(view: CaseView, sn: OrderSn, listed_before: Mapping[OrderSn, datetime]) -> datetime | None:
    """The earliest moment at which the order is known to have been there. None: not known."""
    facts, known = view.facts(sn), view.known(sn)
    if facts.paid_at is not None:
        return facts.paid_at
    if known is not None and _was_paid(known):
        return known.status_since
    ends = view.day_surely_over(facts.created_on) if facts.created_on is not None else None
    bounds = [one for one in (listed_before.get(sn), ends) if one is not None]
    created = facts.created_at or min(bounds, default=None)
    if known is not None and created is not None:
        return max(created, known.last_seen_at)  # it was not paid yet when we last saw it
    return created


def _was_paid(known: KnownOrder) -> bool:
    return bool(known.status_means) and not possibly(known.status_means, NOT_BOOKED)


def _listed_before(view: CaseView) -> dict[OrderSn, datetime]:
    """Orders that stand in a list below one whose time of creation the books tell: they are at least as old."""
    times: dict[str, datetime] = {}
    for snapshot in view.comparison.sources:
        told = snapshot.orders.select("order_sn", "created_at").drop_nulls()
        times |= dict(told.iter_rows())
    bound: dict[OrderSn, datetime] = {}
    for window in view.reading.windows:
        rows = [row.facts for page in window.pages for row in rows_of(page)]
        days = [facts.created_on for facts in rows if facts.created_on is not None]
        if len(days) != len(rows) or days != sorted(days, reverse=True):
            continue  # not sorted by creation: standing below says nothing
        newest: datetime | None = None
        for facts in rows:
            if newest is not None:
                bound.setdefault(facts.order_sn, newest)
            here = times.get(facts.order_sn)
            if here is not None:
                newest = here if newest is None else min(newest, here)
    return bound


def _unrecorded(view: CaseView, sn: OrderSn, sources: list[SnapshotComparison]) -> Answer:
    number, sights, known = quote(sn, 32), view.sights(sn), view.known(sn)
    paid_surely = view.facts(sn).paid_at is not None or (known is not None and _was_paid(known))
    names = ", ".join(quote(one.name, 32) for one in sources)
    claims = [
        Claim(
            kind=ClaimKind.PRESENT,
            field="order_sn",
            pointers=tuple(one.pointer("order_sn") for one in sights),
            says=(sn,) * len(sights),
        )
    ]
    claims += [
        Claim(
            kind=ClaimKind.NOT_FOUND,
            field="order_sn",
            pointers=(Pointer(source=f"records/{one.name}", path="column:order_sn", text=""),),
            says=(sn,),
        )
        for one in sources
    ]
    return finding(
        view,
        ID,
        sn,
        severity=Severity.HIGH if possibly(view.means(sn), TO_SHIP) else Severity.MEDIUM,
        confidence=Confidence.HIGH if paid_surely else Confidence.MEDIUM,
        what=says(
            f"Order {number} is in Seller Centre but not in your records ({names}), which cover its day.",
            f"订单 {number} 在卖家中心有，但本地记录（{names}）中没有，而其日期在记录范围内。",
        ),
        tip=says(
            "Fetch the orders in your ERP again, or enter it by hand; if it is to be shipped, pack it now.",
            "请在 ERP 中重新同步或手工补录；若为待发货订单，请尽快安排。",
        ),
        orders=(sn,),
        claims=claims,
        pages=pages_of(sights),
    )


RULE = Rule(
    id=ID,
    title=says("An order is not in your books", "本地记录缺少订单"),
    check=check,
    confirm=True,
    default_severity=Severity.HIGH,
    about=About.SHOP,
    grace_minutes=60,
)
