"""Scenarios are repeatable, and cover what they promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchdog.practice.browserless import Engine
from watchdog.practice.faults import FAULTS
from watchdog.practice.scenarios import Scenario, every_fault, healthy_shops, play


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def test_there_is_one_scenario_for_every_variant_of_every_fault() -> None:
    told = {(one.fault, one.variant) for one in every_fault()}
    assert told == {(switch.name, variant) for switch in FAULTS.values() for variant in switch.variants}


def test_healthy_shops_differ_in_region_size_books_and_history() -> None:
    shops = healthy_shops()
    assert len({shop.seed for shop in shops}) == 200
    assert {shop.region for shop in shops} == {"sg", "tw", "br", "cn"}
    assert {shop.books for shop in shops} == {"erp", "csv", "sqlite", ""}
    assert len({(shop.export, shop.history, bool(shop.books)) for shop in shops}) == 8
    assert all(60 <= shop.orders <= 120 for shop in shops)
    assert {shop.place for shop in shops if shop.region == "cn"} == set(range(12)), "every shop of a merchant"


def test_the_same_scenario_stages_the_same_situation(tmp_path: Path, engine: Engine) -> None:
    scenario = Scenario(seed=4, fault="order-missing", history=True, books="csv")
    one, other = play(scenario, tmp_path / "a", engine), play(scenario, tmp_path / "b", engine)
    assert one.now.world == other.now.world
    assert one.now.faults == other.now.faults
    assert one.now.written.csv.read_bytes() == other.now.written.csv.read_bytes()


def test_yesterday_was_healthy_and_knew_the_order_that_is_gone_today(tmp_path: Path, engine: Engine) -> None:
    staged = play(Scenario(seed=4, fault="order-missing", history=True), tmp_path, engine)
    lost = staged.now.faults[0].order_sn
    assert staged.before.faults == ()
    assert staged.before.world.order_by_sn(staged.before.shop, lost) is not None
    assert lost in {order.order_sn for order in staged.now.world.orders(staged.now.shop)}


def test_records_were_taken_before_the_look_and_the_export_hours_before(tmp_path: Path, engine: Engine) -> None:
    scene = play(Scenario(seed=4), tmp_path, engine).now
    books, export = scene.written.erp.stat().st_mtime, scene.written.export.stat().st_mtime
    assert 60 <= scene.world.now - books < 25 * 60
    assert 4 * 3600 <= scene.world.now - export < 12 * 3600
