"""Where a fault can reach into the practice site: the contract between site and `practice.faults`.

A **fault** is a value of a class derived from `Fault`; the base class changes nothing. The site asks every fault that
is switched on for the shop at hand, in the order they were switched on, at these places:

1. `entries(shop, entries, place)`: the orders that one witness of the site knows, newest first. `place` names the
   witness: "list" (search_order_list_index), "counters" (get_order_list_meta_v2, tab numbers), "search"
   (get_order_list_search_bar_hint). Leave one out: it is lost there. Put one in twice: it is shown twice. Replace
   `status` (with `dataclasses.replace`): it sits on another tab. The order must stay newest first.
2. `order(shop, order, place)`: one order in full as one witness shows it; None = "no such order" (a business error with
   HTTP 200). `place`: "card", "detail" (get_one_order), "package" (get_package), "tracking", "history". An order hidden
   everywhere needs `entries` (list, counters, search) and `order` (detail, package, tracking, history).
3. `response(call, body)`: the finished JSON body of an API answer; return it changed, or another.
4. `http(visit)`: before anything is answered. None = go on; an `Answer` = this instead (5xx, 429, redirect to
   /verify/captcha, maintenance page, a broken body ...). `Answer.end_session` forgets the sign-in. `delay_ms` waits.
   With `Answer(status=0)` nothing is replaced: only delay and session end count.
5. `now(visit, now)`: the moment this request sees (Unix seconds): orders that move while one reads.
6. `whose(visit, shop, shops)`: the shop whose data this API call answers with; another one of `shops` is a session that
   slipped to the wrong shop.
7. `challenge(shop)`: what sign-in asks beside the password: "otp" (one-time code) or "captcha".
8. `flags(shop, page)`: keys of `PageFlags`, merged over all faults and delivered to render.js/app.js in
   `<script id="practice-flags" type="application/json">`: what is altered in the DOM alone.

A fault must be a pure function of its arguments (frozen dataclass), apart from `http`, which may use `Visit.count`, the
number of requests of this kind since sign-in, instead of keeping a count. It never raises: if it does, the site writes
the traceback to `site.errors` and answers as if the fault were off.

Registering: `@register("order-missing", "An order vanishes from list, search and order page")` on a class or function
called with keyword parameters that come from Python or from the control API as JSON values. Every parameter needs a
default. `site.set_fault(shop_id, "order-missing", order_sn="...")`; `site.clear_faults(shop_id=None)`. A fault whose
default is "some order" picks it itself in `entries`/`order`, repeatably (say: the newest COMPLETED one), see `pick`.

Example::

    @register("order-missing", "One order is gone from list, search and its own page")
    @dataclass(frozen=True)
    class OrderMissing(Fault):
        order_sn: str = ""
        def entries(self, shop, entries, place):
            return [entry for entry in entries if entry.order_sn != self.order_sn]
        def order(self, shop, order, place):
            return None if order.order_sn == self.order_sn else order
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypedDict, TypeVar

from watchdog.practice.things import Entry, Order, Shop

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
JsonObject = dict[str, Json]
EntryPlace = Literal["list", "counters", "search"]
OrderPlace = Literal["card", "detail", "package", "tracking", "history"]
Challenge = Literal["", "otp", "captcha"]
PageName = Literal["orders", "order", "login", "shops", "captcha", "other"]


@dataclass(frozen=True, slots=True)
class Call:
    """One API call: path without query, query and body as the page sent them."""

    shop: Shop
    path: str
    query: Mapping[str, str]
    body: JsonObject


@dataclass(frozen=True, slots=True)
class Visit:
    """One arriving request. `count`: how many of this kind ("page": HTML) came since sign-in."""

    shop: Shop | None
    kind: Literal["page", "api", "static"]
    method: str
    host: str
    path: str
    query: Mapping[str, str]
    signed_in: bool
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes out instead. `status` 0: go on as usual after the delay and, if asked, without the sign-in."""

    status: int = 0
    body: str = ""
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_ms: int = 0
    end_session: bool = False


