"""Logs by loguru: one rotating file in the data folder, readable or as JSON lines, with every secret blotted out.

Local variables never reach a log (`diagnose` stays off), and what other libraries log comes through the same gate.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from loguru import logger

from watchdog.adapters.logs.redact import Redactor

if TYPE_CHECKING:
    from loguru import Record

ROTATE_AT = "10 MB"
KEEP = 7
_READY = "_line"


class _Gate(logging.Handler):
    """Hands over what other libraries log with the standard module."""

    def emit(self, record: logging.LogRecord) -> None:
        level = (
            record.levelname
            if record.levelname in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
            else record.levelno
        )
        logger.opt(exception=record.exc_info).bind(library=record.name).log(level, "{}", record.getMessage())


def start(
    folder: Path | None,
    redactor: Redactor,
    *,
    name: str = "watchdog",
    as_json: bool = False,
    console: TextIO | None = None,
    level: str = "INFO",
) -> Path | None:
    """Begin logging to `folder`/`name`.log (None: no file) and to `console`. Returns the file.

    Nothing is raised if the folder cannot be written: the message goes to standard error and work goes on.
    """
    logger.remove()
    logger.configure(patcher=lambda record: _prepare(record, redactor, as_json=as_json))
    logging.basicConfig(handlers=[_Gate()], level=logging.WARNING, force=True)
    if console is not None:
        logger.add(console, format=_line, level=level, diagnose=False, backtrace=False, colorize=False)
    if folder is None:
        return None
    file = folder / f"{name}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        logger.add(
            file,
            format=_line,
            level=level,
            rotation=ROTATE_AT,
            retention=KEEP,
            encoding="utf-8",
            diagnose=False,
            backtrace=False,
            delay=False,
            catch=True,
        )
    except OSError as bad:
        sys.stderr.write(f"No log file: {file}: {bad}\n")
        return None
    return file


def stop() -> None:
    """Close every file."""
    logger.remove()


def _line(record: Record) -> str:
    del record
    return f"{{extra[{_READY}]}}\n"


def _prepare(record: Record, redactor: Redactor, *, as_json: bool) -> None:
    """Turn the record into the one line that is written; nothing else of it goes anywhere."""
    extra = redactor.value({key: value for key, value in record["extra"].items() if key != _READY})
    message = redactor.text(record["message"])
    trace = redactor.text(_trace(record))
    at = record["time"].isoformat(timespec="milliseconds")
    level, where = record["level"].name, f"{record['name']}:{record['line']}"
    if as_json:
        whole = {"at": at, "level": level, "where": where, "thread": record["thread"].name, "message": message}
        line = json.dumps(
            {**whole, **({"extra": extra} if extra else {}), **({"trace": trace} if trace else {})}, ensure_ascii=False
        )
    else:
        more = (
            " " + " ".join(f"{key}={value}" for key, value in extra.items())
            if isinstance(extra, dict) and extra
            else ""
        )
        line = f"{at} {level:<8} {where} {_one_line(message)}{more}" + (f"\n{trace.rstrip()}" if trace else "")
    record["message"], record["exception"] = message, None
    record["extra"] = {_READY: line}


def _one_line(text: str) -> str:
    """A scraped name with a line break must not forge a log line; our own longer messages are indented."""
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in text).replace("\n", "\n    ")


def _trace(record: Record) -> str:
    caught = record["exception"]
    if caught is None or caught.type is None:
        return ""
    return "".join(traceback.format_exception(caught.type, caught.value, caught.traceback))
