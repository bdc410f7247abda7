"""`watchdog verify`: check an exhibit from its bytes alone."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from watchdog.cli.here import AsJson, Here, Lang, leave
from watchdog.cli.words import helped

VERIFY = helped(
    "Check an exhibit: digests, claims, manifest. Exit 0 only if everything required passes."
    " Example: watchdog verify exhibits/EV-20261122T060000Z-...",
    "校验证据包：摘要、主张、清单。全部通过才返回 0。例：watchdog verify exhibits/EV-20261122T060000Z-...",
)


def verify(
    exhibit: Annotated[Path, typer.Argument(help=helped("The exhibit's folder.", "证据包文件夹。"))],
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Needs no settings and no data folder."""
    from watchdog.adapters.exhibits.reading import verify_folder
    from watchdog.evidence.verify import Result

    here = Here(None, as_json, lang)
    found = verify_folder(exhibit)
    here.emit({"verdict": found.verdict.value, "checks": [asdict(one) for one in found.checks]}, found.lines())
    leave(0 if found.verdict is Result.PASS else 1)
