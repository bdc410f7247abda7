"""Which browser is used, on each system, and what a person is told when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchdog.adapters.browser.find import find_browser
from watchdog.adapters.browser.launch import NOWHERE, proxy_flags, start_arguments
from watchdog.adapters.browser.settings import BrowserSettings, Proxy
from watchdog.errors import BrowserError

OWN = "/home/me/.cache/ms-playwright/chromium-1/chrome"


def on(platform: str, *there: str, setting: str = "", env: dict[str, str] | None = None):  # type: ignore[no-untyped-def]
    """What is found on a system where only `there` exists (paths, or commands on the PATH)."""

    def which(name: str) -> str | None:
        return f"/usr/bin/{name}" if name in there and "/" not in name else None

    def exists(path: Path) -> bool:
        return path.as_posix() in there or path.name in there

    return find_browser(setting, OWN, platform=platform, env=env or {}, which=which, exists=exists)


def test_the_setting_comes_first() -> None:
    found = on("linux", "/opt/my/chrome", OWN, "chromium", setting="/opt/my/chrome")
    assert (found.kind, found.executable) == ("setting", Path("/opt/my/chrome"))


def test_a_channel_is_left_to_playwright() -> None:
    assert on("win32", setting="msedge").channel == "msedge"


def test_a_setting_that_leads_nowhere_is_not_replaced_by_a_guess() -> None:
    found = on("linux", OWN, setting="/opt/gone")
    assert not found.usable
    assert "/opt/gone" in found.looked[0]


def test_playwrights_own_comes_before_an_installed_one() -> None:
    assert on("linux", OWN, "chromium").kind == "playwright"


def test_an_installed_chromium_is_found_on_the_path() -> None:
    found = on("linux", "chromium")
    assert (found.kind, found.executable) == ("installed", Path("/usr/bin/chromium"))
    assert "not installed" in found.looked[0]


def test_edge_is_found_on_windows() -> None:
    edge = "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe"
    found = on("win32", edge, env={"PROGRAMFILES(X86)": r"C:\Program Files (x86)", "PROGRAMFILES": r"C:\Program Files"})
    assert found.executable == Path(edge)


def test_chrome_is_found_on_a_mac() -> None:
    chrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    assert on("darwin", chrome).executable == Path(chrome)


def test_without_any_the_mend_says_how_to_get_one() -> None:
    with pytest.raises(BrowserError, match="chromium-browser") as none:
        on("linux").require()
    assert "playwright install --with-deps chromium" in none.value.mend
    assert "fonts-noto-cjk" in none.value.mend


def test_the_sandbox_is_given_up_for_root_alone(tmp_path: Path) -> None:
    found, settings = on("linux", "chromium"), BrowserSettings(state_dir=tmp_path)
    assert "--no-sandbox" not in start_arguments(found, settings, None, root=False)["args"]
    assert "--no-sandbox" in start_arguments(found, settings, None, root=True)["args"]


def test_websockets_have_no_way_out_with_or_without_a_proxy() -> None:
    for flags in (
        proxy_flags(None, {}),
        proxy_flags(Proxy(server="http://proxy.example:3128"), {}),
        proxy_flags(None, {"http": "http://office:8080"}),
    ):
        assert flags[0].endswith(f";socks={NOWHERE}")
    assert "http=direct://;https=direct://" in proxy_flags(None, {})[0]
    assert "http=http://office:8080;https=http://office:8080" in proxy_flags(None, {"http": "http://office:8080"})[0]


def test_a_declared_proxy_goes_before_the_systems() -> None:
    flags = proxy_flags(Proxy(server="socks5://mine:1080"), {"http": "http://office:8080"})
    assert flags[0] == f"--proxy-server=http=socks5://mine:1080;https=socks5://mine:1080;socks={NOWHERE}"
