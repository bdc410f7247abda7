"""The background service: who is due, checks, outbox, digest, heartbeat, stop signals."""

from watchdog.service.checks import AccountChecked, Failed, Setting, check_account
from watchdog.service.locks import hold_account, hold_data_folder
from watchdog.service.outbox import Delivered, Outbox, Place, Taken, deliver
from watchdog.service.stop import Stop, StopRequestedError

__all__ = [
    "AccountChecked",
    "Delivered",
    "Failed",
    "Outbox",
    "Place",
    "Setting",
    "Stop",
    "StopRequestedError",
    "Taken",
    "check_account",
    "deliver",
    "hold_account",
    "hold_data_folder",
]
