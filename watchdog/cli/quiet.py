"""Ports that write nothing and know nothing: for first contacts and for pages without a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from watchdog.model.base import OrderSn, ShopKey
from watchdog.model.case import HistorySlice, Outcome, Target
from watchdog.model.findings import Incident
from watchdog.model.notice import Notice
from watchdog.model.pack import Pack
from watchdog.model.records import Snapshot
from watchdog.ports import Ledger


class NoRecords:
    """Implements ports.Records: the seller's own side is not at hand."""

    def as_of(self, target: Target, pack: Pack, at: datetime) -> tuple[Snapshot, ...]:
        del target, pack, at
        return ()


class ReadOnlyLedger:
    """Implements ports.Ledger over another, or over none: what was known is told, nothing is written."""

    def __init__(self, behind: Ledger | None = None) -> None:
        self._behind = behind

    def history(self, target: Target, since: datetime, seen: Sequence[OrderSn], at: datetime) -> HistorySlice:
        if self._behind is None:
            return HistorySlice(as_of=at, since=since)
        return self._behind.history(target, since, seen, at)

    def commit(self, outcome: Outcome, notices: Sequence[Notice]) -> None:
        """Nothing is written."""

    def incidents(self, shop: ShopKey | None, *, open_only: bool) -> tuple[Incident, ...]:
        return () if self._behind is None else self._behind.incidents(shop, open_only=open_only)
