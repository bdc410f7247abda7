"""Page bytes -> PageReading: the one entry of extraction. Total: whatever the bytes are, a reading comes back."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from watchdog.extract.answers import read_answers
from watchdog.extract.classify import Verdict, classify
from watchdog.extract.counts import read_identity, read_paging, read_totals
from watchdog.extract.dom import cut_rows, read_dom
from watchdog.extract.drift import drift_signs
from watchdog.extract.facts import Found
from watchdog.extract.json_rows import JsonReader
from watchdog.extract.plans import Plan, plan_of
from watchdog.model.pack import Pack
from watchdog.model.pages import AskKind, Page, PageState
from watchdog.model.readings import PageReading

MAX_HTML = 32 * 1024 * 1024
MAX_DEPTH = 2000
"""Elements inside one another. Browsers stop at 512; parsing takes time with the square of the depth."""
_MANY_TAGS = 10_000
_TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9:-]*)")
_FLAT = frozenset(
    b"area base br col embed hr img input link meta param source track wbr path circle rect line polygon polyline "
    b"ellipse use stop p li option dt dd tr td th tbody thead tfoot".split()
)

_WITHOUT_BYTES = {"guard": PageState.STOPPED, "not_captured": PageState.NOT_CAPTURED}
"""Failure kind -> state of a page of which there are no bytes; others are DEAD."""


def read_page(page: Page, pack: Pack) -> PageReading:
    """What one page says: its state, its rows by both witnesses, its counts, whose it is, and what could not be
    read.
    """
    plan = plan_of(pack, page.ask.page_type)
    if plan is None:
        known = ", ".join(sorted(pack.pages))
        return _unread(page, PageState.UNKNOWN, f"the pack knows no page type `{page.ask.page_type}`; it has {known}")
    if page.failure is not None and not page.html.strip():
        state = _WITHOUT_BYTES.get(page.failure.kind, PageState.DEAD)
        return _unread(page, state, page.failure.what)
    refused = too_much(page.html)
    if refused:
        return _unread(page, PageState.UNKNOWN, refused)
    return _reading(_find(page, pack, plan))


def too_much(html: bytes) -> str:
    """Why these bytes are not parsed at all; empty: they are."""
    if len(html) > MAX_HTML:
        return f"the page has {len(html) / 2**20:.0f} MB; at most {MAX_HTML / 2**20:.0f} MB are read"
    if html.count(b"<") > _MANY_TAGS and _depth(html) > MAX_DEPTH:
        return f"the page nests more than {MAX_DEPTH} elements inside one another; such a page is not read"
    return ""


def _depth(html: bytes) -> int:
    depth = deepest = 0
    for found in _TAG.finditer(html):
        slash, name = found.groups()
        if name.lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if slash else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _find(page: Page, pack: Pack, plan: Plan) -> Found:
    tree = LexborHTMLParser(page.html)
    answers = read_answers(page.exchanges, plan.spec)
    dom = read_dom(tree, plan)
    half = any(tree.css_first(skeleton.css) is not None for skeleton in plan.spec.skeletons)
    if page.ask.kind in (AskKind.LIST, AskKind.SEARCH):
        cut_rows(tree, dom)
    return Found(
        page=page,
        plan=plan,
        around=tree,
        answers=answers,
        dom=dom,
        half_rendered=half,
        json=JsonReader(plan, answers, pack.region).read(),
        totals=read_totals(tree, answers, plan.spec, page.ask),
        paging=read_paging(tree, answers, plan.spec, page.ask),
        identity=read_identity(tree, answers, plan.spec.identity),
    )


def _reading(found: Found) -> PageReading:
    verdict = classify(found)
    page = found.page
    return PageReading(
        ask=page.ask,
        url=page.url,
        observed_at=page.observed_at,
        state=verdict.state,
        why=_why(verdict, page),
        generation=found.dom.generation,
        dom=found.dom.orders,
        json_=found.json.orders,
        rows_on_page=found.dom.count,
        totals=found.totals,
        paging=found.paging,
        identity=found.identity,
        problems=(*found.dom.problems, *found.json.problems),
        drift=tuple(dict.fromkeys((*verdict.drift, *drift_signs(found, verdict.state)))),
        stopped=_stopped(page),
    )


def _why(verdict: Verdict, page: Page) -> str:
    if page.failure is None or page.failure.what in verdict.why:
        return verdict.why
    return f"{verdict.why}; {page.failure.what}"


def _unread(page: Page, state: PageState, why: str) -> PageReading:
    return PageReading(
        ask=page.ask, url=page.url, observed_at=page.observed_at, state=state, why=why, stopped=_stopped(page)
    )


def _stopped(page: Page) -> tuple[str, ...]:
    return tuple(f"{s.method} {s.host}{s.path} ({s.reason})" for s in page.stopped)
