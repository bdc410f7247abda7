"""Sessions at rest: sealed, bound to their account, portable under a passphrase."""

from __future__ import annotations

import base64
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from watchdog.adapters.browser.session import KEY_VARIABLE, SessionStore, file_name, session_key
from watchdog.errors import SessionError
from watchdog.model.base import AccountId

MAIN, OTHER = AccountId("main"), AccountId("other")
STATE = '{"cookies": [{"name": "SPC_EC", "value": "token-of-the-session"}]}'
ENV = {KEY_VARIABLE: base64.b64encode(bytes(range(32))).decode()}


class MemoryKeyring(KeyringBackend):
    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


def test_a_session_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    SessionStore(tmp_path, ENV).save(MAIN, STATE)
    assert SessionStore(tmp_path, ENV).load(MAIN) == STATE


def test_there_is_none_before_the_first_sign_in_and_after_forgetting(tmp_path: Path) -> None:
    store = SessionStore(tmp_path, ENV)
    assert store.load(MAIN) is None
    store.save(MAIN, STATE)
    store.forget(MAIN)
    assert store.load(MAIN) is None


def test_the_file_tells_nothing(tmp_path: Path) -> None:
    store = SessionStore(tmp_path, ENV)
    store.save(MAIN, STATE)
    assert b"SPC_EC" not in store.path(MAIN).read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [f"{file_name(MAIN)}.session"]


def test_another_key_does_not_open_it(tmp_path: Path) -> None:
    SessionStore(tmp_path, ENV).save(MAIN, STATE)
    with pytest.raises(SessionError, match="cannot be opened") as refused:
        SessionStore(tmp_path, {KEY_VARIABLE: base64.b64encode(bytes(32)).decode()}).load(MAIN)
    assert "watchdog login main" in refused.value.mend


def test_one_accounts_session_does_not_pass_for_anothers(tmp_path: Path) -> None:
    store = SessionStore(tmp_path, ENV)
    store.save(MAIN, STATE)
    store.path(OTHER).write_bytes(store.path(MAIN).read_bytes())
    with pytest.raises(SessionError):
        store.load(OTHER)


@pytest.mark.parametrize("place", [0, 4, 20, -1])
def test_a_changed_byte_is_noticed(tmp_path: Path, place: int) -> None:
    store = SessionStore(tmp_path, ENV)
    store.save(MAIN, STATE)
    data = bytearray(store.path(MAIN).read_bytes())
    data[place] ^= 1
    store.path(MAIN).write_bytes(data)
    with pytest.raises(SessionError):
        store.load(MAIN)


def test_an_exported_session_opens_elsewhere_with_its_passphrase_alone(tmp_path: Path) -> None:
    laptop = SessionStore(tmp_path / "laptop", ENV)
    laptop.save(MAIN, STATE)
    portable = laptop.export(MAIN, "correct horse")
    server = SessionStore(tmp_path / "server", {KEY_VARIABLE: base64.b64encode(bytes(32)).decode()})
    with pytest.raises(SessionError):
        server.take_in(MAIN, portable, "wrong horse")
    server.take_in(MAIN, portable, "correct horse")
    assert server.load(MAIN) == STATE
    assert b"SPC_EC" not in portable


def test_what_is_no_exported_session_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SessionError, match="not an exported session"):
        SessionStore(tmp_path, ENV).take_in(MAIN, b"<html>", "x")


def test_nothing_can_be_exported_before_signing_in(tmp_path: Path) -> None:
    with pytest.raises(SessionError, match="no stored session"):
        SessionStore(tmp_path, ENV).export(MAIN, "x")


def test_the_keyring_makes_a_key_once_and_keeps_it() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    try:
        first = session_key({})
        assert len(first) == 32
        assert session_key({}) == first
    finally:
        keyring.set_keyring(before)


def test_without_keyring_and_variable_the_mend_names_the_variable() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    try:
        with pytest.raises(SessionError) as refused:
            session_key({})
    finally:
        keyring.set_keyring(before)
    assert KEY_VARIABLE in refused.value.mend


@pytest.mark.parametrize("bad", ["short", base64.b64encode(b"too short").decode(), "ü"])
def test_a_key_of_the_wrong_form_is_named(bad: str) -> None:
    with pytest.raises(SessionError, match=KEY_VARIABLE):
        session_key({KEY_VARIABLE: bad})


def test_file_names_are_safe_and_different() -> None:
    names = {file_name(AccountId(name)) for name in ("a:b", "a/b", "店铺", "店舖", "x" * 300)}
    assert len(names) == 5
    assert all(name.isascii() and len(name) < 60 and not set(name) & set('<>:"/\\|?*. ') for name in names)
