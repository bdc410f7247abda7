"""finding.json and the table of differences: what an exhibit says, so that a program can evaluate it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from watchdog.casefile import Json, csv_cell, plain_json, pretty_json
from watchdog.evidence.places import place_of
from watchdog.evidence.plan import ExhibitPlan
from watchdog.model.case import Case, Outcome
from watchdog.model.findings import Claim, ClaimKind, Incident

SCHEMA = "watchdog-exhibit/1"
_DIFFERENT = (ClaimKind.DIFFERS, ClaimKind.BEFORE_AFTER, ClaimKind.COUNTED, ClaimKind.SHOWN_TWICE)
_COLUMNS = ("incident", "order", "field", "kind", "value", "raw text", "source", "path", "file")


def claims_of(incident: Incident, files: Mapping[str, bytes], rows: Mapping[str, str]) -> list[dict[str, Json]]:
    """Every claim with its pointers led to files of the exhibit."""
    return [_claim(claim, files, rows) for claim in incident.latest.finding.claims]


def finding_json(
    plan: ExhibitPlan,
    outcome: Outcome,
    case: Case,
    *,
    claims: Mapping[str, list[dict[str, Json]]],
    pictures: Sequence[Json],
    missing: Sequence[str],
) -> bytes:
    """`claims`: incident id -> its claims as `claims_of` gives them."""
    target = case.target
    return pretty_json(
        {
            "schema": SCHEMA,
            "exhibit": plan.name,
            "grade": "look",
            "made_by": f"seller-centre-watchdog {case.version}",
            "at": outcome.at,
            "case": {"file": "case.json", "sha256": outcome.case},
            "shop": {
                "key": target.shop,
                "name": target.name,
                "shop_id": target.shop_id,
                "platform": target.platform,
                "region": target.region,
            },
            "looks": [
                {"name": f"look{n}", "rung": look.rung, "started_at": look.started_at, "ended_at": look.ended_at}
                for n, look in enumerate(case.looks)
            ],
            "incidents": [_incident(one, claims[one.id]) for one in plan.incidents],
            "pictures": list(pictures),
            "missing": list(missing),
        }
    )


def differences(plan: ExhibitPlan, claims: Mapping[str, list[dict[str, Json]]]) -> tuple[bytes, bytes]:
    """The same rows as JSON and as CSV (UTF-8 with a mark for Excel): one row per value that takes part in a
    difference.
    """
    table = [row for one in plan.incidents for claim in claims[one.id] for row in _rows(one, claim)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows([csv_cell(cell) for cell in row] for row in table)
    as_json = pretty_json([dict(zip(_COLUMNS, row, strict=True)) for row in table])
    return as_json, ("\ufeff" + out.getvalue()).encode()


def _incident(incident: Incident, claims: list[dict[str, Json]]) -> dict[str, Json]:
    judged = incident.latest
    finding = judged.finding
    return {
        "id": incident.id,
        "rule": incident.rule,
        "key": incident.key,
        "state": incident.state.value,
        "severity": incident.severity.value,
        "confidence": finding.confidence.value,
        "about": finding.about.value,
        "opened_at": plain_json(incident.opened_at),
        "last_seen_at": plain_json(incident.last_seen_at),
        "last_healthy_at": plain_json(incident.last_healthy_at),
        "orders": list(finding.orders),
        "what": plain_json(finding.what),
        "tip": plain_json(finding.tip),
        "steps": plain_json(finding.steps),
        "seen": judged.seen,
        "looks": judged.looks,
        "rungs": list(judged.rungs),
        "confirmed": judged.confirmed,
        "claims": claims,
    }


def _claim(claim: Claim, files: Mapping[str, bytes], rows: Mapping[str, str]) -> dict[str, Json]:
    pointers: list[Json] = []
    for pointer in claim.pointers:
        file, path = place_of(pointer, files, rows)
        pointers.append(
            {"source": pointer.source, "cited": pointer.path, "text": pointer.text, "file": file, "path": path}
        )
    return {"kind": claim.kind.value, "field": claim.field, "says": list(claim.says), "pointers": pointers}


def _rows(incident: Incident, claim: dict[str, Json]) -> list[tuple[str, ...]]:
    if claim["kind"] not in {kind.value for kind in _DIFFERENT}:
        return []
    says, pointers = claim["says"], claim["pointers"]
    values = [str(one) for one in says] if isinstance(says, list) else []
    rows = []
    for n, pointer in enumerate(pointers if isinstance(pointers, list) else []):
        if isinstance(pointer, dict):
            told = [str(pointer[name]) for name in ("text", "source", "cited", "file")]
            value = values[n] if n < len(values) else ""
            rows.append((incident.id, incident.key, str(claim["field"]), str(claim["kind"]), value, *told))
    return rows
