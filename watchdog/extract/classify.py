"""What a page is, from its bytes alone. Blind is not quiet: a page is READY or EMPTY only where the bytes say so.

Order: what stopped us (sign-in, captcha, password, throttle, maintenance, error), then a refused exchange, then
placeholders, then rows against counts. A page that cannot be read because the guard stopped something is STOPPED.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fnmatch import fnmatchcase
from urllib.parse import unquote_plus

from watchdog.extract.facts import Found, first_marker
from watchdog.model.pages import AskKind, PageState, Stopped

STOOD_STILL = timedelta(seconds=10)
"""After the last request of a page. Cards render piecemeal within seconds (reference 3.1, 3.6): poll 5 s at most."""
UNREADY = frozenset({PageState.UNKNOWN, PageState.SKELETON, PageState.ERROR})
SIGHTS = frozenset({PageState.READY, PageState.EMPTY, PageState.NOT_FOUND})
LISTED_WRITE = "listed write"


@dataclass(frozen=True)
class Verdict:
    """`why`: a sentence for a person. `drift`: what of it speaks for a changed layout."""

    state: PageState
    why: str
    drift: tuple[str, ...] = ()


def classify(found: Found) -> Verdict:
    """The state of a page whose bytes could be parsed."""
    verdict = _by_bytes(found)
    if verdict.state in UNREADY:
        stopped = _stopped_by_guard(found)
        if stopped:
            verdict = Verdict(PageState.STOPPED, stopped, ())
    failure = found.page.failure
    if failure is not None and verdict.state in SIGHTS:
        if failure.kind == "guard":
            return Verdict(PageState.STOPPED, failure.what)
        return Verdict(PageState.DEAD, f"the page did not come whole: {failure.what}")
    return verdict


def _by_bytes(found: Found) -> Verdict:
    marker = first_marker(found, found.plan.markers)
    if marker is not None:
        return Verdict(marker.state, marker.says or f"a marker of the pack for {marker.state.value} fits")
    if found.page.ask.kind is AskKind.ORDER:
        missing = first_marker(found, found.plan.late_markers, frozenset({PageState.NOT_FOUND}))
        if missing is not None and not _shows_asked(found):
            return Verdict(PageState.NOT_FOUND, missing.says or "the page says that there is no such order")
    refused = _refused(found)
    if refused is not None:
        return refused
    if found.half_rendered:
        return Verdict(PageState.SKELETON, "placeholders are still shown")
    return _JUDGES[found.page.ask.kind](found)


def _refused(found: Found) -> Verdict | None:
    for answer in found.answers:
        if answer.throttled:
            return Verdict(PageState.THROTTLED, f"{answer.name}: the site says that we ask too often")
        if answer.spec.needed and answer.refused:
            return Verdict(PageState.ERROR, answer.refused)
    return None


def _list(found: Found) -> Verdict:
    return _with_rows(found) if found.dom.count else _without_rows(found)


def _with_rows(found: Found) -> Verdict:
    rows, seen, announced = found.dom.count, len(found.dom.orders), found.announced
    if found.dom.blank:
        return Verdict(PageState.SKELETON, f"{found.dom.blank} of {rows} rows are still without text")
    if seen == 0:
        return Verdict(PageState.UNKNOWN, f"{rows} rows, and in none of them an order number")
    if announced is not None and rows < announced and not _drawn_short(found, announced):
        return Verdict(PageState.SKELETON, f"the page's index lists {announced} orders, {rows} rows are shown")
    return Verdict(PageState.READY, f"{rows} rows")


def _drawn_short(found: Found, announced: int) -> bool:
    """Every order has arrived, no placeholder stands, and long after the last answer some are still not drawn: then the
    page does show fewer, and that is its own contradiction, not our haste.
    """
    if len(found.json.orders) < announced or not found.page.exchanges:
        return False
    last_asked = max(exchange.started_at for exchange in found.page.exchanges)
    return found.page.observed_at - last_asked >= STOOD_STILL


def _without_rows(found: Found) -> Verdict:
    says_empty = first_marker(found, found.plan.late_markers, frozenset({PageState.EMPTY}))
    total = found.totals.list_total if found.totals.list_total is not None else found.totals.shown_total
    announced = found.announced
    if announced or (total and announced is None):
        sign = f"the list announces {announced or total} orders, and not one row was found"
        return Verdict(PageState.UNKNOWN, sign, (sign,))
    if says_empty is not None:
        return Verdict(PageState.EMPTY, says_empty.says or "the page says that there is nothing")
    if announced == 0 and not total:
        return Verdict(PageState.EMPTY, "the list's index announces no order")
    if announced == 0:
        sign = f"the list announces {total} orders in all, and its index lists none"
        return Verdict(PageState.UNKNOWN, sign)
    return Verdict(PageState.UNKNOWN, "no rows, and no marker of the pack fits")


def _search(found: Found) -> Verdict:
    verdict = _list(found)
    asked = found.page.ask.order_sn
    if asked is None or verdict.state not in (PageState.READY, PageState.EMPTY):
        return verdict
    if _shows_asked(found):
        return Verdict(PageState.READY, f"the search shows {asked}")
    if not _searched_for(found, asked):
        return Verdict(PageState.UNKNOWN, f"nothing on the page shows that {asked} was searched for")
    if verdict.state is PageState.EMPTY:
        return Verdict(PageState.NOT_FOUND, f"the search for {asked} came back empty: {verdict.why}")
    return Verdict(PageState.UNKNOWN, f"the search for {asked} shows other orders")


def _searched_for(found: Found, asked: str) -> bool:
    """The address, a request of the page or its search field names this very order."""
    if asked in unquote_plus(found.page.url):
        return True
    needle = asked.encode("utf-8", "replace")
    if any(needle in a.exchange.request_body or asked in unquote_plus(a.exchange.url) for a in found.answers):
        return True
    search = found.plan.spec.search
    fields = found.around.css(search.input) if search and search.input else ()
    return any((field.attributes.get("value") or "").strip() == asked for field in fields)


def _order(found: Found) -> Verdict:
    if not found.dom.orders:
        if found.json.orders:
            return Verdict(PageState.SKELETON, "the order has arrived, and the page does not show it yet")
        return Verdict(PageState.UNKNOWN, "no order is shown, and no marker of the pack fits")
    if not _shows_asked(found):
        shown = ", ".join(sorted({row.facts.order_sn for row in found.dom.orders}))
        return Verdict(PageState.UNKNOWN, f"the page shows {shown[:60]}, another order than the one asked for")
    if not found.shows_orders:
        return Verdict(PageState.SKELETON, "the order number is there, the parts of the order are not yet")
    return Verdict(PageState.READY, "the order is shown")


def _shows_asked(found: Found) -> bool:
    """One of the page's orders is the one asked for (by order_sn, else by order_id where the page tells it)."""
    ask = found.page.ask
    if ask.order_sn is not None:
        return any(row.facts.order_sn == ask.order_sn for row in found.dom.orders)
    ids = {row.facts.order_id for row in (*found.dom.orders, *found.json.orders) if row.facts.order_id}
    return bool(found.dom.orders) and (not ids or ask.order_id is None or ask.order_id in ids)


def _identity(found: Found) -> Verdict:
    who = found.identity
    if who is not None and (who.shop_id or who.name or who.user_name):
        return Verdict(PageState.READY, "the page says whose it is")
    return Verdict(PageState.UNKNOWN, "the page does not say whose shop it is")


_JUDGES = {AskKind.LIST: _list, AskKind.SEARCH: _search, AskKind.ORDER: _order, AskKind.IDENTITY: _identity}


def _stopped_by_guard(found: Found) -> str:
    """The first stopped request that can explain an unready page: one the pack needs, or one that the pack does not
    know.
    """
    for stopped in found.page.stopped:
        if stopped.reason != LISTED_WRITE or _is_needed(stopped, found):
            line = f'kind = "read", method = "{stopped.method}", path = "{stopped.path}"'
            what = f"our guard stopped {stopped.method} {stopped.host}{stopped.path} ({stopped.reason})"
            return f"{what}; if it only reads, allow it with [[guard]] {line}"
    return ""


def _is_needed(stopped: Stopped, found: Found) -> bool:
    return any(
        spec.needed and fnmatchcase(stopped.path.rstrip("/"), spec.path.rstrip("/"))
        for spec in found.plan.spec.exchanges
    )
