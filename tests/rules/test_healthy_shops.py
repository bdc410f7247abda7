"""Two hundred honest shops, seen twice, with all that ordinarily differs: nobody is woken.

The lives of orders here are drawn anew, apart from those of the practice site: late numbers, cancellations, returns,
masked buyers, rounded amounts, books that lag behind, orders that come in and move while we read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from builders import AT, LABELS, books, history, list_page, look, money, order, order_page, probe, target, view, window

from watchdog.compare import expectations
from watchdog.incidents import remember
from watchdog.model.base import OrderSn
from watchdog.model.case import HistorySlice
from watchdog.model.orders import Item, OrderFacts, SeenStatus
from watchdog.model.pages import PageState
from watchdog.model.readings import LookReading, PageReading, Totals
from watchdog.model.records import RecordsKind, Snapshot
from watchdog.rules import verdict

LABEL_OF = {"READY_TO_SHIP": "To ship", "PROCESSED": "To ship", "RETRY_SHIP": "To ship"}
LABEL_OF |= {means[0].value: label for label, means in LABELS.items() if len(means) == 1}
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Life:
    """An order's moves, oldest first, and what it is made of."""

    number: OrderSn
    created: datetime
    moves: tuple[tuple[datetime, str], ...]
    facts: OrderFacts
    number_issued: datetime | None

    def status(self, at: datetime) -> str:
        return [name for when, name in self.moves if when <= at][-1]

    def paid_at(self, at: datetime) -> datetime | None:
        return next((when for when, name in self.moves if name == "READY_TO_SHIP" and when <= at), None)

    def shown(self, at: datetime) -> OrderFacts:
        """What the site shows at that moment."""
        status = self.status(at)
        issued = self.number_issued is not None and self.number_issued <= at
        total = money(0) if status == "CANCELLED" and self.facts.buyer == "buyer_0" else self.facts.total
        seen = SeenStatus(label=LABEL_OF[status], means=frozenset(LABELS[LABEL_OF[status]]))
        numbers = self.facts.tracking_numbers if issued and status not in ("UNPAID", "CANCELLED") else ()
        return self.facts.model_copy(update={"status": seen, "tracking_numbers": numbers, "total": total})


def life(draw: Random, tail: int, created: datetime) -> Life:
    moves, at = [(created, "UNPAID")], created
    roads = {
        "UNPAID": [("READY_TO_SHIP", 9, 0.1, 20), ("CANCELLED", 1, 24, 25)],
        "READY_TO_SHIP": [("PROCESSED", 16, 1, 40), ("IN_CANCEL", 2, 1, 20), ("CANCELLED", 1, 0.1, 1)],
        "IN_CANCEL": [("CANCELLED", 2, 1, 30), ("READY_TO_SHIP", 1, 1, 10)],
        "PROCESSED": [("SHIPPED", 12, 2, 22), ("RETRY_SHIP", 1, 3, 20)],
        "RETRY_SHIP": [("PROCESSED", 1, 1, 8)],
        "SHIPPED": [("TO_CONFIRM_RECEIVE", 20, 20, 90), ("CANCELLED", 1, 60, 90)],
        "TO_CONFIRM_RECEIVE": [("COMPLETED", 9, 2, 70), ("TO_RETURN", 1, 2, 48)],
        "COMPLETED": [("TO_RETURN", 1, 10, 90), ("COMPLETED", 20, 900, 999)],
    }
    issued = None
    while (choices := roads.get(moves[-1][1])) and at < AT + 48 * HOUR:
        name, _, low, high = draw.choices(choices, [one[1] for one in choices])[0]
        at += draw.uniform(low, high) * HOUR
        moves.append((at, name))
        if name == "PROCESSED" and issued is None:
            issued = at + timedelta(minutes=draw.uniform(1, 45))
    local = created + 8 * HOUR
    number = OrderSn(f"{local:%y%m%d}LIFE{tail:04d}")
    price = draw.randrange(100, 9000)
    item = Item(
        name=draw.choice(["Demo mug", "Tea tray"]),
        variation=draw.choice(["Blue", "Red"]),
        sku="X-1",
        quantity=draw.randint(1, 3),
    )
    facts = order(
        number,
        buyer=f"buyer_{draw.randrange(30)}",
        total=money(f"{price / 100:.2f}"),
        items=(item,) if draw.random() < 0.8 else (item, item.model_copy(update={"sku": "Y-2", "name": "Jar"})),
        tracking_numbers=(f"SPX{tail:08d}",) if draw.random() < 0.9 else (f"SPX{tail:08d}", f"SPY{tail:08d}"),
        package_numbers=(f"OFG{tail}",),
    )
    return Life(number, created, tuple(moves), facts, issued)


def shop(draw: Random) -> list[Life]:
    """Newest first; some arrive while we read."""
    count = draw.choice([1, 3, 12, 40, 120])
    times = sorted((AT - draw.uniform(0, 20 * 24) * HOUR for _ in range(count)), reverse=True)
    arriving = [AT + timedelta(seconds=draw.uniform(5, 200)) for _ in range(draw.choice([0, 0, 1, 3]))]
    return [life(draw, tail, at) for tail, at in enumerate([*sorted(arriving, reverse=True), *times])]


