"""`watchdog records`: what is read in a shop's files, and a mapping for books that nobody has described yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watchdog.cli.here import AsJson, Config, Here, Lang, leave
from watchdog.cli.words import helped

if TYPE_CHECKING:
    from watchdog.model.pack import Pack

app = typer.Typer(
    help=helped(
        "Your side: exports and own books. Example: watchdog records map books.xlsx --shop my-shop",
        "你的记录：官方导出与自己的账。例：watchdog records map 账.xlsx --shop 我的店",
    ),
    no_args_is_help=True,
)


@app.command(help=helped("What each source of a shop says now.", "该店铺各记录来源现在的内容。"))
def show(
    shop: Annotated[
        str, typer.Argument(help=helped("The shop's name in watchdog.toml.", "watchdog.toml 中的店铺名。"))
    ],
    config: Config = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Exit 2 if a source cannot be read; its last good table, if any, is shown as stale."""
    from watchdog.cli.records_show import snapshot_json, snapshot_lines

    here = Here(config, as_json, lang)
    (target,) = here.wiring.targets([shop])
    snapshots = here.wiring.records.as_of(target, here.wiring.pack_for(target), here.wiring.clock.now())
    lines = [line for one in snapshots for line in snapshot_lines(one, here.lang)]
    if not snapshots:
        none = "本店尚未配置记录。" if here.lang == "zh" else "No records are set up for this shop."
        lines = [f"{none} watchdog records map FILE --shop {shop}"]
    here.emit([snapshot_json(one) for one in snapshots], lines)
    leave(2 if any(one.stale for one in snapshots) else 0)


@app.command(
    "map", help=helped("Find out which column is which; write it after a yes.", "识别各列含义，确认后写入设置。")
)
def map_file(  # noqa: PLR0917 - options of a command line, all by name
    file: Annotated[Path, typer.Argument(help="XLSX, CSV, JSON Lines, Parquet, SQLite")],
    shop: Annotated[
        str, typer.Option(help=helped("Write it for this shop of watchdog.toml.", "写入该店铺的设置。"))
    ] = "",
    region: Annotated[
        str, typer.Option(help=helped("Without --shop: sg, tw, br, cn ...", "无 --shop 时：sg、tw、br、cn……"))
    ] = "",
    platform: Annotated[str, typer.Option(help=helped("Without --shop.", "无 --shop 时的平台。"))] = "shopee",
    name: Annotated[str, typer.Option(help=helped("Name of this source.", "此来源的名称。"))] = "books",
    sheet: Annotated[
        str, typer.Option(help=helped("Sheet; default: the one with orders.", "工作表；默认自动找。"))
    ] = "",
    table: Annotated[str, typer.Option(help=helped("SQLite: a table.", "SQLite 表。"))] = "",
    query: Annotated[str, typer.Option(help=helped("SQLite: one SELECT.", "SQLite 查询。"))] = "",
    password: Annotated[str, typer.Option(help=helped("Where it is kept: env:NAME, keyring:NAME.", "密码所在。"))] = "",
    complete: Annotated[
        bool, typer.Option(help=helped("Every order of the shop is in it.", "含本店全部订单。"))
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help=helped("Take it without asking.", "不询问，直接采用。"))
    ] = False,
    config: Config = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Without --shop the mapping is printed, not written."""
    from watchdog.adapters.records import access_to, describe
    from watchdog.adapters.secrets import Secrets
    from watchdog.cli.logbook import redactor
    from watchdog.cli.records_show import description_json, description_lines
    from watchdog.cli.records_toml import put_into, toml_of

    here = Here(config, as_json, lang)
    access = access_to(file.absolute(), name=name, sheet=sheet, table=table, query=query, password=password)
    pack, texts = _pack(here, shop, region, platform)
    secret = (here.wiring.secrets if shop else Secrets(ask=here.ask_hidden, on_reveal=redactor().learn)).reveal
    described = describe(file, access, pack, secret, texts)
    source = described.source.model_copy(update={"complete": True} if complete else {})
    here.emit(description_json(described), description_lines(described, here.lang))
    if not yes and not _agreed(here):
        return
    if shop:
        where = put_into(config, shop, source)
        here.say(f"Written to {where}, shop {shop}.", f"已写入 {where}，店铺 {shop}。")
    elif not as_json:
        typer.echo(toml_of(source))


def _agreed(here: Here) -> bool:
    """A person's yes; nobody there: no."""
    if not here.interactive:
        here.say("Nothing written: add --yes to take it.", "未写入：加 --yes 表示采用。")
        return False
    return typer.confirm("采用此映射？" if here.lang == "zh" else "Take this mapping?", default=False, err=True)


def _pack(here: Here, shop: str, region: str, platform: str) -> tuple[Pack, dict[str, str]]:
    """The region decides what order numbers, statuses and times look like."""
    from watchdog.adapters.packs import read_pack_texts
    from watchdog.errors import SettingsError
    from watchdog.packs import load

    if shop:
        (account, _), *_rest = here.settings.select([shop])
        (target,) = here.wiring.targets([shop])
        return here.wiring.pack_for(target), read_pack_texts(account.packs)
    if not region:
        mend = "add --shop NAME (as in watchdog.toml), or --region sg (tw, br, cn ...)"
        raise SettingsError("Which market is this file from?", mend=mend)
    texts = read_pack_texts()
    return load(texts, platform, region), texts
