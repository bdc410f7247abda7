"""The archive in a folder: bytes by digest, journals of looks, and the list of cases.

objects/ab/cdef...     bytes (see objects.py)
looks/<key>.jsonl      journals (see journal.py)
cases.jsonl            one line per case: at, shop, digest
"""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from watchdog import disk
from watchdog.adapters.archive.journal import Journal, Journals
from watchdog.adapters.archive.objects import Objects
from watchdog.casefile import (
    PARQUET,
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
from watchdog.model.base import Digest, Frozen, ShopKey
from watchdog.model.case import Case, Look, RecordsRef, Rung, Target
from watchdog.model.pages import Page, PageRecord, Pictures
from watchdog.model.records import Snapshot


class CaseLine(Frozen):
    """One archived case. `at`: when it was judged (aware UTC)."""

    at: datetime
    shop: ShopKey
    digest: Digest


class _Batch:
    """Bytes of one page, to be written together."""

    def __init__(self) -> None:
        self.kept: dict[Digest, bytes] = {}

    def put(self, data: bytes, media: str) -> Digest:
        del media
        digest = digest_of(data)
        self.kept[digest] = data
        return digest


class FolderArchive:
    """Implements ports.Archive below `root`, which is made when something is first kept. Safe for several threads."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._objects = Objects(root / "objects")
        self._journals = Journals(root / "looks")
        self._lock = threading.Lock()

    def put(self, data: bytes, media: str) -> Digest:
        """`media` says what the bytes are for a reader of the code; bytes of every kind are kept alike."""
        del media
        return self._objects.put(data)

    def get(self, digest: Digest) -> bytes:
        return self._objects.get(digest)

    def begin_look(self, target: Target, rung: Rung, at: datetime) -> str:
        return self._journals.begin(target, rung, at)

    def keep_page(self, look: str, page: Page) -> PageRecord:
        batch = _Batch()
        record = record_of(page, batch.put)
        self._objects.put_all(batch.kept)
        self._journals.append(look, "page", record)
        return record

    def add_pictures(self, look: str, record: PageRecord, pictures: Pictures) -> PageRecord:
        batch = _Batch()
        more = with_pictures(record, pictures, batch.put)
        self._objects.put_all(batch.kept)
        if more != record:
            self._journals.append(look, "pictures", more)
        return more

    def end_look(self, look: str, archived: Look) -> None:
        self._journals.append(look, "end", archived)

    def unfinished_looks(self) -> tuple[str, ...]:
        return self._journals.unfinished()

    def load_look(self, look: str) -> Journal:
        """A journal back: what a look kept before it ended or was cut short."""
        return self._journals.read(look)

    def load_page(self, record: PageRecord) -> Page:
        return page_of(record, self.get)

    def keep_records(self, snapshot: Snapshot) -> RecordsRef:
        return ref_of(snapshot, self.put(table_bytes(snapshot), PARQUET))

    def load_records(self, ref: RecordsRef) -> Snapshot:
        return snapshot_of(ref, self.get(ref.table))

    def keep_case(self, case: Case) -> Digest:
        digest = self.put(canonical_json(case), "application/json")
        line = CaseLine(at=case.at, shop=case.target.shop, digest=digest)
        with self._lock:
            try:
                disk.append_flushed(self._root / "cases.jsonl", canonical_json(line) + b"\n")
            except OSError as trouble:
                raise ArchiveError(
                    f"the list of cases in {self._root} cannot be written: {trouble}",
                    mend=disk.mend_of(trouble, self._root),
                ) from trouble
        return digest

    def load_case(self, digest: Digest) -> Case:
        try:
            return Case.model_validate_json(self.get(digest))
        except ValidationError as trouble:
            raise ArchiveError(
                f"{digest} is not a case of this version: {trouble.errors()[0]['msg']}",
                mend="Name the digest of a case, or use the version that made it.",
            ) from trouble

    def cases(self, shop: ShopKey | None = None) -> tuple[CaseLine, ...]:
        """Every archived case, oldest first, each once; a line that a crash cut short is left out."""
        path = self._root / "cases.jsonl"
        if not path.exists():
            return ()
        lines: dict[Digest, CaseLine] = {}
        for raw in path.read_bytes().split(b"\n"):
            if not raw.endswith(b"}"):
                continue
            line = CaseLine.model_validate_json(raw)
            if shop is None or line.shop == shop:
                lines.setdefault(line.digest, line)
        return tuple(lines.values())
