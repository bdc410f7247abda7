"""Journals of looks: one JSON line per page, flushed, so that a crash on page 9 keeps pages 1 to 8.

    {"begin": {"target": ..., "rung": ..., "at": ...}}
    {"page": PageRecord}            one line per page, in reading order
    {"pictures": PageRecord}        the latest page again, with pictures
    {"end": Look}                   missing: the look was cut short

A last line that a crash cut short is left out when reading; nothing before it is touched.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from pydantic import Field

from watchdog import disk
from watchdog.casefile import canonical_json, safe_name
from watchdog.errors import ArchiveError
from watchdog.model.base import Frozen
from watchdog.model.case import Look, Rung, Target
from watchdog.model.pages import PageRecord


class Begin(Frozen):
    target: Target
    rung: Rung
    at: datetime


class Line(Frozen):
    """One line of a journal; exactly one of the four is set."""

    begin: Begin | None = None
    page: PageRecord | None = None
    pictures: PageRecord | None = None
    end: Look | None = None


class Journal(Frozen):
    """A journal as read. `look` is None for a look that was cut short; `pages` are then those that were kept."""

    key: str
    begin: Begin
    pages: tuple[PageRecord, ...] = Field(default=())
    look: Look | None = None


class Journals:
    """The folder of journals."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def begin(self, target: Target, rung: Rung, at: datetime) -> str:
        """Begin a journal under a new key: shop, time, rung, and a number where two began in the same second."""
        stem = f"{safe_name(target.shop)}-{at:%Y%m%dT%H%M%SZ}-{rung.value}"
        begin = canonical_json({"begin": Begin(target=target, rung=rung, at=at)}) + b"\n"
        number = 0
        while True:
            key = stem if number == 0 else f"{stem}-{number}"
            try:
                self._root.mkdir(parents=True, exist_ok=True)
                disk.write_flushed(self._path(key), begin)
                disk.flush_folder(self._root)
            except FileExistsError:
                number += 1
                continue
            except OSError as trouble:
                raise self._full(key, trouble) from trouble
            return key

    def append(self, key: str, kind: str, value: PageRecord | Look) -> None:
        """Add one line, flushed."""
        try:
            disk.append_flushed(self._path(key), canonical_json({kind: value}) + b"\n")
        except OSError as trouble:
            raise self._full(key, trouble) from trouble

    def read(self, key: str) -> Journal:
        """Raises ArchiveError if there is no such journal or a whole line of it is damaged."""
        try:
            text = self._path(key).read_bytes()
        except OSError as trouble:
            raise ArchiveError(f"no journal of the look {key}: {trouble}", mend="Name a look that exists.") from trouble
        pages: list[PageRecord] = []
        begin, look = None, None
        for line in self._lines(key, text):
            begin, look = line.begin or begin, line.end or look
            if line.page is not None:
                pages.append(line.page)
            if line.pictures is not None:
                _replace_last(pages, line.pictures)
        if begin is None:
            raise self._damaged(key, "it has no beginning")
        return Journal(key=key, begin=begin, pages=tuple(pages), look=look)

    def unfinished(self) -> tuple[str, ...]:
        """Keys of looks that were begun and not ended, oldest first."""
        paths = sorted(self._root.glob("*.jsonl"), key=lambda path: path.stat().st_mtime_ns)
        return tuple(path.stem for path in paths if not _ended(path))

    def _lines(self, key: str, text: bytes) -> list[Line]:
        whole, _, _cut_short = text.rpartition(b"\n")
        lines = []
        for number, raw in enumerate(whole.split(b"\n"), start=1):
            if not raw:
                continue
            try:
                lines.append(Line.model_validate_json(raw))
            except ValueError as trouble:
                if _is_torn(raw):
                    continue
                raise self._damaged(key, f"line {number}: {trouble}") from trouble
        return lines

    def _path(self, key: str) -> Path:
        return self._root / f"{safe_name(key)}.jsonl"

    def _full(self, key: str, trouble: OSError) -> ArchiveError:
        return ArchiveError(
            f"the journal of the look {key} cannot be written: {trouble}", mend=disk.mend_of(trouble, self._root)
        )

    def _damaged(self, key: str, why: str) -> ArchiveError:
        return ArchiveError(
            f"the journal {self._path(key)} is damaged: {why}",
            mend="Restore it from a backup of the data folder, or move it away; the pages themselves stay archived.",
        )


def _is_torn(raw: bytes) -> bool:
    """A line that a crash cut short and that a later run went on after: no JSON at all, rather than strange JSON."""
    try:
        json.loads(raw)
    except ValueError:
        return True
    return False


def _ended(path: Path) -> bool:
    last = path.read_bytes().rstrip(b"\n").rpartition(b"\n")[2]
    return last.startswith(b'{"end":') and last.endswith(b"}")


def _replace_last(pages: list[PageRecord], record: PageRecord) -> None:
    for place in range(len(pages) - 1, -1, -1):
        if pages[place].ask == record.ask and pages[place].observed_at == record.observed_at:
            pages[place] = record
            return
    pages.append(record)
