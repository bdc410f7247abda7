"""Each fault switch changes what it says and nothing else; what a careful reader must conclude is written beside it."""

from __future__ import annotations

import json

import pytest

from watchdog.errors import UsageError
from watchdog.practice.api import CARDS, HINT, INDEX, META, ONE_ORDER, SHOP_INFO, Desk, call
from watchdog.practice.faults import FAULTS, RULES, TROUBLES, Switch, arm
from watchdog.practice.hooks import Fault, Visit, catalogue
from watchdog.practice.state import State
from watchdog.practice.things import Shop
from watchdog.practice.world import ShopSpec, World, make_world

NAMES = [
    "order-missing",
    "order-missing-list-only",
    "order-unrecorded",
    "order-duplicated",
    "order-detail-mismatch",
    "status-mismatch",
    "tracking-missing",
    "tracking-mismatch",
    "tracking-duplicated",
    "witnesses-disagree",
    "session-expired",
    "session-expires-midway",
    "wrong-shop",
    "shop-changes-midway",
    "server-error",
    "server-error-on-page",
    "maintenance",
    "layout-drift",
    "old-layout",
    "pager-stuck",
    "partial-page",
    "skeleton-forever",
    "throttle",
    "throttle-toast",
    "overlay-swallows",
    "captcha",
    "code-asked",
    "slow-answers",
    "empty-without-marker",
    "hostile-text",
    "business-error",
    "json-lost",
]
VARIANTS = [(switch, variant) for switch in FAULTS.values() for variant in switch.variants]


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(5, 1_795_000_000, [ShopSpec("sg", 130)])


@pytest.fixture
def shop(world: World) -> Shop:
    return world.shops[0]


def about(fault: Fault) -> str:
    return str(getattr(fault, "order_sn", ""))


def listed(desk: Desk) -> list[int]:
    """order_ids of the whole list, page by page along the sentinels."""
    ids: list[int] = []
    sentinel, page = "", 1
    while True:
        paging = {"page_number": page, "page_size": 40, "page_sentinel": sentinel}
        body = {"order_list_tab": 100, "pagination": paging, "sort": {"sort_type": 3, "ascending": False}}
        data = desk.answer(call(desk.shop, INDEX, body=body))["data"]
        ids += [row["order_id"] for row in data["index_list"]]
        sentinel, page = data["pagination"]["next_page_sentinel"], page + 1
        if not sentinel:
            return ids


def detail(desk: Desk, order_id: int) -> dict:
    return desk.answer(call(desk.shop, ONE_ORDER, {"order_id": str(order_id)}))


def card(desk: Desk, order_id: int) -> dict:
    answer = desk.answer(call(desk.shop, CARDS, body={"order_param_list": [{"order_id": order_id}]}))
    return answer["data"]["card_list"][0]["order_card"]


def counted(desk: Desk) -> int:
    return desk.answer(call(desk.shop, META))["data"]["OrderListTabMeta"][0]["all_tab_meta"]["l1_meta"]


def found(desk: Desk, order_sn: str) -> list:
    return desk.answer(call(desk.shop, HINT, {"keyword": order_sn}))["data"]["list"]


def visit(shop: Shop, kind: str = "api", path: str = INDEX, count: int = 1) -> Visit:
    return Visit(shop, kind, "POST", "seller.sg.localhost", path, {}, True, count)  # type: ignore[arg-type]


def test_every_switch_that_was_promised_is_there() -> None:
    assert sorted(FAULTS) == sorted(NAMES)
    assert set(NAMES) <= set(catalogue()), "each is known to the control page by the same name"


@pytest.mark.parametrize(("switch", "variant"), VARIANTS, ids=lambda value: getattr(value, "name", value))
def test_every_variant_can_be_armed_and_is_the_same_each_time(switch: Switch, variant: str, world: World) -> None:
    first = switch.arm(world, world.shops[0], 3, variant)
    assert first == switch.arm(world, world.shops[0], 3, variant)
    if switch in RULES and "by" not in getattr(first, "__dataclass_fields__", {}):
        assert about(first), "a fault about an order has chosen one"


def test_a_rule_fault_expects_its_own_rule_and_a_trouble_never_a_lost_order() -> None:
    for switch in RULES:
        assert switch.expects in ({switch.name}, frozenset()), switch.name
    for switch in TROUBLES:
        assert not {"order-missing", "order-duplicated"} & (switch.expects | switch.one_of | switch.may)


def test_the_right_answer_is_all_that_is_expected_and_nothing_that_is_not() -> None:
    missing, expired = FAULTS["order-missing"], FAULTS["session-expired"]
    assert missing.allows(["order-missing"])
    assert not missing.allows([])
    assert not missing.allows(["order-missing", "blind"])
    assert expired.allows(["blind"])
    assert not expired.allows([])
    assert not expired.allows(["blind", "order-missing"])


def test_a_missing_order_is_gone_everywhere_and_its_neighbours_stay(world: World, shop: Shop) -> None:
    healthy, fault = Desk(world, shop), arm("order-missing", world, shop, 1)
    faulty = Desk(world, shop, (fault,))
    order = world.order_by_sn(shop, about(fault))
    assert set(listed(healthy)) - set(listed(faulty)) == {order.order_id}
    assert counted(healthy) - counted(faulty) == 1
    assert found(healthy, order.order_sn)
    assert not found(faulty, order.order_sn)
    assert detail(healthy, order.order_id)["code"] == 0
    assert detail(faulty, order.order_id)["code"] != 0


