"""A small site whose page tries to write over every channel a browser has, and remembers what arrived."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PAGE = """<!doctype html><title>hostile</title>
<form id="here" method="post" action="/w/form"><input name="a" value="1"></form>
<form id="new" method="post" action="/w/form-new-window" target="_blank"><input name="a" value="1"></form>
<iframe src="/inside"></iframe>
<iframe name="frame"></iframe>
<form id="framed" method="post" action="/w/form-in-frame" target="frame"></form>
<div id="done"></div>
<script>
const tried = [];
const attempt = (name, f) => {
  tried.push(name);
  try { const r = f(); if (r && r.catch) r.catch(() => {}); } catch (e) {}
};
const add = (tag, values) => document.head.append(Object.assign(document.createElement(tag), values));
const socket = (name) => `new WebSocket("ws://" + location.host + "/w/${name}")`;
attempt("fetch", () => fetch("/w/fetch", { method: "POST", body: "x" }));
attempt("read", () => fetch("/r/read", { method: "POST", body: "asked" }));
attempt("put elsewhere", () => fetch("http://127.0.0.1:" + location.port + "/w/cross", { method: "PUT", body: "x" }));
attempt("no-cors", () =>
  fetch("http://127.0.0.1:" + location.port + "/w/no-cors", { method: "POST", mode: "no-cors" }));
attempt("xhr", () => { const x = new XMLHttpRequest(); x.open("DELETE", "/w/xhr"); x.send(); });
attempt("sync xhr", () => { const x = new XMLHttpRequest(); x.open("POST", "/w/sync", false); x.send("x"); });
attempt("beacon", () => navigator.sendBeacon("/w/beacon", "x"));
attempt("keepalive", () => fetch("/w/keepalive", { method: "POST", body: "x", keepalive: true }));
attempt("worker", () => new Worker("/worker.js"));
attempt("blob worker", () => new Worker(URL.createObjectURL(new Blob([
  `fetch("${location.origin}/w/blob-worker", { method: "POST" })`]))));
attempt("shared worker", () => new SharedWorker("/shared.js"));
attempt("service worker", () => navigator.serviceWorker.register("/service.js"));
attempt("socket", () => eval(socket("socket")));
attempt("popup", () => window.open("/popup"));
attempt("popup form", () => document.getElementById("new").submit());
attempt("framed form", () => document.getElementById("framed").submit());
attempt("get fetch", () => fetch("/w/get-that-writes"));
attempt("get picture", () => { new Image().src = "/w/get-that-writes?picture"; });
attempt("get script", () => add("script", { src: "/w/get-that-writes?script" }));
attempt("get style", () => add("link", { rel: "stylesheet", href: "/w/get-that-writes?style" }));
attempt("prefetch", () => add("link", { rel: "prefetch", href: "/w/get-that-writes?prefetch" }));
attempt("ping", () => {
  const link = Object.assign(document.createElement("a"), { href: "#x", ping: "/w/ping" });
  document.body.append(link);
  link.click();
});
attempt("form", () => document.getElementById("here").submit());
addEventListener("pagehide", () => {
  navigator.sendBeacon("/w/pagehide-beacon", "x");
  fetch("/w/pagehide-keepalive", { method: "POST", keepalive: true, body: "x" });
});
fetch("/done").then(() => { document.getElementById("done").textContent = "all tried"; });
</script>"""

INSIDE = """<script>
fetch("/w/frame", { method: "POST" }); navigator.sendBeacon("/w/frame-beacon", "x");
document.title = "inside";
</script>"""
POPUP = """<script>fetch("/w/popup", { method: "POST" });
addEventListener("pagehide", () => navigator.sendBeacon("/w/popup-pagehide", "x"));</script>"""
WORKER = """fetch("/w/{name}", { method: "POST" }); new WebSocket("ws://" + location.host + "/w/{name}-socket");"""
SERVICE = (
    WORKER.replace("{name}", "service")
    + """
addEventListener("install", () => fetch("/w/service-install", { method: "POST" }));"""
)
OWN = """<!doctype html><title>own</title><script>
fetch("/w/own", { method: "POST", body: "mine" }).then((r) => { document.title = "own " + r.status; });</script>"""

FILES = {
    "/": (PAGE, "text/html"),
    "/inside": (INSIDE, "text/html"),
    "/popup": (POPUP, "text/html"),
    "/own": (OWN, "text/html"),
    "/quiet": ("<!doctype html><title>quiet</title>", "text/html"),
    "/worker.js": (WORKER.replace("{name}", "worker"), "text/javascript"),
    "/shared.js": (WORKER.replace("{name}", "shared"), "text/javascript"),
    "/service.js": (SERVICE, "text/javascript"),
}


class HostileSite:
    """Runs in threads on loopback while in use. `writes`: paths under /w/ that arrived, by any method."""

    def __init__(self) -> None:
        site = self
        self.arrived: list[tuple[str, str]] = []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                self.rfile.read(int(self.headers.get("content-length") or 0))
                path = self.path.partition("?")[0]
                site.arrived.append((self.command, path))
                text, media = FILES.get(path, ("ok", "text/plain"))
                body = text.encode()
                self.send_response(200)
                self.send_header("content-type", media)
                self.send_header("content-length", str(len(body)))
                self.send_header("access-control-allow-origin", "*")
                self.send_header("access-control-allow-methods", "*")
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_HEAD = answer  # noqa: N815 - named by http.server

            def log_message(self, *_: Any) -> None:
                """Silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port

    @property
    def origin(self) -> str:
        return f"http://seller.hostile.localhost:{self.port}"

    @property
    def writes(self) -> list[tuple[str, str]]:
        return [(method, path) for method, path in self.arrived if path.startswith("/w/")]

    def __enter__(self) -> HostileSite:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
