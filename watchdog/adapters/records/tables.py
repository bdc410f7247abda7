"""A file of records as text cells, before anybody knows what its columns mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from watchdog.errors import RecordsError
from watchdog.model.records import RecordsProblem

NUMBER = "\ue000n"
"""Cells that a file typed as a number begin with this private-use mark, then hold plain digits with a point: the
number habits of a language must not be applied to them. A text cell cannot begin with it (`typed_marks_removed`)."""
MOMENT = "\ue000t"
"""Cells that a file typed as a date or time: ISO 8601 follows, without an offset unless the file had one."""

_SPACES = re.compile(r"\s+")
_CURRENCY_TAIL = re.compile(r"\s*\([A-Z]{3}\)$")
MAX_PROBLEMS = 20


class Unit(StrEnum):
    """How a place in this kind of file is named."""

    CELL = "cell"
    LINE = "line"
    ROW = "row"


class UnreadableError(RecordsError):
    """A file that cannot be used at all. `place` is empty when it is the file as a whole."""

    def __init__(self, why: str, *, mend: str, place: str = "") -> None:
        super().__init__(f"{place}: {why}" if place else why, mend=mend)
        self.why = why
        self.place = place


@dataclass(frozen=True)
class Grid:
    """Cells of one sheet, CSV, query. `frame` has String columns named "0", "1", ...; null and "" are both empty.

    `numbers`: 1-based row or line numbers in the file. `header` is None where it still has to be found by scanning.
    """

    file: str
    sheet: str
    unit: Unit
    frame: pl.DataFrame
    numbers: pl.Series
    header: tuple[str, ...] | None = None

    def row(self, index: int) -> tuple[str, ...]:
        return tuple("" if v is None else plain(str(v)) for v in self.frame.row(index))

    def headed(self, index: int) -> Grid:
        """The rows below `index`, with that row as header."""
        return Grid(
            self.file, self.sheet, self.unit, self.frame[index + 1 :], self.numbers[index + 1 :], self.row(index)
        )

    def place(self, number: int, column: int | None = None) -> str:
        """`orders!C7`, `line 7, column Total` or `row 7`; column None: the first."""
        if self.unit is Unit.CELL:
            return f"{self.sheet}!{letters(column or 0)}{number}"
        name = self.header[column] if self.header and column is not None else ""
        return f"{self.unit.value} {number}" + (f", column {name}" if name else "")


class Problems:
    """Collects what could not be used, capped; the rest is counted."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._kept: list[RecordsProblem] = []
        self._more = 0

    def add(self, place: str, why: str, mend: str) -> None:
        if len(self._kept) < MAX_PROBLEMS:
            self._kept.append(RecordsProblem(file=self.file, place=place, why=why, mend=mend))
        else:
            self._more += 1

    def add_many(self, places: Iterable[tuple[str, str]], total: int, mend: str) -> None:
        """`places`: (place, why) of the first ones; `total`: how many there are."""
        told = 0
        for place, why in places:
            self.add(place, why, mend)
            told += 1
        self._more += max(0, total - told)

    def all(self) -> tuple[RecordsProblem, ...]:
        if not self._more:
            return tuple(self._kept)
        rest = RecordsProblem(
            file=self.file,
            place="",
            why=f"{self._more} more problems of these kinds are not listed",
            mend=self._kept[-1].mend,
        )
        return (*self._kept, rest)


def letters(column: int) -> str:
    """Spreadsheet letters of a 0-based column: 0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def plain(text: str) -> str:
    """A cell's text without our mark of its type."""
    return text[2:] if text.startswith((NUMBER, MOMENT)) else text


def typed_marks_removed(text: str) -> str:
    """Text of a hostile cell must not pass as a typed one."""
    return text.lstrip("\ue000") if text.startswith("\ue000") else text


def header_key(text: str) -> str:
    """A header as it is compared: NFC, one space for any run of white space, no `*` at the ends; case kept."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" *\ufeff")


def without_currency(key: str) -> str:
    """`Grand Total(PHP)` is `Grand Total` (reference 4.2, variants)."""
    return _CURRENCY_TAIL.sub("", key)


def clip(text: str, most: int = 60) -> str:
    """A cell's text for a message: one line, without control characters, short."""
    line = "".join(c if c.isprintable() else "\ufffd" for c in _SPACES.sub(" ", text[: most * 4])).strip()
    return line if len(line) <= most else line[: most - 1] + "…"


def empty(column: pl.Expr) -> pl.Expr:
    """Trimmed text; "", "-" and null are null (reference 4.1: empty is "" or "-")."""
    trimmed = column.str.strip_chars(" \t\r\n\u00a0\u3000\ufeff")
    return pl.when(trimmed.is_in(["", "-", "--", "—", "–"])).then(None).otherwise(trimmed)


def text(column: pl.Expr) -> pl.Expr:
    """`empty` without type marks, NFC. Everything else stays as it is: formulas and control characters are data."""
    return empty(column.str.strip_prefix(NUMBER).str.strip_prefix(MOMENT)).str.normalize("NFC")


def number_text(value: float) -> str:
    """A number typed by the file, without a trailing `.0`, without an exponent where digits do."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(value)
