"""One way to write a text, for labels in packs and labels on pages alike."""

from __future__ import annotations

import unicodedata


def nfc(text: str) -> str:
    """Composed form: sites mix composed and decomposed letters (reference 3.6, point 9)."""
    return text if text.isascii() or unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def squeezed(text: str) -> str:
    """Runs of white space (no-break spaces too) as one space, none at the ends."""
    return " ".join(text.split())


def label_key(text: str) -> str:
    """What two spellings of one label have in common: NFC, spacing, case."""
    return squeezed(nfc(text)).casefold()
