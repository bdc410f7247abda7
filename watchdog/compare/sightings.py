"""Every sight of every order in a look, with pointers to the bytes, and without what rests on a guess of the pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from watchdog.compare.marks import guessed_fields
from watchdog.extract.looks import TRUSTED
from watchdog.model.base import OrderSn
from watchdog.model.orders import OrderFacts
from watchdog.model.pack import Pack
from watchdog.model.readings import LookReading, PageReading, Pointer, SeenOrder, Witness

Way = Literal["list", "search", "order"]


@dataclass(frozen=True)
class Sighting:
    """One witness on one page shows one order. `facts` lacks the fields in `guessed`: they may be shown, not judged."""

    look: str
    page: PageReading
    row: SeenOrder
    way: Way
    facts: OrderFacts
    guessed: frozenset[str]

    def pointer(self, field: str) -> Pointer:
        """Where the bytes tell `field`; for `items.x` any item path will do, for an unknown path the row's own."""
        return pointer(self.look, self.page, self.row, field)


Sightings = Mapping[OrderSn, tuple[Sighting, ...]]


def pointer(look: str, page: PageReading, row: SeenOrder, field: str) -> Pointer:
    """A pointer into archived bytes, made of a row's path (`css:...` or `json:<exchange>-<k>#/...`)."""
    path = _path(row, field)
    base = f"{look}/{page.ask.name}"
    text = row.raw.get(field, "")
    if path.startswith("json:") and "#" in path:
        exchange, _, inside = path.removeprefix("json:").partition("#")
        return Pointer(source=f"{base}/{exchange}", path=f"json:{inside}", text=text)
    return Pointer(source=f"{base}/html", path=path or "css:body", text=text)


def page_pointer(look: str, page: PageReading) -> Pointer:
    """The whole page."""
    return Pointer(source=f"{look}/{page.ask.name}/html", path="css:body", text="")


def sightings_of(reading: LookReading, pack: Pack | None = None) -> dict[OrderSn, tuple[Sighting, ...]]:
    """All sights, in reading order, the DOM before the JSON. A look that is blind as a whole has none.

    Without a pack nothing is known of guesses; that is enough to say whether an order was seen at all.
    """
    found: dict[OrderSn, list[Sighting]] = {}
    if reading.blind is not None:
        return {}
    for page, way in ways_of(reading):
        for row in (*page.dom, *page.json_):
            guessed = guessed_fields(pack, page, row) if pack is not None else frozenset()
            facts = _without(row.facts, guessed - {"order_sn"})
            found.setdefault(row.facts.order_sn, []).append(Sighting(reading.name, page, row, way, facts, guessed))
    return {sn: _whole_orders(tuple(sights)) for sn, sights in found.items()}


def _without(facts: OrderFacts, fields: frozenset[str]) -> OrderFacts:
    gaps = {name: None for name in fields if name in OrderFacts.model_fields}
    return facts.model_copy(update=gaps) if gaps else facts


def _whole_orders(sights: tuple[Sighting, ...]) -> tuple[Sighting, ...]:
    """An order in several parcels has a card by parcels, with an amount for each parcel (reference 2.3): what a list's
    DOM shows there is not the order's total, unless the JSON of the same page tells one.
    """
    if not any(len(one.facts.package_numbers or ()) > 1 for one in sights):
        return sights
    told = {id(one.page) for one in sights if one.row.witness is Witness.JSON and one.facts.total is not None}
    return tuple(
        replace(one, facts=_without(one.facts, frozenset({"total"})))
        if one.way != "order" and one.row.witness is Witness.DOM and id(one.page) not in told
        else one
        for one in sights
    )


def ways_of(reading: LookReading) -> list[tuple[PageReading, Way]]:
    """Pages that show orders and can be trusted, with the way they were come by."""
    pages: list[tuple[PageReading, Way]] = [(page, "list") for window in reading.windows for page in window.pages]
    pages += [(probe.search, "search") for probe in reading.probes if probe.search]
    pages += [(probe.order_page, "order") for probe in reading.probes if probe.order_page]
    pages += [(page, "order") for page in reading.order_pages]
    return [(page, way) for page, way in pages if page.state in TRUSTED]


def listed(reading: LookReading) -> frozenset[OrderSn]:
    """Orders that any witness showed in a window."""
    rows = (row for page, way in ways_of(reading) if way == "list" for row in (*page.dom, *page.json_))
    return frozenset(row.facts.order_sn for row in rows)


def listed_days(reading: LookReading) -> dict[OrderSn, date]:
    """Days of creation as the lists tell them."""
    rows = (row.facts for page, way in ways_of(reading) if way == "list" for row in (*page.dom, *page.json_))
    return {facts.order_sn: facts.created_on for facts in rows if facts.created_on is not None}


def by_witness(sights: tuple[Sighting, ...], witness: Witness) -> tuple[Sighting, ...]:
    return tuple(one for one in sights if one.row.witness is witness)


def _path(row: SeenOrder, field: str) -> str:
    if field in row.paths:
        return row.paths[field]
    stem, _, part = field.partition(".")
    for name, path in row.paths.items():
        if stem == "items" and name.startswith("items") and name.endswith(part):
            return path
    return row.paths.get(stem) or row.paths.get("order_sn", "")
