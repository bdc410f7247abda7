"""`watchdog doctor`: what works on this machine and how to mend the rest; with a shop: the first contact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from watchdog.cli.here import AsJson, Config, Here, Lang, leave
from watchdog.cli.words import helped

if TYPE_CHECKING:
    from watchdog.adapters.browser.find import Found
    from watchdog.settings import Settings

DOCTOR = helped(
    "What works on this machine and how to mend the rest. With a shop: the guided first contact; it only reads, says"
    " field by field what could be read, and writes a pseudonymised bundle. Example: watchdog doctor my-shop",
    "检查本机环境并告诉你怎样修好。加店铺名则做首次接触：只读页面，逐项说明读到多少，并写出去标识化的样本包。"
    "例：watchdog doctor my-shop",
)
ENOUGH_DISK = 2_000_000_000
"""Bytes; a shop with findings keeps some tens of megabytes a day."""


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `mend` is empty where nothing needs mending."""

    name: str
    state: Literal["good", "weak", "bad"]
    what: str
    mend: str = ""


def doctor(
    shop: Annotated[
        str | None, typer.Argument(help=helped("First contact with this shop.", "对该店铺做首次接触。"))
    ] = None,
    *,
    notify: Annotated[
        bool, typer.Option("--notify", help=helped("Send a test notice to every place.", "向每个通知地址发一条测试。"))
    ] = False,
    headless: Annotated[bool, typer.Option("--headless", help=helped("No window.", "不显示窗口。"))] = False,
    config: Config = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Exit 1 if something is bad."""
    here = Here(config, as_json, lang)
    found = examined(here)
    if notify:
        found += _guarded_all(lambda: _notified(here))
    if shop is None:
        here.emit({"machine": [asdict(one) for one in found]}, [line for one in found for line in _lines(one)])
        leave(1 if any(one.state == "bad" for one in found) else 0)
        return
    from watchdog.cli.first_contact import first_contact

    for one in found:
        if one.state != "good" and not as_json:
            typer.echo("\n".join(_lines(one)))
    leave(first_contact(here, shop, headed=not headless and _has_screen()))


def examined(here: Here) -> list[Finding]:
    """Everything that can be said without a shop. One trouble does not keep the rest from being looked at."""
    settings, first = _settings(here)
    looks: list[Callable[[], Finding]] = [
        lambda: _browser(settings),
        lambda: _data(settings),
        lambda: _disk(settings),
        lambda: _keyring(settings),
        lambda: _zone(settings),
        lambda: _packs(settings),
        _fonts,
    ]
    return [first, *(_guarded(look) for look in looks)]


def _guarded(look: Callable[[], Finding]) -> Finding:
    from watchdog.errors import WatchdogError

    try:
        return look()
    except WatchdogError as bad:
        return Finding(type(bad).__name__, "bad", bad.what, bad.mend)
    except Exception as bad:  # noqa: BLE001 - a doctor tells of every trouble and looks on
        return Finding("unforeseen", "bad", f"{type(bad).__name__}: {bad}", "please report this")


def _guarded_all(look: Callable[[], list[Finding]]) -> list[Finding]:
    from watchdog.errors import WatchdogError

    try:
        return look()
    except WatchdogError as bad:
        return [Finding("notices", "bad", bad.what, bad.mend)]


def _notified(here: Here) -> list[Finding]:
    """Sends a test notice to every place of the settings."""
    from watchdog.cli.places import places
    from watchdog.errors import NotifyError
    from watchdog.model.base import Says
    from watchdog.model.notice import Notice

    title = Says(en="Seller Centre Watchdog: a test", zh="卖家中心看门狗：测试")
    body = Says(en="If you can read this, notices arrive here.", zh="看到这条消息，说明通知可以送达。")
    notice = Notice(id="test", shop=None, at=here.wiring.clock.now(), title=title, body=body, kind="digest")
    found = []
    for place in places(here.wiring):
        try:
            place.notifier.send(notice)
        except NotifyError as bad:
            found.append(Finding(f"notices to {place.name}", "bad", bad.what, bad.mend))
        else:
            found.append(Finding(f"notices to {place.name}", "good", "a test was taken"))
    return found or [Finding("notices", "weak", "no place is set up", "add [[notify]] to watchdog.toml")]


def _settings(here: Here) -> tuple[Settings, Finding]:
    from watchdog.errors import SettingsError
    from watchdog.settings import Settings, settings_file

    file = settings_file(here.config)
    try:
        settings = here.settings
    except SettingsError as bad:
        return Settings.model_construct(), Finding("settings", "bad", bad.what, bad.mend)
    if file is None:
        return settings, Finding("settings", "weak", "no watchdog.toml yet", "watchdog init")
    count = len(settings.shops())
    return settings, Finding("settings", "good", f"{file.resolve()}: {len(settings.account)} accounts, {count} shops")


def _browser(settings: Settings) -> Finding:
    """Found is not enough: it is started once."""
    if settings.browser.attach or settings.browser.connect:
        return Finding("browser", "good", f"another one: {settings.browser.attach or settings.browser.connect}")
    from playwright.sync_api import Error, sync_playwright

    from watchdog.adapters.browser.find import find_browser, running_as_root

    with sync_playwright() as playwright:
        setting = str(settings.browser.executable or settings.browser.channel or "")
        found = find_browser(setting, playwright.chromium.executable_path)
        if not found.usable:
            return Finding("browser", "bad", "; ".join(found.looked), found.mend)
        try:
            browser = playwright.chromium.launch(
                executable_path=found.executable,
                channel=found.channel or None,
                args=["--no-sandbox"] if running_as_root() else [],
            )
        except Error as bad:
            return Finding(
                "browser",
                "bad",
                f"{_named(found)} does not start: {bad.message.splitlines()[0]}",
                _start_mend(bad.message),
            )
        version = browser.version
        browser.close()
    return Finding("browser", "good", f"{_named(found)}, version {version}")


def _named(found: Found) -> str:
    return f"{found.executable or found.channel} ({found.kind})"


def _start_mend(message: str) -> str:
    if "shared libraries" in message or "Host system is missing" in message:
        return "playwright install-deps chromium, or the distribution's package (Debian: apt install chromium)"
    return "name another browser in [browser] executable or channel"


def _data(settings: Settings) -> Finding:
    from watchdog.disk import mend_of, replace_bytes

    folder = settings.folder
    probe = folder / ".doctor"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_bytes(probe, b"written")
        probe.unlink()
    except OSError as bad:
        return Finding("data folder", "bad", f"{folder}: {bad}", mend_of(bad, folder))
    return Finding("data folder", "good", f"{folder} can be written")


def _disk(settings: Settings) -> Finding:
    from watchdog.disk import free_bytes

    free = free_bytes(settings.folder)
    what = f"{free / 1e9:.1f} GB free where the data folder lies"
    if free < ENOUGH_DISK:
        return Finding("disk", "weak", what, "free some space, or name another folder in [watchdog] data")
    return Finding("disk", "good", what)


def _keyring(settings: Settings) -> Finding:
    import os

    from watchdog.adapters.browser.session import KEY_VARIABLE, MEND_KEY
    from watchdog.adapters.secrets import Secrets

    del settings
    if os.environ.get(KEY_VARIABLE):
        return Finding("session key", "good", f"from {KEY_VARIABLE}")
    name = Secrets().keyring_name()
    if not name:
        return Finding("session key", "weak", "no keyring on this machine", MEND_KEY)
    return Finding("session key", "good", f"in the keyring: {name}")


def _zone(settings: Settings) -> Finding:
    from zoneinfo import ZoneInfo

    from watchdog.adapters.clock import SystemClock

    zone = ZoneInfo(settings.time_zone) if settings.time_zone else None
    now = SystemClock().now().astimezone(zone)
    return Finding("time", "good", f"it is {now:%Y-%m-%d %H:%M %Z (UTC%z)} for people")


def _packs(settings: Settings) -> Finding:
    from watchdog.adapters.packs import available, read_pack_texts
    from watchdog.packs import lint

    folders: set[Path | None] = {one.packs for one in settings.account} or {None}
    notes = [note for folder in folders for note in lint(read_pack_texts(folder))]
    if notes:
        return Finding(
            "packs", "bad", f"{len(notes)} faults; the first: {notes[0].file}: {notes[0].what}", notes[0].mend
        )
    known = {name: ", ".join(regions) for name, regions in available().items()}
    return Finding("packs", "good", "; ".join(f"{name}: {regions}" for name, regions in known.items()))


def _fonts() -> Finding:
    """Without one, pictures show Chinese as boxes. Told only where it can be asked."""
    import shutil
    import subprocess

    asker = shutil.which("fc-list")
    if asker is None:
        return Finding("Chinese fonts", "good", "cannot be asked here; Windows and macOS bring their own")
    listed = subprocess.run([asker, ":lang=zh", "family"], capture_output=True, check=False, timeout=20).stdout  # noqa: S603
    if listed.strip():
        return Finding("Chinese fonts", "good", "there are some")
    return Finding(
        "Chinese fonts", "weak", "none: Chinese will be boxes in pictures", "Debian: apt install fonts-noto-cjk"
    )


def _has_screen() -> bool:
    import os
    import sys

    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _lines(one: Finding) -> list[str]:
    sign = {"good": "+", "weak": "~", "bad": "!"}[one.state]
    return [f"{sign} {one.name}: {one.what}", *([f"    -> {one.mend}"] if one.mend else [])]
