"""Seen, recorded and remembered orders held against each other: columns in, differences with pointers out. Pure."""

from watchdog.compare.comparing import compare
from watchdog.compare.expected import expectations
from watchdog.compare.values import (
    HISTORY,
    Comparison,
    Difference,
    Expected,
    FieldAgreement,
    SnapshotComparison,
)

__all__ = [
    "HISTORY",
    "Comparison",
    "Difference",
    "Expected",
    "FieldAgreement",
    "SnapshotComparison",
    "compare",
    "expectations",
]
