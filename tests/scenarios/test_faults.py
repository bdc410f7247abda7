"""Every fault switch: the right finding and nothing else. Every reader's trouble: said as such, never a lost order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from watchdog.practice.scenarios import Scenario, every_fault

SCENARIOS = every_fault()
RULES = [one for one in SCENARIOS if one.switch.kind == "rule"]
TROUBLES = [one for one in SCENARIOS if one.switch.kind == "trouble"]
Check = Callable[[Scenario], Any]


@pytest.mark.parametrize("scenario", RULES, ids=lambda one: one.name)
def test_a_fault_gives_its_finding_and_nothing_else(scenario: Scenario, checked: Check) -> None:
    done = checked(scenario)
    assert done.before.confirmed == (), done.story
    assert scenario.right(done.rules), done.story
    planted = {fault.order_sn for fault in done.scene.faults if getattr(fault, "order_sn", "")}
    for one in done.outcome.confirmed:
        assert planted <= set(one.finding.orders), f"the finding names another order\n{done.story}"


@pytest.mark.parametrize("scenario", TROUBLES, ids=lambda one: one.name)
def test_a_trouble_of_reading_is_said_and_never_a_lost_order(scenario: Scenario, checked: Check) -> None:
    done = checked(scenario)
    assert "order-missing" not in done.rules, done.story
    assert scenario.right(done.rules), done.story
