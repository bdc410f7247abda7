"""Everything that was found on one page, before it is judged what the page is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from watchdog.extract.answers import Answer
from watchdog.extract.dom import DomRows
from watchdog.extract.json_rows import JsonResult
from watchdog.extract.plans import MarkerPlan, Plan
from watchdog.model.pages import Page, PageState
from watchdog.model.readings import Paging, ShopIdentity, Totals
from watchdog.packs.text import nfc

MAX_MARKER_TEXT = 200_000
MAX_MARKER_NODES = 20


@dataclass(frozen=True)
class Found:
    """One page, read but not yet classified."""

    page: Page
    plan: Plan
    around: LexborHTMLParser
    """The page around its rows: what a row holds is data of a buyer or an item, not a sign of the site."""
    answers: tuple[Answer, ...]
    dom: DomRows
    half_rendered: bool
    """Placeholders stand on the page, in its rows too."""
    json: JsonResult
    totals: Totals
    paging: Paging
    identity: ShopIdentity | None

    @cached_property
    def shows_orders(self) -> bool:
        """Orders are read; where the whole page is the row, also one of the pack's `ready` signs stands on it."""
        if not self.dom.orders or not self.whole_page_is_row:
            return bool(self.dom.orders)
        ready = [m for m in self.plan.late_markers if m.state is PageState.READY and not m.by_text_alone]
        return not ready or first_marker(self, ready) is not None

    @property
    def whole_page_is_row(self) -> bool:
        return self.dom.layout is not None and self.dom.layout.css == "body"

    @cached_property
    def text(self) -> str:
        """What a person reads on the page (no scripts, no styles), NFC, capped."""
        return body_text(self.page.html)

    @property
    def announced(self) -> int | None:
        """Orders that the site's index lists for this page."""
        keys = self.paging.index_keys
        return None if keys is None else len(set(keys))


def body_text(html: bytes) -> str:
    """Parsed anew, because cutting scripts out changes the tree that rows are read from; only pages without
    rows need it.
    """
    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style", "noscript", "template"])
    body = tree.body
    return nfc(body.text(separator=" ")[:MAX_MARKER_TEXT]) if body is not None else ""


def first_marker(
    found: Found, markers: Sequence[MarkerPlan], states: frozenset[PageState] | None = None
) -> MarkerPlan | None:
    """The first marker all of whose conditions hold."""
    for marker in markers:
        if (states is None or marker.state in states) and _fits(found, marker):
            return marker
    return None


def _fits(found: Found, marker: MarkerPlan) -> bool:
    page = found.page
    if marker.by_text_alone and found.shows_orders:
        return False
    if marker.url and not marker.url.search(page.url):
        return False
    if marker.http_status and not (page.http_status and marker.http_status.fullmatch(str(page.http_status))):
        return False
    if marker.exchange and not any(_answer_fits(answer, marker) for answer in found.answers):
        return False
    return _seen(found, marker)


def _seen(found: Found, marker: MarkerPlan) -> bool:
    if marker.text is None:
        return not marker.css or found.around.css_first(marker.css) is not None
    if not marker.css:
        return marker.text.search(found.text) is not None
    nodes = found.around.css(marker.css)[:MAX_MARKER_NODES]
    return any(marker.text.search(nfc(node.text()[:MAX_MARKER_TEXT])) for node in nodes)


def _answer_fits(answer: Answer, marker: MarkerPlan) -> bool:
    if marker.exchange not in ("*", answer.name):
        return False
    status = "" if answer.exchange.status is None else str(answer.exchange.status)
    if marker.exchange_status and not marker.exchange_status.fullmatch(status):
        return False
    return not marker.code or (answer.code is not None and marker.code.fullmatch(answer.code) is not None)
