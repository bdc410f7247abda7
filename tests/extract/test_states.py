"""What a page is. Blind is not quiet, and absent is not wrong."""

from __future__ import annotations

import pytest
from seller_pages import (
    Saved,
    card_exchanges,
    exchange,
    index_exchange,
    list_html,
    list_page,
    order_ask,
    orders,
    search_ask,
    shell,
)

from watchdog.extract import read_page
from watchdog.model.pack import Pack
from watchdog.model.pages import Ask, AskKind, Exchange, Failure, PageState, Stopped
from watchdog.model.readings import PageReading

SN = "261101AB000XYZ"
SEARCH_URL = f"https://seller.shopee.sg/portal/sale/order?type=all&keyword={SN}"
NOTHING = shell("<div>0 Results</div>")
BLANK = shell("<div id=app></div>")


def state(pack: Pack, html: bytes, *exchanges: Exchange, **more: object) -> PageState:
    return read_page(Saved(html, exchanges, **more).page(), pack).state  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://accounts.shopee.sg/seller/login?next=x", PageState.LOGGED_OUT),
        ("https://accounts.sg.localhost:8000/seller/login", PageState.LOGGED_OUT),
        ("https://seller.shopee.cn/account/signin?next=%2F", PageState.LOGGED_OUT),
        ("https://seller.shopee.sg/verify/traffic", PageState.CHALLENGED),
        ("https://accounts.shopee.sg/verify/captcha?x=1", PageState.CHALLENGED),
    ],
)
def test_the_address_tells(sg: Pack, url: str, expected: PageState) -> None:
    assert state(sg, BLANK, url=url) is expected


def test_a_search_for_verify_is_no_challenge(sg: Pack) -> None:
    url = "https://seller.shopee.sg/portal/sale/order?keyword=/verify"
    assert state(sg, list_html(orders(1)), url=url) is PageState.READY


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<form><input name="loginKey"><input name="password" type="password"></form>', PageState.LOGGED_OUT),
        ('<div class="eds-modal__box"><input type="password"></div>', PageState.PASSWORD_AGAIN),
        ("<p>Please verify your identity</p>", PageState.CHALLENGED),
        ("<p>系统维护中</p>", PageState.MAINTENANCE),
        ("<p>Something went wrong</p>", PageState.ERROR),
        ('<div class="eds-toast">操作过于频繁，请稍后再试</div>', PageState.THROTTLED),
        ('<div class="order-card-skeleton"></div>', PageState.SKELETON),
        ("<p>Seller Centre 2027</p>", PageState.UNKNOWN),
    ],
)
def test_the_page_tells(sg: Pack, body: str, expected: PageState) -> None:
    assert state(sg, shell(body)) is expected


@pytest.mark.parametrize("field", ["item", "buyer", "description"])
def test_an_item_may_be_called_anything(sg: Pack, field: str) -> None:
    named = orders(2, **{field: "Poster: verify your identity, system maintenance, something went wrong, 0 results"})
    assert read_page(list_page(named), sg).state is PageState.READY


def test_words_in_scripts_are_not_on_the_page(sg: Pack) -> None:
    html = shell('<script>const t = "verify your identity"</script><p>0 Results</p>')
    assert state(sg, html) is PageState.EMPTY


@pytest.mark.parametrize(
    ("status", "expected"),
    [(429, PageState.THROTTLED), (503, PageState.MAINTENANCE), (502, PageState.ERROR), (500, PageState.ERROR)],
)
def test_the_documents_http_status_tells(sg: Pack, status: int, expected: PageState) -> None:
    assert state(sg, BLANK, http_status=status) is expected


@pytest.mark.parametrize(
    ("answer", "status", "expected"),
    [
        ({"code": 10002, "message": "params"}, 200, PageState.ERROR),
        ({"code": 0, "data": {}}, 500, PageState.ERROR),
        ({"code": 1}, 403, PageState.LOGGED_OUT),
        ({"code": 1}, 429, PageState.THROTTLED),
    ],
)
def test_a_refused_exchange_tells(sg: Pack, answer: object, status: int, expected: PageState) -> None:
    index = exchange("index", "/api/v3/order/search_order_list_index", answer, sent={}, status=status)
    assert state(sg, BLANK, index) is expected


def test_a_refused_helper_does_not_blind_the_page(sg: Pack) -> None:
    listed = orders(3)
    meta = exchange("meta", "/api/v3/order/get_order_list_meta_v2", {"code": 90003})
    exchanges = [index_exchange(listed), *card_exchanges(listed), meta]
    assert state(sg, list_html(listed), *exchanges) is PageState.READY


