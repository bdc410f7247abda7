"""The daily digest says what was read and what was not, also when all is well."""

from datetime import timedelta

from samples_case import AT, SHOP

from watchdog.model.base import AccountId, ShopKey
from watchdog.reports import DigestData, ShopDay, digest_notice

WELL = ShopDay(
    shop=SHOP, account=AccountId("main"), checks=144, orders=400, compared=390, windows=("all: 10 pages, complete",)
)
DATA = DigestData(since=AT - timedelta(days=1), until=AT, shops=(WELL,), accounts=((AccountId("main"), "ok"),))


def test_all_is_well_is_said_with_what_it_rests_on() -> None:
    notice = digest_notice(DATA)
    assert notice.title.en == "Daily report: 1 shops, 0 new, 0 open, 0 not seen"
    assert "demo-sg: 144 checks, 400 orders read, 390 compared with your records" in notice.body.en
    assert "window all: 10 pages, complete" in notice.body.en
    assert "All is well where we could see." in notice.body.en
    assert "账号 main：ok" in notice.body.zh


def test_what_was_not_seen_is_said_with_why() -> None:
    blind = WELL.model_copy(
        update={
            "shop": ShopKey("demo-tw"),
            "blind": (("signed out", 12),),
            "not_comparable": ("buyer: 1 of 2",),
            "open_by_rule": (("order-missing", 3),),
            "opened": 2,
        }
    )
    never = ShopDay(shop=ShopKey("demo-br"), account=AccountId("main"), checks=0)
    notice = digest_notice(DATA.model_copy(update={"shops": (WELL, blind, never), "unsent": 4}))
    assert notice.title.en == "Daily report: 3 shops, 2 new, 3 open, 2 not seen"
    assert "not seen 12 times: signed out" in notice.body.en
    assert "Not yet comparable: buyer: 1 of 2" in notice.body.en
    assert "demo-br: not checked in this time" in notice.body.en
    assert "open: 3 × order missing" in notice.body.en
    assert "4 messages still wait to be sent." in notice.body.en
    assert "All is well" not in notice.body.en


def test_the_id_is_that_of_its_day() -> None:
    later = DATA.model_copy(update={"until": AT + timedelta(days=1)})
    assert digest_notice(DATA).id == digest_notice(DATA).id != digest_notice(later).id
