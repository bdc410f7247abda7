"""Which page a path of the practice site is, and the document it answers with (reference 1.2, 1.3)."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from watchdog.practice.hooks import Json, PageName
from watchdog.practice.regions import REGIONS, Region
from watchdog.practice.sessions import Session, visitor_cookies
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


def respond(state: State, request: Request, side: str, home: str, domain: str, session: Session | None,
            shop: Shop | None) -> Response:
    path = request.url.path
    if side not in {"seller", "accounts"} or (home not in REGIONS and home != "cn"):
        return HTMLResponse("<h1>404</h1>", status_code=404)
    if path == "/" and side == "seller":
        return RedirectResponse("/portal/shop" if home == "cn" else "/portal/sale/order", status_code=302)
    name, order_id = page_of(side, home, path)
    if home == "cn" and session and shop is None and name in {"orders", "order"}:
        return RedirectResponse("/portal/shop", status_code=302)
    site = shop.site if shop else REGIONS.get(home, REGIONS["sg"])
    text = _document(state, request, name, site, home, shop, order_id)
    response = HTMLResponse(text, status_code=404 if name == "other" else 200)
    for value in visitor_cookies(request.cookies, domain):
        response.headers.append("set-cookie", value)
    return response


def _document(state: State, request: Request, name: PageName, site: Region, home: str, shop: Shop | None,
              order_id: str) -> str:
    port = request.url.port
    tail = f".{home}.localhost{f':{port}' if port else ''}"
    scheme = request.url.scheme
    seller = f"{scheme}://seller{tail}"
    accounts = f"{seller}/account/signin" if home == "cn" else f"{scheme}://accounts{tail}/seller/login"
    extra: dict[str, Json] = {"login_url": f"{accounts}?next=", "seller_url": seller, "overlays": state.overlays,
                              "order_id": order_id}
    suffix = ""
    if home == "cn" and shop is not None:
        suffix = f"?cnsc_shop_id={shop.shop_id}"
        extra.update(cnsc_shop_id=shop.shop_id, cbsc_shop_region=shop.region)
    language = "zh-Hans" if home == "cn" else site.language
    context = page_context(name, site, language, suffix=suffix, extra=extra)
    return document(context, state.flags(shop, name))
