"""A small made-up case, whole: two looks of one shop, pictures, JSON, the seller's books, what was known before, a
verdict.

The people, shops and orders are invented. `demo mug` orders: 261120AAAA1111 and 261119BBBB2222 stand on the list;
261118CCCC3333 stands in the books and not on the list.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import polars as pl
from PIL import Image

from watchdog.adapters.saved import MemoryArchive
from watchdog.casefile import pack_bytes
from watchdog.model.base import AccountId, Digest, IncidentId, OrderId, OrderSn, RuleId, Says, ShopId, ShopKey
from watchdog.model.case import Case, Coverages, HistorySlice, Look, LookSummary, Outcome, RecordsRef, Rung, Target
from watchdog.model.findings import (
    About,
    Change,
    ChangeKind,
    Claim,
    ClaimKind,
    Confidence,
    Finding,
    Incident,
    IncidentState,
    Judged,
    Severity,
)
from watchdog.model.orders import Money, OrderStatus
from watchdog.model.pack import Pack, PageSpec, RegionSpec
from watchdog.model.pack_rows import RowSpec, RowTake
from watchdog.model.pages import Ask, AskKind, Exchange, Page, Pictures, Rect, RowRect, Window
from watchdog.model.readings import Pointer
from watchdog.model.records import ORDER_COLUMNS, Coverage, KnownOrder, RecordsKind, Snapshot

AT = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
SHOP = ShopKey("demo-sg")
MUG, CUP, GONE = OrderSn("261120AAAA1111"), OrderSn("261119BBBB2222"), OrderSn("261118CCCC3333")
IDS = {MUG: OrderId("210000000000001"), CUP: OrderId("210000000000002"), GONE: OrderId("210000000000003")}
BUYERS = {MUG: "buyer_aurora", CUP: "林小满", GONE: "=cmd|'/c calc'!A1"}
TRACKING = {MUG: "SPXSG0000000001", CUP: "SPXSG0000000002", GONE: "SPXSG0000000003"}
CARD = (
    '<a class="order-card" href="/portal/sale/order/{id}"><span class="buyer-username">{buyer}</span>'
    '<span class="order-sn">Order ID {sn}</span><span class="total-price">$25.90</span>'
    '<span class="tracking-number">{tracking}</span></a>'
)


def png(width: int = 320, height: int = 200, colour: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def pack() -> Pack:
    region = RegionSpec(
        region="sg",
        hosts={"seller": "https://seller.example"},
        time_zone="Asia/Singapore",
        currency="SGD",
        locale="en_SG",
    )
    rows = RowSpec(dom=(RowTake(css="a.order-card"),))
    return Pack(
        platform="shopee",
        region=region,
        pages={
            "orders": PageSpec(type="orders", address="/portal/sale/order?type={tab}&page={page}", rows=rows),
            "order": PageSpec(type="order", address="/portal/sale/order/{order_id}"),
        },
    )


def target(**changes: object) -> Target:
    made = Target(
        shop=SHOP,
        account=AccountId("main"),
        platform="shopee",
        region="sg",
        shop_id=ShopId("111222333"),
        name="Demo Shop",
    )
    return made.model_copy(update=changes)


def list_html(*orders: OrderSn) -> bytes:
    cards = "".join(CARD.format(id=IDS[sn], buyer=BUYERS[sn], sn=sn, tracking=TRACKING[sn]) for sn in orders)
    return f"<html><head><meta charset='utf-8'></head><body><div>{cards}</div></body></html>".encode()


def card_json(*orders: OrderSn) -> bytes:
    cards = [
        {
            "order_card": {
                "card_header": {"order_sn": sn, "buyer_info": {"username": BUYERS[sn]}},
                "payment_info": {"total_price": 2590000},
                "package_ext_info_list": [{"shipping_name": "A******n", "shipping_phone": "******12"}],
                "order_ext_info": {"order_id": int(IDS[sn]), "buyer_user_id": 300000001},
            }
        }
        for sn in orders
    ]
    return json.dumps({"code": 0, "data": {"card_list": cards}}, ensure_ascii=False).encode()


def list_page(number: int, *orders: OrderSn, at: datetime = AT, picture: bool = True) -> Page:
    card = Exchange(
        name="cards",
        method="POST",
        url="https://seller.example/api/v3/order/get_order_list_card_list",
        status=200,
        request_body=json.dumps({"order_param_list": [{"order_id": int(IDS[sn])} for sn in orders]}).encode(),
        body=card_json(*orders),
        started_at=at,
    )
    return Page(
        ask=Ask(kind=AskKind.LIST, page_type="orders", tab="all", number=number),
        url=f"https://seller.example/portal/sale/order?page={number}",
        observed_at=at + timedelta(seconds=number),
        html=list_html(*orders),
        exchanges=(card,),
        picture=png() if picture else None,
        row_rects=tuple(
            RowRect(index=i, rect=Rect(x=10, y=10 + 60 * i, width=280, height=50)) for i in range(len(orders))
        ),
        http_status=200,
        settled_ms=400,
    )


def identity_page(number: int, at: datetime = AT) -> Page:
    body = b'{"code":0,"data":{"shop_id":111222333,"name":"Demo Shop","username":"demo.owner"}}'
    shop = Exchange(
        name="shop_info", method="GET", url="https://seller.example/api/shop", status=200, body=body, started_at=at
    )
    return Page(
        ask=Ask(kind=AskKind.IDENTITY, page_type="identity", number=number),
        url="https://seller.example/portal",
        observed_at=at + timedelta(seconds=60 * number),
        html=b"<html><body class='home'>Demo Shop</body></html>",
        exchanges=(shop,),
    )


def search_page(sn: OrderSn, at: datetime = AT) -> Page:
    return Page(
        ask=Ask(kind=AskKind.SEARCH, page_type="orders", order_sn=sn),
        url=f"https://seller.example/portal/sale/order?keyword={sn}",
        observed_at=at + timedelta(seconds=30),
        html=b"<html><body><p class='none'>0 Results</p></body></html>",
    )


def orders_table() -> pl.DataFrame:
    def row(sn: OrderSn, place: str) -> dict[str, object]:
        return {
            "order_sn": sn,
            "status_label": "To ship",
            "status_means": ["READY_TO_SHIP", "PROCESSED"],
            "total_e5": 2590000,
            "currency": "SGD",
            "buyer": BUYERS[sn],
            "tracking_numbers": [TRACKING[sn]],
            "created_on": date(2026, 11, 18),
            "created_at": AT - timedelta(days=4),
            "paid_at": None,
            "shipped_at": None,
            "ship_by": None,
            "items": [{"name": "Demo mug", "variation": "Blue", "sku": "MUG-BL", "quantity": 2}],
            "place": place,
        }

    return pl.DataFrame([row(sn, f"orders!A{n}") for n, sn in enumerate(BUYERS, start=2)], schema=ORDER_COLUMNS)


def snapshot() -> Snapshot:
    return Snapshot(
        name="erp 店小秘",
        kind=RecordsKind.BOOKS,
        digest=Digest("0" * 64),
        coverage=Coverage(since=date(2026, 11, 1), until=date(2026, 11, 22), taken_at=AT - timedelta(hours=1)),
        orders=orders_table(),
        fields=frozenset({"order_sn", "status_label", "total_e5", "buyer"}),
    )


def known(sn: OrderSn, at: datetime = AT, label: str = "To ship", looks: int = 1) -> KnownOrder:
    return KnownOrder(
        order_sn=sn,
        order_id=IDS[sn],
        created_on=date(2026, 11, 18),
        first_seen_at=at - timedelta(days=1),
        last_seen_at=at,
        status_label=label,
        status_means=frozenset({OrderStatus.READY_TO_SHIP, OrderStatus.PROCESSED}),
        status_since=at - timedelta(days=1),
        total=Money(amount=Decimal("25.90"), currency="SGD"),
        buyer=BUYERS[sn],
        tracking_numbers=(TRACKING[sn],),
        looks=looks,
    )


def keep_look(archive: MemoryArchive, number: int, rung: Rung, at: datetime, *, pictures: bool = True) -> Look:
    """One look: identity, two list pages, the search for the missing order, identity again."""
    name = archive.begin_look(target(), rung, at)
    pages = [identity_page(1, at), list_page(1, MUG, at=at), list_page(2, CUP, at=at, picture=pictures)]
    records = [archive.keep_page(name, page) for page in (*pages, search_page(GONE, at), identity_page(2, at))]
    if pictures:
        made = Pictures(full=png(320, 900, "ivory"), clips=((0, png(280, 50, "red")),))
        records[1] = archive.add_pictures(name, records[1], made)
    window = Window(since=AT - timedelta(days=15))
    look = Look(
        name=f"look{number}",
        rung=rung,
        started_at=at,
        ended_at=records[-1].observed_at,
        windows=(window,),
        pages=tuple(records),
    )
    archive.end_look(name, look)
    return look


def make_case(archive: MemoryArchive | None = None, *, pictures: bool = True) -> tuple[Case, Callable[[Digest], bytes]]:
    kept = archive or MemoryArchive()
    looks = (
        keep_look(kept, 0, Rung.BASELINE, AT, pictures=pictures),
        keep_look(kept, 1, Rung.RELOAD, AT + timedelta(minutes=3), pictures=pictures),
    )
    ref: RecordsRef = kept.keep_records(snapshot())
    case = Case(
        target=target(),
        at=looks[-1].ended_at,
        looks=looks,
        records=(ref,),
        history=HistorySlice(
            as_of=AT, known=(known(GONE, AT - timedelta(hours=1)),), last_healthy_at=AT - timedelta(hours=1)
        ),
        pack=kept.put(pack_bytes(pack()), "application/json"),
        version="0.1.0",
    )
    return case, kept.get


def missing(key: OrderSn = GONE) -> Finding:
    return Finding(
        rule=RuleId("order-missing"),
        shop=SHOP,
        key=key,
        severity=Severity.HIGH,
        confidence=Confidence.HIGH,
        about=About.SHOP,
        what=Says(en=f"order {key} is not shown", zh=f"订单 {key} 不见了"),
        tip=Says(en="Search it on your phone.", zh="用手机再查一次。"),
        orders=(key,),
        claims=(
            Claim(
                kind=ClaimKind.ABSENT_FROM_WINDOW,
                field="order_sn",
                pointers=(
                    Pointer(source="look0/orders-all-001/html", path="css:body", text=""),
                    Pointer(source="look0/orders-all-002/html", path="css:body", text=""),
                ),
                says=(key,),
            ),
            Claim(
                kind=ClaimKind.NOT_FOUND,
                field="order_sn",
                pointers=(Pointer(source=f"look0/search-{key}/html", path="css:p.none", text="0 Results"),),
                says=(key,),
            ),
            Claim(
                kind=ClaimKind.PRESENT,
                field="order_sn",
                pointers=(Pointer(source="records/erp 店小秘", path="cell:orders!A4", text=key),),
                says=(key,),
            ),
        ),
        pages=("orders-all-001", "orders-all-002", f"search-{key}"),
        steps=(Says(en="searched by number: 0 results", zh="按订单号搜索：0 条"),),
    )


def wrong_total() -> Finding:
    return Finding(
        rule=RuleId("order-detail-mismatch"),
        shop=SHOP,
        key=MUG,
        severity=Severity.MEDIUM,
        confidence=Confidence.HIGH,
        about=About.SHOP,
        what=Says(en="the amount differs", zh="金额不一致"),
        tip=Says(en="Do not refund before it is clear.", zh="查清之前不要退款。"),
        orders=(MUG,),
        claims=(
            Claim(
                kind=ClaimKind.DIFFERS,
                field="total",
                pointers=(
                    Pointer(
                        source="look0/orders-all-001/html",
                        path="css:a.order-card:nth-match(1) span.total-price",
                        text="$25.90",
                    ),
                    Pointer(
                        source="look0/orders-all-001/cards-0",
                        path="json:/data/card_list/0/order_card/payment_info/total_price",
                        text="2590000",
                    ),
                    Pointer(source="records/erp 店小秘", path="cell:orders!A2", text="25.90"),
                ),
                says=("25.90", "25.90", "=19.90"),
            ),
        ),
        pages=("orders-all-001",),
    )


def incident(finding: Finding, *, at: datetime = AT, state: IncidentState = IncidentState.CONFIRMED) -> Incident:
    judged = Judged(finding=finding, seen=2, looks=2, rungs=("baseline", "reload"), confirmed=True)
    return Incident(
        id=IncidentId(f"{finding.rule}-{finding.key}"[:40]),
        shop=finding.shop,
        rule=finding.rule,
        key=finding.key,
        state=state,
        severity=finding.severity,
        opened_at=at,
        last_seen_at=at,
        last_healthy_at=at - timedelta(hours=1),
        latest=judged,
    )


def outcome_of(case: Case, digest: Digest, *changes: Change) -> Outcome:
    return Outcome(
        target=case.target,
        at=case.at,
        case=digest,
        looks=(
            LookSummary(
                name="look0", rung=Rung.BASELINE, at=AT, pages=5, orders=2, windows=("all: 2 pages, complete",)
            ),
        ),
        judged=tuple(change.incident.latest for change in changes),
        changes=changes,
        coverage=Coverages(compared_orders=2, compared_fields=("total",), not_comparable=("buyer: 1 of 2 agree",)),
        known=(known(MUG, case.at), known(CUP, case.at)),
        calibrated=frozenset({"erp 店小秘:total"}),
    )


def opened(*findings: Finding) -> tuple[Change, ...]:
    return tuple(Change(kind=ChangeKind.OPENED, incident=incident(finding)) for finding in findings)
