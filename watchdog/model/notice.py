"""What is told to a person, kept in the outbox until it has been handed over."""

from __future__ import annotations

from datetime import datetime

from watchdog.model.base import Frozen, Says, ShopKey
from watchdog.model.findings import Severity


class Notice(Frozen):
    """One message. `id` is derived from what it says (case, rule, kind), so that committing twice queues it once."""

    id: str
    shop: ShopKey | None
    at: datetime
    title: Says
    body: Says
    kind: str
    """opened | recovered | blind | challenged | digest | own_failure"""
    severity: Severity | None = None
    """The highest severity it speaks of; None for what is not a finding."""
