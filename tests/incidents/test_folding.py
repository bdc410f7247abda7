"""An incident opens once, grows, is confirmed, recovers only in plain sight, and comes back under its own name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from builders import AT, books, found, history, identity, known, look, money, order, probe, shop_orders, view

from watchdog.incidents import combine, fold, incident_id, seen_again
from watchdog.model.base import RuleId
from watchdog.model.case import HistorySlice
from watchdog.model.findings import Change, ChangeKind, Incident, IncidentState, Judged, Severity
from watchdog.model.orders import OrderFacts
from watchdog.model.pages import PageState
from watchdog.model.readings import LookReading
from watchdog.model.records import Snapshot

ORDERS = shop_orders(8)
ONE = ORDERS[2]
REST = [one for one in ORDERS if one is not ONE]
WRONG = [one.model_copy(update={"total": money("1.00")}) if one is ONE else one for one in ORDERS]
BEFORE = [known(one) for one in ORDERS]
LATER = AT + timedelta(hours=1)


def judged(
    reading: LookReading, snapshots: Sequence[Snapshot] = (), before: HistorySlice | None = None
) -> tuple[Judged, ...]:
    """Two equal looks: everything found is confirmed."""
    again = reading.model_copy(update={"name": "look1"})
    past = before or history(BEFORE)
    return combine([(one, tuple(found(view(one, snapshots, past)))) for one in (reading, again)])


def opened(reading: LookReading, snapshots: Sequence[Snapshot] = ()) -> Incident:
    (change,) = fold(judged(reading, snapshots), history(BEFORE), AT, [reading], snapshots)
    assert change.kind is ChangeKind.OPENED
    return change.incident


def later(incident: Incident, reading: LookReading, snapshots: Sequence[Snapshot] = ()) -> tuple[Change, ...]:
    """The next check, an hour on."""
    past = history(BEFORE, open_incidents=(incident,))
    return fold(judged(reading, snapshots, past), past, LATER, [reading], snapshots)


def kinds(changes: tuple[Change, ...]) -> list[ChangeKind]:
    return [one.kind for one in changes]


GONE = look(REST, probes=[probe(ONE.order_sn)])


def test_the_name_of_an_incident_comes_from_what_it_is() -> None:
    incident = opened(GONE)

    assert incident.id == incident_id(incident.shop, incident.rule, incident.key, AT)
    assert len(incident.id) == 12
    assert incident.state is IncidentState.CONFIRMED
    assert incident.severity is Severity.CRITICAL


def test_seen_again_changes_nothing_but_is_counted() -> None:
    incident = opened(GONE)

    assert later(incident, GONE) == ()
    (same,) = seen_again(judged(GONE), history(open_incidents=(incident,)), LATER)
    assert (same.id, same.times_seen, same.last_seen_at) == (incident.id, 2, LATER)


def test_the_order_is_back() -> None:
    (change,) = later(opened(GONE), look(ORDERS))

    assert change.kind is ChangeKind.RECOVERED
    assert (change.incident.state, change.incident.closed_at) == (IncidentState.RECOVERED, LATER)


@pytest.mark.parametrize(
    "reading",
    [
        look(ends=[identity(1, state=PageState.LOGGED_OUT)], windows=[]),
        look(REST),
        look(ORDERS[5:]),
    ],
    ids=["blind", "not looked for", "outside what was read"],
)
def test_what_was_not_in_sight_has_not_recovered(reading: LookReading) -> None:
    assert ChangeKind.RECOVERED not in kinds(later(opened(GONE), reading))


def test_without_the_books_a_difference_to_them_has_not_recovered() -> None:
    past = [books(ORDERS)]
    reading = look(WRONG)
    (change,) = fold(judged(reading, past, history()), history(), AT, [reading], past)
    incident, right = change.incident, look(ORDERS)
    open_ = history(open_incidents=(incident,))

    assert fold((), open_, LATER, [right], []) == ()
    assert fold((), open_, LATER, [right], [books(ORDERS, stale=True)]) == ()
    assert kinds(fold((), open_, LATER, [right], past)) == [ChangeKind.RECOVERED]
    assert fold((), open_, LATER, [right], past, unjudged={(incident.rule, incident.key)}) == ()


def test_a_changed_value_that_we_have_learnt_meanwhile_is_still_wrong() -> None:
    """The next check knows the wrong amount from this one; that does not make it right."""
    incident = opened(look(WRONG))
    learnt = history([known(one) for one in WRONG], open_incidents=(incident,))

    assert fold((), learnt, LATER, [look(WRONG)]) == ()
    assert kinds(fold((), learnt, LATER, [look(ORDERS)])) == [ChangeKind.RECOVERED]


@pytest.mark.parametrize(("now", "over"), [("Delivered", True), ("Completed", True), ("To ship", False)])
def test_a_status_has_recovered_when_it_may_follow_the_old_one(now: str, over: bool) -> None:
    def with_status(label: str) -> list[OrderFacts]:
        return [order(ONE.order_sn, label) if one is ONE else one for one in ORDERS]

    past = history([known(one) for one in with_status("Delivered")])
    reading = look(with_status("To ship"))
    (change,) = fold(judged(reading, (), past), past, AT, [reading])
    learnt = history([known(one) for one in with_status("To ship")], open_incidents=(change.incident,))

    assert bool(fold((), learnt, LATER, [look(with_status(now))])) is over


def test_a_suspicion_is_confirmed_later() -> None:
    first = combine([(GONE, tuple(found(view(GONE, before=history(BEFORE)))))])
    (change,) = fold(first, history(), AT, [GONE])
    assert change.incident.state is IncidentState.SUSPECTED

    assert kinds(later(change.incident, GONE)) == [ChangeKind.CONFIRMED]


def test_more_orders_or_a_higher_severity_is_growth() -> None:
    incident = opened(GONE)
    smaller = incident.latest.finding.model_copy(update={"severity": Severity.LOW})
    mild = incident.model_copy(update={"latest": incident.latest.model_copy(update={"finding": smaller})})

    assert kinds(later(mild, GONE)) == [ChangeKind.GROWN]


def test_back_again_after_recovery_keeps_its_name() -> None:
    incident = opened(GONE)
    over = incident.model_copy(update={"state": IncidentState.RECOVERED, "closed_at": AT})

    (change,) = later(over, GONE)

    assert (change.kind, change.incident.id) == (ChangeKind.REOPENED, incident.id)
    assert change.incident.closed_at is None


def test_a_transient_verdict_opens_nothing() -> None:
    fleeting = [one.model_copy(update={"transient": True, "confirmed": False}) for one in judged(GONE)]

    assert fold(fleeting, history(), AT, [GONE]) == ()


def test_incidents_of_different_rules_on_one_order_are_apart() -> None:
    assert incident_id(opened(GONE).shop, RuleId("a"), "x", AT) != incident_id(opened(GONE).shop, RuleId("b"), "x", AT)
