"""THE path: one check of one shop. The service, a command and a replay all run this function; they differ only in the
ports.

Look, keep, read, compare, judge, make sure, fold into incidents, write evidence, commit. Nothing here knows a
browser, a
file or a clock: the time is the one that came with the first page's bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from watchdog import __version__
from watchdog.check.look import Given, Ports, Taken, take_look
from watchdog.check.verdict import confirmed_before, coverages, suspicions, worth_another_look
from watchdog.extract.looks import facts_of
from watchdog.incidents import combine, fold, remember, unspoilt
from watchdog.model.case import Case, LookSummary, Outcome, Rung, Target
from watchdog.model.pack import Pack
from watchdog.model.readings import WindowReading
from watchdog.model.records import KnownOrder
from watchdog.reports import notices_of

LADDER = (Rung.RELOAD,)
"""Ways to make sure of a suspicion, in this order."""

__all__ = ["LADDER", "Ports", "check"]


def check(target: Target, pack: Pack, on: Ports) -> Outcome:
    """One inspection of one shop, from the first page to the committed verdict."""
    taken = [take_look(target, pack, Rung.BASELINE, on)]
    given = taken[0].given
    for rung in LADDER:
        if not worth_another_look(taken, given.history):
            break
        taken.append(take_look(target, pack, rung, on, number=len(taken), given=given, focus=suspicions(taken)))
    case = _case(target, pack, taken, given, on)
    outcome = _outcome(target, taken, given, case, on)
    on.exhibits.write(outcome, case)
    on.ledger.commit(outcome, notices_of(outcome))
    return outcome


def _case(target: Target, pack: Pack, taken: Sequence[Taken], given: Given, on: Ports) -> Case:
    """All that the verdict depends on, by digest."""
    return Case(
        target=target,
        at=taken[-1].reading.ended_at,
        looks=tuple(one.look for one in taken),
        records=given.refs,
        history=given.history,
        pack=on.archive.put(pack.model_dump_json(by_alias=True).encode(), "application/json"),
        version=__version__,
    )


def _outcome(target: Target, taken: Sequence[Taken], given: Given, case: Case, on: Ports) -> Outcome:
    judged = confirmed_before(combine([(one.reading, one.findings) for one in taken]), given.history)
    last = next((one for one in reversed(taken) if one.reading.blind is None), taken[-1])
    return Outcome(
        target=target,
        at=case.at,
        case=on.archive.keep_case(case),
        looks=tuple(_summary(one) for one in taken),
        judged=judged,
        changes=fold(
            judged,
            given.history,
            case.at,
            [one.reading for one in taken],
            given.snapshots,
            unjudged={(one.rule, one.key) for one in last.verdict.not_judged},
        ),
        coverage=coverages(last),
        known=unspoilt(_remembered(taken, given), given.history.known, judged),
        calibrated=last.comparison.calibrated,
    )


def _remembered(taken: Sequence[Taken], given: Given) -> tuple[KnownOrder, ...]:
    """What the looks teach us of orders; the last look that could see has the last word."""
    history = given.history
    for one in taken:
        seen = remember(one.reading, history, one.reading.ended_at)
        history = history.model_copy(update={"known": seen})
    return history.known


def _summary(one: Taken) -> LookSummary:
    reading = one.reading
    return LookSummary(
        name=reading.name,
        rung=one.look.rung,
        at=reading.at,
        pages=len(one.look.pages),
        orders=len(facts_of(reading)),
        windows=tuple(_line(window) for window in reading.windows),
        blind=reading.blind.value if reading.blind else "",
        blind_why=reading.blind_why,
    )


def _line(window: WindowReading) -> str:
    state = "complete" if window.complete else "incomplete"
    return f"{window.window.tab}: {len(window.pages)} pages, {state}: {window.why}"
