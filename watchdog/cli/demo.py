"""`watchdog demo`: the whole product on the practice site, in under a minute."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watchdog.cli.here import AsJson, Here, Lang, leave
from watchdog.cli.words import helped

if TYPE_CHECKING:
    from watchdog.service.demo import Demonstrated

DEMO = helped(
    "See it work without any shop: starts the practice site, plants faults, signs in with a real browser, reads,"
    " compares, leaves an exhibit and verifies it. Example: watchdog demo",
    "无需真实店铺即可演示：启动演练站、埋入故障、用真实浏览器登录读取、比对、留证并校验。例：watchdog demo",
)


def demo(
    folder: Annotated[
        Path, typer.Option("--folder", help=helped("Where the demo keeps its data.", "演示数据放在哪里。"))
    ] = Path("demo"),
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Exit 0 if every planted fault was found and every exhibit verifies, else 1."""
    from watchdog.adapters.clock import SystemClock
    from watchdog.cli import logbook
    from watchdog.service.demo import demonstrate

    here = Here(None, as_json, lang)
    clock = SystemClock()
    run = _fresh(folder.resolve(), f"{clock.now():%Y%m%d-%H%M%S}")
    logbook.begin(run)
    done = demonstrate(run, clock, here.progress)
    _finish(here, done)


def _fresh(folder: Path, stamp: str) -> Path:
    """A folder of its own for each run: evidence is never written over."""
    run, number = folder / stamp, 1
    while run.exists():
        number += 1
        run = folder / f"{stamp}-{number}"
    run.mkdir(parents=True)
    return run


def _finish(here: Here, done: Demonstrated) -> None:
    """Show what was found, verify every exhibit, say where things lie."""
    from watchdog.adapters.exhibits.reading import verify_folder
    from watchdog.cli.progress import clear
    from watchdog.cli.show import show_outcome
    from watchdog.evidence.verify import Result
    from watchdog.reports import outcome_json

    clear(here.progress)
    found = {one.finding.rule for one in done.outcome.confirmed}
    missed = [name for name in done.planted if name not in found]
    verdicts = [verify_folder(one).verdict for one in done.exhibits]
    picture = _picture(done.exhibits)
    if here.as_json:
        data = {"check": outcome_json(done.outcome), "planted": list(done.planted), "missed": missed}
        exhibits = [
            {"path": str(one), "verdict": said.value} for one, said in zip(done.exhibits, verdicts, strict=True)
        ]
        here.emit({**data, "exhibits": exhibits, "picture": str(picture or "")}, [])
    else:
        show_outcome(done.outcome, here.lang)
        _where(here, done.exhibits, [one.value for one in verdicts], picture)
    if missed:
        here.say(f"Planted but not found: {', '.join(missed)}", f"埋入但未发现：{'、'.join(missed)}")
    leave(0 if verdicts and not missed and Result.FAIL not in verdicts else 1)


def _picture(exhibits: tuple[Path, ...]) -> Path | None:
    """The picture a person opens first: a marked copy if there is one."""
    pictures = [picture for exhibit in exhibits for picture in sorted(exhibit.rglob("*.png"))]
    marked = [one for one in pictures if one.name.startswith("marked")]
    on_lists = [one for one in marked if one.parent.name.startswith("orders-")]
    return next(iter([*on_lists, *marked, *pictures]), None)


def _where(here: Here, exhibits: tuple[Path, ...], verdicts: list[str], picture: Path | None) -> None:
    typer.echo("")
    here.say(f"{len(exhibits)} exhibits, verified:", f"证据包 {len(exhibits)} 份，已校验：")
    for exhibit, verdict in zip(exhibits, verdicts, strict=True):
        typer.echo(f"  {verdict:<6} {exhibit}")
    if picture:
        here.say(f"Open this picture: {picture}", f"请打开这张图：{picture}")
    if exhibits:
        here.say(f"Check one yourself: watchdog verify {exhibits[0]}", f"自行校验：watchdog verify {exhibits[0]}")
