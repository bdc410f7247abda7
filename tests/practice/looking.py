"""Looking at the practice site without a browser: what its script would gather, asked of the API's pure functions."""

from __future__ import annotations

from typing import Any

from watchdog.practice import api
from watchdog.practice.api import Desk
from watchdog.practice.hooks import Fault, JsonObject, PageFlags
from watchdog.practice.pages import Where, context_for
from watchdog.practice.render import ListState, Names, OrderState, Renderer
from watchdog.practice.things import Shop
from watchdog.practice.world import ShopSpec, World, make_world

NOW = 1_793_500_000
TABS = {"all": 100, "unpaid": 200, "toship": 300, "shipping": 400, "completed": 500, "cancelled": 601}


def small_world(region: str = "sg", orders: int = 60, seed: int = 1) -> World:
    return make_world(seed, NOW, [ShopSpec(region, orders)])


def desk_of(world: World, *faults: Fault, place: int = 0) -> Desk:
    return Desk(world, world.shops[place], faults)


def ask(desk: Desk, path: str, body: JsonObject | None = None, **query: str) -> Any:
    return desk.answer(api.call(desk.shop, path, dict(query), body))


def index(desk: Desk, tab: str = "all", page: int = 1, sentinel: str = "", **sort: Any) -> Any:
    return ask(desk, api.INDEX, {
        "order_list_tab": TABS[tab], "entity_type": 1,
        "pagination": {"from_page_number": page, "page_number": page, "page_size": 40, "page_sentinel": sentinel},
        "filter": {"fulfillment_type": 0}, "sort": sort or {"sort_type": 3, "ascending": False}})


def cards(desk: Desk, order_ids: list[int]) -> list[Any]:
    found: list[Any] = []
    for start in range(0, len(order_ids), 5):
        wanted: Any = [{"order_id": one, "shop_id": desk.shop.shop_id, "region_id": "SG"}
                       for one in order_ids[start:start + 5]]
        found += ask(desk, api.CARDS, {"order_list_tab": 100, "order_param_list": wanted})["data"]["card_list"]
    return found


def list_state(desk: Desk, tab: str = "all", page: int = 1) -> ListState:
    meta = ask(desk, api.META)["data"]["OrderListTabMeta"][0]
    answer = index(desk, tab, page)["data"]
    shown = cards(desk, [row["order_id"] for row in answer["index_list"]])
    return ListState(meta=meta, total=answer["pagination"]["total"], cards=shown, tab=tab, page=page)


def order_state(desk: Desk, order_id: int) -> OrderState:
    rows = ask(desk, api.INCOME, {"order_id": order_id})["data"]["seller_income_breakdown"]["breakdown"]
    return OrderState(detail=ask(desk, api.ONE_ORDER, order_id=str(order_id))["data"],
                      tracking=ask(desk, api.TRACKING, order_id=str(order_id))["data"]["list"],
                      final_amount=rows[-1]["amount"])


def names_of(world: World, shop: Shop) -> Names:
    return Names(shop.name, shop.account)


def where_of(world: World, shop: Shop, port: int | None = None) -> Where:
    return Where("http", world.account_of(shop.shop_id).home, port)


def list_html(renderer: Renderer, desk: Desk, tab: str = "all", page: int = 1, flags: PageFlags | None = None) -> str:
    context = context_for(where_of(desk.world, desk.shop), "orders", desk.shop)
    return renderer.list_page(context, flags or {}, names_of(desk.world, desk.shop), list_state(desk, tab, page))


def order_html(renderer: Renderer, desk: Desk, order_id: int, flags: PageFlags | None = None) -> str:
    context = context_for(where_of(desk.world, desk.shop), "order", desk.shop, str(order_id))
    return renderer.order_page(context, flags or {}, names_of(desk.world, desk.shop), order_state(desk, order_id))
