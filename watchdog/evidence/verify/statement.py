"""finding.json as read by the verifier: plain values, everything of the wrong shape told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

SCHEMA = "watchdog-exhibit/1"


@dataclass(frozen=True)
class Place:
    """Where a value stands: file and path inside the exhibit, and the raw text that must be there."""

    file: str
    path: str
    text: str
    cited: str


@dataclass(frozen=True)
class Stated:
    """One claim. `label`: how to name it to a person."""

    label: str
    kind: str
    field: str
    says: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Statement:
    """What an exhibit says of itself. `problems`: why it cannot be trusted as a statement."""

    exhibit: str = ""
    schema: str = ""
    case_sha256: str = ""
    claims: tuple[Stated, ...] = ()
    pictures: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def read_statement(data: bytes) -> Statement:
    """Never raises: what is wrong is in `problems`."""
    try:
        raw = json.loads(data)
    except ValueError as trouble:
        return Statement(problems=(f"finding.json is not JSON: {trouble}",))
    if not isinstance(raw, dict):
        return Statement(problems=("finding.json is not an object",))
    problems: list[str] = []
    if raw.get("schema") != SCHEMA:
        problems.append(f"finding.json: schema is {raw.get('schema')!r}, this verifier knows {SCHEMA!r}")
    incidents = raw.get("incidents")
    if not isinstance(incidents, list) or not incidents:
        problems.append("finding.json: no incident is stated")
        incidents = []
    case = raw.get("case")
    try:
        claims = tuple(claim for n, one in enumerate(incidents) for claim in _claims(n, one))
    except (KeyError, TypeError, ValueError) as trouble:
        claims = ()
        problems.append(f"finding.json: a claim cannot be read: {trouble!r}")
    return Statement(
        exhibit=str(raw.get("exhibit", "")),
        schema=str(raw.get("schema", "")),
        case_sha256=str(case.get("sha256", "")) if isinstance(case, dict) else "",
        claims=claims,
        pictures=tuple(str(one["file"]) for one in _list(raw.get("pictures")) if "file" in one),
        missing=tuple(str(one) for one in raw.get("missing") or () if isinstance(one, str)),
        problems=tuple(problems),
    )


def _claims(number: int, incident: Mapping[str, object]) -> list[Stated]:
    claims = incident["claims"]
    if not isinstance(claims, list):
        raise TypeError("claims is not a list")
    return [_claim(f"incident {incident.get('id', number)} claim {n}", one) for n, one in enumerate(claims)]


def _claim(label: str, raw: Mapping[str, object]) -> Stated:
    says, pointers = raw["says"], raw["pointers"]
    if not isinstance(says, list) or not isinstance(pointers, list):
        raise TypeError(f"{label}: says and pointers must be lists")
    return Stated(
        label=f"{label} ({raw['kind']} {raw['field']})",
        kind=str(raw["kind"]),
        field=str(raw["field"]),
        says=tuple(str(one) for one in says),
        places=tuple(
            Place(str(one["file"]), str(one["path"]), str(one["text"]), f"{one['source']} {one['cited']}")
            for one in pointers
        ),
    )


def _list(value: object) -> list[dict[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
