"""Parquet and SQLite -> grids. SQLite is opened read-only and asked one SELECT; nothing in it can be changed."""

from __future__ import annotations

import sqlite3
from io import BytesIO
from pathlib import Path

import polars as pl

from watchdog.adapters.records.files import FileBytes
from watchdog.adapters.records.tables import MOMENT, NUMBER, Grid, Unit, UnreadableError

_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
_CHUNK = 50_000


def parquet_grid(file: FileBytes) -> Grid:
    try:
        frame = pl.read_parquet(BytesIO(file.data))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UnreadableError("the Parquet file is damaged or cut off", mend="Write it again.") from error
    header = tuple(frame.columns)
    text = frame.select(_as_text(pl.col(n), frame.schema[n]).alias(str(i)) for i, n in enumerate(header))
    return Grid(
        file.path.name, "", Unit.ROW, text, pl.int_range(1, frame.height + 1, dtype=pl.Int64, eager=True), header
    )


def _as_text(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if dtype.is_numeric():
        present = column.fill_nan(None) if dtype.is_float() else column
        return pl.concat_str(pl.lit(NUMBER), present.cast(pl.String))
    if dtype == pl.Date:
        return pl.concat_str(pl.lit(MOMENT), column.cast(pl.String))
    if isinstance(dtype, pl.Datetime):
        form = "%Y-%m-%dT%H:%M:%S%z" if dtype.time_zone else "%Y-%m-%dT%H:%M:%S"
        return pl.concat_str(pl.lit(MOMENT), column.dt.to_string(form))
    if dtype == pl.List(pl.String):
        return column.list.join("\n", ignore_nulls=True)
    if dtype.is_nested():
        return pl.lit(None, dtype=pl.String)
    return column.cast(pl.String, strict=False).str.strip_chars_start("\ue000")


def sqlite_grid(path: Path, *, table: str, query: str) -> tuple[Grid, bytes]:
    """The rows of a table or of one SELECT, and bytes that stand for them: the database itself goes on changing."""
    if not (table or query):
        names = ", ".join(_tables(path)) or "none"
        raise UnreadableError(
            f"this is a database; which table? There are: {names}", mend="Set `table` or `query` of this source."
        )
    inner = f"SELECT * FROM {_quoted(table)}" if table else query.strip().rstrip(";")  # noqa: S608 - quoted; authorizer
    try:
        with _Reader(path) as connection:
            header = tuple(d[0] for d in connection.execute(f"SELECT * FROM ({inner}) LIMIT 0").description)  # noqa: S608
            frame = _typed_rows(connection, inner, header)
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _refusal(path, error, table) from error
    numbers = pl.int_range(1, frame.height + 1, dtype=pl.Int64, eager=True)
    body = BytesIO()
    frame.rename({str(i): f"{i} {n}" for i, n in enumerate(header)}).write_csv(body)
    return Grid(path.name, table, Unit.ROW, frame, numbers, header), body.getvalue()


class _Reader:
    """A connection that can only read. A database in a folder we may not write to is opened as immutable."""

    def __init__(self, path: Path) -> None:
        self.uri = path.resolve().as_uri()

    def __enter__(self) -> sqlite3.Connection:
        try:
            self.connection = self._open("mode=ro")
        except sqlite3.OperationalError:
            self.connection = self._open("mode=ro&immutable=1")
        return self.connection

    def _open(self, how: str) -> sqlite3.Connection:
        connection = sqlite3.connect(f"{self.uri}?{how}", uri=True, timeout=5)
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error:
            connection.close()
            raise
        connection.execute("PRAGMA query_only=ON")
        connection.set_authorizer(_authorize)
        return connection

    def __exit__(self, *_: object) -> None:
        self.connection.close()


def _authorize(action: int, *details: str | None) -> int:
    """No ATTACH, no PRAGMA, no writing; `load_extension` is a function that reaches outside."""
    if action not in _ALLOWED or "load_extension" in details:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def _typed_rows(connection: sqlite3.Connection, inner: str, header: tuple[str, ...]) -> pl.DataFrame:
    """SQLite types each value, not each column: numbers get our mark in the query itself."""
    names = [f"c{i}" for i in range(len(header))]
    typed = ", ".join(
        f"CASE WHEN typeof({n}) IN ('integer', 'real') THEN char(57344) || 'n' || CAST({n} AS TEXT) "
        f"ELSE ltrim(CAST({n} AS TEXT), char(57344)) END"
        for n in names
    )
    cursor = connection.execute(f"WITH given({', '.join(names)}) AS ({inner}) SELECT {typed} FROM given")  # noqa: S608
    schema = {str(i): pl.String() for i in range(len(header))}
    parts = [pl.DataFrame(schema=schema)]
    while rows := cursor.fetchmany(_CHUNK):
        parts.append(pl.DataFrame(rows, schema=schema, orient="row"))
    return pl.concat(parts)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _tables(path: Path) -> list[str]:
    try:
        with _Reader(path) as connection:
            return [r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    except sqlite3.Error:
        return []


def _refusal(path: Path, error: Exception, table: str) -> UnreadableError:
    text = str(error)
    if "not authorized" in text or "prohibited" in text:
        return UnreadableError(
            f"the query may only read ({text})", mend="Write `query` as one SELECT, without ATTACH or PRAGMA."
        )
    if "no such table" in text and table:
        names = ", ".join(_tables(path)) or "none"
        return UnreadableError(
            f"there is no table `{table}`; there are: {names}", mend="Correct `table` in the settings."
        )
    if "locked" in text or "busy" in text:
        return UnreadableError(
            "the database is locked by another program", mend="Try again when that program has finished."
        )
    return UnreadableError(
        f"the database refuses: {text}", mend="Check `table` or `query`, and that the file is a whole SQLite database."
    )