def test_a_card_batch_refused_once_and_given_later(sg: Pack) -> None:
    listed = orders(5)
    [good] = card_exchanges(listed)
    too_big = b'{"code":120410353,"message":"too big"}'
    refused = good.model_copy(update={"body": too_big, "request_body": b'{"order_param_list":"all"}'})
    assert state(sg, list_html(listed), index_exchange(listed), refused) is PageState.ERROR
    retried = refused.model_copy(update={"request_body": good.request_body})
    assert state(sg, list_html(listed), index_exchange(listed), retried, good) is PageState.READY


class TestNoRows:
    """`No orders` counts only where the page says so."""

    def test_the_page_says_so(self, sg: Pack) -> None:
        assert state(sg, NOTHING) is PageState.EMPTY

    def test_the_index_says_so(self, sg: Pack) -> None:
        assert state(sg, shell("<p>quiet</p>"), index_exchange([])) is PageState.EMPTY

    def test_nobody_says_so(self, sg: Pack) -> None:
        assert state(sg, shell("<p>quiet</p>")) is PageState.UNKNOWN

    def test_the_list_announces_orders_and_shows_none(self, sg: Pack) -> None:
        reading = read_page(Saved(NOTHING, [index_exchange(orders(40), total=63)]).page(), sg)
        assert reading.state is PageState.UNKNOWN
        assert any("announces 40 orders" in sign for sign in reading.drift)

    def test_a_total_without_an_index_entry(self, sg: Pack) -> None:
        index = index_exchange([], total=63)
        assert state(sg, shell("<p>quiet</p>"), index) is PageState.UNKNOWN
        assert state(sg, NOTHING, index) is PageState.EMPTY, "page and index agree; the counter lies"


class TestHalfRendered:
    def test_fewer_rows_than_the_index_lists(self, sg: Pack) -> None:
        listed = orders(12)
        reading = read_page(Saved(list_html(listed[:7]), [index_exchange(listed)]).page(), sg)
        assert reading.state is PageState.SKELETON
        assert "12" in reading.why
        assert "7" in reading.why
        assert len(reading.dom) == 7

    def test_cards_without_text(self, sg: Pack) -> None:
        html = list_html(orders(2)).replace(b"</a>", b'</a><a class="order-card" data-testid="order-item"></a>', 1)
        assert state(sg, html) is PageState.SKELETON


class TestDrift:
    def test_rows_without_any_order_number(self, sg: Pack) -> None:
        html = list_html(orders(3)).replace(b'class="order-sn"', b'class="order-number-v3"')
        reading = read_page(Saved(html).page(), sg)
        assert reading.state is PageState.UNKNOWN
        assert "required field order_sn read in 0 of 3 rows" in reading.drift

    def test_a_required_field_that_most_rows_lack(self, sg: Pack) -> None:
        html = list_html(orders(4)).replace(b'class="total-price"', b'class="sum"', 3)
        reading = read_page(Saved(html).page(), sg)
        assert reading.state is PageState.READY
        assert reading.drift == ("required field total read in 1 of 4 rows",)
        assert [p.field for p in reading.problems] == ["total"] * 3

    def test_a_needed_exchange_that_never_came(self, sg: Pack) -> None:
        listed = orders(2)
        reading = read_page(Saved(list_html(listed), [index_exchange(listed)]).page(), sg)
        assert any("`cards`" in sign for sign in reading.drift)


class TestSearch:
    def search(self, pack: Pack, html: bytes, *exchanges: Exchange, url: str = SEARCH_URL) -> PageReading:
        return read_page(Saved(html, exchanges, ask=search_ask(SN), url=url).page(), pack)

    def test_found(self, sg: Pack) -> None:
        listed = orders(1)
        reading = self.search(sg, list_html(listed), index_exchange(listed), *card_exchanges(listed))
        assert reading.state is PageState.READY

    def test_the_page_says_that_this_search_found_nothing(self, sg: Pack) -> None:
        assert self.search(sg, NOTHING).state is PageState.NOT_FOUND
        assert self.search(sg, shell(""), index_exchange([])).state is PageState.NOT_FOUND

    def test_an_empty_list_that_is_no_answer_to_this_search(self, sg: Pack) -> None:
        assert self.search(sg, NOTHING, url="https://seller.shopee.sg/portal/sale/order").state is PageState.UNKNOWN

    def test_a_request_of_the_page_may_prove_the_search(self, sg: Pack) -> None:
        asked = exchange(
            "index", "/i", {"code": 0, "data": {"index_list": [], "pagination": {"total": 0}}}, sent={"k": SN}
        )
        reading = self.search(sg, NOTHING, asked, url="https://seller.shopee.sg/portal/sale/order")
        assert reading.state is PageState.NOT_FOUND

    def test_other_orders_are_no_answer(self, sg: Pack) -> None:
        assert self.search(sg, list_html(orders(5)[1:])).state is PageState.UNKNOWN


