"""What an exhibit holds: bytes as received, marked copies apart, claims that lead to the bytes, a manifest of all."""

import csv
import hashlib
import io
import json

from PIL import Image
from samples_case import GONE, MUG, make_case, missing, opened, outcome_of, wrong_total

from watchdog.adapters.exhibits.drawing import COLOUR, outlined
from watchdog.adapters.saved import MemoryArchive
from watchdog.casefile import canonical_json, digest_of
from watchdog.evidence.contents import MANIFEST, draft_of, finished
from watchdog.evidence.plan import plan_exhibits
from watchdog.model.base import IncidentId, OrderSn
from watchdog.model.case import Case, Outcome
from watchdog.model.findings import Change, ChangeKind, Finding
from watchdog.model.pages import Rect
from watchdog.model.readings import Pointer


def made(*findings: Finding, pictures: bool = True) -> tuple[Outcome, Case, MemoryArchive]:
    archive = MemoryArchive()
    case, _ = make_case(archive, pictures=pictures)
    return outcome_of(case, archive.keep_case(case), *opened(*findings)), case, archive


def exhibit(*findings: Finding, pictures: bool = True) -> dict[str, bytes]:
    outcome, case, archive = made(*findings, pictures=pictures)
    draft = draft_of(plan_exhibits(outcome, case)[0], outcome, case, archive.get)
    drawn = {mark.copy: outlined(draft.files[mark.picture], mark.rects) for mark in draft.marks}
    return finished(draft, {path: png for path, png in drawn.items() if png})


def test_one_exhibit_per_incident_named_by_time_and_incident() -> None:
    outcome, case, _ = made(missing(), wrong_total())
    names = [plan.name for plan in plan_exhibits(outcome, case)]
    assert names == [
        f"EV-{outcome.at:%Y%m%dT%H%M%SZ}-order-missing-{GONE}",
        f"EV-{outcome.at:%Y%m%dT%H%M%SZ}-order-detail-mismatch-{MUG}",
    ]


def test_incidents_that_only_grew_or_recovered_leave_none() -> None:
    outcome, case, _ = made(missing())
    for kind in (ChangeKind.GROWN, ChangeKind.RECOVERED):
        changes = (Change(kind=kind, incident=outcome.changes[0].incident),)
        assert plan_exhibits(outcome.model_copy(update={"changes": changes}), case) == ()


def test_a_crowd_of_one_rule_shares_one_folder_after_twenty() -> None:
    findings = [missing(OrderSn(f"2611{n:02d}ABCDEFGH")) for n in range(1, 28)]
    outcome, case, _ = made(*findings)
    plans = plan_exhibits(outcome, case)
    assert len(plans) == 21
    assert [len(plan.incidents) for plan in plans] == [1] * 20 + [7]
    assert plans[-1].name.endswith("order-missing-rest")


def test_an_incident_id_cannot_leave_the_folder() -> None:
    outcome, case, _ = made(missing())
    incident = outcome.changes[0].incident.model_copy(update={"id": IncidentId("../../etc/passwd")})
    changes = (Change(kind=ChangeKind.OPENED, incident=incident),)
    (plan,) = plan_exhibits(outcome.model_copy(update={"changes": changes}), case)
    assert "/" not in plan.name


def test_pages_and_exchanges_are_the_bytes_as_received() -> None:
    outcome, case, archive = made(missing())
    files = exhibit(missing())
    record = case.looks[0].pages[1]
    assert files["look0/orders-all-001/page.html"] == archive.get(record.html)
    assert files["look0/orders-all-001/cards-0.json"] == archive.get(record.exchanges[0].body)
    assert digest_of(files["case.json"]) == outcome.case
    assert files["case.json"] == canonical_json(case)
    assert f"look1/search-{GONE}/page.html" in files, "the look that confirmed is in it"
    assert "look0/identity-2/page.html" in files, "whose shop it was is in it"


def test_the_manifest_lists_every_other_file_as_sha256sum_writes_it() -> None:
    files = exhibit(missing())
    lines = files[MANIFEST].decode().splitlines()
    assert {line[66:]: line[:64] for line in lines} == {
        path: hashlib.sha256(data).hexdigest() for path, data in files.items() if path != MANIFEST
    }


