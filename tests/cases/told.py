"""What a case says, as plain values a person can read and `git diff` can compare: the content of `expected.json`.

    about     what the case is
    pages     per page (`look0/orders-all-001`): state, counts, problems ..., then per witness each row, field by field
    outcome   the verdict: looks, findings, changes, coverage

A field that a witness does not show is left out; an empty list is shown as none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from pydantic import BaseModel

from watchdog.casefile import CaseBytes, page_folders, page_of, plain_json
from watchdog.extract import read_page
from watchdog.model.case import Case, Outcome
from watchdog.model.orders import Money, OrderFacts, SeenStatus
from watchdog.model.pack import Pack
from watchdog.model.pages import Ask, AskKind
from watchdog.model.readings import FieldProblem, PageReading, SeenOrder

Told: TypeAlias = "str | int | float | bool | list[Told] | dict[str, Told] | None"

EXPECTED = "expected.json"
ROW_FIELDS = tuple(OrderFacts.model_fields)
PAGE_FIELDS = ("state", "generation", "rows", "totals", "paging", "identity", "problems", "drift", "stopped", "guessed")
WITNESSES = ("dom", "json")
_DEEP = 5
"""Levels of `expected.json` that are written one entry a line."""


def kind_of(ask: Ask) -> str:
    """orders, order, identity, search: what the fields of a page are tested under."""
    return ask.kind.value if ask.kind in (AskKind.SEARCH, AskKind.IDENTITY) else ask.page_type


def pages_told(saved: CaseBytes, pack: Pack) -> dict[str, dict[str, Told]]:
    """Every page of the case as this pack reads it."""
    return {
        folder: page_told(read_page(page_of(record, saved.get), pack))
        for folder, record in page_folders(saved.case).items()
    }


def page_told(page: PageReading) -> dict[str, Told]:
    """One page: its kind, PAGE_FIELDS, and its rows by each witness."""
    rows = (*page.dom, *page.json_)
    return {
        "kind": kind_of(page.ask),
        "state": page.state.value,
        "generation": page.generation,
        "rows": page.rows_on_page,
        "totals": _without_none(page.totals),
        "paging": _without_none(page.paging),
        "identity": _without_none(page.identity) if page.identity else None,
        "problems": [_problem(one) for one in page.problems],
        "drift": list(page.drift),
        "stopped": list(page.stopped),
        "guessed": [*sorted({field for row in rows for field in row.guessed})],
        "dom": dict(_row(n, row) for n, row in enumerate(page.dom)),
        "json": dict(_row(n, row) for n, row in enumerate(page.json_)),
    }


def _row(number: int, row: SeenOrder) -> tuple[str, Told]:
    shown = {field: value for field in ROW_FIELDS if (value := getattr(row.facts, field)) is not None}
    return f"{number:02d} {row.facts.order_sn}", {field: _value(value) for field, value in shown.items()}


def _value(value: object) -> Told:
    """Money as `SGD 25.90`, a status as `To ship = PROCESSED|READY_TO_SHIP`, times as UTC with `Z`."""
    if isinstance(value, Money):
        return str(value)
    if isinstance(value, SeenStatus):
        return f"{value.label} = {'|'.join(sorted(value.means)) or '?'}"
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    if isinstance(value, BaseModel):
        return _without_none(value)
    return _plain(value)


def _without_none(value: BaseModel) -> Told:
    fields = {name: getattr(value, name) for name in type(value).model_fields}
    return {name: _value(one) for name, one in fields.items() if one is not None}


def _plain(value: object) -> Told:
    told: Told = json.loads(json.dumps(plain_json(value)))
    return told


def _problem(one: FieldProblem) -> str:
    return f"{one.witness.value} {one.order_sn or '-'} {one.field}: {one.raw!r}: {one.why}"


def outcome_told(outcome: Outcome) -> dict[str, Told]:
    """The verdict without what derives from it (texts, ids, digests, pointers)."""
    return {
        "looks": [_plain(look) for look in outcome.looks],
        "findings": [
            {
                "rule": str(one.finding.rule),
                "key": one.finding.key,
                "confirmed": one.confirmed,
                "seen": f"{one.seen} of {one.looks}",
                "severity": one.finding.severity.value,
                "confidence": one.finding.confidence.value,
                "about": one.finding.about.value,
                "orders": [str(sn) for sn in one.finding.orders],
                "claims": [f"{c.kind.value} {c.field} {' | '.join(c.says)}".strip() for c in one.finding.claims],
            }
            for one in outcome.judged
        ],
        "changes": [f"{one.kind.value} {one.incident.rule} {one.incident.key}" for one in outcome.changes],
        "coverage": _plain(outcome.coverage),
        "known": len(outcome.known),
        "calibrated": [*sorted(outcome.calibrated)],
    }


def case_told(case: Case) -> dict[str, Told]:
    """What the case is."""
    return {
        "platform": case.target.platform,
        "region": case.target.region,
        "at": _plain(case.at),
        "known before": len(case.history.known),
        "records": [f"{one.name} ({one.kind.value})" for one in case.records],
    }


def expected_of(saved: CaseBytes, pack: Pack, outcome: Outcome) -> dict[str, Told]:
    """The whole of `expected.json`."""
    pages: dict[str, Told] = dict(pages_told(saved, pack))
    return {"about": case_told(saved.case), "pages": pages, "outcome": outcome_told(outcome)}


def read_expected(folder: Path) -> dict[str, Told]:
    told: dict[str, Told] = json.loads((folder / EXPECTED).read_text(encoding="utf-8"))
    return told


def written(value: Told) -> bytes:
    """Text of `expected.json`: pages, rows and fields one a line, deeper values short."""
    return ("".join(_lines(value, 0)) + "\n").encode()


def _lines(value: Told, depth: int) -> Iterator[str]:
    nested = isinstance(value, dict | list) and value and depth < _DEEP
    if not nested:
        yield json.dumps(value, ensure_ascii=False)
        return
    assert isinstance(value, dict | list)
    opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
    entries: Mapping[str, Told] = value if isinstance(value, dict) else {str(n): one for n, one in enumerate(value)}
    yield opening
    for number, (name, one) in enumerate(entries.items()):
        yield ",\n" if number else "\n"
        yield "  " * (depth + 1) + (f"{json.dumps(name, ensure_ascii=False)}: " if isinstance(value, dict) else "")
        yield from _lines(one, depth + 1)
    yield "\n" + "  " * depth + closing


def pack_now(case: Case) -> Pack:
    """The pack of this checkout for the case's region: what a change of selectors/ is tested against."""
    from watchdog.adapters.packs import read_pack_texts
    from watchdog.packs import load

    return load(read_pack_texts(), case.target.platform, case.target.region)
