"""Which status may follow which, and which statuses a tab holds. Data, with where each move is known from.

The graph is reference 5.2 (moves drawn there: A); the moves marked C are named in the text of sections 5.2 and 5.3
or by one source only. They are allowed so that an honest shop never alarms: a move that is missing here raises a
finding, a move too many only misses one.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from watchdog.model.orders import OrderStatus as S

MOVES: tuple[tuple[S, S, str], ...] = (
    (S.UNPAID, S.PENDING, "A"),
    (S.UNPAID, S.READY_TO_SHIP, "A"),
    (S.UNPAID, S.INVOICE_PENDING, "C"),
    (S.UNPAID, S.CANCELLED, "A"),
    (S.PENDING, S.READY_TO_SHIP, "A"),
    (S.PENDING, S.CANCELLED, "C"),
    (S.INVOICE_PENDING, S.READY_TO_SHIP, "C"),
    (S.INVOICE_PENDING, S.IN_CANCEL, "C"),
    (S.READY_TO_SHIP, S.INVOICE_PENDING, "C"),
    (S.READY_TO_SHIP, S.PROCESSED, "A"),
    (S.READY_TO_SHIP, S.SHIPPED, "C"),
    (S.READY_TO_SHIP, S.IN_CANCEL, "A"),
    (S.READY_TO_SHIP, S.CANCELLED, "C"),
    (S.PROCESSED, S.SHIPPED, "A"),
    (S.PROCESSED, S.RETRY_SHIP, "A"),
    (S.PROCESSED, S.IN_CANCEL, "C"),
    (S.PROCESSED, S.CANCELLED, "C"),
    (S.RETRY_SHIP, S.PROCESSED, "A"),
    (S.RETRY_SHIP, S.IN_CANCEL, "C"),
    (S.RETRY_SHIP, S.CANCELLED, "C"),
    (S.IN_CANCEL, S.CANCELLED, "A"),
    (S.IN_CANCEL, S.READY_TO_SHIP, "A"),
    (S.IN_CANCEL, S.PROCESSED, "C"),
    (S.SHIPPED, S.TO_CONFIRM_RECEIVE, "A"),
    (S.SHIPPED, S.COMPLETED, "C"),
    (S.SHIPPED, S.TO_RETURN, "A"),
    (S.SHIPPED, S.CANCELLED, "C"),  # lost or not delivered
    (S.TO_CONFIRM_RECEIVE, S.COMPLETED, "A"),
    (S.TO_CONFIRM_RECEIVE, S.TO_RETURN, "A"),
    (S.COMPLETED, S.TO_RETURN, "A"),
    (S.TO_RETURN, S.COMPLETED, "C"),  # the return was refused or withdrawn
)
"""(from, to, mark)."""

TAB_STATUSES: dict[str, frozenset[S]] = {
    "all": frozenset(S),
    "unpaid": frozenset({S.UNPAID, S.PENDING}),
    "toship": frozenset({S.READY_TO_SHIP, S.PROCESSED, S.RETRY_SHIP, S.INVOICE_PENDING}),
    "shipping": frozenset({S.SHIPPED, S.TO_CONFIRM_RECEIVE}),
    "completed": frozenset({S.COMPLETED}),
    "cancelled": frozenset({S.CANCELLED, S.IN_CANCEL}),
    "returns": frozenset({S.TO_RETURN}),
}
"""What a tab must show (reference 2.3 and 5.2). A tab named otherwise proves no absence."""

NOT_YET_PAID = frozenset({S.UNPAID, S.PENDING})
TO_SHIP = frozenset({S.READY_TO_SHIP, S.PROCESSED, S.RETRY_SHIP, S.INVOICE_PENDING})
ON_ITS_WAY = frozenset({S.SHIPPED, S.TO_CONFIRM_RECEIVE, S.COMPLETED})
"""Beyond PROCESSED: a courier has the parcel, so a tracking number exists."""
ENDING_OTHERWISE = frozenset({S.IN_CANCEL, S.CANCELLED, S.TO_RETURN})
"""Amounts, items and numbers may legally shrink or go away here (reference 6.1: 'completed order later refunded')."""


def tab_statuses(tab: str) -> frozenset[S]:
    """Spelling of our own tab names differs in `_` and case only; unknown: nothing."""
    return TAB_STATUSES.get("".join(c for c in tab.casefold() if c.isalpha()), frozenset())


@lru_cache(maxsize=1024)
def reachable(means: frozenset[S]) -> frozenset[S]:
    """Every status an order may be in later, its present ones included."""
    reached, edge = set(means), set(means)
    while edge:
        edge = {new for old, new, _ in MOVES if old in edge} - reached
        reached |= edge
    return frozenset(reached)


def may_follow(before: Iterable[S], after: Iterable[S]) -> bool | None:
    """Could an order that was in one of `before` be in one of `after` now? None: one side says nothing we know."""
    old, new = frozenset(before), frozenset(after)
    if not old or not new:
        return None
    return bool(reachable(old) & new)


def surely(means: Iterable[S], group: frozenset[S]) -> bool:
    """Every status it may mean is in the group (and it means something)."""
    known = frozenset(means)
    return bool(known) and known <= group


def possibly(means: Iterable[S], group: frozenset[S]) -> bool:
    """Some status it may mean is in the group."""
    return bool(frozenset(means) & group)
