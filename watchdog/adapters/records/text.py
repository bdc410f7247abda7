"""CSV and JSON Lines -> grids: encodings, delimiters, broken lines."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from io import BytesIO, StringIO

import polars as pl

from watchdog.adapters.records.files import FileBytes
from watchdog.adapters.records.tables import NUMBER, Grid, Problems, Unit, UnreadableError, clip, typed_marks_removed

_MARK = "\ue000"
_HIGH = re.compile(rb"[\x80-\xff]+")
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_LOOKED_AT = 200_000
_MOST_COLUMNS = 2_000


def decoded(data: bytes) -> tuple[str, str]:
    """The text and its encoding. UTF-8 and UTF-16 prove themselves; the others are told by their bytes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16")
    if data[:200].count(0) > len(data[:200]) // 4:
        return _strict(data, "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be")
    try:
        return data.decode("utf-8-sig"), "utf-8-sig"
    except UnicodeDecodeError:
        return _strict(data, _legacy(data))


def _legacy(data: bytes) -> str:
    """In cp1252 letters above 127 stand alone between ASCII; in Chinese encodings they are pairs, mostly in runs."""
    sample = data[: _LOOKED_AT * 5]
    runs = _HIGH.findall(sample)
    alone = sum(len(r) == 1 for r in runs)
    if alone > 0.6 * len(runs) and not _decodes(data, "big5hkscs"):
        return "cp1252"
    pairs = [(p[0], p[1]) for p in _PAIR.findall(sample)]
    common_gb = sum(0xB0 <= a <= 0xD7 and b >= 0xA1 for a, b in pairs)
    common_big5 = sum(0xA4 <= a <= 0xC6 and (b <= 0x7E or b >= 0xA1) for a, b in pairs)
    low = sum(b <= 0x7E for _, b in pairs)
    if low > 0.8 * len(pairs):
        return "cp1252"
    if common_big5 > common_gb and low > 0.05 * len(pairs) and _decodes(data, "big5hkscs"):
        return "big5hkscs"
    return "gb18030" if _decodes(data, "gb18030") else "cp1252"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _strict(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding).removeprefix("\ufeff"), encoding
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"the text is in no encoding we know (byte {error.start})", mend="Save it again as CSV UTF-8."
        ) from error


def text_grid(file: FileBytes, problems: Problems) -> Grid:
    """A CSV, or JSON Lines if the text begins with an object. Broken JSON lines are problems, not the end."""
    body, _ = decoded(file.data)
    start = body[:200].lstrip()
    if not start:
        raise UnreadableError("the file holds only blank space", mend="Export it again.")
    if start.startswith(("{", "[{", "[\n", "[ ", "[\r")):
        return _json_grid(file.path.name, body, problems)
    return _csv_grid(file.path.name, body)


def _delimiter(body: str) -> str:
    """The sign that cuts the first lines into the same number of cells, most of them."""
    lines = body[:_LOOKED_AT].splitlines(keepends=True)[:60]
    best, best_score = ",", 0
    for sign in (",", ";", "\t", "|"):
        widths = Counter(len(r) for r in _rows("".join(lines), sign) if r)
        width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] - 1), item[0]), default=(1, 0))
        if (width - 1) * count > best_score:
            best, best_score = sign, (width - 1) * count
    return best


def _rows(body: str, sign: str) -> list[list[str]]:
    csv.field_size_limit(2**31 - 1)
    try:
        return list(csv.reader(StringIO(body, newline=""), delimiter=sign))
    except csv.Error as error:
        raise UnreadableError(
            f"the CSV cannot be cut into cells ({error})", mend="Save it again as CSV UTF-8."
        ) from error


def _csv_grid(name: str, body: str) -> Grid:
    sign = _delimiter(body)
    width = max((len(r) for r in _rows(body[:_LOOKED_AT], sign)), default=1)
    if width > _MOST_COLUMNS:
        raise UnreadableError(f"a line has {width} columns", mend="Export only the columns of orders.")
    names = [str(i) for i in range(width)]
    try:
        frame = pl.read_csv(
            BytesIO(body.encode("utf-8")),
            has_header=False,
            separator=sign,
            schema=dict.fromkeys(names, pl.String()),
            truncate_ragged_lines=True,
        )
    except pl.exceptions.PolarsError:
        frame = _by_lines(body, sign, names)
    if _MARK in body:
        frame = frame.with_columns(pl.all().str.strip_chars_start(_MARK))
    return Grid(name, "", Unit.LINE, frame, _line_numbers(body, frame))


def _by_lines(body: str, sign: str, names: list[str]) -> pl.DataFrame:
    """Stray quotes: Python's reader is lenient where the fast one is not."""
    rows = [(r + [""] * len(names))[: len(names)] for r in _rows(body, sign)]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String()), orient="row")


def _line_numbers(body: str, frame: pl.DataFrame) -> pl.Series:
    """Line where each row begins; cells with line breaks push later rows down."""
    index = pl.int_range(1, frame.height + 1, dtype=pl.Int64, eager=True)
    if body.count("\n") <= frame.height:
        return index
    breaks = frame.select(pl.sum_horizontal(pl.all().str.count_matches("\n").fill_null(0)).cast(pl.Int64)).to_series()
    return index + breaks.cum_sum().shift(1, fill_value=0)


def _json_grid(name: str, body: str, problems: Problems) -> Grid:
    keys: dict[str, int] = {}
    rows: list[dict[str, str | None]] = []
    numbers: list[int] = []
    for number, entry in _json_entries(body, problems):
        for key in entry:
            keys.setdefault(key, len(keys))
        rows.append({key: _json_cell(value) for key, value in entry.items()})
        numbers.append(number)
    if not rows:
        raise UnreadableError("no line of it is a JSON object", mend="Write one JSON object a line (JSON Lines).")
    columns = {str(i): pl.Series(str(i), [r.get(k) for r in rows], dtype=pl.String) for k, i in keys.items()}
    return Grid(name, "", Unit.LINE, pl.DataFrame(columns), pl.Series(numbers, dtype=pl.Int64), tuple(keys))


def _json_entries(body: str, problems: Problems) -> list[tuple[int, dict[str, object]]]:
    if body.lstrip().startswith("["):
        try:
            whole = json.loads(body, parse_float=_Literal, parse_int=_Literal)
        except (ValueError, RecursionError) as error:
            raise UnreadableError(
                f"the JSON is broken: {error}", mend="Export it again, best as JSON Lines."
            ) from error
        return [(i, e) for i, e in enumerate(whole, 1) if isinstance(e, dict)]
    found: list[tuple[int, dict[str, object]]] = []
    for number, line in enumerate(body.split("\n"), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line, parse_float=_Literal, parse_int=_Literal)
        except (ValueError, RecursionError):
            entry = None
        if isinstance(entry, dict):
            found.append((number, entry))
        else:
            problems.add(f"line {number}", f"not a JSON object: {clip(line)}", "Write one JSON object a line.")
    return found


class _Literal(str):
    """A JSON number as it is written: no binary fractions on the way."""

    __slots__ = ()


def _json_cell(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, _Literal):
        return NUMBER + value
    if isinstance(value, str):
        return typed_marks_removed(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "\n".join(value)
    return json.dumps(value, ensure_ascii=False)
