"""Hand-made readings, records and history for tests: a few orders of an invented shop, told in one line each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import polars as pl

from watchdog.compare import compare
from watchdog.compare.frames import order_frame, row_of
from watchdog.extract.looks import read_look
from watchdog.extract.windows import read_window
from watchdog.model.base import AccountId, Digest, OrderId, OrderSn, RuleId, ShopId, ShopKey
from watchdog.model.case import HistorySlice, RuleSettings, Rung, Target
from watchdog.model.findings import Finding
from watchdog.model.orders import Item, Money, OrderFacts, OrderStatus, SeenStatus
from watchdog.model.pack import JsonRows, Mark, OrderSnSpec, Pack, PageSpec, RegionSpec, RowSpec, RowTake, SearchSpec
from watchdog.model.pages import Ask, AskKind, PageState, Window
from watchdog.model.readings import (
    LookReading,
    PageReading,
    Paging,
    Probe,
    SeenOrder,
    ShopIdentity,
    Totals,
    WindowReading,
    Witness,
)
from watchdog.model.records import Coverage, KnownOrder, RecordsKind, Snapshot
from watchdog.rules import CaseView, judge

AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
"""When the look begins: 14:00 in the shop's zone."""
SHOP = ShopKey("demo-sg")
SHOP_ID = ShopId("111222333")
S = OrderStatus
LABELS: dict[str, tuple[OrderStatus, ...]] = {
    "Unpaid": (S.UNPAID,),
    "To ship": (S.READY_TO_SHIP, S.PROCESSED, S.RETRY_SHIP),
    "Shipping": (S.SHIPPED,),
    "Delivered": (S.TO_CONFIRM_RECEIVE,),
    "Completed": (S.COMPLETED,),
    "Cancelled": (S.CANCELLED,),
    "Cancelling": (S.IN_CANCEL,),
    "Return": (S.TO_RETURN,),
}
SHIPPED_LABELS = ("Shipping", "Delivered", "Completed")


def sn(day: int, tail: int = 1, month: int = 11) -> OrderSn:
    """An order number of that day of 2026."""
    return OrderSn(f"26{month:02d}{day:02d}DEMO{tail:04d}")


def status(label: str) -> SeenStatus:
    return SeenStatus(label=label, means=frozenset(LABELS.get(label, ())))


def money(amount: str | int, currency: str = "SGD") -> Money:
    return Money(amount=Decimal(amount), currency=currency)


def order(number: OrderSn, label: str = "To ship", **changes: object) -> OrderFacts:
    """One honest order: a mug; a tracking number once it is under way."""
    tracking = (f"SPXSG{number[-4:]}{number[4:6]}",) if label in SHIPPED_LABELS else ()
    made = OrderFacts(
        order_sn=number,
        order_id=OrderId(f"2100{number[2:6]}{number[-4:]}"),
        buyer=f"buyer_{number[-4:]}",
        status=status(label),
        total=money("25.90"),
        tracking_numbers=tracking,
        items=(Item(name="Demo mug", variation="Blue", sku="MUG-BL", quantity=2),),
        created_on=date(2000 + int(number[:2]), int(number[2:4]), int(number[4:6])),
    )
    return made.model_copy(update=changes)


