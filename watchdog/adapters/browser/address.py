"""Addresses from the pack's templates."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from watchdog.adapters.browser.decide import Rules
from watchdog.model.case import Target
from watchdog.model.pack import LoginSpec, Pack, PageSpec
from watchdog.model.pages import Ask, AskKind


def origin(target: Target, pack: Pack, host: str) -> str:
    """`seller` or `accounts` as an origin with scheme, the target's override first."""
    return (target.hosts.get(host) or pack.region.hosts.get(host) or pack.region.hosts["seller"]).rstrip("/")


def rules_for(target: Target, pack: Pack) -> Rules:
    return Rules(
        rules=pack.guard,
        seller=urlsplit(origin(target, pack, "seller")).netloc.lower(),
        accounts=urlsplit(origin(target, pack, "accounts")).netloc.lower(),
        extra=pack.region.extra_hosts,
    )


def page_url(target: Target, pack: Pack, spec: PageSpec, ask: Ask) -> str:
    """Where `ask` is found. A search uses the page type's own search address, if it has one."""
    searched = spec.search.address if ask.kind is AskKind.SEARCH and spec.search else ""
    template = searched or spec.address
    values = {
        "tab": spec.tabs.get(ask.tab, "" if ask.tab in ("", "all") else ask.tab),
        "page": str(ask.number if ask.kind is AskKind.LIST else 1),
        "order_id": ask.order_id or "",
        "order_sn": ask.order_sn or "",
        "shop_id": target.shop_id or "",
    }
    return origin(target, pack, "seller") + fill(template, values)


def login_url(target: Target, pack: Pack, login: LoginSpec, next_url: str) -> str:
    values = {"next": next_url, "shop_id": target.shop_id or ""}
    return origin(target, pack, login.host) + fill(login.address, values)


def fill(template: str, values: dict[str, str]) -> str:
    """Placeholders replaced one by one: a template may hold braces that are not ours."""
    for name, value in values.items():
        template = template.replace("{" + name + "}", quote(value, safe=""))
    return template


def same_page(one: str, other: str) -> bool:
    """The same address apart from its fragment."""
    return one.partition("#")[0].rstrip("/") == other.partition("#")[0].rstrip("/")
