"""The HTML document around every page: same bytes whether a browser fills it or the renderer does without one."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from pathlib import Path

from watchdog.practice.hooks import Json, JsonObject, PageFlags, PageName
from watchdog.practice.regions import Region
from watchdog.practice.words import WORDS, locale

HERE = Path(__file__).parent
RENDER_SCRIPTS = ("render.js", "render_old.js", "render_pages.js")
"""The renderer, in loading order; pure, needs no browser."""
APP_SCRIPTS = ("app.js", "app_list.js")
STATIC_FILES: Mapping[str, str] = {
    **dict.fromkeys((*RENDER_SCRIPTS, *APP_SCRIPTS), "text/javascript; charset=utf-8"),
    "site.css": "text/css; charset=utf-8"}


def asset(name: str) -> str:
    """The text of one of STATIC_FILES. Raises KeyError for any other name."""
    if name not in STATIC_FILES:
        raise KeyError(name)
    return (HERE / name).read_text(encoding="utf-8")


def page_context(page: PageName, site: Region, language: str, *, shop_name: str = "", account_name: str = "",
                 suffix: str = "", extra: Mapping[str, Json] | None = None) -> JsonObject:
    """What render.js calls `ctx`, but for its flags. `suffix` is what links carry on a merchant's site."""
    return {"page": page, "locale": locale(site, language), "shop_name": shop_name, "account_name": account_name,
            "suffix": suffix, **(extra or {})}


def document(context: JsonObject, flags: PageFlags, app_html: str = "") -> str:
    """The whole page; `app_html` is what stands in `#app` (empty as the server sends it)."""
    page = str(context["page"])
    language = _language(context)
    body_class = "route-portal-sale-order" if page in {"orders", "order"} else f"route-{page}"
    title = html.escape(f"{WORDS[language]['title']} - {WORDS[language]['brand']}", quote=False)
    scripts = "".join(f'<script src="/static/{name}"></script>'
                      for name in (*RENDER_SCRIPTS, *APP_SCRIPTS))
    return (f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<link rel="stylesheet" href="/static/site.css"></head><body class="{body_class}">'
            f'<div id="app">{app_html}</div>'
            f'{_data("practice-page", context)}{_data("practice-flags", dict(flags))}{scripts}</body></html>')


def _language(context: JsonObject) -> str:
    place = context["locale"]
    return str(place["language"]) if isinstance(place, dict) else "en"


def _data(name: str, value: object) -> str:
    """JSON in a script element; `<` is written as an escape so that no text can close the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script id="{name}" type="application/json">{text}</script>'


def message_page(title: str, text: str) -> str:
    """A bare page, as a maintenance notice or an error has it."""
    return (f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title></head>'
            f"<body><h1>{html.escape(title)}</h1><p>{html.escape(text)}</p></body></html>")
