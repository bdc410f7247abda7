"""Checking the shops of one account in turn. The service and `watchdog check` run this same function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from loguru import logger

from watchdog.check import Ports, check
from watchdog.errors import WatchdogError
from watchdog.model.base import AccountId, ShopKey
from watchdog.model.case import Outcome, Target
from watchdog.model.pack import Pack
from watchdog.service.locks import hold_account
from watchdog.service.stop import Stop, StoppableProgress, StopRequestedError

SEE_LOG = "This was not foreseen: please report it with the log file in the data folder; secrets are blotted out in it."


@dataclass(frozen=True)
class Setting:
    """What checking needs from outside: `live` opens the ports of an account, `pack_for` finds a shop's pack."""

    folder: Path
    live: Callable[[AccountId], AbstractContextManager[Ports]]
    pack_for: Callable[[Target], Pack]


@dataclass(frozen=True)
class Failed:
    """A shop that could not be checked, by a failure of our own."""

    shop: ShopKey
    error: Exception

    @property
    def what(self) -> str:
        if isinstance(self.error, WatchdogError):
            return self.error.what
        return f"{type(self.error).__name__}: {self.error}"

    @property
    def mend(self) -> str:
        """An error that nobody foresaw has its trace in the log."""
        return self.error.mend if isinstance(self.error, WatchdogError) else SEE_LOG


@dataclass(frozen=True)
class AccountChecked:
    """What came of one turn of an account. `left`: shops not reached because a person asked to stop."""

    outcomes: tuple[Outcome, ...] = ()
    failures: tuple[Failed, ...] = ()
    left: tuple[ShopKey, ...] = ()


def check_account(account: AccountId, targets: Sequence[Target], setting: Setting, stop: Stop) -> AccountChecked:
    """One look after another, in one browser context. A failure in one shop does not keep the next from being checked;
    a failure to begin at all fails every shop.
    """
    outcomes, failures = list[Outcome](), list[Failed]()
    done: set[ShopKey] = set()
    try:
        with hold_account(setting.folder, account), setting.live(account) as live:
            ports = replace(live, progress=StoppableProgress(stop, live.progress))
            for target in targets:
                if stop.asked:
                    break
                try:
                    outcomes.append(check(target, setting.pack_for(target), ports))
                except Exception as bad:  # noqa: BLE001 - one shop's trouble must not blind us to the next
                    failures.append(_failed(target.shop, bad))
                done.add(target.shop)
    except Exception as bad:  # noqa: BLE001 - becomes a failure of every shop that was to be checked
        rest = [target.shop for target in targets if target.shop not in done]
        failures += [_failed(shop, bad) for shop in rest]
        done.update(rest)
    except StopRequestedError:
        logger.info("{}: left at a page because of a stop signal; what was read is kept", account)
    left = tuple(target.shop for target in targets if target.shop not in done)
    return AccountChecked(tuple(outcomes), tuple(failures), left)


def _failed(shop: ShopKey, bad: Exception) -> Failed:
    failed = Failed(shop, bad)
    told = logger if isinstance(bad, WatchdogError) else logger.opt(exception=bad)
    told.error("{}: {} Mend: {}", shop, failed.what, failed.mend)
    return failed
