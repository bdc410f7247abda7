"""Findings and incidents: what is wrong, how sure, since when."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from watchdog.model.base import Frozen, IncidentId, OrderSn, RuleId, Says, ShopKey
from watchdog.model.readings import Pointer


class Severity(StrEnum):
    """Exit codes 11 to 14 in this order (design, section 9)."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def exit_code(self) -> int:
        return 11 + list(Severity).index(self)


class Confidence(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class About(StrEnum):
    SHOP = "shop"
    """Orders and books disagree."""
    PLATFORM = "platform"
    """The site contradicts itself or is down."""
    US = "us"
    """We could not see; never a statement about the shop."""


class ClaimKind(StrEnum):
    """What an outsider's script can evaluate on bytes."""

    EQUALS = "equals"
    DIFFERS = "differs"
    ABSENT_FROM_WINDOW = "absent_from_window"
    PRESENT = "present"
    NOT_FOUND = "not_found"
    COUNTED = "counted"
    SHOWN_TWICE = "shown_twice"
    BEFORE_AFTER = "before_after"
    STATE = "state"


class Claim(Frozen):
    """One checkable statement: `kind` about the values at `pointers`; `says` holds the compared, normalised values in
    the same order.
    """

    kind: ClaimKind
    field: str
    pointers: tuple[Pointer, ...]
    says: tuple[str, ...] = ()


class Finding(Frozen):
    """One rule's verdict on one key in one look. `key`: order_sn, or `shop`, `<tab>`: stable over time for the same
    trouble.
    """

    rule: RuleId
    shop: ShopKey
    key: str
    severity: Severity
    confidence: Confidence
    about: About
    what: Says
    tip: Says
    orders: tuple[OrderSn, ...] = ()
    claims: tuple[Claim, ...] = ()
    pages: tuple[str, ...] = ()
    """Ask names of the pages it rests on, for pictures and exhibits."""
    steps: tuple[Says, ...] = ()
    """What was tried and what came of it: search, order page."""


class Judged(Frozen):
    """A finding after the confirmation ladder: seen in `seen` of `looks` looks, by these rungs."""

    finding: Finding
    seen: int
    looks: int
    rungs: tuple[str, ...]
    confirmed: bool
    transient: bool = False
    """Seen first, gone in a later look that could see: recorded, wakes nobody."""


class IncidentState(StrEnum):
    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    RECOVERED = "recovered"
    CLOSED = "closed"


class Incident(Frozen):
    """Findings of one rule and key in one shop over time. `id` is derived from shop, rule, key and opening time:
    never random.
    """

    id: IncidentId
    shop: ShopKey
    rule: RuleId
    key: str
    state: IncidentState
    severity: Severity
    opened_at: datetime
    last_seen_at: datetime
    last_healthy_at: datetime | None = None
    closed_at: datetime | None = None
    times_seen: int = 1
    latest: Judged


class ChangeKind(StrEnum):
    OPENED = "opened"
    GROWN = "grown"
    CONFIRMED = "confirmed"
    RECOVERED = "recovered"
    REOPENED = "reopened"


class Change(Frozen):
    """What this check did to an incident."""

    kind: ChangeKind
    incident: Incident
