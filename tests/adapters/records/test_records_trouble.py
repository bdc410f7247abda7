"""Files that are not what their name says: one clear message each, with its mend, and never an exception."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import msoffcrypto.format.ooxml as ooxml
import openpyxl
import pytest

from tests.adapters.records.records_sheets import AT, MUG, SHOP, books, export, pack, read, target, write_table
from watchdog.adapters.records import FileRecords
from watchdog.adapters.records import files as files_module
from watchdog.errors import SessionError
from watchdog.model.records import RecordsProblem


def trouble(path: Path, tmp_path: Path) -> RecordsProblem:
    """The one problem; the snapshot is empty and stale."""
    snapshot = read(export(path), tmp_path)
    assert snapshot.stale
    (problem,) = snapshot.problems
    assert problem.file == path.name
    assert problem.mend
    return problem


def archive(**files: bytes) -> bytes:
    body = BytesIO()
    with zipfile.ZipFile(body, "w") as out:
        for name, data in files.items():
            out.writestr(name, data)
    return body.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty (0 bytes)"),
        (b"<!DOCTYPE html><html><table><tr><td>Order ID</td></tr></table></html>", "web page (HTML)"),
        (b"\xef\xbb\xbf\r\n <html>", "web page (HTML)"),
        (b'<?xml version="1.0"?><Workbook/>', "XML file"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"PK\x03\x04 cut off", "cut off or damaged"),
        (archive(**{"photo.jpg": b"x"}), "ZIP archive, not a workbook (it holds photo.jpg)"),
        (archive(**{"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<broken"}), "cannot be understood"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Office file is damaged"),
        (b"PAR1 and nothing", "Parquet file is damaged"),
        (b"SQLite format 3\x00" + bytes(100), "database"),
        (b"  \n\n ", "only blank space"),
        (b"hello world", "no row of it is the header"),
        (b"{}", "no row of it is the header"),
        (b"[1, 2]", "no row of it is the header"),
        (b"[{", "JSON is broken"),
        (b"\x00\x01\x02\x03" * 300, "no row of it is the header"),
    ],
)
def test_one_message(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "Order.all.20261101_20261110.xlsx"
    path.write_bytes(data)
    assert says in trouble(path, tmp_path).why


def test_a_truncated_download(tmp_path: Path) -> None:
    path = write_table(tmp_path / "a.xlsx", [MUG])
    path.write_bytes(path.read_bytes()[:-200])
    assert "cut off or damaged" in trouble(path, tmp_path).why


def test_a_workbook_that_excel_is_writing(tmp_path: Path) -> None:
    path = write_table(tmp_path / "a.xlsx", [MUG])
    path.write_bytes(path.read_bytes()[:-200])
    (tmp_path / "~$a.xlsx").write_bytes(b"x")
    assert "open in Excel" in trouble(path, tmp_path).why


def test_the_lock_file_itself(tmp_path: Path) -> None:
    path = tmp_path / "~$a.xlsx"
    path.write_bytes(b"\x05Lina")
    problem = trouble(path, tmp_path)
    assert "lock file" in problem.why
    assert problem.mend.endswith("a.xlsx")


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert "not there" in trouble(tmp_path / "gone.xlsx", tmp_path).why
    (tmp_path / "folder.xlsx").mkdir()
    assert "a folder" in trouble(tmp_path / "folder.xlsx", tmp_path).why


def test_two_hundred_megabytes_are_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as out:
        out.write(b"PK\x03\x04")
        out.truncate(200 * files_module.MEGABYTE)
    problem = trouble(path, tmp_path)
    assert problem.why.startswith("the file has 200 MB")
    assert "CSV" in problem.mend


def test_a_stray_cell_in_the_last_corner_of_a_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "Order ID"
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "a.xlsx")
    assert "stray cell" in trouble(tmp_path / "a.xlsx", tmp_path).why


def test_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    path = write_table(tmp_path / "a.xlsx", [MUG])
    (problem,) = read(export(path, sheet="Bestellungen"), tmp_path).problems
    assert problem.why == "there is no sheet `Bestellungen`; the sheets are: orders"


def test_books_without_a_single_order_of_this_platform(tmp_path: Path) -> None:
    path = write_table(tmp_path / "a.xlsx", [{"sn": "LZ-1"}, {"sn": "LZ-2"}])
    (problem,) = read(books(path, {"order_sn": "sn"}), tmp_path).problems
    assert problem.why.startswith("no row holds an order of this platform; not an order number: LZ-1")
    assert problem.place == "orders!A2"


def locked(tmp_path: Path) -> Path:
    plain = write_table(tmp_path / "plain.xlsx", [MUG])
    with plain.open("rb") as source, (tmp_path / "locked.xlsx").open("wb") as out:
        ooxml.OOXMLFile(source).encrypt("138246", out)
    return tmp_path / "locked.xlsx"


def test_a_protected_workbook_opens_with_its_password(tmp_path: Path) -> None:
    asked: list[tuple[str, str]] = []

    def secret(reference: str, what: str) -> str:
        asked.append((reference, what))
        return "138246"

    source = export(locked(tmp_path), password="env:EXPORT_PASSWORD")
    home = FileRecords({SHOP: (source,)}, data=tmp_path / "data", secret=secret)
    (snapshot,) = home.as_of(target(), pack(), AT)
    assert snapshot.orders["order_sn"].to_list() == ["261101ABCD12EF"]
    assert asked == [("env:EXPORT_PASSWORD", "password of the records `export`")]


def test_a_protected_workbook_without_or_with_a_wrong_password(tmp_path: Path) -> None:
    path = locked(tmp_path)
    problem = trouble(path, tmp_path)
    assert problem.why == "the workbook is protected by a password"
    assert "`password`" in problem.mend

    home = FileRecords(
        {SHOP: (export(path, password="env:X"),)}, data=tmp_path / "data", secret=lambda reference, what: "999999"
    )
    (snapshot,) = home.as_of(target(), pack(), AT)
    assert snapshot.problems[0].why == "the password does not open the workbook"
    assert "999999" not in str(snapshot.problems)


def test_a_password_that_is_not_stored_is_told_with_its_mend(tmp_path: Path) -> None:
    def secret(reference: str, what: str) -> str:
        raise SessionError(f"{what}: nothing is stored at {reference}", mend="set it")

    home = FileRecords({SHOP: (export(locked(tmp_path), password="env:X"),)}, data=tmp_path / "data", secret=secret)
    (snapshot,) = home.as_of(target(), pack(), AT)
    assert (snapshot.problems[0].why, snapshot.problems[0].mend) == (
        "password of the records `export`: nothing is stored at env:X",
        "set it",
    )
