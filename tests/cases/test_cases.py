"""Every case in fixtures/<platform>/<region>/<case>/, field by field, against its `expected.json`.

Pages are read with the pack of this checkout: whoever changes selectors/ or the site's layout sees which field moved.
The verdict is judged twice: with the pack that the case holds, as `watchdog replay` does, and with this checkout's.
No case is named here; a new folder is a new set of tests.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import polars as pl
import pytest
from cases.make import FIXTURES, originals
from cases.told import (
    EXPECTED,
    PAGE_FIELDS,
    ROW_FIELDS,
    WITNESSES,
    Told,
    case_told,
    kind_of,
    outcome_told,
    pack_now,
    pages_told,
    read_expected,
)

from watchdog.adapters.saved import read_fixture
from watchdog.casefile import CaseBytes, page_folders
from watchdog.check import check
from watchdog.model.case import Case
from watchdog.wiring import replay_ports, replayed

MEND = "python tests/cases/make.py expect <folder>, then read the difference"

UNSAFE = "do not commit the folder; save the case again, and report what `watchdog fixture save` left in"


@dataclass(frozen=True)
class Saved:
    """One case folder. Everything is read once, when a test first asks."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.relative_to(FIXTURES).as_posix()

    @cached_property
    def bytes_(self) -> CaseBytes:
        return read_fixture(self.folder)

    @cached_property
    def expected(self) -> dict[str, Told]:
        return read_expected(self.folder)

    @cached_property
    def pages(self) -> dict[str, dict[str, Told]]:
        """What this checkout reads."""
        return pages_told(self.bytes_, pack_now(self.bytes_.case))

    @cached_property
    def outcome(self) -> dict[str, Told]:
        """The verdict from the case's own bytes and its own pack, as `watchdog replay` gives it."""
        return outcome_told(replayed(self.bytes_.case, self.bytes_.get))

    def wanted(self, kind: str) -> dict[str, dict[str, Told]]:
        """Pages of this kind in `expected.json`."""
        return {name: page for name, page in _table(self.expected["pages"]).items() if page["kind"] == kind}


@cache
def saved(folder: Path) -> Saved:
    return Saved(folder)


CASES = [saved(path.parent) for path in sorted(FIXTURES.glob("*/*/*/case.json"))]
each_case = pytest.mark.parametrize("case", [pytest.param(one, id=one.name) for one in CASES])


def kinds(folder: Path) -> list[str]:
    """Kinds of pages in a case, from case.json alone: a damaged page must not stop the collection of tests."""
    case = Case.model_validate_json((folder / "case.json").read_bytes())
    return list(dict.fromkeys(kind_of(page.ask) for look in case.looks for page in look.pages))


def fields() -> Iterator[object]:
    for one in CASES:
        for kind in kinds(one.folder):
            for field in (*PAGE_FIELDS, *(() if kind == "identity" else ROW_FIELDS)):
                yield pytest.param(one, kind, field, id=f"{one.name}-{kind}-{field}")


@pytest.mark.parametrize(("case", "kind", "field"), list(fields()))
def test_field(case: Saved, kind: str, field: str) -> None:
    moved: list[str] = []
    for name, wanted in case.wanted(kind).items():
        read = case.pages.get(name, {})
        if field in PAGE_FIELDS:
            moved += _moved(f"{name} {field}", wanted.get(field), read.get(field))
        else:
            moved += _moved_rows(name, field, wanted, read)
    assert not moved, _told(f"{field} of {kind} pages moved", moved)


def _moved_rows(name: str, field: str, wanted: dict[str, Told], read: dict[str, Told]) -> Iterator[str]:
    for witness in WITNESSES:
        rows = _table(read.get(witness))
        for row, values in _table(wanted[witness]).items():
            yield from _moved(f"{name} {witness} {row}", values.get(field), rows.get(row, {}).get(field))


def _moved(where: str, wanted: Told, read: Told) -> Iterator[str]:
    if wanted != read or type(wanted) is not type(read):
        yield f"{where}: expected {wanted!r}, read {read!r}"


def _told(what: str, lines: list[str], mend: str = f"if that is right: {MEND}") -> str:
    more = [f"... and {len(lines) - 12} more"] if len(lines) > 12 else []
    return "\n  ".join([f"{what}:", *lines[:12], *more, mend])


def _table(value: Told) -> dict[str, dict[str, Told]]:
    """Narrowed by hand: `expected.json` is plain JSON."""
    return value if isinstance(value, dict) else {}  # type: ignore[return-value]


@each_case
def test_nothing_raises(case: Saved) -> None:
    """Reading and judging are total: whatever was saved, a reading and a verdict come back."""
    assert len(case.pages) == sum(len(look.pages) for look in case.bytes_.case.looks)
    assert case.outcome["looks"]


