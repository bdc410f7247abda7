"""Findings over looks and over time: confirmation, life cycle, recovery, and what is remembered of orders. Pure."""

from watchdog.incidents.combining import AT_ONCE, combine
from watchdog.incidents.folding import fold, incident_id, seen_again
from watchdog.incidents.remembering import remember, unspoilt
from watchdog.incidents.sight import could_judge, could_see

__all__ = [
    "AT_ONCE",
    "combine",
    "could_judge",
    "could_see",
    "fold",
    "incident_id",
    "remember",
    "seen_again",
    "unspoilt",
]
