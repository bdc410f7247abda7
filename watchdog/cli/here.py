"""What every command shares: settings, language, output, progress, the person at the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watchdog.cli import logbook
from watchdog.cli.words import Language, helped, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchdog.model.base import Says
    from watchdog.ports import Progress
    from watchdog.settings import Settings
    from watchdog.wiring import Wiring

Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        "-c",
        "--settings",
        help=helped("Settings file; default: ./watchdog.toml", "设置文件；默认 ./watchdog.toml"),
    ),
]
AsJson = Annotated[
    bool, typer.Option("--json", help=helped("One JSON document on standard output.", "标准输出只给一份 JSON。"))
]
Lang = Annotated[str | None, typer.Option("--lang", help=helped("en or zh.", "en 或 zh。"), metavar="en|zh")]


class Here:
    """One run of one command."""

    def __init__(self, config: Path | None = None, as_json: bool = False, lang: str | None = None) -> None:
        self.config = config
        self.as_json = as_json
        self._lang = lang

    @cached_property
    def settings(self) -> Settings:
        """Loaded on first use; logging begins in its data folder. Raises SettingsError."""
        from watchdog.settings import load

        settings = load(self.config)
        logbook.begin(settings.folder)
        return settings

    @cached_property
    def lang(self) -> Language:
        """Asked for, else set in the file, else the machine's."""
        if self._lang is None and "settings" in self.__dict__ and self.settings.language != "auto":
            return language(self.settings.language)
        return language(self._lang)

    @cached_property
    def wiring(self) -> Wiring:
        """Adapters for the settings, with this terminal's person behind them."""
        return self.wired(self.settings)

    def wired(self, settings: Settings) -> Wiring:
        from watchdog.wiring import Wiring

        return Wiring(settings, ask=self.ask_hidden, on_reveal=logbook.redactor().learn, progress=self.progress)

    @cached_property
    def progress(self) -> Progress:
        """Speaks on a terminal only."""
        from watchdog.cli.progress import TerminalProgress
        from watchdog.ports import SilentProgress

        return TerminalProgress(self.lang) if sys.stderr.isatty() and not self.as_json else SilentProgress()

    @property
    def interactive(self) -> bool:
        """True if a person sits at this terminal."""
        return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()

    def ask_hidden(self, what: str) -> str | None:
        """A secret typed by a person, not shown; None if nobody is there."""
        return typer.prompt(what, hide_input=True, err=True) if self.interactive else None

    def say(self, en: str, zh: str) -> None:
        """A line for people: on standard output, with --json on standard error."""
        typer.echo(zh if self.lang == "zh" else en, err=self.as_json)

    def tell(self, says: Says) -> str:
        return says.zh if self.lang == "zh" else says.en

    def emit(self, data: object, lines: Iterable[str]) -> None:
        """The command's result: `data` as JSON if asked for, else `lines`."""
        if self.as_json:
            typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            for line in lines:
                typer.echo(line)


def leave(code: int) -> None:
    """End the command with this exit code (design, section 9)."""
    if code:
        raise typer.Exit(code)


@contextmanager
def ended_by_signal() -> Iterator[None]:
    """Turns a stop signal that arrives as our own exception into exit code 130."""
    from watchdog.service.stop import StopRequestedError

    try:
        yield
    except StopRequestedError:
        raise typer.Exit(130) from None


def listed(values: Sequence[str] | None) -> list[str]:
    """An argument that may be left out."""
    return list(values or ())
