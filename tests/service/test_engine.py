"""Cadence and lanes."""

from __future__ import annotations

import threading

from watchdog.adapters.engine import InProcess


def engine(side_by_side: int = 2) -> tuple[InProcess, list[str]]:
    failed: list[str] = []
    return InProcess(side_by_side, lambda lane, bad: failed.append(f"{lane}: {bad}")), failed


def test_work_is_due_again_after_its_minutes_and_not_before(clock) -> None:
    one, _ = engine()
    done: list[str] = []
    one.every("main", 20, 0, lambda: done.append("main"))
    clock.move(minutes=19, seconds=59)
    one.tick()
    assert done == []
    clock.move(seconds=2)
    one.tick()
    one.settle(5)
    assert done == ["main"]
    clock.move(minutes=20)
    one.tick()
    one.settle(5)
    assert done == ["main", "main"]


def test_jitter_only_delays_and_never_beyond_its_minutes(clock) -> None:
    one, _ = engine()
    turns = []
    for lane in range(40):
        one.every(str(lane), 20, 4, lambda: None)
        turns.append(one._lanes[str(lane)].idle() / 60)
    assert min(turns) >= 20
    assert max(turns) <= 24
    assert len(set(turns)) > 1


def test_a_lane_never_overlaps_itself_but_lanes_run_side_by_side(clock) -> None:
    one, _ = engine(side_by_side=9)
    go, begun = threading.Event(), threading.Semaphore(0)
    runs: list[str] = []

    def work(name: str) -> None:
        runs.append(name)
        begun.release()
        go.wait(10)

    one.every("a", 20, 0, lambda: work("a"))
    one.every("b", 20, 0, lambda: work("b"))
    for _ in range(3):
        clock.move(minutes=20)
        one.tick()
    begun.acquire(timeout=5)
    begun.acquire(timeout=5)
    assert sorted(runs) == ["a", "b"]
    assert one.busy() == ("a", "b")
    go.set()
    assert one.settle(5) == ()
    assert sorted(runs) == ["a", "b"]


def test_no_more_lanes_at_once_than_allowed(clock) -> None:
    one, _ = engine(side_by_side=1)
    at_once, most, lock = [0], [0], threading.Lock()

    def work() -> None:
        with lock:
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])
        with lock:
            at_once[0] -= 1

    for lane in "abcdef":
        one.every(lane, 20, 0, work)
        one.start_now(lane)
    assert one.settle(5) == ()
    assert most == [1]


def test_a_clock_set_back_does_not_silence_a_lane(clock) -> None:
    one, _ = engine()
    done: list[str] = []
    one.every("main", 20, 4, lambda: done.append("main"))
    clock.move(days=-1)
    assert one.tick() == ("main",)
    clock.move(minutes=24, seconds=1)
    assert one.tick() == ()
    one.settle(5)
    assert done == ["main"]


def test_work_that_breaks_is_told_and_comes_again(clock) -> None:
    one, failed = engine()

    def work() -> None:
        raise RuntimeError("broken")

    one.every("main", 20, 0, work)
    for _ in range(2):
        clock.move(minutes=20)
        one.tick()
        one.settle(5)
    assert failed == ["main: broken", "main: broken"]
