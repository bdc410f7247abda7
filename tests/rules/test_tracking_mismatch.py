"""Another number than the one taken."""

from __future__ import annotations

import pytest
from builders import books, found, history, known, look, order, shop_orders, sn, view

from watchdog.model.findings import About, ClaimKind, Confidence
from watchdog.model.orders import OrderFacts
from watchdog.model.records import RecordsKind

SHIPPED = shop_orders(8, "Shipping")
ONE = SHIPPED[2]


def with_one(*numbers: str) -> list[OrderFacts]:
    return [one.model_copy(update={"tracking_numbers": numbers}) if one is ONE else one for one in SHIPPED]


@pytest.mark.parametrize(("kind", "about"), [(RecordsKind.BOOKS, About.SHOP), (RecordsKind.EXPORT, About.PLATFORM)])
def test_the_records_have_another_number(kind: RecordsKind, about: About) -> None:
    (finding,) = found(view(look(with_one("SPXOTHER1")), [books(SHIPPED, kind=kind)]))

    assert (finding.rule, finding.key, finding.about) == ("tracking-mismatch", ONE.order_sn, about)
    assert finding.claims[0].kind is ClaimKind.DIFFERS
    assert finding.claims[0].says == ("SPXOTHER1", "SPXOTHER1", ONE.tracking_numbers[0])  # type: ignore[index]


def test_replaced_after_it_was_shipped() -> None:
    (finding,) = found(view(look(with_one("SPXOTHER1")), before=history([known(one) for one in SHIPPED])))

    assert finding.claims[0].kind is ClaimKind.BEFORE_AFTER


def test_a_new_number_before_the_courier_came_is_ordinary() -> None:
    early = order(ONE.order_sn, "To ship", tracking_numbers=("SPXOLD",))
    export = books([*SHIPPED[3:], early], kind=RecordsKind.EXPORT)

    assert found(view(look(with_one("SPXNEW")), [export], history([known(early)]))) == []


def test_a_number_mistyped_in_the_books_is_told_before_the_parcel_leaves() -> None:
    shown = [order(one.order_sn, "To ship", tracking_numbers=one.tracking_numbers) for one in SHIPPED]
    noted = [
        one.model_copy(update={"tracking_numbers": ("SPXTYPO",)}) if n == 2 else one for n, one in enumerate(shown)
    ]

    (finding,) = found(view(look(shown), [books(noted)]))

    assert finding.confidence is Confidence.MEDIUM


@pytest.mark.parametrize(
    "numbers",
    [("spx sg-0098 19",), ("SPXSG009819", "SPXSECOND")],
    ids=["written in groups", "a second parcel"],
)
def test_the_same_number_in_other_clothes(numbers: tuple[str, ...]) -> None:
    one = order(sn(19, 98), "Shipping", tracking_numbers=("SPXSG009819",))
    shown = one.model_copy(update={"tracking_numbers": numbers})

    assert found(view(look([shown, *SHIPPED[4:]]), [books([one, *SHIPPED[4:]])], history([known(one)]))) == []


def test_the_number_of_another_order_is_told_as_doubled() -> None:
    doubled = with_one(*(SHIPPED[5].tracking_numbers or ()))

    assert [one.rule for one in found(view(look(doubled), [books(SHIPPED)]))] == ["tracking-duplicated"]
