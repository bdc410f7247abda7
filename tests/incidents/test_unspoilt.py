"""What is under suspicion is not learnt: the way back to the right value must not look like the next change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import AT, history, known, look, money, order, sn

from watchdog.compare.comparators import is_again
from watchdog.incidents import remember, unspoilt
from watchdog.model.base import RuleId, Says, ShopKey
from watchdog.model.findings import About, Confidence, Finding, Judged, Severity

NOW = AT + timedelta(minutes=5)
NUMBER = sn(20, 7)


def suspicion(rule: str, *, transient: bool = False) -> Judged:
    finding = Finding(
        rule=RuleId(rule), shop=ShopKey("mugs"), key=NUMBER, severity=Severity.HIGH, confidence=Confidence.HIGH,
        about=About.SHOP, what=Says(en="", zh=""), tip=Says(en="", zh=""), orders=(NUMBER,),
    )  # fmt: skip
    return Judged(finding=finding, seen=2, looks=2, rungs=("baseline", "reload"), confirmed=True, transient=transient)


def test_a_suspected_amount_does_not_replace_the_one_that_was_known() -> None:
    before = known(order(NUMBER, total=money("20.00")))
    after = remember(look([order(NUMBER, total=money("35.00"))]), history([before]), NOW)

    (one,) = unspoilt(after, [before], [suspicion("order-detail-mismatch")])

    assert one.total == money("20.00")
    assert one.last_seen_at == NOW, "that it was seen is no suspicion"


def test_of_an_order_never_seen_before_nothing_suspected_is_learnt() -> None:
    after = remember(look([order(NUMBER, total=money("35.00"))]), history(), NOW)

    (one,) = unspoilt(after, [], [suspicion("order-detail-mismatch")])

    assert one.total is None
    assert one.order_id is not None


@pytest.mark.parametrize(
    "judged",
    [suspicion("order-unrecorded"), suspicion("order-detail-mismatch", transient=True)],
    ids=["books", "glitch"],
)
def test_other_findings_and_passing_glitches_do_not_stop_learning(judged: Judged) -> None:
    before = known(order(NUMBER, total=money("20.00")))
    after = remember(look([order(NUMBER, total=money("35.00"))]), history([before]), NOW)

    assert unspoilt(after, [before], [judged]) == after


def test_an_amount_is_the_same_however_many_zeros_are_written() -> None:
    assert is_again("total", "SGD 20.00", order(NUMBER, total=money("20"))) is True
    assert is_again("total", "SGD 20.00", order(NUMBER, total=money("20.01"))) is False
    assert is_again("total", "MYR 20.00", order(NUMBER, total=money("20"))) is False
