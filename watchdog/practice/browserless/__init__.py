"""A page source without a browser, for thousands of quick scenarios: the practice site, its hooks and its renderer.

It implements watchdog.ports.Source: it yields what the real reader yields on the same site, but for pictures and
times. A turn that did not happen, a click that was swallowed and a sign-in that was refused are failures as there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from urllib.parse import quote, urlsplit

import pyotp

from watchdog.model.case import Rung, Target
from watchdog.model.pack import ExchangeSpec, Pack, PageSpec
from watchdog.model.pages import Ask, AskKind, Exchange, Failure, Page, Pictures, Window
from watchdog.ports import OpenLook
from watchdog.practice.browserless.script import Engine, Sent
from watchdog.practice.browserless.tab import Tab
from watchdog.practice.browserless.wire import SiteClock, Wire
from watchdog.practice.faults.base import Nowhere
from watchdog.practice.state import State
from watchdog.practice.things import Account

__all__ = ["BrowserlessSource", "Engine", "SiteClock"]

CARD = 'data-testid="order-item"'
WAITED = 20.0
"""Seconds: a browser gives a page that is drawn short its whole deadline before it takes it as it is."""
SIGN_IN_PATHS = ("/seller/login", "/account/signin", "/account/login")


def hosts(home: str, port: int | None = None) -> dict[str, str]:
    """Origins for `Target.hosts`; `home` is "sg", "cn" ..."""
    tail = f".{home}.localhost{f':{port}' if port else ''}"
    return {"seller": f"http://seller{tail}", "accounts": f"http://{'seller' if home == 'cn' else 'accounts'}{tail}"}


def cards_sent(sent: Sequence[Sent]) -> int:
    """How many cards the page received."""
    bodies = [one.reply.body for one in sent if urlsplit(one.url).path.rstrip("/").endswith("get_order_list_card_list")]
    return sum(body.count(b'"card_header"') for body in bodies)


@dataclass
class BrowserlessSource:
    """One per scenario. `state` holds world and faults; the clock starts at the world's now.

    `codes`: whether a one-time code can be answered. Signed in once, a second sign-in is refused as the real reader's
    budget does.
    """

    state: State
    engine: Engine
    seed: int = 0
    codes: bool = True
    clock: SiteClock = field(init=False)
    _wires: dict[str, Wire] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clock = SiteClock(float(self.state.world.now), Random(f"clock/{self.seed}"))

    @contextmanager
    def open(self, target: Target, pack: Pack, rung: Rung) -> Iterator[OpenLook]:
        shop = self.state.world.shop(int(target.shop_id or self.state.world.shops[0].shop_id))
        account = self.state.world.account_of(shop.shop_id)
        wire = self._wires.setdefault(account.login, Wire(self.state, self.clock))
        lost = tuple(
            path for fault in self.state.faults_of(shop) if isinstance(fault, Nowhere) for path in fault.lost_bodies
        )
        yield BrowserlessLook(target, pack, account, Tab(wire, self.engine), codes=self.codes, lost=lost)

    def now(self) -> datetime:
        return self.clock.now()


@dataclass
class BrowserlessLook:
    """The open site: watchdog.ports.OpenLook."""

    target: Target
    pack: Pack
    account: Account
    tab: Tab
    codes: bool
    lost: tuple[str, ...] = ()
    _identities: int = 0

    def identity(self) -> Page:
        self._identities += 1
        spec = _identity_page(self.pack.pages)
        return self._load(spec, Ask(kind=AskKind.IDENTITY, page_type=spec.type, number=self._identities))

    def window(self, window: Window) -> Iterator[Page]:
        spec = self.pack.pages[window.page_type]
        ask = Ask(kind=AskKind.LIST, page_type=spec.type, tab=window.tab)
        page = self._load(spec, ask)
        yield page
        while page.failure is None and self.tab.listed and self.tab.listed.has_next and ask.number < window.max_pages:
            ask = ask.model_copy(update={"number": ask.number + 1})
            page = self._turn(spec, ask)
            yield page

    def page(self, ask: Ask) -> Page:
        spec = self.pack.page(ask.page_type)
        if spec is None:
            return self._broken(ask, "not_captured", f"the pack knows no page type {ask.page_type}")
        return self._load(spec, ask)

    def pictures(self, page: Page, rows: Sequence[int], *, full: bool) -> Pictures:
        """None are made: there is nothing to see."""
        return Pictures()

    # ---- how --------------------------------------------------------------------------------------------------------

    def _load(self, spec: PageSpec, ask: Ask) -> Page:
        url = self._url(spec, ask)
        self.tab.open(url)
        refused = self._sign_in(url) if self._at_sign_in() else ""
        return self._taken(spec, ask, Failure(kind="not_signed_in", what=refused) if refused else None)

    def _turn(self, spec: PageSpec, ask: Ask) -> Page:
        before = _first(self.tab)
        if not self.tab.turn():
            return self._broken(ask, "pager_stuck", "the pager could not be clicked: a mask intercepts pointer events")
        failure = None
        if before is not None and _first(self.tab) == before:
            failure = Failure(
                kind="pager_stuck", what=f"page {ask.number - 1} is still shown after the pager was clicked"
            )
        return self._taken(spec, ask, failure)

    def _at_sign_in(self) -> bool:
        return urlsplit(self.tab.url).path.rstrip("/") in SIGN_IN_PATHS

    def _sign_in(self, url: str) -> str:
        """Why not; empty when signed in and back at `url`."""
        wire = self.tab.wire
        if "SPC_EC" in wire.cookies:
            return "this account has signed in already today"
        sent = {"username": self.account.login, "password": self.account.password, "vcode": ""}
        where = f"{self._origin('accounts')}/api/v2/login/"
        answer = wire.post(where, {**sent}).json or {}
        if answer.get("message") == "error_need_vcode" and self.codes:
            code = pyotp.TOTP(self.account.totp_secret).now()
            answer = wire.post(where, {**sent, "vcode": code}).json or {}
        if answer.get("message") == "error_require_captcha":
            self.tab.open(f"{self._origin('seller')}/verify/captcha?next={quote(url, safe='')}")
        if answer.get("code") != 0:
            return f"the site asks for a person: {answer.get('message', 'no answer')}"
        self.tab.open(url)
        return ""

    def _taken(self, spec: PageSpec, ask: Ask, failure: Failure | None) -> Page:
        if 0 < self.tab.html.count(CARD) < cards_sent(self.tab.sent):
            self.tab.wire.clock.at += WAITED
        named = ((self._named(spec, sent), sent) for sent in self.tab.sent)
        exchanges = tuple(self._exchange(exchange, sent) for exchange, sent in named if exchange is not None)
        return Page(
            ask=ask,
            url=self.tab.url,
            observed_at=self.tab.wire.clock.now(),
            html=self.tab.html.encode(),
            exchanges=exchanges,
            http_status=self.tab.status,
            failure=failure,
            settled_ms=400,
        )

    def _broken(self, ask: Ask, kind: str, what: str) -> Page:
        return Page(
            ask=ask,
            url=self.tab.url,
            observed_at=self.tab.wire.clock.now(),
            html=b"",
            failure=Failure(kind=kind, what=what),
        )

    def _named(self, spec: PageSpec, sent: Sent) -> ExchangeSpec | None:
        """The pack's entry for this call, if it has one."""
        path = urlsplit(sent.url).path
        return next(
            (
                one
                for one in spec.exchanges
                if one.method in {"*", sent.method} and _same_path(one.path, path) and one.host != "accounts"
            ),
            None,
        )

    def _exchange(self, spec: ExchangeSpec, sent: Sent) -> Exchange:
        lost = any(_same_path(path, urlsplit(sent.url).path) for path in self.lost)
        return Exchange(
            name=spec.name,
            method=sent.method,
            url=sent.url,
            status=sent.reply.status,
            request_body=sent.request,
            body=None if lost else sent.reply.body,
            started_at=sent.reply.sent_at,
            failure=Failure(kind="body_lost", what="no resource with this identifier was found") if lost else None,
        )

    def _origin(self, host: str) -> str:
        return (self.target.hosts.get(host) or self.pack.region.hosts[host]).rstrip("/")

    def _url(self, spec: PageSpec, ask: Ask) -> str:
        searched = spec.search.address if ask.kind is AskKind.SEARCH and spec.search else ""
        values = {
            "tab": spec.tabs.get(ask.tab, "" if ask.tab in {"", "all"} else ask.tab),
            "page": "1",
            "order_id": ask.order_id or "",
            "order_sn": ask.order_sn or "",
            "shop_id": self.target.shop_id or "",
        }
        template = searched or spec.address
        for name, value in values.items():
            template = template.replace("{" + name + "}", quote(value, safe=""))
        if ask.kind is AskKind.SEARCH and not searched:
            template += f"{'&' if '?' in template else '?'}keyword={quote(values['order_sn'], safe='')}"
        return self._origin("seller") + template


def _identity_page(pages: dict[str, PageSpec]) -> PageSpec:
    """The page type named for it, else the first that says whose shop it is."""
    named = next((pages[name] for name in ("identity", "shop") if name in pages), None)
    return named or next(spec for spec in pages.values() if spec.identity is not None)


def _same_path(pattern: str, path: str) -> bool:
    """`*` stands for anything within a segment; a final slash more or less is the same address."""
    wanted, given = pattern.rstrip("/").split("/"), path.rstrip("/").split("/")
    return len(wanted) == len(given) and all(one in {"*", other} for one, other in zip(wanted, given, strict=True))


def _first(tab: Tab) -> object:
    """The first card shown, None when there is none."""
    state = tab.listed.state if tab.listed else None
    return state.cards[0] if state and state.cards and not state.failed else None
