"""How a pack says where values stand: takes from the DOM and from JSON, fields, rows. Part of `watchdog.model.pack`."""

from __future__ import annotations

from enum import StrEnum

from pydantic import ConfigDict, Field

from watchdog.model.base import Frozen


class Mark(StrEnum):
    """How sure a fact is (reference, 'How to read the confidence marks')."""

    A = "A"
    B = "B"
    C = "C"
    G = "G"


class Described(Frozen):
    """Attribute docstrings become the descriptions of the generated schema and of docs/packs.md."""

    model_config = Frozen.model_config | ConfigDict(use_attribute_docstrings=True)


class Sourced(Described):
    """Something the pack claims to know, with where it comes from and how sure it is."""

    source: str = ""
    """Where this is known from."""
    mark: Mark = Mark.G
    """How sure: A, B, C, or G for a guess."""


class FieldType(StrEnum):
    TEXT = "text"
    LIST = "list"
    """Every match; an OrderFacts field that is a tuple of text."""
    INTEGER = "integer"
    MONEY = "money"
    STATUS = "status"
    DATE = "date"
    """Shop-local calendar day."""
    DATETIME = "datetime"
    EPOCH = "epoch"
    """Unix seconds (JSON)."""
    SN_DATE = "sn_date"
    """A day derived from the order number by the pack's `order_sn.date`."""


class Take(Sourced):
    """One way to read a value from the DOM. `css` is relative to the row (or page); empty = the row element itself."""

    css: str = ""
    """Relative to the row; empty: the row itself."""
    attr: str | None = None
    """Attribute instead of text."""
    pattern: str | None = None
    """Regular expression; its first group (or whole match) is the value."""
    all: bool = False
    """Every match of css, not the first."""
    inside: str = ""
    """Lists: where the values would stand. When it is there and holds none, the list is shown as empty (not: not
    shown).
    """
    generation: str = ""
    """Tried only on rows of this layout generation; empty: on every one."""


class JsonTake(Sourced):
    """One way to read a value from JSON. `path`: keys separated by `/`, `*` for each element of a list, relative to
    the row.
    """

    path: str
    """Relative to the row, keys separated by `/`, `*` for every element."""
    scale: int = 1
    """Money: divide by this (100000 for integer amounts, reference 2.2)."""
    pattern: str | None = None
    """As in `dom`."""
    exchange: str = ""
    """Another exchange of the page, `path` then from its root: only on pages that show one order. Empty: the row's
    own.
    """


class FieldSpec(Described):
    """One field of OrderFacts (or of Item): alternatives in order, first match wins."""

    name: str
    type: FieldType
    """text, list, integer, money, status, date, datetime, epoch, sn_date."""
    required: bool = False
    """A row without it is a problem; a page mostly without it is a changed layout."""
    dom: tuple[Take, ...] = ()
    json_: tuple[JsonTake, ...] = Field(default=(), alias="json")

    model_config = Described.model_config | ConfigDict(populate_by_name=True)


class RowTake(Sourced):
    """One way to find the rows of a page in the DOM."""

    css: str
    """Matches every row."""
    generation: str = ""
    """Name of the layout, e.g. `2026`; the first entry is today's."""


class JsonRows(Sourced):
    """Where an exchange holds rows. `path` leads to a list (`/data/card_list`); `within`: alternatives inside each
    element
    (`order_card`, `package_level_order_card`); a path to one object makes one row."""

    exchange: str
    """Name of the exchange."""
    path: str
    """Where the list of rows stands."""
    within: tuple[str, ...] = ()
    """Alternative shapes inside an element."""


class RowSpec(Described):
    """The rows of a page type and their fields. `items` describes the item lines inside a row."""

    dom: tuple[RowTake, ...] = ()
    json_: tuple[JsonRows, ...] = Field(default=(), alias="json")
    fields: tuple[FieldSpec, ...] = ()
    items_dom: tuple[RowTake, ...] = ()
    items_json: tuple[str, ...] = ()
    """Paths (with `*`) relative to the row that lead to item objects."""
    items: tuple[FieldSpec, ...] = ()

    model_config = Described.model_config | ConfigDict(populate_by_name=True)
