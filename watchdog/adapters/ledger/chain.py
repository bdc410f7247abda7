"""The hash-chained ledger: one line per check, consistent or not, so that a missing or altered check shows.

A line is canonical JSON `{"at","case","outcome","prev","seq","shop","state"}`; `prev` is the SHA-256 of
the line before it, 64 zeros for the first. Lines are never changed and never deleted.
"""

from __future__ import annotations

import json

from sqlite_utils import Database

from watchdog.adapters.ledger.rows import stamp, state_of
from watchdog.casefile import canonical_json, digest_of
from watchdog.model.base import Digest
from watchdog.model.case import Outcome

GENESIS = "0" * 64


def append(db: Database, outcome: Outcome, outcome_digest: Digest) -> None:
    """Add the line of this check; inside the caller's transaction."""
    last = next(iter(db.query("SELECT seq, sha256 FROM chain ORDER BY seq DESC LIMIT 1")), None)
    seq, prev = (last["seq"] + 1, last["sha256"]) if last else (1, GENESIS)
    line = canonical_json(
        {
            "seq": seq,
            "prev": prev,
            "at": stamp(outcome.at),
            "shop": outcome.target.shop,
            "case": outcome.case,
            "outcome": outcome_digest,
            "state": state_of(outcome),
        }
    )
    db.table("chain").insert({"seq": seq, "prev": prev, "sha256": digest_of(line), "line": line.decode()})


def breaks(lines: list[tuple[int, str, str, str]]) -> list[str]:
    """What is wrong with lines (seq, prev, sha256, line) in order of seq; empty when nothing is."""
    wrong: list[str] = []
    prev = GENESIS
    for place, (seq, stored_prev, sha256, line) in enumerate(lines, start=1):
        told = _read(line)
        if seq != place or told.get("seq") != seq:
            wrong.append(f"line {place}: its number is {seq}: a line is missing or was moved")
        if digest_of(line.encode()) != sha256:
            wrong.append(f"line {seq}: the text was altered")
        if stored_prev != prev or told.get("prev") != prev:
            wrong.append(f"line {seq}: it does not follow line {place - 1}")
        prev = sha256
    return wrong


def _read(line: str) -> dict[str, object]:
    try:
        told = json.loads(line)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
