"""Who may work where: one service per data folder, one sign-in per account at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from watchdog.errors import BusyError
from watchdog.model.base import AccountId


@contextmanager
def hold_data_folder(folder: Path) -> Iterator[None]:
    """Raises BusyError if another service works on this folder. Freed when the process ends, however it ends."""
    mend = (
        f"Stop the other one first, or give this one its own data folder; {folder / 'heartbeat.json'} says what the"
        " other is doing and its process number."
    )
    with _held(folder / "service.lock", f"Another watchdog service already works on {folder}.", mend):
        yield


@contextmanager
def hold_account(folder: Path, account: AccountId) -> Iterator[None]:
    """Raises BusyError if a check, login or capture of this account is going on in another process or thread."""
    name = hashlib.sha256(account.encode()).hexdigest()[:16]
    mend = "Wait until it is done; two at once would look like two people to the site."
    with _held(folder / "locks" / f"{name}.lock", f"Account {account} is in use by another watchdog command.", mend):
        yield


@contextmanager
def _held(path: Path, what: str, mend: str) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not a singleton and not thread-local: a second thread of this process is "another" too.
    lock = FileLock(path, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise BusyError(what, mend=mend) from None
    try:
        yield
    finally:
        lock.release()
