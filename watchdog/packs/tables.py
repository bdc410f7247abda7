"""TOML text -> plain tables, with `extends` resolved. Nothing here knows what the keys mean."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import TypeAlias

from watchdog.packs.notes import PackNote, nearest

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | object"
Table: TypeAlias = dict[str, Value]

MAX_DEPTH = 5


class Tables:
    """The files of a pack folder as tables. Every fault met on the way is kept in `notes`, once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._done: dict[str, Table | None] = {}
        self.notes: list[PackNote] = []

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self._texts))

    def get(self, name: str, asked_by: tuple[str, ...] = ()) -> Table | None:
        """The table of a file merged over what it extends; None (and a note) if it cannot be read."""
        if name not in self._done:
            self._done[name] = self._read(name, asked_by)
        return self._done[name]

    def note(self, file: str, key: str, what: str, mend: str) -> None:
        found = PackNote(file=file, key=key, what=what, mend=mend)
        if found not in self.notes:
            self.notes.append(found)

    def _read(self, name: str, asked_by: tuple[str, ...]) -> Table | None:
        try:
            table: Table = tomllib.loads(self._texts[name])
        except tomllib.TOMLDecodeError as error:
            self.note(
                name, "", f"not TOML: {error}", "mend the line it names; strings with `\\` go between single quotes"
            )
            return None
        base = table.pop("extends", None)
        if base is None:
            return table
        return self._extended(name, table, base, asked_by)

    def _extended(self, name: str, table: Table, base: object, asked_by: tuple[str, ...]) -> Table | None:
        if not isinstance(base, str) or base not in self._texts:
            self.note(name, "extends", f"there is no file `{base}`", nearest(str(base), self._texts))
            return None
        if base in (*asked_by, name) or len(asked_by) >= MAX_DEPTH:
            self.note(name, "extends", f"`{base}` extends this file in turn", "let one of the two stand by itself")
            return None
        below = self.get(base, (*asked_by, name))
        return None if below is None else merge(below, table)


def merge(below: Table, above: Table) -> Table:
    """Tables are merged key by key; everything else (arrays too) is replaced by what lies above."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged
