"""Stopping: asked once, the work in hand is finished; asked twice or too late, it is left at the next page."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from watchdog.model.base import Says
from watchdog.ports import Progress, SilentProgress

SIGNALS = ("SIGINT", "SIGTERM", "SIGBREAK")
"""Those that exist on this system: SIGTERM by service managers, SIGBREAK (Ctrl-Break, closing console) on Windows."""
_SLICE = 0.5
"""Seconds. On Windows a wait cannot be interrupted; short ones let the signal be heard."""


class StopRequestedError(BaseException):
    """Carries a person's wish through code that handles every Exception, as KeyboardInterrupt does."""


class Stop:
    """A wish to stop. `asked`: begin nothing new. `hurried`: leave what is in hand."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._hurried = threading.Event()

    @property
    def asked(self) -> bool:
        return self._asked.is_set()

    @property
    def hurried(self) -> bool:
        return self._hurried.is_set()

    def ask(self) -> None:
        if self._asked.is_set():
            self._hurried.set()
        self._asked.set()

    def hurry(self) -> None:
        self._asked.set()
        self._hurried.set()

    def wait(self, seconds: float) -> bool:
        """True as soon as it is asked, False after `seconds`."""
        left = seconds
        while left > 0 and not self._asked.wait(min(left, _SLICE)):
            left -= _SLICE
        return self.asked


class StoppableProgress:
    """Passes steps on; raises StopRequestedError between pages once stopping is urgent. What was kept stays kept."""

    def __init__(self, stop: Stop, inner: Progress | None = None) -> None:
        self._stop = stop
        self._inner = inner or SilentProgress()

    def step(self, what: Says) -> None:
        if self._stop.hurried:
            raise StopRequestedError
        self._inner.step(what)


@contextmanager
def listening(stop: Stop, heard: Callable[[str], None] = lambda name: None) -> Iterator[None]:
    """While open, stop signals ask `stop` instead of killing the process. Only in the main thread."""

    def handle(number: int, frame: FrameType | None) -> None:
        del frame
        stop.ask()
        heard(signal.Signals(number).name)

    before = {number: signal.signal(number, handle) for name in SIGNALS if (number := getattr(signal, name, None))}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
