"""Everything seen against every source. One function; see `compare`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from watchdog.compare.comparators import agree, normalised, shown
from watchdog.compare.coverage import day_slack, proven, speaks_of
from watchdog.compare.expected import expectations, expected_rows
from watchdog.compare.foreign import is_foreign
from watchdog.compare.frames import E5, facts_of_rows, history_frame, merged, seen_frame
from watchdog.compare.sightings import Sightings, listed, listed_days, sightings_of
from watchdog.compare.tables import FieldTable, comparable_fields, compare_tables, only_in
from watchdog.compare.totals import agreeing_counts
from watchdog.compare.values import HISTORY, Comparison, Difference, FieldAgreement, SnapshotComparison
from watchdog.model.base import OrderSn
from watchdog.model.case import HistorySlice, RuleSettings, Target
from watchdog.model.orders import OrderFacts, OrderStatus
from watchdog.model.pack import Pack
from watchdog.model.readings import LookReading, Pointer, Witness
from watchdog.model.records import RecordsKind, Snapshot


def compare(
    reading: LookReading, snapshots: Sequence[Snapshot], history: HistorySlice, target: Target, pack: Pack
) -> Comparison:
    """Seen against each snapshot and against history. A blind look compares nothing."""
    sightings = sightings_of(reading, pack)
    seen = seen_frame(sightings)
    job = _Job(reading, sightings, seen, history, target.rules)
    foreign = {one.name: is_foreign(reading, one, history, target) for one in snapshots}
    made = tuple(job.snapshot(one, not_this_shops=foreign[one.name]) for one in snapshots)
    used = tuple(one for one in snapshots if not foreign[one.name])
    return Comparison(
        sightings=sightings,
        seen=seen,
        snapshots=made,
        expected=expectations(reading, used, history, target),
        history=job.history_differences() if sightings else (),
        sources=used,
        calibrated=history.calibrated
        | agreeing_counts(reading)
        | {f"{one.name}:{field.field}" for one in made for field in one.fields if field.calibrated},
        not_comparable=tuple(line for one in made for line in _not_comparable(one)),
        not_judged=_guesses(sightings),
    )


@dataclass(frozen=True)
class _Job:
    """What every comparison of one look shares."""

    reading: LookReading
    sightings: Sightings
    seen: pl.DataFrame
    history: HistorySlice
    rules: RuleSettings

    @property
    def tolerance(self) -> Decimal:
        return Decimal(self.rules.money_tolerance)

    def snapshot(self, snapshot: Snapshot, *, not_this_shops: bool) -> SnapshotComparison:
        both, tables = self._tables(snapshot.orders)
        witness = Witness.BOOKS if snapshot.kind is RecordsKind.BOOKS else Witness.EXPORT
        rows = expected_rows(self.reading, snapshot, proven(self.reading))
        missing = rows.filter(~pl.col("order_sn").is_in(list(listed(self.reading))))
        agreements, differing = [], []
        for table in tables:
            real = self._really_differing(snapshot.orders, table)
            agreement = self._agreement(snapshot.name, table, len(real))
            agreements.append(agreement)
            if agreement.calibrated and not not_this_shops:
                differing += [self._difference(table.field, snapshot.name, witness, *one) for one in real]
        return SnapshotComparison(
            name=snapshot.name,
            kind=snapshot.kind,
            stale=snapshot.stale,
            not_this_shops=not_this_shops,
            both=both,
            expected=len(rows),
            matched=len(rows) - len(missing),
            only_seen=() if not_this_shops else self._only_seen(snapshot),
            only_recorded=() if not_this_shops else _sns(missing),
            fields=tuple(agreements),
            differing=tuple(differing),
        )

    def history_differences(self) -> tuple[Difference, ...]:
        """The same platform earlier: comparable from the start."""
        before = [one for one in self.history.known if one.last_seen_at < self.reading.at]
        frame = history_frame(before)
        index = {one.order_sn: place for place, one in enumerate(self.history.known)}
        _, tables = self._tables(frame)
        return tuple(
            self._difference(table.field, HISTORY, Witness.HISTORY, facts, f"{index[facts.order_sn]}")
            for table in tables
            for facts, _ in self._really_differing(frame, table)
        )

    def _tables(self, orders: pl.DataFrame) -> tuple[int, tuple[FieldTable, ...]]:
        return compare_tables(orders, self.seen, comparable_fields(orders), int(self.tolerance * E5))

    def _really_differing(self, orders: pl.DataFrame, table: FieldTable) -> list[tuple[OrderFacts, str]]:
        """Of the rows whose columns differ: those where no witness of the site agrees with the source.

        If one agrees, the site contradicts itself, which is another rule's business.
        """
        rows = orders.filter(pl.col("order_sn").is_in(table.differing.implode()))
        return [
            (facts, place)
            for sn, (facts, place) in facts_of_rows(rows).items()
            if all(agree(table.field, facts, one.facts, self.tolerance) is not True for one in self.sightings[sn])
            and agree(table.field, facts, merged(self.sightings[sn]), self.tolerance) is False
        ]

    def _agreement(self, name: str, table: FieldTable, differing: int) -> FieldAgreement:
        agreed = table.both - differing
        enough = table.both >= self.rules.calibration_min_orders
        now = enough and agreed >= self.rules.calibration_agreement * table.both
        before = f"{name}:{table.field}" in self.history.calibrated
        return FieldAgreement(table.field, table.both, agreed, calibrated=now or before)

    def _difference(self, field: str, against: str, witness: Witness, record: OrderFacts, place: str) -> Difference:
        sights = [one for one in self.sightings[record.order_sn] if shown(field, one.facts)]
        stem = {"status": "status_means"}.get(field, field)
        source = (
            Pointer(source=HISTORY, path=f"json:/known/{place}/{stem}", text=shown(field, record))
            if against == HISTORY
            else Pointer(source=f"records/{against}", path=f"cell:{place}", text=shown(field, record))
        )
        return Difference(
            order_sn=record.order_sn,
            field=field,
            against=against,
            witness=witness,
            seen=shown(field, merged(sights, json_first=False)) if sights else "",
            recorded=shown(field, record),
            pointers=tuple(one.pointer(field) for one in sights),
            seen_says=tuple(normalised(field, one.facts) for one in sights),
            place=source,
            recorded_says=normalised(field, record),
            record=record,
        )

    def _only_seen(self, snapshot: Snapshot) -> tuple[OrderSn, ...]:
        days = dict(zip(self.seen["order_sn"], self.seen["created_on"], strict=True))
        slack = day_slack(snapshot.orders, listed_days(self.reading))
        return tuple(
            sn
            for sn in _sns(only_in(self.seen, snapshot.orders))
            if speaks_of(snapshot.coverage, days[sn], _means(merged(self.sightings[sn])), slack)
        )


def _means(facts: OrderFacts) -> frozenset[OrderStatus]:
    return facts.status.means if facts.status else frozenset()


def _sns(frame: pl.DataFrame) -> tuple[OrderSn, ...]:
    return tuple(OrderSn(sn) for sn in frame["order_sn"].to_list())


def _not_comparable(one: SnapshotComparison) -> Iterable[str]:
    """Lines for the outcome; one a file that is not this shop's, else one a field pair."""
    if one.not_this_shops:
        yield f"{one.name}: not this shop's file ({one.matched} of {one.expected} orders that must be shown match)"
        return
    for field in one.fields:
        if not field.calibrated and field.both:
            yield f"{one.name}:{field.field}: not yet comparable (agrees in {field.agreed} of {field.both} orders)"


def _guesses(sightings: Sightings) -> tuple[str, ...]:
    """Fields that were read by nothing better than a guess."""
    fields = {
        (one.row.witness.value, one.page.ask.page_type, name)
        for sights in sightings.values()
        for one in sights
        for name in one.guessed
        if name in OrderFacts.model_fields and getattr(one.row.facts, name) is not None
    }
    return tuple(f"{page}:{name} ({witness}) rests on a guess of the pack" for witness, page, name in sorted(fields))
