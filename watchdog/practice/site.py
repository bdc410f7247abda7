"""Running the practice site: in a thread for tests and demos, or in the foreground for a person."""

from __future__ import annotations

import importlib
import socket
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType

import uvicorn

from watchdog.errors import WatchdogError
from watchdog.practice.hooks import Fault, Json
from watchdog.practice.server import Application
from watchdog.practice.state import Seen, State, Write
from watchdog.practice.world import World

START_SECONDS = 20.0


class PracticeSite:
    """A practice Seller Centre on loopback.

    `with PracticeSite(make_world(1, now)) as site: ...` starts it on a free port. Browsers resolve *.localhost to
    loopback by themselves; other clients connect to 127.0.0.1:`port` and send the Host header.
    """

    def __init__(self, world: World, *, latency_ms: int = 0, overlays: bool = True) -> None:
        _load_faults()
        self.state = State(world, latency_ms=latency_ms, overlays=overlays)
        self.port = 0
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self, port: int = 0) -> PracticeSite:
        """Listens on 127.0.0.1:`port` (0: a free one, then told by `.port`)."""
        # asyncio sends without delay only where the protocol is named; else every answer waits 40 ms for an ACK
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if sys.platform != "win32":  # there the option lets two programs share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError as error:
            listener.close()
            raise WatchdogError(f"the practice site cannot listen on port {port}: {error}",
                                mend="choose another port, or 0 for any free one") from error
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(Application(self.state), log_level="critical", access_log=False, lifespan="off",
                                ws="none", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]},
                                        name="practice-site", daemon=True)
        self._thread.start()
        self._wait_until_up()
        return self

    def _wait_until_up(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while self._server is not None and not self._server.started:
            if time.monotonic() > deadline or (self._thread and not self._thread.is_alive()):
                raise WatchdogError("the practice site did not come up", mend="look at the console for its error")
            time.sleep(0.01)

    def stop(self) -> None:
        if self._server is not None:
            self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(START_SECONDS)
        self._server = self._thread = None

    def __enter__(self) -> PracticeSite:
        return self if self._thread else self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.stop()

    def base_url(self, region: str, side: str = "seller") -> str:
        """`http://seller.sg.localhost:PORT`; `side` is "seller" or "accounts"; no slash at the end."""
        return f"http://{side}.{region}.localhost:{self.port}"

    @property
    def world(self) -> World:
        return self.state.world

    @property
    def writes(self) -> list[Write]:
        """Every request that would have changed something, in order of arrival."""
        return self.state.writes

    @property
    def log(self) -> list[Seen]:
        return self.state.log

    @property
    def errors(self) -> list[str]:
        """Tracebacks of the site's own and its faults' failures; empty when all is well."""
        return self.state.errors

    def set_fault(self, shop_id: int, name: str, **params: Json) -> Fault:
        return self.state.set_fault(shop_id, name, **params)

    def add_fault(self, shop_id: int, fault: Fault) -> Fault:
        return self.state.add_fault(shop_id, fault)

    def clear_faults(self, shop_id: int | None = None) -> None:
        self.state.clear_faults(shop_id)

    def set_now(self, now: int) -> None:
        self.state.set_now(now)

    def require_code(self, login: str) -> None:
        """From now on this account's sign-in asks a one-time code (TOTP of the account's `totp_secret`)."""
        self.state.code_required |= {login}

    def end_sessions(self) -> None:
        self.state.sessions.end_all()


def _load_faults() -> None:
    """Importing these modules registers their faults; not at the top, because they know the site's values."""
    for name in ("watchdog.practice.faults", "watchdog.practice.noise"):
        importlib.import_module(name)


def run_forever(world: World, *, port: int = 8765, latency_ms: int = 0, say: Callable[[str], None] = print) -> None:
    """Runs the site in the foreground until Ctrl-C, its clock going with the real one; `say` gets addresses, logins."""
    site = PracticeSite(world, latency_ms=latency_ms).start(port)
    begun = time.time()
    try:
        for line in welcome(site):
            say(line)
        while True:
            time.sleep(30)
            site.set_now(world.now + int(time.time() - begun))
    except KeyboardInterrupt:
        say("Stopped.")
    finally:
        site.stop()


def welcome(site: PracticeSite) -> list[str]:
    """Lines that tell a person where to go and how to sign in."""
    lines = [f"Practice Seller Centre on port {site.port}. Switches: http://127.0.0.1:{site.port}/__practice__/"]
    for account in site.world.accounts:
        shops = site.world.shops_of(account)
        names = shops[0].name if len(shops) == 1 else f"{len(shops)} shops"
        lines.append(f"  {site.base_url(account.home)}/portal/sale/order   {account.login} / {account.password}"
                     f"   ({names}; one-time code secret {account.totp_secret})")
    return lines
