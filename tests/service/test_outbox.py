"""Notices: at least once to each place, retried with patience, parked when nobody will ever take them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from watchdog.adapters.ledger import SqliteLedger
from watchdog.errors import NotifyError
from watchdog.model.base import Says, ShopKey
from watchdog.model.notice import Notice
from watchdog.service import Place, Taken, deliver


class Phone:
    """A place that can be out of reach, or refuse for good."""

    def __init__(self) -> None:
        self.got: list[str] = []
        self.trouble: NotifyError | None = None

    def send(self, notice: Notice) -> None:
        if self.trouble:
            raise self.trouble
        self.got.append(notice.id)


AWAY = NotifyError("phone: away", mend="wait", permanent=False)
REFUSES = NotifyError("phone: wrong key", mend="correct it", permanent=True)


def notice(ident: str, at: datetime, kind: str = "opened") -> Notice:
    text = Says(en=f"notice {ident}", zh=f"通知 {ident}")
    return Notice(id=ident, shop=ShopKey("north"), at=at, title=text, body=text, kind=kind)


def test_a_notice_goes_to_every_place_once(tmp_path: Path, clock) -> None:
    ledger, one, two = SqliteLedger(tmp_path / "l.db"), Phone(), Phone()
    places = [Place("one", one), Place("two", two)]
    ledger.queue(notice("a", clock.now()))
    ledger.queue(notice("a", clock.now()))
    taken = Taken(tmp_path)
    assert deliver(ledger, places, clock, taken).sent == 1
    clock.move(days=1)
    assert deliver(ledger, places, clock, taken).sent == 0
    assert one.got == two.got == ["a"]


def test_a_place_out_of_reach_is_tried_again_later_and_the_other_hears_nothing_twice(tmp_path: Path, clock) -> None:
    ledger, one, two = SqliteLedger(tmp_path / "l.db"), Phone(), Phone()
    places = [Place("one", one), Place("two", two)]
    two.trouble = AWAY
    ledger.queue(notice("a", clock.now()))
    ledger.queue(notice("b", clock.now()))
    assert deliver(ledger, places, clock, Taken(tmp_path)).waiting == 2
    assert deliver(ledger, places, clock, Taken(tmp_path)).waiting == 0, "not due again yet"
    two.trouble = None
    clock.move(minutes=1)
    assert deliver(ledger, places, clock, Taken(tmp_path)).sent == 2
    assert one.got == ["a", "b"]
    assert two.got == ["a", "b"]


def test_waiting_grows_to_an_hour_and_ends_after_a_week(tmp_path: Path, clock) -> None:
    ledger, phone = SqliteLedger(tmp_path / "l.db"), Phone()
    phone.trouble = AWAY
    ledger.queue(notice("a", clock.now()))
    begin, waits, last = clock.now(), [], clock.now()
    while clock.now() - begin < timedelta(days=8):
        done = deliver(ledger, [Place("phone", phone)], clock, Taken(tmp_path))
        if done.parked:
            break
        if done.waiting:
            waits.append(clock.now() - last)
            last = clock.now()
        clock.move(minutes=1)
    assert waits[1:9] == [timedelta(minutes=m) for m in (1, 2, 4, 8, 16, 32, 60, 60)]
    assert timedelta(days=7) <= clock.now() - begin < timedelta(days=7, hours=2)
    assert ledger.pending(10, clock.now() + timedelta(days=30)) == ()


def test_a_refusal_for_good_is_parked_at_once_and_told(tmp_path: Path, clock) -> None:
    ledger, phone = SqliteLedger(tmp_path / "l.db"), Phone()
    phone.trouble = REFUSES
    ledger.queue(notice("a", clock.now()))
    done = deliver(ledger, [Place("phone", phone)], clock, Taken(tmp_path))
    assert done.parked == ("notice a: phone: wrong key",)
    assert ledger.pending(10, clock.now() + timedelta(days=30)) == ()


def test_a_place_can_leave_the_digest_out(tmp_path: Path, clock) -> None:
    ledger, phone = SqliteLedger(tmp_path / "l.db"), Phone()
    ledger.queue(notice("d", clock.now(), kind="digest"))
    assert deliver(ledger, [Place("phone", phone, digest=False)], clock, Taken(tmp_path)).sent == 1
    assert phone.got == []


def test_without_any_place_nothing_piles_up(tmp_path: Path, clock) -> None:
    ledger = SqliteLedger(tmp_path / "l.db")
    ledger.queue(notice("a", clock.now()))
    assert deliver(ledger, [], clock, Taken(tmp_path)).sent == 1


def test_a_damaged_note_of_who_has_it_repeats_rather_than_loses(tmp_path: Path, clock) -> None:
    (tmp_path / "half-sent.json").write_text("{broken", encoding="utf-8")
    ledger, phone = SqliteLedger(tmp_path / "l.db"), Phone()
    ledger.queue(notice("a", clock.now()))
    deliver(ledger, [Place("phone", phone)], clock, Taken(tmp_path))
    assert phone.got == ["a"]
