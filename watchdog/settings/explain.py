"""Why settings were refused: file, line, key, and what to write instead. The refused value is never repeated."""

from __future__ import annotations

import difflib
import re
import types
import typing
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from tomlkit.exceptions import ParseError, TOMLKitError

from watchdog.errors import SettingsError

Loc = tuple[int | str, ...]
_HEADER = re.compile(r"^\s*(\[\[|\[)\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"""^\s*("(?:[^"]*)"|'(?:[^']*)'|[A-Za-z0-9_.\-]+)\s*=""")
_LIFTED = "watchdog"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be."""
    return next(iter(difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)), None)


def unreadable(bad: TOMLKitError, file: Path | None) -> SettingsError:
    where = f", line {bad.line}" if isinstance(bad, ParseError) else ""
    return SettingsError(
        f"{file}{where}: this is not TOML: {bad}", mend="Look at that line; text stands in quotes, lists in [ ]."
    )


def explain(bad: ValidationError, model: type[BaseModel], file: Path | None, text: str) -> SettingsError:
    """One message for the first thing that is wrong."""
    first = bad.errors(include_url=False, include_context=False, include_input=False)[0]
    loc = _named(tuple(first["loc"]), model)
    line = line_of(loc, text)
    where = f"{file}, line {line}" if file and line else f"the environment ({_variable(loc)})" if loc else str(file)
    what, mend = _sentences(first["type"], first["msg"], loc, model)
    return SettingsError(f"{where}: {_dotted(loc)}{what}", mend=mend)


def _sentences(kind: str, message: str, loc: Loc, model: type[BaseModel]) -> tuple[str, str]:
    reason = message.removeprefix("Value error, ")
    if kind == "extra_forbidden":
        known = known_keys(model, loc[:-1])
        near = nearest(str(loc[-1]), known)
        hint = f"Did you mean `{near}`? " if near else ""
        return " is not a setting", f"{hint}Known here: {', '.join(known)}."
    if kind == "missing":
        return " is missing", f"Write `{loc[-1]} = ...` there; `watchdog init --show` prints a commented example."
    if "secret" in reason or "password" in reason or "key;" in reason:
        return (
            f": {reason}",
            "Store it with `watchdog login ACCOUNT` or your system's keyring, write only the reference, and change the"
            " secret if the file was shared.",
        )
    return f": {reason}", "Correct it; `watchdog init --show` prints a commented example."


def line_of(loc: Loc, text: str) -> int | None:
    """1-based line of the key at `loc` (or of the nearest table above it that is in the text)."""
    lines = dict(_keys(text))
    for end in range(len(loc), 0, -1):
        for path in (loc[:end], (_LIFTED, *loc[:end])):
            if path in lines:
                return lines[path]
    return None


def _keys(text: str) -> Iterable[tuple[Loc, int]]:
    """(path, line) of each table and key. Keys inside inline tables are found by the key that holds them."""
    table: Loc = ()
    counts: dict[Loc, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _resolved(header[2], counts, many=header[1] == "[[")
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, *_parts(key[1])), number


def _resolved(dotted: str, counts: dict[Loc, int], *, many: bool) -> Loc:
    """A header's path with the index of each array element it stands in."""
    path: Loc = ()
    parts = _parts(dotted)
    for place, part in enumerate(parts):
        path = (*path, part)
        if many and place == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _parts(dotted: str) -> tuple[str, ...]:
    if dotted[0] in "\"'":
        return (dotted[1:-1],)
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _named(loc: Loc, model: type[BaseModel]) -> Loc:
    """Pydantic's path without the parts that name a validator, a union member or a dictionary's key check."""
    known: list[int | str] = []
    for part in loc:
        if isinstance(part, str) and ("[" in part or part == "function-after"):
            continue
        known.append(part)
    del model
    return tuple(known)


def known_keys(model: type[BaseModel], loc: Loc) -> list[str]:
    """Keys that may stand at `loc`; at the top also those of [watchdog]."""
    here: Any = model
    for part in loc:
        if isinstance(part, int):
            continue
        field = here.model_fields.get(part) if here is not None else None
        here = _model_in(field.annotation) if field else None
    return sorted(here.model_fields) if here is not None else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside `tuple[M, ...]`, `M | None`, `Annotated[M, ...]`."""
    if (
        isinstance(annotation, type)
        and issubclass(annotation, BaseModel)
        and not isinstance(annotation, types.GenericAlias)
    ):
        return annotation
    return next((found for arg in typing.get_args(annotation) if (found := _model_in(arg))), None)


def _dotted(loc: Loc) -> str:
    """`account[2].shop[1].days`, counted from 1 as a person counts."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _variable(loc: Loc) -> str:
    return "WATCHDOG_" + "__".join(str(part) for part in loc).upper()
