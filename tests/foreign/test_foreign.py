"""Another back office, read by a pack alone: server-rendered tables, links as pager, no JSON, no search; French money,
dates and statuses; order numbers without a date. Not a line of Python knows it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from watchdog.extract import read_page
from watchdog.extract.windows import read_window
from watchdog.model.base import OrderId, OrderSn
from watchdog.model.orders import Item, Money, OrderStatus
from watchdog.model.pack import Pack
from watchdog.model.pages import Ask, AskKind, Page, PageState, Window
from watchdog.model.readings import PageReading, ShopIdentity
from watchdog.packs import lint, load

HERE = Path(__file__).parent
TEXTS = {
    path.relative_to(HERE / "pack").as_posix(): path.read_text(encoding="utf-8")
    for path in (HERE / "pack").rglob("*.toml")
}
AT = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
ORDER = Ask(kind=AskKind.ORDER, page_type="order", order_sn=OrderSn("CMD-004711"), order_id=OrderId("9105"))


@pytest.fixture(scope="module")
def depot() -> Pack:
    return load(TEXTS, "depot", "fr")


def read(pack: Pack, name: str, ask: Ask) -> PageReading:
    html = (HERE / "pages" / f"{name}.html").read_bytes()
    return read_page(Page(ask=ask, url="https://depot.example/commandes", observed_at=AT, html=html), pack)


def listed(pack: Pack, number: int) -> PageReading:
    ask = Ask(kind=AskKind.LIST, page_type="orders", tab="all", number=number)
    return read(pack, ask.name, ask)


def euros(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


def test_the_pack_has_no_fault() -> None:
    assert lint(TEXTS) == ()


def test_the_list(depot: Pack) -> None:
    reading = listed(depot, 1)
    assert reading.state is PageState.READY
    assert reading.problems == ()
    assert reading.drift == ()
    facts = [row.facts for row in reading.dom]
    assert [f.order_sn for f in facts] == ["CMD-004711", "CMD-004710", "CMD-004709"]
    assert [f.order_id for f in facts] == ["9105", "9104", "9103"]
    assert [f.created_on for f in facts] == [date(2026, 11, 3), date(2026, 11, 3), date(2026, 11, 2)]
    assert [f.buyer for f in facts] == ["Zoé Lambert", "M. <script>", "Noël Petit"]
    assert [f.total for f in facts] == [euros("1234.56"), euros("25.90"), euros("-4.00")]
    assert [f.tracking_numbers for f in facts] == [(), (), ("6A00000001", "6A00000002")]


def test_statuses_in_words_and_in_sentences(depot: Pack) -> None:
    shipped_next = frozenset({OrderStatus.READY_TO_SHIP, OrderStatus.PROCESSED})
    means = [row.facts.status.means for row in listed(depot, 1).dom if row.facts.status]
    assert means == [shipped_next, shipped_next, {OrderStatus.SHIPPED}]


def test_pages_that_hang_together_prove_the_whole_list(depot: Pack) -> None:
    since = datetime(2026, 8, 1, tzinfo=UTC)
    window = read_window(Window(since=since), [listed(depot, 1), listed(depot, 2)])
    assert window.complete, window.why
    assert window.reached_end
    assert (window.total_start, window.total_end) == (5, 5)


def test_the_pager(depot: Pack) -> None:
    first, second = listed(depot, 1).paging, listed(depot, 2).paging
    assert (first.shown_page, first.shown_pages, first.has_next) == (1, 2, True)
    assert (second.shown_page, second.shown_pages, second.has_next) == (2, 2, False)


def test_months_with_and_without_a_point(depot: Pack) -> None:
    assert [row.facts.created_on for row in listed(depot, 2).dom] == [date(2026, 10, 28), date(2026, 8, 15)]


def test_an_orders_own_page(depot: Pack) -> None:
    reading = read(depot, "order-9105", ORDER)
    [row] = reading.dom
    assert reading.state is PageState.READY
    assert row.facts.created_at == datetime(2026, 11, 3, 7, 15, tzinfo=UTC)
    assert row.facts.total == euros("1234.56")
    assert row.facts.items == (
        Item(name="Tasse bleue", quantity=2, price=euros("600.00")),
        Item(name="Soucoupe", quantity=1, price=euros("34.56")),
    )


def test_what_the_site_says_of_nothing(depot: Pack) -> None:
    assert read(depot, "orders-empty", Ask(kind=AskKind.LIST, page_type="orders")).state is PageState.EMPTY
    assert read(depot, "order-none", ORDER).state is PageState.NOT_FOUND


@pytest.mark.parametrize("kind", [AskKind.LIST, AskKind.ORDER, AskKind.IDENTITY])
def test_signed_out(depot: Pack, kind: AskKind) -> None:
    page_type = {AskKind.LIST: "orders", AskKind.ORDER: "order", AskKind.IDENTITY: "identity"}[kind]
    assert read(depot, "sign-in", Ask(kind=kind, page_type=page_type)).state is PageState.LOGGED_OUT


def test_whose_shop_it_is(depot: Pack) -> None:
    expected = ShopIdentity(shop_id="7788", name="La Petite Tasse")
    assert read(depot, "orders-empty", Ask(kind=AskKind.IDENTITY, page_type="identity")).identity == expected
    assert listed(depot, 1).identity == expected


def test_another_orders_number_is_told_apart(depot: Pack) -> None:
    other = ORDER.model_copy(update={"order_sn": OrderSn("CMD-000001")})
    assert read(depot, "order-9105", other).state is PageState.UNKNOWN
