"""Signed-in sessions, sealed at rest. The key lives in the OS keyring or the environment, never beside the data."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

import keyring
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from keyring.errors import KeyringError

from watchdog.disk import mend_of, replace_bytes
from watchdog.errors import SessionError
from watchdog.model.base import AccountId

KEY_VARIABLE = "WATCHDOG_SESSION_KEY"
SERVICE, ENTRY = "seller-centre-watchdog", "session-key"
SEALED, PORTABLE = b"WDS1", b"WDP1"
SALT, NONCE = 16, 12
COST = 2**15
"""scrypt N: about 32 MiB and a tenth of a second."""

MEND_KEY = (
    f"set the environment variable {KEY_VARIABLE} to a key made by "
    '`python -c "import base64,os; print(base64.b64encode(os.urandom(32)).decode())"` and keep it apart from the data; '
    "on a computer with a desktop, unlock its keyring instead"
)


def session_key(env: Mapping[str, str] = os.environ) -> bytes:
    """32 bytes: from the environment variable (base64) if it is set, else from the OS keyring, where it is made on
    first use. Raises SessionError when there is neither."""
    given = env.get(KEY_VARIABLE, "")
    if given:
        return _decoded(given, KEY_VARIABLE)
    try:
        kept = keyring.get_password(SERVICE, ENTRY)
        if kept is None:
            kept = base64.b64encode(secrets.token_bytes(32)).decode()
            keyring.set_password(SERVICE, ENTRY, kept)
    except KeyringError as error:
        raise SessionError(
            f"No key for the stored session: this computer has no usable keyring ({error})", mend=MEND_KEY
        ) from error
    return _decoded(kept, "the keyring entry")


def _decoded(text: str, where: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != 32:
        raise SessionError(f"The session key in {where} is not 32 bytes in base64", mend=MEND_KEY)
    return key


class SessionStore:
    """One sealed file per account under `folder`. `key` is asked for only when a session is written or read."""

    def __init__(self, folder: Path, env: Mapping[str, str] = os.environ) -> None:
        self._folder = folder
        self._env = env

    def path(self, account: AccountId) -> Path:
        return self._folder / f"{file_name(account)}.session"

    def ready(self) -> None:
        """Raises SessionError if there is no key: better before a sign-in than after it."""
        session_key(self._env)

    def save(self, account: AccountId, state: str) -> None:
        """`state`: the browser's storage state as JSON. Raises SessionError if it cannot be kept."""
        sealed = _seal(session_key(self._env), SEALED, account, state.encode())
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            replace_bytes(self.path(account), sealed)
        except OSError as error:
            what = f"The session of {account} cannot be kept: {error}"
            raise SessionError(what, mend=mend_of(error, self._folder)) from error

    def load(self, account: AccountId) -> str | None:
        """None: there is none. Raises SessionError if it is there but does not open with our key."""
        path = self.path(account)
        if not path.exists():
            return None
        return _open(session_key(self._env), SEALED, account, path.read_bytes(), str(path)).decode()

    def forget(self, account: AccountId) -> None:
        self.path(account).unlink(missing_ok=True)

    def export(self, account: AccountId, passphrase: str) -> bytes:
        """A portable file for another computer, sealed under a passphrase. Raises SessionError without a session."""
        state = self.load(account)
        if state is None:
            raise SessionError(f"Account {account} has no stored session", mend=f"`watchdog login {account}` first")
        salt = secrets.token_bytes(SALT)
        return PORTABLE + salt + _seal(_stretched(passphrase, salt), b"", account, state.encode())

    def take_in(self, account: AccountId, portable: bytes, passphrase: str) -> None:
        """Keeps an exported session under our own key. Raises SessionError on a wrong passphrase, account or file."""
        start = len(PORTABLE)
        if not portable.startswith(PORTABLE):
            raise SessionError(
                "This is not an exported session", mend="take the file that `watchdog session export` wrote"
            )
        salt, sealed = portable[start : start + SALT], portable[start + SALT :]
        self.save(account, _open(_stretched(passphrase, salt), b"", account, sealed, "the exported session").decode())


def file_name(account: AccountId) -> str:
    """Safe on every system, and different for different accounts."""
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in account)[:40]
    return f"{safe}-{hashlib.sha256(account.encode()).hexdigest()[:8]}"


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(passphrase.encode())


def _seal(key: bytes, magic: bytes, account: AccountId, data: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return magic + nonce + AESGCM(key).encrypt(nonce, data, account.encode())


def _open(key: bytes, magic: bytes, account: AccountId, sealed: bytes, where: str) -> bytes:
    nonce, rest = sealed[len(magic) : len(magic) + NONCE], sealed[len(magic) + NONCE :]
    try:
        if not sealed.startswith(magic):
            raise InvalidTag
        return AESGCM(key).decrypt(nonce, rest, account.encode())
    except (InvalidTag, ValueError) as error:
        raise SessionError(
            f"{where} cannot be opened: another key or passphrase, another account, or a damaged file",
            mend=f"use the key (or passphrase) it was made with, or sign in again with `watchdog login {account}`",
        ) from error
