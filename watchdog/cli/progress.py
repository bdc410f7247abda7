"""One changing line on a terminal that says how far a long work is."""

from __future__ import annotations

import shutil
import sys
import threading
from typing import TextIO

from watchdog.cli.words import Language
from watchdog.model.base import Says
from watchdog.ports import Progress


class TerminalProgress:
    """Rewrites its own line on standard error; `clear` takes it away before other output. Safe for several threads."""

    def __init__(self, lang: Language, stream: TextIO | None = None) -> None:
        self._lang = lang
        self._stream = stream or sys.stderr
        self._lock = threading.Lock()
        self._shown = False

    def step(self, what: Says) -> None:
        from rich.cells import set_cell_size

        text = what.zh if self._lang == "zh" else what.en
        plain = "".join(c if c.isprintable() else " " for c in text)
        with self._lock:
            self._stream.write("\r" + set_cell_size(plain, max(20, shutil.get_terminal_size().columns - 1)))
            self._stream.flush()
            self._shown = True

    def clear(self) -> None:
        with self._lock:
            if self._shown:
                width = max(20, shutil.get_terminal_size().columns - 1)
                self._stream.write("\r" + " " * width + "\r")
                self._stream.flush()
                self._shown = False


def clear(progress: Progress) -> None:
    """Take a changing line away before other output."""
    if isinstance(progress, TerminalProgress):
        progress.clear()
