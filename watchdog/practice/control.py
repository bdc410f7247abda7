"""The practice site's switches: a small JSON API and a small page for people, under /__practice__/."""

from __future__ import annotations

import html
import json

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from watchdog.errors import UsageError
from watchdog.practice import writes
from watchdog.practice.hooks import Json, JsonObject, catalogue
from watchdog.practice.state import State


def respond(state: State, request: Request, body: bytes) -> Response:
    path = request.url.path
    if path == "/__practice__":
        return RedirectResponse("/__practice__/", status_code=302)
    if path == "/__practice__/":
        return HTMLResponse(_page(state))
    if path in writes.PATHS:
        return Response(writes.text(path), headers={"content-type": writes.PATHS[path]})
    if path == "/__practice__/state":
        return _state(state, request.method, body)
    return JSONResponse({"error": "not found"}, status_code=404)


def _state(state: State, method: str, body: bytes) -> Response:
    try:
        if method != "GET":
            change(state, json.loads(body))
    except (ValueError, TypeError, KeyError, UsageError) as error:
        return JSONResponse({"error": str(error)}, status_code=400)
    return JSONResponse(describe(state))


def describe(state: State) -> JsonObject:
    """The site's state: clock, latency, shops with their faults, known faults, number of writes arrived."""
    shops: list[Json] = [
        {"shop_id": shop.shop_id, "name": shop.name, "region": shop.region, "account": shop.account,
         "faults": [{"name": on.name, "params": dict(on.params)} for on in state.switched
                    if on.shop_id == shop.shop_id]} for shop in state.world.shops]
    known: list[Json] = [{"name": one.name, "what": one.what} for one in catalogue().values()]
    return {"now": state.world.now, "now_offset": state.world.now - state.world.origin, "latency_ms": state.latency_ms,
            "shops": shops, "catalogue": known, "writes": len(state.writes), "errors": len(state.errors)}


def change(state: State, wish: object) -> None:
    """Applies {"clear": true, "set": [{shop_id, name, params}], "unset": [{shop_id, name}], "latency_ms": 80,
    "now_offset": 3600, "end_sessions": true}, in that order of keys but `unset` before `set`; any may be left out."""
    if not isinstance(wish, dict):
        raise TypeError("the body must be a JSON object")
    unknown = set(wish) - {"clear", "set", "unset", "latency_ms", "now_offset", "end_sessions"}
    if unknown:
        raise ValueError(f"unknown keys: {', '.join(sorted(unknown))}")
    if wish.get("clear"):
        state.clear_faults()
    for one in wish.get("unset", []):
        state.clear_faults(int(one["shop_id"]), str(one["name"]))
    for one in wish.get("set", []):
        state.set_fault(int(one["shop_id"]), str(one["name"]), **one.get("params", {}))
    if "latency_ms" in wish:
        state.latency_ms = max(0, int(wish["latency_ms"]))
    if "now_offset" in wish:
        state.set_now(state.world.origin + int(wish["now_offset"]))
    if wish.get("end_sessions"):
        state.sessions.end_all()


_SCRIPT = """
function send(wish) {
  fetch("/__practice__/state", { method: "POST", body: JSON.stringify(wish) }).then(function (answer) {
    if (answer.ok) { location.reload(); } else { answer.json().then(function (said) { alert(said.error); }); }
  });
}
document.addEventListener("change", function (event) {
  var box = event.target;
  if (box.dataset.name) {
    var wish = {};
    wish[box.checked ? "set" : "unset"] = [{ shop_id: Number(box.dataset.shop), name: box.dataset.name }];
    send(wish);
  }
  if (box.id === "latency") { send({ latency_ms: Number(box.value) }); }
  if (box.id === "offset") { send({ now_offset: Number(box.value) * 3600 }); }
});
document.addEventListener("click", function (event) {
  if (event.target.id === "clear") { send({ clear: true }); }
  if (event.target.id === "end") { send({ end_sessions: true }); }
});
"""
_STYLE = """body{font:14px/1.5 sans-serif;margin:24px;color:#333}table{border-collapse:collapse}
td,th{border:1px solid #ddd;padding:4px 8px;text-align:left;vertical-align:top}
label{display:block;white-space:nowrap}"""


def _page(state: State) -> str:
    known = sorted(catalogue().values(), key=lambda one: one.name)
    on = {(one.shop_id, one.name) for one in state.switched}
    rows = []
    for shop in state.world.shops:
        boxes = "".join(
            f'<label title="{html.escape(one.what)}"><input type="checkbox" data-shop="{shop.shop_id}" '
            f'data-name="{html.escape(one.name)}"{" checked" if (shop.shop_id, one.name) in on else ""}> '
            f"{html.escape(one.name)}</label>" for one in known)
        rows.append(f"<tr><td>{html.escape(shop.name)}<br>{shop.region} · {shop.shop_id}"
                    f"<br>{html.escape(shop.account)}</td>"
                    f"<td style='columns:3'>{boxes or 'no faults registered'}</td></tr>")
    offset = (state.world.now - state.world.origin) // 3600
    return ("<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Practice site</title>"
            f"<style>{_STYLE}</style></head><body><h1>Practice Seller Centre 演练站</h1>"
            f"<p>Answer after <input id='latency' type='number' value='{state.latency_ms}'> ms · clock ahead by "
            f"<input id='offset' type='number' value='{offset}'> h · writes arrived: {len(state.writes)} · "
            f"<button id='clear'>Clear all faults</button> <button id='end'>End all sessions</button></p>"
            f"<table><tr><th>Shop</th><th>Faults</th></tr>{''.join(rows)}</table>"
            f"<script>{_SCRIPT}</script></body></html>")
