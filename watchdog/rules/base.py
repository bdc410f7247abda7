"""What a rule is, what it looks at, and what it may answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from watchdog.compare import HISTORY, Comparison, Difference, SnapshotComparison
from watchdog.compare.frames import merged
from watchdog.compare.sightings import Sighting
from watchdog.model.base import Frozen, OrderSn, RuleId, Says
from watchdog.model.case import HistorySlice, Target
from watchdog.model.findings import About, Claim, ClaimKind, Confidence, Finding, Severity
from watchdog.model.orders import OrderFacts, OrderStatus
from watchdog.model.pack import Pack
from watchdog.model.readings import LookReading, PageReading
from watchdog.model.records import KnownOrder, Snapshot


@dataclass(frozen=True)
class CaseView:
    """All that a rule may look at. `at`: the time of judging, that of the look's bytes (aware UTC)."""

    target: Target
    pack: Pack
    reading: LookReading
    comparison: Comparison
    snapshots: tuple[Snapshot, ...]
    history: HistorySlice
    at: datetime

    def sights(self, sn: OrderSn) -> tuple[Sighting, ...]:
        return self.comparison.sightings.get(sn, ())

    def facts(self, sn: OrderSn) -> OrderFacts:
        """What the site shows of an order, all witnesses together, the DOM first."""
        return merged(self.sights(sn), json_first=False)

    def means(self, sn: OrderSn) -> frozenset[OrderStatus]:
        """What the shown status may mean: what all witnesses that know the label agree on, if they do."""
        told = [one.facts.status.means for one in self.sights(sn) if one.facts.status and one.facts.status.means]
        common = frozenset.intersection(*told) if told else frozenset()
        return common or (told[0] if told else frozenset())

    @cached_property
    def _places(self) -> Mapping[OrderSn, int]:
        return {one.order_sn: place for place, one in enumerate(self.history.known)}

    def known(self, sn: OrderSn) -> KnownOrder | None:
        """As the site showed it in an earlier check."""
        place = self._places.get(sn)
        found = self.history.known[place] if place is not None else None
        return found if found is not None and found.last_seen_at < self.reading.at else None

    def known_place(self, sn: OrderSn) -> int:
        """Index in the archived history slice; raises KeyError for an order it does not hold."""
        return self._places[sn]

    def day_surely_over(self, day: date) -> datetime:
        """A moment by which the site's day `day` has ended: midnight in the shop's zone, or, where the days of order
        numbers are those of another market (a merchant's far shops), midnight a day later.
        """
        after = day + timedelta(days=1 if self._days_are_local else 2)
        return datetime(after.year, after.month, after.day, tzinfo=ZoneInfo(self.pack.region.time_zone))

    @cached_property
    def _days_are_local(self) -> bool:
        """Do order numbers tell days in the zone of the pack? Asked of every order whose time of creation is known."""
        zone, days = ZoneInfo(self.pack.region.time_zone), dict[OrderSn, date]()
        times: dict[OrderSn, datetime] = {}
        for one in (sight for sights in self.comparison.sightings.values() for sight in sights):
            if one.facts.created_on is not None:
                days[one.facts.order_sn] = one.facts.created_on
            if one.facts.created_at is not None:
                times[one.facts.order_sn] = one.facts.created_at
        for snapshot in self.comparison.sources:
            times |= dict(snapshot.orders.select("order_sn", "created_at").drop_nulls().iter_rows())
        told = [times[sn].astimezone(zone).date() == day for sn, day in days.items() if sn in times]
        return all(told) if told else not self.pack.region.market_currencies

    def source(self, name: str) -> SnapshotComparison | None:
        return next((one for one in self.comparison.snapshots if one.name == name), None)

    def snapshot(self, name: str) -> Snapshot | None:
        return next((one for one in self.comparison.sources if one.name == name), None)

    def grace(self, rule: Rule) -> timedelta:
        """How long an inconsistency may last before this rule speaks."""
        return timedelta(minutes=self.target.rules.grace_minutes.get(rule.id, rule.grace_minutes))


class NotJudged(Frozen):
    """What a rule would have spoken of and could not judge: told in the digest, never an alarm."""

    rule: RuleId
    key: str
    what: Says


Answer = Finding | NotJudged
Check = Callable[[CaseView], Iterable[Answer]]


@dataclass(frozen=True)
class Rule:
    """`confirm`: a finding is worth another look. `stands`: it counts even if seen once, unless a later look that could
    see shows otherwise. `grace_minutes`: default patience.
    """

    id: RuleId
    title: Says
    check: Check
    confirm: bool
    default_severity: Severity
    about: About
    grace_minutes: int = 0
    stands: bool = False
    settings: tuple[str, ...] = ()
    """Names of RuleSettings that matter to it, for docs."""


def finding(
    view: CaseView,
    rule: RuleId,
    key: str,
    *,
    severity: Severity,
    what: Says,
    tip: Says,
    about: About = About.SHOP,
    confidence: Confidence = Confidence.HIGH,
    orders: Sequence[OrderSn] = (),
    claims: Iterable[Claim] = (),
    pages: Iterable[str] = (),
    steps: Iterable[Says] = (),
) -> Finding:
    """A finding of this view; `pages` without doubles, in order. The shop's severity setting wins."""
    return Finding(
        rule=rule,
        shop=view.target.shop,
        key=key,
        severity=view.target.rules.severity.get(rule, severity),
        confidence=confidence,
        about=about,
        what=what,
        tip=tip,
        orders=tuple(orders),
        claims=tuple(claims),
        pages=tuple(dict.fromkeys(pages)),
        steps=tuple(steps),
    )


def differs(one: Difference) -> Claim:
    """A difference as a claim; against history it is a before and after."""
    if one.against == HISTORY:
        pointers, told = (one.place, *one.pointers), (one.recorded_says, *one.seen_says)
        return Claim(kind=ClaimKind.BEFORE_AFTER, field=one.field, pointers=pointers, says=told)
    pointers, told = (*one.pointers, one.place), (*one.seen_says, one.recorded_says)
    return Claim(kind=ClaimKind.DIFFERS, field=one.field, pointers=pointers, says=told)


def pages_of(sights: Iterable[Sighting]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.page.ask.name for one in sights))


def every_page(reading: LookReading) -> tuple[PageReading, ...]:
    """Every page of the look once, identity pages included, in the order they were read."""
    edges = [page for page in (reading.identity_before, reading.identity_after) if page is not None]
    lists = [page for window in reading.windows for page in window.pages]
    probes = [page for probe in reading.probes for page in (probe.search, probe.order_page) if page is not None]
    found = {(page.ask.name, page.observed_at): page for page in (*edges, *lists, *probes, *reading.order_pages)}
    return tuple(found.values())


def source_words(names: Iterable[str]) -> tuple[str, str]:
    """Names of sources in English and Chinese; history is what the site showed before."""
    known = list(dict.fromkeys(names))
    en = [f"records “{name}”" if name != HISTORY else "the site itself earlier" for name in known]
    zh = [f"本地记录“{name}”" if name != HISTORY else "此前的卖家中心" for name in known]
    return " and ".join(en), "和".join(zh)
