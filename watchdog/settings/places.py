"""Where things lie when nobody said: the data folder and watchdog.toml, as each system expects it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

NAME = "seller-centre-watchdog"
FILE = "watchdog.toml"
FILE_VARIABLE = "WATCHDOG_CONFIG"


def data_folder(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """`%LOCALAPPDATA%\\seller-centre-watchdog`, `~/Library/Application Support/...`, or under `XDG_DATA_HOME`."""
    home = Path(environ.get("USERPROFILE") or environ.get("HOME") or Path.home())
    if platform == "win32":
        local = environ.get("LOCALAPPDATA")
        return (Path(local) if local else home / "AppData" / "Local") / NAME
    if platform == "darwin":
        return home / "Library" / "Application Support" / NAME
    shared = environ.get("XDG_DATA_HOME")
    return (Path(shared) if shared else home / ".local" / "share") / NAME


def settings_file(asked: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path | None:
    """The file asked for, else WATCHDOG_CONFIG, else ./watchdog.toml, else the data folder's; None if there is none.

    A file that was asked for is returned whether or not it exists: its absence is then an error to tell.
    """
    if asked is not None:
        return asked
    if environ.get(FILE_VARIABLE):
        return Path(environ[FILE_VARIABLE])
    for candidate in (Path(FILE), data_folder(environ) / FILE):
        if candidate.is_file():
            return candidate
    return None
