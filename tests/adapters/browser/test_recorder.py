"""Which exchanges belong to which page turn."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from watchdog.adapters.browser.decide import Rules
from watchdog.adapters.browser.recorder import Recorder
from watchdog.model.pack import ExchangeSpec
from watchdog.model.pages import Failure

AT = datetime(2026, 11, 22, tzinfo=UTC)
INDEX = ExchangeSpec(name="index", method="POST", path="/api/index", needed=True)
ORDER = ExchangeSpec(name="order", path="/api/order/*/detail", host="any")
HOME = "http://seller/list?page=1"


def recorder(*specs: ExchangeSpec) -> Recorder:
    made = Recorder(Rules(rules=(), seller="seller", accounts="accounts"))
    made.new_turn(specs or (INDEX, ORDER))
    return made


def ask(on: Recorder, key: str, body: bytes = b"") -> None:
    on.issued(key, INDEX, method="POST", url="http://seller/api/index", body=body, at=AT)


def test_a_request_is_named_by_method_host_and_path() -> None:
    one = recorder()
    assert one.named("POST", "http://seller/api/index?x=1") == INDEX
    assert one.named("GET", "http://seller/api/index") is None
    assert one.named("POST", "http://accounts/api/index") is None
    assert one.named("GET", "http://elsewhere/api/order/17/detail") == ORDER
    assert one.named("GET", "http://elsewhere/api/order/17/18/detail") is None


def test_bodies_are_kept_in_the_order_of_their_arrival() -> None:
    one = recorder()
    ask(one, "1", b"first")
    ask(one, "2", b"second")
    assert (one.pending, one.missing) == (2, ("index",))
    one.answered("2", 200, b"B", None)
    one.answered("1", 200, b"A", None)
    assert [(x.request_body, x.body) for x in one.exchanges()] == [(b"second", b"B"), (b"first", b"A")]
    assert (one.pending, one.missing) == (0, ())


def test_a_late_answer_does_not_belong_to_the_next_turn() -> None:
    one = recorder()
    ask(one, "1")
    one.new_turn((INDEX,))
    ask(one, "2")
    one.answered("1", 200, b"old", None)
    one.answered("2", 200, b"new", None)
    assert [x.body for x in one.exchanges()] == [b"new"]


def test_a_request_without_an_answer_is_a_failure_not_a_silence() -> None:
    one = recorder()
    ask(one, "1")
    assert [x.failure.kind for x in one.exchanges() if x.failure] == ["body_lost"]
    one.answered("1", None, None, Failure(kind="network", what="reset"))
    assert [x.failure.kind for x in one.exchanges() if x.failure] == ["network"]


def test_the_document_that_is_being_left_asks_for_itself() -> None:
    one = recorder()
    one.new_document((INDEX,), HOME)
    assert one.named("POST", "http://seller/api/index", HOME) is None
    assert one.named("POST", "http://seller/api/index", "http://seller/list?page=2") == INDEX


def test_what_came_before_the_new_documents_first_bytes_is_not_its_own() -> None:
    one = recorder()
    one.new_document((INDEX,), "")
    ask(one, "1")
    one.document_arrived()
    one.answered("1", 200, b"old", None)
    assert one.exchanges() == ()


def test_waiting_for_an_answer_ends_with_it_or_with_the_time() -> None:
    async def both() -> tuple[bool, bool]:
        one = recorder()
        ask(one, "1")
        waiting = asyncio.ensure_future(one.change(5))
        await asyncio.sleep(0)
        one.answered("1", 200, b"", None)
        return await waiting, await one.change(0)

    assert asyncio.run(both()) == (True, False)