class PageFlags(TypedDict, total=False):
    """What render.js (r) and app.js (a) understand. All are alterations of the DOM; the JSON stays as it is."""

    layout: str                              # r "2026" (default), "2023", "2019"
    rename_classes: dict[str, str]           # r class token -> token, everywhere in #app
    rename_testids: dict[str, str]           # r data-testid value -> value
    scope: str                               # r eight hex signs: the framework's data-v-<hash>, as after a release
    dom_values: dict[str, dict[str, str]]    # r order_sn -> field -> text: total_price, status, buyer, item_name,
    #                                              item_amount, order_sn, tracking_number, payment_method, channel,
    #                                              description; on list and order page alike
    dom_values_on: str                       # r "list" or "order": only there (default both)
    duplicate_cards: list[str]               # r order_sn shown twice on the page that has it
    missing_cards: list[str]                 # r order_sn whose card is left out though the JSON has it
    missing_fields: list[str]                # r class of a card's element that is left out on every card
    reverse_cards: bool                      # r cards in the opposite order of the JSON
    counters: dict[str, int]                 # r tab name (all unpaid toship shipping completed cancelled) -> number
    total_shown: int                         # r the "n Orders" line
    empty_body: bool                         # r .table-body-wrapper without cards and without the empty marker
    false_empty: bool                        # r the honest empty marker although the JSON has orders
    skeleton_forever: bool                   # a nothing is ever fetched, skeletons stay
    render_cards: int                        # a only so many cards come, the other places stay skeletons
    pager_stuck: bool                        # a "next" fetches and counts up but shows the same cards
    pager_dead: bool                         # a "next" does nothing
    overlay: str                             # a "announcement" | "tour" | "language" | "mask" (swallows clicks, no box)
    no_overlays: bool                        # a neither announcement nor tour on first visit
    final_amount_missing: bool               # r the order page's remote final amount never comes
    toast: str                               # a text of a toast on loading, e.g. a throttle text of reference 2.1
    other_shop: str                          # r header shows this shop's name instead


class Fault:
    """The fault that changes nothing; see the module's docstring."""

    def entries(self, shop: Shop, entries: Sequence[Entry], place: EntryPlace) -> Sequence[Entry]:
        return entries

    def order(self, shop: Shop, order: Order, place: OrderPlace) -> Order | None:
        return order

    def response(self, call: Call, body: JsonObject) -> JsonObject:
        return body

    def http(self, visit: Visit) -> Answer | None:
        return None

    def now(self, visit: Visit, now: int) -> int:
        return now

    def whose(self, visit: Visit, shop: Shop, shops: Sequence[Shop]) -> Shop:
        return shop

    def challenge(self, shop: Shop) -> Challenge:
        return ""

    def flags(self, shop: Shop, page: PageName) -> PageFlags:
        return PageFlags()


Maker = Callable[..., Fault]
MakerT = TypeVar("MakerT", bound=Maker)


@dataclass(frozen=True, slots=True)
class Registered:
    name: str
    what: str
    make: Maker


_CATALOGUE: dict[str, Registered] = {}


def register(name: str, what: str) -> Callable[[MakerT], MakerT]:
    """Makes a fault known under a name that the control API, its page and `PracticeSite.set_fault` use."""

    def remember(make: MakerT) -> MakerT:
        _CATALOGUE[name] = Registered(name, what, make)
        return make

    return remember


def catalogue() -> Mapping[str, Registered]:
    return dict(_CATALOGUE)


def pick(entries: Sequence[Entry], statuses: Sequence[str], place: int = 0) -> Entry | None:
    """The `place`-th newest entry in one of `statuses`: a repeatable choice for faults that need "some order"."""
    fitting = [entry for entry in entries if entry.status in statuses]
    return fitting[place] if place < len(fitting) else None
