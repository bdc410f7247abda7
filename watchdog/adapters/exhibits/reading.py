"""An exhibit's folder as named bytes, for verifying. Knows nothing of how exhibits are written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from watchdog.errors import UsageError
from watchdog.evidence.verify import Verification, verify

LARGEST = 1024 * 1024 * 1024
"""An exhibit of more bytes than this is not read into memory."""


def read_folder(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`. Raises UsageError for a folder that is none, a link, or too many bytes."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder", mend="Name the folder of one exhibit: EV-<time>-<incident>.")
    files: dict[str, bytes] = {}
    total = 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            raise UsageError(f"{folder}: {name} is a link", mend="An exhibit holds no links: fetch the original again.")
        if path.is_dir():
            continue
        if not path.is_file():
            raise UsageError(f"{folder}: {name} is no ordinary file", mend="Fetch the original exhibit again.")
        total += path.stat().st_size
        if total > LARGEST:
            raise UsageError(f"{folder} holds more than {LARGEST} bytes", mend="This is no exhibit of this program.")
        files[name] = path.read_bytes()
    return files


def verify_folder(folder: Path, *, ledger: Mapping[str, str] | None = None) -> Verification:
    """Verify the exhibit in `folder`. `ledger`: case digest -> ledger line, where the ledger is at hand."""
    return verify(read_folder(folder), name=folder.resolve().name, ledger=ledger)
