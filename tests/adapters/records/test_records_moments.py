"""Dates and times: shop-local text, typed cells and Unix seconds become aware UTC and the shop's day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchdog.adapters.records.moments import moments
from watchdog.adapters.records.tables import MOMENT, NUMBER

CALM = settings(deadline=None)  # other work on this machine is nobody's fault
TWENTY_PAST_TWO = datetime(2026, 7, 16, 2, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-07-16 10:20",
        "2026-07-16 10:20:00",
        "2026/7/16 10:20",
        "2026年7月16日 10:20",
        "2026-07-16T02:20:00Z",
        "2026-07-16 04:20:00+02:00",
        "2026-07-16T02:20:00.123+0000",
        f"{MOMENT}2026-07-16T10:20:00",
        f"{MOMENT}2026-07-16T02:20:00+0000",
        f"{NUMBER}1784168400",
        f"{NUMBER}1784168400000",
        "1784168400",
    ],
)
def test_one_moment_written_in_many_ways(cell: str) -> None:
    read = moments(pl.Series([cell]), "Asia/Singapore")
    assert read.at.to_list() == [TWENTY_PAST_TWO]
    assert read.day.to_list() == [date(2026, 7, 16)]
    assert read.has_time.to_list() == [True]


def test_a_day_number_of_a_spreadsheet() -> None:
    read = moments(pl.Series([f"{NUMBER}46219.5"]), "Asia/Singapore")
    assert read.at.to_list() == [datetime(2026, 7, 16, 4, 0, tzinfo=UTC)]


def test_bare_days_have_no_hour_even_when_a_spreadsheet_typed_midnight() -> None:
    for cells in (["2026-07-16", "2026-07-17"], [f"{MOMENT}2026-07-16T00:00:00", f"{MOMENT}2026-07-17T00:00:00"]):
        read = moments(pl.Series(cells), "Asia/Singapore")
        assert read.day.to_list() == [date(2026, 7, 16), date(2026, 7, 17)]
        assert read.has_time.to_list() == [False, False]


def test_midnight_among_other_hours_is_an_hour() -> None:
    read = moments(pl.Series(["2026-07-16 00:00", "2026-07-16 10:20"]), "Asia/Singapore")
    assert read.has_time.to_list() == [True, True]


def test_day_first_only_if_it_is_named() -> None:
    cells = pl.Series(["01/02/2026 10:00"])
    assert moments(cells, "UTC").unread.to_list() == [True]
    assert moments(cells, "UTC", ("%d/%m/%Y %H:%M",)).day.to_list() == [date(2026, 2, 1)]
    assert moments(cells, "UTC", ("%m/%d/%Y %H:%M",)).day.to_list() == [date(2026, 1, 2)]


def test_what_is_no_date_is_unread_and_what_is_empty_is_not() -> None:
    read = moments(pl.Series(["soon", "-", None, "", "1024-01-01 10:10", "2026-13-01 10:10"]), "UTC")
    assert read.unread.to_list() == [True, False, False, False, True, True]
    assert read.at.null_count() == 6


def test_an_hour_that_comes_twice_is_the_first_and_one_that_is_skipped_is_unread() -> None:
    read = moments(pl.Series(["2018-02-17 23:30", "2018-11-04 00:30"]), "America/Sao_Paulo")
    assert read.at.to_list() == [datetime(2018, 2, 18, 1, 30, tzinfo=UTC), None]


@CALM
@given(st.datetimes(min_value=datetime(2001, 1, 1), max_value=datetime(2099, 12, 31)))  # noqa: DTZ001 - local text
def test_any_minute_of_a_zone_without_summer_time(moment: datetime) -> None:
    read = moments(pl.Series([moment.strftime("%Y-%m-%d %H:%M")]), "Asia/Taipei")
    assert read.day.to_list() == [moment.date()]
    (at,) = read.at.to_list()
    assert (at.hour, at.minute) == ((moment.hour - 8) % 24, moment.minute)
