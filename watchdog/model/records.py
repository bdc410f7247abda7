"""The seller's own side, at one moment, with what it can speak of. Also what the site itself showed us before
(history).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import polars as pl

from watchdog.model.base import Digest, Frozen, OrderId, OrderSn
from watchdog.model.orders import Money, OrderStatus

ORDER_COLUMNS: dict[str, pl.DataType] = {
    "order_sn": pl.String(),
    "status_label": pl.String(),
    "status_means": pl.List(pl.String()),  # OrderStatus names; empty = unknown label
    "total_e5": pl.Int64(),  # amount x 100000, the site's own scale (reference 2.2)
    "currency": pl.String(),
    "buyer": pl.String(),
    "tracking_numbers": pl.List(pl.String()),  # null = the source has no such column
    "created_on": pl.Date(),  # shop-local day
    "created_at": pl.Datetime("us", "UTC"),
    "paid_at": pl.Datetime("us", "UTC"),
    "shipped_at": pl.Datetime("us", "UTC"),
    "ship_by": pl.Datetime("us", "UTC"),
    "items": pl.List(
        pl.Struct({"name": pl.String(), "variation": pl.String(), "sku": pl.String(), "quantity": pl.Int64()})
    ),
    "place": pl.String(),  # where in the file: `orders!A7`, `line 12`
}
"""Schema of every order table: one row per order; null = the source does not say."""


class RecordsKind(StrEnum):
    BOOKS = "books"
    """The seller's own: ERP, Excel, database."""
    EXPORT = "export"
    """The platform's own export: a witness 'platform, earlier', never counted as own books."""


class Coverage(Frozen):
    """What a snapshot can speak of. Outside it nothing is compared (design, principle 6)."""

    since: date | None
    """First shop-local day covered; None = unknown, then only orders it holds are compared."""
    until: date | None
    """Last shop-local day covered, inclusive."""
    statuses: frozenset[OrderStatus] | None = None
    """None = every status."""
    taken_at: datetime
    """When the source was current (aware UTC)."""
    complete: bool = True
    """False: the source may leave orders out (a hand-kept list); absence in it says nothing."""


class RecordsProblem(Frozen):
    """Something in a file of records that could not be used. Never ends a check by itself."""

    file: str
    place: str
    why: str
    mend: str


@dataclass(frozen=True)
class Snapshot:
    """One source of records as of one moment. `orders` has ORDER_COLUMNS; `digest` names the file's bytes in the
    archive.
    """

    name: str
    kind: RecordsKind
    digest: Digest
    coverage: Coverage
    orders: pl.DataFrame
    fields: frozenset[str]
    """Which ORDER_COLUMNS the source has."""
    stale: bool = False
    """True: the newest file could not be understood, this is the last good one."""
    problems: tuple[RecordsProblem, ...] = ()


class KnownOrder(Frozen):
    """An order as the site showed it to us before."""

    order_sn: OrderSn
    order_id: OrderId | None
    created_on: date | None
    first_seen_at: datetime
    last_seen_at: datetime
    status_label: str | None
    status_means: frozenset[OrderStatus]
    status_since: datetime
    """When we first saw the present status."""
    total: Money | None
    buyer: str | None
    tracking_numbers: tuple[str, ...] | None
    looks: int = 1
