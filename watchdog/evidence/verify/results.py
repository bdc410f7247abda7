"""What a verification says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Result(StrEnum):
    PASS = "PASS"  # noqa: S105 - a result, no password
    FAIL = "FAIL"
    ABSENT = "ABSENT"
    """There is nothing to check here, or not enough to decide. Never a PASS."""


@dataclass(frozen=True)
class Check:
    """One numbered check. `details`: every single trouble, or what is absent."""

    number: int
    name: str
    result: Result
    details: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True)
class Verification:
    """All checks of one exhibit."""

    checks: tuple[Check, ...]

    @property
    def verdict(self) -> Result:
        """FAIL if any check failed; PASS only if every required check passed; else ABSENT."""
        if any(check.result is Result.FAIL for check in self.checks):
            return Result.FAIL
        sure = all(check.result is Result.PASS for check in self.checks if check.required)
        return Result.PASS if sure else Result.ABSENT

    def lines(self) -> tuple[str, ...]:
        """For a terminal: `PASS  3 digests`, troubles indented below, the verdict last with what it means."""
        out: list[str] = []
        for check in self.checks:
            out.append(f"{check.result.value:<6} {check.number:>2} {check.name}")
            out += [f"          {detail}" for detail in check.details]
        return (*out, f"{self.verdict.value}: {_MEANING[self.verdict]}")


_MEANING = {
    Result.PASS: "unchanged, and what it claims follows from its bytes",
    Result.FAIL: "altered, incomplete, or its claims do not follow from its bytes",
    Result.ABSENT: "what could be checked is in order, but not everything that is required could be checked",
}
