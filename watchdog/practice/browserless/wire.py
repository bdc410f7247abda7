"""The practice site without sockets: every request goes through the same web application, in this process.

What a fault does over HTTP it does here too: the same `Application` answers, with its sessions, hosts and hooks. Only
waiting is not done: a delay moves this site's clock instead, and every request moves it a little (noise: time goes on).
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from random import Random
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from watchdog.practice.hooks import Answer, JsonObject, Visit
from watchdog.practice.server import Application
from watchdog.practice.state import State

T = TypeVar("T")
REDIRECTS = 5


@dataclass
class SiteClock:
    """The only clock of a browserless site, Unix seconds; it moves by requests and visits, never by itself."""

    at: float
    draw: Random
    per_call: tuple[float, float] = (0.15, 0.6)
    per_page: tuple[float, float] = (0.8, 2.0)

    def now(self) -> datetime:
        """Aware UTC, as watchdog.ports.Clock has it."""
        return datetime.fromtimestamp(self.at, UTC)

    def call(self) -> None:
        self.at += self.draw.uniform(*self.per_call)

    def page(self) -> None:
        self.at += self.draw.uniform(*self.per_page)


class Unwaiting(Application):
    """The site's application with its waits moved to the clock."""

    def __init__(self, state: State, clock: SiteClock) -> None:
        super().__init__(state)
        self.clock = clock

    def _fault_answer(self, visit: Visit) -> Answer:
        answer = super()._fault_answer(visit)
        self.clock.at += answer.delay_ms / 1000
        return replace(answer, delay_ms=0)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer after redirects: `url` is where it came from in the end."""

    url: str
    status: int
    body: bytes
    sent_at: datetime

    @property
    def json(self) -> JsonObject | None:
        try:
            value = json.loads(self.body)
        except ValueError:
            return None
        return value if isinstance(value, dict) else None


@dataclass
class Wire:
    """One browser's connection: its cookies, and requests one after another."""

    state: State
    clock: SiteClock
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, url: str) -> Reply:
        return self.send("GET", url)

    def post(self, url: str, body: JsonObject) -> Reply:
        return self.send("POST", url, json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())

    def send(self, method: str, url: str, body: bytes = b"") -> Reply:
        """Follows redirects, as a browser does."""
        sent_at = self.clock.now()
        for _ in range(REDIRECTS):
            response = self._once(method, url, body)
            place = response.headers.get("location", "")
            if response.status_code not in {301, 302, 303, 307, 308} or not place:
                break
            method, url, body = "GET", urljoin(url, place), b""
        return Reply(url, response.status_code, bytes(response.body), sent_at)

    def _once(self, method: str, url: str, body: bytes) -> Response:
        self.clock.call()
        self.state.set_now(int(self.clock.at))
        request = Request(_scope(method, url, self.cookies), _receiver(body))
        response = run(Unwaiting(self.state, self.clock).respond(request))
        self._keep_cookies(response)
        return response

    def _keep_cookies(self, response: Response) -> None:
        for value in response.headers.getlist("set-cookie"):
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.partition(";")[0]


def run(work: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that never waits."""
    try:
        work.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    work.close()
    raise RuntimeError("the practice site waited for something inside a browserless request")


def _receiver(body: bytes) -> Any:
    def receive() -> Awaitable[Mapping[str, object]]:
        async def message() -> Mapping[str, object]:
            return {"type": "http.request", "body": body, "more_body": False}

        return message()

    return receive


def _scope(method: str, url: str, cookies: Mapping[str, str]) -> dict[str, Any]:
    parts = urlsplit(url)
    jar = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers = [(b"host", parts.netloc.encode()), (b"content-type", b"application/json;charset=UTF-8")]
    headers += [(b"cookie", jar.encode())] if jar else []
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": parts.scheme,
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "root_path": "",
        "query_string": parts.query.encode(),
        "headers": headers,
        "server": (parts.hostname, parts.port or 80),
        "client": ("127.0.0.1", 50_000),
    }
