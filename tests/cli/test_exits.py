"""Exit codes: 0 quiet, 1 our own failure, 2 wrong usage, 3 blind, 11 to 14 by the worst finding."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from watchdog.cli.exits import exit_code
from watchdog.errors import BrowserError, RecordsError
from watchdog.model.base import AccountId, Digest, RuleId, Says, ShopKey
from watchdog.model.case import Coverages, Outcome, Target
from watchdog.model.findings import About, Confidence, Finding, Judged, Severity

WORD = Says(en="x", zh="x")


def outcome(*severities: Severity, about: About = About.SHOP, confirmed: bool = True) -> Outcome:
    judged = tuple(
        Judged(
            finding=Finding(
                rule=RuleId("blind" if about is About.US else "order-missing"),
                shop=ShopKey("north"),
                key="k",
                severity=severity,
                confidence=Confidence.HIGH,
                about=about,
                what=WORD,
                tip=WORD,
            ),
            seen=1,
            looks=1,
            rungs=("baseline",),
            confirmed=confirmed,
        )
        for severity in severities
    )
    target = Target(shop=ShopKey("north"), account=AccountId("main"), platform="shopee", region="sg")
    at = datetime(2026, 11, 22, tzinfo=UTC)
    return Outcome(
        target=target, at=at, case=Digest("0" * 64), looks=(), judged=judged, changes=(), coverage=Coverages(), known=()
    )


QUIET, BLIND = outcome(), outcome(Severity.HIGH, about=About.US)
LOW, CRITICAL = outcome(Severity.LOW), outcome(Severity.MEDIUM, Severity.CRITICAL)
BROKEN, WRONG = BrowserError("gone", mend="again"), RecordsError("no file", mend="name one")


@pytest.mark.parametrize(
    ("outcomes", "failures", "code"),
    [
        ([], [], 0),
        ([QUIET, QUIET], [], 0),
        ([QUIET, BLIND], [], 3),
        ([LOW], [], 11),
        ([LOW, CRITICAL, BLIND], [BROKEN], 14),
        ([QUIET, BLIND], [BROKEN], 1),
        ([BLIND], [WRONG], 2),
        ([QUIET], [WRONG, BROKEN], 1),
        ([LOW], [BROKEN, WRONG], 11),
        ([outcome(Severity.HIGH, confirmed=False)], [], 0),
    ],
)
def test_the_worst_finding_comes_first_then_own_failure_then_blind(
    outcomes: list[Outcome], failures: list[Exception], code: int
) -> None:
    assert exit_code(outcomes, failures) == code
