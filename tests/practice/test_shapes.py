"""The practice site has every shape that was transcribed from the real one (fixtures/shopee/reference-*).

`shape.json` holds example answers: each of their key paths must exist in some answer of the practice site, with a
value of the same JSON type. `dom.json` holds CSS paths: each must match in some page of that kind.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from looking import NOW, ask, cards, desk_of, index, list_html, order_html, small_world, where_of
from selectolax.lexbor import LexborHTMLParser

from watchdog.practice import api
from watchdog.practice.api import Desk
from watchdog.practice.hooks import PageFlags
from watchdog.practice.pages import context_for
from watchdog.practice.render import Renderer
from watchdog.practice.world import ShopSpec, make_world

SHAPES = Path(__file__).parents[2] / "fixtures" / "shopee"
Paths = set[tuple[str, str]]


def read(name: str, file: str) -> Any:
    return json.loads((SHAPES / f"reference-{name}" / file).read_text(encoding="utf-8"))


def kind(value: object) -> str:
    if isinstance(value, bool):
        return "bool"
    return {int: "number", float: "number", str: "text", type(None): "any", dict: "object", list: "list"}[type(value)]


def paths(value: object, at: str = "") -> Iterator[tuple[str, str]]:
    """("data.index_list[].order_id", "number") and so on for every key below."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{at}.{key}", kind(inner)
            yield from paths(inner, f"{at}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, f"{at}[]")


def lacking(wanted: object, answers: list[Any]) -> set[str]:
    """Key paths of the example that no answer has with a value of the same kind."""
    have: Paths = {path for answer in answers for path in paths(answer)}
    names = {name for name, _ in have}
    # an empty list or null in the example says nothing of what is inside, and null nothing of its kind
    return {f"{name} ({sort})" for name, sort in paths(wanted)
            if (name, sort) not in have and not (name in names and (sort == "any" or (name, "any") in have))}


@pytest.fixture(scope="module")
def desk() -> Desk:
    return desk_of(small_world(orders=120))


@pytest.fixture(scope="module")
def order_ids(desk: Desk) -> list[int]:
    return [entry.order_id for entry in desk.world.entries(desk.shop)]


def each(desk: Desk, path: str, order_ids: list[int]) -> list[Any]:
    return [ask(desk, path, {}, order_id=str(order_id)) for order_id in order_ids]


def answers(name: str, desk: Desk, ids: list[int]) -> list[Any]:
    makers = {
        "index": lambda: [index(desk)], "meta": lambda: [ask(desk, api.META)],
        "search": lambda: [ask(desk, api.HINT, keyword=desk.world.entries(desk.shop)[0].order_sn)],
        "order": lambda: each(desk, api.ONE_ORDER, ids), "package": lambda: each(desk, api.PACKAGE, ids),
        "tracking": lambda: each(desk, api.TRACKING, ids), "status-log": lambda: each(desk, api.STATUS_LOG, ids),
        "income": lambda: each(desk, api.INCOME, ids[:20]), "shop-info": lambda: [ask(desk, api.SHOP_INFO)],
    }
    return makers[name]()


@pytest.mark.parametrize("name", ["index", "meta", "search", "order", "package", "tracking", "status-log", "income",
                                  "shop-info"])
def test_every_key_path_of_the_example_answer_exists(name: str, desk: Desk, order_ids: list[int]) -> None:
    assert lacking(read(name, "shape.json")["answer"], answers(name, desk, order_ids)) == set()


def test_an_order_card_has_every_key_path(desk: Desk, order_ids: list[int]) -> None:
    plain = [card["order_card"] for card in cards(desk, order_ids) if "order_card" in card]
    assert lacking(read("cards", "shape.json")["order_card"], plain) == set()


def test_both_kinds_of_card_occur_and_each_element_is_exactly_one(desk: Desk, order_ids: list[int]) -> None:
    kinds = [tuple(card) for card in cards(desk, order_ids)]
    assert set(kinds) == {("order_card",), ("package_level_order_card",)}


def test_a_package_level_card_carries_its_package_data_per_package(desk: Desk, order_ids: list[int]) -> None:
    split = [card["package_level_order_card"] for card in cards(desk, order_ids) if "order_card" not in card]
    assert all(len(card["package_list"]) > 1 for card in split)
    assert all(package["package_ext_info"]["package_number"].startswith("OFG")
               for card in split for package in card["package_list"])


def test_more_than_five_cards_in_one_call_are_refused_with_the_real_code(desk: Desk, order_ids: list[int]) -> None:
    wanted: Any = [{"order_id": one} for one in order_ids[:6]]
    refusal = ask(desk, api.CARDS, {"order_param_list": wanted})
    expected = read("batch-limit", "shape.json")["answer"]
    assert {key: refusal[key] for key in expected} == expected


def test_lacking_notices_a_missing_key_and_a_changed_kind() -> None:
    assert lacking({"a": {"b": 1}}, [{"a": {"c": 1}}]) == {".a.b (number)"}
    assert lacking({"a": 1}, [{"a": "1"}]) == {".a (number)"}


# ---- DOM -------------------------------------------------------------------------------------------------------------


def unmatched(name: str, pages: list[str]) -> list[str]:
    trees = [LexborHTMLParser(page) for page in pages]
    return [selector for selector in read(name, "dom.json")["selectors"]
            if not any(tree.css_matches(selector) for tree in trees)]


@pytest.mark.parametrize("name", ["list-2026", "list-2023", "list-2019"])
def test_every_css_path_of_a_list_generation_matches(name: str, renderer: Renderer, desk: Desk) -> None:
    flags = PageFlags(layout=read(name, "dom.json")["layout"])
    pages = [list_html(renderer, desk, page=page, flags=flags) for page in (1, 2, 3)]
    assert unmatched(name, pages) == []


@pytest.mark.parametrize("region", ["sg", "tw", "br", "cn"])
def test_the_list_has_its_shape_in_every_region(region: str, renderer: Renderer) -> None:
    desk = desk_of(make_world(3, NOW, [ShopSpec(region, 400)]))
    assert unmatched("list-2026", [list_html(renderer, desk, page=page) for page in (1, 2, 3)]) == []


def test_every_css_path_of_the_order_page_matches(renderer: Renderer, desk: Desk, order_ids: list[int]) -> None:
    assert unmatched("order-2026", [order_html(renderer, desk, one) for one in order_ids[:30]]) == []


@pytest.mark.parametrize(("name", "function", "argument"), [
    ("login", "loginPage", ""), ("login-refused", "loginPage", "bad_login"), ("code", "otp", ""),
    ("announcement", "announcement", None), ("tour", "tour", None),
    ("shops", "shopsPage", [{"shop_id": 1, "shop_name": "demo", "region": "sg"}]),
])
def test_every_css_path_of_sign_in_picker_and_overlays_matches(name: str, function: str, argument: Any,
                                                               renderer: Renderer, desk: Desk) -> None:
    context = context_for(where_of(desk.world, desk.shop), "login", desk.shop)
    assert unmatched(name, [renderer.fragment(function, context, argument)]) == []


