"""Which page a path of the practice site is, and the document it answers with (reference 1.2, 1.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from watchdog.practice.hooks import Json, JsonObject, PageName
from watchdog.practice.regions import REGIONS
from watchdog.practice.sessions import Session
from watchdog.practice.shell import document, page_context
from watchdog.practice.state import State
from watchdog.practice.things import Shop

_ORDER = re.compile(r"/portal/sale/order/([0-9]{1,20})/?")
_LIST = {"/portal/sale/order", "/portal/sale", "/portal/sale/shipment"}
_LOGIN = {"accounts": {"/seller/login"}, "seller": {"/account/signin", "/account/login"}}


def page_of(side: str, home: str, path: str) -> tuple[PageName, str]:
    """The page's name and, for an order page, the order_id."""
    if path.rstrip("/") in _LOGIN.get(side, set()) and (side == "accounts" or home == "cn"):
        return "login", ""
    if path.startswith("/verify/"):
        return "captcha", ""
    if path.rstrip("/") == "/portal/shop":
        return "shops", ""
    order = _ORDER.fullmatch(path)
    if order:
        return "order", order.group(1)
    return ("orders" if path.rstrip("/") in _LIST else "other"), ""


@dataclass(frozen=True, slots=True)
class Where:
    """The site's address as the browser has it: `home` "sg", "cn" ...; port None for the scheme's own."""

    scheme: str
    home: str
    port: int | None

    def url(self, side: str) -> str:
        return f"{self.scheme}://{side}.{self.home}.localhost{f':{self.port}' if self.port else ''}"

    @property
    def login(self) -> str:
        """A cross-border merchant signs in on the same host, everybody else on accounts.* (reference 1.1)."""
        return self.url("seller") + "/account/signin" if self.home == "cn" else self.url("accounts") + "/seller/login"


def respond(state: State, request: Request, where: Where, side: str, *,
            session: Session | None, shop: Shop | None) -> Response:
    path, home = request.url.path, where.home
    if side not in {"seller", "accounts"} or (home not in REGIONS and home != "cn"):
        return HTMLResponse("<h1>404</h1>", status_code=404)
    if path == "/" and side == "seller":
        return RedirectResponse("/portal/shop" if home == "cn" else "/portal/sale/order", status_code=302)
    name, order_id = page_of(side, home, path)
    if home == "cn" and session and shop is None and name in {"orders", "order"}:
        return RedirectResponse("/portal/shop", status_code=302)
    context = context_for(where, name, shop, order_id, overlays=state.overlays)
    return HTMLResponse(document(context, state.flags(shop, name)), status_code=404 if name == "other" else 200)


def context_for(where: Where, name: PageName, shop: Shop | None, order_id: str = "", *,
                overlays: bool = True) -> JsonObject:
    """What a page is told before its script has asked anything: no names of shop or account yet."""
    site = shop.site if shop else REGIONS.get(where.home, REGIONS["sg"])
    extra: dict[str, Json] = {"login_url": f"{where.login}?next=", "seller_url": where.url("seller"),
                              "overlays": overlays, "order_id": order_id}
    suffix = ""
    if where.home == "cn" and shop is not None:
        suffix = f"?cnsc_shop_id={shop.shop_id}"
        extra.update(cnsc_shop_id=shop.shop_id, cbsc_shop_region=shop.region)
    language = "zh-Hans" if where.home == "cn" else site.language
    return page_context(name, site, language, suffix=suffix, extra=extra)
