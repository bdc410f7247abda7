"""The verifier: an exhibit as made passes, everything done to it afterwards is found, and what is absent never
passes.
"""

import hashlib
import json
import subprocess
import sys

import pytest
from samples_case import GONE, missing, wrong_total
from test_contents import exhibit

from watchdog.evidence.verify import Result, Verification, verify
from watchdog.evidence.verify.readers import texts_at

PAGE = "look0/orders-all-001/page.html"


def files() -> dict[str, bytes]:
    return exhibit(missing())


def listed_anew(changed: dict[str, bytes]) -> dict[str, bytes]:
    """What a careful forger does: a fresh manifest."""
    rest = {path: data for path, data in changed.items() if path != "manifest-sha256.txt"}
    lines = "".join(f"{hashlib.sha256(rest[path]).hexdigest()}  {path}\n" for path in sorted(rest))
    return {**rest, "manifest-sha256.txt": lines.encode()}


def failed(verification: Verification) -> list[int]:
    return [check.number for check in verification.checks if check.result is Result.FAIL]


def results(verification: Verification) -> dict[int, Result]:
    return {check.number: check.result for check in verification.checks}


@pytest.mark.parametrize("finding", [missing(), wrong_total()])
def test_an_exhibit_as_made_passes(finding: object) -> None:
    verification = verify(exhibit(finding), ledger=None)  # type: ignore[arg-type]
    assert verification.verdict is Result.PASS, "\n".join(verification.lines())
    assert [number for number, result in results(verification).items() if result is Result.ABSENT] == [9, 10, 11]


def test_the_seal_of_a_later_form_is_absent_and_said() -> None:
    assert any("no signature" in line for line in verify(files()).lines())


@pytest.mark.parametrize("path", sorted(exhibit(missing())))
def test_a_flipped_bit_in_any_file_is_found(path: str) -> None:
    changed = files()
    data = bytearray(changed[path])
    data[len(data) // 2] ^= 1
    changed[path] = bytes(data)
    assert verify(changed).verdict is Result.FAIL


@pytest.mark.parametrize("path", sorted(exhibit(missing())))
def test_a_removed_file_is_found(path: str) -> None:
    changed = files()
    del changed[path]
    assert verify(changed).verdict is not Result.PASS
    assert failed(verify(changed))


def test_an_added_file_is_found() -> None:
    assert failed(verify({**files(), "look0/extra.html": b"<p>"})) == [3, 6]


def test_a_renamed_file_is_found() -> None:
    changed = files()
    changed["look0/orders-all-001/seite.html"] = changed.pop(PAGE)
    assert {2, 3} <= set(failed(verify(changed)))


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "a//b", "C:\\x", "line\nbreak", "nul\x00"])
def test_a_path_that_leaves_the_folder_is_refused(name: str) -> None:
    assert 1 in failed(verify({**files(), name: b"x"}))


def test_names_that_differ_in_case_alone_are_refused() -> None:
    assert 1 in failed(verify({**files(), "readme.TXT": b"x"}))


def test_a_listed_twice_or_broken_manifest_is_refused() -> None:
    changed = files()
    lines = changed["manifest-sha256.txt"].splitlines(keepends=True)
    assert 2 in failed(verify({**changed, "manifest-sha256.txt": b"".join([*lines, lines[0]])}))
    assert 2 in failed(verify({**changed, "manifest-sha256.txt": b"".join(lines)[:-1]}))
    assert 2 in failed(verify({**changed, "manifest-sha256.txt": b"no manifest\n"}))


def test_an_empty_manifest_is_absent_and_not_a_pass() -> None:
    found = results(verify({**files(), "manifest-sha256.txt": b""}))
    assert found[4] is Result.ABSENT
    assert Result.PASS not in (found[2], found[3], found[4])


def test_a_page_edited_with_a_fresh_manifest_is_not_what_the_case_names() -> None:
    changed = files()
    changed[PAGE] = changed[PAGE].replace(b"$25.90", b"$99.90")
    assert failed(verify(listed_anew(changed))) == [6]


def test_a_case_edited_with_a_fresh_manifest_is_not_the_one_stated() -> None:
    changed = files()
    changed["case.json"] = changed["case.json"].replace(b'"sg"', b'"my"', 1)
    assert failed(verify(listed_anew(changed))) == [6]


def edited(changed: dict[str, bytes], old: str, new: str) -> dict[str, bytes]:
    text = changed["finding.json"].decode()
    assert old in text
    return listed_anew({**changed, "finding.json": text.replace(old, new, 1).encode()})


def test_a_claimed_text_that_is_not_in_the_bytes_is_found() -> None:
    changed = exhibit(wrong_total())
    assert 7 in failed(verify(edited(changed, '"text": "$25.90"', '"text": "$19.90"')))
    assert 7 in failed(verify(edited(changed, '"path": "json:/data/card_list/0', '"path": "json:/data/card_list/7')))


