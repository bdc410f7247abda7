"""Which exhibits a check leaves: one per incident opened or confirmed, the rest of a crowd together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from watchdog.casefile import page_folders, safe_name
from watchdog.model.case import Case, Outcome
from watchdog.model.findings import ChangeKind, Incident
from watchdog.model.pages import AskKind

APART = 20
"""So many incidents of one rule in one check get an exhibit each; the others share one."""
_TOLD = (ChangeKind.OPENED, ChangeKind.CONFIRMED, ChangeKind.REOPENED)


@dataclass(frozen=True)
class ExhibitPlan:
    """`name`: folder name, `EV-<UTC time>-<incident id>`. `folders`: pages of the case that go in, e.g.
    `look0/orders-all-001`.
    """

    name: str
    incidents: tuple[Incident, ...]
    folders: tuple[str, ...]


def plan_exhibits(outcome: Outcome, case: Case) -> tuple[ExhibitPlan, ...]:
    """In the order of the changes. The same outcome always plans the same exhibits under the same names."""
    by_rule: dict[str, dict[str, Incident]] = defaultdict(dict)
    for change in outcome.changes:
        if change.kind in _TOLD:
            by_rule[change.incident.rule][change.incident.id] = change.incident
    plans: list[ExhibitPlan] = []
    for rule, found in by_rule.items():
        incidents = list(found.values())
        plans += [_plan(outcome, case, one.id, [one]) for one in incidents[:APART]]
        if incidents[APART:]:
            plans.append(_plan(outcome, case, f"{rule}-rest", incidents[APART:]))
    return tuple(plans)


def _plan(outcome: Outcome, case: Case, key: str, incidents: list[Incident]) -> ExhibitPlan:
    wanted = {folder for incident in incidents for folder in _folders(incident, case)}
    return ExhibitPlan(
        name=f"EV-{outcome.at:%Y%m%dT%H%M%SZ}-{safe_name(key)}",
        incidents=tuple(incidents),
        folders=tuple(folder for folder in page_folders(case) if folder in wanted),
    )


def _folders(incident: Incident, case: Case) -> Iterable[str]:
    """Pages a claim points to; pages the finding names, in every look; the pages that say whose shop it is."""
    finding = incident.latest.finding
    pointed = {tuple(p.source.split("/")[:2]) for claim in finding.claims for p in claim.pointers}
    for folder, record in page_folders(case).items():
        name, look = record.ask.name, folder.partition("/")[0]
        if record.ask.kind is AskKind.IDENTITY or name in finding.pages or (look, name) in pointed:
            yield folder
