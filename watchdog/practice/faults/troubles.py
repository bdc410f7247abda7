"""Troubles of reading: nothing is wrong with any order, but the page could not be had, or not trusted.

Each gives `blind`, `platform-down`, `layout-drift`, `witnesses-disagree` or nothing; none is ever a lost order
(reference 2.1, 3.4, 3.6). Calls are counted since sign-in:
asking whose shop it is and the list's first page cost up to twelve each, every other page nine.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from watchdog.practice.api import CARDS, INDEX, SHOP_INFO, SHOP_INFO_SHORT
from watchdog.practice.api_list import failed, number
from watchdog.practice.faults.base import Nowhere
from watchdog.practice.hooks import (
    Answer,
    Call,
    Challenge,
    EntryPlace,
    Fault,
    JsonObject,
    PageFlags,
    PageName,
    Visit,
    register,
)
from watchdog.practice.shell import message_page
from watchdog.practice.things import Entry, Shop

_IDENTITY = frozenset({SHOP_INFO, SHOP_INFO_SHORT})


def is_data(visit: Visit) -> bool:
    return visit.kind == "api" and visit.signed_in


def is_identity(path: str) -> bool:
    return path.rstrip("/") in _IDENTITY


# ---- who is signed in, and to which shop -------------------------------------------------------------------------


@register("session-expired", "The session is gone: pages lead to sign-in, calls answer 403")
@dataclass(frozen=True)
class SessionExpired(Fault):
    after_calls: int = 0

    def http(self, visit: Visit) -> Answer | None:
        over = visit.kind != "static" and visit.signed_in and (visit.kind == "page" or is_data(visit))
        late = visit.count > self.after_calls if visit.kind == "api" else self.after_calls == 0
        return Answer(end_session=True) if over and late else None


@register("session-expires-midway", "The session ends while the list is being read")
@dataclass(frozen=True)
class SessionExpiresMidway(SessionExpired):
    after_calls: int = 30


@register("wrong-shop", "Every call answers for another shop of the account")
@dataclass(frozen=True)
class WrongShop(Fault):
    """`from_call`: the first call that slips; a session with one shop only shows a foreign name and id."""

    from_call: int = 0

    def whose(self, visit: Visit, shop: Shop, shops: Sequence[Shop]) -> Shop:
        others = [other for other in shops if other.shop_id != shop.shop_id and other.account == shop.account]
        slipped = visit.kind == "api" and visit.count >= self.from_call
        return others[0] if others and slipped else shop

    def http(self, visit: Visit) -> Answer | None:
        if visit.shop is None or not is_identity(visit.path) or not is_data(visit) or visit.count < self.from_call:
            return None
        return Answer(status=200, content_type="application/json", body=json.dumps(_stranger(visit.shop)))


def _stranger(shop: Shop) -> JsonObject:
    data: JsonObject = {
        "shop_id": shop.shop_id + 5,
        "name": "Another Demo Store",
        "shop_region": shop.region.upper(),
        "user_id": shop.user_id + 5,
        "username": "another_demo",
        "status": 1,
    }
    return {"code": 0, "message": "success", "user_message": "success", "data": data}


@register("shop-changes-midway", "The session slips to another shop while one reads")
@dataclass(frozen=True)
class ShopChangesMidway(WrongShop):
    from_call: int = 26


@register("captcha", "Every page leads to the slider captcha; after_pages: only later ones")
@dataclass(frozen=True)
class Captcha(Fault):
    after_pages: int = 0

    def http(self, visit: Visit) -> Answer | None:
        due = visit.kind == "page" and visit.signed_in and visit.count > self.after_pages
        if not due or visit.path.startswith("/verify"):
            return None
        return Answer(status=302, headers={"location": "/verify/captcha"})

    def challenge(self, shop: Shop) -> Challenge:
        return "captcha"


@register("code-asked", "Signing in asks for a one-time code")
@dataclass(frozen=True)
class CodeAsked(Fault):
    def challenge(self, shop: Shop) -> Challenge:
        return "otp"


# ---- the platform fails and says so ------------------------------------------------------------------------------


@register("server-error", "Every page answers 502; calls_only: pages come, their calls answer 500")
@dataclass(frozen=True)
class Failing(Fault):
    calls_only: bool = False
    after_calls: int = 0

    def http(self, visit: Visit) -> Answer | None:
        if visit.kind == "page" and not self.calls_only:
            return Answer(status=502, body=message_page("502 Bad Gateway", "nginx"))
        hit = self.calls_only and visit.kind == "api" and visit.count > self.after_calls and not is_identity(visit.path)
        return Answer(status=500, body="Internal Server Error", content_type="text/plain") if hit else None


@register("server-error-on-page", "The first pages of the list come, then calls answer 500")
@dataclass(frozen=True)
class FailingLater(Failing):
    calls_only: bool = True
    after_calls: int = 30


@register("maintenance", "The platform is under maintenance and says so")
@dataclass(frozen=True)
class Maintenance(Fault):
    status: int = 503

    def http(self, visit: Visit) -> Answer | None:
        if visit.kind == "static":
            return None
        if visit.kind == "api":
            return Answer(status=503, body="Service Unavailable", content_type="text/plain")
        words = "Seller Centre is under maintenance. Please come back later. 系统维护中，请稍后再试。"
        return Answer(status=self.status, body=message_page("System Maintenance 系统维护", words))


@register("business-error", "The list's index answers HTTP 200 with an error code; from_page: only later pages")
@dataclass(frozen=True)
class Refused(Fault):
    code: int = 10002
    message: str = "params error"
    from_page: int = 1

    def response(self, call: Call, body: JsonObject) -> JsonObject:
        if call.path.rstrip("/") != INDEX or number(call.body, "pagination", "page_number", default=1) < self.from_page:
            return body
        return failed(self.code, self.message)


@register("throttle", "Calls of the list are answered with 429")
@dataclass(frozen=True)
class Throttle(Fault):
    after_calls: int = 4

    def http(self, visit: Visit) -> Answer | None:
        hit = visit.kind == "api" and visit.count > self.after_calls and visit.path.rstrip("/") in {INDEX, CARDS}
        return (
            Answer(status=429, body="Too Many Requests", content_type="text/plain", headers={"retry-after": "1"})
            if hit
            else None
        )


@register("throttle-toast", "A toast says that one acts too often, and the list answers with an error code")
@dataclass(frozen=True)
class TooOften(Refused):
    code: int = 90309
    message: str = "operation too frequent"

    def flags(self, shop: Shop, page: PageName) -> PageFlags:
        return PageFlags(toast="操作过于频繁，请稍后再试") if page == "orders" else PageFlags()


@register("slow-answers", "Every call takes long")
@dataclass(frozen=True)
class SlowAnswers(Fault):
    delay_ms: int = 700

    def http(self, visit: Visit) -> Answer | None:
        return Answer(delay_ms=self.delay_ms) if visit.kind == "api" else None


# ---- the page is not what it was ---------------------------------------------------------------------------------

DRIFTS: dict[str, dict[str, str]] = {
    "order_sn": {"order-sn": "oid-x7"},
    "total": {"total-price": "amt-k2"},
    "row": {"order-card": "oc-19a"},
    "status": {"status": "st-q4", "order-status": "ost-q4"},
}


@register("layout-drift", "A class of the list was renamed: part is order_sn, total, row or status")
@dataclass(frozen=True)
class LayoutDrift(Fault):
    part: str = "order_sn"

    def flags(self, shop: Shop, page: PageName) -> PageFlags:
        if page != "orders":
            return PageFlags()
        ids = {"order-item": "oi-19a"} if self.part == "row" else {}
        return PageFlags(rename_classes=DRIFTS[self.part], rename_testids=ids)


@register("old-layout", "The list comes in an older generation of the layout")
@dataclass(frozen=True)
class OldLayout(Fault):
    layout: str = "2023"

    def flags(self, shop: Shop, page: PageName) -> PageFlags:
        return PageFlags(layout=self.layout) if page == "orders" else PageFlags()


@register("pager-stuck", "The pager counts on, but shows the same cards; dead: nothing happens at all")
@dataclass(frozen=True)
class PagerStuck(Fault):
    dead: bool = False

    def flags(self, shop: Shop, page: PageName) -> PageFlags:
        if page != "orders":
            return PageFlags()
        return PageFlags(pager_dead=True) if self.dead else PageFlags(pager_stuck=True)


@register("partial-page", "Only some cards of each page are ever drawn, the rest stay skeletons")
@dataclass(frozen=True)
class PartialPage(Fault):
    cards: int = 12

    def flags(self, shop: Shop, page: PageName) -> PageFlags:
        return PageFlags(render_cards=self.cards) if page == "orders" else PageFlags()


@register("skeleton-forever", "The list is never fetched; skeletons stay")
@dataclass(frozen=True)
class SkeletonForever(Fault):
    def flags(self, shop: Shop, page: PageName) -> PageFlags:
        return PageFlags(skeleton_forever=True) if page == "orders" else PageFlags()


@register("overlay-swallows", "An invisible mask is left over and swallows every click")
@dataclass(frozen=True)
class OverlaySwallows(Fault):
    overlay: str = "mask"

    def flags(self, shop: Shop, page: PageName) -> PageFlags:
        return PageFlags(overlay=self.overlay) if page == "orders" else PageFlags()


@register("empty-without-marker", "The list is suddenly empty and does not say so; says_so: with the honest words")
@dataclass(frozen=True)
class EmptyWithoutMarker(Fault):
    """The JSON keeps its orders unless `json_too`; then index and counters are empty as well, search is not."""

    says_so: bool = False
    json_too: bool = False

    def entries(self, shop: Shop, entries: Sequence[Entry], place: EntryPlace) -> Sequence[Entry]:
        return entries if place == "search" or not self.json_too else ()

    def flags(self, shop: Shop, page: PageName) -> PageFlags:
        if page != "orders":
            return PageFlags()
        return PageFlags(false_empty=True) if self.says_so else PageFlags(empty_body=True)


@register("json-lost", "The browser could not hand over what the page received; the page itself is whole")
@dataclass(frozen=True)
class JsonLost(Nowhere):
    lost_bodies: tuple[str, ...] = field(default=(INDEX, CARDS))
