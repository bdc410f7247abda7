"""The platform says itself that it does not work."""

from __future__ import annotations

import pytest
from builders import books, found, history, identity, known, look, paged, probe, rule_ids, shop_orders, view

from watchdog.model.findings import About, Severity
from watchdog.model.pages import PageState

ORDERS = shop_orders(12)
BEFORE = history([known(one) for one in ORDERS])
DOWN = [PageState.MAINTENANCE, PageState.ERROR]


@pytest.mark.parametrize("state", DOWN)
def test_the_whole_site(state: PageState) -> None:
    (finding,) = found(view(look(ends=[identity(1, state=state)], windows=[]), [books(ORDERS)], BEFORE))

    assert (finding.rule, finding.key, finding.about) == ("platform-down", "shop", About.PLATFORM)
    assert finding.severity is Severity.HIGH


@pytest.mark.parametrize("state", DOWN)
def test_one_page_of_the_list(state: PageState) -> None:
    pages = paged(ORDERS, size=4)
    pages[1:] = [pages[1].model_copy(update={"state": state, "dom": (), "json_": ()})]

    (finding,) = found(view(look(pages=pages), [books(ORDERS)], BEFORE))

    assert (finding.rule, finding.key, finding.severity) == ("platform-down", "all", Severity.MEDIUM)


def test_an_order_page_that_answers_with_an_error_is_no_lost_order() -> None:
    gone, rest = ORDERS[3], [one for one in ORDERS if one is not ORDERS[3]]
    asked = probe(gone.order_sn, page=None)
    failed = asked.order_page.model_copy(update={"state": PageState.ERROR}) if asked.order_page else None
    case = view(look(rest, probes=[asked.model_copy(update={"order_page": failed})]), before=BEFORE)

    assert rule_ids(case) == ["platform-down"]
