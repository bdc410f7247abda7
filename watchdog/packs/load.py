"""Texts of a pack folder -> Pack.

`<platform>/platform.toml`, `<platform>/region/<region>.toml`, and one `<platform>/<page type>.toml` for each page type.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from watchdog.errors import PackError
from watchdog.model.base import Digest
from watchdog.model.pack import Pack, PageSpec, RegionSpec
from watchdog.packs.checks import check_page, check_platform, check_region
from watchdog.packs.forms import PlatformFile
from watchdog.packs.locales import known_locale, separators
from watchdog.packs.notes import PackNote, nearest, refuse
from watchdog.packs.shape import page_overrides, page_shape, region_shape
from watchdog.packs.tables import Table, Tables, merge
from watchdog.packs.validate import Origin, validated

HEAD = "platform.toml"


def load(texts: Mapping[str, str], platform: str, region: str) -> Pack:
    """The pack of a platform in a region. `texts`: path relative to the pack folder (with `/`) -> TOML.

    Raises PackError, naming file, key and mend, if anything the pack is made of has a fault.
    """
    _exists("platform", platform, platforms(texts))
    _exists("region", region, regions(texts, platform))
    tables = Tables(texts)
    pack = _assemble(tables, platform, region)
    if pack is None or tables.notes:
        raise refuse(tables.notes)
    return pack


def lint(texts: Mapping[str, str]) -> tuple[PackNote, ...]:
    """Every fault of every platform and region; empty: all can be used."""
    tables = Tables(texts)
    for platform in platforms(texts):
        known = regions(texts, platform)
        if not known:
            tables.note(f"{platform}/{HEAD}", "", "no region", f"write {platform}/region/<name>.toml")
        for region in known:
            _assemble(tables, platform, region)
    for name in texts:
        if not _is_read(texts, name):
            mend = "packs lie at <platform>/platform.toml, <platform>/<page type>.toml, <platform>/region/<region>.toml"
            tables.note(name, "", "no pack reads this file", mend)
    return tuple(tables.notes)


def platforms(texts: Mapping[str, str]) -> tuple[str, ...]:
    """Folders with a platform.toml."""
    paths = [PurePosixPath(name) for name in texts]
    return tuple(sorted(path.parts[0] for path in paths if len(path.parts) == 2 and path.name == HEAD))


def regions(texts: Mapping[str, str], platform: str) -> tuple[str, ...]:
    """Region files of a platform."""
    paths = [PurePosixPath(name) for name in texts]
    return tuple(sorted(p.stem for p in paths if p.parts[:-1] == (platform, "region") and p.suffix == ".toml"))


def page_types(texts: Mapping[str, str], platform: str) -> tuple[str, ...]:
    """Page types of a platform, by file name."""
    paths = [PurePosixPath(name) for name in texts]
    return tuple(
        sorted(p.stem for p in paths if p.parts[:-1] == (platform,) and p.suffix == ".toml" and p.name != HEAD)
    )


def digest_of(pack: Pack) -> Digest:
    """SHA-256 over the canonical JSON of everything but the digest itself."""
    plain = pack.model_dump(mode="json", exclude={"digest"})
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Digest(hashlib.sha256(text.encode("utf-8")).hexdigest())


def _assemble(tables: Tables, platform: str, region: str) -> Pack | None:
    head = _platform(tables, platform, region)
    overrides, market = _region(tables, platform, region)
    pages: dict[str, PageSpec] = {}
    for page_type in page_types(dict.fromkeys(tables.names(), ""), platform):
        page = _page(tables, (platform, region, page_type), overrides.pop(page_type, {}), head or PlatformFile())
        if page is not None:
            pages[page_type] = page
    for unknown in overrides:
        tables.note(
            f"{platform}/region/{region}.toml", f"pages.{unknown}", "no such page type", nearest(unknown, pages)
        )
    if head is None or market is None:
        return None
    pack = Pack(
        platform=platform,
        region=market,
        order_sn=head.order_sn,
        pages=pages,
        login=head.login,
        guard=head.guard,
    )
    return pack.model_copy(update={"digest": digest_of(pack)})


def _platform(tables: Tables, platform: str, region: str) -> PlatformFile | None:
    name, market = f"{platform}/{HEAD}", f"{platform}/region/{region}.toml"
    table = tables.get(name)
    if table is None:
        return None
    own = (tables.get(market) or {}).get("login")
    override: Table = {"login": own} if isinstance(own, dict) else {}
    head = validated(PlatformFile, merge(table, override), Origin(name, market, "", override), tables)
    if head is not None:
        check_platform(head, lambda key, what, mend: tables.note(name, key, what, mend))
    return head


def _region(tables: Tables, platform: str, region: str) -> tuple[dict[str, Table], RegionSpec | None]:
    name = f"{platform}/region/{region}.toml"
    table = tables.get(name)
    if table is None:
        return {}, None
    check_region(table, lambda key, what, mend: tables.note(name, key, what, mend))
    shaped: Table = {"region": region, **region_shape(table)}
    locale = str(shaped.get("locale", ""))
    if known_locale(locale):
        decimal, group = separators(locale)
        shaped = {"decimal": decimal, "group": group, **shaped}
    return page_overrides(table), validated(RegionSpec, shaped, Origin(name), tables)


def _page(tables: Tables, names: tuple[str, str, str], override: Table, head: PlatformFile) -> PageSpec | None:
    platform, region, page_type = names
    name = f"{platform}/{page_type}.toml"
    table = tables.get(name)
    if table is None:
        return None
    origin = Origin(name, f"{platform}/region/{region}.toml", f"pages.{page_type}", page_shape(override, page_type))
    page = validated(PageSpec, page_shape(merge(table, override), page_type), origin, tables)
    if page is None:
        return None
    check_page(page, lambda key, what, mend: tables.note(name, key, what, mend))
    common = {
        "markers": (*head.markers, *page.markers),
        "overlays": (*page.overlays, *head.overlays),
        "skeletons": () if _waits_for_none(page) else (*page.skeletons, *head.skeletons),
    }
    return page.model_copy(update=common)


def _waits_for_none(page: PageSpec) -> bool:
    """`skeletons = []` on a page type: what it is read for is there before placeholders go."""
    return "skeletons" in page.model_fields_set and not page.skeletons


def _is_read(texts: Mapping[str, str], name: str) -> bool:
    path = PurePosixPath(name)
    # `shipped/`: what a person's file of the same name lies over, there for `extends`;
    # `exports/`: for the readers of records
    if path.parts[0] == "shipped" or "exports" in path.parts[1:-1]:
        return True
    in_platform = path.parts[0] in platforms(texts) and path.suffix == ".toml"
    base = any(f'"{name}"' in text or f"'{name}'" in text for text in texts.values())
    return base or (in_platform and (len(path.parts) == 2 or (len(path.parts) == 3 and path.parts[1] == "region")))


def _exists(kind: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        mend = nearest(name, known) if known else "name a folder of packs that holds it"
        raise PackError(f"There is no selector pack for {kind} `{name}`.", mend=mend)
