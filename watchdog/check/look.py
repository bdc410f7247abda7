"""One look: pages are kept before they are read, pictures are taken while the page is still open, doubts are probed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from watchdog.compare import Comparison, compare, expectations
from watchdog.extract import read_page
from watchdog.extract.looks import TRUSTED, facts_of, read_look
from watchdog.extract.windows import oldest_day, read_window, rows_of
from watchdog.model.base import OrderId, OrderSn, Says
from watchdog.model.case import HistorySlice, Look, RecordsRef, Rung, Target
from watchdog.model.findings import About, Finding
from watchdog.model.pack import Pack
from watchdog.model.pages import Ask, AskKind, Page, PageRecord, PageState, Window
from watchdog.model.readings import LookReading, PageReading, Probe, WindowReading
from watchdog.model.records import Snapshot
from watchdog.ports import Archive, Exhibits, Ledger, OpenLook, Progress, Records, SilentProgress, Source
from watchdog.rules import CaseView, Verdict, verdict


@dataclass(frozen=True)
class Ports:
    """Everything outside the path."""

    source: Source
    archive: Archive
    records: Records
    ledger: Ledger
    exhibits: Exhibits
    progress: Progress = field(default_factory=SilentProgress)


@dataclass(frozen=True)
class Given:
    """What was known beside the site: the seller's records and what the site showed before. The same for every look
    of a check.
    """

    snapshots: tuple[Snapshot, ...]
    refs: tuple[RecordsRef, ...]
    history: HistorySlice


@dataclass(frozen=True)
class Taken:
    """One look, archived, read, compared and judged."""

    look: Look
    reading: LookReading
    comparison: Comparison
    verdict: Verdict
    given: Given

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.verdict.findings


@dataclass
class _Parts:
    """A look while it grows."""

    name: str
    key: str
    rung: Rung
    records: list[PageRecord] = field(default_factory=list)
    identity: list[PageReading] = field(default_factory=list)
    windows: list[WindowReading] = field(default_factory=list)
    probes: list[Probe] = field(default_factory=list)
    order_pages: list[PageReading] = field(default_factory=list)


def take_look(
    target: Target,
    pack: Pack,
    rung: Rung,
    on: Ports,
    *,
    number: int = 0,
    given: Given | None = None,
    focus: frozenset[OrderSn] = frozenset(),
) -> Taken:
    """Open the site in one way and read what is due. `focus`: orders already suspected, pictured wherever they show
    up.
    """
    with on.source.open(target, pack, rung) as site:
        opening = site.identity()
        at = opening.observed_at
        parts = _Parts(f"look{number}", on.archive.begin_look(target, rung, at), rung)
        looking = _Looking(target, pack, on, site, parts)
        parts.identity.append(looking.keep(opening))
        windows = windows_of(target, at)
        if parts.identity[0].state in TRUSTED:
            given = given or looking.gather(windows, at)
            looking.read_all(windows, given, focus)
        given = given or looking.gather(windows, at)
    return looking.finish(windows, given)


def windows_of(target: Target, at: datetime) -> tuple[Window, ...]:
    """The windows due: each tab, newest first, back as many days as the settings say."""
    since = at - timedelta(days=target.window_days)
    return tuple(Window(tab=tab, since=since, max_pages=target.max_pages) for tab in target.tabs)


@dataclass
class _Looking:
    """A look in progress: the one place that holds the open site and what came of it so far."""

    target: Target
    pack: Pack
    on: Ports
    site: OpenLook
    parts: _Parts

    def keep(self, page: Page) -> PageReading:
        """Bytes first: archived, then read."""
        self.parts.records.append(self.on.archive.keep_page(self.parts.key, page))
        return read_page(page, self.pack)

    def gather(self, windows: Iterable[Window], at: datetime) -> Given:
        """Records are taken before the list is read: whatever stands in them must already be on the site."""
        snapshots = self.on.records.as_of(self.target, self.pack, at)
        refs = tuple(self.on.archive.keep_records(snapshot) for snapshot in snapshots)
        since = min((window.since for window in windows), default=at)
        return Given(snapshots, refs, self.on.ledger.history(self.target, since, (), at))

    def read_all(self, windows: Iterable[Window], given: Given, focus: frozenset[OrderSn]) -> None:
        for window in windows:
            self.parts.windows.append(self._window(window, given, focus))
        expected = expectations(self.reading(), given.snapshots, given.history, self.target)
        doubts = {one.order_sn: one.order_id for one in expected} | self._unsettled(given)
        for sn, order_id in list(doubts.items())[: self.target.rules.max_probes]:
            self.parts.probes.append(self._probe(sn, order_id))
        for sn, order_id in self._to_open(given, focus):
            ask = Ask(kind=AskKind.ORDER, page_type="order", order_sn=sn, order_id=order_id)
            self.parts.order_pages.append(self._alone(ask))
        self.parts.identity.append(self.keep(self.site.identity()))

    def _window(self, window: Window, given: Given, focus: frozenset[OrderSn]) -> WindowReading:
        day = window.since.astimezone(ZoneInfo(self.pack.region.time_zone)).date()
        readings: list[PageReading] = []
        for page in self.site.window(window):
            reading = self.keep(page)
            readings.append(reading)
            self._say(window, readings)
            self._picture(page, reading, given, focus)
            oldest = oldest_day(reading)
            if reading.state not in TRUSTED or (oldest is not None and oldest < day):
                break
        return read_window(window, readings)

    def _say(self, window: Window, readings: list[PageReading]) -> None:
        count, rows = len(readings), sum(len(rows_of(one)) for one in readings)
        self.on.progress.step(
            Says(
                en=f"{self.target.shop}: {window.tab}, page {count}, {rows} orders read",
                zh=f"{self.target.shop}：{window.tab}，第 {count} 页，已读 {rows} 个订单",
            )
        )

    def _picture(self, page: Page, reading: PageReading, given: Given, focus: frozenset[OrderSn]) -> None:
        """Row clips and the full page, while it is open: of what is suspected already, or looks wrong on this page
        alone.
        """
        wanted = focus | self._suspects(reading, given)
        if self.target.only_order:
            wanted |= {self.target.only_order}
        rows = [row.index for row in rows_of(reading) if row.facts.order_sn in wanted]
        if rows or reading.drift or self.target.capture_everything:
            pictures = self.site.pictures(page, rows, full=True)
            record = self.on.archive.add_pictures(self.parts.key, self.parts.records[-1], pictures)
            self.parts.records[-1] = record

    def _suspects(self, reading: PageReading, given: Given) -> frozenset[OrderSn]:
        """Orders of this page that already disagree with something."""
        if reading.state is not PageState.READY:
            return frozenset()
        window = Window(tab=reading.ask.tab, since=reading.observed_at)
        alone = WindowReading(window=window, pages=(reading,), complete=False, why="one page", covered_from=None)
        partial = read_look(
            self.target, self.parts.rung, self.parts.name, identity=self.parts.identity[:1], windows=[alone]
        )
        _, seen = judged(self.target, self.pack, partial, given)
        return frozenset(sn for finding in seen.findings if finding.about is not About.US for sn in finding.orders)

    def _unsettled(self, given: Given) -> dict[OrderSn, OrderId | None]:
        """The order asked for, and those of open incidents, where no list shows them: each is looked for by itself."""
        ids = {one.order_sn: one.order_id for one in given.history.known}
        seen = facts_of(self.reading())
        wanted = [sn for one in given.history.open_incidents for sn in one.latest.finding.orders]
        return {sn: ids.get(sn) for sn in (self.target.only_order, *wanted) if sn is not None and sn not in seen}

    def _probe(self, sn: OrderSn, order_id: OrderId | None) -> Probe:
        """Look for one order by itself: by search, then on its own page."""
        orders, order = self.pack.page("orders"), self.pack.page("order")
        search = page = None
        if orders and orders.search:
            search = self._alone(Ask(kind=AskKind.SEARCH, page_type="orders", order_sn=sn))
            order_id = order_id or _id_in(search, sn)
        if order and order_id:
            page = self._alone(Ask(kind=AskKind.ORDER, page_type="order", order_sn=sn, order_id=order_id))
        return Probe(
            order_sn=sn,
            search=search,
            order_page=page,
            search_found=_found(search, sn),
            page_found=_found(page, sn),
            why_not="" if page or not order else "its order page cannot be addressed: no order_id is known",
        )

    def _alone(self, ask: Ask) -> PageReading:
        page = self.site.page(ask)
        reading = self.keep(page)
        if self.target.capture_everything or ask.kind is AskKind.ORDER:
            pictures = self.site.pictures(page, (), full=True)
            self.parts.records[-1] = self.on.archive.add_pictures(self.parts.key, self.parts.records[-1], pictures)
        return reading

    def _to_open(self, given: Given, focus: frozenset[OrderSn]) -> list[tuple[OrderSn, OrderId]]:
        """Order pages worth opening: suspected orders first, then new and changed ones."""
        if self.pack.page("order") is None:
            return []
        reading = self.reading()
        facts = facts_of(reading)
        known = {one.order_sn: one for one in given.history.known}
        _, seen = judged(self.target, self.pack, reading, given)
        incidents = (sn for one in given.history.open_incidents for sn in one.latest.finding.orders)
        suspected = dict.fromkeys([*sorted(focus), *(sn for one in seen.findings for sn in one.orders), *incidents])
        changed = [
            sn
            for sn, fact in facts.items()
            if sn not in known or (fact.status and fact.status.label != known[sn].status_label)
        ]
        wanted = list(suspected)[: self.target.rules.max_probes] + changed[: self.target.order_pages]
        if self.target.only_order:
            wanted.insert(0, self.target.only_order)
        ids = {sn: fact.order_id for sn in dict.fromkeys(wanted) if (fact := facts.get(sn)) is not None}
        return [(sn, order_id) for sn, order_id in ids.items() if order_id is not None]

    def reading(self) -> LookReading:
        parts = self.parts
        return read_look(
            self.target,
            parts.rung,
            parts.name,
            identity=parts.identity,
            windows=parts.windows,
            probes=parts.probes,
            order_pages=parts.order_pages,
            ended_at=parts.records[-1].observed_at,
        )

    def finish(self, windows: tuple[Window, ...], given: Given) -> Taken:
        reading = self.reading()
        comparison, seen = judged(self.target, self.pack, reading, given)
        look = Look(
            name=self.parts.name,
            rung=self.parts.rung,
            started_at=reading.at,
            ended_at=reading.ended_at,
            windows=windows,
            pages=tuple(self.parts.records),
        )
        self.on.archive.end_look(self.parts.key, look)
        return Taken(look, reading, comparison, seen, given)


def judged(target: Target, pack: Pack, reading: LookReading, given: Given) -> tuple[Comparison, Verdict]:
    """What the rules say of one look."""
    comparison = compare(reading, given.snapshots, given.history, target, pack)
    view = CaseView(
        target=target,
        pack=pack,
        reading=reading,
        comparison=comparison,
        snapshots=given.snapshots,
        history=given.history,
        at=reading.at,
    )
    return comparison, verdict(view)


def _found(page: PageReading | None, sn: OrderSn) -> bool | None:
    """True: it is there. False: the page itself says that it is not. None: we could not see."""
    if page is None:
        return None
    if page.state is PageState.READY:
        return True if any(row.facts.order_sn == sn for row in (*page.dom, *page.json_)) else None
    return False if page.state in (PageState.NOT_FOUND, PageState.EMPTY) else None


def _id_in(page: PageReading, sn: OrderSn) -> OrderId | None:
    rows = (row.facts for row in (*page.dom, *page.json_))
    return next((facts.order_id for facts in rows if facts.order_sn == sn and facts.order_id), None)
