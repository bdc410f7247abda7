"""The archive in a folder: what is kept is there after a crash, and what is read back is what was kept."""

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from samples_case import AT, CUP, MUG, SHOP, identity_page, list_page, make_case, snapshot, target

from watchdog import disk
from watchdog.adapters.archive import FolderArchive
from watchdog.errors import ArchiveError
from watchdog.model.base import Digest
from watchdog.model.case import Look, Rung
from watchdog.model.pages import Pictures


def objects(root: Path) -> list[Path]:
    return [path for path in (root / "objects").rglob("*") if path.is_file()]


def test_bytes_come_back_and_are_kept_once_compressed(tmp_path: Path) -> None:
    archive = FolderArchive(tmp_path)
    data = b"<html>" + b"the same card " * 5000

    first, second = archive.put(data, "text/html"), archive.put(data, "text/html")

    assert first == second
    assert archive.get(first) == data
    (kept,) = objects(tmp_path)
    assert kept.stat().st_size < len(data) / 50
    assert kept.parent.name + kept.name == first


def test_altered_missing_and_foreign_bytes_are_refused(tmp_path: Path) -> None:
    archive = FolderArchive(tmp_path)
    one, two = archive.put(b"one", ""), archive.put(b"two", "")
    first, second = (tmp_path / "objects" / digest[:2] / digest[2:] for digest in (one, two))

    first.write_bytes(second.read_bytes())
    with pytest.raises(ArchiveError, match="altered"):
        archive.get(one)
    second.write_bytes(second.read_bytes()[:-2])
    with pytest.raises(ArchiveError, match="damaged"):
        archive.get(two)
    first.unlink()
    with pytest.raises(ArchiveError, match="holds no bytes"):
        archive.get(one)
    with pytest.raises(ArchiveError, match="no SHA-256"):
        archive.get(Digest("../../etc/passwd"))


def test_a_page_comes_back_byte_for_byte_with_its_pictures_named(tmp_path: Path) -> None:
    archive = FolderArchive(tmp_path)
    key = archive.begin_look(target(), Rung.BASELINE, AT)
    page = list_page(1, MUG, CUP)

    record = archive.keep_page(key, page)
    pictured = archive.add_pictures(key, record, Pictures(full=b"PNG full", clips=((1, b"PNG row"),)))

    assert archive.load_page(record) == page
    assert pictured.full_picture is not None
    assert archive.get(pictured.full_picture) == b"PNG full"
    assert archive.load_look(key).pages == (pictured,)


def test_a_crash_on_page_3_keeps_pages_1_and_2(tmp_path: Path) -> None:
    archive = FolderArchive(tmp_path)
    key = archive.begin_look(target(), Rung.BASELINE, AT)
    kept = tuple(archive.keep_page(key, page) for page in (identity_page(1), list_page(1, MUG)))
    journal = tmp_path / "looks" / f"{key}.jsonl"
    journal.write_bytes(journal.read_bytes() + b'{"page":{"ask":{"kind":"li')  # the power fails in the middle of a line

    after = FolderArchive(tmp_path)

    assert after.unfinished_looks() == (key,)
    assert after.load_look(key).pages == kept
    assert after.load_look(key).look is None
    third = after.keep_page(key, list_page(2, CUP))
    assert after.load_look(key).pages == (*kept, third)


def test_a_look_that_ended_is_not_unfinished(tmp_path: Path) -> None:
    archive = FolderArchive(tmp_path)
    key = archive.begin_look(target(), Rung.RELOAD, AT)
    record = archive.keep_page(key, identity_page(1))
    look = Look(name="look0", rung=Rung.RELOAD, started_at=AT, ended_at=AT, windows=(), pages=(record,))

    archive.end_look(key, look)

    assert archive.unfinished_looks() == ()
    assert archive.load_look(key).look == look


def test_looks_begun_in_the_same_second_have_different_keys(tmp_path: Path) -> None:
    archive = FolderArchive(tmp_path)
    keys = {archive.begin_look(target(), Rung.BASELINE, AT) for _ in range(3)}
    assert len(keys) == 3
    assert not any(set(key) & set(':/\\*?"<>|') for key in keys)


def test_cases_and_records_come_back_and_are_listed_once(tmp_path: Path) -> None:
    archive = FolderArchive(tmp_path)
    case, _ = make_case()
    ref = archive.keep_records(snapshot())

    digest = archive.keep_case(case)
    assert archive.keep_case(case) == digest

    assert archive.load_case(digest) == case
    assert archive.load_records(ref).orders.equals(snapshot().orders)
    assert [line.digest for line in archive.cases(SHOP)] == [digest]
    assert archive.cases(SHOP + "x") == ()
    with pytest.raises(ArchiveError, match="not a case"):
        archive.load_case(archive.put(b'{"no":"case"}', ""))


def test_a_full_disk_is_told_with_its_mend_and_leaves_no_half_object(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = FolderArchive(tmp_path)
    kept = archive.put(b"before", "")
    key = archive.begin_look(target(), Rung.BASELINE, AT)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(disk.os, "fsync", full)
    with pytest.raises(ArchiveError, match="No space left") as told:
        archive.keep_page(key, list_page(1, MUG))
    assert "Free some space" in told.value.mend
    with pytest.raises(ArchiveError, match="journal"):
        archive.end_look(key, Look(name="look0", rung=Rung.BASELINE, started_at=AT, ended_at=AT, windows=(), pages=()))
    monkeypatch.undo()

    assert len(objects(tmp_path)) == 1
    assert archive.get(kept) == b"before"
    assert archive.load_look(key).pages == ()


def test_a_rename_refused_for_a_moment_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a virus scanner holds a new file for a moment."""
    refusals = iter([True, True, False])
    real = Path.replace

    def held(self: Path, to: Path) -> Path:
        if next(refusals, False):
            raise PermissionError(13, "held")
        return real(self, to)

    monkeypatch.setattr(disk, "_ON_WINDOWS", True)
    monkeypatch.setattr(disk.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(Path, "replace", held)
    archive = FolderArchive(tmp_path)
    assert archive.get(archive.put(b"held", "")) == b"held"


def test_the_order_of_unfinished_looks_is_that_of_their_begin(tmp_path: Path) -> None:
    archive = FolderArchive(tmp_path)
    first = archive.begin_look(target(), Rung.RELOAD, AT)
    second = archive.begin_look(target(), Rung.BASELINE, AT + timedelta(hours=1))
    assert archive.unfinished_looks() == (first, second)
