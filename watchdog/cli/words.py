"""The reader's language: asked for, set, or the machine's own."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Literal

Language = Literal["en", "zh"]
CHINESE_UI = 0x04
"""Primary language id of Chinese in a Windows language id."""


def language(asked: str | None = None, argv: Sequence[str] = (), environ: Mapping[str, str] = os.environ) -> Language:
    """`--lang`, WATCHDOG_LANGUAGE, then the machine's."""
    for given in (asked, _from_arguments(argv), environ.get("WATCHDOG_LANGUAGE")):
        if given in ("en", "zh"):
            return "zh" if given == "zh" else "en"
    return "zh" if _machine(environ).lower().startswith(("zh", "chinese")) else "en"


def _from_arguments(argv: Sequence[str]) -> str | None:
    for at, word in enumerate(argv):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and at + 1 < len(argv):
            return argv[at + 1]
    return None


def _machine(environ: Mapping[str, str]) -> str:
    if sys.platform == "win32":
        import ctypes

        chinese = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == CHINESE_UI
        return "zh" if chinese else "en"
    return environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or locale.getlocale()[0] or ""


HELP: Language = language(argv=sys.argv[1:])
"""Language of help texts: they are made before any command runs."""


def helped(en: str, zh: str) -> str:
    """A help text in the reader's language."""
    return zh if HELP == "zh" else en
