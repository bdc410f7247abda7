"""Saved bytes as a source: archived cases, fixtures, and pages saved by any browser."""

from watchdog.adapters.saved.memory import MemoryArchive
from watchdog.adapters.saved.source import NOT_CAPTURED, SavedLedger, SavedLook, SavedRecords, SavedSource

__all__ = ["NOT_CAPTURED", "MemoryArchive", "SavedLedger", "SavedLook", "SavedRecords", "SavedSource"]
