"""Commands without a browser."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from watchdog.settings import load

COMMANDS = (
    "init", "login", "doctor", "check", "run", "capture", "replay", "verify", "incidents", "practice", "demo",
    "session export", "session import", "session store", "fixture save", "packs check", "packs show", "packs schema",
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps_and_has_json_and_language(run, command: str) -> None:
    ran = run(*command.split(), "--help")
    assert ran.code == 0
    assert "--json" in ran.out
    assert "--lang" in ran.out


@pytest.mark.parametrize("command", [one for one in COMMANDS if " " not in one])
def test_help_gives_an_example(run, command: str) -> None:
    assert f"watchdog {command}" in " ".join(run(command, "--help").out.split()).replace("│ ", "")


def test_help_speaks_chinese() -> None:
    asked = [sys.executable, "-m", "watchdog", "--lang", "zh", "--help"]
    said = subprocess.run(asked, capture_output=True, check=True, timeout=60).stdout.decode("utf-8")
    assert "立即检查店铺" in said


def test_a_help_text_starts_nothing_heavy() -> None:
    """Starting quickly: the libraries that take long to load come when a command needs them."""
    heavy = ("playwright", "polars", "apprise", "PIL", "openpyxl", "sqlite_utils", "uvicorn", "cryptography", "babel")
    code = f"import sys, watchdog.cli.app; print([m for m in {heavy!r} if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert said.stdout.strip() == b"[]"


def test_a_console_of_another_encoding_breaks_nothing() -> None:
    asked = [sys.executable, "-m", "watchdog", "packs", "check", "--lang", "zh"]
    said = subprocess.run(asked, capture_output=True, env={"PYTHONIOENCODING": "cp1252"}, check=False, timeout=60)
    assert said.returncode == 0, said.stderr
    assert "没有错误" in said.stdout.decode("utf-8")


def test_an_unknown_option_is_wrong_usage(run) -> None:
    assert run("check", "--nonsense").code == 2


def test_init_writes_a_file_that_loads_and_never_writes_over_one(run, tmp_path: Path) -> None:
    ran = run("init", "--region", "tw", "--shop", "台北店", "--exports", "exports", "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["shop"] == "台北店"
    ((account, shop),) = load(tmp_path / "watchdog.toml").shops()
    assert (account.region, shop.name) == ("tw", "台北店")
    before = (tmp_path / "watchdog.toml").read_bytes()
    again = run("init", "--region", "sg")
    assert again.code == 2
    assert "Mend:" in again.err
    assert (tmp_path / "watchdog.toml").read_bytes() == before


def test_init_knows_the_regions_of_the_packs(run, tmp_path: Path) -> None:
    ran = run("init", "--region", "xx")
    assert ran.code == 2
    assert "sg" in ran.err
    assert not (tmp_path / "watchdog.toml").exists()


def test_an_unknown_key_is_told_with_line_and_nearest_key(run, config: Path) -> None:
    config.write_text(config.read_text(encoding="utf-8").replace("language", "langauge"), encoding="utf-8")
    ran = run("check", "--json")
    assert ran.code == 2
    assert "line 4" in ran.err
    assert "`language`" in ran.err
    assert json.loads(ran.out)["error"]["kind"] == "SettingsError"


def test_a_rule_that_does_not_exist_is_refused(run, config: Path) -> None:
    config.write_text(config.read_text(encoding="utf-8") + '[rules]\ndisabled = ["order-mising"]\n', encoding="utf-8")
    ran = run("check")
    assert ran.code == 2
    assert "order-missing" in ran.err


def test_an_unknown_shop_gets_the_nearest_name(run, config: Path) -> None:
    ran = run("check", "noth")
    assert ran.code == 2
    assert "'north'" in ran.err


def test_a_browser_that_cannot_be_reached_is_our_own_failure_of_every_shop(run, config: Path) -> None:
    ran = run("check", "--json")
    assert ran.code == 1
    told = json.loads(ran.out)
    assert told["checks"] == []
    assert [one["shop"] for one in told["failures"]] == ["north"]
    assert told["failures"][0]["mend"]


def test_incidents_of_an_empty_book(run, config: Path) -> None:
    assert run("incidents").out == "No open incidents.\n"
    assert json.loads(run("incidents", "--all", "--json").out) == []
    assert run("incidents", "south").code == 2


def test_packs_are_checked_shown_and_described(run, tmp_path: Path) -> None:
    assert run("packs", "check").code == 0
    shown = json.loads(run("packs", "show", "shopee", "sg", "--json").out)
    assert shown["region"]["currency"] == "SGD"
    assert "seller" in run("packs", "show", "shopee", "sg").out
    assert json.loads(run("packs", "schema").out)
    assert run("packs", "show", "shopee", "xx").code == 2
    mine = tmp_path / "packs"
    (mine / "shopee").mkdir(parents=True)
    (mine / "shopee" / "orders.toml").write_text('adress = "/x"\n', encoding="utf-8")
    faulty = run("packs", "check", "--packs", str(mine), "--json")
    assert faulty.code == 2
    assert any("adress" in fault["key"] + fault["what"] for fault in json.loads(faulty.out)["faults"])


def test_verify_of_something_else_is_wrong_usage(run, tmp_path: Path) -> None:
    assert run("verify", str(tmp_path / "nowhere")).code == 2
    (tmp_path / "empty").mkdir()
    assert run("verify", str(tmp_path / "empty")).code == 1


def test_replay_of_something_else_says_what_can_be_named(run, config: Path, tmp_path: Path) -> None:
    unknown = run("replay", "nothing-of-that-name")
    assert unknown.code == 2
    assert "case.json" in unknown.err
    broken = tmp_path / "fixture"
    broken.mkdir()
    (broken / "case.json").write_text('{"target": {"shop"', encoding="utf-8")
    assert run("replay", str(broken)).code == 2


def test_a_saved_page_is_judged_by_what_it_shows_and_says_what_it_cannot(run, tmp_path: Path) -> None:
    page = tmp_path / "orders.html"
    page.write_text("<!doctype html><html><body><h1>Please log in</h1></body></html>", encoding="utf-8")
    ran = run("replay", str(page), "--region", "sg", "--at", "2026-11-22T10:00:00", "--json")
    assert ran.code == 3, "a page of no known kind is our blindness"
    told = json.loads(ran.out)
    assert told["cannot_judge"]
    assert not any(one["rule"] == "order-missing" for one in told["checks"][0]["findings"])
    assert not (tmp_path / "share" / "seller-centre-watchdog" / "ledger.db").exists()


def test_a_session_travels_under_a_passphrase(
    run, config: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import base64

    from watchdog.adapters.browser.session import SessionStore
    from watchdog.model.base import AccountId

    monkeypatch.setenv("WATCHDOG_SESSION_KEY", base64.b64encode(b"k" * 32).decode())
    monkeypatch.setenv("WORDS", "correct horse battery")
    store = SessionStore(tmp_path / "data" / "sessions")
    store.save(AccountId("main"), '{"cookies": []}')
    assert run("session", "export", "main", "main.session", "--passphrase", "env:WORDS").code == 0
    assert b"cookies" not in (tmp_path / "main.session").read_bytes()
    store.forget(AccountId("main"))
    monkeypatch.setenv("WRONG", "another long passphrase")
    assert run("session", "import", "main", "main.session", "--passphrase", "env:WRONG").code == 1
    assert run("session", "import", "main", "main.session", "--passphrase", "env:WORDS").code == 0
    assert store.load(AccountId("main")) == '{"cookies": []}'
    monkeypatch.setenv("SHORT", "abc")
    assert run("session", "export", "main", "other.session", "--passphrase", "env:SHORT").code == 2


def test_nobody_at_the_terminal_is_asked(run, config: Path) -> None:
    ran = run("session", "store", "shopee-main")
    assert ran.code == 1
    assert "terminal" in ran.err


def test_doctor_tells_of_settings_that_cannot_be_used_and_looks_on(run, config: Path) -> None:
    config.write_text("[watchdog]\nnonsense = 1\n", encoding="utf-8")
    ran = run("doctor", "--json")
    machine = {one["name"]: one for one in json.loads(ran.out)["machine"]}
    assert machine["settings"]["state"] == "bad"
    assert machine["packs"]["state"] == "good"
    assert ran.code == 1


def test_doctor_sends_a_test_notice_on_request(run, config: Path) -> None:
    assert "no place is set up" in run("doctor", "--notify").out
    config.write_text(
        config.read_text(encoding="utf-8") + '[[notify]]\nname = "here"\nurl = "console"\n', encoding="utf-8"
    )
    ran = run("doctor", "--notify")
    assert "+ notices to here" in ran.out
    assert "notices arrive here" in ran.err


def test_a_notification_address_that_is_not_stored_is_told(run, config: Path) -> None:
    config.write_text(config.read_text(encoding="utf-8") + '[[notify]]\nurl = "env:NOT_SET"\n', encoding="utf-8")
    ran = run("doctor", "--notify")
    assert ran.code == 1
    assert "NOT_SET" in ran.out
