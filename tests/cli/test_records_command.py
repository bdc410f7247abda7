"""`watchdog records`: show what is read, map a file, write the mapping into watchdog.toml."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from watchdog.cli.records import app
from watchdog.settings import load

SETTINGS = """\
# my shops
[watchdog]
data = "data"

[[account]]
name = "main"
region = "sg"

[[account.shop]]
name = "lantern"  # the old one

[[account.shop]]
name = "kettle"
"""
HEADER = ["平台订单号", "订单状态", "订单金额", "下单时间", "运单号"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "watchdog.toml").write_text(SETTINGS, encoding="utf-8")
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(HEADER)
    for day in range(1, 16):
        number = f"2611{day:02d}ABCD12E{day:X}"
        book.active.append([number, "待发货", 10.5 + day, f"2026-11-{day:02d} 10:00", f"SPXSG{day:010d}"])
    book.save(tmp_path / "books.xlsx")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words), catch_exceptions=True)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def test_map_then_show(home: Path) -> None:
    code, _ = run("map", "books.xlsx", "--shop", "kettle", "--complete", "--yes", "--lang", "en")
    assert code == 0
    written = (home / "watchdog.toml").read_text(encoding="utf-8")
    assert written.startswith("# my shops")
    assert "# the old one" in written, "what a person wrote stays"
    (_, lantern), (_, kettle) = load(home / "watchdog.toml").shops()
    assert lantern.records == ()
    (source,) = kettle.records
    assert source.is_complete

    code, shown = run("show", "kettle", "--json")
    (snapshot,) = json.loads(shown)
    assert code == 0
    assert snapshot["orders"] == 15
    assert snapshot["first"][0]["order_sn"] == "261101ABCD12E1"
    assert snapshot["first"][0]["total"] == "SGD 11.50"
    assert len(snapshot["first"]) == 10


def test_mapping_again_replaces_the_source_of_that_name(home: Path) -> None:
    for _ in range(2):
        run("map", "books.xlsx", "--shop", "kettle", "--yes")
    run("map", "books.xlsx", "--shop", "kettle", "--yes", "--name", "second")
    (_, _), (_, kettle) = load(home / "watchdog.toml").shops()
    assert [source.name for source in kettle.records] == ["books", "second"]


def test_without_a_yes_nothing_is_written(home: Path) -> None:
    before = (home / "watchdog.toml").read_bytes()
    code, shown = run("map", "books.xlsx", "--shop", "kettle", "--lang", "en")
    assert code == 0
    assert "Nothing written" in shown
    assert (home / "watchdog.toml").read_bytes() == before


def test_without_a_shop_the_mapping_is_printed_as_toml_that_loads(home: Path) -> None:
    _, shown = run("map", "books.xlsx", "--region", "sg", "--yes", "--lang", "en")
    snippet = shown[shown.index("[[account.shop.records]]") :]
    (home / "watchdog.toml").write_text(SETTINGS + "\n" + snippet, encoding="utf-8")
    (_, _), (_, kettle) = load(home / "watchdog.toml").shops()
    assert kettle.records[0].mapping is not None


def test_a_source_that_cannot_be_read_is_exit_2_and_says_why(home: Path) -> None:
    run("map", "books.xlsx", "--shop", "kettle", "--yes")
    (home / "books.xlsx").write_text("<html>", encoding="utf-8")
    code, shown = run("show", "kettle", "--lang", "en")
    assert code == 2
    assert "web page (HTML)" in shown
    assert "Mend:" in shown


def test_hostile_cells_reach_the_terminal_only_made_visible(home: Path) -> None:
    text = "订单号,买家\n" + "\n".join(f'261101ABCD12E{n},"\x1b[31mlina"' for n in range(5))
    (home / "books.csv").write_text(text, encoding="utf-8")
    _, shown = run("map", "books.csv", "--region", "sg", "--yes", "--lang", "en")
    before_toml = shown[: shown.index("[[account")]
    assert "\x1b" not in before_toml
    assert "\\x1b[31mlina" in before_toml
