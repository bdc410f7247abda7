"""The page's JSON exchanges, parsed once: who answered what, and which answers belong to the list now shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

from watchdog.extract.values import json_text
from watchdog.model.pack import ExchangeSpec, PageSpec
from watchdog.model.pages import Exchange

MAX_BODY = 32 * 1024 * 1024
MAX_HITS = 2000


@dataclass(frozen=True)
class Answer:
    """One exchange. `position`: among the page's exchanges of that name, from 0. `code`: the business code, as text."""

    spec: ExchangeSpec
    exchange: Exchange
    position: int
    data: object = None
    trouble: str = ""
    """Why there is no `data`."""
    code: str | None = None

    @property
    def name(self) -> str:
        return self.spec.name

    @property
    def throttled(self) -> bool:
        return self.exchange.status == 429 or self.code in self.spec.throttled_values

    @property
    def refused(self) -> str:
        """Why the site did not answer what was asked; empty: it did (or the answer was lost on our side)."""
        status = self.exchange.status
        if status is not None and status >= 400:
            return f"{self.name} answered HTTP {status}"
        if self.code is not None and self.code not in self.spec.ok_values:
            return f"{self.name} answered HTTP {status} with code {self.code[:40]}"
        return ""

    @property
    def good(self) -> bool:
        return not self.trouble and not self.refused

    def market(self, query: str) -> str:
        """Value of a query parameter of the exchange's URL, lower case."""
        values = parse_qs(urlsplit(self.exchange.url).query).get(query, [""])
        return values[0].lower()


def read_answers(exchanges: Sequence[Exchange], spec: PageSpec) -> tuple[Answer, ...]:
    """Answers to what the pack names, in the order they were asked. An exchange asked again in the same words counts
    once,
    its last answer; answers to an earlier call of the list's index do not count at all (the list was loaded anew).
    """
    specs: dict[str, ExchangeSpec] = {}
    for named in spec.exchanges:
        specs.setdefault(named.name, named)
    positions = _positions(exchanges)
    kept: dict[tuple[str, str, bytes], Answer] = {}
    for exchange in sorted(exchanges, key=lambda e: e.started_at):
        if exchange.name not in specs:
            continue
        answer = _parsed(specs[exchange.name], exchange, positions[id(exchange)])
        key = (exchange.name, exchange.url, exchange.request_body)
        if key not in kept or answer.data is not None or kept[key].data is None:
            kept[key] = answer
    return _current(tuple(kept.values()), spec)


def _positions(exchanges: Sequence[Exchange]) -> dict[int, int]:
    """Place of each exchange among those of its name, in the page's own order: how pointers count."""
    counted: dict[str, int] = {}
    positions: dict[int, int] = {}
    for exchange in exchanges:
        positions[id(exchange)] = counted.get(exchange.name, 0)
        counted[exchange.name] = positions[id(exchange)] + 1
    return positions


def _current(answers: tuple[Answer, ...], spec: PageSpec) -> tuple[Answer, ...]:
    index = last(answers, spec.paging.exchange) if spec.paging.exchange else None
    if index is None:
        return answers
    rows = {rows.exchange for rows in spec.rows.json_}
    since = index.exchange.started_at
    return tuple(a for a in answers if a.name not in rows or a.exchange.started_at >= since)


def last(answers: Sequence[Answer], name: str) -> Answer | None:
    """The last good answer of that name, by the time it was asked."""
    found = [answer for answer in answers if answer.name == name and answer.good]
    return max(found, key=lambda a: a.exchange.started_at) if found else None


def _parsed(spec: ExchangeSpec, exchange: Exchange, position: int) -> Answer:
    if exchange.body is None:
        why = exchange.failure.what if exchange.failure else "not answered"
        return Answer(spec, exchange, position, trouble=why)
    data = parse(exchange.body)
    if isinstance(data, BadJson):
        return Answer(spec, exchange, position, trouble=data.why)
    hits, _ = walk(data, tuple(p for p in spec.ok_path.split("/") if p))
    code = json_text(hits[0][1]) if hits and not isinstance(hits[0][1], dict | list) else None
    return Answer(spec, exchange, position, data=data, code=code)


@dataclass(frozen=True)
class BadJson:
    why: str


def parse(body: bytes) -> object | BadJson:
    """JSON with exact numbers. Whatever a site can send instead is a reason, not an exception."""
    if len(body) > MAX_BODY:
        return BadJson(f"{len(body)} bytes of JSON; at most {MAX_BODY} are read")
    try:
        data: object = json.loads(body, parse_float=Decimal)
    except RecursionError:
        return BadJson("JSON nested too deep to be read")
    except ValueError as error:
        return BadJson(f"not JSON: {str(error)[:80]}")
    return data


def walk(data: object, parts: Sequence[str], pointer: str = "") -> tuple[list[tuple[str, object]], bool]:
    """What stands at a path with `*` for every element: (pointer, value) each; and whether the way there exists at all
    (an empty list does, a missing key does not).
    """
    here: list[tuple[str, object]] = [(pointer, data)]
    exists = True
    for part in parts:
        there = list(_below(here, part))
        exists = exists and any(_has(value, part) for _, value in here)
        here = there[:MAX_HITS]
    return here, exists


def _below(here: Sequence[tuple[str, object]], part: str) -> Iterator[tuple[str, object]]:
    for pointer, value in here:
        if part == "*" and isinstance(value, list):
            yield from ((f"{pointer}/{number}", element) for number, element in enumerate(value))
        elif isinstance(value, Mapping) and part in value:
            yield f"{pointer}/{part.replace('~', '~0')}", value[part]
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            yield f"{pointer}/{part}", value[int(part)]


def _has(value: object, part: str) -> bool:
    if isinstance(value, list):
        return part == "*" or (part.isdecimal() and int(part) < len(value))
    return isinstance(value, Mapping) and part in value
