"""Where bytes are kept: a folder."""

from watchdog.adapters.archive.folder import CaseLine, FolderArchive
from watchdog.adapters.archive.journal import Begin, Journal

__all__ = ["Begin", "CaseLine", "FolderArchive", "Journal"]
