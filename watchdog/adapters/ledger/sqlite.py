"""History, incidents, outbox and the chained ledger in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from watchdog.adapters.ledger import chain, committing, outbox, reading
from watchdog.adapters.ledger.rows import stamp
from watchdog.adapters.ledger.schema import migrate
from watchdog.errors import LedgerError
from watchdog.model.base import AccountId, OrderSn, ShopKey
from watchdog.model.case import HistorySlice, Outcome, Target
from watchdog.model.findings import Incident
from watchdog.model.notice import Notice
from watchdog.reports import DigestData

BUSY_SECONDS = 15.0
"""How long another process may hold the file before we give up."""


class SqliteLedger:
    """Implements ports.Ledger. One connection behind a lock: accounts side by side may share it.

    Every method raises LedgerError, with its mend, when the file cannot be used; a failed commit leaves nothing behind.
    """

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self._path = path
        self._lock = threading.RLock()
        with self._telling():
            path.parent.mkdir(parents=True, exist_ok=True)
            # Autocommit mode: transactions begin where this code says so, and nowhere else.
            self._connection = sqlite3.connect(
                path, timeout=busy_seconds, isolation_level=None, check_same_thread=False
            )
            self._db = self._opened()

    def history(self, target: Target, since: datetime, seen: Sequence[OrderSn], at: datetime) -> HistorySlice:
        with self._reading() as db:
            return reading.history(db, target.shop, since, seen, at)

    def commit(self, outcome: Outcome, notices: Sequence[Notice]) -> None:
        with self._writing() as db:
            if not committing.is_committed(db, outcome):
                committing.write(db, outcome, notices)

    def incidents(self, shop: ShopKey | None, *, open_only: bool) -> tuple[Incident, ...]:
        with self._reading() as db:
            return reading.incidents(db, shop, open_only=open_only)

    def queue(self, notice: Notice) -> None:
        """A notice that no check made: the daily digest, a failure of our own."""
        with self._writing() as db:
            committing.queue(db, [notice])

    def pending(self, limit: int, at: datetime) -> tuple[Notice, ...]:
        """Notices due at `at` (aware UTC), oldest first."""
        with self._reading() as db:
            return outbox.pending(db, limit, at)

    def sent(self, notice_id: str, at: datetime) -> None:
        with self._writing() as db:
            outbox.sent(db, notice_id, at)

    def failed(self, notice_id: str, why: str, retry_at: datetime | None) -> None:
        """`retry_at` None: never again."""
        with self._writing() as db:
            outbox.failed(db, notice_id, why, retry_at)

    def tries(self, notice_id: str) -> int:
        with self._reading() as db:
            return outbox.tries(db, notice_id)

    def account_state(self, account: AccountId) -> str:
        """`ok`, the page state that made us blind, `challenged` ...; empty if never noted."""
        with self._reading() as db:
            rows = list(db.query("SELECT state FROM accounts WHERE account = ?", [account]))
            return str(rows[0]["state"]) if rows else ""

    def note_account(self, account: AccountId, state: str, why: str, at: datetime) -> None:
        with self._writing() as db:
            db.table("accounts").insert({"account": account, "state": state, "why": why, "at": stamp(at)}, replace=True)

    def digest_data(self, since: datetime, until: datetime) -> DigestData:
        with self._reading() as db:
            return reading.digest_data(db, since, until)

    def ledger_breaks(self) -> tuple[str, ...]:
        """What is wrong with the chain of checks; empty when nothing is."""
        with self._reading() as db:
            rows = [(r["seq"], r["prev"], r["sha256"], r["line"]) for r in db.query("SELECT * FROM chain ORDER BY seq")]
            return tuple(chain.breaks(rows))

    def ledger_lines(self) -> dict[str, str]:
        """Digest of a case -> its line in the chain: what a verification of an exhibit asks for."""
        with self._reading() as db:
            lines = [str(row["line"]) for row in db.query("SELECT line FROM chain ORDER BY seq")]
            return {str(json.loads(line)["case"]): line for line in lines}

    def ledger_head(self) -> tuple[int, str]:
        """Number and SHA-256 of the last line; (0, 64 zeros) before the first check."""
        with self._reading() as db:
            rows = list(db.query("SELECT seq, sha256 FROM chain ORDER BY seq DESC LIMIT 1"))
            return (rows[0]["seq"], rows[0]["sha256"]) if rows else (0, chain.GENESIS)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _opened(self) -> Database:
        db = Database(self._connection)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")  # a committed check survives a power cut
        db.execute("PRAGMA foreign_keys = ON")
        migrate(db, str(self._path))
        return db

    @contextmanager
    def _reading(self) -> Iterator[Database]:
        """One snapshot for all queries of a call."""
        with self._transaction("BEGIN") as db:
            yield db

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        with self._transaction("BEGIN IMMEDIATE") as db:
            yield db

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Database]:
        with self._lock, self._telling():
            self._connection.execute(begin)
            try:
                yield self._db
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as trouble:
            raise LedgerError(f"the database {self._path} cannot be used: {trouble}", mend=_mend(trouble)) from trouble
        except OSError as trouble:
            raise LedgerError(
                f"the database {self._path} cannot be made: {trouble}",
                mend="Let this user write to its folder, or name another data folder in watchdog.toml.",
            ) from trouble


def _mend(trouble: sqlite3.Error) -> str:
    said = str(trouble)
    if "full" in said or "disk I/O" in said:
        return (
            "Free some space on that disk, then run the same command again; the check that failed left nothing behind."
        )
    if "locked" in said or "busy" in said:
        return "Another program holds the database. Stop the other watchdog (or the database viewer), then try again."
    if "not a database" in said or "malformed" in said:
        return "Move the file away and restore it from a backup; without one, a new database begins an empty history."
    if "readonly" in said or "unable to open" in said:
        return "Let this user write to the file and its folder, or name another data folder in watchdog.toml."
    return "Restore the file from a backup, or report this with the whole message."
