"""The ledger in SQLite."""

from watchdog.adapters.ledger.sqlite import SqliteLedger

__all__ = ["SqliteLedger"]
