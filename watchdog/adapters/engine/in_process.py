"""Cadence by the `schedule` package, work in threads of this process.

Work stands in lanes. A lane never overlaps itself: if its turn comes while it is still busy, that turn is left out.
At most `side_by_side` lanes work at once; the others wait for their place. Threads are daemons: when the process is
told to end, a lane that does not listen cannot hold it up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import schedule

Work = Callable[[], None]


@dataclass
class _Lane:
    name: str
    minutes: int
    jitter: int
    work: Work
    plan: schedule.Scheduler = field(default_factory=schedule.Scheduler)
    thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        return self.thread is not None and self.thread.is_alive()

    def idle(self) -> float:
        """Seconds until its next turn; negative: overdue."""
        left = self.plan.idle_seconds
        return 0.0 if left is None else left


class InProcess:
    """`failed` hears what `work` did not handle itself; work is expected to handle its own trouble."""

    def __init__(self, side_by_side: int, failed: Callable[[str, BaseException], None]) -> None:
        self._places = threading.Semaphore(side_by_side)
        self._failed = failed
        self._lanes: dict[str, _Lane] = {}

    def every(self, lane: str, minutes: int, jitter: int, work: Work) -> None:
        """From now on `work` is due every `minutes` to `minutes + jitter` minutes."""
        one = _Lane(lane, minutes, jitter, work)
        self._lanes[lane] = one
        self._plan(one)

    def start_now(self, lane: str) -> bool:
        """Begin a lane's work out of turn; False if it is busy."""
        one = self._lanes[lane]
        if one.busy:
            return False
        one.thread = threading.Thread(target=self._run, args=(one,), name=f"lane-{lane}", daemon=True)
        one.thread.start()
        return True

    def tick(self) -> tuple[str, ...]:
        """Begin what is due. Returns the lanes whose plan was made anew because the machine's clock was set back: they
        would have waited until the clock reaches the old plan again."""
        replanned = tuple(one.name for one in self._lanes.values() if one.idle() > 60 * (one.minutes + one.jitter) + 1)
        for one in self._lanes.values():
            if one.name in replanned:
                self._plan(one)
            one.plan.run_pending()
        return replanned

    def idle(self) -> float:
        """Seconds until the next turn of any lane, at least 0."""
        return max(0.0, min((one.idle() for one in self._lanes.values()), default=60.0))

    def busy(self) -> tuple[str, ...]:
        return tuple(one.name for one in self._lanes.values() if one.busy)

    def settle(self, seconds: float) -> tuple[str, ...]:
        """Wait until all lanes are free, at most `seconds` for each; returns those that still are busy."""
        for one in self._lanes.values():
            if one.thread is not None:
                one.thread.join(seconds)
        return self.busy()

    def _plan(self, lane: _Lane) -> None:
        lane.plan.clear()
        every = lane.plan.every(lane.minutes)
        if lane.jitter:
            every = every.to(lane.minutes + lane.jitter)
        every.minutes.do(self.start_now, lane.name)

    def _run(self, lane: _Lane) -> None:
        with self._places:
            try:
                lane.work()
            except BaseException as bad:  # noqa: BLE001 - the end of a thread: nothing above could handle it
                self._failed(lane.name, bad)
