"""Words of own books (`exports/books.toml`): they break ties between columns that look alike by their values."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping as Texts

from pydantic import Field, ValidationError

from watchdog.adapters.records.tables import header_key
from watchdog.errors import PackError
from watchdog.model.base import Frozen
from watchdog.model.orders import OrderStatus
from watchdog.model.pack import Mark
from watchdog.model.sources import BookField

_LATIN = re.compile(r"[a-z]")


class BookWords(Frozen):
    """Headers, words that a header must not have, and statuses."""

    source: str = ""
    mark: Mark = Mark.G
    headers: dict[BookField, tuple[str, ...]] = Field(default_factory=dict)
    never: dict[BookField, tuple[str, ...]] = Field(default_factory=dict)
    statuses: dict[str, tuple[OrderStatus, ...]] = Field(default_factory=dict)

    def likeness(self, field: BookField, header: str) -> float:
        """-1: cannot be; 0: says nothing; 0.5 to 1: contains or is one of the words, earlier words count more."""
        key = header_key(header).casefold()
        if any(_has(key, word) for word in self.never.get(field, ())):
            return -1.0
        best = 0.0
        words = self.headers.get(field, ())
        for at, word in enumerate(words):
            rank = 0.2 * at / max(1, len(words))
            if key == word.casefold():
                best = max(best, 1.0 - rank)
            elif _has(key, word):
                best = max(best, 0.7 - rank)
        return best


def _has(key: str, word: str) -> bool:
    """Latin words as words (`amount` is not in `paramount`), others anywhere."""
    low = word.casefold()
    if not _LATIN.search(low):
        return low in key
    return re.search(rf"(?<![a-z]){re.escape(low)}(?![a-z])", key.replace("_", " ")) is not None


def book_words(texts: Texts[str, str]) -> BookWords:
    """From the texts of `exports/`. Raises PackError naming the key."""
    try:
        return BookWords.model_validate(tomllib.loads(texts.get("books.toml", "")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise PackError(f"books.toml: {error}", mend="Correct the line or key named.") from error
