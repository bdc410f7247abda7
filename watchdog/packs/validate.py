"""Tables -> models, with every refusal said in the words of the TOML."""

from __future__ import annotations

import re
import types
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from watchdog.packs.notes import nearest
from watchdog.packs.tables import Table, Tables

Made = TypeVar("Made", bound=BaseModel)
Loc = Sequence[int | str]


@dataclass(frozen=True)
class Origin:
    """Which file said it: `file`, or `override` (under `prefix`) for the keys that `laid_over` holds."""

    file: str
    override: str = ""
    prefix: str = ""
    laid_over: Table = field(default_factory=dict)

    def of(self, loc: Loc) -> tuple[str, str]:
        """(file, prefix of the key)."""
        if self.override and _reaches(self.laid_over, loc):
            return self.override, f"{self.prefix}." if self.prefix else ""
        return self.file, ""


def validated(model: type[Made], table: Table, origin: Origin, tables: Tables) -> Made | None:
    """The model, or None with a note for each fault. Notes on missing `source` or `mark` do not stop it."""
    try:
        made = model.model_validate(table)
    except ValidationError as error:
        for detail in error.errors():
            file, prefix = origin.of(detail["loc"])
            what, mend = _said(model, detail)
            tables.note(file, prefix + dotted(table, detail["loc"]), what, mend)
        return None
    for loc in unsourced(made, ()):
        file, prefix = origin.of(loc)
        mend = 'add source = "..." and mark = "A", "B", "C" or "G" (a guess); in a field once for all its alternatives'
        tables.note(file, prefix + dotted(table, loc), "no source or no mark", mend)
    return made


def unsourced(value: object, loc: tuple[int | str, ...]) -> list[tuple[int | str, ...]]:
    """Where a model that must say its source and mark does not. Defaults that the file leaves out are no claims."""
    found: list[tuple[int | str, ...]] = []
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        given = value.model_fields_set
        said = bool(getattr(value, "source", "")) and "mark" in given
        if {"source", "mark"} <= set(fields) and not said:
            found.append(loc)
        for name in given:
            key = fields[name].alias or name
            found += unsourced(getattr(value, name), (*loc, key))
    elif isinstance(value, tuple):
        for number, entry in enumerate(value):
            found += unsourced(entry, (*loc, number))
    return found


def dotted(table: object, loc: Loc) -> str:
    """`rows.fields.total.dom[0].css`: list positions in brackets, fields by their name."""
    text = ""
    here: object = table
    for part in loc:
        if isinstance(part, int):
            here = here[part] if isinstance(here, list) and part < len(here) else None
            name = here.get("name") if isinstance(here, dict) and text in ("rows.fields", "rows.items") else None
            text += f".{name}" if name else f"[{part}]"
        else:
            here = here.get(part) if isinstance(here, dict) else None
            text += f".{part}" if text else part
    return text


def _said(model: type[BaseModel], detail: ErrorDetails) -> tuple[str, str]:
    loc = detail["loc"]
    last = str(loc[-1]) if loc else ""
    if detail["type"] == "extra_forbidden":
        return f"unknown key `{last}`", nearest(last, keys_at(model, loc[:-1]))
    if detail["type"] == "missing":
        return f"`{last}` is missing", f"add `{last} = ...`"
    if detail["type"] in ("enum", "literal_error"):
        words = re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
        return f"`{detail['input']}` is not known here", nearest(str(detail["input"]), words)
    return f"{detail['msg']} (it is `{str(detail['input'])[:80]}`)", "see docs/packs.md for what this key takes"


def keys_at(model: type[BaseModel], loc: Loc) -> tuple[str, ...]:
    """Keys that the model reached by `loc` knows, as written in TOML."""
    here: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, int):
            continue
        if here is None:
            return ()
        by_name = {info.alias or name: info.annotation for name, info in here.model_fields.items()}
        here = model_in(by_name.get(part))
    return tuple(info.alias or name for name, info in here.model_fields.items()) if here else ()


def model_in(annotation: object) -> type[BaseModel] | None:
    """The model inside `tuple[Model, ...]`, `dict[str, Model]`, `Model | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, dict, list, Union, types.UnionType) and get_origin(annotation) is not Literal:
        for inner in get_args(annotation):
            found = model_in(inner)
            if found is not None:
                return found
    return None


def _reaches(table: object, loc: Loc) -> bool:
    here = table
    for part in loc:
        if isinstance(part, str) and isinstance(here, dict) and part in here:
            here = here[part]
        elif isinstance(part, int):
            return isinstance(here, list)
        else:
            return False
    return True
