"""The numbered checks of an exhibit."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from watchdog.evidence.verify.claims import evaluated, resolved
from watchdog.evidence.verify.results import Check, Result, Verification
from watchdog.evidence.verify.statement import Statement, read_statement

MANIFEST = "manifest-sha256.txt"
REQUIRED = ("README.txt", "finding.json", "differences.json", "differences.csv", "case.json", "pack.json", MANIFEST)
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_PNG = b"\x89PNG\r\n\x1a\n"
_SHOWN = 20


@dataclass(frozen=True)
class _Exhibit:
    files: Mapping[str, bytes]
    listed: Mapping[str, str]
    manifest_problems: tuple[str, ...]
    statement: Statement
    name: str | None
    ledger: Mapping[str, str] | None


def verify(
    files: Mapping[str, bytes], *, name: str | None = None, ledger: Mapping[str, str] | None = None
) -> Verification:
    """Check an exhibit given as path -> bytes (paths relative, `/` between folders).

    `name`: of the folder, if known: it must be the one stated inside. `ledger`: digests of cases -> ledger line,
    from the
    machine that made the exhibit; None: not at hand.
    """
    listed, problems = _manifest(files.get(MANIFEST))
    statement = read_statement(files["finding.json"]) if "finding.json" in files else Statement()
    exhibit = _Exhibit(files, listed, problems, statement, name, ledger)
    return Verification(tuple(_run(number, one, exhibit) for number, one in enumerate(_CHECKS, start=1)))


def _run(number: int, one: tuple[str, bool, _Tester], exhibit: _Exhibit) -> Check:
    title, required, tester = one
    result, details = tester(exhibit)
    more = (f"... and {len(details) - _SHOWN} more",) if len(details) > _SHOWN else ()
    return Check(number, title, result, (*details[:_SHOWN], *more), required)


def _manifest(data: bytes | None) -> tuple[dict[str, str], tuple[str, ...]]:
    listed: dict[str, str] = {}
    problems: list[str] = []
    text = (data or b"").decode("utf-8", "replace")
    if text and not text.endswith("\n"):
        problems.append("the last line of the manifest is cut short")
    for number, line in enumerate(text.splitlines(), start=1):
        found = _LINE.fullmatch(line)
        if found is None:
            problems.append(f"manifest line {number} is not `<sha256>  <path>`")
        elif found.group(2) in listed:
            problems.append(f"manifest line {number}: {found.group(2)} is listed twice")
        else:
            listed[found.group(2)] = found.group(1)
    return listed, tuple(problems)


def _structure(exhibit: _Exhibit) -> _Answer:
    troubles = [f"{path} is missing" for path in REQUIRED if path not in exhibit.files]
    names = [*exhibit.files, *(path for path in exhibit.listed if path not in exhibit.files)]
    troubles += [f"{path!r} is no safe path" for path in names if not _is_safe(path)]
    folded: dict[str, str] = {}
    for path in names:
        other = folded.setdefault(path.casefold(), path)
        if other != path:
            troubles.append(f"{path!r} and {other!r} differ in case alone")
    return _failing(troubles)


def _is_safe(path: str) -> bool:
    parts = path.split("/")
    odd = any(char in '\\:*?"<>|' or ord(char) < 32 for char in path)
    return not odd and all(part not in ("", ".", "..") for part in parts)


def _listing(exhibit: _Exhibit) -> _Answer:
    if not exhibit.listed and not exhibit.manifest_problems:
        return Result.ABSENT, ["there is no manifest, or it is empty"]
    return _failing(
        [
            *exhibit.manifest_problems,
            *(f"{p} is listed and not there" for p in exhibit.listed if p not in exhibit.files),
        ]
    )


def _unlisted(exhibit: _Exhibit) -> _Answer:
    if not exhibit.listed:
        return Result.ABSENT, ["there is no manifest, or it is empty"]
    return _failing(
        [
            f"{path} is not listed in the manifest"
            for path in exhibit.files
            if path not in exhibit.listed and path != MANIFEST
        ]
    )


def _digests(exhibit: _Exhibit) -> _Answer:
    if not exhibit.listed:
        return Result.ABSENT, ["there is no manifest, or it is empty"]
    there = [path for path in exhibit.listed if path in exhibit.files]
    return _failing([f"{path} was altered" for path in there if _sha256(exhibit.files[path]) != exhibit.listed[path]])


def _stated(exhibit: _Exhibit) -> _Answer:
    if "finding.json" not in exhibit.files:
        return Result.ABSENT, ["there is no finding.json"]
    troubles = list(exhibit.statement.problems)
    if exhibit.name is not None and exhibit.name != exhibit.statement.exhibit:
        troubles.append(f"the folder is {exhibit.name!r}, the statement is of {exhibit.statement.exhibit!r}")
    return _failing(troubles)


def _case(exhibit: _Exhibit) -> _Answer:
    """case.json is the one stated, and every page in the exhibit has the digest that case.json names."""
    if "case.json" not in exhibit.files or not exhibit.statement.case_sha256:
        return Result.ABSENT, ["there is no case.json, or no digest of it is stated"]
    data = exhibit.files["case.json"]
    if _sha256(data) != exhibit.statement.case_sha256:
        return Result.FAIL, ["case.json is not the case that finding.json states"]
    try:
        named = set(_digests_in(json.loads(data)))
    except ValueError as trouble:
        return Result.FAIL, [f"case.json is not JSON: {trouble}"]
    received = [path for path in exhibit.files if path == "pack.json" or _is_received(path)]
    return _failing(
        [f"{path} is not what case.json names" for path in received if _sha256(exhibit.files[path]) not in named]
    )


def _is_received(path: str) -> bool:
    return path.startswith("look") and not path.rpartition("/")[2].startswith("marked-")


def _digests_in(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _digests_in(inner)
    elif isinstance(value, str) and len(value) == 64:
        yield value


def _pointers(exhibit: _Exhibit) -> _Answer:
    places = [place for claim in exhibit.statement.claims for place in claim.places]
    return _weighed([resolved(place, exhibit.files) for place in places], "no claim has a pointer")


def _claims(exhibit: _Exhibit) -> _Answer:
    answers = [evaluated(claim, exhibit.files) for claim in exhibit.statement.claims]
    return _weighed(answers, "no claim is stated", some=True)


def _pictures(exhibit: _Exhibit) -> _Answer:
    statement = exhibit.statement
    troubles = [
        f"{path}: no such picture, or it is no PNG"
        for path in statement.pictures
        if not exhibit.files.get(path, b"").startswith(_PNG)
    ]
    if troubles:
        return Result.FAIL, troubles
    if not statement.pictures or statement.missing:
        return Result.ABSENT, list(statement.missing) or ["there is no picture"]
    return Result.PASS, []


def _in_ledger(exhibit: _Exhibit) -> _Answer:
    if exhibit.ledger is None:
        return Result.ABSENT, ["the ledger of the machine that made it is not at hand"]
    if exhibit.statement.case_sha256 in exhibit.ledger:
        return Result.PASS, [exhibit.ledger[exhibit.statement.case_sha256]]
    return Result.FAIL, ["the ledger knows no check of this case"]


def _sealed(exhibit: _Exhibit) -> _Answer:
    del exhibit
    return Result.ABSENT, ["look grade: no signature, no timestamp of a third party"]


def _failing(troubles: list[str]) -> _Answer:
    return (Result.FAIL if troubles else Result.PASS), troubles


def _weighed(answers: list[tuple[Result, str]], nothing: str, *, some: bool = False) -> _Answer:
    """FAIL if one failed. `some`: PASS if at least one passed and none failed, the undecided ones named."""
    failed = [why for result, why in answers if result is Result.FAIL]
    undecided = [why for result, why in answers if result is Result.ABSENT]
    if failed:
        return Result.FAIL, failed
    passed = len(answers) - len(undecided)
    if not passed or (undecided and not some):
        return Result.ABSENT, undecided or [nothing]
    return Result.PASS, [f"not decided: {why}" for why in undecided]


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


_Answer = tuple[Result, list[str]]
_Tester = Callable[[_Exhibit], _Answer]
_CHECKS: tuple[tuple[str, bool, _Tester], ...] = (
    ("structure: required files, safe names", True, _structure),
    ("manifest: every listed file is there", True, _listing),
    ("manifest: no file is unlisted", True, _unlisted),
    ("manifest: SHA-256 of every file", True, _digests),
    ("statement: finding.json can be read and is of this exhibit", True, _stated),
    ("case: pages are the bytes that the case names", True, _case),
    ("pointers: each leads to its text in the bytes", True, _pointers),
    ("claims: values stand as claimed", True, _claims),
    ("pictures: present and readable", False, _pictures),
    ("ledger: this check is in the chain of checks", False, _in_ledger),
    ("seal: signature and timestamp", False, _sealed),
)
