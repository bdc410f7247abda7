"""Status words -> what they may mean: the file's own words, the region's, then those of the export's language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping as Words
from dataclasses import dataclass

from watchdog.model.orders import OrderStatus

Means = tuple[OrderStatus, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Exact labels and patterns of one origin."""

    labels: Words[str, Means]
    patterns: Words[str, Means]


class Labels:
    """Asks each vocabulary in turn. An unknown label means nothing: an empty tuple."""

    def __init__(self, *vocabularies: Vocabulary) -> None:
        self._exact = [{_key(k): v for k, v in voc.labels.items()} for voc in vocabularies]
        self._patterns = [[(re.compile(p, re.IGNORECASE), v) for p, v in voc.patterns.items()] for voc in vocabularies]

    def means(self, label: str) -> Means:
        key = _key(label)
        for exact, patterns in zip(self._exact, self._patterns, strict=True):
            if key in exact:
                return exact[key]
            for pattern, means in patterns:
                if pattern.search(key) or pattern.search(unicodedata.normalize("NFC", label).strip()):
                    return means
        return ()


def _key(label: str) -> str:
    return " ".join(unicodedata.normalize("NFC", label).split()).casefold()
