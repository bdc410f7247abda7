"""The database's shape, as named migrations. Each runs with the record of its having run in one transaction.

Times are text, UTC, always `2026-11-22T06:30:00.000000Z`: they sort as they follow each other. Amounts are text.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from watchdog.errors import LedgerError

MIGRATIONS = Migrations("watchdog")

_FIRST = (
    """CREATE TABLE orders (
        shop TEXT NOT NULL, order_sn TEXT NOT NULL, created_on TEXT, first_seen_at TEXT NOT NULL,
        last_seen_at TEXT NOT NULL, status_label TEXT, known TEXT NOT NULL, PRIMARY KEY (shop, order_sn)) STRICT""",
    "CREATE INDEX orders_by_day ON orders (shop, created_on)",
    # An order as it was, whenever something other than 'seen again' changed: answers 'as known before t'.
    """CREATE TABLE order_versions (
        shop TEXT NOT NULL, order_sn TEXT NOT NULL, at TEXT NOT NULL, known TEXT NOT NULL,
        PRIMARY KEY (shop, order_sn, at)) STRICT""",
    """CREATE TABLE order_status_log (
        shop TEXT NOT NULL, order_sn TEXT NOT NULL, at TEXT NOT NULL, label TEXT, means TEXT NOT NULL,
        PRIMARY KEY (shop, order_sn, at)) STRICT""",
    """CREATE TABLE outcomes (
        case_digest TEXT PRIMARY KEY, shop TEXT NOT NULL, account TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL,
        outcome_digest TEXT NOT NULL, looks TEXT NOT NULL, coverage TEXT NOT NULL) STRICT""",
    "CREATE INDEX outcomes_by_time ON outcomes (shop, at)",
    """CREATE TABLE findings (
        case_digest TEXT NOT NULL REFERENCES outcomes, n INTEGER NOT NULL, shop TEXT NOT NULL, rule TEXT NOT NULL,
        key TEXT NOT NULL, severity TEXT NOT NULL, confirmed INTEGER NOT NULL, transient INTEGER NOT NULL,
        what_en TEXT NOT NULL, what_zh TEXT NOT NULL, PRIMARY KEY (case_digest, n)) STRICT""",
    """CREATE TABLE incidents (
        id TEXT PRIMARY KEY, shop TEXT NOT NULL, rule TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL,
        severity TEXT NOT NULL, opened_at TEXT NOT NULL, changed_at TEXT NOT NULL, incident TEXT NOT NULL) STRICT""",
    "CREATE INDEX incidents_by_shop ON incidents (shop, state)",
    """CREATE TABLE transitions (
        incident_id TEXT NOT NULL REFERENCES incidents, at TEXT NOT NULL, kind TEXT NOT NULL, case_digest TEXT NOT NULL,
        incident TEXT, PRIMARY KEY (incident_id, case_digest, kind)) STRICT""",
    """CREATE TABLE outbox (
        id TEXT PRIMARY KEY, notice TEXT NOT NULL, queued_at TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
        next_at TEXT NOT NULL, sent_at TEXT, given_up INTEGER NOT NULL DEFAULT 0, why TEXT) STRICT""",
    """CREATE TABLE calibrated (
        shop TEXT NOT NULL, pair TEXT NOT NULL, since TEXT NOT NULL, PRIMARY KEY (shop, pair)) STRICT""",
    "CREATE TABLE accounts (account TEXT PRIMARY KEY, state TEXT NOT NULL, why TEXT NOT NULL, at TEXT NOT NULL) STRICT",
    "CREATE TABLE chain (seq INTEGER PRIMARY KEY, prev TEXT NOT NULL, sha256 TEXT NOT NULL, line TEXT NOT NULL) STRICT",
    "CREATE TABLE notes (at TEXT NOT NULL, shop TEXT, what TEXT NOT NULL) STRICT",
)


@MIGRATIONS(name="0001-first")
def _first(db: Database) -> None:
    for statement in _FIRST:
        db.execute(statement)


def migrate(db: Database, path: str) -> None:
    """Bring the database to this version's shape. Raises LedgerError if a newer version has been here."""
    ours = {migration.name for migration in MIGRATIONS.pending(db)} | {one.name for one in MIGRATIONS.applied(db)}
    known = {migration.name for migration in MIGRATIONS._migrations}
    unknown = sorted(ours - known)
    if unknown:
        raise LedgerError(
            f"{path} was written by a newer version (its change {unknown[-1]!r} is not known here)",
            mend="Update the program: pipx upgrade seller-centre-watchdog. Nothing was changed in the database.",
        )
    MIGRATIONS.apply(db)
