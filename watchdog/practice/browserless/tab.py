"""One tab: goes to an address, runs the page's script to its end, turns pages.

What the real reader waits for has always happened already: here nothing moves between two steps.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from watchdog.practice.api import INCOME, ONE_ORDER, PACKAGE, STATUS_LOG, TRACKING
from watchdog.practice.browserless.lists import ListScript, from_address
from watchdog.practice.browserless.script import GaveUpError, LeftError, Script, as_object, as_objects
from watchdog.practice.hooks import JsonObject
from watchdog.practice.render import Names

_EMBEDDED = re.compile(r'<script id="(practice-page|practice-flags)" type="application/json">(.*?)</script>', re.DOTALL)
HOPS = 4


@dataclass
class Tab(Script):
    """`status` is the document's; `listed` the list's script while a list stands in the window."""

    status: int | None = None
    listed: ListScript | None = None

    def open(self, url: str) -> None:
        """Loads an address and lets its script run to the end, wherever that leads."""
        self.sent = []
        for _ in range(HOPS):
            self.wire.clock.page()
            reply = self.wire.send("GET", url)
            self.url, self.status, self.html = reply.url, reply.status, reply.body.decode("utf-8", "replace")
            self.toasts, self.listed, self.names, self.shop = [], None, Names(), {}
            found = dict(_EMBEDDED.findall(self.html))
            if len(found) < 2:
                return
            self.context, self.flags = json.loads(found["practice-page"]), json.loads(found["practice-flags"])
            try:
                self._run()
                return
            except LeftError as left:
                url = left.url

    def turn(self) -> bool:
        """Clicks "next" in the pager; False when something in front swallowed the click."""
        if self.listed is None or self.flags.get("overlay") == "mask":
            return False
        self.sent = []
        self.wire.clock.page()
        try:
            self.listed.turn()
        except LeftError as left:
            sent = self.sent
            self.open(left.url)
            self.sent = [*sent, *self.sent]
        return True

    def _run(self) -> None:
        page = self.context["page"]
        if page == "orders":
            self.listed = ListScript(self, from_address(self.url))
            self.listed.start()
        elif page == "order":
            order_page(self)
        elif page in {"login", "captcha"}:
            self.paint("loginPage" if page == "login" else "captchaPage", "")


def order_page(on: Script) -> None:
    """What app.js does on an order's own page."""
    state: JsonObject = {"detail": None, "tracking": None, "final_amount": None, "failed": ""}
    if not on.flags.get("skeleton_forever") and on.identify():
        try:
            _gather(on, str(on.context["order_id"]), state)
        except GaveUpError:
            state["failed"] = "failed"
    on.paint("orderPage", state)


def _gather(on: Script, order_id: str, state: JsonObject) -> None:
    detail = on.call("GET", f"{ONE_ORDER}?order_id={order_id}")
    if detail["code"] != 0:
        state["failed"] = "not_found"
        return
    on.call("GET", f"{PACKAGE}?order_id={order_id}")
    tracking = on.call("GET", f"{TRACKING}?order_id={order_id}")
    on.call("GET", f"{STATUS_LOG}/?order_id={order_id}")
    state["detail"], state["tracking"] = detail["data"], as_object(tracking.get("data")).get("list", [])
    if not on.flags.get("final_amount_missing"):
        _final_amount(on, order_id, state)


def _final_amount(on: Script, order_id: str, state: JsonObject) -> None:
    """A remote part of the page that may fail without a word."""
    try:
        answer = on.call("POST", INCOME, {"order_id": int(order_id), "components": [2, 3, 4, 5]})
    except GaveUpError:
        return
    tree = as_object(as_object(answer.get("data")).get("seller_income_breakdown"))
    for row in as_objects(tree.get("breakdown")):
        if row["field_name"] == "ESCROW_AMOUNT":
            state["final_amount"] = row["amount"]
