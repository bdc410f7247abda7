"""Inbox folders, coverage by file name, and the last good table when a new file cannot be understood."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from tests.adapters.records.records_sheets import AT, MUG, SHOP, export, pack, read, records, target, write_table
from watchdog.adapters.records import FileRecords
from watchdog.adapters.records.folder import newest
from watchdog.model.base import Digest, ShopKey
from watchdog.model.orders import OrderStatus
from watchdog.model.records import RecordsKind
from watchdog.model.sources import RecordsSource


def touched(path: Path, at: datetime) -> Path:
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def order(sn: str, day: str = "2026-11-01 10:00") -> dict[str, object]:
    return {**MUG, "Order ID": sn, "Order Creation Date": day}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def of_inbox(inbox: Path, **more: object) -> RecordsSource:
    given = {"name": "export", "kind": RecordsKind.EXPORT, "inbox": str(inbox), **more}
    return RecordsSource.model_validate(given)


def test_the_newest_file_is_the_one_whose_name_reaches_furthest_then_the_one_written_last(inbox: Path) -> None:
    old = touched(write_table(inbox / "Order.all.20261001_20261031.xlsx", [order("261001ABCD12EF")]), AT)
    new = write_table(inbox / "Order.all.20261101_20261119.xlsx", [order("261101ABCD12EF")])
    touched(new, AT - timedelta(days=1))
    assert newest(inbox, "*") == new
    again = touched(write_table(inbox / "Order.all.20261101_20261119 (1).xlsx", [order("261101ABCD12EG")]), AT)
    assert newest(inbox, "*") == again
    assert newest(inbox, "*1031*") == old


def test_lock_files_and_unfinished_downloads_do_not_count(inbox: Path) -> None:
    good = write_table(inbox / "Order.all.20261001_20261031.xlsx", [order("261001ABCD12EF")])
    for name in ("~$Order.all.20261101_20261119.xlsx", "Order.all.20261101_20261119.xlsx.crdownload", ".hidden.xlsx"):
        (inbox / name).write_bytes(b"x")
    assert newest(inbox, "*") == good


def test_the_digest_is_that_of_the_files_bytes_and_the_bytes_are_kept(tmp_path: Path, inbox: Path) -> None:
    path = write_table(inbox / "a.xlsx", [order("261101ABCD12EF")])
    kept: list[bytes] = []

    def keep(data: bytes, media: str) -> Digest:
        kept.append(data)
        return Digest(media)

    home = FileRecords({SHOP: (of_inbox(inbox),)}, data=tmp_path / "data", keep=keep)
    (snapshot,) = home.as_of(target(), pack(), AT)
    assert snapshot.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert kept == [path.read_bytes()]


def test_a_file_that_cannot_be_understood_leaves_the_last_good_one_in_use_marked_stale(
    tmp_path: Path, inbox: Path
) -> None:
    good = touched(write_table(inbox / "Order.all.20261101_20261110.xlsx", [order("261101ABCD12EF")]), AT)
    home = records(of_inbox(inbox), tmp_path)
    (first,) = home.as_of(target(), pack(), AT)
    (inbox / "Order.all.20261101_20261119.xlsx").write_text("<html>sign in</html>", encoding="utf-8")

    (second,) = home.as_of(target(), pack(), AT + timedelta(hours=1))

    assert not first.stale
    assert second.stale
    assert second.orders.equals(first.orders)
    assert second.digest == hashlib.sha256(good.read_bytes()).hexdigest()
    assert second.coverage.until == date(2026, 11, 10)
    assert second.coverage.taken_at == AT
    (problem,) = second.problems
    assert problem.file == "Order.all.20261101_20261119.xlsx"
    assert "HTML" in problem.why
    assert problem.mend


def test_nothing_ever_understood_is_an_empty_snapshot_that_covers_nothing(tmp_path: Path, inbox: Path) -> None:
    snapshot = read(of_inbox(inbox), tmp_path)
    assert snapshot.orders.is_empty()
    assert snapshot.fields == frozenset()
    assert snapshot.coverage.since is None
    assert not snapshot.coverage.complete
    assert snapshot.stale
    assert "holds no file" in snapshot.problems[0].why


@pytest.mark.parametrize("damage", ["cut off", "another table"])
def test_a_damaged_last_good_table_is_none(tmp_path: Path, inbox: Path, damage: str) -> None:
    path = write_table(inbox / "a.xlsx", [order("261101ABCD12EF")])
    home = records(of_inbox(inbox), tmp_path)
    (first,) = home.as_of(target(), pack(), AT)
    (table,) = (tmp_path / "data").glob("*.parquet")
    if damage == "cut off":
        table.write_bytes(table.read_bytes()[:-9])
    else:
        first.orders.with_columns(buyer=pl.lit("somebody else")).write_parquet(table)
    path.write_bytes(b"")
    (snapshot,) = home.as_of(target(), pack(), AT)
    assert snapshot.orders.is_empty()


def test_unchanged_bytes_are_not_read_again_but_other_settings_are(tmp_path: Path, inbox: Path) -> None:
    write_table(inbox / "a.xlsx", [order("261101ABCD12EF")])
    (first,) = records(of_inbox(inbox), tmp_path).as_of(target(), pack(), AT)
    (table,) = (tmp_path / "data").glob("*.parquet")
    before = table.stat().st_mtime_ns
    (again,) = records(of_inbox(inbox), tmp_path).as_of(target(), pack(), AT)
    assert table.stat().st_mtime_ns == before
    assert again.orders.equals(first.orders)
    (other,) = records(of_inbox(inbox, mapping={"currency": "MYR"}), tmp_path).as_of(target(), pack(), AT)
    assert other.orders["currency"].to_list() == ["MYR"]


def test_only_this_shops_sources_are_read(tmp_path: Path, inbox: Path) -> None:
    write_table(inbox / "a.xlsx", [order("261101ABCD12EF")])
    home = FileRecords({SHOP: (of_inbox(inbox),)}, data=tmp_path / "data")
    assert home.as_of(target(shop=ShopKey("kettle")), pack(), AT) == ()


def covers(tmp_path: Path, name: str, *orders: dict[str, object], **more: object):
    path = touched(write_table(tmp_path / name, list(orders) or [order("261101ABCD12EF")]), AT)
    return read(export(path, **more), tmp_path)


def test_coverage_by_the_name_of_an_export(tmp_path: Path) -> None:
    coverage = covers(tmp_path, "Order.all.20261020_20261118.xlsx").coverage
    assert (coverage.since, coverage.until) == (date(2026, 10, 20), date(2026, 11, 18))
    assert coverage.statuses is None
    assert coverage.complete
    assert coverage.taken_at == AT


def test_a_toship_export_speaks_only_of_orders_to_ship(tmp_path: Path) -> None:
    coverage = covers(tmp_path, "Order.toship.20261020_20261118.xlsx").coverage
    assert coverage.statuses == {OrderStatus.READY_TO_SHIP, OrderStatus.PROCESSED, OrderStatus.RETRY_SHIP}


@pytest.mark.parametrize("name", ["Order.mystery.20261020_20261118.xlsx", "Order.all.20261020_20261118.part2.xlsx"])
def test_an_unknown_kind_or_a_part_is_not_complete(tmp_path: Path, name: str) -> None:
    assert not covers(tmp_path, name).coverage.complete


def test_without_a_telling_name_the_orders_are_the_bounds(tmp_path: Path) -> None:
    coverage = covers(
        tmp_path, "mine.xlsx", order("261103ABCD12EF", "2026-11-03 10:00"), order("261101ABCD12EG")
    ).coverage
    assert (coverage.since, coverage.until) == (date(2026, 11, 1), date(2026, 11, 3))


def test_nothing_is_covered_after_the_day_the_file_was_written(tmp_path: Path) -> None:
    assert covers(tmp_path, "Order.all.20261101_20261130.xlsx").coverage.until == date(2026, 11, 20)


def test_orders_outside_the_days_of_the_name_make_it_incomplete(tmp_path: Path) -> None:
    snapshot = covers(tmp_path, "Order.all.20261110_20261118.xlsx")
    assert not snapshot.coverage.complete
    assert "1 order(s) were created outside" in snapshot.problems[0].why


def test_settings_overrule_the_name(tmp_path: Path) -> None:
    coverage = covers(
        tmp_path, "Order.all.20261020_20261118.xlsx", since=date(2026, 11, 1), statuses=("COMPLETED",), complete=False
    ).coverage
    assert coverage.since == date(2026, 11, 1)
    assert coverage.statuses == {OrderStatus.COMPLETED}
    assert not coverage.complete


def test_a_clock_set_back_does_not_make_a_file_from_the_future(tmp_path: Path) -> None:
    path = touched(write_table(tmp_path / "a.xlsx", [order("261101ABCD12EF")]), datetime(2030, 1, 1, tzinfo=UTC))
    assert read(export(path), tmp_path).coverage.taken_at == AT
