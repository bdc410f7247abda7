"""The order list's JSON: index with sentinel paging, tab counters, search by order number (reference 2.3).

Pure functions from what the site knows (entries after faults) and the request's JSON to the answer's JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from watchdog.practice.hooks import Json, JsonObject
from watchdog.practice.things import TO_SHIP, Entry, Shop

PAGE_SIZE = 40
PAGE_NUMBER_REACH = 1_000
"""How far down a list page_number alone carries; beyond it the sentinel is needed ("small lists", reference 2.3)."""

_CANCELLED = frozenset({"IN_CANCEL", "CANCELLED"})
_TABS: dict[int, frozenset[str] | None] = {
    100: None, 200: frozenset({"UNPAID"}), 300: TO_SHIP, 301: TO_SHIP,
    302: frozenset({"READY_TO_SHIP", "RETRY_SHIP"}), 303: frozenset({"PROCESSED"}), 304: frozenset(),
    400: frozenset({"SHIPPED", "TO_CONFIRM_RECEIVE"}), 500: frozenset({"COMPLETED"}),
    601: _CANCELLED, 602: frozenset({"IN_CANCEL"}), 603: frozenset({"CANCELLED"}),
}
_TO_SHIP_STATUS = {1: _TABS[302], 2: _TABS[303]}
_SORTS: dict[int, Callable[[Entry], int]] = {
    1: lambda entry: entry.paid, 2: lambda entry: entry.ship_by, 3: lambda entry: entry.created,
    4: lambda entry: entry.ship_by, 5: lambda entry: entry.created,
}


def ok(data: Json) -> JsonObject:
    return {"code": 0, "message": "success", "user_message": "success", "data": data}


def failed(code: int, message: str) -> JsonObject:
    """A business error; it travels with HTTP 200 (reference 2.1)."""
    return {"code": code, "message": message, "user_message": message, "data": None}


def number(body: Json, *path: str, default: int = 0) -> int:
    """The integer at a path of a request body, `default` where it is missing or of another type."""
    for key in path:
        body = body.get(key) if isinstance(body, dict) else None
    return body if isinstance(body, int) and not isinstance(body, bool) else default


def text(body: Json, *path: str) -> str:
    for key in path:
        body = body.get(key) if isinstance(body, dict) else None
    return body if isinstance(body, str) else ""


def on_tab(entries: Sequence[Entry], tab: int, to_ship_status: int = 0) -> list[Entry]:
    """Orders of a tab number of reference 2.3; an unknown tab shows none."""
    wanted = _TABS.get(tab, frozenset())
    if tab == 300 and to_ship_status in _TO_SHIP_STATUS:
        wanted = _TO_SHIP_STATUS[to_ship_status]
    return list(entries) if wanted is None else [entry for entry in entries if entry.status in wanted]


def search_order_list_index(shop: Shop, entries: Sequence[Entry], body: JsonObject) -> JsonObject:
    rows = on_tab(entries, number(body, "order_list_tab"), number(body, "filter", "order_to_ship_status"))
    key = _SORTS.get(number(body, "sort", "sort_type", default=3), _SORTS[3])
    sort = body.get("sort")
    ascending = isinstance(sort, dict) and sort.get("ascending") is True
    rows.sort(key=lambda entry: (key(entry), entry.order_id), reverse=not ascending)
    size = min(max(number(body, "pagination", "page_size", default=PAGE_SIZE), 1), PAGE_SIZE)
    page = max(number(body, "pagination", "page_number", default=1), 1)
    start = _start(rows, key, text(body, "pagination", "page_sentinel"), (page - 1) * size, ascending)
    if start is None:
        return failed(90003, "missing params: page_sentinel")
    shown = rows[start:start + size]
    more = shown and start + size < len(rows)
    return ok({
        "index_list": [{"order_id": entry.order_id, "shop_id": shop.shop_id, "region_id": shop.region.upper(),
                        "package_number": f"OFG{entry.order_id}"} for entry in shown],
        "pagination": {"total": len(rows), "page_number": page, "page_size": size,
                       "next_page_sentinel": _sentinel(shown[-1], key) if more else "",
                       "previous_page_sentinel": _sentinel(shown[0], key) if shown and start else ""}})


def _sentinel(entry: Entry, key: Callable[[Entry], int]) -> str:
    return f"{key(entry)},{entry.order_id}"


def _start(rows: Sequence[Entry], key: Callable[[Entry], int], sentinel: str, offset: int,
           ascending: bool) -> int | None:
    """Where the page begins: just after the sentinel's place, or at an offset where that still carries."""
    if not sentinel:
        return offset if offset <= PAGE_NUMBER_REACH else None
    try:
        mark = tuple(int(part) for part in sentinel.split(","))
    except ValueError:
        return None
    for place, entry in enumerate(rows):
        here = (key(entry), entry.order_id)
        if (here > mark) if ascending else (here < mark):
            return place
    return len(rows)


def get_order_list_meta_v2(entries: Sequence[Entry]) -> JsonObject:
    """Tab counters; `OrderListTabMeta` wraps them in a list as captured answers show (reference 2.3)."""
    def count(tab: int) -> int:
        return len(on_tab(entries, tab))

    return ok({"OrderListTabMeta": [{
        "all_tab_meta": {"l1_meta": len(entries)}, "unpaid_tab_meta": {"l1_meta": count(200)},
        "to_ship_tab_meta": {"l1_meta": count(300), "booking": {"l2_all": 0}, "order": {
            "l2_all": count(301), "l2_to_process": count(302), "l2_processed": count(303), "l2_pending": count(304)}},
        "shipping_tab_meta": {"l1_meta": count(400)},
        "completed_tab_meta": {"l1_meta": count(500), "l2_pending_invoice": 0, "l2_uploaded_invoice": 0},
        "cancellation_tab_meta": {"l1_meta": count(601)}}]})


def get_order_list_to_ship_meta(entries: Sequence[Entry]) -> JsonObject:
    return ok({"order_status": {"1": len(on_tab(entries, 302)), "2": len(on_tab(entries, 303))}})


def get_order_list_search_bar_hint(entries: Sequence[Entry], keyword: str) -> JsonObject:
    """order_sn -> order_id; whole numbers and beginnings of at least six signs match."""
    wanted = keyword.strip().upper()
    found = [entry for entry in entries if entry.order_sn.startswith(wanted)] if len(wanted) >= 6 else []
    return ok({"list": [{"order_sn": entry.order_sn, "order_id": entry.order_id} for entry in found[:10]]})
