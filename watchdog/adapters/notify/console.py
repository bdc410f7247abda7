"""Notices on a terminal or in a service's log."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TextIO

from watchdog.adapters.notify.wording import Language, wording
from watchdog.model.notice import Notice


class ConsoleNotifier:
    """Writes to standard error, so that `--json` on standard output stays whole."""

    def __init__(self, languages: Sequence[Language] = ("en",), stream: TextIO | None = None) -> None:
        self._languages = languages
        self._stream = stream

    def send(self, notice: Notice) -> None:
        title, body = wording(notice, self._languages)
        stream = self._stream or sys.stderr
        stream.write(f"{title}\n{body}\n\n")
        stream.flush()
