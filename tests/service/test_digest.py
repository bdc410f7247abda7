"""The daily digest: once a day, at the reader's hour."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from watchdog.service.digest import due, first_day

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


def test_due_at_the_hour_of_the_readers_clock_and_once() -> None:
    yesterday = date(2026, 11, 21)
    assert due(at("2026-11-22T08:59"), 9, SHANGHAI, yesterday) is None
    span = due(at("2026-11-22T09:00"), 9, SHANGHAI, yesterday)
    assert span is not None
    assert (span.since, span.until) == (at("2026-11-21T09:00"), at("2026-11-22T09:00"))
    assert due(at("2026-11-22T23:00"), 9, SHANGHAI, span.day) is None


def test_days_that_were_missed_are_told_together() -> None:
    span = due(at("2026-11-22T15:00"), 9, SHANGHAI, date(2026, 11, 19))
    assert span is not None
    assert span.until - span.since == timedelta(days=3)


def test_a_new_service_waits_for_its_first_hour() -> None:
    assert first_day(at("2026-11-22T15:00"), 9, SHANGHAI) == date(2026, 11, 22)
    assert first_day(at("2026-11-22T08:00"), 9, SHANGHAI) == date(2026, 11, 21)


def test_a_clock_that_was_a_month_ahead_does_not_silence_the_digest_for_a_month() -> None:
    assert due(at("2026-11-22T09:30"), 9, SHANGHAI, date(2026, 12, 24)) is not None
    assert due(at("2026-11-22T09:30"), 9, SHANGHAI, date(2026, 11, 23)) is None
