"""What an exhibit holds, as named bytes. The drawing of marked copies is left to the caller, everything else is
here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from watchdog.casefile import CASE, PACK, Json, canonical_json, digest_of, pack_of, page_files, page_folders
from watchdog.casefile.files import Get
from watchdog.evidence.pictures import Mark, marks_of, rows_showing
from watchdog.evidence.places import record_rows
from watchdog.evidence.plan import ExhibitPlan
from watchdog.evidence.readme import readme
from watchdog.evidence.statement import claims_of, differences, finding_json
from watchdog.model.base import Says
from watchdog.model.case import Case, Outcome

MANIFEST = "manifest-sha256.txt"


@dataclass(frozen=True)
class Draft:
    """An exhibit before its marked copies are drawn. `missing`: what could not be captured, in words."""

    plan: ExhibitPlan
    outcome: Outcome
    case: Case
    files: Mapping[str, bytes]
    rows: Mapping[str, str]
    marks: tuple[Mark, ...]
    missing: tuple[Says, ...]


def draft_of(plan: ExhibitPlan, outcome: Outcome, case: Case, get: Get) -> Draft:
    """Everything that comes from the case. `get`: the archive's bytes by digest."""
    pack = pack_of(get(case.pack))
    orders = [sn for one in plan.incidents for sn in one.latest.finding.orders]
    files: dict[str, bytes] = {CASE: canonical_json(case), PACK: get(case.pack)}
    marks: list[Mark] = []
    missing: list[Says] = []
    records = page_folders(case)
    for folder in plan.folders:
        record = records[folder]
        files.update({f"{folder}/{name}": get(digest) for name, digest in page_files(record).items()})
        if record.picture is None and record.full_picture is None:
            missing.append(Says(en=f"a picture of {folder}: none was taken", zh=f"{folder} 的截图：未拍摄"))
        if record.failure is not None:
            missing.append(Says(en=f"{folder}: {record.failure.what}", zh=f"{folder}：{record.failure.what}"))
        for exchange in record.exchanges:
            if exchange.body is None:
                what = exchange.failure.what if exchange.failure else "?"
                missing.append(
                    Says(
                        en=f"{folder}: a body of {exchange.name}: {what}",
                        zh=f"{folder}：{exchange.name} 的数据：{what}",
                    )
                )
        rows = rows_showing(get(record.html), orders, pack, record.ask.page_type)
        marks += marks_of(folder, record, rows)
    record_files, places = record_rows(case, orders, get)
    return Draft(plan, outcome, case, {**files, **record_files}, places, tuple(marks), tuple(missing))


def finished(draft: Draft, drawn: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every file of the exhibit, the manifest last. `drawn`: path of a marked copy -> PNG; one that is not there is
    told.
    """
    plan = draft.plan
    files = {**draft.files, **drawn}
    missing = list(draft.missing)
    for mark in draft.marks:
        if mark.copy not in drawn:
            missing.append(
                Says(
                    en=f"{mark.copy}: the rows lie outside {mark.picture}, or it cannot be read",
                    zh=f"{mark.copy}：相关行不在 {mark.picture} 内，或图片无法读取",
                )
            )
    claims = {str(one.id): claims_of(one, files, draft.rows) for one in plan.incidents}
    files["differences.json"], files["differences.csv"] = differences(plan, claims)
    said = [one.en for one in missing]
    files["finding.json"] = finding_json(
        plan, draft.outcome, draft.case, claims=claims, pictures=_pictures(draft, drawn), missing=said
    )
    files["README.txt"] = readme(plan, draft.outcome, draft.case, missing)
    files[MANIFEST] = manifest(files)
    return files


def manifest(files: Mapping[str, bytes]) -> bytes:
    """`<sha256>  <path>` per file, sorted by path: the format of `sha256sum`. It does not list itself."""
    return "".join(f"{digest_of(files[path])}  {path}\n" for path in sorted(files) if path != MANIFEST).encode()


def _pictures(draft: Draft, drawn: Mapping[str, bytes]) -> list[Json]:
    marked: list[Json] = [
        {"file": mark.copy, "of": mark.picture, "rows": list(mark.rows)} for mark in draft.marks if mark.copy in drawn
    ]
    untouched: list[Json] = [{"file": path} for path in sorted(draft.files) if path.endswith(".png")]
    return [*untouched, *marked]
