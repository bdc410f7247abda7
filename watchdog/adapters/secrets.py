"""Secrets by reference: the system's keyring, an environment variable, a file, or a person at the terminal."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from watchdog.errors import SessionError

SERVICE = "seller-centre-watchdog"
"""Name under which the keyring files our entries."""

Ask = Callable[[str], str | None]
"""Asks a person (the text says for what), hidden typing; None: nobody is there."""


class Secrets:
    """Reveals secrets at the moment of use. `on_reveal` hears each one, so that logs can blot it out."""

    def __init__(
        self,
        *,
        environ: Mapping[str, str] = os.environ,
        ask: Ask = lambda what: None,
        on_reveal: Callable[[str], None] = lambda secret: None,
    ) -> None:
        self._environ = environ
        self._ask = ask
        self._on_reveal = on_reveal

    def reveal(self, reference: str, what: str) -> str:
        """The secret behind `keyring:NAME`, `env:NAME`, `file:PATH` or `ask`; `what` names it to a person.

        Raises SessionError with the mend if it is not there. The secret is never part of an error.
        """
        kind, _, name = reference.partition(":")
        readers = {"keyring": self._from_keyring, "env": self._from_environment, "file": self._from_file}
        secret = self._ask(what) if kind == "ask" else readers[kind](name, what) if kind in readers else None
        if not secret:
            raise SessionError(
                f"{what}: nothing is stored at {kind}:{name}" if name else f"{what}: nobody gave it",
                mend=_mend(kind, name),
            )
        self._on_reveal(secret)
        return secret

    def store(self, name: str, secret: str) -> None:
        """Keep a secret in the system's keyring. Raises SessionError where there is none."""
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(SERVICE, name, secret)
        except KeyringError as bad:
            raise _no_keyring(name, bad) from bad
        self._on_reveal(secret)

    def keyring_name(self) -> str:
        """What keyring this system has, for `doctor`; empty if none that can keep anything."""
        import keyring

        backend = keyring.get_keyring()
        return "" if backend.priority <= 0 else str(backend.name)

    def _from_keyring(self, name: str, what: str) -> str | None:
        import keyring
        from keyring.errors import KeyringError

        del what
        try:
            return keyring.get_password(SERVICE, name)
        except KeyringError as bad:
            raise _no_keyring(name, bad) from bad

    def _from_environment(self, name: str, what: str) -> str | None:
        del what
        return self._environ.get(name)

    def _from_file(self, name: str, what: str) -> str | None:
        try:
            return Path(name).expanduser().read_text(encoding="utf-8-sig").strip()
        except (OSError, UnicodeDecodeError) as bad:
            raise SessionError(
                f"{what}: {name} cannot be read: {bad}", mend="Correct the path, or let this user read the file."
            ) from bad


def _mend(kind: str, name: str) -> str:
    if kind == "keyring":
        return f"Store it: `watchdog session store {name}` asks for it with hidden typing."
    if kind == "env":
        return f"Set the environment variable {name} for this user or service."
    if kind == "file":
        return f"Write it into {name}, readable by this user alone."
    return "Run this in a terminal and type it, or write keyring:NAME or env:NAME in watchdog.toml."


def _no_keyring(name: str, bad: Exception) -> SessionError:
    return SessionError(
        f"This system has no keyring that can be used ({type(bad).__name__}).",
        mend=f"On a server without one write env:{re.sub('[-.]', '_', name).upper()} in watchdog.toml instead.",
    )
