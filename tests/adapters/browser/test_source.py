"""The browser source on the practice site: signing in, reading page by page, and what each kind of trouble becomes."""

from __future__ import annotations

import base64
import itertools
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from handmade import MARKERS, ORDERS, judge, pack, target
from playwright.async_api import Error as PlaywrightError
from pydantic import SecretStr
from selectolax.lexbor import LexborHTMLParser

from watchdog.adapters.browser import KEY_VARIABLE, AccountState, BrowserSource, Credentials, SessionStore
from watchdog.errors import BrowserError
from watchdog.model.base import AccountId, OrderId, OrderSn
from watchdog.model.case import Rung
from watchdog.model.pack import Marker, PageSpec, RowSpec, RowTake
from watchdog.model.pages import Ask, AskKind, Page, PageState, Window
from watchdog.practice import PracticeSite
from watchdog.practice.hooks import Answer, Challenge, Fault, PageFlags, PageName, Visit
from watchdog.practice.things import Account, Shop

pytestmark = pytest.mark.browser
ALL = Window(since=datetime(2020, 1, 1, tzinfo=UTC))
PNG = b"\x89PNG\r\n\x1a\n"
ENV = {KEY_VARIABLE: base64.b64encode(bytes(32)).decode()}


@dataclass(frozen=True)
class Flag(Fault):
    """A fault of the page's own script."""

    set: tuple[tuple[str, object], ...]

    def flags(self, shop: Shop, page: PageName) -> PageFlags:
        return PageFlags(**dict(self.set))  # type: ignore[typeddict-item]


class TooOften(Fault):
    """The second list index (the first is asked by the page that tells whose shop it is) is answered with 429."""

    def __init__(self) -> None:
        self.times = 0

    def http(self, visit: Visit) -> Answer | None:
        if visit.path.endswith("search_order_list_index"):
            self.times += 1
            if self.times == 2:
                return Answer(status=429, body="{}")
        return None


class CaptchaFirst(Fault):
    """The sign-in form leads to a slider captcha."""

    def challenge(self, shop: Shop) -> Challenge:
        return "captcha"


def sign_ins(site: PracticeSite) -> int:
    return sum(seen.path.rstrip("/") == "/api/v2/login" for seen in site.log)


def read(source, site: PracticeSite, account: Account, rung: Rung = Rung.BASELINE, place: int = 0) -> list[Page]:  # type: ignore[no-untyped-def]
    with source.open(target(site, account, place), pack(), rung) as look:
        return [look.identity(), *look.window(ALL)]


def numbers(page: Page) -> list[str]:
    return [node.text().split()[-1] for node in LexborHTMLParser(page.html).css(".order-card .order-sn")]


def shop_in(page: Page) -> int:
    shop = next(one for one in page.exchanges if one.name == "shop")
    return int(json.loads(shop.body or b"")["data"]["shop_id"])


