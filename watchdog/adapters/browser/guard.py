"""The guard in the browser: every request is held until `decide` has spoken.

It listens on the browser's own DevTools session, because a guard on a page or context lets shared workers, service
workers and pop-ups through (measured). Attached to the seller's own Chrome it listens on our tab alone, so that the
seller's own work is never held. WebSockets do not pass through this seam: a launched browser has no way out for them
at all (see `launch`).
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from watchdog.adapters.browser.decide import (
    ALLOW,
    Phase,
    Request,
    Rules,
    Verdict,
    decide,
    speaks_of,
    stopped,
    strictest,
)
from watchdog.adapters.browser.recorder import Recorder
from watchdog.adapters.browser.settings import Proxy
from watchdog.model.pages import Failure, Stopped
from watchdog.ports import Clock

Event = dict[str, Any]
"""A DevTools event: stays inside this module."""

WATCHED_TYPES = ("Document", "XHR", "Fetch", "EventSource", "Ping", "CSPViolationReport", "Other")
"""Every type of request that can be something else than a GET; workers' scripts are `Other`, preflights go with what
they ask for. Pictures, styles, fonts, media and scripts are always GETs: they are held only where the pack lists a GET
that writes."""

CHANNELS = {"Document": "document", "XHR": "xhr", "Fetch": "fetch", "Ping": "beacon", "WebSocket": "websocket"}
MOST_STOPPED = 100
MOST_UNNAMED = 300


@dataclass
class Ward:
    """What the guard knows of one tab of ours."""

    rules: Rules
    recorder: Recorder
    main_frame: str
    frames: set[str] = field(default_factory=set)
    """Frames inside the main one."""
    phase: Phase = Phase.READ
    stopped: list[Stopped] = field(default_factory=list)
    unnamed: dict[str, None] = field(default_factory=dict)
    """`METHOD host/path` of what scripts asked for and no exchange of the pack names, in order; for `doctor`."""
    document_status: int | None = None

    def note(self, record: Stopped) -> None:
        if len(self.stopped) < MOST_STOPPED and record not in self.stopped:
            self.stopped.append(record)

    def meet(self, method: str, url: str, kind: str) -> None:
        """Remembers an exchange that the pack does not name."""
        if kind in ("XHR", "Fetch") and len(self.unnamed) < MOST_UNNAMED:
            parts = urlsplit(url)
            self.unnamed[f"{method} {parts.netloc}{parts.path}"] = None

    def take_stopped(self) -> tuple[Stopped, ...]:
        taken, self.stopped = tuple(self.stopped), []
        return taken


class Guard:
    """One DevTools session and the tabs it watches."""

    def __init__(self, session: CDPSession, clock: Clock, *, whole_browser: bool) -> None:
        self._session = session
        self._clock = clock
        self._whole = whole_browser
        self._wards: list[Ward] = []
        self._patterns: list[dict[str, str]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._proxy: Proxy | None = None
        session.on("Fetch.requestPaused", self._paused)

    def proxy_login(self, proxy: Proxy) -> None:
        """Answers the proxy's question for a password; a site's own is left to the browser. Call before `watch`."""
        self._proxy = proxy
        self._session.on("Fetch.authRequired", lambda event: self._spawn(self._authenticate(event)))

    async def _authenticate(self, event: Event) -> None:
        answer: Event = {"response": "Default"}
        if self._proxy and event["authChallenge"].get("source") == "Proxy":
            password = self._proxy.password.get_secret_value()
            answer = {"response": "ProvideCredentials", "username": self._proxy.user, "password": password}
        await self._session.send(
            "Fetch.continueWithAuth", {"requestId": event["requestId"], "authChallengeResponse": answer}
        )

    async def watch(self, ward: Ward) -> None:
        """From the return of this call on, nothing of `ward` leaves unseen. Call before its tab loads anything."""
        self._wards.append(ward)
        await self._enable()

    def forget(self, ward: Ward) -> None:
        if ward in self._wards:
            self._wards.remove(ward)

    async def _enable(self) -> None:
        patterns = [{"urlPattern": "*", "resourceType": kind} for kind in WATCHED_TYPES]
        patterns += [{"urlPattern": f"*{path}*"} for path in sorted(_written_by_get(self._wards))]
        if patterns != self._patterns:
            asks = {"patterns": patterns, "handleAuthRequests": self._proxy is not None}
            await self._session.send("Fetch.enable", asks)
            self._patterns = patterns

    def _paused(self, event: Event) -> None:
        self._spawn(self._handle(event))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _handle(self, event: Event) -> None:
        try:
            if "responseStatusCode" in event or "responseErrorReason" in event:
                await self._answer(event)
            else:
                await self._request(event)
        except PlaywrightError:
            # The request or the browser is gone, and with it everything that could have left.
            return

    async def _request(self, event: Event) -> None:
        request = _request_of(event)
        ward = self._ward_of(event)
        verdict, concerned = self._judge(ward, request)
        if not verdict.allow:
            for one in concerned:
                one.note(stopped(request, verdict.reason))
            # Aborted, a navigation leaves the page under evidence as it is; blocked, it becomes an error page.
            reason = "Aborted" if request.channel == "document" else "BlockedByClient"
            await self._session.send("Fetch.failRequest", {"requestId": event["requestId"], "errorReason": reason})
            return
        listen = ward is not None and self._listen(ward, event)
        await self._session.send(
            "Fetch.continueRequest", {"requestId": event["requestId"], "interceptResponse": listen}
        )

    def _judge(self, ward: Ward | None, request: Request) -> tuple[Verdict, list[Ward]]:
        if ward is not None:
            return decide(ward.rules, ward.phase, request), [ward]
        # A worker or a pop-up: it belongs to a tab on the same host, or, if there is none, to any.
        concerned = [one for one in self._wards if speaks_of(one.rules, request.url)] or self._wards
        if not concerned:
            return (ALLOW if request.method == "GET" else Verdict(False, "unlisted non-GET")), []
        return strictest([decide(one.rules, one.phase, request) for one in concerned]), concerned

    def _listen(self, ward: Ward, event: Event) -> bool:
        """Notes a named exchange. True if its answer is to be read before the page gets it."""
        request = event["request"]
        if event.get("resourceType") == "Document":
            return True
        headers = {name.lower(): value for name, value in request["headers"].items()}
        spec = ward.recorder.named(request["method"], request["url"], headers.get("referer", ""))
        if spec is None:
            ward.meet(request["method"], request["url"], event.get("resourceType", ""))
            return False
        ward.recorder.issued(
            _key(event),
            spec,
            method=request["method"],
            url=request["url"],
            body=_body(request),
            at=self._clock.now(),
        )
        return True

    async def _answer(self, event: Event) -> None:
        ward = self._ward_of(event)
        status = event.get("responseStatusCode")
        if ward is not None and event.get("frameId") == ward.main_frame and event.get("resourceType") == "Document":
            ward.document_status = status
            if not 300 <= (status or 0) < 400:
                ward.recorder.document_arrived()
        if ward is not None and ward.recorder.knows(_key(event)):
            body, failure = await self._read_body(event)
            ward.recorder.answered(_key(event), status, body, failure)
        await self._session.send("Fetch.continueRequest", {"requestId": event["requestId"]})

    async def _read_body(self, event: Event) -> tuple[bytes | None, Failure | None]:
        if "responseErrorReason" in event:
            return None, Failure(kind="network", what=f"the request failed: {event['responseErrorReason']}")
        try:
            answer = await self._session.send("Fetch.getResponseBody", {"requestId": event["requestId"]})
        except PlaywrightError as error:
            return None, Failure(kind="body_lost", what=error.message)
        body = answer["body"]
        return (base64.b64decode(body) if answer["base64Encoded"] else body.encode()), None

    def _ward_of(self, event: Event) -> Ward | None:
        if not self._whole:
            return self._wards[0] if self._wards else None
        frame = event.get("frameId", "")
        return next((ward for ward in self._wards if frame == ward.main_frame or frame in ward.frames), None)


def _request_of(event: Event) -> Request:
    request = event["request"]
    headers = {name.lower(): value for name, value in request["headers"].items()}
    return Request(
        method=request["method"],
        url=request["url"],
        channel=CHANNELS.get(event.get("resourceType", ""), "other"),
        preflight=headers.get("access-control-request-method", "") if request["method"] == "OPTIONS" else "",
        service_worker=headers.get("service-worker", "") == "script",
    )


def _key(event: Event) -> str:
    return str(event.get("networkId") or event["requestId"])


def _body(request: Event) -> bytes:
    entries = request.get("postDataEntries")
    if entries:
        return b"".join(base64.b64decode(entry.get("bytes", "")) for entry in entries)
    return str(request.get("postData", "")).encode()


def _written_by_get(wards: Iterable[Ward]) -> set[str]:
    return {
        rule.path
        for ward in wards
        for rule in ward.rules.rules
        if rule.kind == "write" and rule.method.upper() in ("GET", "*", "")
    }
