"""The practice site in a real Chromium: sign-in, piecemeal list, paging, overlays, challenges, recorded writes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pyotp
import pytest
from looking import NOW, desk_of, list_html, names_of, order_state, where_of
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from watchdog.practice import PracticeSite, make_world
from watchdog.practice.hooks import Answer, Challenge, Fault, PageFlags, PageName, Visit
from watchdog.practice.pages import context_for
from watchdog.practice.render import ListState, Renderer
from watchdog.practice.things import Account, Shop

pytestmark = pytest.mark.browser
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--no-first-run"]
SETTLED = ("document.querySelectorAll('.order-card').length >= {n} && !document.querySelector('.eds-skeleton')"
           " && document.querySelectorAll('.tab-badge').length > 0")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site() -> Iterator[PracticeSite]:
    with PracticeSite(make_world(1, NOW, orders_per_shop=90), overlays=False) as running:
        yield running


@pytest.fixture(autouse=True)
def _quiet(site: PracticeSite) -> Iterator[None]:
    yield
    site.clear_faults()
    site.state.code_required = frozenset()
    site.state.wrong_passwords.clear()
    assert site.errors == []


@pytest.fixture
def window(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext) -> Page:
    return window.new_page()


def account_of(site: PracticeSite, home: str) -> Account:
    return next(account for account in site.world.accounts if account.home == home)


def shop_of(site: PracticeSite, home: str, place: int = 0) -> Shop:
    return site.world.shops_of(account_of(site, home))[place]


def sign_in(page: Page, site: PracticeSite, home: str, password: str = "", path: str = "/portal/sale/order") -> None:
    account = account_of(site, home)
    page.goto(site.base_url(home) + path)
    page.wait_for_selector("input[name=loginKey]")
    page.fill("input[name=loginKey]", account.login)
    page.fill("input[name=password]", password or account.password)
    page.click("button[type=submit]")


def open_list(page: Page, site: PracticeSite, home: str, count: int = 40) -> None:
    sign_in(page, site, home)
    if home == "cn":
        page.click(f"tr[data-row-key='{shop_of(site, home).shop_id}'] a")
    page.wait_for_function(SETTLED.format(n=count))


@dataclass(frozen=True)
class Wrong(Fault):
    """A fault for these tests: flags, a challenge, an answer for paths that begin with `at`."""

    page_flags: PageFlags | None = None
    asks: Challenge = ""
    at: str = "/nowhere"
    instead: Answer | None = None

    def flags(self, shop: Shop, page: PageName) -> PageFlags:
        return self.page_flags or {}

    def challenge(self, shop: Shop) -> Challenge:
        return self.asks

    def http(self, visit: Visit) -> Answer | None:
        return self.instead if visit.path.startswith(self.at) else None


# ---- sign-in ---------------------------------------------------------------------------------------------------------


def test_the_portal_first_answers_a_shell_and_then_its_script_leads_to_sign_in(page: Page, site: PracticeSite) -> None:
    answer = page.goto(site.base_url("sg") + "/portal/sale/order")
    assert answer is not None
    assert answer.status == 200
    page.wait_for_url(site.base_url("sg", "accounts") + "/seller/login?next=**")


def test_a_merchant_signs_in_on_the_same_host(page: Page, site: PracticeSite) -> None:
    page.goto(site.base_url("cn") + "/portal/sale/order")
    page.wait_for_url(site.base_url("cn") + "/account/signin?next=**")


def test_signing_in_sets_the_cookies_of_the_real_site_for_the_whole_region(page: Page, site: PracticeSite) -> None:
    open_list(page, site, "sg")
    cookies: dict[str, Any] = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert {"SPC_EC", "SPC_ST", "SPC_U", "SPC_CDS", "SC_DFP", "SPC_F"} <= set(cookies)
    assert cookies["SPC_EC"]["domain"] == ".sg.localhost"
    assert cookies["SPC_EC"]["expires"] > 0


def test_a_wrong_password_is_said_in_an_alert(page: Page, site: PracticeSite) -> None:
    sign_in(page, site, "sg", password="not it")
    page.wait_for_selector("div[role=alert]")
    assert page.url.startswith(site.base_url("sg", "accounts"))


def test_a_one_time_code_is_asked_and_the_right_one_lets_in(page: Page, site: PracticeSite) -> None:
    account = account_of(site, "sg")
    site.require_code(account.login)
    sign_in(page, site, "sg")
    page.fill(".phone-verify-container input[maxlength='6']", "000000")
    page.click(".otp-confirm")
    page.wait_for_selector(".phone-verify-container div[role=alert]")
    page.fill(".phone-verify-container input[maxlength='6']", pyotp.TOTP(account.totp_secret).now())
    page.click(".otp-confirm")
    page.wait_for_function(SETTLED.format(n=40))


def test_a_captcha_asked_at_sign_in_leads_to_its_page(page: Page, site: PracticeSite) -> None:
    site.add_fault(shop_of(site, "sg").shop_id, Wrong(asks="captcha"))
    sign_in(page, site, "sg")
    page.wait_for_url("**/verify/captcha**")
    page.wait_for_selector(".captcha-slider")


def test_a_challenge_in_the_middle_of_a_session_takes_the_page_away(page: Page, site: PracticeSite) -> None:
    open_list(page, site, "sg")
    away = Answer(302, headers={"location": "/verify/captcha"})
    site.add_fault(shop_of(site, "sg").shop_id, Wrong(at="/api/v3/order/search", instead=away))
    page.click("button.eds-pager__button-next")
    page.wait_for_url("**/verify/captcha")


def test_a_session_that_ends_leads_back_to_sign_in(page: Page, site: PracticeSite) -> None:
    open_list(page, site, "sg")
    site.end_sessions()
    page.click("button.eds-pager__button-next")
    page.wait_for_url("**/seller/login?next=**")


# ---- the list --------------------------------------------------------------------------------------------------------


def test_the_calls_come_in_the_real_order_and_cards_five_at_a_time(page: Page, site: PracticeSite) -> None:
    calls: list[tuple[str, Any]] = []
    page.on("request", lambda sent: calls.append((sent.url.split("?")[0].rsplit("/order/", 1)[-1], sent.post_data_json))
            if "/api/v3/order/" in sent.url else None)
    open_list(page, site, "sg")
    names = [name for name, _ in calls]
    assert names == ["get_order_list_meta_v2", "search_order_list_index"] + ["get_order_list_card_list"] * 8
    assert all(len(body["order_param_list"]) == 5 for name, body in calls if name == "get_order_list_card_list")
    assert {"order_list_tab", "entity_type", "pagination", "filter", "sort"} <= set(calls[1][1])


@pytest.mark.parametrize("home", ["sg", "tw", "br", "cn"])
def test_the_settled_page_is_byte_for_byte_what_the_renderer_makes_without_a_browser(
        home: str, page: Page, site: PracticeSite, renderer: Renderer) -> None:
    open_list(page, site, home)
    desk = desk_of(site.world, place=site.world.shops.index(shop_of(site, home)))
    shop, where = desk.shop, where_of(site.world, desk.shop, site.port)
    assert page.content() == in_port(renderer, desk, site, list_html)
    order_id = site.world.entries(shop)[7].order_id
    page.locator(f"a.order-card[href*='{order_id}']").click()
    page.wait_for_selector("[type='FinalAmount'] .amount")
    context = context_for(where, "order", shop, str(order_id), overlays=False)
    assert page.content() == renderer.order_page(context, {}, names_of(site.world, shop), order_state(desk, order_id))


def in_port(renderer: Renderer, desk: Any, site: PracticeSite, make: Callable[..., str]) -> str:
    from looking import list_state

    where = where_of(site.world, desk.shop, site.port)
    context = context_for(where, "orders", desk.shop, overlays=False)
    state: ListState = list_state(desk)
    return renderer.list_page(context, {}, names_of(site.world, desk.shop), state)


def test_turning_the_page_fetches_by_sentinel_and_never_navigates(page: Page, site: PracticeSite) -> None:
    open_list(page, site, "sg")
    first = page.locator("a.order-card").first.get_attribute("href")
    before = page.url
    with page.expect_request("**/search_order_list_index**") as sent:
        page.click("button.eds-pager__button-next")
    assert sent.value.post_data_json["pagination"]["page_sentinel"]
    page.wait_for_function("document.querySelector('.eds-pager__current').textContent === '2'")
    page.wait_for_function(SETTLED.format(n=40))
    assert page.url == before
    assert page.locator("a.order-card").first.get_attribute("href") != first


def test_a_tab_changes_the_address_and_shows_only_its_orders(page: Page, site: PracticeSite) -> None:
    open_list(page, site, "sg")
    page.click("[data-testid='l1-tab-shipping']")
    page.wait_for_url("**type=shipping**")
    page.wait_for_function(SETTLED.format(n=1))
    assert set(page.locator("span.status").all_inner_texts()) <= {"Shipping", "Delivered"}


def test_searching_finds_one_order_by_its_number(page: Page, site: PracticeSite) -> None:
    open_list(page, site, "sg")
    wanted = site.world.entries(shop_of(site, "sg"))[70].order_sn
    page.fill(".eds-input__input", wanted)
    page.click(".search-apply")
    page.wait_for_url("**keyword=**")
    page.wait_for_function(SETTLED.format(n=1))
    assert page.locator("span.order-sn").all_inner_texts() == [f"Order ID {wanted}"]


def test_a_search_without_result_shows_the_empty_marker(page: Page, site: PracticeSite) -> None:
    open_list(page, site, "sg")
    page.goto(site.base_url("sg") + "/portal/sale/order?keyword=990101ZZZZZZZZ")
    page.wait_for_selector(".order-list-empty")
    assert page.locator("a.order-card").count() == 0


def test_an_order_that_does_not_exist_says_so_with_http_200(page: Page, site: PracticeSite) -> None:
    open_list(page, site, "sg")
    with page.expect_response("**/get_one_order**") as got:
        page.goto(site.base_url("sg") + "/portal/sale/order/123456789012345")
    assert got.value.status == 200
    assert got.value.json()["code"] != 0
    page.wait_for_selector(".order-detail-error")


# ---- overlays and altered pages --------------------------------------------------------------------------------------


def test_the_announcement_stays_until_its_box_is_ticked(page: Page, site: PracticeSite) -> None:
    site.add_fault(shop_of(site, "sg").shop_id, Wrong(PageFlags(overlay="announcement")))
    open_list(page, site, "sg")
    button = page.locator(".eds-modal__footer button")
    assert button.is_disabled()
    page.check("label.eds-checkbox input.eds-checkbox__input")
    button.click()
    page.wait_for_selector(".eds-modal", state="detached")
    page.click("div.on-boarding .btn-skip")
    page.wait_for_selector("div.on-boarding", state="detached")


def test_a_leftover_mask_swallows_the_click(page: Page, site: PracticeSite) -> None:
    site.add_fault(shop_of(site, "sg").shop_id, Wrong(PageFlags(overlay="mask")))
    open_list(page, site, "sg")
    page.wait_for_selector(".leftover", state="attached")
    hit = page.evaluate("document.elementFromPoint(400, 400).className")
    assert hit == "eds-modal__mask"


def test_a_pager_that_does_not_move_counts_up_over_the_same_cards(page: Page, site: PracticeSite) -> None:
    site.add_fault(shop_of(site, "sg").shop_id, Wrong(PageFlags(pager_stuck=True)))
    open_list(page, site, "sg")
    first = page.locator("a.order-card").first.get_attribute("href")
    page.click("button.eds-pager__button-next")
    page.wait_for_function("document.querySelector('.eds-pager__current').textContent === '2'")
    assert page.locator("a.order-card").first.get_attribute("href") == first


def test_partial_rendering_leaves_skeletons_for_ever(page: Page, site: PracticeSite) -> None:
    site.add_fault(shop_of(site, "sg").shop_id, Wrong(PageFlags(render_cards=12)))
    sign_in(page, site, "sg")
    page.wait_for_load_state("networkidle")
    page.wait_for_function("document.querySelectorAll('a.order-card').length === 12")
    assert page.locator(".eds-skeleton").count() == 28


@pytest.mark.parametrize("layout", ["2023", "2019"])
def test_older_generations_are_drawn_and_can_be_turned(layout: str, page: Page, site: PracticeSite) -> None:
    site.add_fault(shop_of(site, "tw").shop_id, Wrong(PageFlags(layout=layout)))
    sign_in(page, site, "tw")
    row = "a.order-item" if layout == "2019" else ".order-list-table-shipment .order-card"
    page.wait_for_function(f"document.querySelectorAll('{row}').length === 40")
    page.click("button[class*='__button-next']")
    page.wait_for_function("document.querySelector('[class*=__current]').textContent === '2'")


# ---- what a guard must stop ------------------------------------------------------------------------------------------


def test_every_way_of_writing_is_recorded(page: Page, site: PracticeSite) -> None:
    open_list(page, site, "sg")
    site.writes.clear()
    page.goto(site.base_url("sg") + "/__practice__/writes")
    page.wait_for_function("document.body.dataset.tried === 'all'")
    page.goto("about:blank")
    expected = {"fetch", "xhr", "form", "beacon", "keepalive", "get", "worker", "shared-worker", "service-worker",
                "websocket", "popup", "frame", "image"}
    deadline = page.context.new_page()
    deadline.goto(site.base_url("sg") + "/__practice__/")
    assert {write.channel for write in site.writes} >= expected


def test_reading_leaves_no_write(page: Page, site: PracticeSite) -> None:
    site.writes.clear()
    open_list(page, site, "sg")
    page.click("button.eds-pager__button-next")
    page.wait_for_function(SETTLED.format(n=40))
    assert site.writes == []
