# ruff: noqa: E501 - markup is kept as it stands on the page
"""The order list, by both witnesses: every value is right, and a stranger finds it where its path says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from seller_pages import (
    LIST_ASK,
    SHOP,
    Order,
    Saved,
    card_exchanges,
    exchange,
    index_exchange,
    list_html,
    list_page,
    order_ask,
    orders,
    shell,
)

from watchdog.extract import read_page
from watchdog.extract.paths import css_texts, json_at
from watchdog.model.orders import Item, Money, OrderStatus, SeenStatus
from watchdog.model.pack import Pack
from watchdog.model.pages import Page, PageState
from watchdog.model.readings import PageReading, SeenOrder, Totals

TO_SHIP = frozenset({OrderStatus.READY_TO_SHIP, OrderStatus.PROCESSED, OrderStatus.RETRY_SHIP})


@pytest.fixture
def reading(sg: Pack) -> PageReading:
    return read_page(list_page(orders(12, tracking=("SPXSG0000000001", "SPXSG0000000002"))), sg)


@pytest.mark.parametrize("witness", ["dom", "json_"])
def test_both_witnesses_tell_the_same_order(reading: PageReading, witness: str) -> None:
    facts = getattr(reading, witness)[3].facts
    assert facts.order_sn == "261101AB003XYZ"
    assert facts.order_id == "210000000000004"
    assert facts.buyer == "buyer_003"
    assert facts.status == SeenStatus(label="To ship", means=TO_SHIP)
    assert facts.total == Money(amount=Decimal("25.90"), currency="SGD")
    assert facts.payment_method == "ShopeePay"
    assert facts.carrier == "SPX Express"
    assert facts.tracking_numbers == ("SPXSG0000000001", "SPXSG0000000002")
    assert facts.items == (Item(name="Demo mug", variation="Blue", sku="MUG-BL", quantity=2),)
    assert facts.created_on == date(2026, 11, 1)


def test_only_json_tells_the_deadline_and_the_packages(reading: PageReading) -> None:
    dom, received = reading.dom[0].facts, reading.json_[0].facts
    assert received.ship_by == datetime(2025, 11, 3, 11, 40, tzinfo=UTC)
    assert received.package_numbers == ("OFG210000000000001",)
    assert dom.ship_by is None, "the page shows a day, not a time"
    assert dom.package_numbers is None, "not shown is not the same as shown as none"


def test_a_healthy_page_has_no_problems_and_no_drift(reading: PageReading) -> None:
    assert reading.state is PageState.READY
    assert (reading.rows_on_page, len(reading.dom), len(reading.json_)) == (12, 12, 12)
    assert reading.generation == "2026"
    assert reading.problems == ()
    assert reading.drift == ()
    assert not any(row.guessed for row in (*reading.dom, *reading.json_))


def test_every_path_leads_a_stranger_to_the_raw_text(sg: Pack) -> None:
    page = list_page(orders(7, tracking=("SPXSG1", "SPXSG2"), packages=2))
    reading = read_page(page, sg)
    followed = sum(_follow(page, row) for row in (*reading.dom, *reading.json_))
    assert followed > 7 * 20


def _follow(page: Page, row: SeenOrder) -> int:
    for name, path in row.paths.items():
        if path.startswith("css:"):
            texts = css_texts(page.html, path)
            assert texts, f"{name}: nothing at {path}"
            if name != "items":
                assert "\n".join(texts) == row.raw[name], name
        else:
            source, _, pointer = path.removeprefix("json:").partition("#")
            value = json_at(_body(page, source), pointer)
            if not isinstance(value, list):
                assert str(value) == row.raw[name], name
    return len(row.paths)


def _body(page: Page, source: str) -> bytes:
    name, _, position = source.rpartition("-")
    body = [e.body for e in page.exchanges if e.name == name][int(position)]
    assert body is not None
    return body


def test_package_level_cards_are_read_from_their_packages(sg: Pack) -> None:
    [row] = read_page(list_page(orders(1, tracking=("SPXSG1",), packages=2)), sg).json_
    assert row.facts.tracking_numbers == ("SPXSG1", "SPXSG1")
    assert len(row.facts.package_numbers or ()) == 2
    assert [item.name for item in row.facts.items or ()] == ["Demo mug", "Demo mug"]
    assert row.paths["tracking_numbers.1"].endswith("/package_list/1/fulfilment_info/tracking_number_list/0")


def test_no_tracking_number_is_shown_as_none(sg: Pack) -> None:
    reading = read_page(list_page(orders(1)), sg)
    assert reading.dom[0].facts.tracking_numbers == ()
    assert reading.json_[0].facts.tracking_numbers == ()


def test_an_item_without_variation_or_sku(sg: Pack) -> None:
    reading = read_page(list_page(orders(1, description="Variation: Blue")), sg)
    assert reading.dom[0].facts.items == (Item(name="Demo mug", variation="Blue", quantity=2),)
    assert reading.problems == ()
    [item] = read_page(list_page(orders(1, description="")), sg).dom[0].facts.items or ()
    assert (item.variation, item.sku) == (None, None)


def test_the_site_counts_three_ways(sg: Pack) -> None:
    listed = orders(3)
    meta = exchange(
        "meta", "/api/v3/order/get_order_list_meta_v2", {"code": 0, "data": {"all_tab_meta": {"total": 64}}}
    )
    exchanges = [index_exchange(listed, total=63), *card_exchanges(listed), meta]
    html = list_html(listed).replace(
        b'<div class="order-list">', b'<div class="order-list-summary-title">1,062 Orders</div>'
    )
    reading = read_page(Saved(html, exchanges).page(), sg)
    assert reading.totals == Totals(list_total=63, tab_counter=64, shown_total=1062)


def test_pages_hang_together_by_sentinels_keys_and_the_pager(sg: Pack) -> None:
    listed = orders(2)
    exchanges = [index_exchange(listed, sent="a,1", next_="b,2"), *card_exchanges(listed)]
    paging = read_page(Saved(list_html(listed, number=2, pages=4), exchanges).page(), sg).paging
    assert (paging.sentinel_in, paging.sentinel_next) == ("a,1", "b,2")
    assert (paging.shown_page, paging.shown_pages, paging.has_next) == (2, 4, True)
    assert paging.index_keys == ("210000000000001", "210000000000002")


def test_every_list_page_says_whose_it_is(reading: PageReading) -> None:
    assert reading.identity is not None
    assert (reading.identity.shop_id, reading.identity.user_name) == (str(SHOP), "demo_shop")


def test_a_saved_page_is_one_witness(sg: Pack) -> None:
    reading = read_page(Saved(list_html(orders(4))).page(), sg)
    assert reading.state is PageState.READY
    assert len(reading.dom) == 4
    assert reading.json_ == ()
    assert reading.drift == ()


def test_cards_asked_for_twice_are_one_order(sg: Pack) -> None:
    listed = orders(5)
    exchanges = [index_exchange(listed), *card_exchanges(listed), *card_exchanges(listed)]
    assert len(read_page(Saved(list_html(listed), exchanges).page(), sg).json_) == 5


def test_an_answer_lost_later_does_not_undo_the_one_that_came(sg: Pack) -> None:
    listed = orders(5)
    [came] = card_exchanges(listed)
    lost = came.model_copy(update={"body": None, "started_at": datetime(2026, 11, 2, 4, tzinfo=UTC)})
    reading = read_page(Saved(list_html(listed), [index_exchange(listed), came, lost]).page(), sg)
    assert len(reading.json_) == 5
    assert reading.problems == ()


def test_cards_of_a_list_that_was_loaded_anew_do_not_count(sg: Pack) -> None:
    before, now = orders(5, status="Unpaid"), orders(5)
    late = index_exchange(now).model_copy(update={"started_at": datetime(2026, 11, 2, 4, tzinfo=UTC)})
    cards = [c.model_copy(update={"started_at": late.started_at, "url": c.url + "?2"}) for c in card_exchanges(now)]
    exchanges = [index_exchange(before), *card_exchanges(before), late, *cards]
    reading = read_page(Saved(list_html(now), exchanges).page(), sg)
    assert [row.facts.status.label for row in reading.json_ if row.facts.status] == ["To ship"] * 5
    assert reading.json_[0].paths["status"].startswith("json:cards-1#"), "pointers count the page's own exchanges"


def test_amounts_of_a_cross_border_shop_are_in_its_market(packs: dict[str, Pack]) -> None:
    listed = orders(1, shown="RM25.90", status="待出货")
    path = "/api/v3/order/get_order_list_card_list?cnsc_shop_id=1&cbsc_shop_region=my"
    exchanges = [index_exchange(listed), *card_exchanges(listed, path=path)]
    reading = read_page(Saved(list_html(listed), exchanges).page(), packs["cn"])
    expected = Money(amount=Decimal("25.90"), currency="MYR")
    assert (reading.dom[0].facts.total, reading.json_[0].facts.total) == (expected, expected)


def test_a_label_nobody_knows_is_told(sg: Pack) -> None:
    reading = read_page(list_page(orders(1, status="On the moon")), sg)
    assert reading.dom[0].facts.status == SeenStatus(label="On the moon", means=frozenset())
    assert {(p.field, p.raw) for p in reading.problems} == {("status", "On the moon")}


def test_an_amount_that_cannot_be_read_is_told_with_its_text(sg: Pack) -> None:
    reading = read_page(list_page(orders(1, shown="S$**")), sg)
    [problem] = reading.problems
    assert (problem.field, problem.raw, problem.order_sn) == ("total", "S$**", "261101AB000XYZ")
    assert reading.dom[0].facts.total is None
    assert reading.dom[0].problems == (problem,)
    assert css_texts(list_html(orders(1, shown="S$**")), problem.path) == ("S$**",)


def test_a_row_without_an_order_number_leaves_only_its_problem(sg: Pack) -> None:
    listed = orders(3)
    html = list_html(listed).replace(b"Order ID 261101AB001XYZ", b"Order ID")
    reading = read_page(Saved(html).page(), sg)
    assert (reading.rows_on_page, len(reading.dom)) == (3, 2)
    assert [row.index for row in reading.dom] == [0, 2]
    assert [p.field for p in reading.problems] == ["order_sn"]


CARD_2023 = """<div class="order-card"><a href="/portal/sale/order/210000000000001"></a>
<div class="order-card-header"><span class="buyer-username">buyer_demo</span><span class="order-sn">訂單編號 261101ABCD12EF</span></div>
<div class="order-card-body"><div class="item-info"><div class="item-name">Demo mug</div><div class="item-amount">x1</div></div>
<div class="order-status"><span class="status">To ship</span></div><div class="total-price">S$25.90</div>
<div class="fulfilment-channel-name">SPX Express</div></div></div>"""
LIST_2023 = f'<div class="order-list-table-shipment"><div class="table-body-wrapper">{CARD_2023}</div></div>'
LIST_2021 = """<div class="shipemnt-list-item-container"><a href="/portal/sale/210000000000001"></a>
<div class="order-sn">261101ABCD12EF</div></div>"""
LIST_2019 = """<div class="new-order-list"><div class="order-list-pannel"><div class="order-list-section"><div class="order-list-body">
<a class="order-item" href="/portal/sale/210000000000001"><div class="order-title"><span class="orderid">訂單編號&nbsp;261101ABCD12EF</span></div>
<div class="user-header"><span class="username">buyer_demo</span></div><div class="order-list-item"><span class="actual-carrier-name">黑貓</span></div></a>
</div></div></div></div>"""


@pytest.mark.parametrize(
    ("body", "generation", "buyer", "carrier"),
    [
        (LIST_2023, "2023-25", "buyer_demo", "SPX Express"),
        (LIST_2021, "2021-22", None, None),
        (LIST_2019, "2019-21", "buyer_demo", "黑貓"),
    ],
)
def test_older_generations_are_read_and_called_old(
    sg: Pack, body: str, generation: str, buyer: str | None, carrier: str | None
) -> None:
    reading = read_page(Saved(shell(body)).page(), sg)
    [row] = reading.dom
    assert reading.generation == generation
    assert (row.facts.order_sn, row.facts.order_id) == ("261101ABCD12EF", "210000000000001")
    assert (row.facts.buyer, row.facts.carrier) == (buyer, carrier)
    assert f"only rows of generation {generation} matched, none of 2026" in reading.drift


DETAIL = {
    "shop_id": SHOP,
    "order_id": 210000000000001,
    "order_sn": "261101AB000XYZ",
    "total_price": "25.90",
    "fulfillment_carrier_name": "SPX",
    "status_info": {"status": "Order Received"},
    "create_time": 1793496600,
    "ship_by_date": 1793669400,
    "buyer_user": {"user_id": 300000001, "user_name": "buyer_000"},
    "order_items": [
        {
            "amount": 2,
            "order_price": "12.95",
            "item_model": {"name": "Blue", "sku": "MUG-BL"},
            "product": {"name": "Demo mug"},
        }
    ],
}
ORDER_HTML = """<main><div class="od-status"><span class="status">Order Received</span></div><div>Order ID 261101AB000XYZ</div>
<div class="product-list"><div class="product-list-item product-list-head">Product</div><div class="product-list-item"><div class="no">1</div>
<div class="product-name" title="Demo mug">Demo…</div><div class="product-meta"><div>Variation: Blue</div><div>SKU MUG-BL</div></div>
<div class="price">S$12.95</div><div class="qty">2</div><div class="subtotal">S$25.90</div></div></div>
<span data-testid="shipping-detail-tracking-number">SPXSG0000000001</span></main>"""


def order_page(order: Order) -> Page:
    tracking = {"list": [{"package_number": "OFG1", "tracking_number": "SPXSG0000000001", "tracking_info": []}]}
    packages = {"order_info": {"package_list": [{"package_number": "OFG210000000000001"}]}}
    exchanges = [
        exchange("detail", "/api/v3/order/get_one_order?order_id=210000000000001", {"code": 0, "data": DETAIL}),
        exchange("package", "/api/v3/order/get_package?order_id=210000000000001", {"code": 0, "data": packages}),
        exchange("tracking", "/api/v3/logistics/get_logistics_tracking_history", {"code": 0, "data": tracking}),
    ]
    url = f"https://seller.shopee.sg/portal/sale/order/{order.order_id}"
    return Saved(shell(ORDER_HTML), exchanges, ask=order_ask(order), url=url).page()


def test_an_orders_own_page(sg: Pack) -> None:
    page = order_page(orders(1)[0])
    reading = read_page(page, sg)
    assert reading.state is PageState.READY
    [shown], [received] = reading.dom, reading.json_
    assert shown.facts.order_sn == received.facts.order_sn == "261101AB000XYZ"
    assert shown.facts.items == received.facts.items
    assert shown.facts.items == (
        Item(
            name="Demo mug",
            variation="Blue",
            sku="MUG-BL",
            quantity=2,
            price=Money(amount=Decimal("12.95"), currency="SGD"),
        ),
    )
    assert shown.facts.tracking_numbers == received.facts.tracking_numbers == ("SPXSG0000000001",)
    assert received.facts.total == Money(amount=Decimal("25.90"), currency="SGD")
    assert received.facts.created_at == datetime(2026, 11, 1, 1, 30, tzinfo=UTC)
    assert received.facts.package_numbers == ("OFG210000000000001",)
    assert received.paths["tracking_numbers.0"] == "json:tracking-0#/data/list/0/tracking_number"
    assert reading.identity is not None
    assert reading.identity.shop_id == str(SHOP)
    assert {"order_sn", "status", "created_on"} <= shown.guessed, "where they stand on this page is a guess"
    assert not received.guessed
    assert _follow(page, shown)
    assert _follow(page, received)


def test_the_list_ask_is_what_comes_back(reading: PageReading) -> None:
    assert reading.ask == LIST_ASK
    assert reading.html is None, "digests are given by who archived the page"
