"""Notices reach a place, or say whether trying again can help."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from watchdog.adapters.notify import AppriseNotifier, ConsoleNotifier, wording
from watchdog.errors import NotifyError
from watchdog.model.base import Says, ShopKey
from watchdog.model.notice import Notice

NOTICE = Notice(
    id="n1",
    shop=ShopKey("north"),
    at=datetime(2026, 11, 22, 9, tzinfo=UTC),
    title=Says(en="2 orders missing", zh="2 个订单丢失"),
    body=Says(en="north: 2611010001 is gone", zh="north：2611010001 不见了"),
    kind="opened",
)


class Place:
    """A web hook of ours: remembers what came, answers with `status`."""

    def __init__(self) -> None:
        self.status = 200
        self.got: list[dict[str, str]] = []
        place = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                place.got.append(json.loads(self.rfile.read(size)))
                self.send_response(place.status)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                del args

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"json://user:Key-4242@127.0.0.1:{self.server.server_port}/hook"


@pytest.fixture
def place() -> Iterator[Place]:
    one = Place()
    thread = threading.Thread(target=one.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield one
    one.server.shutdown()
    one.server.server_close()
    thread.join()


def test_a_notice_arrives_in_both_languages(place: Place) -> None:
    AppriseNotifier("phone", place.address, ("zh", "en")).send(NOTICE)
    (got,) = place.got
    assert got["title"] == "2 个订单丢失 / 2 orders missing"
    assert got["message"] == "north：2611010001 不见了\n\nnorth: 2611010001 is gone"


@pytest.mark.parametrize(("status", "permanent"), [(401, True), (404, True), (500, False), (503, False)])
def test_a_refusal_is_permanent_and_an_outage_is_not(place: Place, status: int, permanent: bool) -> None:
    place.status = status
    with pytest.raises(NotifyError) as caught:
        AppriseNotifier("phone", place.address, ("en",)).send(NOTICE)
    assert caught.value.permanent is permanent
    assert "Key-4242" not in str(caught.value)


def test_nobody_listening_is_worth_another_try(place: Place) -> None:
    place.server.server_close()
    with pytest.raises(NotifyError) as caught:
        AppriseNotifier("phone", place.address, ("en",)).send(NOTICE)
    assert not caught.value.permanent


def test_an_address_apprise_does_not_know_is_permanent() -> None:
    with pytest.raises(NotifyError) as caught:
        AppriseNotifier("phone", "nonsense://abc", ("en",)).send(NOTICE)
    assert caught.value.permanent


def test_the_console_gets_title_and_body() -> None:
    stream = io.StringIO()
    ConsoleNotifier(("en",), stream).send(NOTICE)
    assert stream.getvalue() == "2 orders missing\nnorth: 2611010001 is gone\n\n"


def test_a_name_on_a_page_cannot_steer_the_terminal_or_turn_the_line_around() -> None:
    hostile = NOTICE.model_copy(update={"title": Says(en="\x1b[2Jbuyer\u202egnp\nsecond", zh="")})
    title, _ = wording(hostile, ("en",))
    assert title == "[2Jbuyergnp second"
