"""The error tree. An error is our fault or the setup's; trouble the site causes is a value (PageState, Failure,
FieldProblem).

    WatchdogError
    ├── UsageError            wrong command line, settings or pack: exit 2
    │   ├── SettingsError     watchdog.toml or the environment
    │   ├── PackError         a selector pack; carries file and key
    │   └── RecordsError      a file of the seller's books; carries file, row, column
    ├── BrowserError          no browser, or it died: exit 1
    ├── ArchiveError          bytes cannot be kept or read back: exit 1
    ├── LedgerError           the database cannot be used: exit 1
    ├── SessionError          sealed session unreadable, key missing, login budget used up: exit 1
    ├── BusyError             another watchdog works on this data folder: exit 1
    └── NotifyError           a notice could not be handed over; carries whether trying again can help: exit 1
"""

from __future__ import annotations


class WatchdogError(Exception):
    """What happened (with where), and the mend a person can carry out."""

    exit_code = 1

    def __init__(self, what: str, *, mend: str) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.what}\n  Mend: {self.mend}"


class UsageError(WatchdogError):
    """The person asked for something that cannot be asked."""

    exit_code = 2


class SettingsError(UsageError):
    """A setting is unknown, missing or contradicts another."""


class PackError(UsageError):
    """A selector pack cannot be used; `what` names file and key."""


class RecordsError(UsageError):
    """A file of the seller's books cannot be understood; `what` names file, row and column where they are known."""


class BrowserError(WatchdogError):
    """No usable browser, or it died."""


class ArchiveError(WatchdogError):
    """Bytes cannot be kept, or what was kept cannot be read back whole."""


class LedgerError(WatchdogError):
    """The database refuses: full disk, foreign file, newer version."""


class SessionError(WatchdogError):
    """The stored session cannot be opened, or signing in is not allowed now."""


class BusyError(WatchdogError):
    """Another process holds this data folder or account."""


class NotifyError(WatchdogError):
    """A notice was not taken. `permanent`: trying again cannot help (wrong address, refused key)."""

    def __init__(self, what: str, *, mend: str, permanent: bool) -> None:
        super().__init__(what, mend=mend)
        self.permanent = permanent
