"""Readings: what the bytes say, with a pointer for every value. Made by extract/, judged by rules/."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from watchdog.model.base import Digest, Frozen, OrderSn, ShopId
from watchdog.model.orders import OrderFacts
from watchdog.model.pages import Ask, PageState, Window


class Witness(StrEnum):
    """An independent source of a fact."""

    DOM = "dom"
    """What the seller sees."""
    JSON = "json"
    """What the page received."""
    EXPORT = "export"
    """The platform's own export file: the platform, earlier."""
    BOOKS = "books"
    """The seller's own records."""
    HISTORY = "history"
    """What the site itself showed us before."""


class Pointer(Frozen):
    """Where a value stands in archived bytes.

    `source`: `<look>/<ask name>/html`, `<look>/<ask name>/<exchange name>-<k>` or `records/<snapshot>`; `path`: a CSS
    path
    (`css:...`), a JSON pointer (`json:/data/...`) or a cell (`cell:B7`, `row:12/column name`); `text`: the raw text
    read there.
    """

    source: str
    path: str
    text: str


class FieldProblem(Frozen):
    """A value that is there but cannot be read, or a required one that is not there (`raw` is then empty)."""

    field: str
    raw: str
    why: str
    order_sn: OrderSn | None = None
    witness: Witness = Witness.DOM
    path: str = ""


class SeenOrder(Frozen):
    """One order as one witness on one page gives it. `index`: row position on the page, 0-based.

    `paths`: field name -> path inside the page's bytes (`css:...` or `json:<exchange>-<k>#/...`); `raw`: field name
    -> raw text.
    """

    witness: Witness
    index: int
    facts: OrderFacts
    paths: Mapping[str, str]
    raw: Mapping[str, str]
    problems: tuple[FieldProblem, ...] = ()
    guessed: frozenset[str] = frozenset()
    """Fields that rest on a guess of the pack (mark G): they may be shown, but raise no finding by themselves."""


class Totals(Frozen):
    """The site's own counts on a page; None = not shown. Three independent numbers (reference 2.3)."""

    list_total: int | None = None
    """JSON: pagination.total of the list."""
    tab_counter: int | None = None
    """JSON: the tab's counter (meta)."""
    shown_total: int | None = None
    """DOM: a total that the seller sees."""


class Paging(Frozen):
    """How this page hangs together with the next. Sentinels are opaque text of the site (reference 2.3)."""

    sentinel_in: str | None = None
    sentinel_next: str | None = None
    shown_page: int | None = None
    shown_pages: int | None = None
    has_next: bool | None = None
    """None: the page does not say."""
    index_keys: tuple[str, ...] | None = None
    """order_ids that the site's index listed for this page, in order; None without such an index."""


class ShopIdentity(Frozen):
    """Whose page it is, as the page's own bytes say."""

    shop_id: ShopId | None = None
    name: str | None = None
    user_name: str | None = None


class PageReading(Frozen):
    """What one page says."""

    ask: Ask
    url: str
    observed_at: datetime
    state: PageState
    why: str
    """Which marker or lack of one decided the state; a sentence for a person."""
    generation: str = ""
    """Which layout generation of the pack matched (e.g. `2026`)."""
    dom: tuple[SeenOrder, ...] = ()
    json_: tuple[SeenOrder, ...] = ()
    rows_on_page: int = 0
    """Row containers found, readable or not."""
    totals: Totals = Totals()
    paging: Paging = Paging()
    identity: ShopIdentity | None = None
    problems: tuple[FieldProblem, ...] = ()
    """Every field problem of the page, those of the rows included."""
    drift: tuple[str, ...] = ()
    """Signs that the layout changed: `required field order_sn read in 0 of 40 rows`, `only alternative 2 of total
    matched` ...
    """
    stopped: tuple[str, ...] = ()
    """What the guard stopped on this page: `POST host/path (reason)`."""
    html: Digest | None = None


class WindowReading(Frozen):
    """A window as read, and what it proves.

    `complete`: unbroken from the newest order back to `covered_since`; `None` covered_since with complete = the whole
    list.
    An order dated (shop-local) on or after `covered_from` must be in it.
    """

    window: Window
    pages: tuple[PageReading, ...]
    complete: bool
    why: str
    covered_from: date | None
    """First shop-local day that is proven wholly; None together with complete=True: the list was read to its end."""
    reached_end: bool = False
    total_start: int | None = None
    total_end: int | None = None
    arrived: tuple[OrderSn, ...] = ()
    """Orders that moved in while we read (drift explained)."""


class Probe(Frozen):
    """An order looked for by itself. `found`: True seen, False the page says it is not there, None could not see."""

    order_sn: OrderSn
    search: PageReading | None = None
    order_page: PageReading | None = None
    search_found: bool | None = None
    page_found: bool | None = None
    why_not: str = ""


class LookReading(Frozen):
    """One look, read. `blind`: set when the look as a whole could not be trusted (logged out, wrong shop ...)."""

    name: str
    """`look0`, `look1` ...: the prefix of pointers."""
    rung: str
    at: datetime
    ended_at: datetime
    identity_before: PageReading | None
    identity_after: PageReading | None
    windows: tuple[WindowReading, ...]
    probes: tuple[Probe, ...] = ()
    order_pages: tuple[PageReading, ...] = ()
    blind: PageState | None = None
    blind_why: str = ""
    blind_page: str = ""
    """Ask name of the page that made us blind."""
