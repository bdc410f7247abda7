"""`watchdog capture`: evidence on demand, whether or not anything is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from watchdog.cli.here import AsJson, Config, Here, Lang
from watchdog.cli.words import helped

if TYPE_CHECKING:
    from pathlib import Path

    from watchdog.model.case import Outcome
    from watchdog.wiring import Wiring

CAPTURE = helped(
    "Evidence on demand: reads one shop and keeps every page with pictures, whether or not anything is wrong."
    " Example: watchdog capture my-shop --order 2611010ABCD12E",
    "按需取证：读取一个店铺并保存每一页及截图，无论是否异常。例：watchdog capture my-shop --order 2611010ABCD12E",
)


def capture(
    shop: Annotated[str, typer.Argument(help=helped("Name of the shop.", "店铺短名。"))],
    *,
    order: Annotated[
        str | None,
        typer.Option(
            "--order", help=helped("Also search for this order and open its page.", "同时搜索该订单并打开其页面。")
        ),
    ] = None,
    page: Annotated[Literal["orders"], typer.Option("--page", help=helped("Page type.", "页面类型。"))] = "orders",
    config: Config = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """The same path as a check, with every picture taken."""
    from watchdog.cli.check import run_checks
    from watchdog.model.base import OrderSn

    del page
    here = Here(config, as_json, lang)
    with here.wiring as wiring:
        (target,) = wiring.targets([shop])
        update = {"capture_everything": True, "only_order": OrderSn(order) if order else None}
        run_checks(here, wiring, [target.model_copy(update=update)], keep=lambda outcome: keep_folder(wiring, outcome))


def keep_folder(wiring: Wiring, outcome: Outcome) -> Path:
    """Everything the case holds as a folder that a person can open, hand on, and check with `sha256sum -c`.

    Whole or not at all. Raises ArchiveError.
    """
    from hashlib import sha256
    from shutil import rmtree

    from watchdog import disk
    from watchdog.adapters.saved import write_fixture
    from watchdog.casefile import files_of
    from watchdog.errors import ArchiveError

    files = files_of(wiring.archive.load_case(outcome.case), wiring.archive.get)
    lines = "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    folder = wiring.folder / "captures" / f"{outcome.target.shop}-{outcome.at:%Y%m%dT%H%M%SZ}-{outcome.case[:8]}"
    if folder.exists():
        return folder
    beside = folder.with_name(f".{folder.name}.tmp")
    rmtree(beside, ignore_errors=True)  # what a crash left behind
    write_fixture(beside, {**files, "manifest-sha256.txt": lines.encode()})
    try:
        disk.rename(beside, folder)
    except OSError as bad:
        raise ArchiveError(f"{folder} cannot be made: {bad}", mend=disk.mend_of(bad, folder.parent)) from bad
    return folder
