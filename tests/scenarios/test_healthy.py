"""With all switches off, two hundred shops with honest noise: not one finding, not one suspicion confirmed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from watchdog.practice.scenarios import Scenario, far_markets, healthy_shops


@pytest.mark.parametrize("scenario", [*healthy_shops(), *far_markets()], ids=lambda one: one.name)
def test_a_healthy_shop_gives_no_finding(scenario: Scenario, checked: Callable[[Scenario], Any]) -> None:
    done = checked(scenario)
    assert done.outcome.confirmed == (), done.story
    assert done.before is None or done.before.confirmed == (), done.story
    assert all(look.orders for look in done.outcome.looks), done.story
