"""The practice site's web application: hosts, redirects, sign-in, pages and the JSON calls, over a `State`.

Nothing a client or a fault sends takes it down: every request ends in an answer, trouble in `State.errors`.
"""

from __future__ import annotations

import asyncio
import json
import traceback
from dataclasses import dataclass
from functools import partial
from typing import Literal, cast
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from watchdog.practice import control, pages, signin
from watchdog.practice.api import MERCHANT_SHOPS, READING_POSTS, USER_INFO, Desk
from watchdog.practice.hooks import Answer, Call, JsonObject, Visit
from watchdog.practice.sessions import Session, forgotten, visitor_cookies
from watchdog.practice.shell import STATIC_FILES, asset
from watchdog.practice.state import Seen, State, Write
from watchdog.practice.things import Shop
from watchdog.practice.world import world_at

BODY_LIMIT = 1_000_000
LOGIN = "/api/v2/login"
WRITING_GETS = ("/api/v3/order/mark_seen", "/api/v3/logistics/arrange_shipment", "/api/v3/order/set_note",
                "/api/v3/order/respond_cancel_request", "/account/logout", "/api/v2/logout")
"""GETs that change something: a guard that trusts the method alone lets them through."""
NO_SESSION: JsonObject = {"code": 2, "message": "token not found", "user_message": "token not found", "data": None}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A request with what the site makes of it. `home` is "sg", "cn" ...; `domain` the cookie domain."""

    request: Request
    body: bytes
    side: str
    home: str
    domain: str
    session: Session | None
    shop: Shop | None
    visit: Visit

    @property
    def path(self) -> str:
        return self.visit.path


class Application:
    """An ASGI application; give it to any ASGI server."""

    def __init__(self, state: State) -> None:
        self.state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        try:
            response = await self.respond(request)
        except Exception:  # noqa: BLE001 - one bad request must not end the site; the trace is kept for the caller
            self.state.errors.append(traceback.format_exc())
            response = JSONResponse({"code": 500, "message": "internal error"}, status_code=500)
        self.state.log.append(Seen(request.method, request.headers.get("host", ""), request.url.path,
                                   request.url.query, response.status_code))
        await response(scope, receive, send)

    async def respond(self, request: Request) -> Response:
        body = await _body(request)
        if request.url.path.startswith("/__practice__"):
            return control.respond(self.state, request, body)
        arrival = self._arrival(request, body)
        if is_write(arrival.visit):
            self.state.writes.append(Write(request.method, arrival.path, channel(request)))
        answer = self._fault_answer(arrival.visit)
        if answer.delay_ms:
            await asyncio.sleep(answer.delay_ms / 1000)
        if answer.end_session and arrival.session:
            self.state.sessions.end(arrival.session)
            arrival = self._arrival(request, body)
        if answer.status:
            return Response(answer.body, answer.status, dict(answer.headers), media_type=answer.content_type)
        return await self._usual(arrival)

    async def _usual(self, arrival: Arrival) -> Response:
        if arrival.visit.kind == "static":
            return static(arrival.path)
        if arrival.visit.kind == "page":
            return self._page(arrival)
        if self.state.latency_ms:
            await asyncio.sleep(self.state.latency_ms / 1000)
        return self._api(arrival)

    def _page(self, arrival: Arrival) -> Response:
        url = arrival.request.url
        where = pages.Where(url.scheme, arrival.home, url.port)
        response = pages.respond(self.state, arrival.request, where, arrival.side,
                                 session=arrival.session, shop=arrival.shop)
        for value in visitor_cookies(arrival.request.cookies, arrival.domain):
            response.headers.append("set-cookie", value)
        return response

    def _api(self, arrival: Arrival) -> Response:
        path, session = arrival.path.rstrip("/"), arrival.session
        if path == LOGIN:
            return signin.respond(self.state, arrival.body, arrival.home, arrival.domain)
        if session is None:
            return JSONResponse(NO_SESSION, status_code=403)
        if is_write(arrival.visit):
            return self._write(path, session, arrival.domain)
        shop = arrival.shop
        if shop is None and path in {USER_INFO, MERCHANT_SHOPS}:
            shop = self.state.world.shops_of(session.account)[0]
        if shop is None:
            return JSONResponse({"code": 10002, "message": "error params", "data": None})
        return self._read(arrival.visit, shop, arrival.body)

    def _read(self, visit: Visit, shop: Shop, body: bytes) -> Response:
        state = self.state
        faults = state.faults_of(shop)
        world = world_at(state.world, state.now_for(visit))
        for fault in faults:
            shop = state.guarded(partial(fault.whose, visit, shop, world.shops), shop)
        call = Call(shop, visit.path, visit.query, _json(body))
        answer = state.guarded(lambda: Desk(world, shop, faults).answer(call), None)
        if answer is None:
            answer = Desk(world, shop).answer(call)
        if answer is None:
            return JSONResponse({"code": 404, "message": "not found", "data": None}, status_code=404)
        return JSONResponse(answer)

    def _write(self, path: str, session: Session, domain: str) -> Response:
        response = JSONResponse({"code": 0, "message": "success", "user_message": "success", "data": {}})
        if path.endswith("logout"):
            self.state.sessions.end(session)
            for value in forgotten(domain):
                response.headers.append("set-cookie", value)
        return response

    def _fault_answer(self, visit: Visit) -> Answer:
        waited = 0
        ended = False
        for fault in self.state.faults_of(visit.shop):
            answer = self.state.guarded(partial(fault.http, visit), None)
            if answer is None:
                continue
            waited, ended = waited + answer.delay_ms, ended or answer.end_session
            if answer.status:
                return Answer(answer.status, answer.body, answer.content_type, answer.headers, waited, ended)
        return Answer(delay_ms=waited, end_session=ended)

    def _arrival(self, request: Request, body: bytes) -> Arrival:
        host = request.headers.get("host", "").rsplit(":", 1)[0].lower()
        side, _, rest = host.partition(".")
        home = rest.removesuffix(".localhost")
        domain = host if home == "cn" else rest
        session = self.state.sessions.of(request.cookies)
        query = dict(parse_qsl(request.url.query, keep_blank_values=True))
        shop = self._shop(session, home, query.get("cnsc_shop_id", ""))
        kind = _kind(request.url.path)
        count = 0
        if session is not None:
            session.counts[kind] += 1
            count = session.counts[kind]
        visit = Visit(shop, kind, request.method, host, request.url.path, query, session is not None, count)
        return Arrival(request, body, side, home, domain or "localhost", session, shop, visit)

    def _shop(self, session: Session | None, home: str, wanted: str) -> Shop | None:
        """The shop a request is about; before sign-in that of the site's only account: its faults count."""
        world = self.state.world
        if session is None:
            accounts = [account for account in world.accounts if account.home == home]
            return world.shops_of(accounts[0])[0] if len(accounts) == 1 else None
        shops = world.shops_of(session.account)
        if session.account.home != "cn":
            return shops[0]
        return next((shop for shop in shops if str(shop.shop_id) == wanted), None)


