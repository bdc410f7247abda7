"""The seller's records: official exports and own books from files, folders and SQLite."""

from watchdog.adapters.records.folder import FileRecords

__all__ = ["FileRecords"]
