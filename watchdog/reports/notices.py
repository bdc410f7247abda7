"""What a check tells a person: one notice for the findings of one rule, one for what recovered; nothing is told
twice.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from watchdog.casefile import visible
from watchdog.model.base import Says
from watchdog.model.case import Outcome
from watchdog.model.findings import About, Change, ChangeKind, Incident, IncidentState, Severity
from watchdog.model.notice import Notice
from watchdog.reports.words import both, rule_name, said

LISTED = 10
"""Incidents named in one notice; the rest is a number."""
_NEWS = (ChangeKind.OPENED, ChangeKind.CONFIRMED, ChangeKind.REOPENED)


def notices_of(outcome: Outcome) -> tuple[Notice, ...]:
    """In order of severity, recoveries last. A suspicion that was not confirmed and an incident that goes on tell
    nothing.
    """
    news = _by_rule(change for change in outcome.changes if _is_news(change))
    recovered = _by_rule(change for change in outcome.changes if change.kind is ChangeKind.RECOVERED)
    told = [_news(outcome, rule, incidents) for rule, incidents in news.items()]
    told.sort(key=lambda pair: -pair[0])
    return (*(notice for _, notice in told), *(_recovered(outcome, rule, who) for rule, who in recovered.items()))


def notice_id(*parts: str) -> str:
    """The same parts give the same id: committing twice queues once."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _is_news(change: Change) -> bool:
    return change.kind in _NEWS and change.incident.state is IncidentState.CONFIRMED


def _by_rule(changes: Iterable[Change]) -> dict[str, list[Incident]]:
    """Each incident once, even if it was opened and confirmed in one check."""
    grouped: dict[str, dict[str, Incident]] = defaultdict(dict)
    for change in changes:
        grouped[change.incident.rule][change.incident.id] = change.incident
    return {rule: list(incidents.values()) for rule, incidents in grouped.items()}


def _news(outcome: Outcome, rule: str, incidents: Sequence[Incident]) -> tuple[int, Notice]:
    worst = max(list(Severity).index(incident.severity) for incident in incidents)
    if all(incident.latest.finding.about is About.US for incident in incidents):
        return worst, _blind(outcome, rule, incidents)
    title = both("opened_title", shop=outcome.target.shop, count=len(incidents), rule=rule_name(rule))
    body = _joined([*_listed(incidents), *_tips(incidents)])
    return worst, _notice(outcome, rule, "opened", title, body, severity=list(Severity)[worst])


def _blind(outcome: Outcome, rule: str, incidents: Sequence[Incident]) -> Notice:
    kind = "challenged" if any(look.blind == "challenged" for look in outcome.looks) else "blind"
    title = both(f"{kind}_title", shop=outcome.target.shop)
    since = min(incident.opened_at for incident in incidents)
    lines = [_cleaned(incident.latest.finding.what) for incident in incidents]
    body = _joined([*lines, both("blind_line", since=f"{since:%Y-%m-%d %H:%M} UTC"), *_tips(incidents)])
    return _notice(outcome, rule, kind, title, body)


def _recovered(outcome: Outcome, rule: str, incidents: Sequence[Incident]) -> Notice:
    title = both("recovered_title", shop=outcome.target.shop, count=len(incidents), rule=rule_name(rule))
    lines = [
        both("recovered_line", key=visible(one.key), since=f"{one.opened_at:%Y-%m-%d %H:%M} UTC")
        for one in incidents[:LISTED]
    ]
    return _notice(outcome, rule, "recovered", title, _joined([*lines, *_more(incidents)]))


def _listed(incidents: Sequence[Incident]) -> list[Says]:
    lines: list[Says] = []
    for one in incidents[:LISTED]:
        opened = f"{one.opened_at:%Y-%m-%d %H:%M} UTC"
        how = both("since", since=opened, seen=one.latest.seen, looks=one.latest.looks)
        what = _cleaned(one.latest.finding.what)
        key = visible(one.key)
        lines.append(Says(en=f"- {key}: {what.en} ({how.en})", zh=f"- {key}：{what.zh}（{how.zh}）"))
    return [*lines, *_more(incidents)]


def _more(incidents: Sequence[Incident]) -> list[Says]:
    return [both("more", count=len(incidents) - LISTED)] if len(incidents) > LISTED else []


def _tips(incidents: Sequence[Incident]) -> list[Says]:
    """Each piece of advice once."""
    label = both("do")
    tips = dict.fromkeys((one.latest.finding.tip.en, one.latest.finding.tip.zh) for one in incidents)
    return [
        Says(en=f"{label.en}: {visible(en)}", zh=f"{label.zh}：{visible(zh)}") for en, zh in list(tips)[:3] if en or zh
    ]


def _cleaned(says: Says) -> Says:
    return Says(en=visible(says.en, longest=300), zh=visible(says.zh, longest=300))


def _joined(lines: Sequence[Says]) -> Says:
    return Says(en="\n".join(said(one, "en") for one in lines), zh="\n".join(said(one, "zh") for one in lines))


def _notice(
    outcome: Outcome, rule: str, kind: str, title: Says, body: Says, *, severity: Severity | None = None
) -> Notice:
    """`severity`: of what it tells; None where a person must always hear it: blind, recovered."""
    return Notice(
        id=notice_id(outcome.case, rule, kind),
        shop=outcome.target.shop,
        at=outcome.at,
        title=title,
        body=body,
        kind=kind,
        severity=severity,
    )
