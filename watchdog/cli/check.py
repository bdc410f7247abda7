"""`watchdog check`: look at shops now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from watchdog.cli.here import AsJson, Config, Here, Lang, leave, listed
from watchdog.cli.words import helped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from watchdog.model.case import Outcome, Target
    from watchdog.service import AccountChecked
    from watchdog.settings import Settings
    from watchdog.wiring import Wiring


CHECK = helped(
    "Look at shops now: read, compare, make sure, keep evidence. Example: watchdog check my-shop\n\n"
    "Exit code: 0 quiet, 1 our own failure, 2 settings, 3 blind, 11-14 by the worst finding.",
    "立即检查店铺：读取、比对、复核、留证。例：watchdog check my-shop\n\n"
    "退出码：0 无异常，1 程序自身故障，2 设置有误，3 未能核实，11-14 按最严重的发现。",
)


def check(
    shops: Annotated[
        list[str] | None, typer.Argument(help=helped("Names of shops; none: all.", "店铺短名；不写则全部。"))
    ] = None,
    config: Config = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    here = Here(config, as_json, lang)
    with here.wiring as wiring:
        run_checks(here, wiring, wiring.targets(listed(shops)))


def run_checks(
    here: Here, wiring: Wiring, targets: Sequence[Target], *, keep: Callable[[Outcome], Path] | None = None
) -> None:
    """Check, show, hand over notices, and end with the exit code. `keep`: writes a folder of each outcome's bytes."""
    from watchdog.cli.exits import exit_code

    refuse_unknown_rules(wiring.settings)
    results = side_by_side(here, wiring, targets)
    outcomes = [one for result in results for one in result.outcomes]
    failures = [one for result in results for one in result.failures]
    left = [shop for result in results for shop in result.left]
    folders = [str(keep(one)) for one in outcomes] if keep else []
    _show(here, wiring, results, folders)
    _notify(here, wiring)
    if left:
        here.say(f"Stopped; not checked: {', '.join(left)}", f"已停止；未检查：{'、'.join(left)}")
        raise typer.Exit(130)
    leave(exit_code(outcomes, [one.error for one in failures]))


def refuse_unknown_rules(settings: Settings) -> None:
    """A rule id that does not exist would silently change nothing."""
    from watchdog.reports.words import RULES

    settings.refuse_unknown_rules(frozenset(RULES))


def side_by_side(here: Here, wiring: Wiring, targets: Sequence[Target]) -> list[AccountChecked]:
    """Accounts at once up to the limit, the shops of one account in turn."""
    from concurrent.futures import ThreadPoolExecutor

    from watchdog.service import Setting, Stop, check_account
    from watchdog.service.stop import listening

    by_account: dict[str, list[Target]] = {}
    for target in targets:
        by_account.setdefault(target.account, []).append(target)
    stop = Stop()
    setting = Setting(wiring.folder, wiring.live, wiring.pack_for)

    def heard(name: str) -> None:
        del name
        here.say("Stopping after this page …", "读完本页即停止……")
        stop.hurry()

    limit = wiring.settings.service.parallel_accounts
    with listening(stop, heard), ThreadPoolExecutor(max_workers=min(limit, len(by_account))) as pool:
        futures = [
            pool.submit(check_account, targets[0].account, targets, setting, stop) for targets in by_account.values()
        ]
        # Short waits: on Windows a long one could not hear Ctrl-C.
        while not all(future.done() for future in futures):
            _wait(futures)
        return [future.result() for future in futures]


def _wait(futures: Sequence[object]) -> None:
    from concurrent.futures import Future, wait

    wait([one for one in futures if isinstance(one, Future)], timeout=0.5)


def _show(here: Here, wiring: Wiring, results: Sequence[AccountChecked], folders: Sequence[str]) -> None:
    from watchdog.cli.progress import clear
    from watchdog.cli.show import show_failure, show_outcome
    from watchdog.reports import outcome_json

    clear(here.progress)
    outcomes = [one for result in results for one in result.outcomes]
    failures = [one for result in results for one in result.failures]
    if here.as_json:
        failed = [{"shop": one.shop, "what": one.what, "mend": one.mend} for one in failures]
        captured = {"captures": list(folders)} if folders else {}
        here.emit({"checks": [outcome_json(one) for one in outcomes], "failures": failed, **captured}, [])
        return
    for number, outcome in enumerate(outcomes):
        if number:
            typer.echo("")
        show_outcome(outcome, here.lang)
    for failure in failures:
        show_failure(failure, here.lang)
    for folder in folders:
        here.say(f"Captured: {folder}", f"已取证：{folder}")
    if any(outcome.changes for outcome in outcomes):
        here.say(f"Evidence: {wiring.folder / 'exhibits'}", f"证据：{wiring.folder / 'exhibits'}")


def _notify(here: Here, wiring: Wiring) -> None:
    """Notices of this check go out now; what cannot stays for the next command or the service."""
    from watchdog.cli.places import places
    from watchdog.errors import WatchdogError
    from watchdog.service import Taken, deliver

    try:
        done = deliver(wiring.ledger, places(wiring), wiring.clock, Taken(wiring.folder))
    except WatchdogError as trouble:
        typer.echo(str(trouble), err=True)
        return
    if done.waiting:
        here.say(f"{done.waiting} notices are waiting to be sent.", f"{done.waiting} 条通知待发送。")
    for line in done.parked:
        typer.echo(line, err=True)
