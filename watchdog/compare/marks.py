"""What of a reading rests on a guess (mark G) of the pack. It is shown and never judged (design, principle 9)."""

from __future__ import annotations

from collections.abc import Sequence

from watchdog.model.pack import FieldSpec, JsonTake, Mark, Pack, PageSpec, RowSpec, Take
from watchdog.model.readings import PageReading, SeenOrder, Witness

ITEM_FIELDS = ("name", "variation", "sku", "quantity", "price")


def guessed_fields(pack: Pack, page: PageReading, row: SeenOrder) -> frozenset[str]:
    """OrderFacts fields of this row that only a guess found, or only a guess gives a meaning to. A field the pack says
    nothing of is not guessed: then it came from elsewhere.
    """
    spec = pack.page(page.ask.page_type)
    if spec is None:
        return frozenset()
    if rows_guessed(pack, page.ask.page_type, row.witness):
        return frozenset(field.name for field in spec.rows.fields) | {"items"}
    found = {name.partition(".")[0] for name in row.guessed}
    found |= {field.name for field in spec.rows.fields if _guessed(field, page, row)}
    if spec.rows.items and all(_only_guesses(field, row.witness) for field in spec.rows.items):
        found.add("items")
    if pack.region.mark is Mark.G:
        found.add("status")
    return frozenset(found)


def rows_guessed(pack: Pack, page_type: str, witness: Witness) -> bool:
    """Is every way to find the rows of this page type a guess, so that even presence is one?"""
    spec = pack.page(page_type)
    return spec is not None and _rows_guessed(spec, witness)


def _rows_guessed(spec: PageSpec, witness: Witness) -> bool:
    takes = _row_takes(spec.rows, witness)
    return bool(takes) and all(mark is Mark.G for mark in takes)


def _row_takes(rows: RowSpec, witness: Witness) -> list[Mark]:
    if witness is Witness.DOM:
        return [take.mark for take in rows.dom]
    return [take.mark for take in rows.json_]


def _guessed(field: FieldSpec, page: PageReading, row: SeenOrder) -> bool:
    if row.witness is Witness.JSON:
        fitting = [take for take in field.json_ if _tail_matches(take.path, row.paths.get(field.name, ""))]
        return _all_guesses(fitting[:1] or field.json_)
    same = [take for take in field.dom if take.generation in ("", page.generation)]
    exact = [take for take in same if take.css and row.paths.get(field.name, "").endswith(take.css)]
    return _all_guesses(exact or same or field.dom)


def _only_guesses(field: FieldSpec, witness: Witness) -> bool:
    takes: Sequence[Take | JsonTake] = field.dom if witness is Witness.DOM else field.json_
    return not takes or _all_guesses(takes)


def _all_guesses(takes: Sequence[Take | JsonTake]) -> bool:
    return bool(takes) and all(take.mark is Mark.G for take in takes)


def _tail_matches(pattern: str, path: str) -> bool:
    """Does the path end as the take's path does, `*` standing for a list index?"""
    wanted, have = pattern.strip("/").split("/"), path.rpartition("#")[2].strip("/").split("/")
    if not path or len(have) < len(wanted):
        return False
    tail = have[-len(wanted) :]
    return all(want in ("*", got) for want, got in zip(wanted, tail, strict=True))
