"""A fault in a pack names file, key and mend."""

from __future__ import annotations

import pytest

from watchdog.adapters.packs import read_pack_texts
from watchdog.errors import PackError
from watchdog.packs import PackNote, lint, load

SHIPPED = read_pack_texts()
ORDERS, REGION, HEAD = "shopee/orders.toml", "shopee/region/sg.toml", "shopee/platform.toml"


def notes(file: str, old: str, new: str) -> list[PackNote]:
    """Faults after one change to a shipped file, as this file's notes."""
    text = SHIPPED[file]
    assert old in text, old
    return [note for note in lint({**SHIPPED, file: text.replace(old, new, 1)}) if note.file == file]


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "what", "mend"),
    [
        (ORDERS, "page_size", "page_sise", "page_sise", "unknown key", "page_size"),
        (ORDERS, "required = true", "requried = true", "rows.fields.order_sn.requried", "unknown key", "required"),
        (ORDERS, 'type = "epoch"', 'type = "epok"', "rows.fields.ship_by.type", "`epok`", "epoch"),
        (ORDERS, "[rows.fields.buyer]", "[rows.fields.byer]", "rows.fields.byer", "no field `byer`", "buyer"),
        (ORDERS, 'state = "empty"', 'state = "emtpy"', "markers[0].state", "`emtpy`", "empty"),
        (ORDERS, 'css = ".item-name"', 'css = ".item-name >"', "rows.items.name.dom[0].css", "not a CSS", "brackets"),
        (ORDERS, r"'[xX×]\s*(\d+)'", r"'[xX×\s*(\d+'", "rows.items.quantity.dom[0].pattern", "regular exp", "quotes"),
        (ORDERS, 'exchange = "index"', 'exchange = "indx"', "paging.exchange", "no exchange `indx`", "index"),
        (ORDERS, "order?type={tab}", "order?type={tap}", "address", "`{tap}`", "tab"),
        (ORDERS, 'mark = "C"\n\n[identity]', "\n\n[identity]", "search", "no source or no mark", "add source"),
        (ORDERS, 'mark = "C"\n\n[identity]', 'mark = "D"\n\n[identity]', "search.mark", "`D`", "A, B, C, G"),
        (ORDERS, "scale = 100000", "scale = 0", "rows.fields.total.json[0].scale", "scale", "100000"),
        (ORDERS, 'type = "money"', 'type = "text"', "rows.fields.total.type", "does not fit", "money"),
        (ORDERS, "page_size = 40", "page_size = [", "", "not TOML", "line"),
        (REGION, "Asia/Singapore", "Asia/Singapur", "time_zone", "no time zone", "IANA"),
        (REGION, 'locale = "en_SG"', 'locale = "singlish"', "locale", "no locale", "en_SG"),
        (REGION, 'currency = "SGD"', 'currency = "SGX"', "currency", "ISO 4217", "three letters"),
        (REGION, '"%d/%m/%Y"', '"%d/%m/%Q"', "date_formats[0]", "%Q", "strptime"),
        (REGION, 'means = ["UNPAID"]', 'means = ["UNPAYD"]', "statuses.Unpaid[0]", "`UNPAYD`", "UNPAID"),
        (REGION, "labels", "lables", "statuses[0].lables", "unknown key", "labels"),
        (HEAD, 'kind = "write"', 'kind = "wirte"', "guard[0].kind", "`wirte`", "write"),
        (HEAD, 'css = ".phone-verify-container"', "", "markers[5]", "without a condition", "css"),
        (HEAD, 'address = "/seller/login"\n', "", "login.address", "missing", "add `address"),
    ],
)
def test_a_fault_names_file_key_and_mend(file: str, old: str, new: str, key: str, what: str, mend: str) -> None:
    found = notes(file, old, new)
    fitting = [note for note in found if note.key == key]
    assert fitting, found
    assert what in fitting[0].what
    assert mend in fitting[0].mend


def test_load_refuses_what_lint_tells() -> None:
    broken = {**SHIPPED, ORDERS: SHIPPED[ORDERS].replace("page_size", "page_sise")}
    with pytest.raises(PackError) as refused:
        load(broken, "shopee", "sg")
    assert "shopee/orders.toml: page_sise: unknown key" in refused.value.what
    assert "did you mean `page_size`?" in refused.value.mend
    assert refused.value.exit_code == 2


def test_a_fault_in_an_override_names_the_region_file() -> None:
    cn = "shopee/region/cn.toml"
    broken = {**SHIPPED, cn: SHIPPED[cn] + "\n[pages.orders.pager]\nnexxt = 'a'\n"}
    [note] = lint(broken)
    assert (note.file, note.key) == (cn, "pages.orders.pager.nexxt")


def test_an_override_of_a_page_that_does_not_exist() -> None:
    cn = "shopee/region/cn.toml"
    [note] = lint({**SHIPPED, cn: SHIPPED[cn] + "\n[pages.ordres]\naddress = 'x'\n"})
    assert (note.key, note.mend) == ("pages.ordres", "did you mean `orders`?")


def test_a_file_in_the_wrong_place() -> None:
    [note] = lint({**SHIPPED, "shopee/regions/my.toml": ""})
    assert (note.file, note.what) == ("shopee/regions/my.toml", "no pack reads this file")


@pytest.mark.parametrize(
    ("text", "what"),
    [('extends = "shopee/nowhere.toml"', "no file"), ('extends = "shopee/returns.toml"', "extends this file in turn")],
)
def test_extends_that_leads_nowhere(text: str, what: str) -> None:
    found = lint({**SHIPPED, "shopee/returns.toml": text})
    assert any(note.key == "extends" and what in note.what for note in found), found


def test_a_platform_without_a_region() -> None:
    [note] = lint({**SHIPPED, "lazada/platform.toml": ""})
    assert (note.file, note.what) == ("lazada/platform.toml", "no region")
