"""Where a shop's records come from, as settings: files, inbox folders, databases, and how their columns are read."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from watchdog.model.base import Frozen
from watchdog.model.orders import OrderStatus
from watchdog.model.records import RecordsKind


class BookField(StrEnum):
    """What a column of the seller's own books can hold."""

    ORDER_SN = "order_sn"
    STATUS = "status"
    TOTAL = "total"
    """The order's amount. Repeated on each row of an order it is taken once, never summed."""
    CURRENCY = "currency"
    BUYER = "buyer"
    TRACKING = "tracking"
    """One or several numbers in a cell, separated by spaces, commas, semicolons, bars or line breaks."""
    CREATED_AT = "created_at"
    PAID_AT = "paid_at"
    SHIPPED_AT = "shipped_at"
    SHIP_BY = "ship_by"
    ITEM_NAME = "item_name"
    VARIATION = "variation"
    SKU = "sku"
    QUANTITY = "quantity"


ITEM_FIELDS = frozenset({BookField.ITEM_NAME, BookField.VARIATION, BookField.SKU, BookField.QUANTITY})
"""Fields that differ from row to row of one order."""


class DecimalStyle(StrEnum):
    """Decides only what is ambiguous: one separator followed by exactly three digits."""

    AUTO = "auto"
    """`1.234` and `1,234` are both one thousand two hundred and thirty-four: money has no third decimal."""
    POINT = "point"
    """`1,234.5`: a point before the decimals."""
    COMMA = "comma"
    """`1.234,5`: a comma before the decimals."""


class Mapping(Frozen):
    """How the columns of one kind of file become orders. Column names are compared without case, and without spaces
    and `*` at their ends."""

    columns: dict[BookField, str] = Field(default_factory=dict)
    """Our field -> the column's header, or the key of a JSON line, or the name of a database column."""
    date_formats: tuple[str, ...] = ()
    """strptime formats, tried in this order; empty: `2026-01-31 13:05` with its usual variants."""
    time_zone: str = ""
    """IANA name for times without an offset; empty: the region's."""
    decimal: DecimalStyle = DecimalStyle.AUTO
    currency: str = ""
    """ISO 4217; empty: the region's."""
    statuses: dict[str, tuple[OrderStatus, ...]] = Field(default_factory=dict)
    """The file's own words for a status -> what they may mean. Asked before the region's labels."""
    only: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Column -> values: rows with another value are not this shop's (one file for many shops)."""

    @field_validator("time_zone")
    @classmethod
    def _a_zone(cls, value: str) -> str:
        if value:
            try:
                ZoneInfo(value)
            except (ZoneInfoNotFoundError, ValueError, OSError) as bad:
                raise ValueError("not a time zone; write one like Asia/Shanghai or Asia/Singapore") from bad
        return value


_REFERENCE = re.compile(r"(keyring|env):[A-Za-z0-9_.\-]{1,80}|file:\S.*")


class RecordsSource(Frozen):
    """One source of records of one shop. Exactly one of `path` and `inbox`."""

    name: str = Field(min_length=1)
    """Unique within the shop; shown in findings."""
    kind: RecordsKind = RecordsKind.BOOKS
    path: str = ""
    """A file: XLSX, CSV, JSON Lines, Parquet or SQLite (told apart by content, not by name)."""
    inbox: str = ""
    """A folder: the newest file in it counts."""
    pattern: str = "*"
    """Which files of the inbox belong to this source, e.g. `Order.all.*`."""
    sheet: str = ""
    """Empty: the first sheet that holds orders."""
    table: str = ""
    query: str = ""
    """SQLite only: a table, or one SELECT. The database is opened read-only."""
    password: str = ""
    """Where the file's password is to be had: `env:NAME`, `keyring:NAME` or `file:PATH`. Never the password itself."""
    mapping: Mapping | None = None
    """Needed for own books. For exports only its time zone, currency, decimal style, statuses and `only` count."""
    complete: bool | None = None
    """True: every order of the time it covers is in it. None: exports yes, own books no (hand-kept lists have gaps)."""
    since: date | None = None
    until: date | None = None
    """First and last shop-local day it covers; None: told from the file's name or its orders."""
    statuses: tuple[OrderStatus, ...] = ()
    """It holds only orders in these statuses; empty: told from the file's name, else all."""

    @field_validator("password")
    @classmethod
    def _by_reference(cls, value: str) -> str:
        if value and not _REFERENCE.fullmatch(value):
            raise ValueError("write where the password is kept (keyring:NAME, env:NAME or file:PATH), not the password")
        return value

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if bool(self.path) == bool(self.inbox):
            raise ValueError(f"records `{self.name}`: give either `path` (one file) or `inbox` (a folder)")
        if self.table and self.query:
            raise ValueError(f"records `{self.name}`: give either `table` or `query`")
        if self.kind is RecordsKind.BOOKS and (self.mapping is None or BookField.ORDER_SN not in self.mapping.columns):
            raise ValueError(
                f"records `{self.name}`: own books need `mapping.columns.order_sn`; "
                "`watchdog records map FILE` writes a mapping"
            )
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"records `{self.name}`: `since` is after `until`")
        return self

    @property
    def is_complete(self) -> bool:
        return self.kind is RecordsKind.EXPORT if self.complete is None else self.complete
