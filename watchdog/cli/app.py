"""The command `watchdog`: its commands, and nothing heavy before one of them runs."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from watchdog import __version__
from watchdog.cli import (
    capture,
    check,
    demo,
    doctor,
    fixture,
    incidents,
    init,
    login,
    packs,
    practice,
    replay,
    run,
    session,
    verify,
)
from watchdog.cli.words import helped

app = typer.Typer(
    name="watchdog",
    help=helped(
        "Seller Centre Watchdog: reads your own Shopee Seller Centre, compares it with your records and keeps evidence."
        " It never changes anything in the shop. Begin with: watchdog demo",
        "卖家中心看门狗：读取你自己的 Shopee 卖家中心，与你的记录比对并留存证据；绝不改动店铺。先试：watchdog demo",
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for _name, _command, _help in (
    ("init", init.init, init.INIT),
    ("login", login.login, login.LOGIN),
    ("doctor", doctor.doctor, doctor.DOCTOR),
    ("check", check.check, check.CHECK),
    ("run", run.run, run.RUN),
    ("capture", capture.capture, capture.CAPTURE),
    ("replay", replay.replay, replay.REPLAY),
    ("verify", verify.verify, verify.VERIFY),
    ("incidents", incidents.incidents, incidents.INCIDENTS),
    ("practice", practice.practice, practice.PRACTICE),
    ("demo", demo.demo, demo.DEMO),
):
    # In the list of commands the first sentence is enough.
    app.command(
        _name, help=_help, short_help=_help.partition(". ")[0].partition("。")[0].partition(": ")[0].partition("：")[0]
    )(_command)
app.add_typer(session.app, name="session")
app.add_typer(fixture.app, name="fixture")
app.add_typer(packs.app, name="packs")

RECORDS = helped("Your side: exports and own books.", "你的记录：官方导出与自己的账。")
if "records" in sys.argv[1:4]:
    # Only then: reading tables needs libraries that take longer to load than all the rest.
    from watchdog.cli.records import app as records_app

    app.add_typer(records_app, name="records", help=RECORDS)
else:

    @app.command("records", help=RECORDS)
    def _records() -> None:
        """Stands in the list of commands; the real one is loaded when it is asked for."""


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"seller-centre-watchdog {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help=helped("Show the version.", "显示版本。")),
    ] = False,
    lang: Annotated[str | None, typer.Option("--lang", metavar="en|zh", help=helped("Language.", "语言。"))] = None,
) -> None:
    """The help text stands in `app`; the language is read in words.py, before commands are made."""
    del version, lang
