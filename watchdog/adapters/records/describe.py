"""Looks at a file nobody has described: an official export, or books with a mapping to be confirmed."""

from __future__ import annotations

from collections.abc import Mapping as Texts
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from watchdog.adapters.records.layouts import export_data, export_texts
from watchdog.adapters.records.reading import ReadTable, Secret, open_grids, read_orders
from watchdog.adapters.records.suggest import Suggestion, suggest_mapping
from watchdog.adapters.records.tables import Problems, UnreadableError
from watchdog.adapters.records.words import book_words
from watchdog.model.pack import Pack
from watchdog.model.records import RecordsKind
from watchdog.model.sources import RecordsSource


@dataclass(frozen=True)
class Description:
    """`source`: as it would stand in the settings. `suggestion` is None for an official export."""

    source: RecordsSource
    suggestion: Suggestion | None
    table: ReadTable


def describe(
    path: Path, access: RecordsSource, pack: Pack, secret: Secret, pack_texts: Texts[str, str] | None = None
) -> Description:
    """`access`: how to open it (sheet, table, query, password); its kind and mapping are what is found out here.

    Raises UnreadableError with the mend if it cannot be opened or holds no order numbers.
    """
    texts = export_texts(pack.platform, pack_texts)
    exports, words = export_data(texts), book_words(texts)
    problems = Problems(path.name)
    opened = open_grids(path, access, secret, problems)
    as_export = access.model_copy(update={"kind": RecordsKind.EXPORT, "mapping": None})
    try:
        return Description(as_export, None, read_orders(opened, as_export, pack, exports, Problems(path.name)))
    except UnreadableError:
        suggestion = suggest_mapping(opened.grids, pack, words)
    source = access.model_copy(update={"kind": RecordsKind.BOOKS, "mapping": suggestion.mapping})
    return Description(source, suggestion, read_orders(opened, source, pack, exports, problems))


def access_to(
    path: Path, *, name: str, sheet: str = "", table: str = "", query: str = "", password: str = ""
) -> RecordsSource:
    """A source of which only the way to open it is known yet. Raises UnreadableError for what contradicts itself."""
    given = {"sheet": sheet, "table": table, "query": query, "password": password}
    try:
        return RecordsSource.model_validate({"name": name, "kind": RecordsKind.EXPORT, "path": str(path), **given})
    except ValidationError as error:
        what = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise UnreadableError(what, mend="See `watchdog records map --help`.") from None
