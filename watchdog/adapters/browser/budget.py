"""How often we may sign in, and whether a person has to do it. Kept in a small file per account."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from pydantic import ValidationError

from watchdog.adapters.browser.session import file_name
from watchdog.disk import replace_bytes
from watchdog.model.base import AccountId, Frozen

DAY = timedelta(hours=24)


class AccountState(StrEnum):
    OK = "ok"
    CHALLENGED = "challenged"
    """The site asked for a captcha or an unknown check. Nothing is tried until a person has signed in."""


class SignIns(Frozen):
    """`signed_in`: when we tried (aware UTC), of the last day. `since`: of the state."""

    state: AccountState = AccountState.OK
    why: str = ""
    since: datetime | None = None
    signed_in: tuple[datetime, ...] = ()


class Budget:
    """The sign-ins of all accounts under one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, account: AccountId) -> SignIns:
        """A file that cannot be read counts as none: the worst that follows is one sign-in more."""
        try:
            return SignIns.model_validate(json.loads(self._path(account).read_text(encoding="utf-8")))
        except (OSError, ValueError, ValidationError):
            return SignIns()

    def refusal(self, account: AccountId, per_day: int, now: datetime) -> str:
        """Why we may not sign in now; empty: we may."""
        known = self.of(account)
        if known.state is AccountState.CHALLENGED:
            return f"the site asked for a person ({known.why}); sign in once with `watchdog login {account}`"
        recent = [at for at in known.signed_in if now - at < DAY]
        if len(recent) >= per_day:
            return (
                f"{len(recent)} of {per_day} sign-ins of the last 24 hours are used; "
                f"sign in yourself with `watchdog login {account}`, or wait"
            )
        return ""

    def spend(self, account: AccountId, now: datetime) -> None:
        """Counted before the attempt, so that a crash cannot give one back."""
        known = self.of(account)
        recent = tuple(at for at in known.signed_in if now - at < DAY)
        self._write(account, known.model_copy(update={"signed_in": (*recent, now)}))

    def challenged(self, account: AccountId, why: str, now: datetime) -> None:
        update = {"state": AccountState.CHALLENGED, "why": why, "since": now}
        self._write(account, self.of(account).model_copy(update=update))

    def person_signed_in(self, account: AccountId, now: datetime) -> None:
        """A person was there: the state is clean again, and the day's budget new."""
        self._write(account, SignIns(since=now))

    def _path(self, account: AccountId) -> Path:
        return self._folder / f"{file_name(account)}.sign-ins.json"

    def _write(self, account: AccountId, value: SignIns) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        replace_bytes(self._path(account), value.model_dump_json(indent=1).encode())
