"""The guard's decision, request by request, without a browser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchdog.adapters.browser.decide import Phase, Request, Rules, Verdict, decide, stopped, strictest
from watchdog.model.pack import GuardRule

RULES = Rules(
    rules=(
        GuardRule(kind="write", path="*/set_*"),
        GuardRule(kind="write", method="GET", path="/api/v3/order/mark_seen"),
        GuardRule(kind="read", method="POST", host="seller", path="/api/v3/order/search_order_list_index"),
        GuardRule(kind="read", method="POST", host="accounts", path="/api/v2/login", phase="login"),
        GuardRule(kind="read", method="POST", path="/api/v1/check_pass_and_cache/", phase="password_again"),
    ),
    seller="seller.sg.localhost:8765",
    accounts="accounts.sg.localhost:8765",
    extra=("*.cdn.example",),
)
SELLER, ACCOUNTS = "http://seller.sg.localhost:8765", "http://accounts.sg.localhost:8765"


def asked(method: str, url: str, phase: Phase = Phase.READ, **more: object) -> Verdict:
    return decide(RULES, phase, Request(method=method, url=url, channel="fetch", **more))  # type: ignore[arg-type]


def test_a_post_that_the_pack_lists_as_reading_passes() -> None:
    assert asked("POST", f"{SELLER}/api/v3/order/search_order_list_index?SPC_CDS=x").allow


def test_the_same_path_on_another_host_does_not_pass() -> None:
    assert asked("POST", "http://elsewhere.example/api/v3/order/search_order_list_index").reason == "other host"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"])
def test_an_unlisted_request_that_is_no_get_is_stopped(method: str) -> None:
    assert asked(method, f"{SELLER}/api/v3/order/arrange") == Verdict(False, "unlisted non-GET")


def test_an_unlisted_get_passes_wherever_it_goes() -> None:
    assert asked("GET", f"{SELLER}/portal/sale/order").allow
    assert asked("GET", "https://pictures.example/a.png").allow


def test_a_get_that_the_pack_lists_as_a_write_is_stopped() -> None:
    assert asked("GET", f"{SELLER}/api/v3/order/mark_seen/").reason == "listed write"


def test_a_listed_write_is_a_write_on_any_host_and_in_any_phase() -> None:
    assert asked("GET", "https://other.example/x/set_note").reason == "listed write"
    assert asked("POST", f"{SELLER}/api/set_note", Phase.LOGIN).reason == "listed write"


def test_signing_in_is_allowed_only_while_signing_in() -> None:
    assert asked("POST", f"{ACCOUNTS}/api/v2/login/", Phase.LOGIN).allow
    assert not asked("POST", f"{ACCOUNTS}/api/v2/login/").allow
    assert not asked("POST", f"{ACCOUNTS}/api/v2/login/", Phase.PASSWORD_AGAIN).allow


def test_a_page_that_signs_in_may_also_read() -> None:
    assert asked("POST", f"{SELLER}/api/v3/order/search_order_list_index", Phase.LOGIN).allow


def test_a_preflight_is_judged_by_what_it_asks_for() -> None:
    assert not asked("OPTIONS", f"{SELLER}/api/v3/order/arrange", preflight="PUT").allow
    assert asked("OPTIONS", f"{SELLER}/api/v3/order/search_order_list_index", preflight="POST").allow


def test_the_first_entry_that_fits_decides() -> None:
    both = (GuardRule(kind="write", method="POST", path="/a/b"), GuardRule(kind="read", method="POST", path="/a/*"))
    request = Request("POST", "http://s/a/b", "xhr")
    assert not decide(Rules(both, "s", "s"), Phase.READ, request).allow
    assert decide(Rules(both[::-1], "s", "s"), Phase.READ, request).allow


@pytest.mark.parametrize(
    ("url", "reason"), [("ws://s/x", "WebSocket"), ("wss://s/x", "WebSocket"), ("file:///etc/hosts", "scheme")]
)
def test_other_schemes_are_stopped(url: str, reason: str) -> None:
    assert asked("GET", url).reason == reason


def test_a_service_worker_is_never_installed() -> None:
    assert asked("GET", f"{SELLER}/sw.js", service_worker=True).reason == "service worker"


@pytest.mark.parametrize("url", ["data:text/html,x", "blob:http://s/1", "about:blank"])
def test_what_never_leaves_the_browser_passes(url: str) -> None:
    assert asked("GET", url).allow


def test_a_request_of_an_unknown_tab_needs_every_yes() -> None:
    assert strictest([Verdict(True), Verdict(False, "listed write")]).reason == "listed write"
    assert strictest([Verdict(True), Verdict(True)]).allow


def test_the_record_of_a_stopped_request_holds_no_query() -> None:
    record = stopped(Request("POST", f"{SELLER}/api/x?token=secret#part", "beacon"), "unlisted non-GET")
    assert (record.method, record.host, record.path, record.channel) == (
        "POST",
        "seller.sg.localhost:8765",
        "/api/x",
        "beacon",
    )
    assert "secret" not in record.model_dump_json()


@given(st.sampled_from(["POST", "PUT", "PATCH", "DELETE"]), st.from_regex(r"/[a-z0-9/_]{0,30}", fullmatch=True))
def test_nothing_but_listed_reads_ever_leaves_as_non_get(method: str, path: str) -> None:
    allowed = asked(method, SELLER + path).allow
    listed = method == "POST" and path.rstrip("/") == "/api/v3/order/search_order_list_index"
    assert allowed == listed
