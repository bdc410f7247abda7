"""A suspicion counts when a second look sees it too; blindness neither confirms nor clears."""

from __future__ import annotations

from collections.abc import Sequence

from builders import found, history, identity, known, look, order, probe, shop_orders, view

from watchdog.incidents import AT_ONCE, combine
from watchdog.incidents.combining import Looked
from watchdog.model.findings import Judged
from watchdog.model.orders import OrderFacts
from watchdog.model.pages import PageState
from watchdog.rules import RULES

ORDERS = shop_orders(6)
GONE = ORDERS[2]
REST = [one for one in ORDERS if one is not GONE]
BEFORE = history([known(one) for one in ORDERS])


def looked(name: str, orders: Sequence[OrderFacts] = REST, *, blind: bool = False) -> Looked:
    """A look with what the rules say of it."""
    ends = [identity(1, state=PageState.LOGGED_OUT)] if blind else None
    missing = [probe(one.order_sn) for one in ORDERS if one not in orders]
    reading = look(orders, probes=missing, name=name, ends=ends)
    return reading, tuple(found(view(reading, before=BEFORE), "order-missing"))


def the_one(*looks: Looked) -> Judged:
    (judged,) = combine(looks)
    return judged


def test_seen_twice_is_confirmed() -> None:
    judged = the_one(looked("look0"), looked("look1"))

    assert (judged.confirmed, judged.transient, judged.seen, judged.looks) == (True, False, 2, 2)
    assert judged.rungs == ("baseline", "reload")
    assert judged.finding.claims[-1].pointers[0].source.startswith("look1/")


def test_seen_once_and_no_other_look_is_a_suspicion() -> None:
    judged = the_one(looked("look0"))

    assert (judged.confirmed, judged.transient) == (False, False)


def test_back_in_the_second_look_is_transient() -> None:
    judged = the_one(looked("look0"), looked("look1", ORDERS))

    assert (judged.confirmed, judged.transient, judged.seen, judged.looks) == (False, True, 1, 2)


def test_a_blind_second_look_neither_confirms_nor_clears() -> None:
    judged = the_one(looked("look0"), looked("look1", blind=True))

    assert (judged.confirmed, judged.transient) == (False, False)


def test_a_second_look_that_did_not_look_for_it_does_not_clear() -> None:
    reading = look(REST, name="look1")

    assert the_one(looked("look0"), (reading, ())).transient is False


def test_a_second_look_without_the_field_does_not_clear() -> None:
    wrong = order(GONE.order_sn, "Unpaid")
    first = look([wrong if one is GONE else one for one in ORDERS])
    findings = tuple(found(view(first, before=BEFORE), "status-mismatch"))
    unread = [one.model_copy(update={"status": None}) for one in ORDERS]

    (kept,) = combine([(first, findings), (look(unread, name="look1"), ())])
    (cleared,) = combine([(first, findings), (look(ORDERS, name="look1"), ())])

    assert len(findings) == 1
    assert (kept.transient, cleared.transient) == (False, True)


def test_rules_about_our_sight_stand_at_once_unless_a_later_look_saw() -> None:
    reading = look(ends=[identity(1, state=PageState.LOGGED_OUT)], windows=[])
    blind = reading, tuple(found(view(reading), "blind"))

    assert the_one(blind).confirmed is True
    assert the_one(blind, (look(ORDERS, name="look1"), ())).transient is True


def test_the_list_of_rules_that_stand_alone_is_the_rules_own() -> None:
    assert frozenset(rule.id for rule in RULES if rule.stands) == AT_ONCE