def test_missing_from_the_list_only_means_search_and_page_have_it(world: World, shop: Shop) -> None:
    fault = arm("order-missing-list-only", world, shop, 1)
    faulty = Desk(world, shop, (fault,))
    order = world.order_by_sn(shop, about(fault))
    assert order.order_id not in listed(faulty)
    assert found(faulty, order.order_sn)
    assert detail(faulty, order.order_id)["code"] == 0


def test_a_duplicated_order_is_listed_and_counted_twice(world: World, shop: Shop) -> None:
    fault = arm("order-duplicated", world, shop, 1)
    order = world.order_by_sn(shop, about(fault))
    assert listed(Desk(world, shop, (fault,))).count(order.order_id) == 2
    assert counted(Desk(world, shop, (fault,))) == counted(Desk(world, shop)) + 1


@pytest.mark.parametrize("field", ["amount", "buyer", "item_name", "quantity", "variation"])
def test_a_wrong_field_is_wrong_on_card_and_order_page_alike(world: World, shop: Shop, field: str) -> None:
    fault = arm("order-detail-mismatch", world, shop, 1, field)
    order_id = world.order_by_sn(shop, about(fault)).order_id

    def seen(desk: Desk) -> dict[str, tuple[object, object]]:
        short, long = card(desk, order_id), detail(desk, order_id)["data"]
        item, line = short["item_info_group"]["item_info_list"][0]["item_list"][0], long["order_items"][0]
        return {
            "amount": (short["payment_info"]["total_price"] / 100_000, float(long["total_price"])),
            "buyer": (short["card_header"]["buyer_info"]["username"], long["buyer_user"]["user_name"]),
            "item_name": (item["name"], line["product"]["name"]),
            "quantity": (item["amount"], line["amount"]),
            "variation": (item["description"].split(" [")[0].removeprefix("Variation: "), line["item_model"]["name"]),
        }

    true, wrong = seen(Desk(world, shop)), seen(Desk(world, shop, (fault,)))
    assert {name for name in true if true[name] != wrong[name]} == {field}
    assert all(one == other for one, other in wrong.values()), "list and order page agree with each other"


def test_an_unpaid_order_sits_on_the_unpaid_tab(world: World, shop: Shop) -> None:
    fault = arm("status-mismatch", world, shop, 1)
    faulty = Desk(world, shop, (fault,))
    order = world.order_by_sn(shop, about(fault))
    assert order.paid
    assert order.order_id in [entry.order_id for entry in faulty.entries("list") if entry.status == "UNPAID"]
    assert card(faulty, order.order_id)["status_info"]["status"] == "Unpaid"


def test_a_step_backwards_begins_at_a_finished_order(world: World, shop: Shop) -> None:
    fault = arm("status-mismatch", world, shop, 1, "backward")
    order = world.order_by_sn(shop, about(fault))
    assert order.status == "COMPLETED"
    assert card(Desk(world, shop, (fault,)), order.order_id)["status_info"]["status"] == "To Ship"


def test_tracking_faults_take_replace_or_double_a_number(world: World, shop: Shop) -> None:
    for name in ("tracking-missing", "tracking-mismatch", "tracking-duplicated"):
        fault = arm(name, world, shop, 1)
        order = world.order_by_sn(shop, about(fault))
        shown = card(Desk(world, shop, (fault,)), order.order_id)["fulfilment_info"]["tracking_number_list"]
        assert order.tracking_numbers
        assert tuple(shown) != order.tracking_numbers
        others = {number for other in world.orders(shop) for number in other.tracking_numbers}
        assert {
            "tracking-missing": not shown,
            "tracking-mismatch": not set(shown) & others,
            "tracking-duplicated": set(shown) <= others,
        }[name], name


def test_hostile_names_travel_unharmed_through_the_json(world: World, shop: Shop) -> None:
    for variant in FAULTS["hostile-text"].variants:
        fault = arm("hostile-text", world, shop, 1, variant)
        desk = Desk(world, shop, (fault,))
        order = world.order_by_sn(shop, about(fault))
        name = detail(desk, order.order_id)["data"]["buyer_user"]["user_name"]
        assert json.loads(json.dumps(name)) == name
        assert name != order.buyer.username


def test_troubles_come_at_their_call_and_spare_the_question_whose_shop_it_is(shop: Shop) -> None:
    later = FAULTS["server-error-on-page"].make()
    assert later.http(visit(shop, count=3)) is None
    assert later.http(visit(shop, count=99)).status == 500
    assert later.http(visit(shop, path=SHOP_INFO + "/", count=99)) is None
    throttle = FAULTS["throttle"].make()
    assert throttle.http(visit(shop, count=50)).status == 429
    assert throttle.http(visit(shop, kind="page", path="/portal/sale/order", count=50)) is None


def test_a_switch_thrown_by_name_chooses_its_order(world: World, shop: Shop) -> None:
    state = State(world)
    missing = state.set_fault(shop.shop_id, "order-missing")
    assert about(missing)
    wrong = state.set_fault(shop.shop_id, "order-detail-mismatch", variant="buyer", order_sn=about(missing))
    assert (wrong.field, about(wrong)) == ("buyer", about(missing))
    with pytest.raises(UsageError, match="cannot be switched on"):
        state.set_fault(shop.shop_id, "order-missing", variant="no such")


def test_a_captcha_stands_before_every_page_but_its_own(shop: Shop) -> None:
    captcha = FAULTS["captcha"].make()
    assert captcha.http(visit(shop, kind="page", path="/portal/sale/order")).headers["location"] == "/verify/captcha"
    assert captcha.http(visit(shop, kind="page", path="/verify/captcha")) is None
    assert captcha.challenge(shop) == "captcha"
