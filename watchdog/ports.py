"""Every seam of the program, as a Protocol, on one page. Adapters implement these; check.py and service/ know nothing
else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from watchdog.model.base import AccountId, Digest, OrderSn, Says, ShopKey
from watchdog.model.case import Case, HistorySlice, Look, Outcome, RecordsRef, Rung, Target
from watchdog.model.findings import Incident
from watchdog.model.notice import Notice
from watchdog.model.pack import Pack
from watchdog.model.pages import Ask, Page, PageRecord, Pictures, Window
from watchdog.model.records import Snapshot


class Clock(Protocol):
    """The only source of time outside the bytes."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...


class OpenLook(Protocol):
    """A site opened for one look. Pages come one at a time; each is the current one until the next is asked for.

    Trouble is a value: a page with `failure` and whatever bytes there are, never an exception. Only a browser that
    cannot
    be started, or a person's stop signal, raises.
    """

    def identity(self) -> Page:
        """The page that says whose shop this is. Asked before and after a look: `ask.number` 1, 2, ..."""
        ...

    def window(self, window: Window) -> Iterator[Page]:
        """Pages of a list, newest first, until the pager ends. The caller stops iterating when it has enough; at most
        `window.max_pages`. After a page with `failure` no more pages come."""
        ...

    def page(self, ask: Ask) -> Page:
        """One page by itself: a search for an order_sn, or an order's own page. A rung that was not archived comes back
        with failure kind `not_captured`."""
        ...

    def pictures(self, page: Page, rows: Sequence[int], *, full: bool) -> Pictures:
        """Clips of these rows and, if asked, the full page, while `page` is still the current one."""
        ...


class Source(Protocol):
    """Where page bytes come from: the browser, saved bytes, the practice world without a browser."""

    def open(self, target: Target, pack: Pack, rung: Rung) -> AbstractContextManager[OpenLook]: ...


class Archive(Protocol):
    """Content-addressed bytes. What is kept is on disk (flushed) when the call returns."""

    def put(self, data: bytes, media: str) -> Digest: ...

    def get(self, digest: Digest) -> bytes:
        """Raises ArchiveError if the bytes are missing or do not have this digest."""
        ...

    def keep_page(self, look: str, page: Page) -> PageRecord:
        """Keep every byte of the page and note the record in the look's journal, so that a crash loses nothing before
        it.
        """
        ...

    def add_pictures(self, look: str, record: PageRecord, pictures: Pictures) -> PageRecord: ...

    def unfinished_looks(self) -> tuple[str, ...]:
        """Journals without an end: looks that a crash or a stop cut short. Their pages are kept."""
        ...

    def load_page(self, record: PageRecord) -> Page: ...

    def begin_look(self, target: Target, rung: Rung, at: datetime) -> str:
        """A new journal; returns its key (file-safe, unique)."""
        ...

    def end_look(self, look: str, archived: Look) -> None: ...

    def keep_records(self, snapshot: Snapshot) -> RecordsRef: ...

    def load_records(self, ref: RecordsRef) -> Snapshot: ...

    def keep_case(self, case: Case) -> Digest: ...

    def load_case(self, digest: Digest) -> Case: ...


class Records(Protocol):
    """The seller's own side."""

    def as_of(self, target: Target, pack: Pack, at: datetime) -> tuple[Snapshot, ...]:
        """Every source configured for this shop, own books and platform exports apart. A file that cannot be understood
        is a RecordsProblem on the last good snapshot (stale), or on an empty one if there never was any."""
        ...


class Ledger(Protocol):
    """History, incidents and the outbox in one database."""

    def history(self, target: Target, since: datetime, seen: Sequence[OrderSn], at: datetime) -> HistorySlice:
        """Orders created since `since` or among `seen`, as known strictly before `at`; incidents open at `at`."""
        ...

    def commit(self, outcome: Outcome, notices: Sequence[Notice]) -> None:
        """Outcome, orders, incidents and notices in one transaction. Committing the same case twice changes nothing."""
        ...

    def incidents(self, shop: ShopKey | None, *, open_only: bool) -> tuple[Incident, ...]: ...


class Exhibits(Protocol):
    """Writes evidence folders: whole or not at all."""

    def write(self, outcome: Outcome, case: Case) -> tuple[str, ...]:
        """One folder for each incident opened or confirmed in this outcome; returns their paths."""
        ...


class Notifier(Protocol):
    def send(self, notice: Notice) -> None:
        """Raises NotifyError (permanent or not) if it could not be handed over."""
        ...


class Codes(Protocol):
    """Answers a one-time code asked at sign-in, from a TOTP secret or a person. None: nobody could."""

    def code(self, account: AccountId) -> str | None: ...


class Progress(Protocol):
    """Tells a waiting person how far a long work is; says nothing where nobody watches."""

    def step(self, what: Says) -> None: ...


class SilentProgress:
    """For services and tests."""

    def step(self, what: Says) -> None:
        del what
