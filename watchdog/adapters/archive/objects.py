"""Content-addressed bytes in a folder: `objects/ab/cdef...`, named by the SHA-256 of the plain bytes, each one zstd
frame.

A name is either there whole or not there: written beside, flushed, renamed. The same bytes are kept once.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import zstandard

from watchdog import disk
from watchdog.casefile import digest_of
from watchdog.errors import ArchiveError
from watchdog.model.base import Digest

LEVEL = 3
"""zstd: ten times as fast as level 10 and within a tenth of its size on order-list pages."""
WRITERS = 8
LARGEST = 2**31
"""A frame that claims to hold more plain bytes than this is refused: it was not written by us."""


class Objects:
    """The store below `root`. Safe to use from several threads."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._made = 0

    def path(self, digest: Digest) -> Path:
        """Where bytes of this digest lie, or would lie."""
        if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
            raise ArchiveError(f"{digest!r} is no SHA-256", mend="Name a digest of 64 lower-case hex digits.")
        return self._root / digest[:2] / digest[2:]

    def put(self, data: bytes) -> Digest:
        """Keep these bytes; they are flushed when this returns. Raises ArchiveError on a full or read-only disk."""
        digest = digest_of(data)
        self.put_all({digest: data})
        return digest

    def put_all(self, many: Mapping[Digest, bytes]) -> None:
        """Keep all of these, flushed when this returns. Side by side: waiting for the disk is most of the time."""
        new = {digest: data for digest, data in many.items() if not self.path(digest).exists()}
        if len(new) <= 1:
            folders = [self._write(digest, data) for digest, data in new.items()]
            for folder in folders:
                self._flush(folder)
            return
        with ThreadPoolExecutor(min(WRITERS, len(new)), thread_name_prefix="archive") as pool:
            folders = list(pool.map(self._write, new, new.values()))
            for _ in pool.map(self._flush, dict.fromkeys(folders)):
                pass

    def _write(self, digest: Digest, data: bytes) -> Path:
        """Write one object; returns its folder, which is still to be flushed."""
        path = self.path(digest)
        frame = zstandard.ZstdCompressor(level=LEVEL, write_content_size=True).compress(data)
        beside = path.with_name(f".{path.name[:16]}-{os.getpid()}-{self._next()}.tmp")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            disk.write_flushed(beside, frame)
            disk.rename(beside, path)
        except OSError as trouble:
            beside.unlink(missing_ok=True)
            raise self._not_kept(len(data), trouble) from trouble
        return path.parent

    def _flush(self, folder: Path) -> None:
        try:
            disk.flush_folder(folder)
        except OSError as trouble:
            raise self._not_kept(0, trouble) from trouble

    def _not_kept(self, size: int, trouble: OSError) -> ArchiveError:
        return ArchiveError(
            f"{size} bytes could not be kept in {self._root}: {trouble}", mend=disk.mend_of(trouble, self._root)
        )

    def get(self, digest: Digest) -> bytes:
        """The plain bytes, checked against their name. Raises ArchiveError if they are missing or altered."""
        path = self.path(digest)
        try:
            frame = path.read_bytes()
        except FileNotFoundError as trouble:
            raise ArchiveError(
                f"the archive holds no bytes {digest}", mend=f"Restore {path} from a backup of the data folder."
            ) from trouble
        except OSError as trouble:
            raise ArchiveError(f"{path} cannot be read: {trouble}", mend=disk.mend_of(trouble, path)) from trouble
        return self._checked(frame, digest, path)

    def sweep(self) -> int:
        """Remove temporary files that a crash left behind; how many. Only while nothing else writes."""
        left = list(self._root.glob("*/.*.tmp"))
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _checked(self, frame: bytes, digest: Digest, path: Path) -> bytes:
        mend = f"The disk may be failing. Restore {path} from a backup of the data folder."
        try:
            if zstandard.frame_content_size(frame) > LARGEST:
                raise ArchiveError(f"{path} claims to hold more than {LARGEST} bytes", mend=mend)
            data = zstandard.ZstdDecompressor().decompress(frame)
        except zstandard.ZstdError as trouble:
            raise ArchiveError(f"{path} is damaged: {trouble}", mend=mend) from trouble
        if digest_of(data) != digest:
            raise ArchiveError(f"{path} is altered: its bytes have another SHA-256 than its name", mend=mend)
        return data

    def _next(self) -> int:
        with self._lock:
            self._made += 1
            return self._made
