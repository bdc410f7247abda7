"""`watchdog fixture save`: last night's surprise becomes a test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watchdog.cli.here import AsJson, Config, Here, Lang
from watchdog.cli.words import helped

if TYPE_CHECKING:
    from watchdog.casefile import Get
    from watchdog.model.case import Case
    from watchdog.model.readings import LookReading

app = typer.Typer(
    help=helped(
        "Cases as fixtures. Example: watchdog fixture save my-shop fixtures/shopee/sg/lost-order",
        "把案卷存成测试样本。例：watchdog fixture save my-shop fixtures/shopee/sg/lost-order",
    ),
    no_args_is_help=True,
)


@app.callback()
def _group() -> None:
    """Keeps `save` a subcommand."""


@app.command(
    help=helped(
        "Save a case with every name, address, phone, order and tracking number replaced; pictures are left out.",
        "保存案卷：姓名、地址、电话、订单号、物流单号全部替换，不含截图。",
    )
)
def save(
    case: Annotated[
        str,
        typer.Argument(
            help=helped(
                "A case's digest, a shop's name, or a folder with case.json.",
                "案卷摘要、店铺短名或含 case.json 的文件夹。",
            )
        ),
    ],
    folder: Annotated[Path, typer.Argument(help=helped("The folder to write.", "要写的文件夹。"))],
    config: Config = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Refuses if anything of the original remains."""
    from watchdog.cli.replay import find_case

    here = Here(config, as_json, lang)
    written = save_case(*find_case(here, case), folder)
    here.emit({"folder": str(written)}, [str(written)])


def save_case(case: Case, get: Get, folder: Path, seed: str = "") -> Path:
    """Pseudonymise, prove, write. `seed`: only for people who are invented anyway; the same case gives the same files.

    Raises UsageError if the folder is there, if anything of the original would remain, or if the verdict would differ.
    """
    from secrets import token_hex

    from watchdog.adapters.saved import write_fixture
    from watchdog.casefile import case_of
    from watchdog.casefile.pseudonyms import pseudonymise, renamed_differences, values_of
    from watchdog.errors import UsageError
    from watchdog.wiring import replayed

    # The seed of a real case is a secret nobody keeps: with it, inventions could be led back by trying.
    files, renaming = pseudonymise(case, get, values_of(case, get, _readings(case, get)), seed or token_hex(16))
    saved = case_of(files, str(folder))
    differs = renamed_differences(replayed(case, get), replayed(saved.case, saved.get), renaming)
    if differs:
        raise UsageError(
            f"the renamed case would not be judged as the original: {'; '.join(differs[:3])}",
            mend="Nothing was written. Report this with the page type it happened on.",
        )
    write_fixture(folder, files)
    return folder.resolve()


def _readings(case: Case, get: Get) -> list[LookReading]:
    """What the pack reads on every page of the case: the values that must be found and replaced."""
    from watchdog.casefile import pack_of, page_of
    from watchdog.extract import read_page
    from watchdog.extract.looks import read_look

    pack = pack_of(get(case.pack))
    looks = []
    for look in case.looks:
        pages = [read_page(page_of(record, get), pack) for record in look.pages]
        whole = read_look(case.target, look.rung, look.name, identity=pages[:1], windows=(), order_pages=pages)
        looks.append(whole)
    return looks
