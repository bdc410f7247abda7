"""Outcomes on a screen: a coloured table on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from watchdog.cli.words import Language

if TYPE_CHECKING:
    from watchdog.model.case import Outcome
    from watchdog.model.findings import Judged
    from watchdog.service import Failed

COLOURS = {"low": "cyan", "medium": "yellow", "high": "red", "critical": "bold white on red"}


def show_outcome(outcome: Outcome, lang: Language) -> None:
    """What one check found, read and could not judge."""
    from watchdog.reports import outcome_lines

    lines = outcome_lines(outcome, lang)
    if sys.stdout.isatty() and outcome.confirmed:
        typer.echo(lines[0])
        _table(outcome, lang)
        # The heading and one row a finding stand in the table already.
        lines = lines[2 + len(outcome.confirmed) :]
    for line in lines:
        typer.echo(line)


def show_failure(failure: Failed, lang: Language) -> None:
    words = ("未能检查", "处理办法") if lang == "zh" else ("not checked", "Mend")
    typer.echo(f"{failure.shop}: {words[0]}: {failure.what}\n  {words[1]}: {failure.mend}", err=True)


def _table(outcome: Outcome, lang: Language) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from watchdog.casefile import visible
    from watchdog.model.findings import Severity
    from watchdog.reports import rule_name, said, word
    from watchdog.reports.words import SEVERITIES

    def row(one: Judged) -> list[Text]:
        found = one.finding
        return [
            Text(said(SEVERITIES[found.severity.value], lang), style=COLOURS[found.severity.value]),
            Text(said(rule_name(found.rule), lang)),
            Text(visible(found.key, longest=30)),
            Text(f"{one.seen}/{one.looks}"),
            Text(visible(said(found.what, lang), longest=300)),
        ]

    table = Table(*(word(name, lang) for name in ("severity", "rule", "key", "seen", "detail")), box=SIMPLE_HEAD)
    for one in sorted(outcome.confirmed, key=lambda one: -list(Severity).index(one.finding.severity)):
        table.add_row(*row(one))
    Console().print(table)
