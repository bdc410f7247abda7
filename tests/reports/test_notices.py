"""What a person is told: once, counted by rule, and nothing where nothing is new."""

import pytest
from samples_case import AT, CUP, GONE, MUG, incident, make_case, missing, opened, outcome_of, wrong_total

from watchdog.model.base import Digest, OrderSn, RuleId, Says
from watchdog.model.case import Outcome
from watchdog.model.findings import About, Change, ChangeKind, Finding, IncidentState, Severity
from watchdog.reports import notices_of


def outcome(*changes: Change) -> Outcome:
    return outcome_of(make_case()[0], Digest("c" * 64), *changes)


def blind() -> Finding:
    return missing().model_copy(
        update={
            "rule": RuleId("blind"),
            "key": "shop",
            "about": About.US,
            "what": Says(en="signed out", zh="已退出登录"),
            "severity": Severity.LOW,
        }
    )


def test_findings_of_one_rule_are_one_notice_with_a_count() -> None:
    many = [missing(OrderSn(f"2611{n:02d}ABCDEFGH")) for n in range(25)]
    (one,) = notices_of(outcome(*opened(*many)))
    assert one.title == Says(en="demo-sg: 25 × order missing", zh="demo-sg：订单丢失 25 项")
    assert one.body.en.count("is not shown") == 10
    assert "… and 15 more" in one.body.en
    assert "Search it on your phone." in one.body.en
    assert one.kind == "opened"


def test_the_worst_rule_is_told_first() -> None:
    notices = notices_of(outcome(*opened(wrong_total(), missing())))
    assert [notice.title.en for notice in notices] == [
        "demo-sg: 1 × order missing",
        "demo-sg: 1 × order details differ",
    ]


@pytest.mark.parametrize("kind", [ChangeKind.GROWN])
def test_an_incident_that_goes_on_tells_nothing(kind: ChangeKind) -> None:
    assert notices_of(outcome(Change(kind=kind, incident=incident(missing())))) == ()


def test_a_suspicion_that_was_not_confirmed_wakes_nobody() -> None:
    suspected = incident(missing(), state=IncidentState.SUSPECTED)
    assert notices_of(outcome(Change(kind=ChangeKind.OPENED, incident=suspected))) == ()


def test_opened_and_confirmed_in_one_check_counts_once() -> None:
    twice = (Change(kind=kind, incident=incident(missing())) for kind in (ChangeKind.OPENED, ChangeKind.CONFIRMED))
    (one,) = notices_of(outcome(*twice))
    assert "1 ×" in one.title.en


def test_recovery_is_told() -> None:
    changes = [
        Change(kind=ChangeKind.RECOVERED, incident=incident(missing(sn), state=IncidentState.RECOVERED))
        for sn in (GONE, MUG, CUP)
    ]
    (one,) = notices_of(outcome(*changes))
    assert one.kind == "recovered"
    assert one.title.zh == "demo-sg：已恢复，订单丢失 3 项"
    assert GONE in one.body.en


def test_blindness_is_told_as_ours_and_once() -> None:
    (told,) = notices_of(outcome(*opened(blind())))
    assert told.kind == "blind"
    assert "signed out" in told.body.en
    assert notices_of(outcome(Change(kind=ChangeKind.GROWN, incident=incident(blind())))) == ()


def test_a_challenge_asks_for_a_person() -> None:
    made = outcome(*opened(blind()))
    look = made.looks[0].model_copy(update={"blind": "challenged", "blind_why": "a slider"})
    (told,) = notices_of(made.model_copy(update={"looks": (look,)}))
    assert told.kind == "challenged"
    assert told.title.en == "demo-sg: a person is needed"


def test_the_same_case_makes_the_same_ids_and_another_case_others() -> None:
    made = outcome(*opened(missing()))
    assert [one.id for one in notices_of(made)] == [one.id for one in notices_of(made)]
    other = made.model_copy(update={"case": Digest("d" * 64)})
    assert notices_of(other)[0].id != notices_of(made)[0].id


def test_what_a_buyer_typed_cannot_break_a_message() -> None:
    evil = missing().model_copy(update={"what": Says(en="bad \x1b[2J\u202ename\nINJECTED", zh="坏")})
    (one,) = notices_of(outcome(*opened(evil)))
    assert "\x1b" not in one.body.en
    assert "\u202e" not in one.body.en
    assert "\nINJECTED" not in one.body.en
    assert one.at > AT
