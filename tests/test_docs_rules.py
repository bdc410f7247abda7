"""The visible list of rules, their modules, their tests and their documentation are one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from watchdog.rules import RULES
from watchdog.rules.base import Rule

ROOT = Path(__file__).parent.parent
DOC = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## ([a-z-]+)\n(.*?)(?=^## |\Z)", DOC, re.MULTILINE | re.DOTALL))


def test_every_rule_has_its_heading() -> None:
    listed = [rule.id for rule in RULES]

    assert sorted(SECTIONS) == sorted(listed)
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_explained_in_both_languages(rule: Rule) -> None:
    section = SECTIONS[rule.id]

    assert re.search(r"^中文：.*[\u4e00-\u9fff]", section, re.MULTILINE)
    assert "**Means.**" in section
    assert "**Do.**" in section
    assert rule.title.en
    assert re.search(r"[\u4e00-\u9fff]", rule.title.zh)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_one_module_with_one_test_file(rule: Rule) -> None:
    name = rule.id.replace("-", "_")

    assert (ROOT / "watchdog" / "rules" / f"{name}.py").is_file()
    assert (ROOT / "tests" / "rules" / f"test_{name}.py").is_file()
    assert rule.check.__module__ == f"watchdog.rules.{name}"


def test_grace_times_are_told_as_they_are() -> None:
    told = {
        "order-missing": "30 minutes",
        "order-unrecorded": "60 minutes",
        "status-mismatch": "60 minutes",
        "tracking-missing": "two hours",
    }
    minutes = {"30 minutes": 30, "60 minutes": 60, "two hours": 120}

    assert {rule.id: rule.grace_minutes for rule in RULES if rule.grace_minutes} == {
        rule: minutes[words] for rule, words in told.items()
    }
    assert all(words in SECTIONS[rule] for rule, words in told.items())
