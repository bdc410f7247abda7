"""From findings of looks to a verdict: what needs another look, what stays known, what could not be judged."""

from __future__ import annotations

from collections.abc import Sequence

from watchdog.check.look import Taken
from watchdog.model.base import OrderSn, RuleId
from watchdog.model.case import Coverages, HistorySlice
from watchdog.model.findings import IncidentState, Judged
from watchdog.model.pages import PageState
from watchdog.rules import RULES

LEAVE_ALONE = (PageState.LOGGED_OUT, PageState.CHALLENGED, PageState.PASSWORD_AGAIN, PageState.THROTTLED)
"""States that looking again at once cannot mend, and that asking again makes worse."""

_CONFIRM = {rule.id: rule.confirm for rule in RULES}


def worth_another_look(taken: Sequence[Taken], history: HistorySlice) -> bool:
    """Is there a suspicion that another look can confirm, and that is not a confirmed incident already?"""
    last = taken[-1]
    if last.reading.blind in LEAVE_ALONE:
        return False
    known = _confirmed(history)
    return any(_CONFIRM.get(one.rule, True) and (one.rule, one.key) not in known for one in last.findings)


def suspicions(taken: Sequence[Taken]) -> frozenset[OrderSn]:
    """Orders under suspicion: wherever they show up in the next look they are pictured."""
    return frozenset(sn for one in taken for finding in one.findings for sn in finding.orders)


def confirmed_before(judged: Sequence[Judged], history: HistorySlice) -> tuple[Judged, ...]:
    """What is a confirmed incident already stays confirmed while it is still seen."""
    known = _confirmed(history)
    return tuple(
        one.model_copy(update={"confirmed": True})
        if not one.confirmed and not one.transient and (one.finding.rule, one.finding.key) in known
        else one
        for one in judged
    )


def coverages(last: Taken) -> Coverages:
    """What was compared and what could not be: the honest part of 'all is well'."""
    comparison, reading = last.comparison, last.reading
    not_judged = [f"{window.window.tab}: {window.why}" for window in reading.windows if not window.complete]
    return Coverages(
        compared_orders=comparison.compared_orders,
        compared_fields=comparison.compared_fields,
        not_comparable=comparison.not_comparable,
        not_judged=(*not_judged, *comparison.not_judged, *last.verdict.lines),
    )


def _confirmed(history: HistorySlice) -> set[tuple[RuleId, str]]:
    return {(one.rule, one.key) for one in history.open_incidents if one.state is IncidentState.CONFIRMED}
