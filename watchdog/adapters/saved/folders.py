"""Cases in folders: fixtures, and cases a seller sends. Read whole, checked by digest; written once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from watchdog import disk
from watchdog.casefile import CaseBytes, case_of
from watchdog.errors import ArchiveError, UsageError

LARGEST = 512 * 1024 * 1024
"""A case of more bytes than this is not read into memory."""


def read_fixture(folder: Path) -> CaseBytes:
    """The case in `folder`. Raises UsageError naming the file that is missing, cut short or altered."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder", mend="Name the folder of a case, the one that holds case.json.")
    files: dict[str, bytes] = {}
    total = 0
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        total += path.stat().st_size
        if total > LARGEST:
            raise UsageError(
                f"{folder} holds more than {LARGEST // 2**20} MB",
                mend="Name the folder of one case, not one that holds many.",
            )
        files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return case_of(files, str(folder))


def write_fixture(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write named bytes as a folder. Raises UsageError if it is there already, ArchiveError if the disk refuses."""
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is there already", mend="Name a new folder, or move the old one away.")
    try:
        for path, data in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            disk.write_flushed(file, data)
    except OSError as trouble:
        raise ArchiveError(f"{folder} cannot be written: {trouble}", mend=disk.mend_of(trouble, folder)) from trouble
