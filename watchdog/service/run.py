"""The service itself: a loop that starts what is due, hands over notices, tells that it lives, and ends when asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import Protocol

from loguru import logger

from watchdog import __version__
from watchdog.errors import BusyError, WatchdogError
from watchdog.model.base import AccountId, Says, ShopKey
from watchdog.model.case import Target
from watchdog.model.notice import Notice
from watchdog.ports import Clock
from watchdog.reports import DigestData, digest_notice, exit_code_of
from watchdog.service import digest, heartbeat
from watchdog.service.checks import AccountChecked, Failed, Setting, check_account
from watchdog.service.heartbeat import Heartbeat, ShopBeat
from watchdog.service.outbox import Outbox, Place, Taken, deliver
from watchdog.service.stop import Stop
from watchdog.service.troubles import Troubles

LONGEST_PAUSE = 5.0
"""Seconds between two looks at the outbox."""
SHORT_PAUSE = 1.0
BEAT_EVERY = timedelta(seconds=60)
FINISH = 20.0
"""Seconds that a check in hand gets to finish after a stop signal."""
LEAVE = 90.0
"""Seconds to leave it at the next page and close the browser, once finishing took too long."""
CLOCK_MAY_SLIP = timedelta(minutes=2)


class Engine(Protocol):
    """Decides when work is done, and runs it; see adapters/engine."""

    def every(self, lane: str, minutes: int, jitter: int, work: Callable[[], None]) -> None: ...

    def start_now(self, lane: str) -> bool: ...

    def tick(self) -> tuple[str, ...]: ...

    def idle(self) -> float: ...

    def busy(self) -> tuple[str, ...]: ...

    def settle(self, seconds: float) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Work:
    """What the service is given.

    `person_needed`: why an account stands still, empty if it does not. `note_account`: keeps an account's state (`ok`,
    `challenged`), why, and when. `digest_of`: what was done from .. until. `unfinished`: looks that a crash cut short.
    """

    setting: Setting
    shops: Mapping[AccountId, Sequence[Target]]
    outbox: Outbox
    places: Sequence[Place]
    clock: Clock
    person_needed: Callable[[AccountId], str]
    note_account: Callable[[AccountId, str, str, datetime], None]
    digest_of: Callable[[datetime, datetime], DigestData]
    unfinished: Callable[[], Sequence[str]] = tuple
    every_minutes: int = 20
    jitter_minutes: int = 4
    digest_hour: int = 9
    zone: tzinfo | None = None

    @property
    def folder(self) -> Path:
        return self.setting.folder


@dataclass
class _Known:
    """What the loop and the lanes share; touched under the lock only."""

    shops: dict[ShopKey, ShopBeat] = field(default_factory=dict)
    stopped: dict[AccountId, str] = field(default_factory=dict)
    noted: set[AccountId] = field(default_factory=set)
    troubles: Troubles = field(default_factory=Troubles)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Service:
    """One service on one data folder; the caller holds the folder's lock."""

    def __init__(self, work: Work, engine: Engine, stop: Stop) -> None:
        self._work = work
        self._engine = engine
        self._stop = stop
        self._known = _Known()
        self._taken = Taken(work.folder)
        self._started = work.clock.now()
        self._beaten: datetime | None = None
        self._busy: tuple[str, ...] = ()
        self._complained = ""
        self._digest_on: date | None = None
        self._waiting = 0

    def run(self) -> None:
        """Until asked to stop."""
        self._begin()
        self.turn()
        while not self._stop.wait(self._pause()):
            self.turn()
        self._end()

    def _pause(self) -> float:
        """Short while a check is going on, so that its notices go out as soon as it is done."""
        longest = SHORT_PAUSE if self._engine.busy() else LONGEST_PAUSE
        return min(longest, max(0.2, self._engine.idle()))

    def turn(self) -> None:
        """Start what is due, send the digest, hand over what waits, beat.

        A step that fails (a full disk) is tried again in the next turn and does not keep the others from being done.
        """
        for step in (self._start_due, self._send_digest, self._hand_over, self._beat_now_and_then):
            try:
                step()
            except (WatchdogError, OSError) as bad:
                self._complain(bad)

    def _complain(self, bad: WatchdogError | OSError) -> None:
        """Once for each new trouble, not every five seconds."""
        if str(bad) != self._complained:
            self._complained = str(bad)
            logger.error("{}", bad)

    def _start_due(self) -> None:
        if self._engine.tick():
            self._clock_set_back()

    def _begin(self) -> None:
        work, now = self._work, self._started
        before = heartbeat.read(work.folder)
        self._digest_on = digest.first_day(now, work.digest_hour, work.zone)
        if before is not None:
            self._known.shops, self._known.stopped = dict(before.shops), dict(before.stopped_accounts)
            self._known.troubles = Troubles({shop: one.trouble for shop, one in before.shops.items() if one.trouble})
            if before.digest_on:
                self._digest_on = date.fromisoformat(before.digest_on)
            if before.at > now + CLOCK_MAY_SLIP:
                self._clock_set_back()
            if before.state not in ("stopped", "starting"):
                logger.warning("the last service ended without being asked, at {}", before.at)
        for look in work.unfinished():
            logger.warning("look {} was cut short; its pages are kept", look)
        for account in work.shops:
            self._engine.every(account, work.every_minutes, work.jitter_minutes, partial(self.check_account, account))
            self._engine.start_now(account)
        self._beat("starting")

    def check_account(self, account: AccountId) -> None:
        """A lane's work."""
        work = self._work
        why = work.person_needed(account)
        with self._known.lock:
            before = self._known.stopped.pop(account, "")
            if why:
                self._known.stopped[account] = why
            first = account not in self._known.noted
            self._known.noted.add(account)
        if first or bool(why) != bool(before):
            work.note_account(account, "challenged" if why else "ok", why, work.clock.now())
        if why:
            if not before:
                logger.warning("{}: not checked until a person has run `watchdog login {}`: {}", account, account, why)
            return
        logger.info("{}: checking {} shops", account, len(work.shops[account]))
        self._learn(check_account(account, work.shops[account], work.setting, self._stop))

    def _learn(self, checked: AccountChecked) -> None:
        with self._known.lock:
            for outcome in checked.outcomes:
                shop, code = outcome.target.shop, exit_code_of(outcome)
                logger.info("{}: checked, code {}", shop, code)
                self._known.shops[shop] = ShopBeat(at=outcome.at, exit_code=code)
                self._queue(self._known.troubles.succeeded(shop, self._work.clock.now()))
            for failure in checked.failures:
                self._failed(failure)

    def _failed(self, failure: Failed) -> None:
        """Under the lock. An account in use by a person's own command is no trouble: its turn comes again."""
        if isinstance(failure.error, BusyError):
            return
        now = self._work.clock.now()
        self._known.shops[failure.shop] = ShopBeat(
            at=now, exit_code=1, trouble=type(failure.error).__name__, why=failure.what
        )
        self._queue(self._known.troubles.failed(failure, now))

    def _queue(self, notice: Notice | None) -> None:
        if notice is not None:
            self._work.outbox.queue(notice)

    def _send_digest(self) -> None:
        work = self._work
        span = digest.due(work.clock.now(), work.digest_hour, work.zone, self._digest_on)
        if span is not None:
            data = digest.with_every_shop(work.digest_of(span.since, span.until), work.shops)
            work.outbox.queue(digest_notice(data))
            self._digest_on = span.day
            self._beat()

    def _hand_over(self) -> None:
        done = deliver(self._work.outbox, self._work.places, self._work.clock, self._taken)
        self._waiting = done.waiting
        for line in done.parked:
            logger.error("notice not handed over for good: {}", line)

    def _clock_set_back(self) -> None:
        now = self._work.clock.now()
        logger.error("this machine's clock was set back; checks go on by the new time")
        self._work.outbox.queue(
            Notice(
                id=f"clock-{now:%Y%m%dT%H}",
                shop=None,
                at=now,
                title=Says(en="This machine's clock was set back", zh="本机时钟被调回过去"),
                body=Says(
                    en="Nothing is lost and checks go on. What to do: let the system set its time from the network.",
                    zh="数据没有丢失，检查照常进行。处理办法：请让系统从网络自动校时。",
                ),
                kind="own_failure",
            )
        )

    def _beat_now_and_then(self) -> None:
        now, busy = self._work.clock.now(), self._engine.busy()
        if busy != self._busy or self._beaten is None or not timedelta() <= now - self._beaten < BEAT_EVERY:
            self._beat()

    def _beat(self, state: str = "") -> None:
        now, busy = self._work.clock.now(), self._engine.busy()
        with self._known.lock:
            beat = Heartbeat(
                at=now,
                state=state or ("checking" if busy else "waiting"),  # type: ignore[arg-type]
                version=__version__,
                started_at=self._started,
                next_check_at=now + timedelta(seconds=self._engine.idle()),
                checking=tuple(AccountId(one) for one in busy),
                stopped_accounts=dict(self._known.stopped),
                shops=dict(self._known.shops),
                waiting_notices=self._waiting,
                digest_on=self._digest_on.isoformat() if self._digest_on else "",
            )
        heartbeat.write(self._work.folder, beat)
        self._beaten, self._busy = now, busy

    def _end(self) -> None:
        """Finish what is in hand if it is soon done, else leave it at the next page."""
        logger.info("stopping")
        if self._engine.settle(FINISH):
            self._stop.hurry()
        left = self._engine.settle(LEAVE)
        if left:
            logger.error("left running: {}", ", ".join(left))
        try:
            if not self._stop.hurried:
                self._hand_over()
            self._beat("stopped")
        except (WatchdogError, OSError) as bad:
            self._complain(bad)
        logger.info("stopped")
