"""A notice as plain text in the languages its reader wants."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal

from watchdog.model.base import Says
from watchdog.model.notice import Notice

Language = Literal["en", "zh"]


def wording(notice: Notice, languages: Sequence[Language]) -> tuple[str, str]:
    """(title, body). Two languages: titles side by side, bodies one below the other."""
    title = " / ".join(dict.fromkeys(_in(notice.title, one) for one in languages))
    body = "\n\n".join(dict.fromkeys(_in(notice.body, one) for one in languages))
    return clean(title).replace("\n", " "), clean(body)


def clean(text: str) -> str:
    """Without control and direction-override characters: names on a page may hold anything."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))


def _in(says: Says, language: Language) -> str:
    return says.zh if language == "zh" else says.en
