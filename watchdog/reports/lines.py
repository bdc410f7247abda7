"""An outcome for a terminal and for programs."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from watchdog.casefile import Json, plain_json, visible
from watchdog.model.case import Outcome
from watchdog.model.findings import About, Judged, Severity
from watchdog.reports.words import SEVERITIES, rule_name, said, word

BLIND_EXIT = 3

LISTED = 5
"""Suspicions told one by one; the count says how many there are."""


def exit_code_of(outcome: Outcome) -> int:
    """0 quiet, 3 blind, 11 to 14 by the highest severity confirmed (design, section 9)."""
    codes = [one.finding.severity.exit_code for one in outcome.confirmed if one.finding.about is not About.US]
    blind = any(one.finding.about is About.US for one in outcome.confirmed) or any(
        one.blind for one in outcome.looks[-1:]
    )
    return max(codes, default=BLIND_EXIT if blind else 0)


def outcome_lines(outcome: Outcome, lang: str) -> tuple[str, ...]:
    """What was found, what was read, what was compared and what could not be; harmless for a terminal."""
    confirmed = sorted(outcome.confirmed, key=lambda one: -list(Severity).index(one.finding.severity))
    lines = [f"{outcome.target.shop}  {outcome.at:%Y-%m-%d %H:%M:%S} UTC"]
    if confirmed:
        lines += _findings(confirmed, lang)
    elif outcome.blind:
        lines.append(word("blind", lang))
    else:
        lines.append(word("quiet", lang))
    return (*lines, *_doubts(outcome, lang), *_read(outcome, lang), *_compared(outcome, lang))


def outcome_json(outcome: Outcome) -> Json:
    """The outcome for `--json`: raw values, nothing shortened."""
    incident_of = {(one.incident.rule, one.incident.key): one.incident.id for one in outcome.changes}
    return {
        "shop": outcome.target.shop,
        "at": plain_json(outcome.at),
        "case": outcome.case,
        "exit_code": exit_code_of(outcome),
        "findings": [
            {
                **_fields(one),
                "incident": incident_of.get((one.finding.rule, one.finding.key)),
            }
            for one in outcome.judged
        ],
        "changes": [{"kind": one.kind.value, "incident": one.incident.id} for one in outcome.changes],
        "looks": plain_json(outcome.looks),
        "coverage": plain_json(outcome.coverage),
    }


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns padded by what characters take on a screen (Chinese takes two); the last column is not padded."""
    widths = [max(_width(row[column]) for row in (head, *rows)) for column in range(len(head))]
    return [
        "  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    ]


def _fields(one: Judged) -> dict[str, Json]:
    return {
        **{name: plain_json(getattr(one.finding, name)) for name in type(one.finding).model_fields},
        "seen": one.seen,
        "looks": one.looks,
        "rungs": list(one.rungs),
        "confirmed": one.confirmed,
        "transient": one.transient,
    }


def _findings(confirmed: Sequence[Judged], lang: str) -> list[str]:
    head = [word(name, lang) for name in ("severity", "rule", "key", "seen", "detail")]
    rows = [
        [
            said(SEVERITIES[one.finding.severity.value], lang),
            said(rule_name(one.finding.rule), lang),
            visible(one.finding.key, longest=30),
            f"{one.seen}/{one.looks}",
            visible(said(one.finding.what, lang), longest=200),
        ]
        for one in confirmed
    ]
    tips = dict.fromkeys(visible(said(one.finding.tip, lang)) for one in confirmed)
    return [*table(head, rows), *(f"{word('do', lang)}: {tip}" for tip in tips if tip)]


def _doubts(outcome: Outcome, lang: str) -> list[str]:
    passing = sum(one.transient for one in outcome.judged)
    doubts = [one.finding.what for one in outcome.judged if not one.transient and not one.confirmed]
    lines = [word("passing", lang, count=passing)] if passing else []
    lines += [word("unconfirmed", lang, count=len(doubts))] if doubts else []
    return lines + [f"  {visible(said(what, lang))}" for what in doubts[:LISTED]]


def _read(outcome: Outcome, lang: str) -> list[str]:
    lines = []
    for look in outcome.looks:
        lines.append(word("look", lang, name=look.name, rung=look.rung.value, pages=look.pages, orders=look.orders))
        lines += [f"  {visible(window)}" for window in look.windows]
        if look.blind:
            lines.append(f"  {look.blind}: {visible(look.blind_why)}")
    return lines


def _compared(outcome: Outcome, lang: str) -> list[str]:
    coverage = outcome.coverage
    fields = ", ".join(coverage.compared_fields) or word("no_fields", lang)
    lines = [word("compared", lang, count=coverage.compared_orders, fields=fields)]
    lines += [word("not_comparable", lang, what=visible(what)) for what in coverage.not_comparable]
    return lines + [word("not_judged", lang, what=visible(what)) for what in coverage.not_judged]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
