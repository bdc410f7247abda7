"""witnesses-disagree: the site contradicts itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import polars as pl

from watchdog.compare.comparators import WITNESS_FIELDS, agree
from watchdog.compare.frames import facts_of_known, facts_of_rows
from watchdog.compare.sightings import page_pointer
from watchdog.compare.totals import Miscount, count_key, guessed_count, miscounts
from watchdog.compare.values import HISTORY
from watchdog.model.base import OrderSn, RuleId, Says
from watchdog.model.findings import About, Claim, ClaimKind, Confidence, Severity
from watchdog.model.orders import OrderFacts
from watchdog.rules.absences import Absence, absences
from watchdog.rules.base import Answer, CaseView, NotJudged, Rule, finding, pages_of, source_words
from watchdog.rules.contradictions import Conflict, list_and_page, same_page
from watchdog.rules.numbers import peers
from watchdog.rules.words import differing_words, field_words, orders_line, quote, says

ID = RuleId("witnesses-disagree")
EVERYWHERE, AT_LEAST = 0.5, 5
"""A field that disagrees in more than this share of at least so many orders is one finding, not many: the page or our
reading of it changed, not each order."""
MANY = 5
"""More orders than this that only some places show are one finding a tab."""

_TIP = says(
    "Do not act on the odd value alone: open the order in the phone app and believe what two places agree on. The "
    "evidence folder shows both side by side for support.",
    "不要仅凭其中一个值操作：请在手机 App 打开该订单，以两处一致的内容为准。证据包已并列保存，可提交客服。",
)
_PLACES: dict[str, tuple[str, str]] = {
    "dom/json": ("what the page shows and what it received", "页面显示与页面收到的数据"),
    "list/order": ("the list and the order's own page", "列表与订单详情页"),
}


def check(view: CaseView) -> Iterable[Answer]:
    if view.reading.blind is not None:
        return
    conflicts = _conflicts(view)
    everywhere = _everywhere(view, conflicts)
    by_order: dict[OrderSn, list[Conflict]] = {}
    for one in conflicts:
        if (one.field, one.between) not in everywhere:
            by_order.setdefault(one.order_sn, []).append(one)
    yield from (_order(view, sn, found) for sn, found in by_order.items())
    yield from (_field(view, key, found) for key, found in everywhere.items())
    yield from _absences(view)
    yield from _counts(view)


def _conflicts(view: CaseView) -> list[Conflict]:
    found, like = [], peers(view)
    for sn in view.comparison.sightings:
        here = list(same_page(view, sn, like))
        fields = {one.field for one in here}
        found += here + [one for one in list_and_page(view, sn) if one.field not in fields]
    return found


def _everywhere(view: CaseView, conflicts: Sequence[Conflict]) -> dict[tuple[str, str], list[Conflict]]:
    kinds = Counter((one.field, one.between) for one in conflicts)
    orders = {
        "dom/json": len(view.comparison.sightings),
        "list/order": sum(any(one.way == "order" for one in sights) for sights in view.comparison.sightings.values()),
    }
    many = {key for key, count in kinds.items() if count >= AT_LEAST and count > EVERYWHERE * orders[key[1]]}
    return {key: [one for one in conflicts if (one.field, one.between) == key] for key in sorted(many)}


def _order(view: CaseView, sn: OrderSn, found: list[Conflict]) -> Answer:
    en, zh = differing_words([(one.field, *one.sides) for one in found])
    places = _PLACES[found[0].between]
    odd = _odd_one_out(view, found[0])
    return finding(
        view,
        ID,
        sn,
        severity=Severity.HIGH if any(one.field in ("total", "status") for one in found) else Severity.MEDIUM,
        about=About.PLATFORM,
        what=says(
            f"Order {quote(sn, 32)}: {places[0]} do not agree: {en}.{odd.en}",
            f"订单 {quote(sn, 32)}：{places[1]}不一致：{zh}。{odd.zh}",
        ),
        tip=_TIP,
        orders=(sn,),
        claims=[one.claim() for one in found],
        pages=pages_of(side for one in found for side in (one.left, one.right)),
    )


def _odd_one_out(view: CaseView, one: Conflict) -> Says:
    """Which side the other sources agree with, where they agree with one only."""
    sides: dict[bool, list[str]] = {True: [], False: []}
    for name, facts in _others(view, one).items():
        left, right = (agree(one.field, facts, side.facts, _tolerance(view)) for side in (one.left, one.right))
        if left is not right and True in (left, right):
            sides[left is True].append(name)
    if bool(sides[True]) == bool(sides[False]):
        return says("", "")
    en, zh = source_words(sides[True] or sides[False])
    first = "first" if sides[True] else "second"
    return says(
        f" {en[:1].upper()}{en[1:]} agree with the {first} value.", f"{zh}与{'前' if sides[True] else '后'}者一致。"
    )


def _others(view: CaseView, one: Conflict) -> Mapping[str, OrderFacts]:
    """What records and history say of the order, in comparable fields."""
    found: dict[str, OrderFacts] = {}
    for snapshot in view.comparison.sources:
        if f"{snapshot.name}:{one.field}" in view.comparison.calibrated:
            rows = facts_of_rows(snapshot.orders.filter(pl.col("order_sn") == one.order_sn))
            for facts, _ in rows.values():
                found[snapshot.name] = facts
    known = view.known(one.order_sn)
    if known is not None and one.field in WITNESS_FIELDS and not one.field.startswith(("items", "order_id")):
        found[HISTORY] = facts_of_known(known)
    return found


def _tolerance(view: CaseView) -> Decimal:
    return Decimal(view.target.rules.money_tolerance)


def _field(view: CaseView, key: tuple[str, str], found: list[Conflict]) -> Answer:
    """One finding for a field that disagrees nearly everywhere."""
    (en, zh), places = field_words(key[0]), _PLACES[key[1]]
    orders = tuple(one.order_sn for one in found)
    return finding(
        view,
        ID,
        f"field-{key[0]}",
        severity=Severity.MEDIUM,
        confidence=Confidence.MEDIUM,
        about=About.PLATFORM,
        what=says(
            f"{places[0][:1].upper()}{places[0][1:]} do not agree on the {en} of {len(orders)} orders "
            f"({orders_line(orders)}).",
            f"{places[1]}在 {len(orders)} 个订单的{zh}上不一致（{orders_line(orders)}）。",
        ),
        tip=says(
            "So many at once is a fault of the site, or a page that has changed: run `watchdog doctor SHOP`, and "
            "look at two orders in the phone app.",
            "如此大量多为平台故障或页面改版：请运行 watchdog doctor 店铺名，并在手机 App 抽查两个订单。",
        ),
        claims=[one.claim() for one in found[:10]],
        pages=pages_of(side for one in found[:10] for side in (one.left, one.right)),
    )


def _absences(view: CaseView) -> Iterable[Answer]:
    """Orders that one place of the site shows and another, which must, does not."""
    by_place: dict[tuple[str, str], list[Absence]] = {}
    for one in absences(view):
        by_place.setdefault((one.place, one.tab), []).append(one)
    for (_, tab), found in by_place.items():
        if len(found) > MANY:
            yield _absent(view, f"{tab}-rows", found)
        else:
            yield from (_absent(view, one.order_sn, [one]) for one in found)


def _absent(view: CaseView, key: str, found: list[Absence]) -> Answer:
    orders = tuple(one.order_sn for one in found)
    many_en, many_zh = (f"{len(found)} orders", f"{len(found)} 个订单") if len(found) > 1 else ("Order", "订单")
    return finding(
        view,
        ID,
        key,
        severity=Severity.HIGH if found[0].hidden else Severity.MEDIUM,
        about=About.PLATFORM,
        what=says(
            f"{many_en} {orders_line(orders)}: {found[0].what.en}.",
            f"{many_zh} {orders_line(orders)}：{found[0].what.zh}。",
        ),
        tip=says(
            "Do not work from the list alone today: search for the order by its number before you decide anything.",
            "今天不要只看列表：请先按订单编号搜索再作决定。",
        ),
        orders=orders,
        claims=[claim for one in found[:10] for claim in one.claims],
        pages=[name for one in found[:10] for name in one.pages],
    )


def _counts(view: CaseView) -> Iterable[Answer]:
    wrong: dict[str, list[Miscount]] = {}
    for one in miscounts(view.reading):
        believed = count_key(one.name, one.tab) in view.history.calibrated
        if guessed_count(view.pack, one.pages[0].ask.page_type, one.name, one.tab) and not believed:
            what = says(f"{one.name} has never agreed yet", f"{one.name} 尚未校准")
            yield NotJudged(rule=ID, key=one.tab, what=what)
        else:
            wrong.setdefault(one.tab, []).append(one)
    yield from (_miscounted(view, tab, found) for tab, found in wrong.items())


def _miscounted(view: CaseView, tab: str, found: list[Miscount]) -> Answer:
    look = view.reading.name
    en = "; ".join(f"{one.name} {one.counted[-1]}, {one.against} {one.wanted[-1]}" for one in found)
    return finding(
        view,
        ID,
        tab,
        severity=Severity.MEDIUM if any(one.name == "rows" for one in found) else Severity.LOW,
        confidence=Confidence.HIGH,
        about=About.PLATFORM,
        what=says(
            f"The site's own counts of “{quote(tab, 20)}” do not agree: {en}.",
            f"“{quote(tab, 20)}”的各项计数互相矛盾：{en}。",
        ),
        tip=says(
            "Count on the orders that are listed, not on the number. Look again in an hour.",
            "请以列出的订单为准，不要依赖计数；一小时后再看。",
        ),
        claims=[
            Claim(
                kind=ClaimKind.COUNTED,
                field=one.name,
                pointers=tuple(page_pointer(look, page) for page in one.pages),
                says=tuple(f"{count}/{want}" for count, want in zip(one.counted, one.wanted, strict=True)),
            )
            for one in found
        ],
        pages=[page.ask.name for one in found for page in one.pages],
    )


RULE = Rule(
    id=ID,
    title=says("The site contradicts itself", "平台显示自相矛盾"),
    check=check,
    confirm=True,
    default_severity=Severity.MEDIUM,
    about=About.PLATFORM,
    settings=("money_tolerance",),
)
