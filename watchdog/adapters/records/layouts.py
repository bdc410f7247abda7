"""Which columns are which: exports by header tables (`selectors/<platform>/exports/*.toml`), own books by a mapping."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from collections.abc import Mapping as Texts
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field, ValidationError

from watchdog.adapters.records.tables import Grid, UnreadableError, clip, header_key, without_currency
from watchdog.errors import PackError
from watchdog.model.base import Frozen
from watchdog.model.orders import OrderStatus
from watchdog.model.pack import Mark
from watchdog.model.sources import BookField, DecimalStyle, Mapping

_SCANNED = 60
"""Rows looked at for the header; reports of the platform have up to 25 rows before it (reference 4.10)."""
_ENOUGH = 5
Columns = dict[BookField, tuple[int, ...]]
"""Our field -> columns of the grid. Several: the first with a value in the row counts."""


class OtherHeaders(Frozen):
    """Headers that are not read but tell the file's language and kind."""

    headers: tuple[str, ...] = ()


class ExportLayout(Frozen):
    """The header table of one language."""

    language: str
    decimal: DecimalStyle
    source: str
    mark: Mark
    headers: dict[BookField, tuple[str, ...]]
    statuses: dict[str, tuple[OrderStatus, ...]] = Field(default_factory=dict)
    status_patterns: dict[str, tuple[OrderStatus, ...]] = Field(default_factory=dict)
    other: OtherHeaders = OtherHeaders()

    def known(self) -> frozenset[str]:
        """Every header of this language as `header_key`."""
        return frozenset(header_key(h) for h in (*(h for hs in self.headers.values() for h in hs), *self.other.headers))


class ExportNames(Frozen):
    """What the words of an export's file name mean: kind -> statuses it holds, none = all."""

    kinds: dict[str, tuple[OrderStatus, ...]]
    source: str
    mark: Mark


@dataclass(frozen=True)
class ExportData:
    """Everything known of one platform's exports."""

    layouts: tuple[ExportLayout, ...] = ()
    names: ExportNames = field(default_factory=lambda: ExportNames(kinds={}, source="", mark=Mark.G))


def export_folder(platform: str) -> Path:
    """Beside the package in a wheel, at the top of a checkout."""
    package = Path(__file__).resolve().parents[2]
    shipped = package / "_selectors"
    return (shipped if shipped.is_dir() else package.parent / "selectors") / platform / "exports"


def export_texts(platform: str, packs: Texts[str, str] | None = None) -> dict[str, str]:
    """File name -> TOML text; empty for a platform without exports.

    `packs`: texts of pack folders by path, a person's own already laid over the shipped ones; None: the shipped files.
    """
    if packs is not None:
        head = f"{platform}/exports/"
        return {name.removeprefix(head): text for name, text in packs.items() if name.startswith(head)}
    return {p.name: p.read_text(encoding="utf-8") for p in sorted(export_folder(platform).glob("*.toml"))}


def export_data(texts: Texts[str, str]) -> ExportData:
    """Raises PackError naming file and key."""
    layouts: list[ExportLayout] = []
    names = ExportData().names
    for file, text in texts.items():
        try:
            loaded = tomllib.loads(text)
            if file == "names.toml":
                names = ExportNames.model_validate(loaded)
            elif file != "books.toml":
                layouts.append(ExportLayout.model_validate(loaded))
        except tomllib.TOMLDecodeError as error:
            raise PackError(f"{file}: not TOML: {error}", mend="Correct the line named.") from error
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            raise PackError(
                f"{file}: {key}: {first['msg']}", mend="Compare with the other files of this folder."
            ) from error
    return ExportData(tuple(layouts), names)


@dataclass(frozen=True)
class Recognised:
    """A grid below its header, and which column is which."""

    grid: Grid
    columns: Columns
    layout: ExportLayout | None = None


def recognise_export(grids: Iterable[Grid], layouts: Iterable[ExportLayout]) -> Recognised:
    """The sheet, row and language in which most headers are known. Raises UnreadableError if there is none."""
    best: tuple[int, Recognised] | None = None
    seen: list[str] = []
    for grid in grids:
        for index in range(min(_SCANNED, grid.frame.height)):
            keys = [header_key(v) for v in grid.row(index)]
            seen = seen or [k for k in keys if k]
            for layout in layouts:
                score = _score(keys, layout)
                if score >= _ENOUGH and (best is None or score > best[0]):
                    columns = _export_columns(keys, layout)
                    if BookField.ORDER_SN in columns and BookField.STATUS in columns:
                        best = (score, Recognised(grid.headed(index), columns, layout))
    if best is None:
        raise UnreadableError(
            "no row of it is the header of an order export in a language we know; "
            f"it begins with: {clip(', '.join(seen), 120)}",
            mend="Export My Orders (not income, returns or wallet) from Seller Centre; "
            'for books of your own use `kind = "books"` with a mapping.',
        )
    return best[1]


def _score(keys: list[str], layout: ExportLayout) -> int:
    known = layout.known()
    return sum(1 for k in keys if k in known or (k and without_currency(k) in known))


def _export_columns(keys: list[str], layout: ExportLayout) -> Columns:
    folded = [h.casefold() for h in layout.known()]
    columns: Columns = {}
    for name, headers in layout.headers.items():
        found = [c for h in headers if (c := _find(header_key(h), keys, folded)) is not None]
        if found:
            columns[name] = tuple(found) if name is BookField.TRACKING else (found[0],)
    return columns


def _find(header: str, keys: list[str], folded: list[str]) -> int | None:
    """The first column with this header: exactly, else without a currency, else in a case that is no other header's."""
    if header in keys:
        return keys.index(header)
    bare = [without_currency(k) for k in keys]
    if header in bare:
        return bare.index(header)
    low = header.casefold()
    lows = [k.casefold() for k in bare]
    return lows.index(low) if low in lows and folded.count(low) == 1 else None


def recognise_books(grids: Iterable[Grid], mapping: Mapping) -> Recognised:
    """The first row that has every mapped column. Raises UnreadableError naming the columns that are missing."""
    wanted = {field: _loose(name) for field, name in mapping.columns.items()}
    filters = [_loose(name) for name in mapping.only]
    nearest: tuple[int, list[str], list[str]] = (-1, [], [])
    for grid in grids:
        rows = range(min(_SCANNED, grid.frame.height)) if grid.header is None else [None]
        for index in rows:
            header = list(grid.header or ()) if index is None else list(grid.row(index))
            keys = [_loose(h) for h in header]
            missing = [n for n in (*mapping.columns.values(), *mapping.only) if _loose(n) not in keys]
            if not missing:
                below = grid if index is None else grid.headed(index)
                return Recognised(below, {f: (keys.index(k),) for f, k in wanted.items()})
            hits = len(wanted) + len(filters) - len(missing)
            if hits > nearest[0] and any(keys):
                nearest = (hits, missing, [h for h in header if h.strip()])
    raise UnreadableError(
        f"missing column(s): {', '.join(nearest[1])}; there are: {clip(', '.join(nearest[2]), 200)}",
        mend="Correct `mapping.columns` in the settings, or run `watchdog records map` on this file.",
    )


def _loose(name: str) -> str:
    return header_key(name).casefold()
