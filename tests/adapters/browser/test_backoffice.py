"""A server-rendered back office with links as pager, read by its pack alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from backoffice import ORDERS, BackOffice
from pydantic import SecretStr
from selectolax.lexbor import LexborHTMLParser

from watchdog.adapters.browser import Credentials
from watchdog.model.base import AccountId, OrderSn, ShopKey
from watchdog.model.case import Rung, Target
from watchdog.model.pages import Ask, AskKind, Page, Window

pytestmark = pytest.mark.browser
ALL = Window(since=datetime(2020, 1, 1, tzinfo=UTC))
TARGET = Target(shop=ShopKey("office"), account=AccountId("office"), platform="office", region="xx")


def keys(account: AccountId) -> Credentials:
    return Credentials(user=account, password=SecretStr("open sesame"))


def rows(page: Page) -> list[str]:
    return [node.text() for node in LexborHTMLParser(page.html).css("table.orders td")]


def test_pages_follow_the_link_to_its_end(source) -> None:  # type: ignore[no-untyped-def]
    with BackOffice() as office, source(passwords=keys).open(TARGET, office.pack(), Rung.BASELINE) as look:
        identity = look.identity()
        pages = list(look.window(ALL))
    assert b"Shop 7" in identity.html
    assert [row for page in pages for row in rows(page)] == ORDERS
    assert [page.failure for page in pages] == [None] * 3
    assert office.posts == ["/enter"]


def test_an_order_is_found_through_the_search_field(source) -> None:  # type: ignore[no-untyped-def]
    ask = Ask(kind=AskKind.SEARCH, page_type="orders", order_sn=OrderSn("AB-0007"))
    missing = Ask(kind=AskKind.SEARCH, page_type="orders", order_sn=OrderSn("AB-9999"))
    with BackOffice() as office, source(passwords=keys).open(TARGET, office.pack(), Rung.BASELINE) as look:
        assert rows(look.page(ask)) == ["AB-0007"]
        assert b"no orders" in look.page(missing).html


def test_a_link_that_leads_back_ends_the_list(source) -> None:  # type: ignore[no-untyped-def]
    with BackOffice(loop=True) as office, source(passwords=keys).open(TARGET, office.pack(), Rung.BASELINE) as look:
        pages = list(look.window(ALL))
    assert len(pages) == 2
    assert pages[1].failure is not None
    assert pages[1].failure.kind == "pager_stuck"


@pytest.mark.parametrize("link", ["http://elsewhere.example/orders?page=2", "javascript:alert(1)", "#"])
def test_a_link_to_another_place_is_not_followed(source, link: str) -> None:  # type: ignore[no-untyped-def]
    with BackOffice() as office, source(passwords=keys).open(TARGET, office.pack(), Rung.BASELINE) as look:
        office.elsewhere = link
        pages = list(look.window(ALL))
    assert [page.failure.kind for page in pages if page.failure] == ["pager_stuck"]
    assert rows(pages[0]) == ORDERS[:10]
