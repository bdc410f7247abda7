"""The daily digest: what was read and what was not, also when all is well."""

from __future__ import annotations

from datetime import datetime

from watchdog.casefile import visible
from watchdog.model.base import AccountId, Frozen, Says, ShopKey
from watchdog.model.notice import Notice
from watchdog.reports.notices import notice_id
from watchdog.reports.words import both, rule_name, said


class ShopDay(Frozen):
    """What was done for one shop. `orders`, `compared`: of the latest check that could see; counts, not sums over
    checks.
    """

    shop: ShopKey
    account: AccountId
    checks: int
    orders: int = 0
    compared: int = 0
    windows: tuple[str, ...] = ()
    not_comparable: tuple[str, ...] = ()
    not_judged: tuple[str, ...] = ()
    blind: tuple[tuple[str, int], ...] = ()
    """Why we could not see, and how often."""
    opened: int = 0
    """Incidents opened in this time."""
    open_by_rule: tuple[tuple[str, int], ...] = ()


class DigestData(Frozen):
    """From `since` (inclusive) to `until` (exclusive), aware UTC. `accounts`: account -> its state as last noted."""

    since: datetime
    until: datetime
    shops: tuple[ShopDay, ...]
    accounts: tuple[tuple[AccountId, str], ...] = ()
    unsent: int = 0
    notes: tuple[str, ...] = ()
    """What the keeper of the records noticed: a clock set back."""


def digest_notice(data: DigestData) -> Notice:
    """One message for all shops. Its id is derived from the time it speaks of: sending twice is sending once."""
    title = both(
        "digest_title",
        shops=len(data.shops),
        opened=sum(day.opened for day in data.shops),
        open=sum(count for day in data.shops for _, count in day.open_by_rule),
        blind=sum(bool(day.blind) or not day.checks for day in data.shops),
    )
    lines = [both("digest_span", since=f"{data.since:%Y-%m-%d %H:%M}", until=f"{data.until:%Y-%m-%d %H:%M}")]
    lines += [both("digest_account", account=account, state=state) for account, state in data.accounts]
    for day in data.shops:
        lines += _shop(day)
    if not any(day.open_by_rule or day.blind or not day.checks for day in data.shops):
        lines.append(both("digest_well"))
    lines += [Says(en=visible(note), zh=visible(note)) for note in data.notes]
    if data.unsent:
        lines.append(both("digest_unsent", count=data.unsent))
    return Notice(
        id=notice_id("digest", data.since.isoformat(), data.until.isoformat()),
        shop=None,
        at=data.until,
        title=title,
        body=Says(en="\n".join(one.en for one in lines), zh="\n".join(said(one, "zh") for one in lines)),
        kind="digest",
    )


def _shop(day: ShopDay) -> list[Says]:
    if not day.checks:
        return [both("digest_never", shop=day.shop), *_details(day)]
    first = both("digest_shop", shop=day.shop, checks=day.checks, orders=day.orders, compared=day.compared)
    return [first, *_details(day)]


def _details(day: ShopDay) -> list[Says]:
    lines = [both("digest_window", what=visible(window)) for window in day.windows]
    lines += [both("not_comparable", what=visible(what)) for what in day.not_comparable]
    lines += [both("not_judged", what=visible(what)) for what in day.not_judged]
    lines += [both("digest_blind", count=count, why=visible(why)) for why, count in day.blind]
    lines += [both("digest_open", count=count, rule=rule_name(rule)) for rule, count in day.open_by_rule]
    return [Says(en=f"  {one.en}", zh=f"  {one.zh}") for one in lines]
