"""First contact: what a page holds that the pack does not know."""

from __future__ import annotations

from datetime import UTC, datetime

from watchdog.adapters.packs import read_pack_texts
from watchdog.cli.first_contact import UNLISTED, listening_to_all, page_told
from watchdog.model.pages import Ask, AskKind, Exchange, Page
from watchdog.packs import load

AT = datetime(2026, 11, 22, tzinfo=UTC)
PACK = load(read_pack_texts(), "shopee", "sg")


def exchange(name: str, url: str, body: bytes | None) -> Exchange:
    return Exchange(name=name, method="GET", url=url, status=200, body=body, started_at=AT)


def page(html: str, *exchanges: Exchange) -> Page:
    ask = Ask(kind=AskKind.LIST, page_type="orders", tab="all")
    url = "https://seller.shopee.sg/portal/sale/order?token=Zebra77"
    return Page(ask=ask, url=url, observed_at=AT, html=html.encode(), exchanges=exchanges)


def test_every_named_exchange_keeps_its_place_before_the_one_that_takes_the_rest() -> None:
    heard = listening_to_all(PACK)
    for name, spec in PACK.pages.items():
        names = [one.name for one in heard.pages[name].exchanges]
        assert names == [one.name for one in spec.exchanges] + [UNLISTED, UNLISTED]


def test_json_that_no_pack_names_is_told_without_its_query() -> None:
    told = page_told(
        page(
            "<html></html>",
            exchange(UNLISTED, "https://seller.shopee.sg/api/v4/new_list?SPC_CDS=Zebra77", b'{"code": 0, "data": []}'),
            exchange(UNLISTED, "https://seller.shopee.sg/logo.svg", b"<svg/>"),
            exchange(UNLISTED, "https://seller.shopee.sg/lost", None),
            exchange("index", "https://seller.shopee.sg/api/v3/order/list", b"{}"),
        ),
        PACK,
    )
    assert told.unlisted == ("GET seller.shopee.sg/api/v4/new_list: code, data",)
    assert "Zebra77" not in repr(told)


def test_classes_that_sound_like_a_marker_and_stand_in_no_pack_are_named() -> None:
    told = page_told(page('<div class="brand-new-captcha x"></div><div class="brand-new-captcha"></div>'), PACK)
    assert ".brand-new-captcha (2)" in told.signs
    assert not any(".x " in sign for sign in told.signs)
