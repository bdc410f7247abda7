"""The TOML format as JSON Schema (for editors) and as a list of keys (for docs/packs.md)."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from watchdog.model.pack import PageSpec, RegionSpec
from watchdog.packs.forms import PlatformFile
from watchdog.packs.tables import Table, Value
from watchdog.packs.validate import model_in

EXTENDS = "Another file of the pack folder that this one lies over, e.g. `shipped/shopee/orders.toml`."
STATUS_KEYS = {
    "labels": "Labels as shown; compared without case and spacing.",
    "patterns": "Regular expressions for labels that carry a date or a name.",
    "means": "The set of order statuses that these labels may mean.",
    "source": "Where the meaning comes from.",
    "mark": "How sure it is: A, B, C or G (a guess).",
}
_NOT_WRITTEN = {
    "PageSpec": ("type",),
    "RegionSpec": ("region", "status_patterns", "status_marks"),
    "FieldSpec": ("name",),
}


def json_schema() -> dict[str, Table]:
    """File kind (`platform`, `page`, `region`) -> JSON Schema of such a file."""
    page = _written(PageSpec)
    rows = _definition(page, "RowSpec")
    for key in ("fields", "items"):
        rows[key] = {
            "type": "object",
            "additionalProperties": {"$ref": "#/$defs/FieldSpec"},
            "description": "[rows.<this>.<name>]: a table for each field",
        }
    field = _definition(page, "FieldSpec")
    field["source"] = {"type": "string", "description": "Holds for each alternative that gives none."}
    field["mark"] = {"$ref": "#/$defs/Mark"}
    region = _written(RegionSpec)
    properties = region["properties"]
    if isinstance(properties, dict):
        properties["statuses"] = {"type": "array", "items": _status_group()}
        properties["pages"] = {"type": "object", "description": "Page type -> keys laid over the shared file."}
    return {"platform": _written(PlatformFile), "page": page, "region": region}


def key_list() -> tuple[tuple[str, str, str], ...]:
    """(file kind, dotted key, what it says) of every key a person can write, in the order of the models."""
    rows: list[tuple[str, str, str]] = []
    for kind, model in (("platform", PlatformFile), ("page", PageSpec), ("region", RegionSpec)):
        rows.append((kind, "extends", EXTENDS))
        rows += [(kind, key, text) for key, text in _keys(model, "")]
    rows += [("region", f"statuses[].{name}", text) for name, text in STATUS_KEYS.items()]
    rows.append(("region", "pages.<type>", "Keys laid over the shared file of a page type, for this region alone."))
    return tuple(rows)


def _keys(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, str]]:
    for name, info in model.model_fields.items():
        if name in _NOT_WRITTEN.get(model.__name__, ()):
            continue
        key = prefix + (info.alias or name)
        inner = model_in(info.annotation)
        if inner is None:
            yield key, (info.description or "").replace("\n", " ")
            continue
        mark = f".<{'field' if name == 'fields' else 'item field'}>" if inner.__name__ == "FieldSpec" else ""
        many = mark or ("[]" if str(info.annotation).startswith("tuple") else "")
        said = info.description or inner.__doc__ or ""
        yield key + many, said.strip().split("\n\n")[0].replace("\n", " ")
        yield from _keys(inner, f"{key}{many}.")


def _status_group() -> Table:
    words: Table = {"type": "array", "items": {"type": "string"}}
    word: Table = {"type": "string"}
    return {
        "type": "object",
        "required": ["means", "source", "mark"],
        "additionalProperties": False,
        "properties": {
            key: {**(word if key in ("source", "mark") else words), "description": text}
            for key, text in STATUS_KEYS.items()
        },
    }


def _written(model: type[BaseModel]) -> Table:
    schema: Table = model.model_json_schema()
    for name, hidden in _NOT_WRITTEN.items():
        properties = schema.get("properties") if name == model.__name__ else _definition(schema, name)
        required = schema.get("required") if name == model.__name__ else None
        for key in hidden:
            if isinstance(properties, dict):
                properties.pop(key, None)
            if isinstance(required, list) and key in required:
                required.remove(key)
    properties = schema["properties"]
    if isinstance(properties, dict):
        properties["extends"] = {"type": "string", "description": EXTENDS}
    return schema


def _definition(schema: Table, name: str) -> dict[str, Value]:
    """Properties of a shared definition, to be changed in place."""
    defs = schema.get("$defs")
    found = defs.get(name) if isinstance(defs, dict) else None
    if not isinstance(found, dict):
        return {}
    if name == "FieldSpec" and isinstance(found.get("required"), list):
        found["required"] = ["type"]
    properties = found.get("properties")
    return properties if isinstance(properties, dict) else {}
