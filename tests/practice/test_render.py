"""The renderer alone: escaping, and the alterations that flags ask for."""

from __future__ import annotations

from typing import Any

import pytest
from looking import desk_of, list_html, order_html, small_world
from selectolax.lexbor import LexborHTMLParser

from watchdog.practice.api import Desk
from watchdog.practice.hooks import Fault, OrderPlace, PageFlags
from watchdog.practice.render import Renderer
from watchdog.practice.things import Order, Shop

SCRIPT = "<img src=x onerror=alert(1)>\"'&"


class Hostile(Fault):
    """A buyer who calls himself a script."""

    def order(self, shop: Shop, order: Order, place: OrderPlace) -> Order | None:
        from dataclasses import replace

        first = replace(order.items[0], name=SCRIPT)
        return replace(order, buyer=replace(order.buyer, username=SCRIPT), items=(first, *order.items[1:]))


@pytest.fixture(scope="module")
def desk() -> Desk:
    return desk_of(small_world())


def tree(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def shown(renderer: Renderer, desk: Desk, **flags: Any) -> LexborHTMLParser:
    return tree(list_html(renderer, desk, flags=PageFlags(**flags)))


@pytest.mark.parametrize("layout", ["2026", "2023", "2019"])
def test_a_script_in_a_name_stays_text(layout: str, renderer: Renderer) -> None:
    hostile = desk_of(small_world(), Hostile())
    page = tree(list_html(renderer, hostile, flags=PageFlags(layout=layout)))
    assert page.css("img[src=x]") == []
    assert [node.text() for node in page.css(".buyer-username, .username")][:1] == [SCRIPT]


def test_a_script_in_a_product_name_stays_text_on_the_order_page(renderer: Renderer) -> None:
    hostile = desk_of(small_world(), Hostile())
    page = tree(order_html(renderer, hostile, hostile.world.entries(hostile.shop)[0].order_id))
    [name] = page.css(".product-list-item:not(.product-list-head) .product-name")[:1]
    assert (name.text(), name.attributes["title"]) == (SCRIPT, SCRIPT)


def test_the_dom_alone_can_show_another_value(renderer: Renderer, desk: Desk) -> None:
    entry = desk.world.entries(desk.shop)[4]
    page = shown(renderer, desk, dom_values={entry.order_sn: {"total_price": "S$0.01", "status": "Completed?"}})
    card = next(node for node in page.css("a.order-card") if entry.order_sn in node.text())
    assert {node.text() for node in card.css(".total-price")} == {"S$0.01"}
    assert {node.text() for node in card.css("span.status")} == {"Completed?"}
    assert len([node for node in page.css(".total-price") if node.text() == "S$0.01"]) == len(card.css(".total-price"))


def test_cards_can_be_doubled_left_out_and_turned_round(renderer: Renderer, desk: Desk) -> None:
    first, second = (entry.order_sn for entry in desk.world.entries(desk.shop)[:2])
    honest = [node.text() for node in shown(renderer, desk).css("a.order-card .order-sn")]
    changed = shown(renderer, desk, duplicate_cards=[first], missing_cards=[second])
    numbers = [node.text() for node in changed.css("a.order-card .order-sn")]
    assert numbers == [honest[0], honest[0], *honest[2:]]
    assert [node.text() for node in shown(renderer, desk, reverse_cards=True).css(".order-sn")] == honest[::-1]


def test_classes_and_test_ids_can_drift(renderer: Renderer, desk: Desk) -> None:
    page = shown(renderer, desk, rename_classes={"order-card": "oc-7f3a"}, rename_testids={"order-item": "row"})
    assert page.css("a.order-card") == []
    assert len(page.css("a.oc-7f3a[data-testid=row]")) == 40
    assert len(page.css(".order-card-header")) == 40


def test_counters_and_totals_can_lie_and_an_empty_marker_can_be_false(renderer: Renderer, desk: Desk) -> None:
    page = shown(renderer, desk, counters={"toship": 99}, total_shown=7)
    [badge] = page.css("[data-testid=l1-tab-toship] .tab-badge")
    assert badge.text() == "99"
    assert page.css_first(".order-list-summary-title").text() == "7 Orders"
    assert len(shown(renderer, desk, false_empty=True).css(".order-list-empty")) == 1
    bare = shown(renderer, desk, empty_body=True)
    assert bare.css(".order-list-empty, a.order-card, .eds-skeleton") == []


def test_fields_can_be_left_out_of_every_card(renderer: Renderer, desk: Desk) -> None:
    page = shown(renderer, desk, missing_fields=["total-price", "order-sn"])
    assert page.css(".total-price, .order-sn") == []
    assert len(page.css(".payment-method")) >= 40


def test_an_empty_shop_shows_the_empty_marker_and_no_card(renderer: Renderer) -> None:
    page = tree(list_html(renderer, desk_of(small_world(orders=0))))
    assert len(page.css(".order-list-empty")) == 1
    assert page.css("a.order-card") == []


@pytest.mark.parametrize(("region", "text"), [("sg", "S$"), ("tw", "NT$"), ("br", "R$")])
def test_prices_are_written_as_the_region_writes_them(region: str, text: str, renderer: Renderer) -> None:
    world = small_world(region)
    desk = desk_of(world)
    page = tree(list_html(renderer, desk))
    order = world.order(world.shops[0], world.entries(world.shops[0])[0].order_id)
    assert order is not None
    card = page.css("a.order-card")[0]
    if len(order.packages) == 1:
        assert card.css_first(".total-price").text() == order_price(world.shops[0], order)
    assert all(node.text().startswith(text) for node in page.css(".total-price"))


def order_price(shop: Shop, order: Order) -> str:
    return shop.site.money_text(order.total)
