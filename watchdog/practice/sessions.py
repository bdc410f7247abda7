"""Sign-ins of the practice site: cookies as the real one names them (reference 2.1), kept in memory only."""

from __future__ import annotations

import secrets
import time
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from watchdog.practice.things import Account

LIFETIME = 7 * 24 * 3600
TOKEN = "SPC_EC"


@dataclass(slots=True)
class Session:
    """One signed-in browser. `counts` are its requests so far by kind; `expires` is real time, Unix seconds."""

    account: Account
    token: str
    expires: float
    counts: Counter[str] = field(default_factory=Counter)


class Sessions:
    def __init__(self, lifetime: int = LIFETIME) -> None:
        self._lifetime = lifetime
        self._by_token: dict[str, Session] = {}

    def begin(self, account: Account) -> Session:
        session = Session(account, secrets.token_hex(16), time.time() + self._lifetime)
        self._by_token[session.token] = session
        return session

    def of(self, cookies: Mapping[str, str]) -> Session | None:
        session = self._by_token.get(cookies.get(TOKEN, ""))
        if session is None or session.expires < time.time():
            return None
        return session

    def end(self, session: Session) -> None:
        self._by_token.pop(session.token, None)

    def end_all(self) -> None:
        self._by_token.clear()

    def cookies(self, session: Session, domain: str) -> list[str]:
        """Set-Cookie values of a fresh sign-in."""
        values = {TOKEN: session.token, "SPC_ST": secrets.token_hex(8), "SPC_U": str(session.account.user_id),
                  "SPC_CDS": str(uuid.uuid4()), "SC_DFP": secrets.token_hex(12)}
        return [cookie(name, value, domain, self._lifetime, http_only=name in {TOKEN, "SPC_ST"})
                for name, value in values.items()]


def visitor_cookies(present: Mapping[str, str], domain: str) -> list[str]:
    """Set-Cookie values that anyone gets before signing in."""
    fresh = {"SPC_F": secrets.token_hex(16), "SPC_CLIENTID": secrets.token_hex(8), "REC_T_ID": str(uuid.uuid4())}
    return [cookie(name, value, domain, 365 * 24 * 3600) for name, value in fresh.items() if name not in present]


def forgotten(domain: str) -> list[str]:
    return [cookie(name, "", domain, 0) for name in (TOKEN, "SPC_ST", "SPC_U", "SPC_CDS")]


def cookie(name: str, value: str, domain: str, max_age: int, *, http_only: bool = False) -> str:
    flags = "; HttpOnly" if http_only else ""
    return f"{name}={value}; Domain={domain}; Path=/; Max-Age={max_age}; SameSite=Lax{flags}"
