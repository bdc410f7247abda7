"""Without a browser the same site answers: same calls in the same order, same bodies, same troubles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import httpx
import pytest

from watchdog.adapters.packs import read_pack_texts
from watchdog.model.case import Rung
from watchdog.model.pack import Pack
from watchdog.model.pages import Ask, AskKind, Page, Window
from watchdog.packs import load
from watchdog.practice.browserless import BrowserlessSource, Engine
from watchdog.practice.browserless.wire import SiteClock, Wire
from watchdog.practice.faults import FAULTS
from watchdog.practice.scenarios import target_of
from watchdog.practice.site import PracticeSite
from watchdog.practice.state import State
from watchdog.practice.world import ShopSpec, World, make_world

NOW = 1_795_000_000


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load(read_pack_texts(), "shopee", "sg")


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(5, NOW, [ShopSpec("sg", 100)])


class Reading:
    """One look at a shop, with a fault or without."""

    def __init__(self, world: World, pack: Pack, engine: Engine, fault: str = "", variant: str = "") -> None:
        state, shop = State(world), world.shops[0]
        if fault:
            state.add_fault(shop.shop_id, FAULTS[fault].arm(world, shop, 1, variant))
        source = BrowserlessSource(state, engine)
        since = datetime.fromtimestamp(NOW, UTC) - timedelta(days=15)
        entry = world.entries(shop)[3]
        with source.open(target_of(world, shop), pack, Rung.BASELINE) as site:
            self.first = site.identity()
            self.pages = list(site.window(Window(since=since)))
            self.search = site.page(Ask(kind=AskKind.SEARCH, page_type="orders", order_sn=entry.order_sn))
            self.order = site.page(Ask(kind=AskKind.ORDER, page_type="order", order_id=str(entry.order_id)))
            self.second = site.identity()
        assert not state.errors

    @property
    def failures(self) -> list[str]:
        return [page.failure.kind if page.failure else "" for page in self.pages]


def names(page: Page) -> list[str]:
    return [exchange.name for exchange in page.exchanges]


def cards(page: Page) -> int:
    return page.html.count(b'data-testid="order-item"')


def test_a_healthy_shop_is_read_page_by_page(world: World, pack: Pack, engine: Engine) -> None:
    read = Reading(world, pack, engine)
    assert [cards(page) for page in read.pages] == [40, 40, 20]
    assert names(read.pages[0]) == ["meta", "index", *["cards"] * 8]
    assert names(read.pages[1]) == ["index", *["cards"] * 8]
    assert names(read.search) == ["meta", "hint", "cards"]
    assert cards(read.search) == 1
    assert names(read.order) == ["detail", "package", "tracking", "history"]
    assert world.shops[0].name.encode() in read.first.html


def test_the_second_page_is_asked_for_by_the_first_ones_sentinel(world: World, pack: Pack, engine: Engine) -> None:
    first, second = Reading(world, pack, engine).pages[:2]
    given = json.loads(first.exchanges[1].body)["data"]["pagination"]["next_page_sentinel"]
    asked = json.loads(second.exchanges[0].request_body)["pagination"]
    assert given
    assert asked == {"from_page_number": 2, "page_number": 2, "page_size": 40, "page_sentinel": given}


def test_time_goes_on_while_one_reads(world: World, pack: Pack, engine: Engine) -> None:
    read = Reading(world, pack, engine)
    times = [page.observed_at for page in (read.first, *read.pages, read.search, read.order, read.second)]
    assert times == sorted(set(times))
    assert timedelta(seconds=5) < times[-1] - times[0] < timedelta(minutes=3)


@pytest.mark.parametrize(
    ("fault", "variant", "failures"),
    [
        ("pager-stuck", "same_cards", ["", "pager_stuck"]),
        ("pager-stuck", "dead", ["", "pager_stuck"]),
        ("overlay-swallows", "", ["", "pager_stuck"]),
        ("session-expired", "", ["not_signed_in"]),
        ("captcha", "", ["not_signed_in"]),
        ("partial-page", "", [""]),
        ("business-error", "later", ["", ""]),
        ("server-error-on-page", "", ["", ""]),
    ],
)
def test_troubles_end_the_window_as_they_do_in_a_browser(
    world: World, pack: Pack, engine: Engine, fault: str, variant: str, failures: Sequence[str]
) -> None:
    assert Reading(world, pack, engine, fault, variant).failures == list(failures)


def test_an_expired_session_leads_to_the_sign_in_page(world: World, pack: Pack, engine: Engine) -> None:
    page = Reading(world, pack, engine, "session-expires-midway").pages[-1]
    assert "/seller/login" in page.url
    assert b'name="loginKey"' in page.html


def test_a_redirect_is_followed_to_the_captcha(world: World) -> None:
    state, account, shop = State(world), world.accounts[0], world.shops[0]
    wire = Wire(state, SiteClock(float(NOW), Random(1)))
    sent = {"username": account.login, "password": account.password, "vcode": ""}
    wire.post("http://accounts.sg.localhost/api/v2/login/", sent)
    state.add_fault(shop.shop_id, FAULTS["captcha"].make())
    reply = wire.get("http://seller.sg.localhost/portal/sale/order")
    assert reply.url == "http://seller.sg.localhost/verify/captcha"
    assert b'"page":"captcha"' in reply.body


def test_a_lost_body_is_a_failure_of_its_exchange_and_the_page_is_whole(
    world: World, pack: Pack, engine: Engine
) -> None:
    page = Reading(world, pack, engine, "json-lost").pages[0]
    assert cards(page) == 40
    assert {e.failure.kind for e in page.exchanges if e.name in {"index", "cards"} and e.failure} == {"body_lost"}


def test_hostile_names_stay_text(world: World, pack: Pack, engine: Engine) -> None:
    for variant in FAULTS["hostile-text"].variants:
        html = b"".join(page.html for page in Reading(world, pack, engine, "hostile-text", variant).pages)
        assert b"<script>alert" not in html
        assert b"\x00" not in html


def test_sockets_make_no_difference(world: World) -> None:
    """The same calls over HTTP and in this process have the same answers."""
    shop, account = world.shops[0], world.accounts[0]
    login = {"username": account.login, "password": account.password, "vcode": ""}
    index = {"order_list_tab": 100, "pagination": {"page_number": 1, "page_size": 40, "page_sentinel": ""}}
    cards_of = {"order_param_list": [{"order_id": entry.order_id} for entry in world.entries(shop)[:5]]}
    calls = [("search_order_list_index", index), ("get_order_list_card_list", cards_of)]
    clock = SiteClock(float(NOW), Random(1), (0, 0), (0, 0))
    wire = Wire(State(world), clock)
    origin = "http://seller.sg.localhost"
    wire.post("http://accounts.sg.localhost/api/v2/login/", login)
    with PracticeSite(world) as site, httpx.Client(base_url=f"http://127.0.0.1:{site.port}") as client:
        answer = client.post("/api/v2/login/", json=login, headers={"host": f"accounts.sg.localhost:{site.port}"})
        jar = "; ".join(value.split(";")[0] for value in answer.headers.get_list("set-cookie"))
        for name, body in calls:
            path = f"/api/v3/order/{name}"
            over = client.post(path, json=body, headers={"host": f"seller.sg.localhost:{site.port}", "cookie": jar})
            assert over.json()["code"] == 0
            assert over.json() == wire.post(origin + path, body).json
