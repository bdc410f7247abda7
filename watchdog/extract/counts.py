"""What a page says besides its rows: totals, how pages hang together, whose shop it is."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from watchdog.extract.answers import Answer, BadJson, last, parse, walk
from watchdog.extract.values import MAX_TEXT, cleaned, json_text
from watchdog.model.base import ShopId
from watchdog.model.pack import IdentitySpec, PageSpec, Take, TotalSpec
from watchdog.model.pages import Ask, AskKind
from watchdog.model.readings import Paging, ShopIdentity, Totals
from watchdog.packs.text import squeezed

_INTEGER = re.compile(r"\d+")
_GROUPS = re.compile(r"(?<=\d)[.,'\s](?=\d{3}(?!\d))")
MAX_COUNT_DIGITS = 9


def read_totals(tree: LexborHTMLParser, answers: Sequence[Answer], spec: PageSpec, ask: Ask) -> Totals:
    """The site's own counts; the first entry of the pack that gives a number wins."""
    found: dict[str, int] = {}
    for total in spec.totals:
        if total.name in found or total.tab not in ("", ask.tab or "all"):
            continue
        value = _from_json(total, answers) if total.exchange else _from_dom(total, tree)
        if value is not None:
            found[total.name] = value
    return Totals(
        list_total=found.get("list_total"), tab_counter=found.get("tab_counter"), shown_total=found.get("shown_total")
    )


def _from_json(total: TotalSpec, answers: Sequence[Answer]) -> int | None:
    answer = last(answers, total.exchange)
    if answer is None:
        return None
    hits, _ = walk(answer.data, _parts(total.path))
    return _count(json_text(hits[0][1])) if hits and not isinstance(hits[0][1], dict | list | bool) else None


def _from_dom(total: TotalSpec, tree: LexborHTMLParser) -> int | None:
    node = tree.css_first(total.css) if total.css else None
    if node is None:
        return None
    text = squeezed(node.text()[:MAX_TEXT])
    if total.pattern:
        cut = re.search(total.pattern, text)
        if cut is None:
            return None
        text = (cut.group(1) if cut.re.groups else cut.group(0)) or ""
    return _count(_GROUPS.sub("", text))


def _count(text: str) -> int | None:
    found = _INTEGER.search(text)
    return int(found.group(0)) if found and len(found.group(0)) <= MAX_COUNT_DIGITS else None


def read_paging(tree: LexborHTMLParser, answers: Sequence[Answer], spec: PageSpec, ask: Ask) -> Paging:
    """Sentinels and keys of the index, and what the pager shows. Only lists turn pages."""
    if ask.kind not in (AskKind.LIST, AskKind.SEARCH):
        return Paging()
    index = last(answers, spec.paging.exchange) if spec.paging.exchange else None
    return Paging(
        sentinel_in=_sent(index, spec.paging.sentinel_in),
        sentinel_next=_text_at(index.data, spec.paging.sentinel_next) if index else None,
        shown_page=_shown(tree, spec.pager.current, first=True),
        shown_pages=_shown(tree, spec.pager.pages, first=False),
        has_next=_has_next(tree, spec),
        index_keys=_keys(index, spec.paging.keys),
    )


def _sent(index: Answer | None, path: str) -> str | None:
    if index is None or not path:
        return None
    body = parse(index.exchange.request_body) if index.exchange.request_body else None
    return None if isinstance(body, BadJson) else _text_at(body, path)


def _text_at(data: object, path: str) -> str | None:
    hits, _ = walk(data, _parts(path)) if path else ([], False)
    value = hits[0][1] if hits else None
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True, default=str)[:MAX_TEXT]
    return None if value is None else json_text(value)[:MAX_TEXT]


def _keys(index: Answer | None, path: str) -> tuple[str, ...] | None:
    if index is None or not path:
        return None
    hits, exists = walk(index.data, _parts(path))
    # an index without a single entry says so by an empty list, one step above the key
    above, _ = walk(index.data, _parts(path)[: _parts(path).index("*")]) if "*" in path else ([], False)
    empty = bool(above) and above[0][1] == []
    return tuple(json_text(value) for _, value in hits) if exists or hits or empty else None


def _has_next(tree: LexborHTMLParser, spec: PageSpec) -> bool | None:
    if spec.pager.kind == "none" or not spec.pager.next:
        return None
    if tree.css_first(spec.pager.next) is None:
        return False
    return not (spec.pager.disabled and tree.css_first(spec.pager.disabled) is not None)


def _shown(tree: LexborHTMLParser, css: str, *, first: bool) -> int | None:
    for node in tree.css(css) if css else ():
        text = squeezed(node.text()[:MAX_TEXT]) or (node.attributes.get("value") or "")
        numbers = _INTEGER.findall(_GROUPS.sub("", text))
        if numbers and len(numbers[0 if first else -1]) <= MAX_COUNT_DIGITS:
            return int(numbers[0 if first else -1])
    return None


def read_identity(tree: LexborHTMLParser, answers: Sequence[Answer], spec: IdentitySpec | None) -> ShopIdentity | None:
    """Whose page it is; None where the page type does not say. What JSON tells wins over the DOM."""
    if spec is None:
        return None
    answer = last(answers, spec.exchange) if spec.exchange else None
    data = answer.data if answer else None
    shop_id = _text_at(data, spec.shop_id) or _taken(tree, spec.dom_shop_id)
    return ShopIdentity(
        shop_id=ShopId(shop_id) if shop_id else None,
        name=_text_at(data, spec.name) or _taken(tree, spec.dom_name),
        user_name=_text_at(data, spec.user_name) or _taken(tree, spec.dom_user_name),
    )


def _taken(tree: LexborHTMLParser, takes: Sequence[Take]) -> str | None:
    for take in takes:
        node = tree.css_first(take.css) if take.css else None
        if node is None:
            continue
        text = cleaned(((node.attributes.get(take.attr) or "") if take.attr else node.text())[:MAX_TEXT])
        found = re.search(take.pattern, text) if take.pattern else None
        if found:
            text = (found.group(1) if found.re.groups else found.group(0)) or ""
        if text and (found or not take.pattern):
            return text
    return None


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part for part in path.split("/") if part)
