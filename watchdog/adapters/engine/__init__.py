"""Decides when work is done and runs it. In this process; other engines come beside it."""

from watchdog.adapters.engine.in_process import InProcess

__all__ = ["InProcess"]
