"""Scraped text made harmless for terminals, text files and spreadsheets. What a buyer typed is hostile input
(design, 13).
"""

from __future__ import annotations

import unicodedata

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_KEPT = {"\u200c", "\u200d"}
"""Zero-width joiners: part of ordinary writing and of emoji."""


def visible(text: str, *, longest: int = 0) -> str:
    """One line without control, direction or unassigned characters; those are shown as `\\x1b`. Cut at `longest` if
    given.
    """
    shown = "".join(_shown(char) for char in text)
    return shown if not longest or len(shown) <= longest else shown[: longest - 1] + "…"


def csv_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: a leading `=`, `+`, `-`, `@`, tab or line end gets a `'`
    before it.
    """
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _shown(char: str) -> str:
    if char in _KEPT or unicodedata.category(char) not in _HIDDEN:
        return char
    return char.encode("unicode_escape").decode("ascii")
