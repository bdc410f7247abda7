"""The running site over plain HTTP: hosts, sessions, the control API, and that nothing takes it down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from looking import NOW

from watchdog.errors import UsageError, WatchdogError
from watchdog.practice import PracticeSite, make_world
from watchdog.practice.hooks import Answer, EntryPlace, Fault, Visit, register
from watchdog.practice.site import welcome
from watchdog.practice.things import Entry, Shop

META = "/api/v3/order/get_order_list_meta_v2"


@pytest.fixture(scope="module")
def site() -> Iterator[PracticeSite]:
    with PracticeSite(make_world(1, NOW)) as running:
        yield running


@pytest.fixture(autouse=True)
def _clean(site: PracticeSite) -> Iterator[None]:
    yield
    site.clear_faults()
    site.errors.clear()


class Client:
    """A browser of few words: sends the Host header to loopback and keeps cookies by hand."""

    def __init__(self, site: PracticeSite, home: str) -> None:
        self.home, self.port, self.cookies = home, site.port, {"x": "1"}

    def ask(self, method: str, path: str, side: str = "seller", **more: Any) -> httpx.Response:
        headers = {"host": f"{side}.{self.home}.localhost:{self.port}",
                   "cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        answer = httpx.request(method, f"http://127.0.0.1:{self.port}{path}", headers=headers, **more)
        for line in answer.headers.get_list("set-cookie"):
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.split(";")[0]
        return answer

    def sign_in(self, login: str, password: str, code: str = "") -> Any:
        return self.ask("POST", "/api/v2/login/", "accounts",
                        json={"username": login, "password": password, "vcode": code}).json()


def signed_in(site: PracticeSite, home: str) -> Client:
    client = Client(site, home)
    account = next(one for one in site.world.accounts if one.home == home)
    assert client.sign_in(account.login, account.password)["code"] == 0
    return client


def test_without_a_session_calls_answer_403_token_not_found(site: PracticeSite) -> None:
    answer = Client(site, "sg").ask("POST", META, json={})
    assert (answer.status_code, answer.json()["message"]) == (403, "token not found")


def test_an_account_signs_in_only_at_its_own_site(site: PracticeSite) -> None:
    tw = next(one for one in site.world.accounts if one.home == "tw")
    assert Client(site, "sg").sign_in(tw.login, tw.password)["code"] != 0


def test_a_merchants_calls_answer_for_the_shop_in_the_address(site: PracticeSite) -> None:
    client = signed_in(site, "cn")
    listed = client.ask("GET", "/api/cnsc/selleraccount/get_merchant_shop_list/").json()["data"]["shops"]
    assert len(listed) == 12
    for shop in listed[:3]:
        told = client.ask("GET", f"/api/framework/selleraccount/shop_info/?cnsc_shop_id={shop['shop_id']}").json()
        assert told["data"]["shop_id"] == shop["shop_id"]
    assert client.ask("GET", "/api/framework/selleraccount/shop_info/?cnsc_shop_id=1").json()["code"] != 0


def test_a_merchant_without_a_shop_in_the_address_is_led_to_the_picker(site: PracticeSite) -> None:
    answer = signed_in(site, "cn").ask("GET", "/portal/sale/order")
    assert (answer.status_code, answer.headers["location"]) == (302, "/portal/shop")


def test_logging_out_by_get_is_a_write_and_ends_the_session(site: PracticeSite) -> None:
    client = signed_in(site, "sg")
    before = len(site.writes)
    client.ask("GET", "/api/v2/logout/")
    assert [write.path for write in site.writes[before:]] == ["/api/v2/logout/"]
    assert client.ask("POST", META, json={}).status_code == 403


@pytest.mark.parametrize("path", ["/api/v3/order/respond_cancel_request/", "/api/v3/shipment/init_order/",
                                  "/api/v3/product/update_price/", "/api/anything/unknown"])
def test_every_other_post_is_recorded_as_a_write(path: str, site: PracticeSite) -> None:
    before = len(site.writes)
    signed_in(site, "sg").ask("POST", path, json={})
    assert [write.path for write in site.writes[before:]] == [path]


@pytest.mark.parametrize(("path", "body"), [
    ("/api/v2/login/", b"\xff\xfe not json"), ("/api/v2/login/", b"[1,2]"), (META, b"{"), ("/__practice__/state", b"{"),
    ("/__practice__/state", b"[]"), ("/portal/sale/order/9999999999999999999999", b""), ("/static/../server.py", b""),
    ("/static/nothing.js", b""), ("/%00", b""),
])
def test_odd_requests_are_answered_and_leave_the_site_standing(path: str, body: bytes, site: PracticeSite) -> None:
    client = signed_in(site, "sg")
    assert client.ask("POST" if body else "GET", path, content=body).status_code < 500
    assert client.ask("POST", META, json={}).status_code == 200
    assert site.errors == []


def test_a_foreign_host_gets_404(site: PracticeSite) -> None:
    assert Client(site, "xx").ask("GET", "/portal/sale/order").status_code == 404


# ---- faults and control ----------------------------------------------------------------------------------------------


@register("test-empty", "A fault of these tests: the list is empty; it may also stop answering or break")
@dataclass(frozen=True)
class Empty(Fault):
    status: int = 0
    breaks: bool = False

    def entries(self, shop: Shop, entries: Sequence[Entry], place: EntryPlace) -> Sequence[Entry]:
        if self.breaks:
            raise RuntimeError("a fault that is itself at fault")
        return []

    def http(self, visit: Visit) -> Answer | None:
        return Answer(self.status, "busy") if self.status and visit.kind == "api" else None


def total(client: Client) -> int:
    meta = client.ask("POST", META, json={}).json()["data"]["OrderListTabMeta"][0]
    return int(meta["all_tab_meta"]["l1_meta"])


def test_faults_are_switched_by_name_for_one_shop_only(site: PracticeSite) -> None:
    sg, tw = signed_in(site, "sg"), signed_in(site, "tw")
    site.set_fault(site.world.shops[0].shop_id, "test-empty")
    assert (total(sg), total(tw)) == (0, 60)
    site.clear_faults()
    assert total(sg) == 60


def test_the_control_api_switches_and_tells(site: PracticeSite) -> None:
    client, shop_id = signed_in(site, "sg"), site.world.shops[0].shop_id
    wish = {"set": [{"shop_id": shop_id, "name": "test-empty", "params": {"status": 503}}], "latency_ms": 0}
    told = client.ask("POST", "/__practice__/state", json=wish).json()
    assert told["shops"][0]["faults"] == [{"name": "test-empty", "params": {"status": 503}}]
    assert client.ask("POST", META, json={}).status_code == 503
    client.ask("POST", "/__practice__/state", json={"clear": True})
    assert total(client) == 60
    assert "test-empty" in client.ask("GET", "/__practice__/").text


@pytest.mark.parametrize("wish", [{"set": [{"shop_id": 1, "name": "test-empty"}]}, {"typo": 1},
                                  {"set": [{"shop_id": 111223333, "name": "no-such-fault"}]}])
def test_the_control_api_refuses_what_it_does_not_know(wish: Any, site: PracticeSite) -> None:
    answer = Client(site, "sg").ask("POST", "/__practice__/state", json=wish)
    assert (answer.status_code, bool(answer.json()["error"])) == (400, True)


def test_an_unknown_fault_or_parameter_names_its_mend(site: PracticeSite) -> None:
    with pytest.raises(UsageError, match="no fault 'nothing'") as caught:
        site.set_fault(site.world.shops[0].shop_id, "nothing")
    assert "test-empty" in caught.value.mend
    with pytest.raises(UsageError, match="typo"):
        site.set_fault(site.world.shops[0].shop_id, "test-empty", typo=1)


def test_a_fault_that_raises_counts_as_off_and_leaves_its_trace(site: PracticeSite) -> None:
    site.set_fault(site.world.shops[0].shop_id, "test-empty", breaks=True)
    assert total(signed_in(site, "sg")) == 60
    assert "a fault that is itself at fault" in site.errors[0]


def test_the_clock_moves_only_when_told(site: PracticeSite) -> None:
    client = signed_in(site, "sg")
    before = total(client)
    client.ask("POST", "/__practice__/state", json={"now_offset": 3 * 86_400})
    assert total(client) > before
    client.ask("POST", "/__practice__/state", json={"now_offset": 0})
    assert total(client) == before


def test_a_taken_port_is_an_error_with_a_mend(site: PracticeSite) -> None:
    with pytest.raises(WatchdogError, match="cannot listen") as caught:
        PracticeSite(make_world(1, NOW)).start(site.port)
    assert "port" in caught.value.mend


def test_the_welcome_names_address_login_and_switches(site: PracticeSite) -> None:
    lines = "\n".join(welcome(site))
    assert f"seller.sg.localhost:{site.port}" in lines
    assert site.world.accounts[0].password in lines
    assert "/__practice__/" in lines
