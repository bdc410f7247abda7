"""What a look teaches us of orders, for the next check to hold against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from watchdog.compare.frames import merged
from watchdog.compare.sightings import Sighting, sightings_of
from watchdog.compare.statuses import may_follow
from watchdog.model.case import HistorySlice
from watchdog.model.findings import Judged
from watchdog.model.orders import OrderFacts, SeenStatus
from watchdog.model.readings import LookReading
from watchdog.model.records import KnownOrder


def remember(reading: LookReading, history: HistorySlice, at: datetime) -> tuple[KnownOrder, ...]:
    """All that is known of orders after this look: those of `history`, brought up to date, then the new ones.

    An absent value never overwrites a known one, and "no tracking number" never a number: a half-rendered page must not
    make us forget (reference 3.6). A blind look, or one of another shop, teaches nothing.
    """
    if reading.blind is not None:
        return history.known
    sightings = sightings_of(reading)
    before = {one.order_sn for one in history.known}
    kept = (_updated(one, sightings[one.order_sn], at) if one.order_sn in sightings else one for one in history.known)
    new = (_new(sights, at) for number, sights in sightings.items() if number not in before)
    return (*kept, *new)


VALUE_RULES = frozenset(
    {
        "order-detail-mismatch",
        "status-mismatch",
        "tracking-mismatch",
        "tracking-missing",
        "tracking-duplicated",
        "witnesses-disagree",
    }
)
"""Rules that say a shown value is wrong."""
_VALUES = ("status_label", "status_means", "status_since", "total", "buyer", "tracking_numbers")


def unspoilt(
    after: Sequence[KnownOrder], before: Sequence[KnownOrder], judged: Iterable[Judged]
) -> tuple[KnownOrder, ...]:
    """Knowledge without the values under suspicion: such an order keeps what was known of it before, or nothing.

    Else the site's return to the right value would look like the next change.
    """
    doubted = {
        sn for one in judged if not one.transient and one.finding.rule in VALUE_RULES for sn in one.finding.orders
    }
    old = {one.order_sn: one for one in before}
    return tuple(_kept(one, old.get(one.order_sn)) if one.order_sn in doubted else one for one in after)


def _kept(now: KnownOrder, known: KnownOrder | None) -> KnownOrder:
    if known is not None:
        return now.model_copy(update={name: getattr(known, name) for name in _VALUES})
    nothing = dict.fromkeys(("status_label", "total", "buyer", "tracking_numbers"))
    return now.model_copy(update={**nothing, "status_means": frozenset()})


def _new(sights: tuple[Sighting, ...], at: datetime) -> KnownOrder:
    facts = merged(sights, json_first=False)
    status = _status(sights, None)
    return KnownOrder(
        order_sn=facts.order_sn,
        order_id=facts.order_id,
        created_on=facts.created_on,
        first_seen_at=at,
        last_seen_at=at,
        status_label=status.label if status else None,
        status_means=status.means if status else frozenset(),
        status_since=at,
        total=facts.total,
        buyer=facts.buyer,
        tracking_numbers=facts.tracking_numbers,
    )


def _updated(known: KnownOrder, sights: tuple[Sighting, ...], at: datetime) -> KnownOrder:
    facts = merged(sights, json_first=False)
    status = _status(sights, known)
    means = status.means if status else known.status_means
    moved = bool(known.status_means) and not known.status_means & means
    return known.model_copy(
        update={
            "order_id": facts.order_id or known.order_id,
            "created_on": facts.created_on or known.created_on,
            "last_seen_at": at,
            "status_label": status.label if status else known.status_label,
            "status_means": means,
            "status_since": at if moved or not known.status_means else known.status_since,
            "total": facts.total or known.total,
            "buyer": _buyer(known.buyer, facts),
            "tracking_numbers": _numbers(sights) or known.tracking_numbers or facts.tracking_numbers,
            "looks": known.looks + 1,
        }
    )


def _status(sights: Iterable[Sighting], known: KnownOrder | None) -> SeenStatus | None:
    """A status with a known meaning; where witnesses disagree, one that may follow what was known."""
    told = [one.facts.status for one in sights if one.facts.status and one.facts.status.means]
    if known is not None:
        fitting = [status for status in told if may_follow(known.status_means, status.means)]
        told = fitting or told
    return told[0] if told else None


def _numbers(sights: Iterable[Sighting]) -> tuple[str, ...] | None:
    """Numbers from the first witness that shows any."""
    return next((one.facts.tracking_numbers for one in sights if one.facts.tracking_numbers), None)


def _buyer(known: str | None, facts: OrderFacts) -> str | None:
    """A masked name never replaces a whole one."""
    if facts.buyer is None or (known and "*" in facts.buyer and "*" not in known):
        return known
    return facts.buyer
