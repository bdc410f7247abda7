"""Verdicts over time: incidents open, grow, are confirmed, recover, come back."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime

from watchdog.incidents.sight import back_to_before, could_judge
from watchdog.model.base import IncidentId, RuleId, ShopKey
from watchdog.model.case import HistorySlice
from watchdog.model.findings import Change, ChangeKind, Finding, Incident, IncidentState, Judged
from watchdog.model.readings import LookReading
from watchdog.model.records import Snapshot

OPEN = (IncidentState.SUSPECTED, IncidentState.CONFIRMED)


def incident_id(shop: ShopKey, rule: RuleId, key: str, opened_at: datetime) -> IncidentId:
    """First 12 hex digits of SHA-256 over shop, rule, key and opening time, a line each: never random."""
    text = "\n".join((shop, rule, key, opened_at.isoformat()))
    return IncidentId(hashlib.sha256(text.encode("utf-8")).hexdigest()[:12])


def fold(
    judged: Sequence[Judged],
    history: HistorySlice,
    at: datetime,
    readings: Sequence[LookReading] = (),
    snapshots: Sequence[Snapshot] = (),
    *,
    unjudged: Collection[tuple[RuleId, str]] = (),
) -> tuple[Change, ...]:
    """What this check did to the incidents that `history` knows, new ones first, then those that recovered.

    Recovered: only if the last look that could see was able to find it again and did not; without the records it
    rested on (missing, stale), without its orders in sight, or if the rule itself said that it could not judge the key
    (`unjudged`), an incident stays as it is. Transient verdicts open nothing.
    """
    known = {(one.rule, one.key): one for one in history.open_incidents}
    present = {(one.finding.rule, one.finding.key): one for one in judged if not one.transient}
    first = readings[0].at if readings else at
    changes = [_change(one, known.get(key), history, at, first) for key, one in present.items()]
    last = next((one for one in reversed(readings) if one.blind is None), None)
    records = frozenset(one.name for one in snapshots if not one.stale)
    over = [
        _recovered(incident, at)
        for key, incident in known.items()
        if incident.state in OPEN and key not in present and key not in unjudged
        if last is not None and _is_over(last, incident, records)
    ]
    return (*(change for change in changes if change is not None), *over)


def seen_again(judged: Sequence[Judged], history: HistorySlice, at: datetime) -> tuple[Incident, ...]:
    """Open incidents that this check saw once more, with the new count and time, whether or not they changed."""
    present = {(one.finding.rule, one.finding.key): one for one in judged if not one.transient}
    return tuple(
        _updated(incident, present[key], at)
        for incident in history.open_incidents
        if incident.state in OPEN and (key := (incident.rule, incident.key)) in present
    )


def _is_over(reading: LookReading, incident: Incident, records: frozenset[str]) -> bool:
    finding = incident.latest.finding
    return could_judge(reading, finding, records) and back_to_before(reading, finding)


def _change(
    judged: Judged, known: Incident | None, history: HistorySlice, at: datetime, first: datetime
) -> Change | None:
    """`first`: when the first look began; what every look showed was so from then on."""
    if known is None or known.state is IncidentState.CLOSED:
        since = first if judged.seen == judged.looks else at
        return Change(kind=ChangeKind.OPENED, incident=_opened(judged, history, since, at))
    incident = _updated(known, judged, at)
    if known.state is IncidentState.RECOVERED:
        return Change(kind=ChangeKind.REOPENED, incident=incident)
    if known.state is IncidentState.SUSPECTED and judged.confirmed:
        return Change(kind=ChangeKind.CONFIRMED, incident=incident)
    if _grew(known.latest.finding, judged.finding):
        return Change(kind=ChangeKind.GROWN, incident=incident)
    return None


def _opened(judged: Judged, history: HistorySlice, since: datetime, at: datetime) -> Incident:
    finding = judged.finding
    return Incident(
        id=incident_id(finding.shop, finding.rule, finding.key, since),
        shop=finding.shop,
        rule=finding.rule,
        key=finding.key,
        state=IncidentState.CONFIRMED if judged.confirmed else IncidentState.SUSPECTED,
        severity=finding.severity,
        opened_at=since,
        last_seen_at=at,
        last_healthy_at=history.last_healthy_at,
        latest=judged,
    )


def _updated(known: Incident, judged: Judged, at: datetime) -> Incident:
    sure = judged.confirmed or known.state is IncidentState.CONFIRMED
    return known.model_copy(
        update={
            "state": IncidentState.CONFIRMED if sure else IncidentState.SUSPECTED,
            "severity": max(known.severity, judged.finding.severity, key=lambda one: one.exit_code),
            "last_seen_at": at,
            "closed_at": None,
            "times_seen": known.times_seen + 1,
            "latest": judged,
        }
    )


def _grew(before: Finding, now: Finding) -> bool:
    """More orders than before, or a higher severity."""
    return bool(set(now.orders) - set(before.orders)) or now.severity.exit_code > before.severity.exit_code


def _recovered(incident: Incident, at: datetime) -> Change:
    gone = incident.model_copy(update={"state": IncidentState.RECOVERED, "closed_at": at, "last_healthy_at": at})
    return Change(kind=ChangeKind.RECOVERED, incident=gone)
