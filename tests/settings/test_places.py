"""The default data folder, as each system expects it."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchdog.settings.places import data_folder


@pytest.mark.parametrize(
    ("environ", "platform", "ends"),
    [
        (
            {"LOCALAPPDATA": "C:/Users/lin/AppData/Local", "USERPROFILE": "C:/Users/lin"},
            "win32",
            "AppData/Local/seller-centre-watchdog",
        ),
        ({"USERPROFILE": "C:/Users/lin"}, "win32", "C:/Users/lin/AppData/Local/seller-centre-watchdog"),
        ({"HOME": "/home/lin"}, "linux", "/home/lin/.local/share/seller-centre-watchdog"),
        ({"HOME": "/home/lin", "XDG_DATA_HOME": "/srv/data"}, "linux", "/srv/data/seller-centre-watchdog"),
        ({"HOME": "/Users/lin"}, "darwin", "/Users/lin/Library/Application Support/seller-centre-watchdog"),
    ],
)
def test_each_system_has_its_own_place(environ: dict[str, str], platform: str, ends: str) -> None:
    assert data_folder(environ, platform).as_posix().endswith(Path(ends).as_posix())
