"""Secrets by reference, and one-time codes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from watchdog.adapters.codes import OneTimeCodes
from watchdog.adapters.secrets import Secrets
from watchdog.errors import SessionError
from watchdog.model.base import AccountId

MAIN = AccountId("main")


class At:
    """A clock that stands still."""

    def now(self) -> datetime:
        return datetime.fromtimestamp(59, UTC)


def test_a_secret_comes_from_where_the_reference_says_and_is_made_known_to_the_logs(tmp_path: Path) -> None:
    heard: list[str] = []
    secrets = Secrets(environ={"SHOP": "from-env"}, ask=lambda what: f"typed for {what}", on_reveal=heard.append)
    (tmp_path / "word.txt").write_text("from-file\n", encoding="utf-8")
    assert secrets.reveal("env:SHOP", "password of main") == "from-env"
    assert secrets.reveal(f"file:{tmp_path / 'word.txt'}", "export") == "from-file"
    assert secrets.reveal("ask", "main") == "typed for main"
    assert heard == ["from-env", "from-file", "typed for main"]


def test_the_keyring_keeps_and_gives_back(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[tuple[str, str], str] = {}
    monkeypatch.setattr("keyring.set_password", lambda service, name, secret: kept.update({(service, name): secret}))
    monkeypatch.setattr("keyring.get_password", lambda service, name: kept.get((service, name)))
    secrets = Secrets()
    secrets.store("shopee-main", "word")
    assert secrets.reveal("keyring:shopee-main", "password") == "word"


def test_a_server_without_keyring_is_told_to_use_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring.errors import NoKeyringError

    def none(service: str, name: str) -> str:
        raise NoKeyringError

    monkeypatch.setattr("keyring.get_password", none)
    with pytest.raises(SessionError) as caught:
        Secrets().reveal("keyring:shopee-main", "password of main")
    assert "env:SHOPEE_MAIN" in caught.value.mend


@pytest.mark.parametrize("reference", ["env:NOT_SET", "ask", "file:/nowhere/word.txt"])
def test_what_is_not_there_is_said_with_its_mend(reference: str) -> None:
    with pytest.raises(SessionError) as caught:
        Secrets(environ={}).reveal(reference, "password of main")
    assert "password of main" in caught.value.what
    assert caught.value.mend


def test_an_authenticator_secret_gives_the_code_of_this_moment() -> None:
    # RFC 6238, appendix B: at 59 seconds the SHA-1 secret "12345678901234567890" gives 94287082.
    codes = OneTimeCodes(At(), lambda account: "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
    assert codes.code(MAIN) == "287082"


def test_without_a_secret_a_person_is_asked_and_may_be_away() -> None:
    assert OneTimeCodes(At(), lambda account: None, lambda account: " 123456 ").code(MAIN) == "123456"
    assert OneTimeCodes(At(), lambda account: None).code(MAIN) is None


def test_a_code_stored_instead_of_the_secret_is_explained() -> None:
    with pytest.raises(SessionError, match="base32"):
        OneTimeCodes(At(), lambda account: "123456").code(MAIN)
