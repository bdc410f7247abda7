"""A selector pack as a value: everything that knows a layout, a label or an address. Made from TOML by packs/.

Every entry carries `source` (a section of the reference, a file, a person) and `mark`: A, B, C or G. What rests on G
(a guess)
may be shown, but never raises a finding by itself.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from watchdog.model.base import Digest
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
from watchdog.model.pack_site import GuardRule, LoginSpec, OrderSnSpec, RegionSpec, SupportChannel
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
    """Our name for it; pointers use it."""
    method: str = "GET"
    """HTTP method."""
    path: str
    """Path of the URL; `*` within a segment."""
    host: Literal["seller", "accounts", "any"] = "seller"
    """Which host answers."""
    ok_path: str = "/code"
    """Business errors come with HTTP 200 (reference 2.1): this value must be one of `ok_values`."""
    ok_values: tuple[str, ...] = ("0",)
    """Values at `ok_path` that mean success."""
    needed: bool = False
    """True: the page is not settled before this exchange has been answered."""
    throttled_values: tuple[str, ...] = ()
    """Values at `ok_path` that mean `too often`."""


class Marker(Sourced):
    """A sign of a page state. Every given condition must hold. Markers are tried in the pack's order, first hit
    decides.

    On lists, `css` and `text` are looked for around the rows, not inside them: an item's name may say anything.
    A marker
    of `text` alone (no css, url, status or exchange) is believed only on a page that shows no orders. `ready`, `empty`
    and `not_found` markers are weighed after all others, against rows and counts.
    """

    state: PageState
    """What the page is when the marker fits."""
    css: str = ""
    """Must match somewhere."""
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
    """Shows that it is there."""
    first: str = ""
    """Ticked or clicked before (a box that unlocks the button)."""
    close: str
    """Closes it."""
    name: str = ""
    """For people."""


class Pager(Sourced):
    """How to turn a page, and how the turn is proven. `link`: an ordinary href. `click`: a control of a script."""

    kind: Literal["click", "link", "none"] = "none"
    """`click`, `link` or `none`."""
    next: str = ""
    """The control that turns the page."""
    disabled: str = ""
    """Matches when there is no next page (a disabled button). Absence of `next` means the same."""
    current: str = ""
    """Where the number of this page stands."""
    pages: str = ""
    """Where the number of pages stands."""


class TotalSpec(Sourced):
    """A count the site itself shows. From the DOM (css + pattern) or from an exchange (exchange + path). `tab` limits
    it to one tab.
    """

    name: Literal["list_total", "tab_counter", "shown_total"]
    """Which of the three counts."""
    css: str = ""
    """Where it is shown."""
    pattern: str = ""
    """Cuts the number out of the text."""
    exchange: str = ""
    """Or: the exchange that tells it,"""
    path: str = ""
    """and where in its answer."""
    tab: str = ""
    """Only on this tab; empty: on every one."""


class PagingSpec(Sourced):
    """Where an index exchange tells how pages hang together."""

    exchange: str = ""
    """The index exchange."""
    sentinel_in: str = ""
    """Path in the request body."""
    sentinel_next: str = ""
    """Path in the answer."""
    keys: str = ""
    """Path (with `*`) of the listed order ids in the answer."""


class Skeleton(Sourced):
    """Placeholders: while `css` matches, the page is half-rendered."""

    css: str
    """A placeholder."""


class SearchSpec(Sourced):
    """How one order is looked for by its number. `address` with `{order_sn}`, or an input on the list page."""

    address: str = ""
    """Path and query with `{order_sn}`."""
    input: str = ""
    """Or: the field to type it into."""
    submit: str = ""
    """Empty: Enter."""


class IdentitySpec(Sourced):
    """Where the page says whose it is: DOM takes and JSON paths for `shop_id`, `name`, `user_name`."""

    exchange: str = ""
    """The exchange that says whose page it is."""
    shop_id: str = ""
    """Where in it the shop id stands."""
    name: str = ""
    """Where the shop's name stands."""
    user_name: str = ""
    """Where the signed-in user's name stands."""
    dom_shop_id: tuple[Take, ...] = ()
    """The same from the page."""
    dom_name: tuple[Take, ...] = ()
    """The same from the page."""
    dom_user_name: tuple[Take, ...] = ()
    """The same from the page."""


class PageSpec(Described):
    """One page type. `address`: path with `{tab}`, `{page}`, `{order_id}`, `{order_sn}`, `{shop_id}`; `tabs`: our tab
    name -> site's.
    """

    type: str
    address: str
    """Path and query on the seller's host, with `{tab}` `{page}` `{order_id}` `{order_sn}` `{shop_id}`."""
    tabs: dict[str, str] = Field(default_factory=dict)
    """Our tab name -> the site's."""
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
    """Rows of a full page; 0: not known."""
    source: str = ""
    """Where the address is known from."""
    mark: Mark = Mark.G
    """How sure: A, B, C, or G for a guess."""


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
