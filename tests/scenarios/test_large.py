"""A shop of 20,000 orders: one order's absence is proven by a window, a search and the order's own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from watchdog.practice.scenarios import Scenario


def test_an_absence_is_proven_without_reading_the_shop(checked: Callable[[Scenario], Any]) -> None:
    done = checked(Scenario(seed=9, orders=20_000, fault="order-missing", books="csv", export=False, days=2))
    assert done.rules == ("order-missing",), done.story
    for look in done.outcome.looks:
        assert look.orders < 1_000, done.story
        assert look.pages < 40, done.story
