"""What was never archived is not judged: a replay neither finds it missing nor calls itself blind."""

from __future__ import annotations

from datetime import UTC, datetime

from watchdog.adapters.packs import read_pack_texts
from watchdog.adapters.saved import NOT_CAPTURED
from watchdog.extract import read_page
from watchdog.model.pages import Ask, AskKind, Failure, Page, PageState
from watchdog.packs import load

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def state_of(failure: str) -> PageState:
    pack = load(read_pack_texts(), "shopee", "sg")
    ask = Ask(kind=AskKind.ORDER, page_type="order")
    page = Page(ask=ask, url="", observed_at=AT, html=b"", failure=Failure(kind=failure, what="why"))
    return read_page(page, pack).state


def test_a_page_that_was_not_archived_is_not_a_dead_page() -> None:
    assert state_of(NOT_CAPTURED) is PageState.NOT_CAPTURED
    assert state_of("browser_died") is PageState.DEAD
