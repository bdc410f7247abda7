"""XLSX (also ODS, XLSB and old XLS) -> grids. Calamine reads; openpyxl is asked where Calamine gives up."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO

import msoffcrypto
import openpyxl
import polars as pl
import python_calamine

from watchdog.adapters.records.files import DOWNLOAD_AGAIN, Content, FileBytes
from watchdog.adapters.records.tables import (
    MOMENT,
    NUMBER,
    Grid,
    Unit,
    UnreadableError,
    number_text,
    typed_marks_removed,
)

Cell = object
"""What the two libraries give: str, float, int, bool, date, datetime, time, timedelta or None."""
_MOST_CELLS = 100_000_000
_WIDE = re.compile(rb'r="[A-Z]{3}[0-9]')
_ROW = re.compile(rb'<row\b[^>]*?\br="(\d{1,7})"')
_FILLED = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})\d+"[^>]*[^/]>')


def workbook_grids(file: FileBytes, *, sheet: str, password: Callable[[], str | None]) -> list[Grid]:
    """Every sheet with something in it, or the named one. `password` is asked only if the file is protected."""
    data = _opened(file.data, password) if file.content is Content.LOCKED else file.data
    _check_extent(data)
    name = file.path.name
    try:
        sheets = _by_calamine(data)
    except (python_calamine.CalamineError, python_calamine.PasswordError) as error:
        sheets = _by_openpyxl(data, error)
    if sheet:
        sheets = [s for s in sheets if s[0] == sheet] or _no_sheet(sheet, [s[0] for s in sheets])
    return [_grid(name, title, rows) for title, rows in sheets if rows]


def _opened(data: bytes, password: Callable[[], str | None]) -> bytes:
    """The XLSX inside a password-protected container; a true old .xls as it is."""
    try:
        office = msoffcrypto.OfficeFile(BytesIO(data))
        if not office.is_encrypted():
            return data
    except Exception as error:
        raise UnreadableError("the Office file is damaged", mend=DOWNLOAD_AGAIN) from error
    secret = password()
    if not secret:
        raise UnreadableError(
            "the workbook is protected by a password",
            mend="Set `password` of this source to where the password is kept, e.g. `env:EXPORT_PASSWORD` "
            "(exports from Taiwan: the last 6 digits of the phone number or id).",
        )
    plain = BytesIO()
    try:
        office.load_key(password=secret)
        office.decrypt(plain)
    except Exception as error:
        raise UnreadableError(
            "the password does not open the workbook", mend="Check the value that `password` refers to."
        ) from error
    return plain.getvalue()


def _check_extent(data: bytes) -> None:
    """Calamine reserves the rectangle up to the last filled cell: a stray one in XFD1048576 would end the process."""
    if not data.startswith(b"PK"):
        return
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                try:
                    xml = archive.read(name)
                except (zipfile.BadZipFile, OSError, RuntimeError, zlib.error) as error:
                    raise UnreadableError("the workbook is damaged inside", mend=DOWNLOAD_AGAIN) from error
                _check_sheet_extent(xml)


def _check_sheet_extent(xml: bytes) -> None:
    rows = max((int(m) for m in _ROW.findall(xml[-200_000:])), default=0)
    width = 16_384 if _WIDE.search(xml) else 702
    if rows * width <= _MOST_CELLS:
        return
    width = max((_column(c) for c in set(_FILLED.findall(xml))), default=0)
    if rows * width > _MOST_CELLS:
        raise UnreadableError(
            f"a sheet spans {rows} rows by {width} columns, mostly empty: a stray cell far away",
            mend="Delete the empty rows and columns behind the orders and save again.",
        )


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - ord("A") + 1
    return number


def _by_calamine(data: bytes) -> list[tuple[str, Sequence[Sequence[Cell]]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    shown = [m.name for m in book.sheets_metadata if m.visible is python_calamine.SheetVisibleEnum.Visible]
    hidden = [n for n in book.sheet_names if n not in shown]
    return [(n, book.get_sheet_by_name(n).to_python(skip_empty_area=False)) for n in (*shown, *hidden)]


def _by_openpyxl(data: bytes, first: Exception) -> list[tuple[str, Sequence[Sequence[Cell]]]]:
    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        return [(s.title, [tuple(r) for r in s.iter_rows(values_only=True)]) for s in book.worksheets]
    except Exception as error:
        raise UnreadableError(f"the workbook cannot be understood ({first})", mend=DOWNLOAD_AGAIN) from error


def _no_sheet(wanted: str, there: Iterable[str]) -> list[tuple[str, Sequence[Sequence[Cell]]]]:
    raise UnreadableError(
        f"there is no sheet `{wanted}`; the sheets are: {', '.join(there)}",
        mend="Correct `sheet` in the settings, or leave it out.",
    )


def _grid(name: str, title: str, rows: Sequence[Sequence[Cell]]) -> Grid:
    width = max(len(r) for r in rows)
    columns = {
        str(i): pl.Series(str(i), [_cell(r[i]) if i < len(r) else None for r in rows], dtype=pl.String)
        for i in range(width)
    }
    numbers = pl.int_range(1, len(rows) + 1, dtype=pl.Int64, eager=True)
    return Grid(name, title, Unit.CELL, pl.DataFrame(columns), numbers)


def _cell(value: Cell) -> str | None:
    if isinstance(value, str):
        return typed_marks_removed(value) if value else None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return NUMBER + number_text(value)
    if isinstance(value, datetime | date):
        return MOMENT + value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    return None
