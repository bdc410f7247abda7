"""The service as a whole, on a clock moved by hand and with a check that answers at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from watchdog.adapters.engine import InProcess
from watchdog.adapters.ledger import SqliteLedger
from watchdog.check import Ports
from watchdog.errors import BrowserError, BusyError, LedgerError
from watchdog.model.base import AccountId, Digest, Says, ShopKey
from watchdog.model.case import Coverages, Outcome, Target
from watchdog.model.notice import Notice
from watchdog.ports import SilentProgress
from watchdog.reports import digest_notice
from watchdog.service import Place, Setting, Stop, check_account, hold_account, hold_data_folder
from watchdog.service import heartbeat as beats
from watchdog.service.run import Service, Work
from watchdog.service.stop import StoppableProgress, StopRequestedError

MAIN, SECOND = AccountId("main"), AccountId("second")


def target(shop: str, account: AccountId = MAIN) -> Target:
    return Target(shop=ShopKey(shop), account=account, platform="shopee", region="sg")


def outcome(one: Target, at: datetime) -> Outcome:
    return Outcome(
        target=one, at=at, case=Digest("0" * 64), looks=(), judged=(), changes=(), coverage=Coverages(), known=()
    )


class Heard:
    """A notifier that remembers titles."""

    def __init__(self) -> None:
        self.titles: list[str] = []

    def send(self, notice: Notice) -> None:
        self.titles.append(notice.title.en)


class World:
    """A service with two accounts, and switches for what can go wrong."""

    def __init__(self, folder: Path, clock, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.clock = folder, clock
        self.checked: list[str] = []
        self.trouble: dict[str, Exception] = {}
        self.needs_person = ""
        self.unfinished: Sequence[str] = ()
        self.heard = Heard()
        self.stop = Stop()
        self.ledger = SqliteLedger(folder / "ledger.db")
        self.engine = InProcess(2, lambda lane, bad: self.lost.append(f"{lane}: {bad!r}"))
        self.lost: list[str] = []
        monkeypatch.setattr("watchdog.service.checks.check", self._check)

    def _check(self, one: Target, pack: object, ports: Ports) -> Outcome:
        del pack
        ports.progress.step(Says(en="page", zh="页"))
        self.checked.append(one.shop)
        if one.shop in self.trouble:
            raise self.trouble[one.shop]
        return outcome(one, self.clock.now())

    @contextmanager
    def _live(self, account: AccountId) -> Iterator[Ports]:
        if account in self.trouble:
            raise self.trouble[account]
        yield Ports(*[None] * 5, progress=SilentProgress())  # type: ignore[arg-type]

    @property
    def setting(self) -> Setting:
        return Setting(self.folder, self._live, lambda one: None)  # type: ignore[arg-type,return-value]

    def service(self) -> Service:
        work = Work(
            setting=self.setting,
            shops={MAIN: (target("north"), target("south")), SECOND: (target("east", SECOND),)},
            outbox=self.ledger,
            places=[Place("phone", self.heard)],
            clock=self.clock,
            person_needed=lambda account: self.needs_person if account == MAIN else "",
            note_account=self.ledger.note_account,
            digest_of=self.ledger.digest_data,
            unfinished=lambda: self.unfinished,
            every_minutes=20,
            jitter_minutes=0,
            digest_hour=9,
        )
        return Service(work, self.engine, self.stop)

    def run(self, minutes: int, then: Callable[[], None] = lambda: None) -> Service:
        """A service that lives this many minutes of the clock; each pause moves it a minute and waits for lanes."""
        end = self.clock.now().timestamp() + 60 * minutes
        service = self.service()

        def pause(seconds: float) -> bool:
            del seconds
            self.engine.settle(5)
            service.turn()
            self.clock.move(minutes=1)
            if self.clock.now().timestamp() >= end:
                then()
                self.stop.ask()
            return self.stop.asked

        self.stop.wait = pause  # type: ignore[method-assign]
        service.run()
        return service


@pytest.fixture
def world(tmp_path: Path, clock, monkeypatch: pytest.MonkeyPatch) -> World:
    return World(tmp_path, clock, monkeypatch)


def test_every_shop_is_checked_at_once_and_then_every_twenty_minutes(world: World) -> None:
    world.run(41)
    assert world.checked.count("north") == world.checked.count("east") == 3
    assert world.checked.index("north") < world.checked.index("south"), "shops of one account in turn"
    beat = beats.read(world.folder)
    assert beat is not None
    assert beat.state == "stopped"
    assert {shop: one.exit_code for shop, one in beat.shops.items()} == {"north": 0, "south": 0, "east": 0}


def test_one_shop_in_trouble_keeps_nobody_else_from_being_checked(world: World) -> None:
    world.trouble["north"] = RuntimeError("nobody foresaw this")
    world.run(5)
    assert sorted(set(world.checked)) == ["east", "north", "south"]
    beat = beats.read(world.folder)
    assert beat is not None
    assert beat.shops[ShopKey("north")].exit_code == 1
    assert beat.shops[ShopKey("south")].exit_code == 0


def test_a_failure_of_our_own_is_told_once_and_its_end_is_told(world: World) -> None:
    world.trouble["main"] = BrowserError("no browser", mend="install one")
    world.run(61)
    assert world.heard.titles.count("north: not checked, a failure of our own") == 1
    world.trouble.clear()
    world.stop = Stop()
    world.run(21)
    assert world.heard.titles.count("north: not checked, a failure of our own") == 1
    assert world.heard.titles.count("north: checked again") == 1


def test_a_challenged_account_stands_still_until_a_person_was_there(world: World) -> None:
    world.needs_person = "the site asks for a captcha"
    world.run(41)
    assert set(world.checked) == {"east"}
    beat = beats.read(world.folder)
    assert beat is not None
    assert beat.stopped_accounts == {MAIN: "the site asks for a captcha"}
    assert world.ledger.account_state(MAIN) == "challenged"
    world.needs_person, world.stop = "", Stop()
    world.run(5)
    assert "north" in world.checked
    assert world.ledger.account_state(MAIN) == "ok"


def test_an_account_that_a_person_is_using_is_left_alone_without_a_fuss(world: World) -> None:
    with hold_account(world.folder, MAIN):
        world.run(5)
    assert set(world.checked) == {"east"}
    assert world.heard.titles == []


def test_the_digest_comes_once_at_its_hour_and_names_shops_never_seen(world: World) -> None:
    world.needs_person = "captcha"
    world.clock.at = world.clock.at.replace(hour=0)
    world.run(60 * 10)
    digests = [title for title in world.heard.titles if "hop" in title]
    assert len(digests) == 1
    assert len(world.heard.titles) == 1
    data = world.ledger.digest_data(world.clock.now(), world.clock.now())
    assert digest_notice(data).title.en != digests[0], "shops without any check are counted too"


def test_the_digest_is_not_sent_again_by_a_restart_on_the_same_day(world: World) -> None:
    world.clock.at = world.clock.at.replace(hour=0)
    world.run(60 * 10)
    first = len(world.heard.titles)
    world.stop = Stop()
    world.run(60)
    assert len(world.heard.titles) == first == 1


def test_a_clock_set_back_is_told_once_and_checks_go_on(world: World) -> None:
    world.run(2)
    world.clock.move(days=-2)
    world.checked.clear()
    world.stop = Stop()
    world.run(41)
    assert world.heard.titles.count("This machine's clock was set back") == 1
    assert world.checked.count("north") == 3


def test_a_full_disk_stops_no_check_and_is_not_repeated_every_turn(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaints: list[str] = []
    monkeypatch.setattr("watchdog.service.run.logger.error", lambda form, *what: complaints.append(str(what)))

    def full(folder: Path, beat: object) -> None:
        raise OSError(28, "No space left on device")

    service = world.service()
    service._begin()
    monkeypatch.setattr(beats, "write", full)
    monkeypatch.setattr(
        world.ledger, "pending", lambda limit, at: (_ for _ in ()).throw(LedgerError("full", mend="free some"))
    )
    for _ in range(3):
        world.engine.settle(5)
        service.turn()
        world.clock.move(minutes=20)
    world.engine.settle(5)
    assert world.checked.count("north") >= 3
    assert len(complaints) <= 6


def test_a_stop_lets_the_shop_in_hand_finish_and_begins_no_other(world: World) -> None:
    done = check_account(MAIN, [target("north"), target("south")], world.setting, world.stop)
    assert len(done.outcomes) == 2
    world.stop.ask()
    done = check_account(MAIN, [target("north"), target("south")], world.setting, world.stop)
    assert done.outcomes == ()
    assert done.left == ("north", "south")


def test_an_urgent_stop_leaves_at_the_next_page(world: World) -> None:
    inner = world._check

    def hurried_in_between(one: Target, pack: object, ports: Ports) -> Outcome:
        world.stop.hurry()
        return inner(one, pack, ports)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("watchdog.service.checks.check", hurried_in_between)
        done = check_account(MAIN, [target("north"), target("south")], world.setting, world.stop)
    assert done.outcomes == done.failures == ()
    assert done.left == ("north", "south")
    with hold_account(world.folder, MAIN):
        pass  # the account is free again


def test_asking_twice_is_urgent() -> None:
    stop = Stop()
    progress = StoppableProgress(stop)
    stop.ask()
    progress.step(Says(en="page", zh="页"))
    stop.ask()
    with pytest.raises(StopRequestedError) as caught:
        progress.step(Says(en="page", zh="页"))
    assert not isinstance(caught.value, Exception), "code that handles every Exception must not swallow it"


def test_two_services_on_one_data_folder_are_refused_with_a_mend(tmp_path: Path) -> None:
    with hold_data_folder(tmp_path):
        with pytest.raises(BusyError) as caught, hold_data_folder(tmp_path):
            pass
        assert caught.value.exit_code == 1
        assert "heartbeat.json" in caught.value.mend
        refused: list[BusyError] = []

        def other_thread() -> None:
            try:
                with hold_data_folder(tmp_path):
                    pass
            except BusyError as busy:
                refused.append(busy)

        thread = threading.Thread(target=other_thread)
        thread.start()
        thread.join()
        assert refused
    with hold_data_folder(tmp_path):
        pass