async def _body(request: Request) -> bytes:
    """The request's body, cut at BODY_LIMIT."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size <= BODY_LIMIT:
            parts.append(part)
    return b"".join(parts)


def _json(body: bytes) -> JsonObject:
    try:
        value = json.loads(body) if body else {}
    except ValueError:
        return {}
    return cast(JsonObject, value) if isinstance(value, dict) else {}


def _kind(path: str) -> Literal["page", "api", "static"]:
    if path.startswith(("/api/", "/ws/")):
        return "api"
    return "static" if path.startswith(("/static/", "/file/")) or path == "/favicon.ico" else "page"


def is_write(visit: Visit) -> bool:
    path = visit.path.rstrip("/")
    if visit.method in {"GET", "HEAD", "OPTIONS"}:
        return path.startswith(("/ws/", *WRITING_GETS))
    return path not in READING_POSTS and path != LOGIN


def channel(request: Request) -> str:
    """How a request was sent, as far as its headers say; `?via=` in the address says it outright."""
    headers = request.headers
    said = request.query_params.get("via", "")
    if said:
        return said
    if headers.get("upgrade", "").lower() == "websocket":
        return "websocket"
    mode, dest = headers.get("sec-fetch-mode", ""), headers.get("sec-fetch-dest", "")
    if mode == "navigate":
        return "form" if request.method == "POST" else "navigation"
    if mode == "no-cors" and dest == "empty":
        return "beacon"
    return dest if dest not in {"", "empty"} else "script"


def static(path: str) -> Response:
    if path == "/favicon.ico":
        return Response(status_code=204)
    if path.startswith("/file/"):
        hue = sum(path.encode()) * 37 % 360
        picture = (f'<svg xmlns="http://www.w3.org/2000/svg" width="56" height="56"><rect width="56" height="56" '
                   f'fill="hsl({hue},45%,85%)"/><circle cx="28" cy="28" r="14" fill="hsl({hue},45%,60%)"/></svg>')
        return Response(picture, media_type="image/svg+xml", headers={"cache-control": "max-age=3600"})
    name = path.removeprefix("/static/")
    if name not in STATIC_FILES:
        return Response(status_code=404)
    return Response(asset(name), headers={"content-type": STATIC_FILES[name], "cache-control": "max-age=3600"})


