"""Exhibits on disk: whole or not at all, checkable by `sha256sum` alone."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from samples_case import make_case, missing, opened, outcome_of, wrong_total

from watchdog import disk
from watchdog.adapters.exhibits.folder import FolderExhibits
from watchdog.adapters.exhibits.reading import read_folder, verify_folder
from watchdog.adapters.saved import MemoryArchive
from watchdog.errors import ArchiveError, UsageError
from watchdog.evidence.verify import Result

TESTS = Path(__file__).parents[2]


def write(root: Path) -> list[Path]:
    archive = MemoryArchive()
    case, _ = make_case(archive)
    outcome = outcome_of(case, archive.keep_case(case), *opened(missing(), wrong_total()))
    return [Path(path) for path in FolderExhibits(root, archive).write(outcome, case)]


def test_what_is_written_verifies(tmp_path: Path) -> None:
    for folder in write(tmp_path / "exhibits"):
        verification = verify_folder(folder)
        assert verification.verdict is Result.PASS, "\n".join(verification.lines())
    assert [path.name for path in (tmp_path / "exhibits").iterdir() if path.name.startswith(".")] == []


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum on this machine")
def test_sha256sum_alone_is_enough(tmp_path: Path) -> None:
    folder = write(tmp_path)[0]
    command = ["sha256sum", "-c", "--strict", "--quiet", "manifest-sha256.txt"]
    assert subprocess.run(command, cwd=folder, check=False).returncode == 0
    (folder / "README.txt").write_text("altered", encoding="utf-8")
    assert subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode != 0


def test_writing_twice_leaves_the_first_as_it_is(tmp_path: Path) -> None:
    first = write(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert write(tmp_path) == first
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_too_little_space_is_told_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "free_bytes", lambda _folder: 1000)
    with pytest.raises(ArchiveError, match="MB are free") as told:
        write(tmp_path / "exhibits")
    assert "Free some space" in told.value.mend
    assert not (tmp_path / "exhibits").exists()


def test_a_disk_that_fills_up_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = iter(range(100))
    real = disk.write_flushed

    def filling(path: Path, data: bytes) -> None:
        if next(calls) == 7:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(path, data)

    monkeypatch.setattr(disk, "write_flushed", filling)
    with pytest.raises(ArchiveError, match="No space left"):
        write(tmp_path)
    assert list(tmp_path.iterdir()) == []


_DYING = """
import os, signal, sys
sys.path[:0] = [{tests!r}, {here!r}]
from pathlib import Path
from watchdog import disk
left = {after}
def step(real):
    def dying(*args):
        global left
        if left == 0:
            if real is disk_write:
                args[0].write_bytes(args[1][: len(args[1]) // 2])  # half a file is on the disk when the power fails
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return real(*args)
    return dying
disk_write = disk.write_flushed
for name in ("write_flushed", "rename", "flush_folder"):
    setattr(disk, name, step(getattr(disk, name)))
import test_folder_exhibits
test_folder_exhibits.write(Path({root!r}))
print(left)
"""


def run_dying(root: Path, after: int) -> subprocess.CompletedProcess[str]:
    script = _DYING.format(tests=str(TESTS), here=str(Path(__file__).parent), after=after, root=str(root))
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows ends processes otherwise")
def test_killed_at_any_moment_there_is_a_whole_exhibit_or_none(tmp_path: Path) -> None:
    whole = run_dying(tmp_path / "whole", 10_000)
    steps = 10_000 - int(whole.stdout)
    moments = sorted({0, 1, steps // 4, steps // 2 - 1, steps // 2, steps // 2 + 1, steps - 2, steps - 1})
    seen = set()
    for moment in moments:
        root = tmp_path / f"at-{moment}"
        assert run_dying(root, moment).returncode == -signal.SIGKILL
        there = list(root.glob("EV-*")) if root.exists() else []
        assert all(verify_folder(path).verdict is Result.PASS for path in there)
        seen.add(len(there))
        after = write(root)
        assert len(after) == 2, "the next run completes what is lacking"
        assert all(verify_folder(path).verdict is Result.PASS for path in after)
        assert not list(root.glob(".*"))
    assert seen >= {0, 1}


def test_links_and_other_oddities_are_refused(tmp_path: Path) -> None:
    folder = write(tmp_path)[0]
    (folder / "look0" / "link.html").symlink_to("/etc/hostname")
    with pytest.raises(UsageError, match="is a link"):
        read_folder(folder)
    with pytest.raises(UsageError, match="no folder"):
        read_folder(tmp_path / "nothing")
