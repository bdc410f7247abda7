"""What a schema cannot see: selectors that do not parse, names that lead nowhere, formats nobody can read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from string import Formatter
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import list_currencies
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from watchdog.model.orders import Item, OrderFacts
from watchdog.model.pack import FieldSpec, FieldType, Marker, PageSpec
from watchdog.packs.forms import PlatformFile
from watchdog.packs.locales import BadFormatError, date_format, known_locale
from watchdog.packs.notes import nearest
from watchdog.packs.tables import Table

Say = Callable[[str, str, str], None]
"""(key, what, mend)"""
PLACES = ("tab", "page", "order_id", "order_sn", "shop_id")
_BLANK = LexborHTMLParser("<p></p>")
_LISTS = ("tracking_numbers", "package_numbers")
_STATUS_KEYS = ("labels", "patterns", "means", "source", "mark")
_SHAPES: dict[str, tuple[FieldType, ...]] = {
    "status": (FieldType.STATUS,),
    "total": (FieldType.MONEY,),
    "price": (FieldType.MONEY,),
    "quantity": (FieldType.INTEGER,),
    "created_on": (FieldType.DATE, FieldType.SN_DATE),
    "created_at": (FieldType.DATETIME, FieldType.EPOCH),
    "paid_at": (FieldType.DATETIME, FieldType.EPOCH),
    "ship_by": (FieldType.DATETIME, FieldType.EPOCH),
    **dict.fromkeys(_LISTS, (FieldType.LIST,)),
}


def check_platform(head: PlatformFile, say: Say) -> None:
    """Order numbers, sign-in form, shared markers and overlays."""
    _regex(head.order_sn.pattern, "order_sn.pattern", say)
    if head.order_sn.date:
        _date(head.order_sn.date, "en", "order_sn.date", say)
    if head.login:
        for name in ("user", "password", "submit", "error", "code", "code_submit", "challenge", "signed_in"):
            for number, css in enumerate(getattr(head.login, name)):
                _css(css, f"login.{name}[{number}]", say)
        _regex(head.login.challenge_url, "login.challenge_url", say)
    _common(head.markers, head, say)


def check_page(page: PageSpec, say: Say) -> None:
    """One page type: rows, fields, exchanges, markers, pager, totals, search, identity."""
    _address(page.address, "address", say)
    names = {exchange.name for exchange in page.exchanges}
    for key, name in _exchange_names(page):
        if name and name not in names:
            say(
                key,
                f"there is no exchange `{name}` on this page",
                nearest(name, names) if names else "add [[exchanges]]",
            )
    for number, row in enumerate(page.rows.dom):
        _css(row.css, f"rows.dom[{number}].css", say)
    for number, row in enumerate(page.rows.items_dom):
        _css(row.css, f"rows.items_dom[{number}].css", say)
    _fields(page.rows.fields, "rows.fields", OrderFacts.model_fields, say)
    _fields(page.rows.items, "rows.items", Item.model_fields, say)
    if page.rows.dom and "order_sn" not in {f.name for f in page.rows.fields if f.required}:
        say(
            "rows.fields.order_sn",
            "rows without a required order_sn",
            "add [rows.fields.order_sn] with required = true",
        )
    _common(page.markers, page, say)
    for key in ("next", "disabled", "current", "pages"):
        _css(getattr(page.pager, key), f"pager.{key}", say)
    for number, total in enumerate(page.totals):
        _css(total.css, f"totals[{number}].css", say)
        _regex(total.pattern, f"totals[{number}].pattern", say)
    if page.search:
        _address(page.search.address, "search.address", say)
        _css(page.search.input, "search.input", say)
        _css(page.search.submit, "search.submit", say)
    if page.identity:
        for key in ("dom_shop_id", "dom_name", "dom_user_name"):
            for number, take in enumerate(getattr(page.identity, key)):
                _css(take.css, f"identity.{key}[{number}].css", say)
                _regex(take.pattern or "", f"identity.{key}[{number}].pattern", say)


def check_region(table: Table, say: Say) -> None:
    """A region file, as written: zone, currency, locale, dates, status groups."""
    zone, locale, currency = (str(table.get(key, "")) for key in ("time_zone", "locale", "currency"))
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        say("time_zone", f"there is no time zone `{zone}`", "take a name of the IANA list, e.g. Asia/Singapore")
    if not known_locale(locale):
        say("locale", f"there is no locale `{locale}`", "take a language and country, e.g. en_SG, zh_Hant_TW, pt_BR")
        locale = "en"
    signs = table.get("currency_symbols")
    markets = table.get("market_currencies")
    shown = {**(signs if isinstance(signs, dict) else {}), **(markets if isinstance(markets, dict) else {})}
    for key, code in {"currency": currency, **shown}.items():
        if str(code) not in list_currencies():
            say(key, f"`{code}` is no ISO 4217 currency", "take its three letters, e.g. SGD")
    formats = table.get("date_formats")
    for number, fmt in enumerate(formats if isinstance(formats, list) else ()):
        _date(str(fmt), locale, f"date_formats[{number}]", say)
    _regex(str(table.get("money_pattern", "")), "money_pattern", say)
    groups = table.get("statuses")
    for number, group in enumerate(groups if isinstance(groups, list) else ()):
        _status_group(group, f"statuses[{number}]", say)


def _status_group(group: object, key: str, say: Say) -> None:
    if not isinstance(group, dict):
        say(key, "not a table", "write [[statuses]] with labels, means, source, mark")
        return
    for name in group:
        if name not in _STATUS_KEYS:
            say(f"{key}.{name}", f"unknown key `{name}`", nearest(str(name), _STATUS_KEYS))
    if not group.get("source") or not group.get("mark"):
        say(key, "no source or no mark", 'add source = "..." and mark = "A", "B", "C" or "G" (a guess)')
    for number, pattern in enumerate(group.get("patterns", ())):
        _regex(str(pattern), f"{key}.patterns[{number}]", say)


def _fields(fields: tuple[FieldSpec, ...], prefix: str, known: object, say: Say) -> None:
    names = tuple(known) if isinstance(known, dict) else ()
    for spec in fields:
        key = f"{prefix}.{spec.name}"
        if spec.name not in names:
            say(key, f"orders have no field `{spec.name}`", nearest(spec.name, names))
        fitting = _SHAPES.get(spec.name, (FieldType.TEXT,))
        if spec.name in names and spec.type not in fitting:
            say(f"{key}.type", f"`{spec.type.value}` does not fit", f"use {' or '.join(t.value for t in fitting)}")
        for number, take in enumerate(spec.dom):
            _css(take.css, f"{key}.dom[{number}].css", say)
            _css(take.inside, f"{key}.dom[{number}].inside", say)
            _regex(take.pattern or "", f"{key}.dom[{number}].pattern", say)
        for number, found in enumerate(spec.json_):
            _regex(found.pattern or "", f"{key}.json[{number}].pattern", say)
            if found.scale < 1:
                say(f"{key}.json[{number}].scale", "a scale under 1", "amounts are divided by it: 1, 100, 100000")


def _common(markers: tuple[Marker, ...], holder: PageSpec | PlatformFile, say: Say) -> None:
    for number, marker in enumerate(markers):
        key = f"markers[{number}]"
        _css(marker.css, f"{key}.css", say)
        for name in ("text", "url", "http_status", "exchange_status", "code"):
            _regex(getattr(marker, name), f"{key}.{name}", say)
        if not (marker.css or marker.text or marker.url or marker.http_status or marker.exchange):
            say(key, "a marker without a condition fits every page", "give css, text, url, http_status or exchange")
    for number, overlay in enumerate(holder.overlays):
        for name in ("css", "first", "close"):
            _css(getattr(overlay, name), f"overlays[{number}].{name}", say)
    for number, skeleton in enumerate(holder.skeletons):
        _css(skeleton.css, f"skeletons[{number}].css", say)


def _exchange_names(page: PageSpec) -> Iterator[tuple[str, str]]:
    for number, rows in enumerate(page.rows.json_):
        yield f"rows.json[{number}].exchange", rows.exchange
    for spec in page.rows.fields:
        for number, take in enumerate(spec.json_):
            yield f"rows.fields.{spec.name}.json[{number}].exchange", take.exchange
    for number, total in enumerate(page.totals):
        yield f"totals[{number}].exchange", total.exchange
    for number, marker in enumerate(page.markers):
        yield f"markers[{number}].exchange", "" if marker.exchange == "*" else marker.exchange
    yield "paging.exchange", page.paging.exchange
    yield "identity.exchange", page.identity.exchange if page.identity else ""


def _css(css: str, key: str, say: Say) -> None:
    if not css:
        return
    try:
        _BLANK.css(css)
    except SelectolaxError:
        say(
            key,
            f"`{css}` is not a CSS selector",
            "check brackets, quotes and commas; jQuery's own selectors do not count",
        )


def _regex(pattern: str, key: str, say: Say) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        say(key, f"`{pattern}` is not a regular expression: {error}", "in TOML write it between single quotes")


def _date(fmt: str, locale: str, key: str, say: Say) -> None:
    try:
        date_format(fmt, locale)
    except BadFormatError as error:
        say(key, f"`{fmt}` is not a date format: {error}", "see strptime, e.g. %d/%m/%Y %H:%M")


def _address(address: str, key: str, say: Say) -> None:
    try:
        places = [name for _, name, _, _ in Formatter().parse(address) if name is not None]
    except ValueError as error:
        say(key, f"`{address}`: {error}", "write literal braces twice")
        return
    for name in places:
        if name not in PLACES:
            say(key, f"`{{{name}}}` is not filled in", nearest(name, PLACES))
