"""Findings of several looks of one check become verdicts."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from watchdog.incidents.sight import could_judge
from watchdog.model.base import RuleId
from watchdog.model.findings import Finding, Judged
from watchdog.model.readings import LookReading

Looked = tuple[LookReading, tuple[Finding, ...]]

AT_ONCE: frozenset[RuleId] = frozenset({RuleId("blind"), RuleId("layout-drift"), RuleId("platform-down")})
"""Rules whose findings count even if seen once (`Rule.stands`): they are about what we see, not about orders."""


def combine(per_look: Sequence[Looked], *, at_once: Collection[RuleId] = AT_ONCE) -> tuple[Judged, ...]:
    """One verdict a rule and key, in the order they were first seen.

    Seen in two looks: confirmed. Gone in a later look that could have found it again: transient, whatever the rule.
    Neither: a suspicion, except for rules that stand at once.
    """
    keys = dict.fromkeys((one.rule, one.key) for _, findings in per_look for one in findings)
    return tuple(_judged(rule, key, per_look, at_once) for rule, key in keys)


def _judged(rule: RuleId, key: str, per_look: Sequence[Looked], at_once: Collection[RuleId]) -> Judged:
    hits = [(place, hit) for place, (_, all_) in enumerate(per_look) if (hit := _find(rule, key, all_)) is not None]
    last, latest = hits[-1]
    later = [reading for reading, _ in per_look[last + 1 :]]
    transient = any(could_judge(reading, latest, None) for reading in later)
    return Judged(
        finding=latest,
        seen=len(hits),
        looks=len(per_look),
        rungs=tuple(per_look[place][0].rung for place, _ in hits),
        confirmed=not transient and (len(hits) > 1 or rule in at_once),
        transient=transient,
    )


def _find(rule: RuleId, key: str, findings: Sequence[Finding]) -> Finding | None:
    return next((one for one in findings if one.rule == rule and one.key == key), None)
