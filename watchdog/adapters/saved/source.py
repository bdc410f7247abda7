"""Replay: the pages of an archived case, asked for as a live site is. Also the records and the history of that case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from itertools import islice

from watchdog.casefile import Get, page_of, snapshot_of
from watchdog.model.base import OrderSn, ShopKey
from watchdog.model.case import Case, HistorySlice, Look, Outcome, Rung, Target
from watchdog.model.findings import Incident
from watchdog.model.notice import Notice
from watchdog.model.pack import Pack
from watchdog.model.pages import Ask, AskKind, Failure, Page, PageRecord, Pictures, Window
from watchdog.model.records import Snapshot

NOT_CAPTURED = "not_captured"


def not_captured(ask: Ask, at: datetime, what: str) -> Page:
    """The page that stands for 'this was never archived'. `at`: a time from the case, never the present."""
    return Page(ask=ask, url="", observed_at=at, html=b"", failure=Failure(kind=NOT_CAPTURED, what=what))


class SavedSource:
    """Implements ports.Source over one archived case. The second opening of a rung gets the second look of that
    rung.
    """

    def __init__(self, case: Case, get: Get) -> None:
        self._case = case
        self._get = get
        self._opened: Counter[Rung] = Counter()

    def open(self, target: Target, pack: Pack, rung: Rung) -> AbstractContextManager[SavedLook]:
        del target, pack
        looks = [look for look in self._case.looks if look.rung is rung]
        nth = self._opened[rung]
        self._opened[rung] += 1
        look = looks[nth] if nth < len(looks) else None
        return nullcontext(SavedLook(look, rung, self._case.at, self._get))


class SavedLook:
    """Implements ports.OpenLook over one archived look, or over none: then no page was captured."""

    def __init__(self, look: Look | None, rung: Rung, at: datetime, get: Get) -> None:
        self._records = look.pages if look else ()
        self._rung = rung
        self._at = at
        self._get = get
        self._identities = 0
        self._asked: Counter[str] = Counter()
        self._current: PageRecord | None = None

    def identity(self) -> Page:
        self._identities += 1
        records = [one for one in self._records if one.ask.kind is AskKind.IDENTITY]
        if self._identities <= len(records):
            return self._page(records[self._identities - 1])
        page_type = records[-1].ask.page_type if records else "identity"
        return self._missing(Ask(kind=AskKind.IDENTITY, page_type=page_type, number=self._identities))

    def window(self, window: Window) -> Iterator[Page]:
        wanted = (AskKind.LIST, window.page_type, window.tab)
        records = [one for one in self._records if (one.ask.kind, one.ask.page_type, one.ask.tab) == wanted]
        if not records:
            yield self._missing(Ask(kind=AskKind.LIST, page_type=window.page_type, tab=window.tab))
            return
        for record in islice(records, window.max_pages):
            yield self._page(record)
            if record.failure is not None:
                return

    def page(self, ask: Ask) -> Page:
        """An order page asked for twice in the live look has two records: the second asking gets the second."""
        records = [one for one in self._records if one.ask == ask]
        records = records or [one for one in self._records if one.ask.kind is ask.kind and one.ask.name == ask.name]
        if not records:
            return self._missing(ask)
        nth = self._asked[ask.name]
        self._asked[ask.name] += 1
        return self._page(records[min(nth, len(records) - 1)])

    def pictures(self, page: Page, rows: Sequence[int], *, full: bool) -> Pictures:
        record = self._current
        if record is None or record.ask != page.ask:
            return Pictures(failure=Failure(kind=NOT_CAPTURED, what=f"{page.ask.name} is not the current page"))
        clips = dict(record.clips)
        missing = [str(row) for row in rows if row not in clips]
        if full and record.full_picture is None:
            missing.append("the full page")
        what = f"no picture was archived of {', '.join(missing)}"
        return Pictures(
            full=self._get(record.full_picture) if full and record.full_picture else None,
            clips=tuple((row, self._get(clips[row])) for row in dict.fromkeys(rows) if row in clips),
            failure=Failure(kind=NOT_CAPTURED, what=what) if missing else None,
        )

    def _page(self, record: PageRecord) -> Page:
        self._current = record
        return page_of(record, self._get)

    def _missing(self, ask: Ask) -> Page:
        self._current = None
        times = [record.observed_at for record in self._records]
        what = f"{ask.name} was not archived in the way {self._rung.value}"
        return not_captured(ask, max(times, default=self._at), what)


class SavedRecords:
    """Implements ports.Records: the seller's side as it was archived with the case."""

    def __init__(self, case: Case, get: Get) -> None:
        self._case = case
        self._get = get

    def as_of(self, target: Target, pack: Pack, at: datetime) -> tuple[Snapshot, ...]:
        del target, pack, at
        return tuple(snapshot_of(ref, self._get(ref.table)) for ref in self._case.records)


class SavedLedger:
    """Implements ports.Ledger: what was known then. Committing writes nothing."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def history(self, target: Target, since: datetime, seen: Sequence[OrderSn], at: datetime) -> HistorySlice:
        del target, since, seen, at
        return self._case.history

    def commit(self, outcome: Outcome, notices: Sequence[Notice]) -> None:
        """A replay changes nothing."""

    def incidents(self, shop: ShopKey | None, *, open_only: bool) -> tuple[Incident, ...]:
        del open_only
        return tuple(one for one in self._case.history.open_incidents if shop in (None, one.shop))
