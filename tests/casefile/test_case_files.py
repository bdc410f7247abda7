"""A case becomes named bytes and comes back equal; a file that is not what the case says is refused by name."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from samples_case import AT, make_case, snapshot

from watchdog.casefile import (
    canonical_json,
    case_of,
    digest_of,
    exchange_names,
    files_of,
    page_names,
    safe_name,
    snapshot_of,
    table_bytes,
)
from watchdog.errors import ArchiveError, UsageError
from watchdog.model.case import Case
from watchdog.model.pages import Ask, AskKind, Exchange


def test_a_case_comes_back_equal_with_every_byte() -> None:
    case, get = make_case()
    files = files_of(case, get)

    back = case_of(files)

    assert back.case == case
    assert {digest: back.get(digest) for digest in back.blobs} == {digest: get(digest) for digest in back.blobs}
    assert files["look0/orders-all-001/cards-0.json"].startswith(b'{"code": 0')
    assert {
        "case.json",
        "pack.json",
        "look0/orders-all-001/clip-0.png",
        "look1/search-261118CCCC3333/page.html",
    } <= set(files)


def test_the_digest_of_a_case_is_the_hash_of_its_file() -> None:
    case, get = make_case()
    assert digest_of(files_of(case, get)["case.json"]) == digest_of(canonical_json(case))


def test_canonical_json_does_not_depend_on_the_order_of_sets_and_zones() -> None:
    case, _ = make_case()
    again = Case.model_validate_json(canonical_json(case))
    elsewhere = again.model_copy(update={"at": again.at.astimezone(timezone(timedelta(hours=8)))})

    assert canonical_json(elsewhere) == canonical_json(case)
    assert canonical_json({"b": {3, 1, 2}, "a": datetime(2026, 11, 22, 14, tzinfo=UTC)}) == (
        b'{"a":"2026-11-22T14:00:00Z","b":[1,2,3]}'
    )


@pytest.mark.parametrize("value", [datetime(2026, 11, 22), b"bytes", object()])  # noqa: DTZ001
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(ArchiveError):
        canonical_json({"x": value})


@pytest.mark.parametrize("path", ["look0/orders-all-002/page.html", "look0/orders-all-001/cards-0.json", "pack.json"])
def test_a_missing_file_is_named(path: str) -> None:
    files = files_of(*make_case())
    del files[path]
    with pytest.raises(UsageError, match=f"tonight: {path} is missing"):
        case_of(files, "tonight")


def test_a_file_cut_short_is_named() -> None:
    files = files_of(*make_case())
    files["look0/orders-all-001/page.html"] = files["look0/orders-all-001/page.html"][:100]
    with pytest.raises(UsageError, match=r"look0/orders-all-001/page.html \(100 bytes\) is cut short or altered"):
        case_of(files)


def test_a_case_json_cut_short_is_told() -> None:
    files = files_of(*make_case())
    files["case.json"] = files["case.json"][:-20]
    with pytest.raises(UsageError, match=r"case.json cannot be read at"):
        case_of(files)


def test_files_the_case_does_not_name_are_left_alone() -> None:
    files = files_of(*make_case())
    files["expected.json"] = b"{}"
    assert case_of(files).case.at > AT


def test_records_come_back_with_their_problems_and_write_the_same_bytes_again() -> None:
    case, get = make_case()
    ref = case.records[0]
    back = snapshot_of(ref, get(ref.table))

    assert back.orders.equals(snapshot().orders)
    assert back.coverage == snapshot().coverage
    assert table_bytes(back) == get(ref.table)


def test_exchanges_of_one_name_are_numbered_from_0_and_a_page_asked_twice_gets_a_second_folder() -> None:
    def made(name: str) -> Exchange:
        return Exchange(name=name, method="GET", url="", status=200, body=b"{}", started_at=AT)

    ask = Ask(kind=AskKind.ORDER, page_type="order", order_sn="261120AAAA1111")
    assert exchange_names([made("cards"), made("index"), made("cards")]) == ("cards-0", "index-0", "cards-1")
    assert page_names([ask, ask]) == ("order-261120AAAA1111", "order-261120AAAA1111~2")


@pytest.mark.parametrize(
    "text", ["订单 2026.xlsx", "../../etc/passwd", "aux", "con.txt", "a" * 300, "x:y", "trailing. ", ""]
)
def test_file_names_are_safe_on_windows_and_told_apart(text: str) -> None:
    name = safe_name(text)
    assert name.isascii()
    assert not set(name) & set('<>:"/\\|?* ')
    assert name.split(".")[0].lower() not in {"aux", "con"}
    assert len(name) <= 80
    assert safe_name(text + "!") != name


def test_json_in_the_case_is_ordinary_json() -> None:
    case, get = make_case()
    assert json.loads(files_of(case, get)["case.json"])["target"]["shop"] == "demo-sg"
