"""`watchdog replay`: judge saved bytes again. Writes nothing unless told to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watchdog.cli.here import AsJson, Config, Here, Lang, leave
from watchdog.cli.words import helped

if TYPE_CHECKING:
    from watchdog.casefile import Get
    from watchdog.model.base import Says
    from watchdog.model.case import Case, Outcome, Target

PAGE_SUFFIXES = (".html", ".htm", ".mhtml", ".mht")
REPLAY = helped(
    "Judge saved pages again: an archived case (its digest, or a shop's name for its latest), a folder with case.json"
    " (fixture, exhibit), or pages saved by any browser (.html, .mhtml; all of one list together)."
    " Example: watchdog replay fixtures/shopee/sg/some-case",
    "重新判读已保存的页面：已归档的案卷（摘要，或店铺短名取最近一份）、含 case.json 的文件夹，或任意浏览器保存的网页"
    "（.html、.mhtml，同一列表的各页一起给）。例：watchdog replay 订单页.mhtml --region tw",
)


def replay(
    paths: Annotated[
        list[str], typer.Argument(help=helped("Cases, folders or saved pages.", "案卷、文件夹或网页文件。"))
    ],
    *,
    at: Annotated[
        datetime | None,
        typer.Option(
            "--at", help=helped("When a saved page was saved (this machine's time).", "网页的保存时间（本机时间）。")
        ),
    ] = None,
    shop: Annotated[
        str | None,
        typer.Option("--shop", help=helped("Saved pages: compare as this shop.", "网页文件：按此店铺比对。")),
    ] = None,
    region: Annotated[
        str, typer.Option("--region", help=helped("Saved pages without --shop.", "网页文件且不给 --shop 时。"))
    ] = "sg",
    platform: Annotated[str, typer.Option("--platform")] = "shopee",
    commit: Annotated[
        bool, typer.Option("--commit", help=helped("Write a case's verdict into the ledger.", "把案卷的结论写入台账。"))
    ] = False,
    present_pack: Annotated[
        bool,
        typer.Option(
            "--present-pack",
            help=helped("Read with today's pack, not the case's own.", "用当前选择器包而非案卷自带的。"),
        ),
    ] = False,
    config: Config = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """The same function as a live check, over bytes."""
    from watchdog.cli.exits import exit_code

    here = Here(config, as_json, lang)
    files = [Path(one) for one in paths if Path(one).suffix.lower() in PAGE_SUFFIXES]
    cases = [one for one in paths if Path(one) not in files]
    outcomes = [_again(here, *find_case(here, one), commit=commit, present_pack=present_pack) for one in cases]
    cannot: Sequence[Says] = ()
    if files:
        outcome, cannot = _pages(here, files, _target(here, shop, platform, region), known=shop is not None, at=at)
        outcomes.append(outcome)
    _show(here, outcomes, cannot)
    leave(exit_code(outcomes, []))


def _show(here: Here, outcomes: Sequence[Outcome], cannot: Sequence[Says]) -> None:
    from watchdog.cli.show import show_outcome
    from watchdog.reports import outcome_json

    here.emit(
        {"checks": [outcome_json(one) for one in outcomes], "cannot_judge": [here.tell(one) for one in cannot]}, []
    )
    if not here.as_json:
        for outcome in outcomes:
            show_outcome(outcome, here.lang)
        for one in cannot:
            typer.echo(here.tell(one))


def _again(here: Here, case: Case, get: Get, *, commit: bool, present_pack: bool) -> Outcome:
    """Reads from the case; writes nowhere, or with `commit` into the data folder."""
    from dataclasses import replace

    from watchdog.casefile import pack_of
    from watchdog.check import check
    from watchdog.wiring import replay_ports

    pack = here.wiring.pack_for(case.target) if present_pack else pack_of(get(case.pack))
    ports = replay_ports(case, get, here.progress)
    if commit:
        wiring = here.wiring
        ports = replace(ports, archive=wiring.archive, ledger=wiring.ledger, exhibits=wiring.exhibits)
    return check(case.target, pack, ports)


def _pages(
    here: Here, files: Sequence[Path], target: Target, *, known: bool, at: datetime | None
) -> tuple[Outcome, Sequence[Says]]:
    """Pages saved by a browser. With a shop of the settings its records and history are compared, read-only."""
    from watchdog.adapters.saved import MemoryArchive, SavedPages, pages_from, read_saved_page
    from watchdog.check import Ports, check
    from watchdog.cli.quiet import NoRecords, ReadOnlyLedger
    from watchdog.wiring import NoExhibits

    saved = [read_saved_page(file) for file in files]
    pack = here.wiring.pack_for(target)
    source = SavedPages(pages_from(saved, pack, at.astimezone() if at else None))
    records = here.wiring.records if known else NoRecords()
    ledger = ReadOnlyLedger(here.wiring.ledger if known else None)
    ports = Ports(source, MemoryArchive(), records, ledger, NoExhibits(), here.progress)
    cannot = {(says.en, says.zh): says for one in saved for says in one.cannot}
    return check(target, pack, ports), tuple(cannot.values())


def _target(here: Here, shop: str | None, platform: str, region: str) -> Target:
    from watchdog.model.base import AccountId, ShopKey
    from watchdog.model.case import Target

    if shop is not None:
        return here.wiring.targets([shop])[0]
    return Target(shop=ShopKey("saved-pages"), account=AccountId("nobody"), platform=platform, region=region)


def find_case(here: Here, name: str) -> tuple[Case, Get]:
    """The case and where its bytes are. `name`: a folder with case.json, a digest of the archive (or its beginning), or
    a shop, whose latest case it then is. Raises UsageError with what can be named.
    """
    from watchdog.adapters.saved import read_fixture
    from watchdog.errors import UsageError

    if Path(name).exists():
        saved = read_fixture(Path(name))
        return saved.case, saved.get
    archive = here.wiring.archive
    lines = [one for one in archive.cases() if one.shop == name or (len(name) >= 6 and one.digest.startswith(name))]
    if not lines:
        raise UsageError(
            f"There is no case {name!r}.",
            mend="Name a folder with case.json, a case's digest (`watchdog check --json` tells it), or a checked shop.",
        )
    return archive.load_case(lines[-1].digest), archive.get
