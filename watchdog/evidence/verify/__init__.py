"""Checks an exhibit from its bytes alone. Imports nothing of the side that writes exhibits.

Numbered checks, each PASS, FAIL or ABSENT. What is not there is ABSENT and never PASS.
"""

from watchdog.evidence.verify.checks import verify
from watchdog.evidence.verify.results import Check, Result, Verification

__all__ = ["Check", "Result", "Verification", "verify"]
