"""Evaluating claims on the bytes: does each pointer lead to its text, and do the values stand as claimed?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from watchdog.evidence.verify.readers import squeezed, texts_at
from watchdog.evidence.verify.results import Result
from watchdog.evidence.verify.statement import Place, Stated

Answer = tuple[Result, str]


def resolved(place: Place, files: Mapping[str, bytes]) -> Answer:
    """Is the text really where the pointer says?"""
    if not place.file:
        return Result.ABSENT, f"{place.cited}: the exhibit does not hold it"
    if place.file not in files:
        return Result.FAIL, f"{place.cited}: there is no {place.file}"
    found = texts_at(files[place.file], place.path)
    if found is None and not place.text:
        return Result.PASS, ""  # an empty text says that nothing stands there
    if found is None:
        return Result.FAIL, f"{place.file} {place.path}: nothing is there"
    if not _holds(found, place.text):
        return Result.FAIL, f"{place.file} {place.path}: {place.text!r} is not there, but {' | '.join(found)[:80]!r}"
    return Result.PASS, ""


def evaluated(claim: Stated, files: Mapping[str, bytes]) -> Answer:
    """Do the values stand as claimed? ABSENT where the bytes at hand cannot say."""
    tester = _TESTERS.get(claim.kind)
    if tester is None:
        return Result.ABSENT, f"{claim.label}: this kind cannot be evaluated without the pack; look at its pointers"
    return tester(claim, files)


def _holds(found: Sequence[str], text: str) -> bool:
    """The text is one of them, part of one of them, or (rows of records) every word of it is among them."""
    wanted = squeezed(text)
    texts = [squeezed(one) for one in found]
    if not wanted or any(wanted == one or wanted in one for one in texts):
        return True
    whole = " ".join(texts)
    return all(word.strip(",;|") in whole for word in wanted.split())


def _compared(claim: Stated, files: Mapping[str, bytes]) -> Answer:
    del files
    if claim.kind == "equals" and len(claim.says) == len(claim.places) == 1:
        shown = squeezed(claim.says[0]) in squeezed(claim.places[0].text)
        return (
            (Result.PASS, "") if shown else (Result.ABSENT, f"{claim.label}: one value, in other words than its text")
        )
    if len(claim.says) < 2 or len(claim.says) != len(claim.places):
        return Result.ABSENT, f"{claim.label}: not one value for each pointer"
    same = len({squeezed(one) for one in claim.says}) == 1
    if same is (claim.kind == "equals"):
        return Result.PASS, ""
    return Result.FAIL, f"{claim.label}: the values are {' / '.join(claim.says)}"


def _present(claim: Stated, files: Mapping[str, bytes]) -> Answer:
    """Every pointer has already been followed to its text; the text must be what is claimed."""
    del files
    if not claim.places:
        return Result.ABSENT, f"{claim.label}: no pointer"
    for place, says in zip(claim.places, claim.says, strict=False):
        if place.text and squeezed(says) not in squeezed(place.text):
            return Result.FAIL, f"{claim.label}: {place.text!r} does not show {says!r}"
    return Result.PASS, ""


def _absent_from_window(claim: Stated, files: Mapping[str, bytes]) -> Answer:
    return _absent(claim, files, Result.FAIL)


def _not_found(claim: Stated, files: Mapping[str, bytes]) -> Answer:
    return _absent(claim, files, Result.ABSENT)


def _absent(claim: Stated, files: Mapping[str, bytes], otherwise: Result) -> Answer:
    """The order number stands nowhere in the bytes. A search page may repeat what was searched: then nothing is
    decided.
    """
    pages = [place.file for place in claim.places if place.file in files]
    if not claim.says or not pages or len(pages) < len(claim.places):
        return Result.ABSENT, f"{claim.label}: not every page of it is in the exhibit"
    for file in pages:
        for number in claim.says:
            if number.encode() in files[file]:
                return otherwise, f"{claim.label}: {number} stands in {file}"
    return Result.PASS, ""


def _twice(claim: Stated, files: Mapping[str, bytes]) -> Answer:
    del files
    if len({(place.file, place.path) for place in claim.places}) < 2:
        return Result.ABSENT, f"{claim.label}: not two places"
    wanted = claim.says[0] if claim.says else claim.places[0].text
    shown = [place for place in claim.places if squeezed(wanted) in squeezed(place.text)]
    if len(shown) < 2:
        return Result.FAIL, f"{claim.label}: {wanted!r} is not shown at two places"
    return Result.PASS, ""


_TESTERS: dict[str, Callable[[Stated, Mapping[str, bytes]], Answer]] = {
    "equals": _compared,
    "differs": _compared,
    "before_after": _compared,
    "present": _present,
    "absent_from_window": _absent_from_window,
    "not_found": _not_found,
    "shown_twice": _twice,
}
