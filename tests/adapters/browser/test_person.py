"""Signing in by hand, and what a challenge in the middle of reading means for the account."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime

import pytest
from handmade import LOGIN, judge, pack, target

from watchdog.adapters.browser import AccountState, BrowserSource
from watchdog.adapters.browser.desk import shops_in
from watchdog.model.base import AccountId
from watchdog.model.case import Rung
from watchdog.model.pages import Ask, AskKind, Exchange, Page, PageState, Window
from watchdog.practice import PracticeSite
from watchdog.practice.things import Account

AT = datetime(2026, 11, 22, tzinfo=UTC)
LISTING = LOGIN.model_copy(
    update={
        "shops_exchange": "shops",
        "shops_path": "/data/shops",
        "shop_id_key": "shop_id",
        "shop_name_key": "shop_name",
        "shop_region_key": "region",
    }
)


def page_with(body: bytes) -> Page:
    exchange = Exchange(name="shops", method="GET", url="http://s/shops", status=200, body=body, started_at=AT)
    return Page(
        ask=Ask(kind=AskKind.IDENTITY, page_type="identity"), url="", observed_at=AT, html=b"", exchanges=(exchange,)
    )


def test_the_accounts_shops_are_listed_from_its_own_list() -> None:
    shops = shops_in(
        page_with(b'{"data": {"shops": [{"shop_id": 7, "shop_name": "Demo", "region": "SG"}, {"shop_id": 8}]}}'),
        LISTING,
    )
    assert [(shop.shop_id, shop.name, shop.region) for shop in shops] == [("7", "Demo", "sg"), ("8", "", "")]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"<html>", b'{"data": 3}', b'{"data": {"shops": [null, {"shop_id": 0}]}}']
)
def test_an_unexpected_answer_lists_no_shops(body: bytes) -> None:
    assert shops_in(page_with(body), LISTING) == ()


def types_in(source: BrowserSource, account: Account) -> None:
    """A person at the window: waits for the form, fills it in, presses the button."""

    async def by_hand() -> None:
        while not (contexts := list(source._pool._contexts.values())) or not contexts[0].context.pages:
            await asyncio.sleep(0.05)
        page = contexts[0].context.pages[0]
        await page.fill("input[name=loginKey]", account.login)
        await page.fill("input[name=password]", account.password)
        await page.click("button[type=submit]")

    source._loop.run(by_hand())


@pytest.mark.browser
def test_a_person_signs_in_once_and_reading_goes_on_with_that_session(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    one = source(passwords=lambda account: None)
    one._desk.challenged(AccountId(sg.login), "captcha")
    person = threading.Thread(target=types_in, args=(one, sg))
    person.start()
    done = one.sign_in_with_person(target(site, sg), pack(), timeout_s=20)
    person.join()
    assert done.signed_in
    assert one.account(AccountId(sg.login)).state is AccountState.OK
    with one.open(target(site, sg), pack(), Rung.BASELINE) as look:
        assert judge(look.identity(), pack()) is PageState.READY


@pytest.mark.browser
def test_nobody_at_the_window_is_a_value(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    done = source().sign_in_with_person(target(site, sg), pack(), timeout_s=0.5)
    assert not done.signed_in
    assert "nobody signed in" in done.why


@pytest.mark.browser
def test_a_captcha_while_reading_makes_the_account_wait_for_a_person(site: PracticeSite, sg: Account, source) -> None:  # type: ignore[no-untyped-def]
    one = source()
    with one.open(target(site, sg), pack(), Rung.BASELINE) as look:
        look.identity()
        site.set_fault(site.world.shops_of(sg)[0].shop_id, "captcha")
        page = next(look.window(Window(since=AT)))
    assert judge(page, pack()) is PageState.CHALLENGED
    known = one.account(AccountId(sg.login))
    assert known.state is AccountState.CHALLENGED
    assert "/verify" in known.why
