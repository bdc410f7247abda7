"""What app_list.js does: counters, index, then cards five at a time; sentinel paging; search."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast
from urllib.parse import parse_qsl, quote, urlsplit

from watchdog.practice.api import CARDS, HINT, INDEX, META
from watchdog.practice.browserless.script import GaveUpError, Script, as_object, as_objects
from watchdog.practice.hooks import Json, JsonObject

TAB_NUMBERS = {"all": 100, "unpaid": 200, "toship": 300, "shipping": 400, "completed": 500, "cancelled": 601}
SORTS = {"confirmed_date": 1, "ship_by_date": 2, "create_date": 3}
BATCH, SIZE = 5, 40


@dataclass
class ListState:
    """What app_list.js calls `state`, and the sentinel of the following page."""

    tab: str = "all"
    source: str = "all"
    keyword: str = ""
    meta: Json = None
    total: int | None = None
    page: int = 1
    cards: list[Json] = field(default_factory=lambda: cast(list[Json], [None, None, None]))
    failed: bool = False
    after: str = ""

    def json(self) -> JsonObject:
        return {
            "tab": self.tab,
            "source": self.source,
            "keyword": self.keyword,
            "meta": self.meta,
            "total": self.total,
            "page": self.page,
            "cards": self.cards,
            "failed": self.failed,
        }


@dataclass
class ListScript:
    """The script of one list page."""

    on: Script
    state: ListState

    def start(self) -> None:
        if not self.on.flags.get("skeleton_forever") and self.on.identify():
            self._meta(self.state)
            if self.on.flags.get("toast"):
                self.on.toast(self.on.flags["toast"])
            self._load(self.state, "")
        self.paint()

    def turn(self) -> None:
        """Clicks "next" where it works."""
        state = self.state
        if self.on.flags.get("pager_dead"):
            return
        shown = (state.page, state.total)
        state.page += 1
        if not self.on.flags.get("pager_stuck"):
            self._load(state, state.after)
        if state.failed:  # neither pager nor total are drawn anew then
            state.page, state.total = shown
        self.paint()

    def paint(self) -> None:
        self.on.paint("listPage", self.state.json())

    @property
    def has_next(self) -> bool:
        """Whether a whole page stands there with another one behind it."""
        state, flags = self.state, self.on.flags
        whole = not state.failed and bool(state.cards) and None not in state.cards
        hidden = flags.get("empty_body") or flags.get("false_empty")
        return whole and not hidden and state.total is not None and state.page * SIZE < state.total

    def _meta(self, state: ListState) -> None:
        try:
            answer = self.on.call("POST", META, {"order_list_tab": TAB_NUMBERS[state.tab], "entity_type": 1})
            tabs = as_object(answer.get("data")).get("OrderListTabMeta")
            state.meta = tabs[0] if isinstance(tabs, list) else None
        except GaveUpError as error:
            self.on.sorry(error.status)

    def _load(self, state: ListState, sentinel: str) -> None:
        state.failed = False
        try:
            rows = self._found(state) if state.keyword else self._index(state, sentinel)
            if rows is not None:
                self._cards(state, rows)
        except GaveUpError as error:
            self._broken(state, error.status)

    def _broken(self, state: ListState, status: int = 0) -> None:
        state.failed = True
        self.on.sorry(status)

    def _found(self, state: ListState) -> list[JsonObject]:
        answer = self.on.call("GET", f"{HINT}?keyword={quote(state.keyword, safe='')}")
        rows = as_objects(as_object(answer.get("data")).get("list"))
        state.total = len(rows)
        return rows

    def _index(self, state: ListState, sentinel: str) -> list[JsonObject] | None:
        answer = self.on.call("POST", INDEX, _index_body(self.on.url, state, sentinel))
        if answer["code"] != 0:
            self._broken(state)
            return None
        data = as_object(answer["data"])
        paging = as_object(data["pagination"])
        state.after = str(paging["next_page_sentinel"])
        state.total = cast(int, paging["total"])
        return as_objects(data["index_list"])

    def _cards(self, state: ListState, rows: list[JsonObject]) -> None:
        """Cards answer in the order asked for; an order the site does not know any more leaves no place."""
        places: list[Json] = [None] * len(rows)
        gone: set[int] = set()
        state.cards = places
        limit = self.on.flags.get("render_cards", len(rows))
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            answer = self.on.call("POST", CARDS, self._cards_body(state, batch))
            if answer["code"] != 0:
                self._broken(state)
                return
            gone |= _fill(places, start, batch, as_objects(as_object(answer["data"])["card_list"]), limit)
        state.cards = [card for place, card in enumerate(places) if place not in gone]

    def _cards_body(self, state: ListState, batch: list[JsonObject]) -> JsonObject:
        wanted: list[Json] = [
            {
                "order_id": row["order_id"],
                "shop_id": row.get("shop_id") or self.on.shop.get("shop_id", 0),
                "region_id": row.get("region_id") or self.on.shop.get("shop_region", ""),
            }
            for row in batch
        ]
        return {"order_list_tab": TAB_NUMBERS[state.tab], "need_count_down_desc": True, "order_param_list": wanted}


def from_address(url: str) -> ListState:
    query = dict(parse_qsl(urlsplit(url).query))
    tab = query.get("type", "all")
    return ListState(
        tab=tab if tab in TAB_NUMBERS else "all",
        source=query.get("source", "all"),
        keyword=query.get("keyword") or query.get("search", ""),
        page=int(query.get("page", "1")),
    )


def _index_body(url: str, state: ListState, sentinel: str) -> JsonObject:
    chosen = {"to_process": 1, "processed": 2}.get(state.source, 0)
    filters: JsonObject = {"fulfillment_type": 0, "is_drop_off": 0, "fulfillment_source": 0, "action_filter": 0}
    if state.tab == "toship" and chosen:
        filters["order_to_ship_status"] = chosen
    wanted = dict(parse_qsl(urlsplit(url).query)).get("sort_by", "create_date_desc")
    sort, _, direction = wanted.rpartition("_")
    return {
        "order_list_tab": TAB_NUMBERS[state.tab],
        "entity_type": 1,
        "pagination": {
            "from_page_number": state.page,
            "page_number": state.page,
            "page_size": SIZE,
            "page_sentinel": sentinel,
        },
        "filter": filters,
        "sort": {"sort_type": SORTS.get(sort, 3), "ascending": direction == "asc"},
    }


def _fill(places: list[Json], start: int, batch: list[JsonObject], cards: list[JsonObject], limit: int) -> set[int]:
    """Puts a batch's cards in their places; tells which places stay empty for good."""
    gone: set[int] = set()
    used = 0
    for place, row in enumerate(batch, start):
        card = cards[used] if used < len(cards) else None
        if card is not None and _order_id(card) == row["order_id"]:
            used += 1
            places[place] = card if place < limit else None
        else:
            gone.add(place)
    return gone


def _order_id(card: JsonObject) -> Json:
    held = as_object(card.get("order_card") or card.get("package_level_order_card"))
    return as_object(held["order_ext_info"])["order_id"]
