"""A small pack by hand and a simple reader of page states: what these tests need, independent of the shipped packs."""

from __future__ import annotations

import json
import random
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr
from selectolax.lexbor import LexborHTMLParser

from watchdog.adapters.browser.settings import BrowserSettings, Credentials, Pace
from watchdog.model.base import AccountId, ShopId, ShopKey
from watchdog.model.case import Target
from watchdog.model.pack import (
    ExchangeSpec,
    GuardRule,
    IdentitySpec,
    LoginSpec,
    Marker,
    OrderSnSpec,
    Overlay,
    Pack,
    Pager,
    PageSpec,
    PagingSpec,
    RegionSpec,
    RowSpec,
    RowTake,
    SearchSpec,
    Skeleton,
)
from watchdog.model.pages import Page, PageState
from watchdog.practice import PracticeSite
from watchdog.practice.things import Account

SELLER = "/api/v3/order"
READS = (
    f"{SELLER}/search_order_list_index",
    f"{SELLER}/get_order_list_card_list",
    f"{SELLER}/get_order_list_meta_v2",
    "/api/v4/accounting/*",
)

MARKERS = (
    Marker(state=PageState.CHALLENGED, url="/verify"),
    Marker(state=PageState.LOGGED_OUT, url=r"/seller/login|/account/signin"),
    Marker(state=PageState.MAINTENANCE, text="maintenance"),
    Marker(state=PageState.EMPTY, css=".order-list-empty, .eds-empty"),
    Marker(state=PageState.READY, css=".order-card, .shop-name:not(:empty)"),
)

OVERLAYS = (
    Overlay(
        css=".eds-modal.announcement", first=".announcement input", close=".announcement button", name="announcement"
    ),
    Overlay(css=".on-boarding", close=".on-boarding button", name="tour"),
)

ORDERS = PageSpec(
    type="orders",
    address="/portal/sale/order?type={tab}&sort_by=create_date_desc&cnsc_shop_id={shop_id}",
    rows=RowSpec(dom=(RowTake(css="a.order-card[data-testid=order-item]"),)),
    exchanges=(
        ExchangeSpec(name="index", method="POST", path=f"{SELLER}/search_order_list_index", needed=True),
        ExchangeSpec(name="cards", method="POST", path=f"{SELLER}/get_order_list_card_list"),
        ExchangeSpec(name="meta", method="POST", path=f"{SELLER}/get_order_list_meta_v2"),
    ),
    markers=MARKERS,
    skeletons=(Skeleton(css=".eds-skeleton"),),
    overlays=OVERLAYS,
    pager=Pager(
        kind="click", next=".eds-pager__button-next", disabled="[disabled]", current=".eds-pager__pages .active"
    ),
    paging=PagingSpec(exchange="index", keys="/data/index_list/*/order_id"),
    search=SearchSpec(address="/portal/sale/order?keyword={order_sn}&cnsc_shop_id={shop_id}"),
    page_size=40,
)

IDENTITY = PageSpec(
    type="identity",
    address="/portal/sale/order?type=unpaid&cnsc_shop_id={shop_id}",
    exchanges=(ExchangeSpec(name="shop", path="/api/framework/selleraccount/shop_info", needed=True),),
    markers=(*MARKERS[:3], Marker(state=PageState.READY, css=".shop-name:not(:empty)")),
    overlays=OVERLAYS,
    identity=IdentitySpec(exchange="shop", shop_id="/data/shop_id"),
)

LOGIN = LoginSpec(
    address="/seller/login?next={next}",
    user=("input[name=loginKey]",),
    password=("input[name=password]",),
    submit=("button[type=submit]",),
    error=("div[role=alert]",),
    code=("input[maxlength='6']",),
    code_submit=(".otp-confirm",),
    challenge=(".captcha-box",),
    challenge_url="/verify",
    signed_in=(".account-name",),
    session_cookies=("SPC_EC", "SPC_ST"),
)


def pack(**pages: PageSpec) -> Pack:
    """Our pack; `pages` replace or add page types."""
    region = RegionSpec(
        region="sg",
        hosts={"seller": "http://seller.sg.localhost"},
        time_zone="Asia/Singapore",
        currency="SGD",
        locale="en_SG",
    )
    return Pack(
        platform="shopee",
        region=region,
        order_sn=OrderSnSpec(pattern="[0-9]{6}[0-9A-Z]{8}"),
        pages={"orders": ORDERS, "identity": IDENTITY, **pages},
        login=LOGIN,
        guard=(
            GuardRule(kind="write", method="GET", path=f"{SELLER}/mark_seen"),
            *(GuardRule(kind="read", method="POST", host="seller", path=path) for path in READS),
            GuardRule(kind="read", method="POST", host="accounts", path="/api/v2/login", phase="login"),
        ),
    )


def judge(page: Page, pack: Pack) -> PageState:
    """Markers in order, then rows against what the index announced."""
    spec = pack.pages[page.ask.page_type]
    tree = LexborHTMLParser(page.html.decode())
    if page.http_status == 429 or any(exchange.status == 429 for exchange in page.exchanges):
        return PageState.THROTTLED
    rows = next((found for take in spec.rows.dom if (found := tree.css(take.css))), [])
    if any(tree.css_matches(one.css) for one in spec.skeletons):
        return PageState.SKELETON
    for marker in spec.markers:
        there = not marker.css or tree.css_matches(marker.css)
        if (
            there
            and re.search(marker.url, page.url)
            and re.search(marker.text, tree.body.text() if tree.body else "", re.I)
        ):
            index = next((json.loads(one.body) for one in page.exchanges if one.name == "index" and one.body), None)
            if marker.state is PageState.READY and index and len(rows) != len(index["data"]["index_list"]):
                return PageState.SKELETON
            return marker.state
    return PageState.UNKNOWN


class StandingClock:
    """A clock that tells the real time; tests never look at it."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the clock is the adapter's seam


class NoCodes:
    def code(self, account: AccountId) -> str | None:
        del account
        return None


def settings(folder: Path, **changes: object) -> BrowserSettings:
    """No pace, no waiting out of a long deadline."""
    values: dict[str, object] = {
        "executable": shutil.which("chromium") or "",
        "deadline_s": 6.0,
        "pace": Pace(gap_s=0, throttle_s=0),
        "rng": random.Random(1),
        **changes,
    }
    return BrowserSettings(state_dir=folder, **values)  # type: ignore[arg-type]


def target(site: PracticeSite, account: Account, place: int = 0) -> Target:
    shop = site.world.shops_of(account)[place]
    accounts = "seller" if account.home == "cn" else "accounts"
    return Target(
        shop=ShopKey(f"{account.home}-{place}"),
        account=AccountId(account.login),
        platform="shopee",
        region=account.home,
        shop_id=ShopId(str(shop.shop_id)),
        hosts={"seller": site.base_url(account.home), "accounts": site.base_url(account.home, accounts)},
    )


def secrets(site: PracticeSite) -> dict[AccountId, Credentials]:
    return {
        AccountId(one.login): Credentials(user=one.login, password=SecretStr(one.password))
        for one in site.world.accounts
    }
