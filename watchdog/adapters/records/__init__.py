"""The seller's records: official exports and own books from files, folders and SQLite."""

from watchdog.adapters.records.describe import Description, access_to, describe
from watchdog.adapters.records.folder import FileRecords
from watchdog.adapters.records.suggest import Evidence, Suggestion, suggest_mapping

__all__ = ["Description", "Evidence", "FileRecords", "Suggestion", "access_to", "describe", "suggest_mapping"]
