"""tracking-missing: a tracking number should be shown and is not."""

from __future__ import annotations

from collections.abc import Iterable

from watchdog.compare import HISTORY
from watchdog.compare.sightings import Sighting
from watchdog.compare.statuses import ENDING_OTHERWISE, NOT_YET_PAID, ON_ITS_WAY, possibly, surely
from watchdog.model.base import OrderSn, RuleId
from watchdog.model.findings import About, Claim, ClaimKind, Confidence, Severity
from watchdog.model.orders import OrderFacts
from watchdog.model.readings import Pointer
from watchdog.model.records import Snapshot
from watchdog.rules.base import Answer, CaseView, NotJudged, Rule, finding, pages_of, source_words
from watchdog.rules.numbers import Peers, peers, recorded_numbers, shipped_time, shown_none
from watchdog.rules.words import quote, says

ID = RuleId("tracking-missing")
Recorded = list[tuple[Snapshot, OrderFacts, str]]
SILENT = NOT_YET_PAID | ENDING_OTHERWISE
"""States in which no number is due, or it may be taken back."""


def check(view: CaseView) -> Iterable[Answer]:
    wrong_status = {one.order_sn for one in view.comparison.differing("status")}
    without = {
        sn: sights
        for sn in view.comparison.sightings
        if sn not in wrong_status
        and (means := view.means(sn))
        and not possibly(means, SILENT)
        and (sights := shown_none(view, sn))
    }
    recorded, like = recorded_numbers(view, without), peers(view)
    for sn, sights in without.items():
        yield from _judge(view, sn, sights, recorded.get(sn, []), like)


def _judge(
    view: CaseView, sn: OrderSn, sights: tuple[Sighting, ...], recorded: Recorded, like: Peers
) -> Iterable[Answer]:
    under_way = surely(view.means(sn), ON_ITS_WAY)
    known = view.known(sn)
    shown_before = known is not None and bool(known.tracking_numbers)
    due = [one for one in sights if like.would_show(one)]
    if shown_before or (under_way and due):
        yield _missing(view, sn, sights, recorded, shown_before=shown_before)
        return
    able = [one for one in sights if like.shows_any(one)]
    old = [one for one in recorded if _old_enough(view, sn, one[0], under_way=under_way)]
    if old and able:
        yield _missing(view, sn, sights, old, shown_before=False)
    elif recorded or under_way:
        reason = (
            says("the number may still be on its way to the site", "单号可能尚未同步")
            if recorded and able
            else says(
                "too few like orders to know that a number would be shown", "同类订单太少，无法判断是否应显示单号"
            )
        )
        yield NotJudged(rule=ID, key=sn, what=reason)


def _old_enough(view: CaseView, sn: OrderSn, snapshot: Snapshot, *, under_way: bool) -> bool:
    """A number reaches the site some minutes after the parcel was arranged (reference 6.1)."""
    if under_way:
        return True
    since = shipped_time(snapshot, sn) or snapshot.coverage.taken_at
    return since + view.grace(RULE) <= view.reading.at


def _missing(
    view: CaseView, sn: OrderSn, sights: tuple[Sighting, ...], recorded: Recorded, *, shown_before: bool
) -> Answer:
    sources = [one.name for one, _, _ in recorded] + ([HISTORY] if shown_before else [])
    en, zh = source_words(sources)
    because_en = f"{en} had one" if sources else "its parcel is under way"
    because_zh = f"{zh}里有单号" if sources else "包裹已在途"
    under_way = surely(view.means(sn), ON_ITS_WAY)
    return finding(
        view,
        ID,
        sn,
        severity=Severity.HIGH if under_way else Severity.MEDIUM,
        confidence=Confidence.HIGH if under_way else Confidence.MEDIUM,
        about=About.SHOP if recorded else About.PLATFORM,
        what=says(
            f"Order {quote(sn, 32)} shows no tracking number although {because_en}.",
            f"订单 {quote(sn, 32)} 没有显示物流单号，但{because_zh}。",
        ),
        tip=says(
            "Keep the shipping label and the courier's receipt. Enter the number again if the site lets you, else "
            "give it to support before the ship-by time.",
            "保留面单和揽收凭证。若可以请重新填写单号，否则在发货截止前提交给客服。",
        ),
        orders=(sn,),
        claims=list(_claims(view, sn, sights, recorded, shown_before=shown_before)),
        pages=pages_of(sights),
    )


def _claims(
    view: CaseView, sn: OrderSn, sights: tuple[Sighting, ...], recorded: Recorded, *, shown_before: bool
) -> Iterable[Claim]:
    field = "tracking_numbers"
    seen = tuple(one.pointer(field) for one in sights)
    nothing = ("",) * len(seen)
    for snapshot, facts, place in recorded:
        number = " | ".join(facts.tracking_numbers or ())
        there = Pointer(source=f"records/{snapshot.name}", path=f"cell:{place}", text=number)
        yield Claim(kind=ClaimKind.DIFFERS, field=field, pointers=(*seen, there), says=(*nothing, number))
    known = view.known(sn)
    if shown_before and known is not None:
        number = " | ".join(known.tracking_numbers or ())
        there = Pointer(source=HISTORY, path=f"json:/known/{view.known_place(sn)}/{field}", text=number)
        yield Claim(kind=ClaimKind.BEFORE_AFTER, field=field, pointers=(there, *seen), says=(number, *nothing))
    if not recorded and not shown_before:
        status = tuple(one.pointer("status") for one in sights)
        means = tuple("|".join(sorted(one.facts.status.means)) if one.facts.status else "" for one in sights)
        yield Claim(kind=ClaimKind.EQUALS, field="status", pointers=status, says=means)
        yield Claim(kind=ClaimKind.EQUALS, field=field, pointers=seen, says=nothing)


RULE = Rule(
    id=ID,
    title=says("A tracking number is not shown", "物流单号录入失败"),
    check=check,
    confirm=True,
    default_severity=Severity.HIGH,
    about=About.SHOP,
    grace_minutes=120,
)
