"""`watchdog practice`: the practice Seller Centre on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from watchdog.cli.here import AsJson, Here, Lang
from watchdog.cli.words import helped

PRACTICE = helped(
    "Run the practice Seller Centre on this machine, with switches for every fault. Ctrl-C ends it."
    " Example: watchdog practice --port 8765",
    "在本机运行演练站，可开关各种故障。Ctrl-C 结束。例：watchdog practice --port 8765",
)


def practice(
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help=helped("0: any free one.", "0 为任意空闲端口。"))
    ] = 8765,
    seed: Annotated[
        int, typer.Option("--seed", help=helped("The same seed, the same shops.", "同一种子，同样的店铺。"))
    ] = 1,
    latency_ms: Annotated[
        int, typer.Option("--latency-ms", min=0, help=helped("Answer so much later.", "延迟应答。"))
    ] = 0,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """In the foreground."""
    from watchdog.adapters.clock import SystemClock
    from watchdog.practice.site import run_forever
    from watchdog.practice.world import make_world

    here = Here(None, as_json, lang)
    world = make_world(seed, int(SystemClock().now().timestamp()))
    run_forever(world, port=port, latency_ms=latency_ms, say=lambda line: typer.echo(line, err=here.as_json))
