"""One event loop in its own thread: everything asynchronous lives there, everybody else calls `run`."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import TimeoutError as FutureTimeout
from typing import Any, TypeVar

from watchdog.errors import BrowserError

T = TypeVar("T")


class LoopThread:
    """Runs coroutines for callers in any thread. Safe to call from several threads at once."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._main, name="browser-loop", daemon=True)
        self._thread.start()

    def _main(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            self._loop.close()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of `work`. An interrupt of the calling thread cancels it."""
        if not self.running:
            work.close()
            raise BrowserError("The browser adapter has been closed", mend="open a new one")
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            while True:
                try:
                    return future.result(timeout=0.5)
                except FutureTimeout:
                    # On Windows a wait without end cannot be interrupted by Ctrl-C; this one can.
                    if future.done():
                        raise
        except BaseException:
            future.cancel()
            raise

    def stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=10)
