"""Saved bytes as a source: archived cases, fixtures, and pages saved by any browser."""

from watchdog.adapters.saved.browser_files import SavedPage, read_html, read_mhtml, read_saved_page
from watchdog.adapters.saved.folders import read_fixture, write_fixture
from watchdog.adapters.saved.lone import SavedPages, ask_of, pages_from
from watchdog.adapters.saved.memory import MemoryArchive
from watchdog.adapters.saved.source import NOT_CAPTURED, SavedLedger, SavedLook, SavedRecords, SavedSource

__all__ = [
    "NOT_CAPTURED",
    "MemoryArchive",
    "SavedLedger",
    "SavedLook",
    "SavedPage",
    "SavedPages",
    "SavedRecords",
    "SavedSource",
    "ask_of",
    "pages_from",
    "read_fixture",
    "read_html",
    "read_mhtml",
    "read_saved_page",
    "write_fixture",
]
