"""A selector pack as a value: everything that knows a layout, a label or an address. Made from TOML by packs/.

Every entry carries `source` (a section of the reference, a file, a person) and `mark`: A, B, C or G. What rests on G
(a guess)
may be shown, but never raises a finding by itself.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from watchdog.model.base import Digest
from watchdog.model.orders import OrderStatus
from watchdog.model.pack_rows import (
    Described,
    FieldSpec,
    FieldType,
    JsonRows,
    JsonTake,
    Mark,
    RowSpec,
    RowTake,
    Sourced,
    Take,
)
from watchdog.model.pages import PageState

__all__ = [
    "ExchangeSpec",
    "FieldSpec",
    "FieldType",
    "GuardRule",
    "IdentitySpec",
    "JsonRows",
    "JsonTake",
    "LoginSpec",
    "Mark",
    "Marker",
    "OrderSnSpec",
    "Overlay",
    "Pack",
    "PageSpec",
    "Pager",
    "PagingSpec",
    "RegionSpec",
    "RowSpec",
    "RowTake",
    "SearchSpec",
    "Skeleton",
    "Sourced",
    "SupportChannel",
    "Take",
    "TotalSpec",
]


class ExchangeSpec(Sourced):
    """A JSON exchange the page makes and we read along. `path` is matched against the URL's path (`*` within a
    segment).
    """

    name: str
    method: str = "GET"
    path: str
    host: Literal["seller", "accounts", "any"] = "seller"
    ok_path: str = "/code"
    """Business errors come with HTTP 200 (reference 2.1): this value must be one of `ok_values`."""
    ok_values: tuple[str, ...] = ("0",)
    needed: bool = False
    """True: the page is not settled before this exchange has been answered."""
    throttled_values: tuple[str, ...] = ()


class Marker(Sourced):
    """A sign of a page state. Every given condition must hold. Markers are tried in the pack's order, first hit decides.

    On lists, `css` and `text` are looked for around the rows, not inside them: an item's name may say anything. A marker
    of `text` alone (no css, url, status or exchange) is believed only on a page that shows no orders. `ready`, `empty`
    and `not_found` markers are weighed after all others, against rows and counts.
    """

    state: PageState
    css: str = ""
    text: str = ""
    """Regular expression searched in the text of `css` (or of the body); matched on NFC text, case-insensitively."""
    url: str = ""
    """Regular expression searched in the final URL."""
    http_status: str = ""
    """Regular expression for the document's status, e.g. `5..`"""
    exchange: str = ""
    """Name of an exchange (`*`: any of the page's) whose answer must fit `exchange_status` and `code`."""
    exchange_status: str = ""
    """Regular expression for the whole HTTP status of the exchange, e.g. `40[13]`."""
    code: str = ""
    """Regular expression for the whole business code (the value at the exchange's `ok_path`)."""
    says: str = ""
    """A few words for a person: what this marker means."""


class Overlay(Sourced):
    """Something that covers the page: `css` shows it is there, `first` is ticked or clicked before, `close` closes
    it.
    """

    css: str
    first: str = ""
    close: str
    name: str = ""


class Pager(Sourced):
    """How to turn a page, and how the turn is proven. `link`: an ordinary href. `click`: a control of a script."""

    kind: Literal["click", "link", "none"] = "none"
    next: str = ""
    disabled: str = ""
    """Matches when there is no next page (a disabled button). Absence of `next` means the same."""
    current: str = ""
    pages: str = ""


class TotalSpec(Sourced):
    """A count the site itself shows. From the DOM (css + pattern) or from an exchange (exchange + path). `tab` limits
    it to one tab.
    """

    name: Literal["list_total", "tab_counter", "shown_total"]
    css: str = ""
    pattern: str = ""
    exchange: str = ""
    path: str = ""
    tab: str = ""


class PagingSpec(Sourced):
    """Where an index exchange tells how pages hang together."""

    exchange: str = ""
    sentinel_in: str = ""
    """Path in the request body."""
    sentinel_next: str = ""
    """Path in the answer."""
    keys: str = ""
    """Path (with `*`) of the listed order ids in the answer."""


class Skeleton(Sourced):
    """Placeholders: while `css` matches, the page is half-rendered."""

    css: str


class SearchSpec(Sourced):
    """How one order is looked for by its number. `address` with `{order_sn}`, or an input on the list page."""

    address: str = ""
    input: str = ""
    submit: str = ""
    """Empty: Enter."""


class IdentitySpec(Sourced):
    """Where the page says whose it is: DOM takes and JSON paths for `shop_id`, `name`, `user_name`."""

    exchange: str = ""
    shop_id: str = ""
    name: str = ""
    user_name: str = ""
    dom_shop_id: tuple[Take, ...] = ()
    dom_name: tuple[Take, ...] = ()
    dom_user_name: tuple[Take, ...] = ()


