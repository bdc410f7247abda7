"""The JSON calls: paging, tabs, counters, search, and where faults reach in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from looking import TABS, ask, cards, desk_of, index, small_world

from watchdog.practice import api
from watchdog.practice.api import Desk
from watchdog.practice.hooks import Call, EntryPlace, Fault, JsonObject, OrderPlace
from watchdog.practice.things import Entry, Order, Shop


def walk(desk: Desk, tab: str = "all", **sort: Any) -> tuple[list[int], list[int]]:
    """All order_ids by following the sentinels, and the total each page told."""
    ids: list[int] = []
    totals: list[int] = []
    sentinel, page = "", 1
    while True:
        data = index(desk, tab, page, sentinel, **sort)["data"]
        ids += [row["order_id"] for row in data["index_list"]]
        totals.append(data["pagination"]["total"])
        sentinel, page = data["pagination"]["next_page_sentinel"], page + 1
        if not sentinel:
            return ids, totals


@pytest.mark.parametrize("sort", [{"sort_type": 3, "ascending": False}, {"sort_type": 1, "ascending": True},
                                  {"sort_type": 2, "ascending": True}])
def test_following_the_sentinels_reads_every_order_once(sort: dict[str, Any]) -> None:
    desk = desk_of(small_world(orders=205))
    ids, totals = walk(desk, **sort)
    assert sorted(ids) == sorted(entry.order_id for entry in desk.world.entries(desk.shop))
    assert totals == [205] * 6


def test_a_page_number_alone_carries_a_small_list_but_not_a_deep_one() -> None:
    desk = desk_of(small_world(orders=2_000))
    by_number = [row["order_id"] for row in index(desk, page=2)["data"]["index_list"]]
    assert by_number == [entry.order_id for entry in desk.world.entries(desk.shop)[40:80]]
    assert index(desk, page=40)["code"] == 90003


def test_index_total_counters_and_tabs_agree() -> None:
    desk = desk_of(small_world(orders=300))
    meta = ask(desk, api.META)["data"]["OrderListTabMeta"][0]
    names = {"all": "all_tab_meta", "unpaid": "unpaid_tab_meta", "toship": "to_ship_tab_meta",
             "shipping": "shipping_tab_meta", "completed": "completed_tab_meta", "cancelled": "cancellation_tab_meta"}
    for tab, name in names.items():
        assert index(desk, tab)["data"]["pagination"]["total"] == meta[name]["l1_meta"], tab
    assert set(names) == set(TABS)


def test_money_is_scaled_on_the_card_and_plain_in_the_detail() -> None:
    desk = desk_of(small_world())
    entry = desk.world.entries(desk.shop)[3]
    plain = Decimal(ask(desk, api.ONE_ORDER, order_id=str(entry.order_id))["data"]["total_price"])
    [card] = cards(desk, [entry.order_id])
    whole = card.get("order_card")
    parts = [whole] if whole else card["package_level_order_card"]["package_list"]
    assert sum(part["payment_info"]["total_price"] for part in parts) == plain * 100_000


def test_an_unknown_order_is_a_business_error() -> None:
    desk = desk_of(small_world())
    for path in (api.ONE_ORDER, api.PACKAGE, api.TRACKING):
        assert ask(desk, path, order_id="123")["code"] != 0
    assert cards(desk, [123]) == []


@pytest.mark.parametrize("body", [{}, {"order_list_tab": "x", "pagination": 3}, {"sort": [], "filter": None},
                                  {"order_list_tab": 100, "pagination": {"page_size": -5, "page_sentinel": "x,y"}}])
def test_odd_requests_get_an_answer_and_never_an_exception(body: JsonObject) -> None:
    desk = desk_of(small_world())
    for path in (api.INDEX, api.CARDS, api.META):
        assert "code" in ask(desk, path, body)


def test_search_resolves_an_order_number() -> None:
    desk = desk_of(small_world())
    entry = desk.world.entries(desk.shop)[9]
    assert ask(desk, api.HINT, keyword=entry.order_sn)["data"]["list"] == [
        {"order_sn": entry.order_sn, "order_id": entry.order_id}]
    assert ask(desk, api.HINT, keyword="zz")["data"]["list"] == []


@dataclass(frozen=True)
class Lost(Fault):
    """Order `sn` is gone from the places named."""

    sn: str
    places: frozenset[str]

    def entries(self, shop: Shop, entries: Sequence[Entry], place: EntryPlace) -> Sequence[Entry]:
        return [entry for entry in entries if place not in self.places or entry.order_sn != self.sn]

    def order(self, shop: Shop, order: Order, place: OrderPlace) -> Order | None:
        return None if place in self.places and order.order_sn == self.sn else order


@dataclass(frozen=True)
class Dearer(Fault):
    by: Decimal

    def order(self, shop: Shop, order: Order, place: OrderPlace) -> Order | None:
        return replace(order, total=order.total + self.by) if place == "detail" else order

    def response(self, call: Call, body: JsonObject) -> JsonObject:
        return {**body, "seen": True} if call.path == api.META else body


def test_a_fault_can_take_an_order_from_one_witness_and_leave_it_with_another() -> None:
    world = small_world()
    entry = world.entries(world.shops[0])[2]
    desk = desk_of(world, Lost(entry.order_sn, frozenset({"list", "detail"})))
    assert entry.order_id not in walk(desk)[0]
    assert ask(desk, api.HINT, keyword=entry.order_sn)["data"]["list"] != []
    assert ask(desk, api.ONE_ORDER, order_id=str(entry.order_id))["code"] != 0
    assert ask(desk, api.PACKAGE, order_id=str(entry.order_id))["code"] == 0
    assert ask(desk, api.META)["data"]["OrderListTabMeta"][0]["all_tab_meta"]["l1_meta"] == 60


def test_a_fault_can_change_one_order_in_one_place_and_any_finished_answer() -> None:
    world = small_world()
    entry = world.entries(world.shops[0])[2]
    honest = Decimal(ask(desk_of(world), api.ONE_ORDER, order_id=str(entry.order_id))["data"]["total_price"])
    desk = desk_of(world, Dearer(Decimal("0.10")))
    dearer = Decimal(ask(desk, api.ONE_ORDER, order_id=str(entry.order_id))["data"]["total_price"])
    assert dearer - honest == Decimal("0.10")
    assert cards(desk, [entry.order_id]) == cards(desk_of(world), [entry.order_id])
    assert ask(desk, api.META)["seen"] is True