def shop_orders(count: int = 12, label: str = "To ship", newest: int = 21) -> list[OrderFacts]:
    """Honest orders, newest first, two a day."""
    return [order(sn(newest - index // 2, 100 - index), label) for index in range(count)]


def seen(facts: OrderFacts, index: int = 0, witness: Witness = Witness.DOM) -> SeenOrder:
    dom = witness is Witness.DOM
    told = [name for name in OrderFacts.model_fields if getattr(facts, name) is not None]
    paths = {
        name: f"css:a.order-card:nth-of-type({index + 1}) .{name}"
        if dom
        else f"json:cards-1#/data/card_list/{index}/order_card/{name}"
        for name in told
    }
    return SeenOrder(
        witness=witness, index=index, facts=facts, paths=paths, raw={name: str(getattr(facts, name)) for name in told}
    )


def rows(orders: Iterable[OrderFacts], witness: Witness = Witness.DOM) -> tuple[SeenOrder, ...]:
    return tuple(seen(facts, index, witness) for index, facts in enumerate(orders))


def list_page(
    dom: Sequence[OrderFacts],
    json_: Sequence[OrderFacts] | None = None,
    *,
    number: int = 1,
    last: bool = True,
    total: int | None = None,
    state: PageState | None = None,
    tab: str = "all",
    minutes: int = 1,
    **changes: object,
) -> PageReading:
    """A page of the list; the JSON tells the same as the DOM unless said otherwise."""
    received = dom if json_ is None else json_
    count = total if total is not None else len(received)
    made = PageReading(
        ask=Ask(kind=AskKind.LIST, page_type="orders", tab=tab, number=number),
        url=f"http://seller.sg.localhost/portal/sale/order?page={number}",
        observed_at=AT + timedelta(minutes=minutes),
        state=state or (PageState.READY if dom or received else PageState.EMPTY),
        why="",
        dom=rows(dom),
        json_=rows(received, Witness.JSON),
        rows_on_page=len(dom),
        totals=Totals(list_total=count, tab_counter=count, shown_total=count),
        paging=Paging(
            sentinel_in="" if number == 1 else f"s{number}",
            sentinel_next="" if last else f"s{number + 1}",
            shown_page=number,
            has_next=not last,
        ),
    )
    return made.model_copy(update=changes)


def paged(orders: Sequence[OrderFacts], size: int = 5, tab: str = "all") -> list[PageReading]:
    """The list in pages of `size`."""
    parts = [orders[start : start + size] for start in range(0, len(orders), size)] or [[]]
    return [
        list_page(part, number=number, last=number == len(parts), total=len(orders), tab=tab)
        for number, part in enumerate(parts, start=1)
    ]


def window(pages: Sequence[PageReading], tab: str = "all", days: int = 15) -> WindowReading:
    return read_window(Window(tab=tab, since=AT - timedelta(days=days)), pages)


def identity(number: int = 1, shop_id: str = SHOP_ID, **changes: object) -> PageReading:
    made = PageReading(
        ask=Ask(kind=AskKind.IDENTITY, page_type="identity", number=number),
        url="http://seller.sg.localhost/",
        observed_at=AT + timedelta(minutes=0 if number == 1 else 5),
        state=PageState.READY,
        why="",
        identity=ShopIdentity(shop_id=ShopId(shop_id)),
    )
    return made.model_copy(update=changes)


def look(
    orders: Sequence[OrderFacts] = (),
    *,
    pages: Sequence[PageReading] | None = None,
    windows: Sequence[WindowReading] | None = None,
    probes: Sequence[Probe] = (),
    order_pages: Sequence[PageReading] = (),
    name: str = "look0",
    ends: Sequence[PageReading] | None = None,
) -> LookReading:
    """One look of one window, put together by the product's own functions."""
    made = windows if windows is not None else [window(pages if pages is not None else [list_page(orders)])]
    return read_look(
        target(),
        Rung.BASELINE if name == "look0" else Rung.RELOAD,
        name,
        identity=ends if ends is not None else [identity(1), identity(2)],
        windows=made,
        probes=probes,
        order_pages=order_pages,
    )


def order_page(facts: OrderFacts, **changes: object) -> PageReading:
    """An order's own page."""
    made = PageReading(
        ask=Ask(kind=AskKind.ORDER, page_type="order", order_sn=facts.order_sn, order_id=facts.order_id),
        url=f"http://seller.sg.localhost/portal/sale/order/{facts.order_id}",
        observed_at=AT + timedelta(minutes=3),
        state=PageState.READY,
        why="",
        dom=rows([facts]),
        json_=rows([facts], Witness.JSON),
        rows_on_page=1,
    )
    return made.model_copy(update=changes)


def probe(
    number: OrderSn,
    *,
    search: bool | None = False,
    page: bool | None = False,
    facts: OrderFacts | None = None,
    has_page: bool = True,
) -> Probe:
    """Looked for by search and on its own page: True found, False the page says no, None it could not be read."""
    states = {True: PageState.READY, False: PageState.NOT_FOUND, None: PageState.SKELETON}
    found = [facts or order(number)]
    searched = list_page(found if search else [], state=states[search])
    searched = searched.model_copy(update={"ask": Ask(kind=AskKind.SEARCH, page_type="orders", order_sn=number)})
    opened = order_page(found[0])
    if not page:
        opened = opened.model_copy(update={"dom": (), "json_": (), "rows_on_page": 0, "state": states[page]})
    return Probe(
        order_sn=number,
        search=searched,
        order_page=opened if has_page else None,
        search_found=search,
        page_found=page if has_page else None,
        why_not="" if has_page else "no order_id",
    )


def known(facts: OrderFacts, *, days: float = 1, **changes: object) -> KnownOrder:
    """As an earlier check, `days` before the look, saw it."""
    then = AT - timedelta(days=days)
    made = KnownOrder(
        order_sn=facts.order_sn,
        order_id=facts.order_id,
        created_on=facts.created_on,
        first_seen_at=then,
        last_seen_at=then,
        status_label=facts.status.label if facts.status else None,
        status_means=facts.status.means if facts.status else frozenset(),
        status_since=then,
        total=facts.total,
        buyer=facts.buyer,
        tracking_numbers=facts.tracking_numbers,
    )
    return made.model_copy(update=changes)


def history(orders: Iterable[KnownOrder] = (), **changes: object) -> HistorySlice:
    return HistorySlice(as_of=AT, known=tuple(orders)).model_copy(update=changes)


def books(
    orders: Iterable[OrderFacts],
    *,
    name: str = "books",
    kind: RecordsKind = RecordsKind.BOOKS,
    since: date | None = date(2026, 11, 1),
    until: date | None = None,
    taken_at: datetime = AT - timedelta(minutes=5),
    complete: bool = True,
    stale: bool = False,
    statuses: frozenset[OrderStatus] | None = None,
    shipped_at: datetime | None = None,
) -> Snapshot:
    """The seller's own records of these orders, five minutes old."""
    made = [row_of(facts, place=f"A{index + 2}") for index, facts in enumerate(orders)]
    frame = order_frame(made)
    if shipped_at is not None:
        frame = frame.with_columns(shipped_at=pl.lit(shipped_at).cast(pl.Datetime("us", "UTC")))
    coverage = Coverage(since=since, until=until, statuses=statuses, taken_at=taken_at, complete=complete)
    return Snapshot(
        name=name,
        kind=kind,
        digest=Digest("0" * 64),
        coverage=coverage,
        orders=frame,
        fields=frozenset(frame.columns),
        stale=stale,
    )


def target(**changes: object) -> Target:
    return Target(shop=SHOP, account=AccountId("main"), platform="shopee", region="sg", shop_id=SHOP_ID).model_copy(
        update=changes
    )


def rules(**changes: object) -> Target:
    """A target with other rule settings."""
    return target(rules=RuleSettings.model_validate(changes))


def pack(*, mark: Mark = Mark.A, search: bool = True, order_pages: bool = True) -> Pack:
    """A platform with a list, a search and order pages, all on facts of this mark."""
    found = RowSpec(
        dom=(RowTake(css="a.order-card", mark=mark),), json_=(JsonRows(exchange="cards", path="/data", mark=mark),)
    )
    spec = PageSpec(type="orders", address="/portal/sale/order", rows=found)
    pages = {"orders": spec.model_copy(update={"search": SearchSpec(input="input", mark=Mark.A) if search else None})}
    if order_pages:
        pages["order"] = PageSpec(type="order", address="/portal/sale/order/{order_id}")
    region = RegionSpec(
        region="sg", hosts={}, time_zone="Asia/Singapore", currency="SGD", locale="en_SG", statuses=LABELS, mark=Mark.B
    )
    return Pack(platform="shopee", region=region, order_sn=OrderSnSpec(), pages=pages)


def view(
    reading: LookReading,
    snapshots: Sequence[Snapshot] = (),
    before: HistorySlice | None = None,
    aim: Target | None = None,
    using: Pack | None = None,
) -> CaseView:
    """What the rules see of this."""
    past, shop, platform = before or history(), aim or target(), using or pack()
    made = compare(reading, snapshots, past, shop, platform)
    return CaseView(shop, platform, reading, made, tuple(snapshots), past, reading.ended_at)


def found(case: CaseView, rule: str | None = None) -> list[Finding]:
    """Findings of one rule, or all."""
    return [one for one in judge(case) if rule is None or one.rule == RuleId(rule)]


def rule_ids(case: CaseView) -> list[str]:
    """Which rules speak, each once, in order."""
    return list(dict.fromkeys(str(one.rule) for one in judge(case)))
