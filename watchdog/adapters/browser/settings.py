"""What a person may set about the browser, and the secrets a sign-in needs."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from watchdog.model.base import AccountId, Frozen


class Credentials(Frozen):
    """One sign-in. The password prints as asterisks everywhere."""

    user: str
    password: SecretStr


class Proxy(Frozen):
    """A proxy that the seller declares for an account. `server`: `http://host:port` or `socks5://host:port`."""

    server: str
    user: str = ""
    password: SecretStr = SecretStr("")


@dataclass(frozen=True)
class Access:
    """What is particular to one account."""

    proxy: Proxy | None = None
    sign_ins_per_day: int = 1


@dataclass(frozen=True)
class Pace:
    """Seconds between two navigations or page turns of one account, drawn from gap x (1 +- jitter)."""

    gap_s: float = 1.0
    jitter: float = 0.3
    throttle_s: float = 5.0
    """First wait after a 429 or a "too often" toast; doubled each time."""
    throttle_tries: int = 3


@dataclass(frozen=True)
class BrowserSettings:
    """Everything the browser adapter is told. Times in seconds, sizes in CSS pixels.

    `executable` is a path or a channel (`chrome`, `msedge`). `attach_url` is the DevTools address of the seller's own
    Chrome (`http://127.0.0.1:9222`), `connect_url` a remote Playwright browser (`ws://...`); at most one of the two.
    """

    state_dir: Path
    executable: str = ""
    headed: bool = False
    attach_url: str = ""
    connect_url: str = ""
    accounts: dict[AccountId, Access] = field(default_factory=dict)
    """Accounts that need something of their own; the others get Access()."""
    deadline_s: float = 20.0
    """How long a page may take until it is kept as it is."""
    pace: Pace = Pace()
    viewport: tuple[int, int] = (1280, 800)
    idle_s: float = 60.0
    """A context that nobody reads with is closed after this time."""
    rate_clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    rng: random.Random = field(default_factory=random.Random)

    def access(self, account: AccountId) -> Access:
        return self.accounts.get(account, Access())


SecretsOf = Callable[[AccountId], Credentials | None]
"""Asked only at the moment of signing in. None: nobody gave a password, so a person has to sign in."""
