"""A file's bytes, and what they are: told by content, because names lie."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from watchdog.adapters.records.tables import UnreadableError
from watchdog.model.base import Digest

MEGABYTE = 1024 * 1024
WORKBOOK_LIMIT = 100 * MEGABYTE
"""A month of orders of a large shop is some 20 MB."""
TEXT_LIMIT = 1024 * MEGABYTE
SQLITE_MAGIC = b"SQLite format 3\x00"
DOWNLOAD_AGAIN = (
    "Download the file again while signed in, or open it in Excel and save it as .xlsx, then drop it here again."
)


class Content(StrEnum):
    """What the bytes are."""

    XLSX = "xlsx"
    LOCKED = "locked"
    """An Office file in the old container: encrypted XLSX, or a true .xls."""
    PARQUET = "parquet"
    SQLITE = "sqlite"
    TEXT = "text"


@dataclass(frozen=True)
class FileBytes:
    """A file as it was when it was read. `data` is empty for SQLite, which is asked, not read."""

    path: Path
    content: Content
    data: bytes
    modified: datetime
    """Aware UTC, by the file system."""

    @property
    def digest(self) -> Digest:
        return digest_of(self.data)


def digest_of(data: bytes) -> Digest:
    return Digest(hashlib.sha256(data).hexdigest())


def read_file(path: Path) -> FileBytes:
    """Reads and recognises a file. Raises UnreadableError with one sentence and its mend."""
    try:
        stat = path.stat()
        with path.open("rb") as stream:
            head = stream.read(64)
            content = _content(path, head, stat.st_size)
            data = b"" if content is Content.SQLITE else head + stream.read()
    except FileNotFoundError:
        raise UnreadableError(
            "the file is not there", mend="Check `path` in the settings, or put the file back."
        ) from None
    except PermissionError as error:
        raise _refused(path) from error
    except IsADirectoryError:
        raise UnreadableError(
            "this is a folder, not a file", mend="Name a file in `path`, or use `inbox` for a folder."
        ) from None
    except OSError as error:
        raise UnreadableError(
            f"the file cannot be read ({error})", mend="Check the disk or network drive it lies on."
        ) from error
    if content is Content.XLSX:
        _check_zip(path, data)
    return FileBytes(path, content, data, datetime.fromtimestamp(stat.st_mtime, UTC))


def is_open_elsewhere(path: Path) -> bool:
    """Excel keeps `~$name` beside a workbook that it has open; LibreOffice `.~lock.name#`."""
    return path.with_name(f"~${path.name}").exists() or path.with_name(f".~lock.{path.name}#").exists()


def _refused(path: Path) -> UnreadableError:
    if path.is_dir():  # Windows answers so when a folder is opened
        return UnreadableError(
            "this is a folder, not a file", mend="Name a file in `path`, or use `inbox` for a folder."
        )
    return UnreadableError(
        "the file is locked or not ours to read; it may be open in Excel",
        mend="Close it in Excel, or give this user the right to read it.",
    )


def _content(path: Path, head: bytes, size: int) -> Content:
    if path.name.startswith(("~$", ".~lock.")):
        raise UnreadableError(
            "this is only Excel's lock file, not the workbook", mend=f"Name the workbook itself: {path.name[2:]}"
        )
    if size == 0:
        raise UnreadableError(
            "the file is empty (0 bytes)", mend="Download or export it again; the last attempt was cut off."
        )
    content = _by_magic(head)
    limit = WORKBOOK_LIMIT if content in (Content.XLSX, Content.LOCKED) else TEXT_LIMIT
    if content is not Content.SQLITE and size > limit:
        raise UnreadableError(
            f"the file has {size // MEGABYTE} MB; more than {limit // MEGABYTE} MB of this kind are not read",
            mend="Export a shorter time, or save the sheet as CSV or Parquet.",
        )
    return content


def _by_magic(head: bytes) -> Content:
    if head.startswith(b"PK\x03\x04"):
        return Content.XLSX
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Content.LOCKED
    if head.startswith(b"PAR1"):
        return Content.PARQUET
    if head.startswith(SQLITE_MAGIC):
        return Content.SQLITE
    _refuse_foreign(head)
    return Content.TEXT


def _refuse_foreign(head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    foreign = {
        b"%pdf": "a PDF",
        b"\x89png": "a picture",
        b"\xff\xd8\xff": "a picture",
        b"rar!": "a RAR archive",
        b"7z\xbc\xaf": "a 7-Zip archive",
        b"\x1f\x8b": "a gzip archive",
        b"pk\x05\x06": "an empty ZIP",
    }
    for magic, name in foreign.items():
        if start.startswith(magic):
            raise UnreadableError(f"this is {name}, not a table of orders", mend="Unpack it, or export XLSX or CSV.")
    if start.startswith((b"<?xml", b"<workbook")):
        raise UnreadableError("this is an XML file under another name", mend=DOWNLOAD_AGAIN)
    if start.startswith(b"<"):
        raise UnreadableError(
            "this is a web page (HTML) under another name; often the sign-in page, saved instead of the file",
            mend=DOWNLOAD_AGAIN,
        )


def _check_zip(path: Path, data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            unpacked = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        if is_open_elsewhere(path):
            raise UnreadableError(
                "the workbook is being written; it is open in Excel", mend="Save and close it in Excel."
            ) from error
        raise UnreadableError(
            "the workbook is cut off or damaged; perhaps its download has not finished",
            mend="Wait for the download to end, or download it again.",
        ) from error
    if "xl/workbook.xml" not in names and "xl/workbook.bin" not in names and "content.xml" not in names:
        raise UnreadableError(
            f"this is a ZIP archive, not a workbook (it holds {', '.join(sorted(names)[:3]) or 'nothing'})",
            mend="Unpack it and drop the file that is inside.",
        )
    if unpacked > 40 * WORKBOOK_LIMIT:
        raise UnreadableError(
            f"the workbook unpacks to {unpacked // MEGABYTE} MB", mend="Export a shorter time, or save as CSV."
        )
