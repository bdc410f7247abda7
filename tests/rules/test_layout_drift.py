"""The page came, but not as the pack describes it."""

from __future__ import annotations

import pytest
from builders import books, found, identity, list_page, look, probe, rule_ids, shop_orders, view

from watchdog.model.findings import About, Severity
from watchdog.model.pages import PageState
from watchdog.model.readings import PageReading, Totals

ORDERS = shop_orders(6)


def only_drift(page: PageReading) -> tuple[str, Severity]:
    drift = [one for one in found(view(look(pages=[page]), [books(ORDERS)])) if one.rule == "layout-drift"]
    (finding,) = drift
    assert (finding.key, finding.about) == ("orders", About.US)
    return finding.what.en, finding.severity


def test_what_the_reader_noticed() -> None:
    what, severity = only_drift(list_page(ORDERS, drift=("required field total read in 0 of 6 rows",)))

    assert "required field total read in 0 of 6 rows" in what
    assert severity is Severity.MEDIUM


def test_rows_that_cannot_be_read() -> None:
    what, severity = only_drift(list_page([], [], state=PageState.READY, rows_on_page=6, total=6))

    assert "6 rows on the page, none could be read" in what
    assert severity is Severity.HIGH


@pytest.mark.parametrize("state", [PageState.READY, PageState.UNKNOWN])
def test_a_total_and_no_rows(state: PageState) -> None:
    what, _ = only_drift(list_page([], [], state=state, totals=Totals(list_total=6)))

    assert "no rows on the page though the site counts 6" in what


def test_rows_received_and_none_found_on_the_page() -> None:
    what, severity = only_drift(list_page([], ORDERS))

    assert "though the site counts 6" in what
    assert severity is Severity.MEDIUM


def test_a_search_is_made_of_other_answers_than_the_list() -> None:
    asked = probe(ORDERS[0].order_sn, search=True, page=True)
    odd = asked.search.model_copy(update={"drift": ("the exchange `index` was not seen",)}) if asked.search else None

    assert rule_ids(view(look(ORDERS, probes=[asked.model_copy(update={"search": odd})]))) == []


def test_a_login_wall_is_no_drift() -> None:
    walled = identity(1, state=PageState.LOGGED_OUT, drift=("no marker",))

    assert rule_ids(view(look(ends=[walled], windows=[]))) == ["blind"]


def test_an_honestly_empty_list_is_no_drift() -> None:
    assert found(view(look([]))) == []
