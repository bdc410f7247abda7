"""`watchdog run`: the background service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from watchdog.cli.here import Config, Here, Lang
from watchdog.cli.words import helped

if TYPE_CHECKING:
    from watchdog.model.base import AccountId
    from watchdog.service import Place
    from watchdog.service.run import Service
    from watchdog.service.stop import Stop
    from watchdog.wiring import Wiring

RUN = helped(
    "The background service: checks every shop again and again, sends notices and a daily digest. Ctrl-C or a stop"
    " signal ends it; twice is urgent. heartbeat.json in the data folder says what it is doing. Example: watchdog run",
    "后台服务：循环检查所有店铺，发送通知和每日汇总。Ctrl-C 或停止信号结束，连按两次立即结束。"
    "数据文件夹里的 heartbeat.json 显示运行状态。例：watchdog run",
)


def run(
    config: Config = None,
    as_json: Annotated[bool, typer.Option("--json", help=helped("Log as JSON lines.", "日志用 JSON 行。"))] = False,
    lang: Lang = None,
    quiet: Annotated[bool, typer.Option("--quiet", help=helped("Log to the file only.", "只写日志文件。"))] = False,
) -> None:
    """Until a stop signal."""
    from watchdog.cli import logbook
    from watchdog.cli.check import refuse_unknown_rules
    from watchdog.service import Stop, hold_data_folder
    from watchdog.service.stop import listening

    here = Here(config, as_json, lang)
    settings = here.settings
    refuse_unknown_rules(settings)
    settings.select([])
    stop = Stop()
    with hold_data_folder(settings.folder), here.wiring as wiring, listening(stop):
        # A service asks nobody: whoever started it may have gone.
        wiring.ask = lambda what: None
        logbook.begin(settings.folder, name="service", as_json=as_json, echo=not quiet)
        _service(wiring, stop).run()


def _service(wiring: Wiring, stop: Stop) -> Service:
    from zoneinfo import ZoneInfo

    from loguru import logger

    from watchdog.adapters.engine import InProcess
    from watchdog.cli.places import places
    from watchdog.service import Setting
    from watchdog.service.run import Service, Work

    settings = wiring.settings
    work = Work(
        setting=Setting(wiring.folder, wiring.live, wiring.pack_for),
        shops={
            one.name: [t for t in wiring.targets() if t.account == one.name] for one in settings.account if one.shop
        },
        outbox=wiring.ledger,
        places=places(wiring) or [_console(wiring)],
        clock=wiring.clock,
        person_needed=lambda account: person_needed(wiring, account),
        note_account=wiring.ledger.note_account,
        digest_of=wiring.ledger.digest_data,
        unfinished=wiring.archive.unfinished_looks,
        every_minutes=settings.service.every_minutes,
        jitter_minutes=settings.service.jitter_minutes,
        digest_hour=settings.service.digest_hour,
        zone=ZoneInfo(settings.time_zone) if settings.time_zone else None,
    )

    def failed(lane: str, bad: BaseException) -> None:
        logger.opt(exception=bad).error("{}: this turn failed", lane)

    return Service(work, InProcess(settings.service.parallel_accounts, failed), stop)


def person_needed(wiring: Wiring, account: AccountId) -> str:
    """Why this account waits for `watchdog login`; empty if it does not."""
    from watchdog.adapters.browser.budget import AccountState

    known = wiring.source.account(account)
    return (known.why or known.state.value) if known.state is not AccountState.OK else ""


def _console(wiring: Wiring) -> Place:
    from watchdog.adapters.notify import ConsoleNotifier
    from watchdog.service import Place

    language = wiring.settings.language
    return Place("console", ConsoleNotifier(("zh", "en") if language == "auto" else (language,)))
