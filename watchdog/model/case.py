"""Target, Look, Case, Outcome: what a verdict depends on, and the verdict."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from watchdog.model.base import AccountId, Digest, Frozen, OrderSn, ShopId, ShopKey
from watchdog.model.findings import Change, Incident, Judged, Severity
from watchdog.model.pages import Failure, PageRecord, Window
from watchdog.model.records import Coverage, KnownOrder, RecordsKind


class Rung(StrEnum):
    """A way of looking."""

    BASELINE = "baseline"
    RELOAD = "reload"
    NEW_CONTEXT = "new_context"


class RuleSettings(Frozen):
    """Grace and tolerance per rule. Minutes; amounts in major units of the order's currency."""

    grace_minutes: dict[str, int] = Field(default_factory=dict)
    """rule id -> minutes an inconsistency may last before the rule speaks."""
    money_tolerance: str = "0.01"
    disabled: frozenset[str] = frozenset()
    severity: dict[str, Severity] = Field(default_factory=dict)
    calibration_min_orders: int = 5
    calibration_agreement: float = 0.8
    """A pair of fields is comparable once this share of at least `calibration_min_orders` orders agreed."""
    foreign_file_share: float = 0.5
    """Under this share of the orders expected in the overlap: the file is not this shop's."""
    max_probes: int = 30


class Target(Frozen):
    """One shop to look at: everything the path needs to know, no secrets."""

    shop: ShopKey
    account: AccountId
    platform: str
    region: str
    shop_id: ShopId | None = None
    """None: not known yet; then the identity only must not change during a look."""
    name: str = ""
    window_days: int = 15
    tabs: tuple[str, ...] = ("all",)
    max_pages: int = 50
    order_pages: int = 3
    """How many order pages a quiet look opens besides the suspected ones: new and changed orders first."""
    hosts: dict[str, str] = Field(default_factory=dict)
    """Overrides of the pack's hosts (`seller`, `accounts`), full origins: the practice site, a proxy."""
    rules: RuleSettings = RuleSettings()
    capture_everything: bool = False
    """On demand: row clips and full pages always, not only on suspicion."""
    only_order: OrderSn | None = None
    """`capture --order`: search and order page of this one besides the windows."""


class Look(Frozen):
    """One archived reading of a target in one way."""

    name: str
    rung: Rung
    started_at: datetime
    ended_at: datetime
    windows: tuple[Window, ...]
    pages: tuple[PageRecord, ...]
    failure: Failure | None = None


class RecordsRef(Frozen):
    """Records as they were, by digest."""

    name: str
    kind: RecordsKind
    digest: Digest
    coverage: Coverage
    table: Digest
    """The normalised table (Parquet) that was compared."""
    fields: tuple[str, ...]
    stale: bool = False


class HistorySlice(Frozen):
    """What was known before this check: orders the site showed us, and incidents still open."""

    as_of: datetime
    since: datetime | None = None
    known: tuple[KnownOrder, ...] = ()
    open_incidents: tuple[Incident, ...] = ()
    calibrated: frozenset[str] = frozenset()
    """Pairs `snapshot:field` that have agreed on this shop's orders before."""
    last_healthy_at: datetime | None = None


class Case(Frozen):
    """All that a verdict depends on, in bytes (by digest)."""

    target: Target
    at: datetime
    looks: tuple[Look, ...]
    records: tuple[RecordsRef, ...]
    history: HistorySlice
    pack: Digest
    version: str


class LookSummary(Frozen):
    """What a look read, in numbers for the outcome and the digest."""

    name: str
    rung: Rung
    at: datetime
    pages: int
    orders: int
    windows: tuple[str, ...]
    """One line a window: tab, proven from, complete or why not."""
    blind: str = ""
    blind_why: str = ""


class Coverages(Frozen):
    """What was compared and what could not be: the honest part of 'all is well'."""

    compared_orders: int = 0
    compared_fields: tuple[str, ...] = ()
    not_comparable: tuple[str, ...] = ()
    not_judged: tuple[str, ...] = ()


class Outcome(Frozen):
    """The verdict of one check. Equal for the same case, however its bytes were read."""

    target: Target
    at: datetime
    case: Digest
    looks: tuple[LookSummary, ...]
    judged: tuple[Judged, ...]
    changes: tuple[Change, ...]
    coverage: Coverages
    known: tuple[KnownOrder, ...]
    """Every order seen, as it is to be remembered."""
    calibrated: frozenset[str] = frozenset()

    @property
    def confirmed(self) -> tuple[Judged, ...]:
        return tuple(j for j in self.judged if j.confirmed)

    @property
    def blind(self) -> bool:
        return any(j.finding.rule == "blind" for j in self.confirmed)