def test_the_wrong_row_is_outlined_on_a_copy_and_the_picture_is_untouched() -> None:
    _, case, archive = made(wrong_total())
    files = exhibit(wrong_total())
    picture = case.looks[0].pages[1].picture
    assert picture is not None
    assert files["look0/orders-all-001/picture.png"] == archive.get(picture)
    marked = Image.open(io.BytesIO(files["look0/orders-all-001/marked-picture.png"]))
    rect = case.looks[0].pages[1].row_rects[0].rect
    assert marked.getpixel((int(rect.x) - 2, int(rect.y) + 10)) == COLOUR
    assert marked.getpixel((int(rect.x) + 20, int(rect.y) + 20)) == (255, 255, 255)
    assert "look0/orders-all-001/marked-full.png" in files


def test_a_row_outside_the_picture_is_not_drawn_and_a_broken_picture_is_told() -> None:
    assert outlined(b"no picture", [Rect(x=1, y=1, width=5, height=5)]) is None
    out = io.BytesIO()
    Image.new("RGB", (50, 50)).save(out, "PNG")
    assert outlined(out.getvalue(), [Rect(x=1, y=900, width=5, height=5)]) is None


def test_what_is_not_there_is_said_in_the_readme_and_the_statement() -> None:
    files = exhibit(wrong_total(), pictures=False)
    readme = files["README.txt"].decode()
    assert (
        "Not in this folder: a picture of look1/orders-all-001: none was taken" not in readme
    )  # page 1 keeps its viewport
    assert "Not in this folder: a picture of look0/identity-1: none was taken" in readme
    assert "本文件夹缺少：look0/identity-1 的截图：未拍摄" in readme
    assert "a picture of look0/identity-1: none was taken" in json.loads(files["finding.json"])["missing"]


def test_the_readme_says_what_when_which_and_how_to_check_in_both_languages() -> None:
    readme = exhibit(missing())["README.txt"].decode()
    for words in (
        f"order {GONE} is not shown",
        f"订单 {GONE} 不见了",
        "Seen in 2 of 2 looks (baseline, reload)",
        "Tried: searched by number: 0 results",
        "sha256sum -c --strict manifest-sha256.txt",
        "There is no signature",
        "没有签名",
        "2026-11-22 06:30:00",
    ):
        assert words in readme


def test_pointers_lead_to_files_of_the_exhibit() -> None:
    files = exhibit(missing())
    (incident,) = json.loads(files["finding.json"])["incidents"]
    places = [(p["file"], p["path"]) for claim in incident["claims"] for p in claim["pointers"]]
    assert places[0] == ("look0/orders-all-001/page.html", "css:body")
    file, path = places[-1]
    assert path == "json:/rows/0"
    assert json.loads(files[file])["rows"][0]["order_sn"] == GONE
    assert json.loads(files[file])["rows"][0]["total"] == "25.90"


def test_a_pointer_into_what_was_known_before_leads_into_the_case() -> None:
    before = Pointer(source="history", path="json:/known/0/status_means", text="To ship")
    claim = missing().claims[0].model_copy(update={"pointers": (before,)})
    files = exhibit(missing().model_copy(update={"claims": (claim,)}))
    (pointer,) = json.loads(files["finding.json"])["incidents"][0]["claims"][0]["pointers"]
    assert (pointer["file"], pointer["path"]) == ("case.json", "json:/history/known/0")
    assert json.loads(files["case.json"])["history"]["known"][0]["status_label"] == "To ship"


def test_the_table_of_differences_cannot_run_a_formula() -> None:
    files = exhibit(wrong_total())
    rows = list(csv.reader(io.StringIO(files["differences.csv"].decode("utf-8-sig"))))
    assert rows[0][:5] == ["incident", "order", "field", "kind", "value"]
    assert [row[4] for row in rows[1:]] == ["25.90", "25.90", "'=19.90"]
    assert json.loads(files["differences.json"])[2]["value"] == "=19.90"


def test_the_records_hold_only_the_rows_concerned_and_every_order_number() -> None:
    files = exhibit(missing())
    (rows,) = [json.loads(data) for path, data in files.items() if path.endswith(".rows.json")]
    (numbers,) = [data.decode().split() for path, data in files.items() if path.endswith("order-numbers.txt")]
    assert [row["order_sn"] for row in rows["rows"]] == [GONE]
    assert len(numbers) == 3
    assert not any(path.endswith(".parquet") for path in files)


def test_the_same_check_makes_the_same_bytes() -> None:
    assert exhibit(missing(), wrong_total()) == exhibit(missing(), wrong_total())
