"""What every page script of the practice site does, without a browser: calls, who is signed in, painting, toasts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import quote, urlsplit

from watchdog.practice.browserless.wire import Reply, Wire
from watchdog.practice.hooks import Json, JsonObject, PageFlags
from watchdog.practice.render import Names, Renderer

_SIGN_IN = re.compile(r"/seller/login|/account/signin")


class LeftError(Exception):
    """The page's script goes somewhere else."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class GaveUpError(Exception):
    """A call got no usable answer (`status`, 0 if it was only unreadable)."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


@dataclass(frozen=True, slots=True)
class Sent:
    """One call of the page, as a browser's recorder sees it."""

    method: str
    url: str
    request: bytes
    reply: Reply


class Engine(Renderer):
    """The renderer with every page the scripts can leave behind."""

    def page(self, function: str, context: JsonObject, flags: PageFlags, names: Names, state: Json) -> str:
        return self._page(function, context, flags, names, cast(JsonObject, state))


@dataclass
class Script:
    """The document that stands in the window and what its script has gathered. `sent`: the calls since it was last
    emptied."""

    wire: Wire
    engine: Engine
    url: str = ""
    html: str = ""
    sent: list[Sent] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    context: JsonObject = field(default_factory=dict)
    flags: PageFlags = field(default_factory=PageFlags)
    names: Names = field(default_factory=Names)
    shop: JsonObject = field(default_factory=dict)

    def call(self, method: str, path: str, body: JsonObject | None = None) -> JsonObject:
        parts = urlsplit(self.url)
        more = f"SPC_CDS={quote(self.wire.cookies.get('SPC_CDS') or '-', safe='')}&SPC_CDS_VER=2"
        if self.context.get("cnsc_shop_id"):
            more += f"&cnsc_shop_id={self.context['cnsc_shop_id']}&cbsc_shop_region={self.context['cbsc_shop_region']}"
        url = f"{parts.scheme}://{parts.netloc}{path}{'&' if '?' in path else '?'}{more}"
        text = b"" if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        reply = self.wire.send(method, url, text)
        self.sent.append(Sent(method, url, text, reply))
        if "/verify/" in reply.url:
            raise LeftError(reply.url)
        if _SIGN_IN.search(reply.url) or reply.status == 403:
            raise LeftError(self._sign_in_url())
        answer = reply.json
        if reply.status != 200 or answer is None:
            raise GaveUpError(reply.status)
        return answer

    def _sign_in_url(self) -> str:
        return f"{self.context['login_url']}{quote(self.url, safe='')}"

    def identify(self) -> bool:
        """Asks who is signed in; False when the site did not say."""
        try:
            user = self.call("GET", "/api/selleraccount/user_info/")
            if user["code"] != 0:
                raise LeftError(self._sign_in_url())
            shop = self.call("GET", "/api/framework/selleraccount/shop_info/")
        except GaveUpError:
            self.sorry()
            return False
        self.shop = as_object(shop.get("data"))
        name = str(self.shop.get("name", ""))
        self.names = Names(shop_name=name, account_name=str(as_object(user["data"]).get("username", "")))
        return True

    def paint(self, function: str, state: Json) -> None:
        whole = self.engine.page(function, self.context, self.flags, self.names, state)
        whole = whole.replace("\0", "")  # a browser's parser drops them
        above = "".join(self.toasts)
        if self.flags.get("overlay") == "mask" and self.context["page"] in {"orders", "order"}:
            above += '<div class="eds-modal leftover"><div class="eds-modal__mask"></div></div>'
        self.html = whole.replace("</body></html>", f"{above}</body></html>")

    def toast(self, text: str) -> None:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        self.toasts.append(f'<div class="eds-toast"><div class="eds-toast__content">{escaped}</div></div>')

    def sorry(self, status: int = 0) -> None:
        words = cast(JsonObject, cast(JsonObject, self.context["locale"])["words"])
        self.toast(f"{words['failed']} ({status})" if status else str(words["failed"]))


def as_object(value: Json) -> JsonObject:
    return value if isinstance(value, dict) else {}


def as_objects(value: Json) -> list[JsonObject]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
