"""An archive that keeps nothing beyond its own life: for replays, which write nothing, and for tests."""

from __future__ import annotations

from datetime import datetime

from watchdog.casefile import (
    PARQUET,
    Get,
    canonical_json,
    digest_of,
    page_of,
    record_of,
    ref_of,
    snapshot_of,
    table_bytes,
    with_pictures,
)
from watchdog.errors import ArchiveError
from watchdog.model.base import Digest
from watchdog.model.case import Case, Look, RecordsRef, Rung, Target
from watchdog.model.pages import Page, PageRecord, Pictures
from watchdog.model.records import Snapshot


class MemoryArchive:
    """Implements ports.Archive in memory. `behind`: where to read bytes that were not put here (a saved case)."""

    def __init__(self, behind: Get | None = None) -> None:
        self._behind = behind
        self._bytes: dict[Digest, bytes] = {}
        self._open: dict[str, bool] = {}

    def put(self, data: bytes, media: str) -> Digest:
        del media
        digest = digest_of(data)
        self._bytes[digest] = data
        return digest

    def get(self, digest: Digest) -> bytes:
        if digest in self._bytes:
            return self._bytes[digest]
        if self._behind is not None:
            return self._behind(digest)
        raise ArchiveError(f"no bytes {digest} were kept", mend="Report this: it is a fault of the program.")

    def begin_look(self, target: Target, rung: Rung, at: datetime) -> str:
        key = f"{target.shop}-{at:%Y%m%dT%H%M%SZ}-{rung.value}-{len(self._open)}"
        self._open[key] = True
        return key

    def keep_page(self, look: str, page: Page) -> PageRecord:
        del look
        return record_of(page, self.put)

    def add_pictures(self, look: str, record: PageRecord, pictures: Pictures) -> PageRecord:
        del look
        return with_pictures(record, pictures, self.put)

    def end_look(self, look: str, archived: Look) -> None:
        del archived
        self._open[look] = False

    def unfinished_looks(self) -> tuple[str, ...]:
        return tuple(key for key, unfinished in self._open.items() if unfinished)

    def load_page(self, record: PageRecord) -> Page:
        return page_of(record, self.get)

    def keep_records(self, snapshot: Snapshot) -> RecordsRef:
        return ref_of(snapshot, self.put(table_bytes(snapshot), PARQUET))

    def load_records(self, ref: RecordsRef) -> Snapshot:
        return snapshot_of(ref, self.get(ref.table))

    def keep_case(self, case: Case) -> Digest:
        return self.put(canonical_json(case), "application/json")

    def load_case(self, digest: Digest) -> Case:
        return Case.model_validate_json(self.get(digest))
