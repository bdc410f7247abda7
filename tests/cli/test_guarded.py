"""The top of the program: one clear message, the right exit code, nothing swallowed, no secret repeated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from watchdog.cli import logbook
from watchdog.cli.guarded import guarded
from watchdog.errors import ArchiveError, PackError
from watchdog.service import StopRequestedError


def raising(error: BaseException):
    def command() -> None:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PackError("sg.toml: key x", mend="write y"), 2),
        (ArchiveError("the disk is full", mend="free some"), 1),
        (KeyboardInterrupt(), 130),
        (StopRequestedError(), 130),
        (SystemExit(13), 13),
        (SystemExit(None), 0),
    ],
)
def test_every_end_has_its_code(error: BaseException, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(raising(error), []) == code
    said = capsys.readouterr()
    assert said.out == ""
    if hasattr(error, "mend"):
        assert said.err == f"Error: {error.what}\nMend: {error.mend}\n"


def test_messages_follow_the_language_and_json_gets_json(capsys: pytest.CaptureFixture[str]) -> None:
    guarded(raising(PackError("坏了", mend="改好")), ["check", "--lang", "zh", "--json"])
    said = capsys.readouterr()
    assert said.err == "错误: 坏了\n处理办法: 改好\n"
    assert json.loads(said.out) == {"error": {"kind": "PackError", "what": "坏了", "mend": "改好"}}


def test_what_nobody_foresaw_is_told_in_one_line_and_traced_in_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = logbook.begin(tmp_path)
    assert file is not None
    assert guarded(raising(ZeroDivisionError("password=Zebra77")), []) == 1
    said = capsys.readouterr()
    assert "ZeroDivisionError" in said.err
    assert "Traceback" not in said.err
    assert str(file) in said.err
    kept = file.read_text(encoding="utf-8")
    assert "Traceback" in kept
    assert "Zebra77" not in kept + said.err
