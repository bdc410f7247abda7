"""Reading the database: history as of a time, incidents, the days of shops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlite_utils import Database

from watchdog.adapters.ledger.rows import OPEN, moment, stamp, text_of
from watchdog.model.base import AccountId, OrderSn, ShopKey
from watchdog.model.case import Coverages, HistorySlice, LookSummary
from watchdog.model.findings import Incident, IncidentState
from watchdog.model.records import KnownOrder
from watchdog.reports import DigestData, ShopDay

REOPENING = timedelta(days=30)
"""A recovered incident that long ago is not reopened but opened anew."""
_KNOWN = """
SELECT order_sn, last_seen_at, known FROM orders
WHERE shop = :shop AND first_seen_at < :at
  AND (created_on >= :day OR (created_on IS NULL AND last_seen_at >= :since)
       OR order_sn IN (SELECT value FROM json_each(:seen)))
ORDER BY order_sn"""
_VERSION = """
SELECT known FROM order_versions WHERE shop = ? AND order_sn = ? AND at < ? ORDER BY at DESC LIMIT 1"""
_INCIDENTS = """
SELECT id, changed_at, incident FROM incidents WHERE shop = :shop AND opened_at < :at
  AND (state NOT IN ('closed', 'recovered') OR changed_at >= :recent) ORDER BY opened_at, id"""
_TURN = """
SELECT incident FROM transitions WHERE incident_id = ? AND at < ? AND incident IS NOT NULL ORDER BY at DESC LIMIT 1"""


def history(db: Database, shop: ShopKey, since: datetime, seen: Sequence[OrderSn], at: datetime) -> HistorySlice:
    """Everything known strictly before `at`: a check that is repeated, or a clock set back, never meets its own
    future.
    """
    return HistorySlice(
        as_of=at,
        since=since,
        known=_known(db, shop, since, seen, at),
        open_incidents=_open(db, shop, at),
        calibrated=frozenset(
            row["pair"]
            for row in db.query("SELECT pair FROM calibrated WHERE shop = ? AND since < ?", [shop, stamp(at)])
        ),
        last_healthy_at=_healthy(db, shop, at),
    )


def incidents(db: Database, shop: ShopKey | None, *, open_only: bool) -> tuple[Incident, ...]:
    """Newest first. Open: suspected or confirmed, not recovered."""
    rows = db.query(
        "SELECT state, incident FROM incidents WHERE :shop IS NULL OR shop = :shop ORDER BY opened_at DESC, id",
        {"shop": shop},
    )
    wanted = {state.value for state in (OPEN if open_only else IncidentState)}
    return tuple(Incident.model_validate_json(row["incident"]) for row in rows if row["state"] in wanted)


def digest_data(db: Database, since: datetime, until: datetime) -> DigestData:
    """What was done from `since` (inclusive) to `until` (exclusive), for every shop that was ever checked."""
    accounts = list(db.query("SELECT account, state FROM accounts ORDER BY account"))
    shops = list(db.query("SELECT shop, max(account) AS account FROM outcomes GROUP BY shop ORDER BY shop"))
    unsent = next(iter(db.query("SELECT count(*) AS n FROM outbox WHERE sent_at IS NULL AND given_up = 0")))["n"]
    notes = db.query("SELECT what FROM notes WHERE at >= ? AND at < ? ORDER BY at", [stamp(since), stamp(until)])
    return DigestData(
        since=since,
        until=until,
        shops=tuple(_day(db, ShopKey(row["shop"]), AccountId(row["account"]), since, until) for row in shops),
        accounts=tuple((AccountId(row["account"]), row["state"]) for row in accounts),
        unsent=unsent,
        notes=tuple(row["what"] for row in notes),
    )


def _known(
    db: Database, shop: ShopKey, since: datetime, seen: Sequence[OrderSn], at: datetime
) -> tuple[KnownOrder, ...]:
    # A shop-local day may begin up to 14 hours before the UTC day: one day of margin; windows decide later.
    day = (since - timedelta(days=1)).date().isoformat()
    values = {"shop": shop, "at": stamp(at), "day": day, "since": stamp(since), "seen": text_of(list(seen))}
    found = []
    for row in list(db.query(_KNOWN, values)):
        if row["last_seen_at"] < stamp(at):
            found.append(KnownOrder.model_validate_json(row["known"]))
            continue
        earlier = next(iter(db.query(_VERSION, [shop, row["order_sn"], stamp(at)])), None)
        if earlier is not None:
            found.append(KnownOrder.model_validate_json(earlier["known"]))
    return tuple(found)


def _open(db: Database, shop: ShopKey, at: datetime) -> tuple[Incident, ...]:
    """Recovered ones are told too: only with them can one be reopened instead of opened anew."""
    found = []
    for row in list(db.query(_INCIDENTS, {"shop": shop, "at": stamp(at), "recent": stamp(at - REOPENING)})):
        text = row["incident"]
        if row["changed_at"] >= stamp(at):
            earlier = next(iter(db.query(_TURN, [row["id"], stamp(at)])), None)
            if earlier is None:
                continue
            text = earlier["incident"]
        incident = Incident.model_validate_json(text)
        if incident.state is not IncidentState.CLOSED:
            found.append(incident)
    return tuple(found)


def _healthy(db: Database, shop: ShopKey, at: datetime) -> datetime | None:
    """The last check before `at` that could see and confirmed nothing."""
    query = "SELECT max(at) AS at FROM outcomes WHERE shop = ? AND at < ? AND state = 'quiet'"
    found = next(iter(db.query(query, [shop, stamp(at)])))["at"]
    return None if found is None else moment(found)


def _day(db: Database, shop: ShopKey, account: AccountId, since: datetime, until: datetime) -> ShopDay:
    span = [shop, stamp(since), stamp(until)]
    rows = list(
        db.query("SELECT state, looks, coverage FROM outcomes WHERE shop = ? AND at >= ? AND at < ? ORDER BY at", span)
    )
    blind: Counter[str] = Counter()
    orders = compared = 0
    windows: tuple[str, ...] = ()
    coverage = Coverages()
    for row in rows:
        looks = _looks(row["looks"])
        if row["state"] == "blind":
            last = next((look for look in reversed(looks) if look.blind), None)
            blind[f"{last.blind}: {last.blind_why}" if last else "blind"] += 1
            continue
        coverage = Coverages.model_validate_json(row["coverage"])
        orders, windows = (looks[0].orders, looks[0].windows) if looks else (0, ())
        compared = coverage.compared_orders
    opened = next(iter(db.query(_OPENED, span)))["n"]
    return ShopDay(
        shop=shop,
        account=account,
        checks=len(rows),
        orders=orders,
        compared=compared,
        windows=windows,
        not_comparable=coverage.not_comparable,
        not_judged=coverage.not_judged,
        blind=tuple(blind.most_common()),
        opened=opened,
        open_by_rule=tuple((row["rule"], row["n"]) for row in db.query(_STILL_OPEN, [shop])),
    )


_LOOKS = TypeAdapter(tuple[LookSummary, ...])
_OPENED = (
    "SELECT count(*) AS n FROM incidents WHERE shop = ? AND opened_at >= ? AND opened_at < ? AND state <> 'suspected'"
)
_STILL_OPEN = (
    "SELECT rule, count(*) AS n FROM incidents WHERE shop = ? AND state = 'confirmed' GROUP BY rule ORDER BY rule"
)


def _looks(text: str) -> tuple[LookSummary, ...]:
    return _LOOKS.validate_json(text)
