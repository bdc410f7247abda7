"""Buyer, items, quantity and amount against the records and against what the site showed before."""

from __future__ import annotations

import pytest
from builders import books, found, history, known, list_page, look, money, order, rule_ids, shop_orders, sn, view

from watchdog.model.findings import About, ClaimKind, Confidence
from watchdog.model.orders import Item
from watchdog.model.records import RecordsKind
from watchdog.rules import verdict

SHOP_ORDERS = shop_orders(12)
ONE = SHOP_ORDERS[3]


def with_change(**changes: object) -> list:
    return [one.model_copy(update=changes) if one is ONE else one for one in SHOP_ORDERS]


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("total", {"total": money("24.90")}),
        ("buyer", {"buyer": "somebody_else"}),
        ("items.quantity", {"items": (Item(name="Demo mug", variation="Blue", sku="MUG-BL", quantity=3),)}),
        ("items.variation", {"items": (Item(name="Demo mug", variation="Red", sku="MUG-BL", quantity=2),)}),
        ("items.sku", {"items": (Item(name="Demo mug", variation="Blue", sku="MUG-RD", quantity=2),)}),
        ("items.name", {"items": (Item(name="Demo bowl", variation="Blue", sku="MUG-BL", quantity=2),)}),
    ],
)
def test_each_field_is_held_against_the_books(field: str, changes: dict) -> None:
    case = view(look(with_change(**changes)), [books(SHOP_ORDERS)])

    (finding,) = found(case)

    assert finding.rule == "order-detail-mismatch"
    assert finding.key == ONE.order_sn
    assert finding.about is About.SHOP
    (claim,) = finding.claims
    assert (claim.kind, claim.field) == (ClaimKind.DIFFERS, field)
    assert [pointer.source for pointer in claim.pointers] == [
        "look0/orders-all-001/html",
        "look0/orders-all-001/cards-1",
        "records/books",
    ]
    assert len(claim.says) == len(claim.pointers)
    assert claim.says[0] != claim.says[-1]


@pytest.mark.parametrize(
    "changes",
    [
        {"buyer": "b****3"},
        {"buyer": "BUYER_0097 "},
        {"total": money("25.905")},
        {"items": (Item(name="Demo  MUG", variation="blue", sku="mug bl", quantity=2),)},
        {"items": (Item(name="Demo m…", quantity=2),)},
        {"items": None, "buyer": None, "total": None},
    ],
    ids=["mask", "case and space", "rounding", "spelling", "cut", "not shown"],
)
def test_the_same_in_other_clothes_is_the_same(changes: dict) -> None:
    if changes.get("buyer") == "b****3":
        changes = {"buyer": f"b****{ONE.buyer[-1]}"}  # type: ignore[index]

    assert found(view(look(with_change(**changes)), [books(SHOP_ORDERS)])) == []


def test_a_column_that_never_agreed_is_not_compared_and_says_so() -> None:
    gross = [one.model_copy(update={"total": money("31.00")}) for one in SHOP_ORDERS]

    case = view(look(SHOP_ORDERS), [books(gross)])

    assert found(case) == []
    assert "books:total: not yet comparable (agrees in 0 of 12 orders)" in case.comparison.not_comparable


def test_a_column_that_agreed_before_stays_comparable_in_a_small_shop() -> None:
    few, before = SHOP_ORDERS[:3], history(calibrated=frozenset({"books:total"}))
    wrong = [few[0].model_copy(update={"total": money("1.00")}), *few[1:]]

    assert rule_ids(view(look(wrong), [books(few)])) == []
    assert rule_ids(view(look(wrong), [books(few)], before)) == ["order-detail-mismatch"]


@pytest.mark.parametrize("wrong_in", ["dom", "json"])
def test_one_witness_that_agrees_is_enough_to_leave_it_to_the_witnesses(wrong_in: str) -> None:
    wrong = with_change(total=money("24.90"))
    page = list_page(wrong, SHOP_ORDERS) if wrong_in == "dom" else list_page(SHOP_ORDERS, wrong)

    case = view(look(pages=[page]), [books(SHOP_ORDERS)])

    assert found(case, "order-detail-mismatch") == []


def test_the_platforms_own_export_accuses_the_platform() -> None:
    export = books(SHOP_ORDERS, name="export", kind=RecordsKind.EXPORT)

    (finding,) = found(view(look(with_change(total=money("24.90"))), [export]))

    assert finding.about is About.PLATFORM


def test_another_amount_than_yesterday() -> None:
    (finding,) = found(view(look(with_change(total=money("24.90"))), before=history([known(ONE)])))

    assert finding.confidence is Confidence.MEDIUM
    assert finding.claims[0].kind is ClaimKind.BEFORE_AFTER
    assert finding.claims[0].says[0] == "SGD 25.90"


@pytest.mark.parametrize("label", ["Cancelled", "Cancelling", "Return"])
def test_a_cancelled_or_returned_order_may_shrink(label: str) -> None:
    ended = [
        one.model_copy(update={"total": money(0), "status": order(sn(1), label).status}) if one is ONE else one
        for one in SHOP_ORDERS
    ]

    assert found(view(look(ended), [books(SHOP_ORDERS)], history([known(ONE)]))) == []


def test_a_price_agreed_before_payment_may_change() -> None:
    before = history([known(order(ONE.order_sn, "Unpaid"))])

    assert found(view(look(with_change(total=money("20.00"))), before=before)) == []


def test_hostile_text_is_quoted_harmlessly() -> None:
    nasty = "x\u202e\x1b[31m<script>alert(1)</script>" + "A" * 300
    (finding,) = found(view(look(with_change(buyer=nasty)), [books(SHOP_ORDERS)]))

    assert "\x1b" not in finding.what.en
    assert "\u202e" not in finding.what.zh
    assert len(finding.what.en) < 400


def test_nothing_is_left_unjudged_in_an_honest_shop() -> None:
    assert verdict(view(look(SHOP_ORDERS), [books(SHOP_ORDERS)], history([known(ONE)]))).not_judged == ()
