"""Names inside a case: folders of pages, files of exchanges, files of records. Safe on Windows and in `sha256sum
-c`.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from watchdog.model.pages import Ask, Exchange, ExchangeRecord

_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
_LONGEST = 60


def safe_name(text: str) -> str:
    """A file name for any text: ASCII letters, digits, `-`, `_`, `.`; a short hash tells apart what was changed."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "_", text).strip("._") or "unnamed"
    if safe.split(".")[0].lower() in _RESERVED:
        safe = f"file-{safe}"
    if safe == text and len(safe) <= _LONGEST:
        return safe
    return f"{safe[:_LONGEST]}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def numbered(names: Iterable[str]) -> tuple[str, ...]:
    """The same names, a second `x` as `x~2`: case-insensitively unique, since Windows folds case."""
    seen: Counter[str] = Counter()
    out = []
    for name in names:
        seen[name.lower()] += 1
        count = seen[name.lower()]
        out.append(name if count == 1 else f"{name}~{count}")
    return tuple(out)


def page_names(asks: Iterable[Ask]) -> tuple[str, ...]:
    """Folder of each page of one look, in reading order. A page asked for twice is `order-X`, then `order-X~2`."""
    return numbered(ask.name for ask in asks)


def exchange_names(exchanges: Sequence[Exchange] | Sequence[ExchangeRecord]) -> tuple[str, ...]:
    """`<exchange name>-<k>` for each exchange of one page, k counting from 0 per name, in the order they were made."""
    seen: Counter[str] = Counter()
    out = []
    for one in exchanges:
        out.append(f"{one.name}-{seen[one.name]}")
        seen[one.name] += 1
    return tuple(out)
