"""A world without waiting: a clock that is moved by hand, also under the `schedule` package."""

from __future__ import annotations

import datetime as real
import types
from datetime import UTC, datetime, timedelta

import pytest
import schedule


class HandClock:
    """Stands still until moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> HandClock:
    """`schedule` reads the machine's local time; here it reads this clock's."""
    hand = HandClock()

    class Now(real.datetime):
        @classmethod
        def now(cls, tz: real.tzinfo | None = None) -> real.datetime:
            return hand.at.astimezone(tz) if tz else hand.at.replace(tzinfo=None)

    monkeypatch.setattr(
        schedule, "datetime", types.SimpleNamespace(datetime=Now, timedelta=real.timedelta, time=real.time)
    )
    return hand
