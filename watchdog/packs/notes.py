"""What is wrong with a pack, told so that the person who wrote the TOML can mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from watchdog.errors import PackError
from watchdog.model.base import Frozen


class PackNote(Frozen):
    """One fault: `file` relative to the pack folder, `key` as a dotted path (`rows.fields.total.dom[0].css`)."""

    file: str
    key: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key or 'the file'}: {self.what}. Mend: {self.mend}"


def nearest(word: str, known: Iterable[str]) -> str:
    """A mend for a word nobody knows: the nearest known one, else the whole list."""
    words = sorted(known)
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    if close:
        return f"did you mean `{close[0]}`?"
    return "use one of: " + ", ".join(words)


def refuse(notes: Sequence[PackNote]) -> PackError:
    """The first faults as one error; all of them are shown by `watchdog packs check`."""
    first = "; ".join(f"{n.file}: {n.key or 'the file'}: {n.what}" for n in notes[:3])
    more = f" (and {len(notes) - 3} more)" if len(notes) > 3 else ""
    return PackError(f"The selector pack cannot be used: {first}{more}", mend=notes[0].mend)