def read(
    lives: list[Life],
    draw: Random,
    at: datetime,
    name: str = "look0",
    snapshots: list[Snapshot] | None = None,
    past: HistorySlice | None = None,
) -> LookReading:
    """Read the list in pages of ten, a page a minute, the site living on meanwhile; then look for what is not in it."""
    pages: list[PageReading] = []
    last_sn: OrderSn | None = None
    number, by_number = 1, draw.random() < 0.5
    while True:
        now = at + timedelta(minutes=number)
        there = [one for one in lives if one.created <= now]
        start = (number - 1) * 10 if by_number else _after(there, last_sn)
        part = [one.shown(now) for one in there[start : start + 10]]
        counter = max(0, len(there) - draw.randint(0, 2))
        dom = [_drawn(one, draw) for one in part]
        total = Totals(list_total=len(there), tab_counter=counter, shown_total=len(there))
        last = start + 10 >= len(there)
        page = list_page(dom, part, number=number, last=last, totals=total, minutes=number)
        pages.append(page.model_copy(update={"observed_at": now}))
        if last or not part:
            break
        last_sn, number = part[-1].order_sn, number + 1
    return _probed(pages, lives, draw, at + timedelta(minutes=number + 1), name, snapshots or [], past)


def _after(there: list[Life], last: OrderSn | None) -> int:
    return next((place + 1 for place, one in enumerate(there) if one.number == last), 0)


def _drawn(facts: OrderFacts, draw: Random) -> OrderFacts:
    """The page shows less: no parcels, now and then a masked buyer or a cut name."""
    changes: dict[str, object] = {"package_numbers": None}
    if draw.random() < 0.05 and facts.buyer:
        changes["buyer"] = f"{facts.buyer[0]}****{facts.buyer[-1]}"
    if draw.random() < 0.05 and facts.items:
        changes["items"] = tuple(one.model_copy(update={"name": f"{(one.name or '')[:5]}…"}) for one in facts.items)
    return facts.model_copy(update=changes)


def _probed(
    pages: list[PageReading],
    lives: list[Life],
    draw: Random,
    now: datetime,
    name: str,
    snapshots: list[Snapshot],
    past: HistorySlice | None,
) -> LookReading:
    windows = [window(pages)]
    by_number = {one.number: one for one in lives}
    missing = expectations(look(windows=windows, name=name), snapshots, past or history(), target())
    probes = [
        probe(
            one.order_sn,
            search=one.order_sn in by_number,
            page=one.order_sn in by_number,
            facts=by_number[one.order_sn].shown(now),
        )
        for one in missing
    ]
    opened = draw.sample(lives, min(3, len(lives)))
    singles = [
        order_page(one.shown(now)).model_copy(update={"observed_at": now}) for one in opened if one.created <= now
    ]
    return look(windows=windows, probes=probes, order_pages=singles, name=name)


def kept(lives: list[Life], draw: Random, kind: RecordsKind) -> Snapshot:
    """Books some minutes old, with some orders fetched earlier than others; the export is older and exact."""
    age = timedelta(minutes=draw.uniform(1, 30)) if kind is RecordsKind.BOOKS else draw.uniform(1, 30) * HOUR
    taken, rows = AT - age, []
    for one in lives:
        fetched = taken - timedelta(minutes=draw.uniform(0, 55)) if draw.random() < 0.15 else taken
        if one.created > fetched:
            continue
        facts = one.shown(fetched).model_copy(
            update={"created_at": one.created, "paid_at": one.paid_at(fetched), "package_numbers": None}
        )
        rows.append(_smudged(facts, draw) if kind is RecordsKind.BOOKS else facts)
    return books(rows, kind=kind, name=kind.value, taken_at=taken)


def _smudged(facts: OrderFacts, draw: Random) -> OrderFacts:
    changes: dict[str, object] = {}
    if draw.random() < 0.08 and facts.buyer:
        changes["buyer"] = f"{facts.buyer[0]}******{facts.buyer[-1]}"
    if draw.random() < 0.05 and facts.total:
        changes["total"] = money(facts.total.amount + draw.choice([-1, 1]) * money("0.01").amount)
    if draw.random() < 0.05 and facts.items:
        changes["items"] = tuple(one.model_copy(update={"name": f" {one.name} "}) for one in facts.items)
    return facts.model_copy(update=changes)


@pytest.mark.parametrize("seed", range(200))
def test_an_honest_shop_gives_no_finding(seed: int) -> None:
    draw = Random(f"healthy/{seed}")
    lives = shop(draw)
    before = read(lives, draw, AT - draw.uniform(1, 40) * HOUR) if draw.random() < 0.7 else None
    past = history(remember(before, history(), before.ended_at - 2 * HOUR)) if before else history()
    records = [kept(lives, draw, kind) for kind in RecordsKind if draw.random() < 0.8]

    reading = read(lives, draw, AT, snapshots=records, past=past)
    made = verdict(view(reading, records, past))

    assert [(one.rule, one.key, one.what.en) for one in made.findings] == []


def test_the_shops_are_not_trivial() -> None:
    """At least some of these shops have everything that could alarm: else the test above proves nothing."""
    seen: set[str] = set()
    for seed in range(40):
        draw = Random(f"healthy/{seed}")
        lives = shop(draw)
        reading = read(lives, draw, AT)
        totals = {page.totals.list_total for window_ in reading.windows for page in window_.pages}
        seen |= {"arrived while reading"} if len(totals) > 1 else set()
        seen |= {one.status(AT) for one in lives if one.created <= AT}
        seen |= (
            {"no number yet"}
            if any(o.status(AT) == "PROCESSED" and not o.shown(AT).tracking_numbers for o in lives if o.created <= AT)
            else set()
        )

    assert {"arrived while reading", "no number yet", "IN_CANCEL", "TO_RETURN", "UNPAID", "CANCELLED"} <= seen
    assert PageState.READY in {page.state for page in reading.windows[0].pages}
    assert AT.tzinfo is UTC
