"""A person's pace, on a clock of the test's own."""

from __future__ import annotations

import asyncio
import itertools
import random
from pathlib import Path

import pytest

from watchdog.adapters.browser.pace import Pacer
from watchdog.adapters.browser.settings import BrowserSettings, Pace


class Time:
    """Sleeping moves it."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def pacer(time: Time, folder: Path, pace: Pace) -> Pacer:
    return Pacer(
        BrowserSettings(state_dir=folder, pace=pace, rate_clock=time.clock, sleep=time.sleep, rng=random.Random(7))
    )


def test_two_turns_are_never_closer_than_the_gap_less_its_jitter(tmp_path: Path) -> None:
    time = Time()
    one = pacer(time, tmp_path, Pace(gap_s=10, jitter=0.3))

    async def turns() -> list[float]:
        moments = []
        for _ in range(50):
            await one.turn()
            moments.append(time.now)
        return moments

    moments = asyncio.run(turns())
    gaps = [later - earlier for earlier, later in itertools.pairwise(moments)]
    assert min(gaps) >= 7
    assert max(gaps) <= 13
    assert len(set(gaps)) > 40


def test_the_first_turn_and_one_after_a_long_read_do_not_wait(tmp_path: Path) -> None:
    time = Time()
    one = pacer(time, tmp_path, Pace(gap_s=10, jitter=0))
    asyncio.run(one.turn())
    time.now += 60
    asyncio.run(one.turn())
    assert time.slept == []


def test_each_back_off_is_twice_the_one_before(tmp_path: Path) -> None:
    time = Time()
    one = pacer(time, tmp_path, Pace(throttle_s=5, jitter=0))
    for attempt in range(4):
        asyncio.run(one.back_off(attempt))
    assert time.slept == pytest.approx([5, 10, 20, 40])
