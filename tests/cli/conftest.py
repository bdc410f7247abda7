"""Running commands as a person does: arguments in, exit code and text out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from watchdog.cli.app import app
from watchdog.cli.guarded import guarded


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """`run("check", "--json")`: in a folder of its own, with nothing set in the environment."""
    for name in ("WATCHDOG_CONFIG", "WATCHDOG_LANGUAGE", "WATCHDOG_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "share"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> Ran:
        capsys.readouterr()
        code = guarded(lambda: app(args=list(arguments), prog_name="watchdog"), arguments)
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return command


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A watchdog.toml with one shop, and a browser that answers nowhere."""
    file = tmp_path / "watchdog.toml"
    file.write_text(
        """
[watchdog]
data = "data"
language = "en"

[browser]
attach = "http://127.0.0.1:9"

[[account]]
name = "main"
region = "sg"

[[account.shop]]
name = "north"
""",
        encoding="utf-8",
    )
    return file
