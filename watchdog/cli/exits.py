"""Exit codes (design, section 9), in one place."""

from __future__ import annotations

from collections.abc import Iterable

from watchdog.errors import UsageError
from watchdog.model.case import Outcome
from watchdog.reports import exit_code_of

QUIET, OWN_FAILURE, USAGE, BLIND, FIRST_SEVERITY = 0, 1, 2, 3, 11


def exit_code(outcomes: Iterable[Outcome], failures: Iterable[BaseException]) -> int:
    """One code for many shops: the worst finding first, then a failure of our own, then wrong usage, blind, quiet."""
    codes = [exit_code_of(outcome) for outcome in outcomes]
    codes += [USAGE if isinstance(failure, UsageError) else OWN_FAILURE for failure in failures]
    found = [code for code in codes if code >= FIRST_SEVERITY]
    if found:
        return max(found)
    return next((code for code in (OWN_FAILURE, USAGE, BLIND) if code in codes), QUIET)
