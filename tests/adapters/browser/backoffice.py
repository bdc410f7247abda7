"""Another order back office: a sign-in form of its own, a plain table, links as pager, no JSON at all."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from watchdog.model.pack import (
    GuardRule,
    IdentitySpec,
    LoginSpec,
    Marker,
    OrderSnSpec,
    Pack,
    Pager,
    PageSpec,
    RegionSpec,
    RowSpec,
    RowTake,
    SearchSpec,
)
from watchdog.model.pages import PageState

ORDERS = [f"AB-{number:04d}" for number in range(25, 0, -1)]
PER_PAGE = 10

LIST = PageSpec(
    type="orders",
    address="/orders?page=1",
    rows=RowSpec(dom=(RowTake(css="table.orders tbody tr"),)),
    markers=(
        Marker(state=PageState.LOGGED_OUT, css="form#enter"),
        Marker(state=PageState.EMPTY, text="no orders"),
        Marker(state=PageState.READY, css="table.orders tbody tr"),
    ),
    pager=Pager(kind="link", next="a[rel=next]", current=".here"),
    search=SearchSpec(input="input[name=q]"),
)
WHO = PageSpec(
    type="identity",
    address="/me",
    markers=(Marker(state=PageState.LOGGED_OUT, css="form#enter"), Marker(state=PageState.READY, css="#shop")),
    identity=IdentitySpec(),
)


class BackOffice:
    """Runs in threads on loopback while in use. `loop`: the link to the next page leads back to the same page."""

    def __init__(self, *, loop: bool = False) -> None:
        self.loop = loop
        self.elsewhere = ""
        self.posts: list[str] = []
        office = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                inside = "inside=yes" in (self.headers.get("cookie") or "")
                self.send(office.page(self.path) if inside else office.form())

            def do_POST(self) -> None:
                sent = parse_qs(self.rfile.read(int(self.headers.get("content-length") or 0)).decode())
                office.posts.append(self.path)
                if sent.get("secret") == ["open sesame"]:
                    self.send_response(303)
                    self.send_header("set-cookie", "inside=yes; Path=/")
                    self.send_header("location", "/orders?page=1")
                    self.send_header("content-length", "0")
                    self.end_headers()
                else:
                    self.send(office.form("<p class=wrong>Unknown user or secret</p>"))

            def send(self, body: str) -> None:
                data = f"<!doctype html><title>Office</title><body>{body}</body>".encode()
                self.send_response(200)
                self.send_header("content-type", "text/html; charset=utf-8")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: Any) -> None:
                """Silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://office.localhost:{self._server.server_port}"

    def form(self, more: str = "") -> str:
        return (
            f"{more}<form id=enter method=post action=/enter><input name=who><input name=secret type=password>"
            "<input type=submit value=Enter></form>"
        )

    def page(self, address: str) -> str:
        asked = parse_qs(urlsplit(address).query)
        if address.startswith("/me"):
            return "<h1 id=shop>Shop 7</h1>"
        wanted = asked.get("q", [""])[0]
        orders = [one for one in ORDERS if wanted in one]
        number = int(asked.get("page", ["1"])[0])
        shown = orders[(number - 1) * PER_PAGE : number * PER_PAGE]
        following = number if self.loop else number + 1
        link = self.elsewhere or f"/orders?page={following}&again={number}"
        more = f"<a rel=next href='{link}'>next</a>" if len(orders) > number * PER_PAGE else ""
        rows = "".join(f"<tr><td>{one}</td></tr>" for one in shown) or "<tr hidden></tr>"
        table = f"<table class=orders><tbody>{rows}</tbody></table>" if shown else "<p>no orders</p>"
        return f"<form action=/orders><input name=q></form>{table}<span class=here>{number}</span>{more}"

    def pack(self) -> Pack:
        hosts = {"seller": self.origin, "accounts": self.origin}
        return Pack(
            platform="office",
            region=RegionSpec(region="xx", hosts=hosts, time_zone="UTC", currency="EUR", locale="en"),
            order_sn=OrderSnSpec(pattern="AB-[0-9]{4}"),
            pages={"orders": LIST, "identity": WHO},
            login=LoginSpec(
                host="seller",
                address="/orders",
                user=("input[name=who]",),
                password=("input[name=secret]",),
                submit=("input[type=submit]",),
                error=(".wrong",),
                signed_in=("table.orders", "#shop"),
                session_cookies=("inside",),
            ),
            guard=(GuardRule(kind="read", method="POST", host="seller", path="/enter", phase="login"),),
        )

    def __enter__(self) -> BackOffice:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
