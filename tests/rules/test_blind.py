"""What we could not see is our trouble; it never becomes a lost order."""

from __future__ import annotations

import pytest
from builders import books, found, history, identity, known, look, pack, paged, probe, rule_ids, shop_orders, view

from watchdog.model.findings import About, Severity
from watchdog.model.pages import PageState
from watchdog.rules import verdict

ORDERS = shop_orders(12)
BEFORE = history([known(one) for one in ORDERS])
OURS = [
    PageState.LOGGED_OUT,
    PageState.CHALLENGED,
    PageState.PASSWORD_AGAIN,
    PageState.THROTTLED,
    PageState.SKELETON,
    PageState.STOPPED,
    PageState.UNKNOWN,
    PageState.DEAD,
]


@pytest.mark.parametrize("state", OURS)
def test_a_look_that_never_came_to_the_shop(state: PageState) -> None:
    case = view(look(ends=[identity(1, state=state, why="sign")], windows=[]), [books(ORDERS)], BEFORE)

    (finding,) = found(case)

    assert (finding.rule, finding.key, finding.about) == ("blind", "shop", About.US)
    assert finding.severity is Severity.MEDIUM
    assert finding.pages == ("identity-1",)
    assert finding.claims[0].says == (state.value,)
    assert "sign" in finding.what.en


@pytest.mark.parametrize("state", OURS)
def test_a_page_in_the_middle(state: PageState) -> None:
    pages = paged(ORDERS, size=4)
    pages[1:] = [pages[1].model_copy(update={"state": state, "dom": (), "json_": ()})]

    case = view(look(pages=pages), [books(ORDERS)], BEFORE)
    (finding,) = found(case, "blind")

    assert finding.key == "all"
    assert set(rule_ids(case)) <= {"blind", "layout-drift"}
    assert finding.pages == ("orders-all-002",)


@pytest.mark.parametrize("after", ["999", "111222333"], ids=["changed", "another from the start"])
def test_another_shops_pages(after: str) -> None:
    before = "111222333" if after == "999" else "999"
    case = view(look(ORDERS[:3], ends=[identity(1, before), identity(2, after)]), [books(ORDERS)], BEFORE)

    assert rule_ids(case) == ["blind"]
    assert case.comparison.sightings == {}


def test_pages_that_do_not_hang_together() -> None:
    pages = paged(ORDERS, size=4)
    broken = pages[1].paging.model_copy(update={"sentinel_in": "elsewhere", "shown_page": 7})
    pages[1] = pages[1].model_copy(update={"paging": broken})

    (finding,) = found(view(look(pages=pages)))

    assert (finding.key, finding.severity) == ("all", Severity.LOW)


def test_a_search_that_could_not_be_read_is_told_once() -> None:
    gone = ORDERS[3:6]
    rest = [one for one in ORDERS if one not in gone]
    probes = [probe(one.order_sn, search=None) for one in gone]

    case = view(look(rest, probes=probes), before=BEFORE)

    assert [(one.rule, one.key) for one in found(case)] == [("blind", "search")]
    assert len(verdict(case).not_judged) == 3


def test_what_our_guard_stopped_comes_with_the_line_that_would_allow_it() -> None:
    stopped = identity(1, state=PageState.STOPPED, stopped=("POST seller.sg/api/v3/x (unlisted non-GET)",))

    (finding,) = found(view(look(ends=[stopped], windows=[])))

    assert 'kind = "read", method = "POST", host = "seller.sg", path = "/api/v3/x"' in finding.tip.en


def test_that_nothing_was_found_is_an_answer() -> None:
    rest = [one for one in ORDERS if one is not ORDERS[3]]
    case = view(look(rest, probes=[probe(ORDERS[3].order_sn)]), before=BEFORE, using=pack())

    assert "blind" not in rule_ids(case)
