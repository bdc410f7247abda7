"""From the tables a person writes to the shape of the models: fields by name, statuses in groups, sources said once."""

from __future__ import annotations

from watchdog.packs.tables import Table, Value

FIELD_TABLES = ("fields", "items")
SAID_ONCE = ("source", "mark")


def page_shape(table: Table, page_type: str) -> Table:
    """`[rows.fields.total]` becomes an entry of `rows.fields` with `name = "total"`."""
    shaped = {"type": page_type, **table}
    rows = table.get("rows")
    if isinstance(rows, dict):
        shaped["rows"] = {
            key: _fields(value) if key in FIELD_TABLES and isinstance(value, dict) else value
            for key, value in rows.items()
        }
    return shaped


def _fields(tables: Table) -> list[Value]:
    return [_field(name, table) if isinstance(table, dict) else table for name, table in tables.items()]


def _field(name: str, table: Table) -> Table:
    """`source` and `mark` of a field hold for each of its alternatives that gives none."""
    said = {key: table[key] for key in SAID_ONCE if key in table}
    shaped: Table = {"name": name}
    for key, value in table.items():
        if key in ("dom", "json") and isinstance(value, list):
            shaped[key] = [{**said, **entry} if isinstance(entry, dict) else entry for entry in value]
        elif key not in SAID_ONCE:
            shaped[key] = value
    return shaped


def region_shape(table: Table) -> Table:
    """`[[statuses]]` groups become label -> meanings, pattern -> meanings, and how sure each is."""
    shaped = {key: value for key, value in table.items() if key not in ("login", "pages", "statuses")}
    groups = table.get("statuses")
    if not isinstance(groups, list):
        return shaped if groups is None else {**shaped, "statuses": groups}
    labels: Table = {}
    patterns: Table = {}
    marks: Table = {}
    for group in groups:
        if not isinstance(group, dict):
            continue
        for target, words in ((labels, group.get("labels")), (patterns, group.get("patterns"))):
            for word in words if isinstance(words, list) else ():
                target[str(word)] = group.get("means", [])
                marks[str(word)] = group.get("mark", "G")
    return {**shaped, "statuses": labels, "status_patterns": patterns, "status_marks": marks}


def page_overrides(region: Table) -> dict[str, Table]:
    """`[pages.orders]` of a region file: laid over the shared page type."""
    pages = region.get("pages")
    return {k: v for k, v in pages.items() if isinstance(v, dict)} if isinstance(pages, dict) else {}
