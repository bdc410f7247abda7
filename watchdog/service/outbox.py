"""The outbox: each notice goes to each place at least once, however often the network or the process fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from loguru import logger
from pydantic import TypeAdapter, ValidationError

from watchdog.disk import replace_bytes
from watchdog.errors import NotifyError
from watchdog.model.findings import Severity
from watchdog.model.notice import Notice
from watchdog.ports import Clock, Notifier

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=7)
"""A notice this old tells nothing new; it stays in the database, counted as given up."""
AT_ONCE = 50
"""Notices of one round."""


class Outbox(Protocol):
    """Where notices wait: the ledger. Every call is on disk when it returns."""

    def queue(self, notice: Notice) -> None:
        """The same id is queued once."""
        ...

    def pending(self, limit: int, at: datetime) -> Sequence[Notice]: ...

    def sent(self, notice_id: str, at: datetime) -> None: ...

    def failed(self, notice_id: str, why: str, retry_at: datetime | None) -> None: ...

    def tries(self, notice_id: str) -> int: ...


@dataclass(frozen=True)
class Place:
    """Somewhere notices go, and which ones it wants."""

    name: str
    notifier: Notifier
    minimum: Severity = Severity.LOW
    digest: bool = True

    def wants(self, notice: Notice) -> bool:
        if notice.kind == "digest":
            return self.digest
        order = list(Severity)
        severity = notice.severity
        return severity is None or order.index(severity) >= order.index(self.minimum)


@dataclass(frozen=True)
class Delivered:
    """What a round did. `parked`: one line for each notice that a place will never take."""

    sent: int = 0
    waiting: int = 0
    parked: tuple[str, ...] = ()


class Taken:
    """Which places already have a notice that others still wait for: a small file, so that a retry repeats nothing."""

    _FORM = TypeAdapter(dict[str, tuple[str, ...]])

    def __init__(self, folder: Path) -> None:
        self._path = folder / "half-sent.json"
        try:
            self._by_id = dict(self._FORM.validate_json(self._path.read_bytes()))
        except (OSError, ValidationError):
            self._by_id = {}  # then a notice may come twice, which is better than never

    def of(self, notice_id: str) -> frozenset[str]:
        return frozenset(self._by_id.get(notice_id, ()))

    def note(self, notice_id: str, places: frozenset[str]) -> None:
        self._by_id[notice_id] = tuple(sorted(places))
        self._save()

    def forget(self, notice_id: str) -> None:
        if self._by_id.pop(notice_id, None) is not None:
            self._save()

    def _save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        replace_bytes(self._path, self._FORM.dump_json(self._by_id))


@dataclass(frozen=True)
class _Round:
    """How one notice fared: who has it, what stands against it for now, what for good."""

    taken: frozenset[str]
    left: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def deliver(outbox: Outbox, places: Sequence[Place], clock: Clock, taken: Taken) -> Delivered:
    """Hand over what is due. A place that fails is left alone for the rest of this round.

    No place at all: notices count as sent, because findings were shown where they were made and stay in the ledger.
    """
    at = clock.now()
    down: set[str] = set()
    sent, waiting, parked = 0, 0, list[str]()
    for notice in outbox.pending(AT_ONCE, at):
        fared = _hand_over(notice, places, down, taken)
        if fared.left and at - notice.at < GIVE_UP_AFTER:
            retry_at = at + _wait(outbox.tries(notice.id))
            outbox.failed(notice.id, "; ".join(fared.left), retry_at)
            waiting += 1
            continue
        troubles = (*fared.refused, *fared.left)
        parked += [f"{notice.title.en}: {trouble}" for trouble in troubles]
        if troubles and not fared.taken:
            outbox.failed(notice.id, "; ".join(troubles), None)
        else:
            outbox.sent(notice.id, at)
            sent += 1
        taken.forget(notice.id)
    return Delivered(sent, waiting, tuple(parked))


def _hand_over(notice: Notice, places: Sequence[Place], down: set[str], taken: Taken) -> _Round:
    has = taken.of(notice.id)
    left, refused = list[str](), list[str]()
    for place in places:
        if place.name in has or not place.wants(notice):
            continue
        if place.name in down:
            left.append(f"{place.name}: not reached in this round")
            continue
        try:
            place.notifier.send(notice)
        except NotifyError as trouble:
            logger.warning("notice {} not handed over: {}", notice.id, trouble.what)
            (refused if trouble.permanent else left).append(trouble.what)
            if not trouble.permanent:
                down.add(place.name)
        else:
            has |= {place.name}
            if len(places) > 1:
                taken.note(notice.id, has)
    return _Round(has, tuple(left), tuple(refused))


def _wait(tries: int) -> timedelta:
    """1, 2, 4 ... minutes, at most an hour."""
    return min(FIRST_WAIT * (1 << min(tries, 10)), LONGEST_WAIT)
