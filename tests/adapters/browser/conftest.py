"""A practice site and a browser source for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from handmade import NoCodes, StandingClock, judge, secrets, settings

from watchdog.adapters.browser import BrowserSource, SessionStore
from watchdog.practice import PracticeSite, make_world
from watchdog.practice.things import Account

NOW = 1_762_000_000
Open = Callable[..., BrowserSource]


@pytest.fixture(scope="module")
def running() -> Iterator[PracticeSite]:
    with PracticeSite(make_world(1, NOW, orders_per_shop=90)) as site:
        yield site


@pytest.fixture
def site(running: PracticeSite) -> Iterator[PracticeSite]:
    """The practice site, quiet before and after each test; nothing may ever have been written to it."""
    yield running
    running.clear_faults()
    running.end_sessions()
    running.log.clear()
    running.state.code_required = frozenset()
    running.state.wrong_passwords.clear()
    assert running.errors == []
    assert running.writes == []


@pytest.fixture
def sg(site: PracticeSite) -> Account:
    return next(account for account in site.world.accounts if account.home == "sg")


@pytest.fixture
def source(site: PracticeSite, tmp_path: Path) -> Iterator[Open]:
    """Makes browser sources; those still open are closed in the end."""
    made: list[BrowserSource] = []

    def make(sessions: SessionStore | None = None, codes: object = None, passwords: object = None, **changes: object):  # type: ignore[no-untyped-def]
        one = BrowserSource(
            settings(tmp_path, **changes),
            secrets=passwords or secrets(site).get,  # type: ignore[arg-type]
            codes=codes or NoCodes(),  # type: ignore[arg-type]
            clock=StandingClock(),
            sessions=sessions,
            judge=judge,
        )
        made.append(one)
        return one

    yield make
    for one in made:
        one.close()
