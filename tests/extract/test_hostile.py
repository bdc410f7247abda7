"""Everything scraped is hostile input: it is data, it is bounded, and nothing is raised."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seller_pages import LIST_ASK, Saved, card_exchanges, exchange, index_exchange, list_html, list_page, orders, shell

from watchdog.extract import read_page
from watchdog.extract.page import MAX_HTML
from watchdog.model.pack import Pack
from watchdog.model.pages import Ask, AskKind, PageState

ASKS = [
    LIST_ASK,
    Ask(kind=AskKind.SEARCH, page_type="orders", order_sn="261101AB000XYZ"),
    Ask(kind=AskKind.ORDER, page_type="order", order_sn="261101AB000XYZ"),
    Ask(kind=AskKind.IDENTITY, page_type="identity"),
]


@settings(max_examples=60)
@given(html=st.binary(max_size=400), body=st.binary(max_size=200), ask=st.sampled_from(ASKS))
def test_random_bytes(sg: Pack, html: bytes, body: bytes, ask: Ask) -> None:
    names = [spec.name for spec in sg.pages[ask.page_type].exchanges]
    exchanges = [exchange(name, "/x", body, sent={}) for name in names]
    read_page(Saved(html, exchanges, ask=ask).page(), sg)


@settings(max_examples=60)
@given(data=st.data())
def test_a_page_cut_anywhere(sg: Pack, data: st.DataObject) -> None:
    page = list_page(orders(3, tracking=("SPXSG1",)))
    html = page.html[: data.draw(st.integers(0, len(page.html)))]
    cut = [e.model_copy(update={"body": (e.body or b"")[: data.draw(st.integers(0, 900))]}) for e in page.exchanges]
    read_page(Saved(html, cut).page(), sg)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=80)
@given(data=st.data())
def test_a_card_with_anything_in_any_place(sg: Pack, data: st.DataObject) -> None:
    [cards] = card_exchanges(orders(2, packages=data.draw(st.integers(1, 2))))
    tree = json.loads(cards.body or b"")
    here, key = tree, "data"
    for _ in range(data.draw(st.integers(0, 7))):
        below = here[key]
        if not isinstance(below, dict | list) or not below:
            break
        here = below
        key = data.draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
    here[key] = data.draw(JSON)
    broken = cards.model_copy(update={"body": json.dumps(tree).encode()})
    read_page(Saved(list_html(orders(2)), [broken]).page(), sg)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b"9" * 100_000,
        b'{"code":0,"data":{"card_list":[' + b'{"order_card":null},' * 5 + b"null]}}",
        b'{"code":0,"data":{"card_list":[{"order_card":{"card_header":{"order_sn":"\\ud800"}}}]}}',
        b"\xff\xfe\x00",
        b"\x00" * 1000,
        b'{"code":1e400}',
    ],
)
def test_hostile_json(sg: Pack, body: bytes) -> None:
    listed = orders(1)
    hostile = exchange("cards", "/api/v3/order/get_order_list_card_list", body, sent={})
    reading = read_page(Saved(list_html(listed), [index_exchange(listed), hostile]).page(), sg)
    assert reading.json_ == ()
    assert len(reading.dom) == 1


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", '=HYPERLINK("http://x")', "../../etc/passwd", "a\u202eb", "{{7*7}}", "'; DROP --"],
)
def test_a_buyers_name_is_data(sg: Pack, name: str) -> None:
    reading = read_page(list_page(orders(1, buyer=name)), sg)
    assert (reading.dom[0].facts.buyer, reading.json_[0].facts.buyer) == (name, name)


def test_ten_megabytes_of_emoji(sg: Pack) -> None:
    reading = read_page(list_page(orders(1, buyer="😀" * 2_500_000)), sg)
    assert [row.facts.buyer for row in (*reading.dom, *reading.json_)] == [None, None]
    assert {p.field for p in reading.problems} == {"buyer"}
    assert all(len(p.raw) <= 200 for p in reading.problems)


def test_a_page_too_big_to_be_a_page(sg: Pack) -> None:
    reading = read_page(Saved(b"<p>" + b"x" * MAX_HTML).page(), sg)
    assert reading.state is PageState.UNKNOWN
    assert "MB" in reading.why


@pytest.mark.parametrize("closed", [True, False])
def test_elements_nested_without_end(sg: Pack, closed: bool) -> None:
    reading = read_page(Saved(b"<div>" * 300_000 + (b"</div>" * 300_000 if closed else b"")).page(), sg)
    assert reading.state is PageState.UNKNOWN
    assert "nests" in reading.why


def test_more_rows_than_a_page_can_have(sg: Pack) -> None:
    row = '<a class="order-card" data-testid="order-item">x</a>'
    reading = read_page(Saved(shell(row * 5000)).page(), sg)
    assert reading.rows_on_page == 5000
    assert any("first 1000" in p.why for p in reading.problems)
