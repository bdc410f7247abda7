"""Same-shaped inventions, derived from a seed: the same value always becomes the same other value, whatever its
letter case.

Codes (order numbers, ids, tracking numbers) keep their leading letters, order numbers their date. Of names, phones and
addresses the two characters at each end are replaced one by one from a table, the rest by a hash of the whole: so
`A****n`
and the `Alan` behind it still fit each other afterwards, as they did before.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from watchdog.errors import UsageError

EDGE = 2
_DIGITS = "0123456789"
_LOWER = "abcdefghijklmnopqrstuvwxyz"
_RANGES = ((0xC0, 0x24F), (0x370, 0x52F), (0xE01, 0xE2E), (0x1E00, 0x1EFF), (0x3041, 0x3096), (0x30A1, 0x30FA))
_SPANS = ((0x4E00, 0x9FA5), (0xAC00, 0xD7A3))


@dataclass(frozen=True)
class Values:
    """What must not remain. `codes`: distinctive, replaced wherever they stand. `words`: replaced where values
    stand.
    """

    order_sns: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def __or__(self, other: Values) -> Values:
        return Values(self.order_sns | other.order_sns, self.codes | other.codes, self.words | other.words)


@dataclass(frozen=True)
class Renaming:
    """`of` gives the invention for a value that `values` holds, in any letter case; other text comes back as it is."""

    values: Values
    seed: str
    date_length: int = 6
    """Leading characters of an order number that are kept (its date, reference 2.2)."""
    table: dict[str, str] = field(default_factory=dict)
    """key -> kind and round, see `_key`."""

    def of(self, value: str) -> str:
        found = self.table.get(key_of(value))
        if found is None:
            return value
        kind, _, turn = found.partition(":")
        secret = f"{self.seed}:{turn}"
        if kind == "word":
            return _word(value, secret)
        return _code(value, secret, self.date_length if kind == "order_sn" else _letters_before(value))


def make_renaming(values: Values, seed: str, date_length: int = 6) -> Renaming:
    """Find inventions that are all different, and none of which is itself a value to be replaced. Raises UsageError."""
    kinds = {key_of(value): "word" for value in values.words}
    kinds |= {key_of(value): "code" for value in values.codes}
    kinds |= {key_of(value): "order_sn" for value in values.order_sns}
    table: dict[str, str] = {}
    renaming = Renaming(values, seed, date_length, table)
    real = {key for key in kinds if not is_masked(key)}
    for turn in range(64):
        # One turn for all words: their edges come from one table, or masks would no longer fit.
        words = {key for key, kind in kinds.items() if kind == "word"}
        table.update(dict.fromkeys(words, f"word:{turn}"))
        made = {key: key_of(renaming.of(key)) for key in words}
        open_words = {key: new for key, new in made.items() if key in real}
        if len(set(made.values())) == len(made) and not set(open_words.values()) & real:
            break
    else:
        raise _no_invention(seed)
    taken = {key_of(renaming.of(key)) for key in table} | real
    for key in sorted(kind_key for kind_key, kind in kinds.items() if kind != "word"):
        _place(renaming, key, kinds[key], taken)
    return renaming


def _place(renaming: Renaming, key: str, kind: str, taken: set[str]) -> None:
    for turn in range(64):
        renaming.table[key] = f"{kind}:{turn}"
        made = key_of(renaming.of(key))
        if made not in taken:
            taken.add(made)
            return
    raise _no_invention(renaming.seed)


def _no_invention(seed: str) -> UsageError:
    return UsageError(
        f"no inventions could be found with the seed {seed!r} that are different from every real value",
        mend="Try another --seed.",
    )


def key_of(value: str) -> str:
    """Values that differ only in letter case, spacing, Unicode form or invisible characters are one value."""
    seen = "".join(char for char in value if char.isspace() or not _is_invisible(char))
    return " ".join(unicodedata.normalize("NFC", seen).casefold().split())


def _is_invisible(char: str) -> bool:
    """Control and format characters, and what stands for them: one witness keeps them, another drops them."""
    return char == "\ufffd" or unicodedata.category(char) in ("Cc", "Cf")


def is_masked(value: str) -> bool:
    """A mask that shows so little (`A****n`, `******12`) fits many people: it is replaced, and may turn up by
    chance.
    """
    return "*" in value and sum(char.isalnum() for char in value) <= 2 * EDGE


def useful(values: Iterable[str | None]) -> frozenset[str]:
    """Values that tell something: at least two letters or digits. Bare masks (`****`) hide themselves."""
    return frozenset(v.strip() for v in values if v and sum(char.isalnum() for char in v) >= 2)


def _word(value: str, secret: str) -> str:
    text = unicodedata.normalize("NFC", value)
    alike = key_of(text)
    places = [n for n, char in enumerate(text) if not char.isspace() and not _is_invisible(char)]
    inner = set(places[EDGE:-EDGE])
    out = list(text)
    for rank, n in enumerate(places):
        out[n] = _other(text[n], secret, f"{alike}:{rank}" if n in inner else "edge")
    return "".join(out)


def _code(value: str, secret: str, kept: int) -> str:
    alike = key_of(value)
    head, rest = value[:kept], value[kept:]
    made = [_other(char, secret, f"{alike}:{n}") for n, char in enumerate(rest)]
    if not head and made and made[0] == "0" and rest[0] != "0":
        made[0] = "1" if rest[0] != "1" else "2"  # a number keeps its length
    return head + "".join(made)


def _letters_before(value: str) -> int:
    found = re.match(r"[A-Za-z]+(?=.*\d)", value)
    return found.end() if found and sum(char.isalnum() for char in value[found.end() :]) >= 4 else 0


def _other(char: str, secret: str, salt: str) -> str:
    """Another character of the same class; never the same one. What is no letter and no digit stays."""
    lower = char.lower()
    alphabet = _alphabet(lower)
    if not alphabet or lower not in alphabet:
        return char
    digest = hmac.new(secret.encode(), f"{salt}:{len(alphabet)}".encode(), hashlib.sha256).digest()
    shift = 1 + int.from_bytes(digest[:8], "big") % (len(alphabet) - 1)
    made = alphabet[(alphabet.index(lower) + shift) % len(alphabet)]
    return made.upper() if char != lower and len(made.upper()) == 1 else made


@cache
def _alphabet(char: str) -> str:
    """The characters this one may become."""
    if char in _DIGITS:
        return _DIGITS
    if char in _LOWER:
        return _LOWER
    code = ord(char)
    for first, last in _SPANS:
        if first <= code <= last:
            return _span(first, last)
    for first, last in _RANGES:
        if first <= code <= last:
            return _letters(first, last)
    return ""


@cache
def _span(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


@cache
def _letters(first: int, last: int) -> str:
    """Lower-case letters that survive a change of case there and back, and Unicode normalisation."""
    found = (chr(code) for code in range(first, last + 1))
    return "".join(
        c
        for c in found
        if c.isalpha()
        and c.lower() == c
        and c.upper().lower() == c
        and len(c.upper()) == 1
        and unicodedata.normalize("NFC", c) == c
        and c.casefold() == c
    )
