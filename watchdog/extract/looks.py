"""A look put together from its pages: whose shop it was, what its windows prove, and whether it can be trusted at
all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from watchdog.model.base import OrderSn
from watchdog.model.case import Rung, Target
from watchdog.model.orders import OrderFacts
from watchdog.model.pages import PageState
from watchdog.model.readings import LookReading, PageReading, Probe, WindowReading

TRUSTED = (PageState.READY, PageState.EMPTY)


def read_look(
    target: Target,
    rung: Rung,
    name: str,
    *,
    identity: Sequence[PageReading],
    windows: Iterable[WindowReading] = (),
    probes: Iterable[Probe] = (),
    order_pages: Iterable[PageReading] = (),
    ended_at: datetime | None = None,
) -> LookReading:
    """One look. `identity`: the pages that say whose shop it is, the one before the look first, the one after it
    last.
    """
    before = identity[0] if identity else None
    after = identity[-1] if len(identity) > 1 else None
    made = tuple(windows)
    state, why, page = _blindness(target, before, after, made)
    last = after or before
    at = before.observed_at if before else made[0].pages[0].observed_at
    return LookReading(
        name=name,
        rung=rung.value,
        at=at,
        ended_at=ended_at or (last.observed_at if last else at),
        identity_before=before,
        identity_after=after,
        windows=made,
        probes=tuple(probes),
        order_pages=tuple(order_pages),
        blind=state,
        blind_why=why,
        blind_page=page,
    )


def _blindness(
    target: Target, before: PageReading | None, after: PageReading | None, windows: Sequence[WindowReading]
) -> tuple[PageState | None, str, str]:
    """Why nothing in this look may be believed, or (None, "", "")."""
    for page in (before, after):
        if page is not None and page.state not in TRUSTED:
            return page.state, page.why, page.ask.name
    wrong = _wrong_shop(target, before, after)
    if wrong:
        return PageState.WRONG_SHOP, wrong, (after or before).ask.name if (after or before) else ""  # type: ignore[union-attr]
    firsts = [window.pages[0] for window in windows if window.pages]
    if firsts and all(page.state not in TRUSTED for page in firsts):
        return firsts[0].state, firsts[0].why, firsts[0].ask.name
    return None, "", ""


def _wrong_shop(target: Target, before: PageReading | None, after: PageReading | None) -> str:
    """Said when the shop is not the one asked for, or changed while we read (reference 2.1, C: asked before and
    after).
    """
    ids = [page.identity.shop_id for page in (before, after) if page and page.identity and page.identity.shop_id]
    for shown in ids:
        if target.shop_id and shown != target.shop_id:
            return f"the page belongs to shop {shown}, not to {target.shop_id}"
    if len(set(ids)) > 1:
        return f"the shop changed during the look: {ids[0]} before, {ids[-1]} after"
    if before is not None and not ids and target.shop_id:
        return "no page says whose shop this is"
    return ""


def facts_of(reading: LookReading) -> dict[OrderSn, OrderFacts]:
    """Every order of the look once, as the seller sees it; what only another witness tells fills the gaps.

    Pages in reading order, the DOM before the JSON: the first that tells a field wins, an absent one never overwrites.
    """
    merged: dict[OrderSn, OrderFacts] = {}
    for page in pages_of(reading):
        for row in (*page.dom, *page.json_):
            known = merged.get(row.facts.order_sn)
            merged[row.facts.order_sn] = row.facts if known is None else _filled(known, row.facts)
    return merged


def pages_of(reading: LookReading) -> tuple[PageReading, ...]:
    """Pages of lists, then searches, then order pages: everything that shows orders."""
    lists = [page for window in reading.windows for page in window.pages]
    searches = [probe.search for probe in reading.probes if probe.search]
    singles = [probe.order_page for probe in reading.probes if probe.order_page]
    return (*lists, *searches, *singles, *reading.order_pages)


def _filled(known: OrderFacts, more: OrderFacts) -> OrderFacts:
    gaps = {
        field: value
        for field in OrderFacts.model_fields
        if getattr(known, field) is None and (value := getattr(more, field)) is not None
    }
    return known.model_copy(update=gaps) if gaps else known
