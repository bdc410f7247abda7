"""One-time codes at sign-in: from an authenticator secret, else from a person."""

from __future__ import annotations

import binascii
from collections.abc import Callable

from watchdog.errors import SessionError
from watchdog.model.base import AccountId
from watchdog.ports import Clock


class OneTimeCodes:
    """`secret_of`: an account's authenticator secret (base32) or None; `ask`: a person, None if nobody is there."""

    def __init__(
        self,
        clock: Clock,
        secret_of: Callable[[AccountId], str | None],
        ask: Callable[[AccountId], str | None] = lambda account: None,
    ) -> None:
        self._clock = clock
        self._secret_of = secret_of
        self._ask = ask

    def code(self, account: AccountId) -> str | None:
        import pyotp

        secret = self._secret_of(account)
        if not secret:
            typed = self._ask(account)
            return typed.strip() if typed and typed.strip() else None
        try:
            return pyotp.TOTP(secret.replace(" ", "")).at(self._clock.now())
        except (binascii.Error, ValueError) as bad:
            raise SessionError(
                f"{account}: the stored authenticator secret is not base32.",
                mend="Store the secret itself (letters A-Z and digits 2-7), not a six-digit code.",
            ) from bad
