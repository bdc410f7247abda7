"""An account's declared proxy: all of that account goes through it, and its question for a password is answered."""

from __future__ import annotations

import asyncio
import base64
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from watchdog.adapters.browser.decide import Rules
from watchdog.adapters.browser.pool import Pool
from watchdog.adapters.browser.settings import Access, BrowserSettings, Proxy
from watchdog.model.base import AccountId

pytestmark = pytest.mark.browser
MAIN, OTHER = AccountId("main"), AccountId("other")


class RealClock:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the clock is the adapter's seam


class AskingProxy:
    """A proxy that wants `user:swordfish`, and answers by itself instead of the site."""

    def __init__(self) -> None:
        self.served: list[str] = []
        proxy = self
        wanted = "Basic " + base64.b64encode(b"user:swordfish").decode()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                allowed = self.headers.get("proxy-authorization") == wanted
                body = b"<title>by proxy</title>"
                self.send_response(200 if allowed else 407)
                if allowed:
                    proxy.served.append(self.path)
                else:
                    self.send_header("proxy-authenticate", 'Basic realm="office"')
                self.send_header("content-type", "text/html")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> AskingProxy:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def proxy() -> Iterator[AskingProxy]:
    with AskingProxy() as running:
        yield running


def test_an_account_with_a_proxy_is_read_through_it(proxy: AskingProxy, tmp_path: Path) -> None:
    declared = Proxy(server=proxy.address, user="user", password=SecretStr("swordfish"))
    settings = BrowserSettings(
        state_dir=tmp_path, executable=shutil.which("chromium") or "", accounts={MAIN: Access(proxy=declared)}
    )
    rules = Rules(rules=(), seller="seller.sg.localhost", accounts="accounts.sg.localhost")

    async def whole() -> str:
        pool = Pool(settings, RealClock())
        try:
            tab = await pool.tab(MAIN, rules, None, fresh=False)
            await tab.page.goto("http://seller.sg.localhost/portal")
            return await tab.page.title()
        finally:
            await pool.close()

    assert asyncio.run(whole()) == "by proxy"
    assert "http://seller.sg.localhost/portal" in proxy.served
    assert "swordfish" not in repr(settings)
