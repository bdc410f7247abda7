"""A case as named bytes and back: the one shape of archived cases, fixture folders and the inside of exhibits.

    case.json                               everything but the bytes, canonical JSON; its SHA-256 is the digest of
    the case
    pack.json                               the selector pack
    look0/<ask name>/page.html              the page, UTF-8
    look0/<ask name>/<exchange>-<k>.json    a body as received; `<exchange>-<k>.request` what was sent
    look0/<ask name>/picture.png            viewport; `full.png` the whole page; `clip-<i>.png` row i (0-based)
    records/<name>.parquet                  the seller's side, normalised

`case.json` names each file by its SHA-256; a file that is not what it says is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pydantic import ValidationError

from watchdog.casefile.canonical import canonical_json, digest_of
from watchdog.casefile.names import exchange_names, numbered, page_names, safe_name
from watchdog.errors import UsageError
from watchdog.model.base import Digest
from watchdog.model.case import Case
from watchdog.model.pack import Pack
from watchdog.model.pages import PageRecord

Get: TypeAlias = Callable[[Digest], bytes]
CASE, PACK = "case.json", "pack.json"


@dataclass(frozen=True)
class CaseBytes:
    """A case with the bytes it names. `get` raises UsageError for a digest that is not among them."""

    case: Case
    blobs: Mapping[Digest, bytes]

    def get(self, digest: Digest) -> bytes:
        try:
            return self.blobs[digest]
        except KeyError:
            raise UsageError(
                f"the case of {self.case.target.shop} at {self.case.at} does not hold the bytes {digest[:12]}…",
                mend="Use a case that was saved whole: `watchdog fixture save` or the archive's own.",
            ) from None


def page_files(record: PageRecord) -> dict[str, Digest]:
    """Files of one page, by name inside its folder."""
    files = {"page.html": record.html}
    for name, exchange in zip(exchange_names(record.exchanges), record.exchanges, strict=True):
        if exchange.body is not None:
            files[f"{name}.json"] = exchange.body
        if exchange.request_body is not None:
            files[f"{name}.request"] = exchange.request_body
    if record.picture is not None:
        files["picture.png"] = record.picture
    if record.full_picture is not None:
        files["full.png"] = record.full_picture
    files.update({f"clip-{index}.png": digest for index, digest in record.clips})
    return files


def page_folders(case: Case) -> dict[str, PageRecord]:
    """`look0/<ask name>` -> the page, in reading order. Pointers begin with these."""
    folders: dict[str, PageRecord] = {}
    for number, look in enumerate(case.looks):
        for name, record in zip(page_names(page.ask for page in look.pages), look.pages, strict=True):
            folders[f"look{number}/{name}"] = record
    return folders


def record_files(case: Case) -> dict[str, Digest]:
    """`records/<name>.parquet` -> the normalised table, in the order of `case.records`."""
    names = numbered(safe_name(ref.name) for ref in case.records)
    return {f"records/{name}.parquet": ref.table for name, ref in zip(names, case.records, strict=True)}


def index_of(case: Case) -> dict[str, Digest]:
    """Every file of the case but `case.json` itself, and the SHA-256 it must have."""
    files = {PACK: case.pack}
    for folder, record in page_folders(case).items():
        files.update({f"{folder}/{name}": digest for name, digest in page_files(record).items()})
    return {**files, **record_files(case)}


def files_of(case: Case, get: Get) -> dict[str, bytes]:
    """The case as named bytes; `get` fetches bytes by digest (an archive's)."""
    return {CASE: canonical_json(case), **{path: get(digest) for path, digest in index_of(case).items()}}


def case_of(files: Mapping[str, bytes], where: str = "the case") -> CaseBytes:
    """The case back from named bytes. Files that the case does not name are left alone.

    Raises UsageError naming the file that is missing, cut short or altered; `where` says which case, for the message.
    """
    if CASE not in files:
        raise UsageError(
            f"{where}: there is no {CASE}", mend="Name the folder of one case, the one that holds case.json."
        )
    try:
        case = Case.model_validate_json(files[CASE])
    except ValidationError as trouble:
        first = trouble.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "its text"
        raise UsageError(
            f"{where}: {CASE} cannot be read at {place}: {first['msg']}",
            mend="Save the case again; if it was edited by hand, undo the edit.",
        ) from trouble
    blobs: dict[Digest, bytes] = {}
    for path, digest in index_of(case).items():
        blobs[digest] = _checked(files, path, digest, where)
    return CaseBytes(case, blobs)


def _checked(files: Mapping[str, bytes], path: str, digest: Digest, where: str) -> bytes:
    if path not in files:
        raise UsageError(f"{where}: {path} is missing", mend="Copy the whole folder again, or save the case again.")
    data = files[path]
    if digest_of(data) != digest:
        raise UsageError(
            f"{where}: {path} ({len(data)} bytes) is cut short or altered: its SHA-256 is not the one in {CASE}",
            mend="Copy the whole folder again, or save the case again.",
        )
    return data


def pack_bytes(pack: Pack) -> bytes:
    """A pack as it is archived: canonical JSON of everything but its own digest."""
    return canonical_json(pack.model_copy(update={"digest": Digest("")}))


def pack_of(data: bytes) -> Pack:
    """A pack from its archived bytes. Raises UsageError."""
    try:
        return Pack.model_validate_json(data)
    except ValidationError as trouble:
        raise UsageError(
            f"{PACK} cannot be read: {trouble.errors()[0]['msg']}",
            mend="Replay with a pack of this version: leave pack.json out of use and name the platform and region.",
        ) from trouble
