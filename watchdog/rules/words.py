"""Words for a tired seller at midnight. Scraped text is hostile: it is capped and stripped before it is quoted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from watchdog.model.base import OrderSn, Says

CAP = 60
SHOWN_ORDERS = 3

FIELDS: dict[str, tuple[str, str]] = {
    "total": ("total", "金额"),
    "buyer": ("buyer", "买家"),
    "status": ("status", "状态"),
    "order_id": ("order id", "订单 ID"),
    "tracking_numbers": ("tracking number", "物流单号"),
    "items.name": ("item name", "商品名称"),
    "items.variation": ("variation", "规格"),
    "items.sku": ("SKU", "SKU"),
    "items.quantity": ("quantity", "数量"),
}

STATES: dict[str, tuple[str, str]] = {
    "logged_out": (
        "the session has ended: sign in again with `watchdog login`",
        "登录已失效：请运行 watchdog login 重新登录",
    ),
    "challenged": (
        "the site asks for a captcha or an identity check: a person must answer it",
        "网站要求验证码或身份验证，需要本人处理",
    ),
    "password_again": ("the site asks for the password again", "网站要求再次输入密码"),
    "maintenance": ("the site says it is under maintenance", "网站显示正在维护"),
    "error": ("the site answered with an error", "网站返回错误"),
    "throttled": ("the site says: too many requests", "网站提示操作过于频繁"),
    "skeleton": ("the page stayed half-rendered", "页面只加载了一半"),
    "stopped": ("our own guard stopped a request that the page needed", "页面所需的请求被我们自己的只读保护拦截"),
    "wrong_shop": ("another shop's page came", "打开的是另一个店铺的页面"),
    "unknown": ("the page shows nothing that we know: its layout may have changed", "页面无法识别，版式可能已改变"),
    "not_captured": ("it was not archived", "当时没有存档"),
    "dead": ("the page never came", "页面没有打开"),
    "not_found": ("the page says that this does not exist", "页面提示不存在"),
}
"""Why we could not see, by page state."""


def quote(text: object, cap: int = CAP) -> str:
    """Scraped text as it may stand in a message: no control or direction characters, one line, at most `cap` long."""
    kept = "".join(" " if c.isspace() else c for c in str(text) if c.isspace() or unicodedata.category(c)[0] != "C")
    line = " ".join(kept.split())
    return line if len(line) <= cap else line[: cap - 1] + "…"


def key_of(text: str) -> str:
    """A file-safe key made of scraped text."""
    return "".join(c for c in text.upper() if c.isascii() and (c.isalnum() or c in "-_"))[:64]


def field_words(field: str) -> tuple[str, str]:
    return FIELDS.get(field, (field, field))


def orders_line(orders: Iterable[OrderSn]) -> str:
    """Up to three order numbers and how many more."""
    known = [quote(sn, 32) for sn in orders]
    more = len(known) - SHOWN_ORDERS
    return ", ".join(known[:SHOWN_ORDERS]) + (f" (+{more})" if more > 0 else "")


def differing_words(parts: Sequence[tuple[str, str, str]]) -> tuple[str, str]:
    """(field, one side, other side) as half-sentences in English and Chinese."""
    en = "; ".join(f"{field_words(f)[0]} “{quote(a)}” / “{quote(b)}”" for f, a, b in parts)
    zh = "；".join(f"{field_words(f)[1]}“{quote(a)}”与“{quote(b)}”" for f, a, b in parts)
    return en, zh


def says(en: str, zh: str) -> Says:
    return Says(en=en, zh=zh)
