"""`watchdog incidents`: what is wrong now, and what was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from watchdog.cli.here import AsJson, Config, Here, Lang
from watchdog.cli.words import Language, helped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from watchdog.model.findings import Incident
    from watchdog.settings import Settings

INCIDENTS = helped(
    "Incidents, newest first; --all also those that are over. Example: watchdog incidents my-shop --all",
    "列出事件，最新在前；--all 含已恢复的。例：watchdog incidents my-shop --all",
)


def incidents(
    shop: Annotated[str | None, typer.Argument(help=helped("Only this shop.", "只看这个店铺。"))] = None,
    everything: Annotated[
        bool, typer.Option("--all", help=helped("Also those that are over.", "含已恢复的。"))
    ] = False,
    config: Config = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Reads the database only; no browser."""
    here = Here(config, as_json, lang)
    key = here.settings.select([shop])[0][1].name if shop else None
    found = here.wiring.ledger.incidents(key, open_only=not everything)
    lines = lines_of(found, here.lang, here.settings)
    none = "没有未了结的事件。" if here.lang == "zh" else "No open incidents."
    here.emit([json.loads(one.model_dump_json()) for one in found], lines or [none])


def lines_of(found: Sequence[Incident], lang: Language, settings: Settings) -> list[str]:
    """A table; times in the people's zone."""
    from watchdog.casefile import visible
    from watchdog.reports import rule_name, said, table, word
    from watchdog.reports.words import SEVERITIES

    if not found:
        return []
    head = ["id", word("severity", lang), *(["店铺", "状态", "自"] if lang == "zh" else ["shop", "state", "since"])]
    rows = [
        [
            one.id,
            said(SEVERITIES[one.severity.value], lang),
            one.shop,
            one.state.value,
            local(one.opened_at, settings),
            said(rule_name(one.rule), lang),
            visible(one.key, longest=30),
            visible(said(one.latest.finding.what, lang), longest=160),
        ]
        for one in found
    ]
    return table([*head, word("rule", lang), word("key", lang), word("detail", lang)], rows)


def local(at: datetime, settings: Settings) -> str:
    """Minutes are enough; the zone is the one people set, else the machine's."""
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(settings.time_zone) if settings.time_zone else None
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
