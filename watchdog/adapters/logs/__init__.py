"""Logs of this program and of what it uses, with every secret blotted out."""

from watchdog.adapters.logs.redact import Redactor
from watchdog.adapters.logs.setup import start, stop

__all__ = ["Redactor", "start", "stop"]
