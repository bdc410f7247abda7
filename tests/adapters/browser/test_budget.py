"""Sign-ins are counted, and a challenged account waits for a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from watchdog.adapters.browser.budget import AccountState, Budget, SignIns
from watchdog.adapters.browser.session import file_name
from watchdog.model.base import AccountId

MAIN, OTHER = AccountId("main"), AccountId("other")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def budget(tmp_path: Path) -> Budget:
    return Budget(tmp_path)


def test_one_sign_in_a_day(budget: Budget) -> None:
    assert budget.refusal(MAIN, 1, NOON) == ""
    budget.spend(MAIN, NOON)
    assert "1 of 1" in budget.refusal(MAIN, 1, NOON + timedelta(hours=23))
    assert budget.refusal(MAIN, 1, NOON + timedelta(hours=24)) == ""


def test_accounts_do_not_share_a_budget(budget: Budget) -> None:
    budget.spend(MAIN, NOON)
    assert budget.refusal(OTHER, 1, NOON) == ""


def test_a_budget_of_none_leaves_signing_in_to_people(budget: Budget) -> None:
    assert "watchdog login main" in budget.refusal(MAIN, 0, NOON)


def test_it_is_remembered_across_runs(tmp_path: Path) -> None:
    Budget(tmp_path).spend(MAIN, NOON)
    assert Budget(tmp_path).refusal(MAIN, 1, NOON)


def test_a_challenged_account_waits_for_a_person_however_large_the_budget(budget: Budget) -> None:
    budget.challenged(MAIN, "captcha", NOON)
    assert budget.of(MAIN).state is AccountState.CHALLENGED
    assert "captcha" in budget.refusal(MAIN, 100, NOON + timedelta(days=30))
    budget.person_signed_in(MAIN, NOON)
    assert budget.refusal(MAIN, 1, NOON) == ""


@pytest.mark.parametrize("text", ["", "[]", "{", '{"state": "unheard of"}', '{"signed_in": 3}'])
def test_a_broken_file_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / f"{file_name(MAIN)}.sign-ins.json").write_text(text, encoding="utf-8")
    assert Budget(tmp_path).of(MAIN) == SignIns()
