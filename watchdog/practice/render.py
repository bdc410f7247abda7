"""Pages of the practice site without a browser: the same renderer in an embedded engine, the same bytes.

`Renderer.list_page` and `order_page` return the whole settled document, as the browser serialises it once every answer
has arrived and all overlays are closed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from py_mini_racer import MiniRacer

from watchdog.practice.hooks import Json, JsonObject, PageFlags
from watchdog.practice.shell import HERE, RENDER_SCRIPTS, document


@dataclass(frozen=True, slots=True)
class ListState:
    """What app_list.js has gathered when a list page stands still. `cards` are card_list elements in order shown."""

    meta: Json
    total: int
    cards: Sequence[Json]
    tab: str = "all"
    source: str = "all"
    page: int = 1
    keyword: str = ""
    failed: bool = False


@dataclass(frozen=True, slots=True)
class OrderState:
    """What app.js has gathered on an order page: `detail` and `tracking` are the `data` and `data.list` of the answers,
    `final_amount` the ESCROW_AMOUNT x100000, None while it has not come. `failed`: "", "not_found" or "failed"."""

    detail: Json = None
    tracking: Json = None
    final_amount: int | None = None
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What the header shows once the page has asked who is signed in."""

    shop_name: str = ""
    account_name: str = ""


def _engine() -> MiniRacer:
    """Made in a thread of its own: an engine ties itself to the event loop it finds running, and would die with it."""
    with ThreadPoolExecutor(max_workers=1) as aside:
        return aside.submit(MiniRacer).result()


@dataclass
class Renderer:
    """One engine; make it once and use it for thousands of pages. Not for several threads at the same time."""

    here: Path = HERE
    _engine: MiniRacer = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._engine = _engine()
        for name in RENDER_SCRIPTS:
            self._engine.eval((self.here / name).read_text(encoding="utf-8"))

    def list_page(self, context: JsonObject, flags: PageFlags, names: Names, state: ListState) -> str:
        wanted: dict[str, Json] = {
            "meta": state.meta, "total": state.total, "cards": list(state.cards), "tab": state.tab,
            "source": state.source, "page": state.page, "keyword": state.keyword, "failed": state.failed}
        return self._page("listPage", context, flags, names, wanted)

    def order_page(self, context: JsonObject, flags: PageFlags, names: Names, state: OrderState) -> str:
        wanted: dict[str, Json] = {"detail": state.detail, "tracking": state.tracking,
                                   "final_amount": state.final_amount, "failed": state.failed}
        return self._page("orderPage", context, flags, names, wanted)

    def fragment(self, function: str, context: JsonObject, argument: Json = None,
                 flags: PageFlags | None = None) -> str:
        """What another function makes: loginPage, otp, captchaPage, shopsPage, announcement, tour."""
        known = {**context, "flags": dict(flags or {})}
        arguments = ",".join(json.dumps(value, ensure_ascii=False) for value in (known, argument))
        return str(self._engine.eval(f"Practice.{function}({arguments})"))

    def _page(self, function: str, context: JsonObject, flags: PageFlags, names: Names,
              state: Mapping[str, Json]) -> str:
        known = {**context, "flags": dict(flags), "shop_name": names.shop_name, "account_name": names.account_name}
        arguments = ",".join(json.dumps(value, ensure_ascii=False) for value in (known, state))
        html = self._engine.eval(f"Practice.{function}({arguments})")
        return document(context, flags, str(html))