class PageSpec(Described):
    """One page type. `address`: path with `{tab}`, `{page}`, `{order_id}`, `{order_sn}`, `{shop_id}`; `tabs`: our tab
    name -> site's.
    """

    type: str
    address: str
    tabs: dict[str, str] = Field(default_factory=dict)
    newest_first: bool = True
    """The address sorts by creation, newest first (proven again from the rows' dates)."""
    rows: RowSpec = RowSpec()
    exchanges: tuple[ExchangeSpec, ...] = ()
    markers: tuple[Marker, ...] = ()
    skeletons: tuple[Skeleton, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    pager: Pager = Pager()
    paging: PagingSpec = PagingSpec()
    totals: tuple[TotalSpec, ...] = ()
    search: SearchSpec | None = None
    identity: IdentitySpec | None = None
    page_size: int = 0
    source: str = ""
    mark: Mark = Mark.G


class GuardRule(Sourced):
    """A request the guard knows. Rules are tried in order, the first that fits decides; writes are listed before reads.

    `path` (of the URL, without query) and `host` are patterns in which `*` is any run of characters; the hosts
    `seller` and
    `accounts` stand for the region's origins (or the target's, where it overrides them). `phase`: ordinary reading,
    signing in, or password asked again; a rule of another phase does not count.
    """

    kind: Literal["read", "write"]
    method: str = "*"
    host: str = "*"
    path: str
    phase: Literal["read", "login", "password_again"] = "read"


class LoginSpec(Sourced):
    """The sign-in form. Selectors are lists: the first that is visible is used."""

    host: Literal["seller", "accounts"] = "accounts"
    address: str
    user: tuple[str, ...]
    password: tuple[str, ...]
    submit: tuple[str, ...]
    error: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    code_submit: tuple[str, ...] = ()
    challenge: tuple[str, ...] = ()
    """Captcha and unknown challenges: a person is asked, nothing is tried."""
    challenge_url: str = ""
    signed_in: tuple[str, ...] = ()
    """CSS that is there only for a signed-in person."""
    session_cookies: tuple[str, ...] = ()
    """Names of cookies that only a signed-in session has."""
    shops_exchange: str = ""
    shops_path: str = ""
    shop_id_key: str = ""
    shop_name_key: str = ""
    shop_region_key: str = ""


class SupportChannel(Sourced):
    name: str
    address: str


class RegionSpec(Sourced):
    """A market. `hosts`: `seller`, `accounts` -> origin with scheme. `statuses`: label (NFC, as shown) -> what it may
    mean.
    """

    region: str
    hosts: dict[str, str]
    extra_hosts: tuple[str, ...] = ()
    """Other hosts whose GETs are part of reading: static files, pictures (patterns with `*`)."""
    time_zone: str
    currency: str
    locale: str
    """Babel locale: numbers and dates."""
    money_pattern: str = ""
    """Regular expression that cuts the number out of a shown amount; empty: symbol and spaces are stripped."""
    decimal: str = "."
    """Decimal sign of shown numbers; left out in the TOML: the locale's."""
    group: str = ","
    currency_symbols: dict[str, str] = Field(default_factory=dict)
    """Signs that may stand at an amount -> ISO 4217; an amount without a known sign is in `currency`."""
    market_query: str = ""
    """Query parameter of JSON exchanges that names the shop's market (`cbsc_shop_region`, reference 1.1), if accounts
    span markets.
    """
    market_currencies: dict[str, str] = Field(default_factory=dict)
    """Value of `market_query` (lower case) -> ISO 4217 of the amounts in that exchange."""
    empty_texts: tuple[str, ...] = ("-", "--", "—")
    """Texts that stand for `nothing` in a cell (reference 4.1)."""
    date_formats: tuple[str, ...] = ()
    """strptime formats, shop-local."""
    statuses: dict[str, tuple[OrderStatus, ...]] = Field(default_factory=dict)
    status_patterns: dict[str, tuple[OrderStatus, ...]] = Field(default_factory=dict)
    """Regular expressions for labels that carry a date or a name."""
    status_marks: dict[str, Mark] = Field(default_factory=dict)
    """Label or regular expression -> how sure its meaning is."""
    support: tuple[SupportChannel, ...] = ()


class OrderSnSpec(Sourced):
    """What an order number looks like. `date`: strptime format of its leading part, shop-local; empty: it holds no
    date.
    """

    pattern: str = ""
    date: str = ""
    date_length: int = 0


class Pack(Described):
    """A platform in one region. `digest`: SHA-256 over the canonical JSON of everything else."""

    platform: str
    region: RegionSpec
    order_sn: OrderSnSpec = OrderSnSpec()
    pages: dict[str, PageSpec]
    login: LoginSpec | None = None
    guard: tuple[GuardRule, ...] = ()
    digest: Digest = Digest("")

    def page(self, page_type: str) -> PageSpec | None:
        return self.pages.get(page_type)
