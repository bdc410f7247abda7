"""Every fault switch by name: what it is, what a careful reader must find, and how it is armed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from watchdog.model.base import Says
from watchdog.practice.faults import choose, orders, troubles, witnesses
from watchdog.practice.faults.base import Chooser, Switch, Variant, nothing_chosen
from watchdog.practice.hooks import Fault, Json
from watchdog.practice.things import Shop
from watchdog.practice.world import World

BLIND = frozenset({"blind"})
DOWN = frozenset({"platform-down"})
DRIFT = frozenset({"layout-drift"})
DISAGREE = frozenset({"witnesses-disagree"})
DETAIL = frozenset({"order-detail-mismatch"})
PLAIN: Mapping[str, Variant] = {"plain": Variant()}


def _rule(
    name: str,
    en: str,
    zh: str,
    make: type[Fault],
    pick: Chooser,
    *,
    may: frozenset[str] = frozenset(),
    variants: Mapping[str, Variant] = PLAIN,
) -> Switch:
    """A fault that its own rule must find."""
    return Switch(
        name, "rule", Says(en=en, zh=zh), make, expects=frozenset({name}), may=may, choose=pick, variants=variants
    )


def _trouble(
    name: str,
    en: str,
    zh: str,
    make: type[Fault],
    one_of: frozenset[str] = frozenset(),
    *,
    may: frozenset[str] = frozenset(),
    pick: Chooser = nothing_chosen,
    variants: Mapping[str, Variant] = PLAIN,
    lasting: bool = False,
) -> Switch:
    """A trouble of reading: one of these, or nothing; never a lost order."""
    says = Says(en=en, zh=zh)
    return Switch(name, "trouble", says, make, one_of=one_of, may=may, choose=pick, variants=variants, lasting=lasting)


_KIND: Literal["rule"] = "rule"

RULES: tuple[Switch, ...] = (
    _rule("order-missing", "An order is gone everywhere", "订单在各处消失", orders.OrderMissing, choose.any_paid),
    Switch(
        "order-missing-list-only",
        _KIND,
        Says(en="An order is gone from the list, the search still finds it", zh="列表里看不到，搜索仍能找到"),
        orders.OrderMissingListOnly,
        may=DISAGREE,
        choose=choose.any_paid,
    ),
    _rule(
        "order-unrecorded",
        "An order is not in the seller's books",
        "本地账本漏记订单",
        orders.OrderUnrecorded,
        choose.any_paid,
    ),
    _rule(
        "order-duplicated",
        "An order is shown twice",
        "订单重复显示",
        orders.OrderDuplicated,
        choose.any_paid,
        variants={"everywhere": Variant(), "dom_only": Variant({"dom_only": True}, may=DISAGREE)},
    ),
    _rule(
        "order-detail-mismatch",
        "A field of an order is wrong",
        "订单详情错误",
        orders.OrderDetailMismatch,
        choose.single_parcel,
        variants={
            field: Variant({"field": field}) for field in ("amount", "buyer", "item_name", "quantity", "variation")
        },
    ),
    _rule(
        "status-mismatch",
        "An order shows a wrong status",
        "订单状态错误",
        orders.StatusMismatch,
        choose.waiting,
        variants={
            "unpaid": Variant({"status": "UNPAID"}),
            "backward": Variant({"status": "PROCESSED"}, choose.finished),
        },
    ),
    _rule(
        "tracking-missing",
        "A shipped order has no tracking number",
        "已发货订单没有物流单号",
        orders.TrackingMissing,
        choose.alone_on_its_way,
    ),
    _rule(
        "tracking-mismatch",
        "A tracking number is not the one taken",
        "物流单号不一致",
        orders.TrackingMismatch,
        choose.on_its_way,
    ),
    _rule(
        "tracking-duplicated",
        "Two orders carry one tracking number",
        "两个订单用同一物流单号",
        orders.TrackingDuplicated,
        choose.two_on_their_way,
        may=frozenset({"tracking-mismatch"}),
    ),
    Switch(
        "witnesses-disagree",
        _KIND,
        Says(en="The site contradicts itself", zh="平台自相矛盾"),
        witnesses.disagreement,
        expects=DISAGREE,
        choose=choose.single_parcel,
        variants={
            "dom_amount": Variant({"how": "dom"}, witnesses.another_text("total_price"), may=DETAIL),
            "dom_buyer": Variant({"how": "dom", "field": "buyer"}, witnesses.another_text("buyer"), may=DETAIL),
            "list_against_order": Variant({"how": "list"}, may=DETAIL),
            "counter": Variant({"how": "counter"}, nothing_chosen),
            "card_missing": Variant({"how": "card"}),
        },
    ),
)

TROUBLES: tuple[Switch, ...] = (
    _trouble("session-expired", "The session is gone", "登录已失效", troubles.SessionExpired, BLIND),
    _trouble(
        "session-expires-midway",
        "The session ends while reading",
        "读取途中登录失效",
        troubles.SessionExpiresMidway,
        BLIND,
    ),
    _trouble("wrong-shop", "Another shop answers", "店铺不对", troubles.WrongShop, BLIND),
    _trouble(
        "shop-changes-midway", "The shop changes while reading", "读取途中店铺被切换", troubles.ShopChangesMidway, BLIND
    ),
    _trouble(
        "server-error",
        "Error pages",
        "服务器错误",
        troubles.Failing,
        DOWN,
        may=BLIND,
        variants={"pages": Variant(), "calls": Variant({"calls_only": True}, or_one_of=BLIND)},
    ),
    _trouble("server-error-on-page", "Errors from some page on", "读到某页后出错", troubles.FailingLater, DOWN | BLIND),
    _trouble(
        "maintenance",
        "Maintenance",
        "系统维护",
        troubles.Maintenance,
        DOWN,
        may=BLIND,
        variants={"unavailable": Variant(), "says_ok": Variant({"status": 200})},
    ),
    _trouble(
        "layout-drift",
        "The layout changed",
        "页面改版",
        troubles.LayoutDrift,
        DRIFT,
        may=BLIND,
        variants={part: Variant({"part": part}) for part in troubles.DRIFTS},
    ),
    _trouble(
        "old-layout",
        "An older layout",
        "旧版页面",
        troubles.OldLayout,
        may=DRIFT | BLIND,
        variants={f"of_{year}": Variant({"layout": year}) for year in ("2023", "2019")},
    ),
    _trouble(
        "pager-stuck",
        "The pager does not turn",
        "翻页失灵",
        troubles.PagerStuck,
        BLIND,
        variants={"same_cards": Variant(), "dead": Variant({"dead": True})},
    ),
    _trouble("partial-page", "Half-drawn pages", "页面只显示一部分", troubles.PartialPage, BLIND),
    _trouble("skeleton-forever", "Placeholders for ever", "页面一直加载", troubles.SkeletonForever, BLIND),
    _trouble("throttle", "Too often: 429", "请求过于频繁（429）", troubles.Throttle, BLIND | DOWN),
    _trouble("throttle-toast", "Too often: a toast", "操作过于频繁（提示）", troubles.TooOften, BLIND | DOWN),
    _trouble("overlay-swallows", "A mask swallows clicks", "遮罩挡住点击", troubles.OverlaySwallows, may=BLIND),
    _trouble("captcha", "A captcha", "验证码", troubles.Captcha, BLIND),
    _trouble("code-asked", "A one-time code", "要求短信验证码", troubles.CodeAsked, may=BLIND),
    _trouble("slow-answers", "Slow answers", "响应很慢", troubles.SlowAnswers, may=BLIND),
    _trouble(
        "empty-without-marker",
        "An empty list",
        "列表突然为空",
        troubles.EmptyWithoutMarker,
        BLIND | DRIFT | DISAGREE | DOWN,
        variants={
            "silent": Variant(),
            "says_so": Variant({"says_so": True}),
            "json_too": Variant({"json_too": True}),
            "json_too_says_so": Variant({"json_too": True, "says_so": True}),
        },
    ),
    _trouble(
        "hostile-text",
        "A hostile buyer's name",
        "恶意买家名",
        orders.HostileText,
        pick=choose.any_paid,
        variants={kind: Variant({"text": kind}) for kind in orders.HOSTILE},
        lasting=True,
    ),
    _trouble(
        "business-error",
        "HTTP 200 with an error code",
        "返回业务错误码",
        troubles.Refused,
        DOWN | BLIND,
        variants={"at_once": Variant(), "later": Variant({"from_page": 2})},
    ),
    _trouble("json-lost", "A body was lost", "接口数据丢失", troubles.JsonLost, may=BLIND),
)

FAULTS: Mapping[str, Switch] = {switch.name: switch for switch in (*RULES, *TROUBLES)}


def arm(name: str, world: World, shop: Shop, seed: int = 0, variant: str = "", **params: Json) -> Fault:
    """A fault by name. Raises KeyError for an unknown name or variant."""
    return FAULTS[name].arm(world, shop, seed, variant, **params)
