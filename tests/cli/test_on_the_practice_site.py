"""Commands with a real browser on the practice site, as a person would use them one after another."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from watchdog.practice.site import PracticeSite
from watchdog.practice.things import Account, Shop
from watchdog.practice.world import ShopSpec, make_world

pytestmark = pytest.mark.browser
NOW = 1_795_300_000


@pytest.fixture(scope="module")
def site() -> Iterator[PracticeSite]:
    with PracticeSite(make_world(11, NOW, [ShopSpec("sg", 30)])) as one:
        yield one


@pytest.fixture
def shop(site: PracticeSite) -> Shop:
    site.clear_faults()
    site.end_sessions()
    return site.world.shops[0]


@pytest.fixture
def set_up(site: PracticeSite, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    """watchdog.toml as a seller would write it, with the practice site's hosts."""
    account = site.world.accounts[0]
    monkeypatch.setenv("WATCHDOG_SESSION_KEY", base64.b64encode(b"k" * 32).decode())
    monkeypatch.setenv("SHOP_PASSWORD", account.password)
    (tmp_path / "watchdog.toml").write_text(
        f"""
[watchdog]
data = "data"
language = "en"

[pace]
gap_seconds = 0.0
back_off_seconds = 0.1

[[account]]
name = "main"
region = "sg"
login = "{account.login}"
password = "env:SHOP_PASSWORD"
login_budget_per_day = 10
hosts = {{ seller = "{site.base_url("sg")}", accounts = "{site.base_url("sg", "accounts")}" }}

[[account.shop]]
name = "north"
shop_id = "{shop.shop_id}"
days = 5
""",
        encoding="utf-8",
    )
    return account


def test_a_healthy_shop_is_quiet_replays_equal_and_becomes_a_fixture(run, set_up: Account, tmp_path: Path) -> None:
    live = run("check", "--json")
    assert live.code == 0, live.out + live.err
    (first,) = json.loads(live.out)["checks"]
    assert first["coverage"]["compared_orders"] == 0, "no records are set up"
    again = run("replay", "north", "--json")
    assert again.code == 0
    (second,) = json.loads(again.out)["checks"]
    assert second == first
    saved = run("fixture", "save", "north", "saved-fixture")
    assert saved.code == 0, saved.err
    written = b"".join(file.read_bytes() for file in (tmp_path / "saved-fixture").rglob("*") if file.is_file())
    assert set_up.login.encode() not in written
    assert run("replay", "saved-fixture").code == 0
    log = (tmp_path / "data" / "logs" / "watchdog.log").read_text(encoding="utf-8")
    assert set_up.password not in log


def test_a_captcha_is_blind_stops_the_account_and_says_who_is_needed(run, set_up: Account, site, shop) -> None:
    site.set_fault(shop.shop_id, "captcha")
    ran = run("check")
    assert ran.code == 3, ran.out + ran.err
    assert "We could not see" in ran.out or "could not" in ran.out


def test_login_with_the_stored_password_lists_who_it_is(run, set_up: Account) -> None:
    ran = run("login", "main", "--stored", "--json")
    assert ran.code == 0, ran.out + ran.err
    assert json.loads(ran.out)["signed_in"] is True


def test_a_wrong_password_is_told_and_is_no_secret_in_the_output(run, set_up: Account, monkeypatch) -> None:
    monkeypatch.setenv("SHOP_PASSWORD", "Zebra77-wrong")
    ran = run("login", "main", "--stored")
    assert ran.code == 1
    assert "Zebra77" not in ran.out + ran.err


def test_capture_keeps_every_picture_of_an_order_without_any_finding(
    run, set_up: Account, site, shop, tmp_path
) -> None:
    sn = site.world.entries(shop)[0].order_sn
    ran = run("capture", "north", "--order", sn, "--json")
    assert ran.code == 0, ran.out + ran.err
    cases = (tmp_path / "data" / "archive" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(cases) == 1
    (folder,) = json.loads(ran.out)["captures"]
    files = sorted(file.relative_to(folder).as_posix() for file in Path(folder).rglob("*") if file.is_file())
    assert any(name.endswith(".png") for name in files)
    assert any(sn in name for name in files), "the search and the order's own page"
    checked = subprocess.run(["sha256sum", "-c", "--quiet", "manifest-sha256.txt"], cwd=folder, check=False)
    assert checked.returncode == 0


def test_first_contact_counts_fields_and_names_what_the_pack_does_not(run, set_up: Account) -> None:
    ran = run("doctor", "north", "--headless", "--json")
    assert ran.code == 0, ran.out + ran.err
    told = json.loads(ran.out)
    orders = next(page for page in told["pages"] if page["name"] == "orders-all-001")
    counts = {(one["field"], one["witness"]): (one["read"], one["rows"]) for one in orders["fields"]}
    assert orders["state"] == "ready"
    read, rows = counts["order_sn", "dom"]
    assert read == rows > 0
    assert Path(told["bundle"]).is_dir()
