"""Which browser is used, and why: the setting, else Playwright's own, else an installed Chrome, Edge or Chromium."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from watchdog.errors import BrowserError

CHANNELS = ("chrome", "chrome-beta", "msedge", "msedge-beta", "chromium")

MEND_NONE = (
    "`playwright install --with-deps chromium`; where that download is not to be had, the distribution's package "
    "(Debian: `apt install chromium fonts-noto-cjk`), or name an installed Chrome or Edge in `browser.executable`"
)

QUIET_FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--no-first-run",
    "--no-pings",
    # WebTransport runs over QUIC beside every request guard; no order page needs it.
    "--disable-blink-features=WebTransport",
)
"""The browser talks to the site and to nobody else. None of these hides that it is driven by a program."""


@dataclass(frozen=True)
class Found:
    """A browser, or why there is none. `looked`: one line for each place, in the order of preference."""

    executable: Path | None = None
    channel: str = ""
    kind: str = ""
    """setting | playwright | installed | (empty: none)"""
    looked: tuple[str, ...] = ()
    mend: str = ""

    @property
    def usable(self) -> bool:
        return bool(self.executable or self.channel)

    def require(self) -> Found:
        """Itself, or BrowserError with the mend."""
        if not self.usable:
            raise BrowserError("No browser was found:\n  " + "\n  ".join(self.looked), mend=self.mend)
        return self


def find_browser(
    setting: str,
    playwright_path: str,
    *,
    platform: str = sys.platform,
    env: Mapping[str, str] = os.environ,
    which: Callable[[str], str | None] = shutil.which,
    exists: Callable[[Path], bool] = Path.is_file,
) -> Found:
    """`playwright_path`: where Playwright would have its own Chromium, whether it is there or not."""
    looked: list[str] = []
    if setting:
        return _from_setting(setting, which, exists)
    own = Path(playwright_path) if playwright_path else None
    if own is not None:
        there = exists(own)
        looked.append(f"Playwright's own Chromium: {own} ({'found' if there else 'not installed'})")
        if there:
            return Found(executable=own, kind="playwright", looked=tuple(looked))
    for place in _usual_places(platform, env):
        path = Path(which(place) or "") if os.sep not in place and "/" not in place else Path(place)
        there = bool(path.name) and exists(path)
        looked.append(f"installed: {place} ({'found' if there else 'not there'})")
        if there:
            return Found(executable=path, kind="installed", looked=tuple(looked))
    return Found(looked=tuple(looked), mend=MEND_NONE)


def _from_setting(setting: str, which: Callable[[str], str | None], exists: Callable[[Path], bool]) -> Found:
    if setting in CHANNELS:
        return Found(channel=setting, kind="setting", looked=(f"setting: channel {setting}",))
    path = Path(which(setting) or setting).expanduser()
    if exists(path):
        return Found(executable=path, kind="setting", looked=(f"setting: {path}",))
    return Found(
        looked=(f"setting: {setting} (no such file)",),
        mend=f"correct the setting `browser.executable`: a path, or one of {', '.join(CHANNELS)}; or leave it out",
    )


def _usual_places(platform: str, env: Mapping[str, str]) -> tuple[str, ...]:
    if platform == "win32":
        roots = [env[name] for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA") if env.get(name)]
        tails = (
            r"Google\Chrome\Application\chrome.exe",
            r"Microsoft\Edge\Application\msedge.exe",
            r"Chromium\Application\chrome.exe",
        )
        return tuple(f"{root}\\{tail}".replace("\\", "/") for tail in tails for root in roots)
    if platform == "darwin":
        names = ("Google Chrome", "Microsoft Edge", "Chromium")
        return tuple(f"/Applications/{name}.app/Contents/MacOS/{name}" for name in names)
    return (
        "google-chrome",
        "google-chrome-stable",
        "chromium",
        "chromium-browser",
        "microsoft-edge",
        "microsoft-edge-stable",
    )


def running_as_root() -> bool:
    """True only on systems that have a root and when we are it; Chromium's sandbox refuses to run then."""
    geteuid = getattr(os, "geteuid", None)
    return geteuid is not None and geteuid() == 0