@each_case
def test_no_extra_fields(case: Saved) -> None:
    """No page, row or field is read that `expected.json` does not know."""
    known = _table(case.expected["pages"])
    extra = [name for name in case.pages if name not in known]
    for name, page in case.pages.items():
        extra += [f"{name} {field}" for field in page if field not in known.get(name, {})]
        for witness in WITNESSES:
            wanted = _table(known.get(name, {}).get(witness))
            for row, values in _table(page[witness]).items():
                extra += [f"{name} {witness} {row} {field}" for field in values if field not in wanted.get(row, {})]
    assert not extra, _told("read, but not expected", extra)


@each_case
def test_outcome(case: Saved) -> None:
    """Rules, keys, orders, what was confirmed, the looks and what was compared: as stored."""
    assert case_told(case.bytes_.case) == case.expected["about"]
    assert case.outcome == case.expected["outcome"], MEND


@each_case
def test_outcome_with_the_pack_of_this_checkout(case: Saved) -> None:
    """A changed pack may read more, but comes to the same verdict on what was seen then."""
    this = case.bytes_.case
    outcome = check(this.target, pack_now(this), replay_ports(this, case.bytes_.get))
    assert outcome_told(outcome) == case.expected["outcome"], MEND


SECRET = re.compile(
    r"\b(?:SPC_(?!CDS\b|CDS_VER\b)\w+|SC_DFP|REC_T_ID)\s*[=:]\s*[\w%.+/-]{4,}"
    r"|\bset-cookie\b|\bdocument\.cookie\s*=|\bauthorization[\"']?\s*[:=]|\bbearer\s+[\w.-]{8,}|\beyJ[\w-]{10,}\.[\w-]{10,}"
    r"|[\"']?\b\w*(?:access_?token|csrf_?token|refresh_?token|session_?id|passwd|totp_secret|api_?key)[\"']?\s*[:=]\s*"
    r"[\"']?[\w%.+/-]{6,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY",
    re.IGNORECASE,
)
MACHINE = re.compile(
    r"(?:^|[\s\"'>(=])(?:file://)?(?:/(?:home|root|tmp|Users|var/folders|private)/|[A-Za-z]:\\{1,2}Users)"
)


def texts(case: Saved) -> Iterator[tuple[str, str]]:
    """(file, its text) for every file; tables as text."""
    for file in sorted(case.folder.rglob("*")):
        if file.is_file():
            name = file.relative_to(case.folder).as_posix()
            yield name, name
            yield name, _text(file)


def _text(file: Path) -> str:
    if file.suffix != ".parquet":
        return file.read_text(encoding="utf-8")
    data = file.read_bytes()
    return f"{pl.read_parquet(io.BytesIO(data)).to_dicts()} {pl.read_parquet_metadata(io.BytesIO(data))}"


@each_case
def test_holds_no_secret_no_path_and_no_picture(case: Saved) -> None:
    here = [str(place) for place in (Path.home(), tempfile.gettempdir(), FIXTURES.parent) if len(str(place)) > 4]
    found = [f"{name}: {match.group()!r}" for name, text in texts(case) for match in SECRET.finditer(text)]
    found += [f"{name}: {match.group()!r}" for name, text in texts(case) for match in MACHINE.finditer(text)]
    found += [f"{name}: {place}" for name, text in texts(case) for place in here if f"{place}/" in text]
    found += [name for name, _ in texts(case) if name.endswith((".png", ".jpg", ".webp"))]
    assert not found, _told("must not be in a fixture", found, UNSAFE)


@each_case
def test_holds_no_original_person(case: Saved) -> None:
    """Buyers, shops, order and tracking numbers of the worlds that cases are made of are all replaced."""
    lower = [(name, text.lower()) for name, text in texts(case)]
    found = [f"{name}: {one}" for one in _originals() for name, text in lower if one in text]
    assert not found, _told("stands in a fixture", found, UNSAFE)


@cache
def _originals() -> list[str]:
    return sorted({one.lower() for one in originals()})


@each_case
def test_is_small_and_whole(case: Saved) -> None:
    """Under 1.5 MB, and no file that the case does not name."""
    files = {file.relative_to(case.folder).as_posix(): file for file in case.folder.rglob("*") if file.is_file()}
    assert sum(file.stat().st_size for file in files.values()) < 1.5 * 2**20
    folders = page_folders(case.bytes_.case)
    stray = [
        name
        for name in files
        if name not in ("case.json", "pack.json", EXPECTED)
        and not name.startswith("records/")
        and name.rsplit("/", 1)[0] not in folders
    ]
    assert not stray, _told("no file of the case", stray, "remove them")


def test_every_region_shows_every_kind_of_page() -> None:
    """orders, order, identity and search, in each region that has cases."""
    seen: dict[Path, set[str]] = {}
    for one in CASES:
        seen.setdefault(one.folder.parent, set()).update(kinds(one.folder))
    assert seen, "there are no fixtures"
    lacking = {place.name: {"orders", "order", "identity", "search"} - found for place, found in seen.items()}
    assert not any(lacking.values()), lacking
