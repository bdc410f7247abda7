"""Fault switches of the practice site (hooks.py says where they reach in). Importing this registers them all."""

from watchdog.practice.faults.base import Nowhere, Planted, Switch, Variant
from watchdog.practice.faults.registry import FAULTS, RULES, TROUBLES, arm

__all__ = ["FAULTS", "RULES", "TROUBLES", "Nowhere", "Planted", "Switch", "Variant", "arm"]
