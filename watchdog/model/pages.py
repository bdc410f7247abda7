"""Pages: what was asked for, the bytes that came, and how they are named once archived."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from watchdog.model.base import Digest, Frozen, OrderId, OrderSn


class PageState(StrEnum):
    """What a page is, read from its bytes alone (so that a replay sees the same)."""

    READY = "ready"
    EMPTY = "empty"
    """The page itself says that there is nothing."""
    LOGGED_OUT = "logged_out"
    CHALLENGED = "challenged"
    """Captcha or identity check: a person is needed."""
    PASSWORD_AGAIN = "password_again"  # noqa: S105 - the name of a page state
    MAINTENANCE = "maintenance"
    ERROR = "error"
    """The site answered with an error page, a 5xx or a business error."""
    THROTTLED = "throttled"
    SKELETON = "skeleton"
    """Half-rendered: placeholders, or fewer rows than the page itself announces."""
    STOPPED = "stopped"
    """Unready because our own guard stopped a request it needed."""
    WRONG_SHOP = "wrong_shop"
    NOT_FOUND = "not_found"
    """The page says that this order does not exist (order page), or the search came back empty."""
    UNKNOWN = "unknown"
    """None of the pack's markers: the layout may have changed."""
    NOT_CAPTURED = "not_captured"
    """A replay was asked for a page that was never archived: nothing is known of it, then or now."""
    DEAD = "dead"
    """The page never came: the browser died, the network failed, time ran out."""


class AskKind(StrEnum):
    IDENTITY = "identity"
    LIST = "list"
    SEARCH = "search"
    ORDER = "order"


class Ask(Frozen):
    """One page asked for. `number` counts the pages of a list from 1."""

    kind: AskKind
    page_type: str
    tab: str = ""
    number: int = 1
    order_sn: OrderSn | None = None
    order_id: OrderId | None = None

    @property
    def name(self) -> str:
        """Stable file-safe name inside a look, e.g. `orders-all-003`, `search-261101ABCD12EF`."""
        if self.kind is AskKind.LIST:
            return f"{self.page_type}-{self.tab or 'all'}-{self.number:03d}"
        if self.kind is AskKind.IDENTITY:
            return f"identity-{self.number}"
        key = self.order_sn or self.order_id or "none"
        safe = "".join(c if c.isalnum() or c in "-_" else "_" for c in key)
        return f"{self.kind.value}-{safe}"


class Window(Frozen):
    """A bounded part of a list: a tab read newest first, back to `since` (aware UTC), at most `max_pages`."""

    page_type: str = "orders"
    tab: str = "all"
    since: datetime
    max_pages: int = 50


class Rect(Frozen):
    """CSS pixels relative to the whole page, origin top left."""

    x: float
    y: float
    width: float
    height: float


class RowRect(Frozen):
    """Where row `index` (0-based, in DOM order of the pack's row selector) stood on the page."""

    index: int
    rect: Rect


class Failure(Frozen):
    """Why a page or a body is not there. `kind` is a stable word, `what` a sentence."""

    kind: str
    """navigation | timeout | body_lost | browser_died | pager_stuck | not_captured | guard | network |
    stopped_by_person
    """
    what: str


class Stopped(Frozen):
    """A request that our guard stopped. Query values are left out: they may hold tokens."""

    method: str
    host: str
    path: str
    channel: str
    """document | xhr | fetch | beacon | worker | websocket | popup | other"""
    reason: str
    """`listed write`, `unlisted non-GET`, `WebSocket`, `other host`"""


class Exchange(Frozen):
    """One JSON exchange that the pack names, bodies as received (decoded from transport compression only)."""

    name: str
    method: str
    url: str
    status: int | None
    request_body: bytes = b""
    body: bytes | None
    started_at: datetime
    failure: Failure | None = None


class Page(Frozen):
    """A settled page in memory: the bytes everything else is derived from.

    `html` is the serialised DOM, UTF-8. `picture` is the PNG of the viewport. `settled_ms`: from navigation or page
    turn to settled.
    """

    ask: Ask
    url: str
    observed_at: datetime
    html: bytes
    exchanges: tuple[Exchange, ...] = ()
    picture: bytes | None = None
    row_rects: tuple[RowRect, ...] = ()
    stopped: tuple[Stopped, ...] = ()
    http_status: int | None = None
    failure: Failure | None = None
    settled_ms: int | None = None


class Pictures(Frozen):
    """Made on request while the page is still open. `clips`: (row index, PNG)."""

    full: bytes | None = None
    clips: tuple[tuple[int, bytes], ...] = ()
    failure: Failure | None = None


class ExchangeRecord(Frozen):
    """An archived exchange: the bytes by digest."""

    name: str
    method: str
    url: str
    status: int | None
    request_body: Digest | None
    body: Digest | None
    started_at: datetime
    failure: Failure | None = None


class PageRecord(Frozen):
    """An archived page. What is judged is what these digests name."""

    ask: Ask
    url: str
    observed_at: datetime
    html: Digest
    exchanges: tuple[ExchangeRecord, ...] = ()
    picture: Digest | None = None
    full_picture: Digest | None = None
    clips: tuple[tuple[int, Digest], ...] = ()
    row_rects: tuple[RowRect, ...] = ()
    stopped: tuple[Stopped, ...] = ()
    http_status: int | None = None
    failure: Failure | None = None
    settled_ms: int | None = None
