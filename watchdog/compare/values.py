"""What comparing yields."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from watchdog.compare.sightings import Sightings
from watchdog.model.base import OrderId, OrderSn
from watchdog.model.orders import OrderFacts
from watchdog.model.readings import Pointer, Witness
from watchdog.model.records import KnownOrder, RecordsKind, Snapshot

HISTORY = "history"
"""Name of the pseudo-source 'what the site showed us before'."""


@dataclass(frozen=True)
class Expected:
    """An order that a completely read window must hold, and that no witness in the windows showed.

    `facts`: what its sources last said of it; `order_id`: needed for the address of its own page, None if nobody ever
    told. `places`: where each source names it, ready to be claimed.
    """

    order_sn: OrderSn
    order_id: OrderId | None
    created_on: date | None
    tab: str
    sources: tuple[str, ...]
    """`history` and names of snapshots."""
    facts: OrderFacts
    known: KnownOrder | None
    places: tuple[Pointer, ...]


@dataclass(frozen=True)
class Difference:
    """One field of one order where every witness of the site that tells it contradicts one source.

    `seen` and `recorded` are for a person; `pointers` lead to the bytes of each witness (`seen_says` holds their
    normalised values in the same order) and `place` to the source (`recorded_says`).
    """

    order_sn: OrderSn
    field: str
    against: str
    """Snapshot name, or `history`."""
    witness: Witness
    seen: str
    recorded: str
    pointers: tuple[Pointer, ...]
    seen_says: tuple[str, ...]
    place: Pointer
    recorded_says: str
    record: OrderFacts
    """The whole order as the source has it."""


@dataclass(frozen=True)
class FieldAgreement:
    """How a pair of fields agreed on this shop's orders: the base of calibration."""

    field: str
    both: int
    """Orders for which both sides tell the field."""
    agreed: int
    calibrated: bool


@dataclass(frozen=True)
class SnapshotComparison:
    """One source against what was seen."""

    name: str
    kind: RecordsKind
    stale: bool
    not_this_shops: bool
    both: int
    """Orders seen and recorded."""
    expected: int
    """Recorded orders that the windows must hold."""
    matched: int
    """Of these, orders seen or shown by the site before."""
    only_seen: tuple[OrderSn, ...]
    """Seen, of a day the source covers, not in it. Empty where the source may leave orders out."""
    only_recorded: tuple[OrderSn, ...]
    """In the source, must be in a completely read window, not seen there."""
    fields: tuple[FieldAgreement, ...]
    differing: tuple[Difference, ...]
    """Of calibrated pairs only."""


@dataclass(frozen=True)
class Comparison:
    """Everything seen against everything known. Rules read this and never compare tables themselves."""

    sightings: Sightings
    seen: pl.DataFrame
    """One row an order seen, ORDER_COLUMNS; the JSON's values first (unrounded), the DOM's in its gaps."""
    snapshots: tuple[SnapshotComparison, ...]
    expected: tuple[Expected, ...]
    history: tuple[Difference, ...]
    sources: tuple[Snapshot, ...] = ()
    """Snapshots that may be used: this shop's own."""
    calibrated: frozenset[str] = frozenset()
    """`snapshot:field`, those known before included."""
    not_comparable: tuple[str, ...] = ()
    not_judged: tuple[str, ...] = ()

    @property
    def compared_orders(self) -> int:
        """Orders that at least one source could be held against."""
        return max((one.both for one in self.snapshots if not one.not_this_shops), default=0)

    @property
    def compared_fields(self) -> tuple[str, ...]:
        """`snapshot:field` of every pair that was compared, sorted."""
        used = (one for one in self.snapshots if not one.not_this_shops)
        return tuple(sorted(f"{one.name}:{f.field}" for one in used for f in one.fields if f.calibrated and f.both))

    def differing(self, *fields: str) -> tuple[Difference, ...]:
        """Differences in these fields (`items` stands for all of `items.*`), records first, then history."""
        found = [d for one in self.snapshots for d in one.differing] + list(self.history)
        return tuple(d for d in found if d.field in fields or d.field.split(".")[0] in fields)


@dataclass(frozen=True)
class Overlap:
    """Where a source and the windows speak of the same days."""

    recorded: frozenset[OrderSn]
    seen: frozenset[OrderSn]
    belonging: frozenset[OrderSn] = field(default_factory=frozenset)
    """Of `recorded`: seen now, or shown by the site before."""
