"""A page that tries to write in every way a browser knows, so that a guard can be shown to stop each of them.

Opened as `/__practice__/writes` on a signed-in Seller Centre host. Each try names itself in `?via=`; what arrives is in
`PracticeSite.writes`. `document.body.dataset.tried` becomes "all" once every try has been made, and what waits for the
page to go (beacon at pagehide) is sent when it goes.
"""

from __future__ import annotations

PATHS = {"/__practice__/writes": "text/html; charset=utf-8",
         "/__practice__/worker.js": "text/javascript; charset=utf-8"}

_WORKER = """
var via = new URL(self.location.href).searchParams.get("as");
function write() { return fetch("/api/v3/order/respond_cancel_request/?via=" + via, { method: "POST", body: "{}" }); }
self.onconnect = write;
self.addEventListener("install", function (event) { event.waitUntil(write().catch(function () { })); });
if (via === "worker") { write(); }
"""

_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Writes</title></head>
<body><iframe name="inside" title="target"></iframe><script>
var target = "/api/v3/shipment/init_order/?via=", tries = [], quiet = function () { };
function xhr() {
  return new Promise(function (done) {
    var request = new XMLHttpRequest();
    request.open("POST", target + "xhr");
    request.onloadend = done;
    request.send("{}");
  });
}
function form(via, into) {
  var one = document.createElement("form");
  one.method = "post";
  one.action = target + via;
  one.target = into;
  document.body.appendChild(one);
  one.submit();
}
function image() {
  return new Promise(function (done) {
    var one = new Image();
    one.onload = one.onerror = done;
    one.src = "/api/v3/order/set_note?via=image";
  });
}
function socket() {
  return new Promise(function (done) {
    var one = new WebSocket(location.origin.replace("http", "ws") + "/ws/order/write?via=websocket");
    one.onclose = one.onerror = done;
    one.onopen = function () { one.send("{}"); one.close(); };
  });
}
tries.push(fetch(target + "fetch", { method: "POST", body: "{}" }));
tries.push(fetch(target + "keepalive", { method: "POST", body: "{}", keepalive: true }));
tries.push(fetch("/api/v3/order/mark_seen?via=get"));
tries.push(xhr(), image(), socket());
form("form", "inside");
window.open("/api/v3/logistics/arrange_shipment?via=popup");
var frame = document.createElement("iframe");
frame.src = "/api/v3/order/set_note?via=frame";
document.body.appendChild(frame);
new Worker("/__practice__/worker.js?as=worker");
try { new SharedWorker("/__practice__/worker.js?as=shared-worker"); } catch (error) { quiet(error); }
if (navigator.serviceWorker) {
  tries.push(navigator.serviceWorker.register("/__practice__/worker.js?as=service-worker"));
}
addEventListener("pagehide", function () { navigator.sendBeacon(target + "beacon", "{}"); });
Promise.allSettled(tries).then(function () { document.body.dataset.tried = "all"; });
</script></body></html>"""


def text(path: str) -> str:
    return _WORKER if path.endswith(".js") else _PAGE
