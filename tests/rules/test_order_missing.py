"""An order is gone only if a complete list, the search and its own page all say so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import AT, books, found, history, known, look, order, pack, paged, probe, rule_ids, shop_orders, sn, view

from watchdog.model.base import OrderSn
from watchdog.model.findings import About, ClaimKind, Confidence, Severity
from watchdog.model.pack import Mark
from watchdog.model.pages import PageState
from watchdog.rules import verdict

SHOP_ORDERS = shop_orders(12)
GONE = SHOP_ORDERS[4]
REST = [one for one in SHOP_ORDERS if one is not GONE]
BEFORE = history([known(one) for one in SHOP_ORDERS])


def test_an_order_known_from_before_is_gone_from_list_search_and_own_page() -> None:
    case = view(look(REST, probes=[probe(GONE.order_sn)]), before=BEFORE)

    (finding,) = found(case)

    assert finding.rule == "order-missing"
    assert finding.key == GONE.order_sn
    assert finding.orders == (GONE.order_sn,)
    assert finding.severity is Severity.CRITICAL
    assert finding.confidence is Confidence.HIGH
    assert finding.about is About.PLATFORM
    assert [claim.kind for claim in finding.claims] == [
        ClaimKind.PRESENT,
        ClaimKind.ABSENT_FROM_WINDOW,
        ClaimKind.NOT_FOUND,
        ClaimKind.NOT_FOUND,
    ]
    assert len(finding.steps) == 2
    assert finding.pages[:2] == (f"search-{GONE.order_sn}", f"order-{GONE.order_sn}")
    assert finding.claims[1].pointers[0].source == "look0/orders-all-001/html"


def test_an_order_of_the_books_alone_is_gone_too() -> None:
    case = view(look(REST, probes=[probe(GONE.order_sn)]), [books(SHOP_ORDERS)])

    (finding,) = found(case)

    assert (finding.rule, finding.key, finding.about) == ("order-missing", GONE.order_sn, About.SHOP)
    assert finding.claims[0].pointers[0].source == "records/books"
    assert finding.claims[0].pointers[0].path == "cell:A6"


@pytest.mark.parametrize(
    ("search", "page"), [(None, False), (False, None), (None, None)], ids=["search blind", "page blind", "both blind"]
)
def test_what_could_not_be_seen_is_not_gone(search: bool | None, page: bool | None) -> None:
    case = view(look(REST, probes=[probe(GONE.order_sn, search=search, page=page)]), before=BEFORE)

    assert "order-missing" not in rule_ids(case)
    assert [one.key for one in verdict(case).not_judged if one.rule == "order-missing"] == [GONE.order_sn]


def test_an_order_that_nobody_looked_for_is_not_gone() -> None:
    case = view(look(REST), before=BEFORE)

    assert found(case) == []
    assert verdict(case).not_judged[0].key == GONE.order_sn
    assert verdict(case).lines == (f"order-missing: not in the list; not looked for by itself (1: {GONE.order_sn})",)


def test_without_its_id_the_page_cannot_be_asked_and_the_verdict_is_less_sure() -> None:
    case = view(look(REST, probes=[probe(GONE.order_sn, has_page=False)]), [books(SHOP_ORDERS)])

    (finding,) = found(case)

    assert finding.confidence is Confidence.MEDIUM


def test_a_platform_without_search_and_order_pages_has_the_list_alone() -> None:
    only_list = pack(search=False, order_pages=False)
    asked = probe(GONE.order_sn).model_copy(
        update={"search": None, "order_page": None, "search_found": None, "page_found": None}
    )

    (finding,) = found(view(look(REST, probes=[asked]), [books(SHOP_ORDERS)], using=only_list))

    assert finding.confidence is Confidence.MEDIUM


def test_found_by_its_own_page_it_is_not_gone() -> None:
    case = view(look(REST, probes=[probe(GONE.order_sn, search=False, page=True)]), before=BEFORE)

    assert found(case, "order-missing") == []


def test_a_list_that_broke_off_proves_nothing() -> None:
    pages = paged(SHOP_ORDERS, size=4)
    pages[1] = pages[1].model_copy(update={"state": PageState.SKELETON, "dom": (), "json_": ()})
    late = SHOP_ORDERS[9].order_sn

    case = view(look(pages=pages, probes=[probe(late)]), before=BEFORE)

    assert found(case, "order-missing") == []
    assert case.comparison.expected == ()


def test_an_order_older_than_the_window_is_not_expected() -> None:
    old = order(sn(1))

    case = view(look(SHOP_ORDERS), [books([*SHOP_ORDERS, old])])

    assert case.comparison.expected == ()


def test_an_order_placed_while_we_read_is_not_expected() -> None:
    late = order(sn(22), created_at=AT + timedelta(minutes=1))

    assert view(look(SHOP_ORDERS), [books([*SHOP_ORDERS, late])]).comparison.expected == ()


@pytest.mark.parametrize(("minutes", "gone"), [(10, False), (40, True)])
def test_an_order_of_the_books_has_half_an_hour_to_reach_the_list(minutes: int, gone: bool) -> None:
    new = order(sn(22), created_at=AT - timedelta(minutes=minutes))
    case = view(look(SHOP_ORDERS, probes=[probe(new.order_sn)]), [books([*SHOP_ORDERS, new])])

    assert [one.key for one in found(case)] == ([new.order_sn] if gone else [])


def test_rows_found_by_a_guess_of_the_pack_prove_nothing() -> None:
    case = view(look(REST, probes=[probe(GONE.order_sn)]), before=BEFORE, using=pack(mark=Mark.G))

    assert found(case) == []
    assert any("guess" in one.what.en for one in verdict(case).not_judged)


def test_another_shops_file_accuses_nobody() -> None:
    strange = [order(OrderSn(f"2611{20 - index // 4:02d}OTHER{index:03d}")) for index in range(12)]
    case = view(look(SHOP_ORDERS, probes=[probe(one.order_sn) for one in strange]), [books(strange)])

    assert found(case) == []
    assert case.comparison.not_comparable[0].startswith("books: not this shop's file")


def test_a_shop_that_lost_nearly_all_is_still_this_shop() -> None:
    left = SHOP_ORDERS[-2:]
    probes = [probe(one.order_sn) for one in SHOP_ORDERS[:-2]]

    case = view(look(left, probes=probes), [books(SHOP_ORDERS)])

    assert len(found(case, "order-missing")) == 10