def test_an_empty_text_names_a_place_that_may_hold_nothing() -> None:
    changed = exhibit(wrong_total())
    statement = json.loads(changed["finding.json"])
    pointer = statement["incidents"][0]["claims"][0]["pointers"][0]
    pointer["text"], pointer["path"] = "", "css:a.order-card .no-such-field"
    changed["finding.json"] = json.dumps(statement).encode()
    assert verify(listed_anew(changed)).verdict is Result.PASS
    pointer["text"] = "$25.90"
    changed["finding.json"] = json.dumps(statement).encode()
    assert failed(verify(listed_anew(changed))) == [7]


def test_a_claim_that_does_not_hold_is_found() -> None:
    changed = exhibit(wrong_total())
    assert failed(verify(edited(changed, '"=19.90"', '"25.90"'))) == [8]


def test_an_order_claimed_absent_that_stands_on_the_page_is_found() -> None:
    changed = files()
    statement = json.loads(changed["finding.json"])
    statement["incidents"][0]["claims"][0]["says"] = ["261120AAAA1111"]
    changed["finding.json"] = json.dumps(statement).encode()
    assert failed(verify(listed_anew(changed))) == [8]


def test_an_absence_whose_pages_are_not_there_is_not_decided() -> None:
    changed = files()
    statement = json.loads(changed["finding.json"])
    pointer = statement["incidents"][0]["claims"][0]["pointers"][1]
    pointer["file"] = pointer["path"] = ""
    changed["finding.json"] = json.dumps(statement).encode()
    verification = verify(listed_anew(changed))
    assert results(verification)[7] is Result.ABSENT
    assert verification.verdict is Result.ABSENT


def test_another_schema_another_folder_and_no_json_are_refused() -> None:
    assert 5 in failed(verify(edited(files(), "watchdog-exhibit/1", "watchdog-exhibit/9")))
    assert 5 in failed(verify(files(), name="EV-20200101T000000Z-other"))
    assert 5 in failed(verify(listed_anew({**files(), "finding.json": b"{"})))
    for odd in (b"[]", b'{"schema":"watchdog-exhibit/1","incidents":[{"claims":[{}]}]}', b'{"incidents":[1]}'):
        assert verify(listed_anew({**files(), "finding.json": odd})).verdict is Result.FAIL


def test_the_ledger_tells_whether_the_check_happened() -> None:
    made = files()
    case = hashlib.sha256(made["case.json"]).hexdigest()
    assert results(verify(made, ledger={case: "line 7"}))[10] is Result.PASS
    assert 10 in failed(verify(made, ledger={}))


def test_nothing_at_all_never_passes() -> None:
    verification = verify({})
    assert verification.verdict is Result.FAIL
    assert [n for n, result in results(verification).items() if result is Result.PASS] == []


def test_the_verifier_imports_nothing_of_the_writer() -> None:
    code = (
        "import sys, watchdog.evidence.verify, watchdog.adapters.exhibits.reading\n"
        "print([m for m in sys.modules if m.startswith('watchdog.') and not m.startswith('watchdog.evidence.verify')])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    allowed = {"watchdog.evidence", "watchdog.errors", "watchdog.adapters", "watchdog.adapters.exhibits"}
    assert set(eval(loaded)) - allowed == {"watchdog.adapters.exhibits.reading"}


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("css:a:nth-match(2) span", ("two",)),
        ("css:a:nth-match(*) span:nth-match(*)", ("one", "two")),
        ("css:a:nth-match(*) span", ("one",)),
        ("css:a @href", ("/1",)),
        ("css:a:nth-match(2) @href", ("/2",)),
        ("css:a:nth-match(3)", None),
        ("css:a[", None),
        ("css:", ("one two",)),
        ("xpath://a", None),
    ],
)
def test_paths_into_html(path: str, texts: tuple[str, ...] | None) -> None:
    html = b"<html><body><a href='/1'><span>one</span></a>  <a href='/2'><span> two </span></a></body></html>"
    assert texts_at(html, path) == texts


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("json:/a/1/b~1c", ("2590000",)),
        ("json:/a", ("x", "2590000", "true")),
        ("json:/a/9", None),
        ("json:a", None),
        ("json:/price", ("25.90",)),
    ],
)
def test_paths_into_json(path: str, texts: tuple[str, ...] | None) -> None:
    assert texts_at(b'{"a":["x",{"b/c":2590000,"d":true}],"price":25.90}', path) == texts


def test_the_sample_really_lacks_the_order() -> None:
    assert GONE.encode() not in files()[PAGE]
