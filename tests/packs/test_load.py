"""TOML texts become a pack; files lie over one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchdog.adapters.packs import available, read_pack_texts
from watchdog.errors import PackError
from watchdog.model.orders import OrderStatus
from watchdog.model.pack import Mark
from watchdog.packs import digest_of, lint, load

SHIPPED = read_pack_texts()


def test_the_shipped_packs_have_no_fault() -> None:
    assert [str(note) for note in lint(SHIPPED)] == []


def test_what_is_shipped() -> None:
    assert available() == {"shopee": ("br", "cn", "sg", "tw")}


@pytest.mark.parametrize("region", ["sg", "tw", "br", "cn"])
def test_each_region_has_what_a_look_needs(region: str) -> None:
    pack = load(SHIPPED, "shopee", region)
    assert {"orders", "order", "identity"} <= set(pack.pages)
    assert set(pack.region.hosts) == {"seller", "accounts"}
    assert set(pack.pages["orders"].tabs) == {"all", "unpaid", "toship", "shipping", "completed", "cancelled"}
    assert "create_date_desc" in pack.pages["orders"].address
    understood = {status for means in pack.region.statuses.values() for status in means}
    assert {OrderStatus.UNPAID, OrderStatus.READY_TO_SHIP, OrderStatus.SHIPPED, OrderStatus.CANCELLED} <= understood


def test_both_witnesses_for_the_fields_that_matter() -> None:
    fields = {spec.name: spec for spec in load(SHIPPED, "shopee", "sg").pages["orders"].rows.fields}
    for name in ("order_sn", "order_id", "buyer", "status", "total", "tracking_numbers"):
        assert fields[name].dom, name
        assert fields[name].json_, name


def test_the_digest_names_the_content() -> None:
    pack = load(SHIPPED, "shopee", "sg")
    assert pack.digest == load(dict(SHIPPED), "shopee", "sg").digest == digest_of(pack)
    changed = dict(SHIPPED)
    changed["shopee/orders.toml"] = changed["shopee/orders.toml"].replace("page_size = 40", "page_size = 20")
    assert load(changed, "shopee", "sg").digest != pack.digest
    assert load(SHIPPED, "shopee", "tw").digest != pack.digest


def test_a_region_may_lay_keys_over_a_page_and_the_sign_in() -> None:
    sg, cn = load(SHIPPED, "shopee", "sg"), load(SHIPPED, "shopee", "cn")
    assert "cnsc_shop_id={shop_id}" in cn.pages["orders"].address
    assert "cnsc_shop_id" not in sg.pages["orders"].address
    assert cn.pages["orders"].rows == sg.pages["orders"].rows
    assert sg.login is not None
    assert cn.login is not None
    assert (sg.login.host, cn.login.host) == ("accounts", "seller")
    assert cn.login.session_cookies == sg.login.session_cookies


def test_common_markers_come_before_a_pages_own() -> None:
    markers = load(SHIPPED, "shopee", "sg").pages["orders"].markers
    assert [m.state.value for m in markers[:2]] == ["challenged", "logged_out"]
    assert markers[-1].state.value == "ready"


def test_the_locale_gives_the_signs_of_numbers() -> None:
    assert (load(SHIPPED, "shopee", "br").region.decimal, load(SHIPPED, "shopee", "br").region.group) == (",", ".")
    assert (load(SHIPPED, "shopee", "sg").region.decimal, load(SHIPPED, "shopee", "sg").region.group) == (".", ",")


def test_how_sure_a_label_is_stays_known() -> None:
    marks = load(SHIPPED, "shopee", "tw").region.status_marks
    assert (marks["待出貨"], marks["已送達"]) == (Mark.C, Mark.G)


def test_a_persons_folder_replaces_page_types_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "shopee").mkdir()
    text = 'extends = "shipped/shopee/orders.toml"\n[rows.fields.buyer]\ndom = [{ css = ".who" }]\n'
    (tmp_path / "shopee" / "orders.toml").write_text(text, encoding="utf-8")
    texts = read_pack_texts(tmp_path)
    assert lint(texts) == ()
    mine, shipped = load(texts, "shopee", "sg"), load(SHIPPED, "shopee", "sg")
    buyer = next(spec for spec in mine.pages["orders"].rows.fields if spec.name == "buyer")
    assert [take.css for take in buyer.dom] == [".who"]
    assert buyer.dom[0].source == "reference 3.1", "what the shipped field says once holds for the new alternative"
    assert mine.pages["order"] == shipped.pages["order"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="is not there"):
        read_pack_texts(tmp_path / "nowhere")


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes("# é".encode("latin-1"))
    with pytest.raises(PackError, match=r"x\.toml") as refused:
        read_pack_texts(tmp_path)
    assert "UTF-8" in refused.value.mend


def test_a_file_saved_by_an_editor_that_marks_utf8(tmp_path: Path) -> None:
    (tmp_path / "shopee").mkdir()
    text = SHIPPED["shopee/order.toml"]
    (tmp_path / "shopee" / "order.toml").write_text(text, encoding="utf-8-sig")
    assert load(read_pack_texts(tmp_path), "shopee", "sg").digest == load(SHIPPED, "shopee", "sg").digest


@pytest.mark.parametrize(("platform", "region", "mend"), [("shoppee", "sg", "shopee"), ("shopee", "gs", "sg")])
def test_a_platform_or_region_that_is_not_there(platform: str, region: str, mend: str) -> None:
    with pytest.raises(PackError) as refused:
        load(SHIPPED, platform, region)
    assert mend in refused.value.mend