class TestOrderPage:
    def test_the_site_says_there_is_no_such_order(self, sg: Pack) -> None:
        ask = order_ask(orders(1)[0])
        assert state(sg, shell("<p>Order does not exist</p>"), ask=ask) is PageState.NOT_FOUND
        gone = exchange("detail", "/api/v3/order/get_one_order", {"code": 404}, status=404)
        assert state(sg, BLANK, gone, ask=ask) is PageState.NOT_FOUND

    def test_another_order_is_not_the_one_asked_for(self, sg: Pack) -> None:
        html = shell('<p>Order ID 261101AB009XYZ</p><div class="product-list"></div>')
        assert state(sg, html, ask=order_ask(orders(1)[0])) is PageState.UNKNOWN

    def test_an_item_named_order_not_found(self, sg: Pack) -> None:
        html = shell(f'<p>Order ID {SN}</p><div class="product-list">Poster "order not found"</div>')
        assert state(sg, html, ask=order_ask(orders(1)[0])) is PageState.READY

    def test_an_item_named_something_went_wrong(self, sg: Pack) -> None:
        html = shell(f'<p>Order ID {SN}</p><div class="product-list">Poster "something went wrong"</div>')
        assert state(sg, html, ask=order_ask(orders(1)[0])) is PageState.READY

    def test_arrived_but_not_yet_shown(self, sg: Pack) -> None:
        detail = exchange("detail", "/api/v3/order/get_one_order", {"code": 0, "data": {"order_sn": SN}})
        assert state(sg, BLANK, detail, ask=order_ask(orders(1)[0])) is PageState.SKELETON


class TestIdentity:
    ask = Ask(kind=AskKind.IDENTITY, page_type="identity")

    def test_the_exchange_names_the_shop(self, sg: Pack) -> None:
        path = "/api/framework/selleraccount/shop_info/"
        who = exchange("shop_info", path, {"code": 0, "data": {"shop_id": 111222333, "name": "Demo"}})
        reading = read_page(Saved(BLANK, [who], ask=self.ask).page(), sg)
        assert reading.state is PageState.READY
        assert reading.identity is not None
        assert (reading.identity.shop_id, reading.identity.name) == ("111222333", "Demo")

    def test_nothing_names_it(self, sg: Pack) -> None:
        assert state(sg, b"<html><body></body></html>", ask=self.ask) is PageState.UNKNOWN


class TestGuardAndFailure:
    telemetry = Stopped(method="POST", host="seller.shopee.sg", path="/track", channel="beacon", reason="listed write")
    unlisted = Stopped(
        method="POST", host="seller.shopee.sg", path="/api/v9/list", channel="xhr", reason="unlisted non-GET"
    )

    def test_unready_because_of_our_guard(self, sg: Pack) -> None:
        reading = read_page(Saved(BLANK, stopped=[self.unlisted]).page(), sg)
        assert reading.state is PageState.STOPPED
        assert 'path = "/api/v9/list"' in reading.why, "the pack line that would allow it"

    def test_ready_whatever_was_stopped(self, sg: Pack) -> None:
        assert state(sg, list_html(orders(1)), stopped=[self.unlisted]) is PageState.READY

    def test_a_stopped_write_explains_nothing(self, sg: Pack) -> None:
        assert state(sg, BLANK, stopped=[self.telemetry]) is PageState.UNKNOWN

    def test_a_stopped_write_that_the_page_needs(self, sg: Pack) -> None:
        needed = self.telemetry.model_copy(update={"path": "/api/v3/order/search_order_list_index"})
        assert state(sg, BLANK, stopped=[needed]) is PageState.STOPPED

    def test_signed_out_is_not_our_guard(self, sg: Pack) -> None:
        url = "https://accounts.shopee.sg/seller/login"
        assert state(sg, BLANK, stopped=[self.unlisted], url=url) is PageState.LOGGED_OUT

    def test_nothing_came(self, sg: Pack) -> None:
        failure = Failure(kind="browser_died", what="the browser ended")
        reading = read_page(Saved(b"", failure=failure).page(), sg)
        assert (reading.state, reading.why) == (PageState.DEAD, "the browser ended")

    @pytest.mark.parametrize("kind", ["timeout", "pager_stuck", "network"])
    def test_rows_of_a_failed_page_are_not_believed(self, sg: Pack, kind: str) -> None:
        failure = Failure(kind=kind, what="the pager did not turn")
        assert state(sg, list_html(orders(2)), failure=failure) is PageState.DEAD

    def test_a_failed_page_that_says_why(self, sg: Pack) -> None:
        failure = Failure(kind="timeout", what="not settled in 30 s")
        reading = read_page(Saved(shell('<input name="loginKey">'), failure=failure).page(), sg)
        assert reading.state is PageState.LOGGED_OUT
        assert "not settled" in reading.why


def test_a_page_type_that_the_pack_does_not_have(sg: Pack) -> None:
    reading = read_page(Saved(BLANK, ask=Ask(kind=AskKind.LIST, page_type="returns")).page(), sg)
    assert reading.state is PageState.UNKNOWN
    assert "`returns`" in reading.why
