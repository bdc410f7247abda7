"""The log of this process: one redactor, begun once the data folder is known."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchdog.adapters.logs import Redactor

_BEGUN: list[Path | None] = []


@cache
def redactor() -> Redactor:
    """The one that hears every secret revealed in this process."""
    from watchdog.adapters.logs import Redactor

    return Redactor()


def begin(folder: Path, *, name: str = "watchdog", as_json: bool = False, echo: bool = False) -> Path | None:
    """Log to `folder`/logs/`name`.log; `echo`: to standard error too. Returns the file, if there is one."""
    from watchdog.adapters import logs

    file = logs.start(folder / "logs", redactor(), name=name, as_json=as_json, console=sys.stderr if echo else None)
    _BEGUN.append(file)
    return file


def unforeseen(error: BaseException) -> Path | None:
    """Keep an error's trace. Before the settings are known: in the usual data folder."""
    from loguru import logger

    from watchdog.settings.places import data_folder

    file = _BEGUN[-1] if _BEGUN else begin(data_folder())
    logger.opt(exception=error).critical("nobody foresaw this")
    return file
