"""Writing one outcome. Every function here runs inside the one transaction of a commit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from watchdog.adapters.ledger import chain
from watchdog.adapters.ledger.rows import (
    Row,
    incident_row,
    is_turn,
    joined,
    order_row,
    same_but_for_seeing,
    stamp,
    state_of,
    text_of,
)
from watchdog.casefile import canonical_json, digest_of
from watchdog.incidents import seen_again
from watchdog.model.case import HistorySlice, Outcome
from watchdog.model.findings import Change, Incident
from watchdog.model.notice import Notice
from watchdog.model.records import KnownOrder


def is_committed(db: Database, outcome: Outcome) -> bool:
    return bool(db.table("outcomes").count_where("case_digest = ?", [outcome.case]))


def write(db: Database, outcome: Outcome, notices: Sequence[Notice]) -> None:
    """Everything one check leaves behind."""
    _note_clock(db, outcome)
    _outcome(db, outcome)
    _orders(db, outcome)
    _incidents(db, outcome, outcome.changes)
    _calibrated(db, outcome)
    _account(db, outcome)
    queue(db, notices)


def queue(db: Database, notices: Iterable[Notice]) -> None:
    """Put notices in the outbox; one that is there already stays as it is."""
    rows: list[Row] = [
        {"id": one.id, "notice": text_of(one), "queued_at": stamp(one.at), "next_at": stamp(one.at)} for one in notices
    ]
    db.table("outbox").insert_all(rows, ignore=True)


def _note_clock(db: Database, outcome: Outcome) -> None:
    shop = outcome.target.shop
    latest = next(iter(db.query("SELECT max(at) AS at FROM outcomes WHERE shop = ?", [shop])))["at"]
    if latest is not None and latest > stamp(outcome.at):
        what = f"the clock was set back: this check is dated {stamp(outcome.at)}, an earlier one {latest}"
        db.table("notes").insert({"at": stamp(outcome.at), "shop": shop, "what": what})


def _outcome(db: Database, outcome: Outcome) -> None:
    digest = digest_of(canonical_json(outcome))
    shop = outcome.target.shop
    row: Row = {
        "case_digest": outcome.case,
        "shop": shop,
        "account": outcome.target.account,
        "at": stamp(outcome.at),
        "state": state_of(outcome),
        "outcome_digest": digest,
        "looks": text_of(outcome.looks),
        "coverage": text_of(outcome.coverage),
    }
    db.table("outcomes").insert(row)
    findings: list[Row] = [
        {
            "case_digest": outcome.case,
            "n": n,
            "shop": shop,
            "rule": one.finding.rule,
            "key": one.finding.key,
            "severity": one.finding.severity.value,
            "confirmed": int(one.confirmed),
            "transient": int(one.transient),
            "what_en": one.finding.what.en,
            "what_zh": one.finding.what.zh,
        }
        for n, one in enumerate(outcome.judged)
    ]
    db.table("findings").insert_all(findings)
    chain.append(db, outcome, digest)


def _orders(db: Database, outcome: Outcome) -> None:
    shop = outcome.target.shop
    numbers = text_of([known.order_sn for known in outcome.known])
    query = "SELECT order_sn, known FROM orders WHERE shop = ? AND order_sn IN (SELECT value FROM json_each(?))"
    before = {row["order_sn"]: KnownOrder.model_validate_json(row["known"]) for row in db.query(query, [shop, numbers])}
    orders, versions, statuses = [], [], []
    for new in outcome.known:
        old = before.get(new.order_sn)
        known = joined(old, new)
        orders.append(order_row(shop, known))
        if old is None or not same_but_for_seeing(old, known):
            versions.append(_version(shop, known))
        if old is None or (old.status_label, old.status_means) != (known.status_label, known.status_means):
            statuses.append(_status(shop, known))
    db.table("orders").insert_all(orders, replace=True)
    db.table("order_versions").insert_all(versions, replace=True)
    db.table("order_status_log").insert_all(statuses, replace=True)


def _version(shop: str, known: KnownOrder) -> Row:
    return {"shop": shop, "order_sn": known.order_sn, "at": stamp(known.last_seen_at), "known": text_of(known)}


def _status(shop: str, known: KnownOrder) -> Row:
    return {
        "shop": shop,
        "order_sn": known.order_sn,
        "at": stamp(known.last_seen_at),
        "label": known.status_label,
        "means": text_of(known.status_means),
    }


def _incidents(db: Database, outcome: Outcome, changes: Sequence[Change]) -> None:
    latest = {one.id: one for one in _seen_again(db, outcome)}
    latest |= {change.incident.id: change.incident for change in changes}
    db.table("incidents").insert_all([incident_row(one, outcome.at) for one in latest.values()], replace=True)
    rows: list[Row] = [
        {
            "incident_id": change.incident.id,
            "at": stamp(outcome.at),
            "kind": change.kind.value,
            "case_digest": outcome.case,
            "incident": text_of(change.incident) if is_turn(change.kind) else None,
        }
        for change in changes
    ]
    db.table("transitions").insert_all(rows, replace=True)


def _seen_again(db: Database, outcome: Outcome) -> tuple[Incident, ...]:
    """Open incidents that this check met once more without a change worth telling: their count and time move on."""
    query = "SELECT incident FROM incidents WHERE shop = ? AND state IN ('suspected', 'confirmed')"
    found = tuple(Incident.model_validate_json(row["incident"]) for row in db.query(query, [outcome.target.shop]))
    again = seen_again(outcome.judged, HistorySlice(as_of=outcome.at, open_incidents=found), outcome.at)
    before = {one.id: one.last_seen_at for one in found}
    return tuple(one for one in again if one.last_seen_at > before[one.id])


def _calibrated(db: Database, outcome: Outcome) -> None:
    rows: list[Row] = [
        {"shop": outcome.target.shop, "pair": pair, "since": stamp(outcome.at)} for pair in sorted(outcome.calibrated)
    ]
    db.table("calibrated").insert_all(rows, ignore=True)


def _account(db: Database, outcome: Outcome) -> None:
    look = outcome.looks[-1] if outcome.looks else None
    state, why = (look.blind, look.blind_why) if look and look.blind else ("ok", "")
    row: Row = {"account": outcome.target.account, "state": state, "why": why, "at": stamp(outcome.at)}
    db.table("accounts").insert(row, replace=True)