def test_a_list_is_read_page_by_page_to_its_end(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    identity, *pages = read(source(), site, sg)
    shop = site.world.shops_of(sg)[0]
    assert shop_in(identity) == shop.shop_id
    assert [page.ask.name for page in pages] == ["orders-all-001", "orders-all-002", "orders-all-003"]
    assert [page.failure for page in pages] == [None] * 3
    shown = [number for page in pages for number in numbers(page)]
    assert shown == [entry.order_sn for entry in site.world.entries(shop)]
    assert sign_ins(site) == 1


def test_a_page_carries_all_its_witnesses(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    _, first, second, _ = read(source(), site, sg)
    for page in (first, second):
        cards = [one for one in page.exchanges if one.name == "cards"]
        listed = [card for one in cards for card in json.loads(one.body or b"")["data"]["card_list"]]
        assert len(listed) == len(numbers(page)) == len(page.row_rects) == 40
        assert json.loads(cards[0].request_body)["order_param_list"]
        assert page.picture is not None
        assert page.picture.startswith(PNG)
        assert page.http_status == 200
        assert page.stopped == ()
        assert [one for one in page.exchanges if one.failure] == []
    rects = [place.rect for place in first.row_rects]
    assert all(lower.y >= upper.y + upper.height for upper, lower in itertools.pairwise(rects))
    assert second.url == first.url


def test_what_covers_the_page_is_closed_before_it_is_kept(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    page = read(source(), site, sg)[1]
    tree = LexborHTMLParser(page.html)
    assert len(numbers(page)) == 40
    assert not tree.css(".eds-modal, .on-boarding")


def test_pictures_are_taken_while_the_page_is_open(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    with source().open(target(site, sg), pack(), Rung.BASELINE) as look:
        page = next(look.window(ALL))
        pictures = look.pictures(page, [0, 39, 400], full=True)
    assert [row for row, _ in pictures.clips] == [0, 39]
    assert all(png.startswith(PNG) for _, png in pictures.clips)
    assert pictures.full is not None
    height = int.from_bytes(pictures.full[20:24])
    assert height > page.row_rects[39].rect.y


def test_a_stored_session_is_used_before_any_sign_in(site: PracticeSite, sg: Account, source, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    store = SessionStore(tmp_path / "sessions", ENV)
    first = source(sessions=store)
    read(first, site, sg)
    first.close()
    assert numbers(read(source(sessions=store), site, sg)[1])
    assert sign_ins(site) == 1


def test_a_fresh_context_keeps_the_session(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    one = source()
    read(one, site, sg)
    for rung in (Rung.RELOAD, Rung.NEW_CONTEXT):
        assert numbers(read(one, site, sg, rung)[1])
    assert sign_ins(site) == 1


def test_the_second_sign_in_of_a_day_is_left_to_a_person(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    one = source()
    read(one, site, sg)
    site.end_sessions()
    page = read(one, site, sg)[0]
    assert judge(page, pack()) is PageState.LOGGED_OUT
    assert page.failure is not None
    assert page.failure.kind == "not_signed_in"
    assert "1 of 1" in page.failure.what
    assert sign_ins(site) == 1


def test_a_wrong_password_is_told_in_the_sites_words_and_not_repeated(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    wrong = Credentials(user=sg.login, password=SecretStr("never-shown"))
    page = read(source(passwords=lambda account: wrong), site, sg)[0]
    assert page.failure is not None
    assert page.failure.what.startswith("the sign-in form says: ")
    assert "never-shown" not in repr(page)
    assert sign_ins(site) == 1


def test_a_one_time_code_is_answered_once(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    site.require_code(sg.login)

    class Totp:
        def code(self, account: AccountId) -> str | None:
            return pyotp.TOTP(sg.totp_secret).now()

    assert numbers(read(source(codes=Totp()), site, sg)[1])


def test_a_code_nobody_can_give_makes_the_account_wait_for_a_person(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    site.require_code(sg.login)
    one = source()
    page = read(one, site, sg)[0]
    assert page.failure is not None
    assert "one-time code" in page.failure.what
    assert one.account(AccountId(sg.login)).state is AccountState.CHALLENGED


def test_after_a_captcha_nothing_is_tried_again(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    site.add_fault(site.world.shops_of(sg)[0].shop_id, CaptchaFirst())
    one = source()
    page = read(one, site, sg)[0]
    assert page.failure is not None
    assert one.account(AccountId(sg.login)).state is AccountState.CHALLENGED
    site.clear_faults()
    tried = sign_ins(site)
    assert read(one, site, sg)[0].failure is not None
    assert sign_ins(site) == tried


@pytest.mark.parametrize("flag", ["pager_stuck", "pager_dead"])
def test_a_pager_that_does_not_move_ends_the_list_with_a_failure(
    site: PracticeSite, sg: Account, source, flag: str
) -> None:  # type: ignore[no-untyped-def]
    site.add_fault(site.world.shops_of(sg)[0].shop_id, Flag(((flag, True),)))
    _, first, second = read(source(deadline_s=3.0), site, sg)
    assert len(numbers(first)) == 40
    assert second.failure is not None
    assert second.failure.kind == "pager_stuck"


def test_a_mask_over_the_pager_is_said_not_clicked_through(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    site.add_fault(site.world.shops_of(sg)[0].shop_id, Flag((("overlay", "mask"),)))
    second = read(source(), site, sg)[2]
    assert second.failure is not None
    assert "intercepts pointer events" in second.failure.what


def test_a_page_that_never_finishes_is_kept_as_it_is(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    site.add_fault(site.world.shops_of(sg)[0].shop_id, Flag((("render_cards", 12), ("no_overlays", True))))
    pages = read(source(deadline_s=3.0), site, sg)[1:]
    assert len(pages) == 1
    assert pages[0].failure is None
    assert len(numbers(pages[0])) == 12
    assert judge(pages[0], pack()) is PageState.SKELETON


def test_too_often_is_answered_by_waiting_and_asking_again(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    site.add_fault(site.world.shops_of(sg)[0].shop_id, TooOften())
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    assert numbers(read(source(sleep=sleep), site, sg)[1])
    assert len(waited) == 1


def test_one_order_is_found_by_search_and_on_its_own_page(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    order = PageSpec(
        type="order",
        address="/portal/sale/order/{order_id}",
        rows=RowSpec(dom=(RowTake(css=".product-list"),)),
        markers=(*MARKERS[:3], Marker(state=PageState.READY, css=".product-list")),
    )
    with_order = pack(order=order)
    wanted = site.world.entries(site.world.shops_of(sg)[0])[50]
    sn, order_id = OrderSn(wanted.order_sn), OrderId(str(wanted.order_id))
    with source().open(target(site, sg), with_order, Rung.BASELINE) as look:
        found = look.page(Ask(kind=AskKind.SEARCH, page_type="orders", order_sn=sn))
        page = look.page(Ask(kind=AskKind.ORDER, page_type="order", order_sn=sn, order_id=order_id))
        unknown = look.page(Ask(kind=AskKind.ORDER, page_type="returns", order_sn=sn))
        nowhere = look.page(Ask(kind=AskKind.ORDER, page_type="order", order_sn=sn))
    assert numbers(found) == [wanted.order_sn]
    assert str(wanted.order_id) in page.url
    assert wanted.order_sn in page.html.decode()
    assert [one.failure.kind for one in (unknown, nowhere) if one.failure] == ["not_captured"] * 2


def test_a_merchants_shops_are_told_apart_by_their_address(site: PracticeSite, source) -> None:  # type: ignore[no-untyped-def]
    merchant = next(account for account in site.world.accounts if account.home == "cn")
    one = source()
    for place in (0, 5):
        identity, first, *_ = read(one, site, merchant, place=place)
        shop = site.world.shops_of(merchant)[place]
        assert shop_in(identity) == shop.shop_id
        assert numbers(first)[0] == site.world.entries(shop)[0].order_sn
    assert sign_ins(site) == 1


def test_accounts_are_read_side_by_side(site: PracticeSite, source) -> None:  # type: ignore[no-untyped-def]
    accounts = [account for account in site.world.accounts if account.home in ("sg", "tw", "br")]
    one = source()
    with ThreadPoolExecutor(3) as threads:
        looks = list(threads.map(lambda account: read(one, site, account), accounts))
    for account, (identity, *pages) in zip(accounts, looks, strict=True):
        shop = site.world.shops_of(account)[0]
        assert shop_in(identity) == shop.shop_id
        assert [n for page in pages for n in numbers(page)] == [entry.order_sn for entry in site.world.entries(shop)]


def kill_browser(source: BrowserSource) -> None:
    """The browser process ends as in a crash."""

    async def crash() -> None:
        for warm in list(source._pool._browsers.values()):
            session = await warm.browser.new_browser_cdp_session()
            with suppress(PlaywrightError):
                await session.send("Browser.crash")

    source._loop.run(crash())


def test_a_browser_that_dies_loses_no_page_before_and_is_started_again(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    one = source()
    with one.open(target(site, sg), pack(), Rung.BASELINE) as look:
        pages = look.window(ALL)
        first = next(pages)
        kill_browser(one)
        died = list(pages)
        pictures = look.pictures(first, [0], full=True)
    assert len(numbers(first)) == 40
    assert [page.failure.kind for page in died if page.failure] == ["browser_died"]
    assert pictures.failure is not None
    assert len(read(one, site, sg)) >= 1


def test_a_browser_that_does_not_start_is_our_own_failure_with_a_mend(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    with (
        pytest.raises(BrowserError) as failed,
        source(executable="/bin/false").open(target(site, sg), pack(), Rung.BASELINE),
    ):
        pass
    assert failed.value.mend


def test_an_address_where_nobody_answers_is_a_page_with_a_failure(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    nowhere = target(site, sg).model_copy(
        update={"hosts": {"seller": "http://127.0.0.1:1", "accounts": "http://127.0.0.1:1"}}
    )
    with source().open(nowhere, pack(), Rung.BASELINE) as look:
        page = look.identity()
    assert page.failure is not None
    assert page.failure.kind == "navigation"


def test_what_the_pack_does_not_name_is_remembered_for_the_doctor(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    with source().open(target(site, sg), pack(orders=ORDERS), Rung.BASELINE) as look:
        look.identity()
        unnamed = look.unnamed_exchanges()
    assert any(one.startswith("GET ") and one.endswith("/api/selleraccount/user_info/") for one in unnamed)
