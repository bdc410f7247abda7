"""One rule a module; the visible list is RULES. `judge` runs them all over one view. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from watchdog.model.findings import Finding
from watchdog.rules import (
    blind,
    layout_drift,
    order_detail_mismatch,
    order_duplicated,
    order_missing,
    order_unrecorded,
    platform_down,
    status_mismatch,
    tracking_duplicated,
    tracking_mismatch,
    tracking_missing,
    witnesses_disagree,
)
from watchdog.rules.base import CaseView, NotJudged, Rule

RULES: tuple[Rule, ...] = (
    order_missing.RULE,
    order_unrecorded.RULE,
    order_duplicated.RULE,
    order_detail_mismatch.RULE,
    status_mismatch.RULE,
    tracking_missing.RULE,
    tracking_mismatch.RULE,
    tracking_duplicated.RULE,
    witnesses_disagree.RULE,
    blind.RULE,
    layout_drift.RULE,
    platform_down.RULE,
)

AT_ONCE = frozenset(rule.id for rule in RULES if rule.stands)
"""Rules whose findings count even if seen once; the same list as `incidents.AT_ONCE`."""


@dataclass(frozen=True)
class Verdict:
    """Findings, and what could not be judged."""

    findings: tuple[Finding, ...]
    not_judged: tuple[NotJudged, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """`not_judged` for the outcome: one line a rule and reason, with how many orders and the first of them."""
        grouped: dict[tuple[str, str], list[str]] = {}
        for one in self.not_judged:
            grouped.setdefault((one.rule, one.what.en), []).append(one.key)
        return tuple(
            f"{rule}: {what} ({len(keys)}: {', '.join(keys[:3])}{' …' if len(keys) > 3 else ''})"
            for (rule, what), keys in sorted(grouped.items())
        )


def verdict(view: CaseView) -> Verdict:
    """Every rule that is not switched off, in the order of RULES."""
    answers = [answer for rule in RULES if rule.id not in view.target.rules.disabled for answer in rule.check(view)]
    return Verdict(
        findings=tuple(one for one in answers if isinstance(one, Finding)),
        not_judged=tuple(one for one in answers if isinstance(one, NotJudged)),
    )


def judge(view: CaseView) -> tuple[Finding, ...]:
    """The findings of one look."""
    return verdict(view).findings


__all__ = ["AT_ONCE", "RULES", "CaseView", "NotJudged", "Rule", "Verdict", "judge", "verdict"]
