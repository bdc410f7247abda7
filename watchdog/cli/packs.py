"""`watchdog packs`: selector packs, checked and shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watchdog.cli.here import AsJson, Here, Lang, leave
from watchdog.cli.words import helped

if TYPE_CHECKING:
    from watchdog.model.pack import Pack, PageSpec

app = typer.Typer(
    help=helped(
        "Selector packs: how the site's pages are read. Example: watchdog packs check",
        "选择器包：怎样读站点页面。例：watchdog packs check",
    ),
    no_args_is_help=True,
)
Folder = Annotated[
    Path | None,
    typer.Option("--packs", help=helped("A folder that overrides shipped packs.", "覆盖自带选择器包的文件夹。")),
]


@app.command(
    help=helped("Check every pack; one line a fault, with its mend.", "检查所有选择器包；每个错误一行，附改法。")
)
def check(packs: Folder = None, as_json: AsJson = False, lang: Lang = None) -> None:
    """Exit 2 if anything is wrong."""
    from watchdog.adapters.packs import available, read_pack_texts
    from watchdog.packs import lint

    here = Here(None, as_json, lang)
    notes = lint(read_pack_texts(packs))
    known = available(packs)
    regions = sum(len(one) for one in known.values())
    good = f"{len(known)} platforms, {regions} regions: nothing wrong."
    if here.lang == "zh":
        good = f"{len(known)} 个平台、{regions} 个站点：没有错误。"
    here.emit(
        {"platforms": {name: list(one) for name, one in known.items()}, "faults": [n.model_dump() for n in notes]},
        [str(note) for note in notes] or [good],
    )
    leave(2 if notes else 0)


@app.command(
    help=helped(
        "Show a pack as it is used. Example: watchdog packs show shopee sg",
        "显示实际生效的选择器包。例：watchdog packs show shopee sg",
    )
)
def show(
    platform: Annotated[str, typer.Argument()] = "shopee",
    region: Annotated[str, typer.Argument()] = "sg",
    packs: Folder = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Hosts, page types, and every fact that rests on a guess."""
    from watchdog.adapters.packs import read_pack_texts
    from watchdog.packs import load

    here = Here(None, as_json, lang)
    pack = load(read_pack_texts(packs), platform, region)
    here.emit(json.loads(pack.model_dump_json(by_alias=True)), _lines(pack))


@app.command(help=helped("The JSON Schema of the format, for editors.", "格式的 JSON Schema，供编辑器使用。"))
def schema(as_json: AsJson = False, lang: Lang = None) -> None:
    """Printed as JSON either way."""
    from watchdog.packs import json_schema

    del as_json
    Here(None, True, lang).emit(json_schema(), [])


def _lines(pack: Pack) -> list[str]:
    lines = [f"{pack.platform}/{pack.region.region}  {pack.digest[:12]}  {pack.region.locale} {pack.region.time_zone}"]
    lines += [f"  {name}: {origin}" for name, origin in pack.region.hosts.items()]
    for page in pack.pages.values():
        lines += _page(page)
    return lines


def _page(page: PageSpec) -> list[str]:
    lines = [f"  {page.type}: {page.address}"]
    for spec in page.rows.fields:
        marks = "".join(take.mark.value for take in (*spec.dom, *spec.json_))
        lines.append(
            f"    {spec.name}{'*' if spec.required else ''}: {len(spec.dom)} DOM, {len(spec.json_)} JSON  [{marks}]"
        )
    return lines
