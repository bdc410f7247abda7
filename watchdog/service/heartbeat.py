"""heartbeat.json in the data folder: what the service is doing, for people and for whatever watches over it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from watchdog.disk import replace_bytes
from watchdog.model.base import AccountId, Frozen, ShopKey

NAME = "heartbeat.json"


class ShopBeat(Frozen):
    """The last check of a shop. `exit_code` as a command would give it. `trouble`, `why`: of a failure of our own."""

    at: datetime
    exit_code: int
    trouble: str = ""
    why: str = ""


class Heartbeat(Frozen):
    """`at`, all times: aware UTC. A service that lives writes it at least every two minutes."""

    at: datetime
    state: Literal["starting", "waiting", "checking", "stopping", "stopped"]
    process: int = Field(default_factory=os.getpid)
    version: str = ""
    started_at: datetime | None = None
    next_check_at: datetime | None = None
    checking: tuple[AccountId, ...] = ()
    stopped_accounts: Mapping[AccountId, str] = Field(default_factory=dict)
    """Account -> why a person is needed."""
    shops: Mapping[ShopKey, ShopBeat] = Field(default_factory=dict)
    waiting_notices: int = 0
    digest_on: str = ""
    """Local day (ISO) of the last daily digest."""


def write(folder: Path, beat: Heartbeat) -> None:
    """Whole or not at all. Raises OSError."""
    replace_bytes(folder / NAME, beat.model_dump_json(indent=1).encode())


def read(folder: Path) -> Heartbeat | None:
    """None: there is none, or not one of ours."""
    try:
        return Heartbeat.model_validate_json((folder / NAME).read_bytes())
    except (OSError, ValidationError):
        return None
