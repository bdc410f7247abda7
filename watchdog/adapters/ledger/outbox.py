"""The outbox: notices wait here until they have been handed over. Handing over twice is better than not at all."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from watchdog.adapters.ledger.rows import stamp
from watchdog.model.notice import Notice


def pending(db: Database, limit: int, at: datetime) -> tuple[Notice, ...]:
    """Notices due at `at`, oldest first."""
    query = (
        "SELECT notice FROM outbox WHERE sent_at IS NULL AND given_up = 0 AND next_at <= ? "
        "ORDER BY queued_at, rowid LIMIT ?"
    )
    return tuple(Notice.model_validate_json(row["notice"]) for row in db.query(query, [stamp(at), limit]))


def sent(db: Database, notice_id: str, at: datetime) -> None:
    db.execute("UPDATE outbox SET sent_at = ?, tries = tries + 1, why = NULL WHERE id = ?", [stamp(at), notice_id])


def failed(db: Database, notice_id: str, why: str, retry_at: datetime | None) -> None:
    """`retry_at` None: trying again cannot help; the notice stays in the database and is counted as given up."""
    db.execute(
        "UPDATE outbox SET tries = tries + 1, why = ?, given_up = ?, next_at = coalesce(?, next_at) WHERE id = ?",
        [why, int(retry_at is None), None if retry_at is None else stamp(retry_at), notice_id],
    )


def tries(db: Database, notice_id: str) -> int:
    """How often handing over was tried."""
    row = next(iter(db.query("SELECT tries FROM outbox WHERE id = ?", [notice_id])), None)
    return int(row["tries"]) if row else 0
