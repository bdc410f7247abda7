"""When the daily digest is due: once a day, at an hour of the reader's own clock, also after a restart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from watchdog.model.base import AccountId
from watchdog.model.case import Target
from watchdog.reports import DigestData, ShopDay


@dataclass(frozen=True)
class Span:
    """`day`: the reader's local day it is sent on; it tells of `since` (inclusive) to `until` (exclusive)."""

    day: date
    since: datetime
    until: datetime


def due(now: datetime, hour: int, zone: tzinfo | None, last: date | None) -> Span | None:
    """The digest to send now, if any. `last`: local day of the last one; None: there never was one, and today's hour is
    then waited for rather than made up. `zone`: None = the machine's.
    """
    local = now.astimezone(zone)
    today = local.date()
    if last is None or local.hour < hour:
        return None
    ahead = last > today + timedelta(days=1)  # the clock had been wrong, by more than a time zone can explain
    if last >= today and not ahead:
        return None
    until = datetime.combine(today, time(hour), local.tzinfo)
    # A day that was missed (machine switched off) is told of together with the next, at most a week back.
    days = 1 if ahead else min((today - last).days, 7)
    return Span(today, until - timedelta(days=days), until)


def first_day(now: datetime, hour: int, zone: tzinfo | None) -> date:
    """What counts as the last digest of a service that never sent one: its first comes when the hour next comes."""
    local = now.astimezone(zone)
    return local.date() if local.hour >= hour else local.date() - timedelta(days=1)


def with_every_shop(data: DigestData, shops: Mapping[AccountId, Sequence[Target]]) -> DigestData:
    """A shop that is set up and was never checked is told of too: silence about it would look like health."""
    told = {day.shop for day in data.shops}
    missing = [
        ShopDay(shop=target.shop, account=account, checks=0)
        for account, targets in shops.items()
        for target in targets
        if target.shop not in told
    ]
    return data.model_copy(update={"shops": (*data.shops, *missing)})
