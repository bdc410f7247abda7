"""The Seller Centre's JSON API as one pure function: a call in, the answer's JSON out, faults in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from watchdog.practice import api_cards, api_list, api_order
from watchdog.practice.hooks import Call, EntryPlace, Fault, JsonObject, OrderPlace
from watchdog.practice.income import get_order_income_components
from watchdog.practice.things import Account, Entry, Order, Shop
from watchdog.practice.world import World

ORDER = "/api/v3/order/"
INDEX = ORDER + "search_order_list_index"
CARDS = ORDER + "get_order_list_card_list"
META = ORDER + "get_order_list_meta_v2"
TO_SHIP_META = ORDER + "get_order_list_to_ship_meta"
HINT = ORDER + "get_order_list_search_bar_hint"
ONE_ORDER = ORDER + "get_one_order"
PACKAGE = ORDER + "get_package"
STATUS_LOG = ORDER + "get_order_tracking_history"
TRACKING = "/api/v3/logistics/get_logistics_tracking_history"
INCOME = "/api/v4/accounting/pc/seller_income/income_detail/get_order_income_components"
SHOP_INFO = "/api/framework/selleraccount/shop_info"
SHOP_INFO_SHORT = "/api/selleraccount/shop_info"
USER_INFO = "/api/selleraccount/user_info"
MERCHANT_SHOPS = "/api/cnsc/selleraccount/get_merchant_shop_list"
READING_POSTS = frozenset({INDEX, CARDS, META, TO_SHIP_META, INCOME})
"""Calls that read although they are POSTs; every other method than GET is a write on this site."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What answers one shop's calls: the world, the shop, and the faults switched on for it, in order."""

    world: World
    shop: Shop
    faults: tuple[Fault, ...] = ()

    @property
    def language(self) -> str:
        return self.world.language(self.shop)

    @property
    def account(self) -> Account:
        return self.world.account_of(self.shop.shop_id)

    def entries(self, place: EntryPlace) -> Sequence[Entry]:
        shown: Sequence[Entry] = self.world.entries(self.shop)
        for fault in self.faults:
            shown = fault.entries(self.shop, shown, place)
        return shown

    def order(self, order_id: int, place: OrderPlace) -> Order | None:
        order = self.world.order(self.shop, order_id)
        for fault in self.faults:
            if order is None:
                return None
            order = fault.order(self.shop, order, place)
        return order

    def answer(self, call: Call) -> JsonObject | None:
        """The answer's body, or None for a path this site does not know."""
        handler = _HANDLERS.get(call.path.rstrip("/"))
        if handler is None:
            return None
        body = handler(self, call)
        for fault in self.faults:
            body = fault.response(call, body)
        return body


def call(shop: Shop, path: str, query: dict[str, str] | None = None, body: JsonObject | None = None) -> Call:
    return Call(shop=shop, path=path, query=query or {}, body=body or {})


def _cards(desk: Desk, call: Call) -> JsonObject:
    return api_cards.get_order_list_card_list(desk.shop, desk.language, desk.world.now, call.body,
                                              lambda order_id: desk.order(order_id, "card"))


Handler = Callable[[Desk, Call], JsonObject]


def _for_order(place: OrderPlace, make: Callable[[Desk, Call, Order], JsonObject]) -> Handler:
    def handler(desk: Desk, call: Call) -> JsonObject:
        wanted = call.query.get("order_id", "") or str(call.body.get("order_id", ""))
        if not wanted.isascii() or not wanted.isdigit():
            return api_list.failed(90003, "missing params: order_id")
        order = desk.order(int(wanted), place)
        return api_order.not_found() if order is None else make(desk, call, order)

    return handler


_HANDLERS: dict[str, Handler] = {
    INDEX: lambda desk, call: api_list.search_order_list_index(desk.shop, desk.entries("list"), call.body),
    CARDS: _cards,
    META: lambda desk, call: api_list.get_order_list_meta_v2(desk.entries("counters")),
    TO_SHIP_META: lambda desk, call: api_list.get_order_list_to_ship_meta(desk.entries("counters")),
    HINT: lambda desk, call: api_list.get_order_list_search_bar_hint(
        desk.entries("search"), call.query.get("keyword", "")),
    ONE_ORDER: _for_order("detail", lambda desk, call, order: api_order.get_one_order(
        order, desk.language, desk.world.now)),
    PACKAGE: _for_order("package", lambda desk, call, order: api_order.get_package(order, desk.language)),
    TRACKING: _for_order("tracking", lambda desk, call, order: api_order.get_logistics_tracking_history(
        order, desk.language, call.query.get("package_number", ""))),
    STATUS_LOG: _for_order("history", lambda desk, call, order: api_order.get_order_tracking_history(order)),
    INCOME: _for_order("detail", lambda desk, call, order: get_order_income_components(order)),
    SHOP_INFO: lambda desk, call: api_order.shop_info(desk.shop, desk.account),
    SHOP_INFO_SHORT: lambda desk, call: api_order.shop_info(desk.shop, desk.account),
    USER_INFO: lambda desk, call: api_order.user_info(desk.account),
    MERCHANT_SHOPS: lambda desk, call: api_order.get_merchant_shop_list(
        desk.world.shops_of(desk.account), call.query.get("region", "")),
}
