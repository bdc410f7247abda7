"""watchdog.toml: what a person writes, and what they are told when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchdog.errors import SettingsError
from watchdog.model.findings import Severity
from watchdog.settings import Beginning, commented, load

GOOD = """\
[watchdog]
data = "there"
language = "zh"

[[account]]
name = "main"
region = "sg"
login = "lin"
password = "keyring:shopee-main"

[[account.shop]]
name = "north"

[[account.shop]]
name = "south"
days = 7

[[account.shop.records]]
name = "export"
kind = "export"
inbox = "exports"

[rules]
severity = { "order-missing" = "critical" }
grace = { "order-unrecorded" = 90 }
"""


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("WATCHDOG_CONFIG", "WATCHDOG_DATA", "WATCHDOG_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)

    def save(text: str) -> Path:
        file = tmp_path / "watchdog.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return save


def refused(file: Path) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        load(file)
    assert caught.value.exit_code == 2
    return caught.value


def test_a_whole_file_becomes_values_with_paths_beside_the_file(write, tmp_path: Path) -> None:
    settings = load(write(GOOD))
    assert settings.folder == (tmp_path / "there").resolve()
    account = settings.the_account("main")
    assert str(account.password) == "keyring:shopee-main"
    assert [shop.name for shop in account.shop] == ["north", "south"]
    assert Path(account.shop[1].records[0].inbox) == (tmp_path / "exports").resolve()
    rules = settings.rules.values()
    assert rules.severity["order-missing"] is Severity.CRITICAL
    assert rules.grace_minutes == {"order-unrecorded": 90}


def test_the_environment_wins_over_the_file(write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDOG_LANGUAGE", "en")
    monkeypatch.setenv("WATCHDOG_BROWSER__HEADED", "true")
    settings = load(write(GOOD))
    assert settings.language == "en"
    assert settings.browser.headed


def test_the_written_template_loads_and_says_what_was_asked(write) -> None:
    begin = Beginning(
        account="主账号", region="tw", login='a"b', shop="台北店", export_inbox="C:\\exports", language="zh"
    )
    settings = load(write(commented(begin)))
    ((account, shop),) = settings.shops()
    assert (account.name, account.region, account.login, shop.name) == ("主账号", "tw", 'a"b', "台北店")
    assert shop.records[0].inbox.endswith("C:\\exports")


def test_every_commented_key_of_the_template_is_a_real_setting(write) -> None:
    """Taking the `#` off any line must not be refused as unknown."""
    lines = []
    for line in commented(Beginning()).splitlines():
        bare = line.removeprefix("# ")
        looks_like_toml = bare.startswith("[[") or " = " in bare.split("#")[0]
        lines.append(bare if line.startswith("# ") and looks_like_toml else line)
    keep_one_browser = [line for line in lines if not line.startswith(("executable", "attach", "connect"))]
    settings = load(write("\n".join(keep_one_browser)))
    assert settings.notify[0].minimum is Severity.MEDIUM
    assert settings.account[0].hosts["seller"] == "http://seller.sg.localhost:8000"


@pytest.mark.parametrize(
    ("wrong", "line", "hint"),
    [
        (GOOD.replace("days = 7", "dayz = 7"), 16, "`days`"),
        (GOOD.replace('language = "zh"', 'langauge = "zh"'), 3, "`language`"),
        (GOOD.replace("[rules]", "[rulez]"), 23, "`rules`"),
        (GOOD.replace('kind = "export"', 'kind = "export"\npasword = "env:X"'), 21, "`password`"),
    ],
)
def test_an_unknown_key_is_refused_with_its_line_and_the_nearest_key(write, wrong: str, line: int, hint: str) -> None:
    file = write(wrong)
    error = refused(file)
    assert f"{file}, line {line}:" in error.what
    assert "is not a setting" in error.what
    assert hint in error.mend


def test_a_password_in_the_file_is_refused_and_never_repeated(write) -> None:
    file = write(GOOD.replace("keyring:shopee-main", "Hunter2-secret"))
    error = refused(file)
    assert f"{file}, line 9" in error.what
    assert "keyring:NAME" in error.what
    assert "Hunter2" not in str(error)


@pytest.mark.parametrize(
    "bad",
    ['proxy = "http://lin:Hunter2@proxy.example:8080"', 'totp = "JBSWY3DPEHPK3PXP"'],
)
def test_other_secrets_in_the_file_are_refused_and_never_repeated(write, bad: str) -> None:
    error = refused(write(GOOD.replace('region = "sg"', f'region = "sg"\n{bad}')))
    assert "Hunter2" not in str(error)
    assert "JBSW" not in str(error)
    assert "keyring:" in str(error)


def test_a_notification_address_with_a_key_is_refused_but_console_is_plain(write) -> None:
    assert "abc123" not in str(refused(write(GOOD + '\n[[notify]]\nurl = "tgram://abc123/42"\n')))
    settings = load(write(GOOD + '\n[[notify]]\nurl = "console"\n'))
    assert settings.notify[0].url.plain == "console"


@pytest.mark.parametrize("name", ["a/b", "con", "a:b", ".hidden", "x" * 41, ""])
def test_a_name_that_windows_cannot_make_a_folder_of_is_refused(write, name: str) -> None:
    assert "a name becomes a folder" in refused(write(GOOD.replace('"north"', f'"{name}"'))).what


def test_two_shops_of_one_name_are_refused_whatever_the_letter_case(write) -> None:
    assert "North" in refused(write(GOOD.replace('"south"', '"North"'))).what


def test_toml_that_is_none_is_refused_with_its_line(write) -> None:
    file = write("[watchdog]\nlanguage = zh\n")
    assert f"{file}, line 2" in refused(file).what


def test_a_wrong_environment_variable_is_named(write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDOG_SERVICE__EVERY_MINUTES", "often")
    assert "WATCHDOG_SERVICE__EVERY_MINUTES" in refused(write(GOOD)).what


def test_a_file_that_was_asked_for_must_exist(tmp_path: Path) -> None:
    error = refused(tmp_path / "nowhere.toml")
    assert "watchdog init" in error.mend


def test_unknown_shops_accounts_and_rules_get_the_nearest_name(write) -> None:
    settings = load(write(GOOD))
    with pytest.raises(SettingsError, match="nroth") as caught:
        settings.select(["nroth"])
    assert "'north'" in caught.value.mend
    with pytest.raises(SettingsError, match="order-mising") as caught:
        load(write(GOOD.replace('"order-missing"', '"order-mising"'))).refuse_unknown_rules(
            frozenset({"order-missing", "order-unrecorded"})
        )
    assert "'order-missing'" in caught.value.mend


def test_no_shop_yet_says_how_to_begin(write) -> None:
    with pytest.raises(SettingsError) as caught:
        load(write("[watchdog]\n")).select([])
    assert "watchdog init" in caught.value.mend
