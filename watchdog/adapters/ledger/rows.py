"""Values as rows and back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypeAlias

from watchdog.casefile import canonical_json
from watchdog.model.case import Outcome
from watchdog.model.findings import About, ChangeKind, Incident, IncidentState
from watchdog.model.records import KnownOrder

Row: TypeAlias = dict[str, str | int | None]
OPEN = (IncidentState.SUSPECTED, IncidentState.CONFIRMED)


def stamp(at: datetime) -> str:
    """UTC text of one fixed length, so that text order is time order."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def text_of(value: object) -> str:
    return canonical_json(value).decode()


def order_row(shop: str, known: KnownOrder) -> Row:
    return {
        "shop": shop,
        "order_sn": known.order_sn,
        "created_on": None if known.created_on is None else known.created_on.isoformat(),
        "first_seen_at": stamp(known.first_seen_at),
        "last_seen_at": stamp(known.last_seen_at),
        "status_label": known.status_label,
        "known": text_of(known),
    }


def same_but_for_seeing(one: KnownOrder, other: KnownOrder) -> bool:
    """Nothing changed but that it was seen again."""
    again = {"last_seen_at": one.last_seen_at, "looks": one.looks}
    return one == other.model_copy(update=again)


def joined(old: KnownOrder | None, new: KnownOrder) -> KnownOrder:
    """What is remembered: first seen never moves later, last seen never moves back, whatever the clock did."""
    if old is None:
        return new
    first = min(old.first_seen_at, new.first_seen_at)
    if old.last_seen_at > new.last_seen_at:
        return old.model_copy(update={"first_seen_at": first})
    since = min(new.status_since, new.last_seen_at)
    return new.model_copy(update={"first_seen_at": first, "status_since": since})


def incident_row(incident: Incident, changed_at: datetime) -> Row:
    """`changed_at`: time of the check that left it so; seeing it once more is a change too."""
    return {
        "id": incident.id,
        "shop": incident.shop,
        "rule": incident.rule,
        "key": incident.key,
        "state": incident.state.value,
        "severity": incident.severity.value,
        "opened_at": stamp(incident.opened_at),
        "changed_at": stamp(changed_at),
        "incident": text_of(incident),
    }


def state_of(outcome: Outcome) -> str:
    """`blind`, `findings` or `quiet`: one word for the ledger line and the digest."""
    if outcome.looks and outcome.looks[-1].blind:
        return "blind"
    if any(one.finding.about is About.US for one in outcome.confirmed):
        return "blind"
    return "findings" if outcome.confirmed else "quiet"


def is_turn(kind: ChangeKind) -> bool:
    """Transitions that change what an incident is, and are kept whole; growing is not."""
    return kind is not ChangeKind.GROWN
