"""Writing that survives a crash: temporary name in the same folder, flushed, renamed. For adapters and the service
alone.

A rename on Windows fails for a moment while a virus scanner or an indexer holds the file: it is tried again.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
from pathlib import Path

RETRIES = 12
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_ON_WINDOWS = os.name == "nt"


def is_full(error: OSError) -> bool:
    """True when the error means that the disk, the quota or the file size limit is used up."""
    return error.errno in _FULL or getattr(error, "winerror", None) in {39, 112}


def mend_of(error: OSError, root: Path) -> str:
    """What a person can do about an error of writing below `root`."""
    if is_full(error):
        return f"Free some space on the disk that holds {root}, then run the command again; nothing kept is lost."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"Let this user write to {root}, or name another data folder in watchdog.toml."
    return f"Look at the disk that holds {root}, then run the same command again."


def free_bytes(folder: Path) -> int:
    """Bytes that may still be written where `folder` lies (or will lie)."""
    there = folder
    while not there.exists():
        there = there.parent
    return shutil.disk_usage(there).free


def write_flushed(path: Path, data: bytes) -> None:
    """Write a new file and flush it to the disk. Raises OSError; the caller names what could not be kept."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def append_flushed(path: Path, data: bytes) -> None:
    """Append and flush. If the file ends in a line that a crash cut short, a new line is begun first."""
    with path.open("ab+") as file:
        if file.seek(0, os.SEEK_END) > 0:
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                data = b"\n" + data
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def rename(source: Path, target: Path) -> None:
    """`os.replace`, tried again for about a second where another program holds the file (Windows)."""
    for left in range(RETRIES, -1, -1):
        try:
            source.replace(target)
            return
        except PermissionError:
            if left == 0 or not _ON_WINDOWS:
                raise
            time.sleep(0.08)


def flush_folder(folder: Path) -> None:
    """Make renames and new names in `folder` survive a power cut. Windows has no such call and needs none."""
    if _ON_WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_bytes(path: Path, data: bytes) -> None:
    """Write `data` as `path`, whole or not at all; a file of that name is replaced."""
    beside = path.with_name(f".{path.name}.{os.getpid()}-{time.monotonic_ns()}.tmp")
    try:
        write_flushed(beside, data)
        rename(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)
