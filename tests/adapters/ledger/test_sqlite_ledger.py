"""The ledger: one check is one transaction, the same case twice is once, and history never meets its own future."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from samples_case import AT, CUP, GONE, MUG, SHOP, incident, known, make_case, missing, outcome_of, target

from watchdog.adapters.ledger import SqliteLedger
from watchdog.errors import LedgerError
from watchdog.model.base import AccountId, Digest, OrderSn
from watchdog.model.case import Outcome
from watchdog.model.findings import Change, ChangeKind, IncidentState
from watchdog.model.records import KnownOrder
from watchdog.reports import digest_notice, notices_of

HOUR = timedelta(hours=1)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    made = SqliteLedger(tmp_path / "watchdog.db")
    yield made
    made.close()


def outcome(number: int, at: datetime = AT, *changes: Change, orders: tuple[KnownOrder, ...] = ()) -> Outcome:
    made = outcome_of(make_case()[0], Digest(f"{number:064x}"), *changes)
    return made.model_copy(update={"at": at, "known": orders or (known(MUG, at), known(CUP, at))})


def change(kind: ChangeKind, at: datetime, state: IncidentState = IncidentState.CONFIRMED) -> Change:
    return Change(kind=kind, incident=incident(missing(), at=AT, state=state).model_copy(update={"last_seen_at": at}))


def rows(ledger: SqliteLedger, table: str) -> int:
    with ledger._reading() as db:
        return db.table(table).count


def since(ledger: SqliteLedger, at: datetime, *seen: OrderSn) -> dict[OrderSn, KnownOrder]:
    return {one.order_sn: one for one in ledger.history(target(), AT - 30 * 24 * HOUR, seen, at).known}


def test_orders_incidents_and_notices_come_back(ledger: SqliteLedger) -> None:
    made = outcome(1, AT, change(ChangeKind.OPENED, AT))
    ledger.commit(made, notices_of(made))

    history = ledger.history(target(), AT - HOUR, (), AT + HOUR)
    assert history.open_incidents == (made.changes[0].incident,)
    assert history.calibrated == {"erp 店小秘:total"}
    assert since(ledger, AT + HOUR) == {MUG: known(MUG), CUP: known(CUP)}
    assert ledger.incidents(SHOP, open_only=True) == (made.changes[0].incident,)
    assert ledger.pending(10, AT + HOUR) == notices_of(made)


def test_committing_the_same_case_twice_changes_nothing(ledger: SqliteLedger) -> None:
    made = outcome(1, AT, change(ChangeKind.OPENED, AT))
    for _ in range(2):
        ledger.commit(made, notices_of(made))
    counts = {name: rows(ledger, name) for name in ("outcomes", "chain", "findings", "transitions", "outbox", "orders")}
    assert counts == {"outcomes": 1, "chain": 1, "findings": 1, "transitions": 1, "outbox": 1, "orders": 2}


def test_history_is_what_was_known_strictly_before(ledger: SqliteLedger) -> None:
    ledger.commit(outcome(1, AT, orders=(known(MUG, AT),)), ())
    later = known(MUG, AT + HOUR, label="Shipped", looks=2)
    ledger.commit(outcome(2, AT + HOUR, orders=(later,)), ())

    assert since(ledger, AT) == {}
    assert since(ledger, AT + HOUR)[MUG].status_label == "To ship"
    assert since(ledger, AT + 2 * HOUR)[MUG] == later.model_copy(update={"first_seen_at": AT - 24 * HOUR})


def test_orders_outside_the_window_come_only_when_seen(ledger: SqliteLedger) -> None:
    ledger.commit(outcome(1), ())
    recent = ledger.history(target(), AT + 30 * 24 * HOUR, (), AT + 31 * 24 * HOUR)
    asked = ledger.history(target(), AT + 30 * 24 * HOUR, (MUG, GONE), AT + 31 * 24 * HOUR)
    assert recent.known == ()
    assert [one.order_sn for one in asked.known] == [MUG]


def test_another_shop_is_not_told(ledger: SqliteLedger) -> None:
    ledger.commit(outcome(1, AT, change(ChangeKind.OPENED, AT)), ())
    other = ledger.history(target(shop="demo-tw"), AT - HOUR, (MUG,), AT + HOUR)
    assert (other.known, other.open_incidents, other.calibrated) == ((), (), frozenset())


def test_an_incident_as_of_a_time_has_the_state_it_had_then(ledger: SqliteLedger) -> None:
    ledger.commit(outcome(1, AT, change(ChangeKind.OPENED, AT)), ())
    ledger.commit(outcome(2, AT + HOUR, change(ChangeKind.GROWN, AT + HOUR)), ())
    recovered = change(ChangeKind.RECOVERED, AT + 2 * HOUR, IncidentState.RECOVERED)
    ledger.commit(outcome(3, AT + 2 * HOUR, recovered), ())

    def states(at: datetime) -> list[str]:
        return [one.state.value for one in ledger.history(target(), AT, (), at).open_incidents]

    assert states(AT) == []
    assert states(AT + 2 * HOUR) == ["confirmed"]
    assert states(AT + 3 * HOUR) == ["recovered"]
    assert ledger.incidents(SHOP, open_only=True) == ()
    assert len(ledger.incidents(None, open_only=False)) == 1


def test_an_incident_met_again_moves_on_without_a_change(ledger: SqliteLedger) -> None:
    first = change(ChangeKind.OPENED, AT)
    ledger.commit(outcome(1, AT, first), ())
    again = outcome(2, AT + HOUR, first).model_copy(update={"changes": ()})
    ledger.commit(again, ())
    (kept,) = ledger.incidents(SHOP, open_only=True)
    assert (kept.times_seen, kept.last_seen_at, kept.opened_at) == (2, AT + HOUR, AT)
    (then,) = ledger.history(target(), AT, (), AT + HOUR).open_incidents
    assert then.times_seen == 1


def test_last_healthy_is_the_last_quiet_check(ledger: SqliteLedger) -> None:
    ledger.commit(outcome(1, AT), ())
    ledger.commit(outcome(2, AT + HOUR, change(ChangeKind.OPENED, AT + HOUR)), ())
    assert ledger.history(target(), AT, (), AT + 2 * HOUR).last_healthy_at == AT
    assert ledger.history(target(), AT, (), AT).last_healthy_at is None


def test_a_clock_set_back_makes_no_negative_time_and_is_noted(ledger: SqliteLedger) -> None:
    ledger.commit(outcome(1, AT, orders=(known(MUG, AT),)), ())
    early = AT - 5 * HOUR
    ledger.commit(outcome(2, early, orders=(known(MUG, early),)), ())

    kept = since(ledger, AT + HOUR)[MUG]
    assert kept.first_seen_at <= kept.status_since <= kept.last_seen_at
    assert kept.last_seen_at == AT
    assert "set back" in digest_notice(ledger.digest_data(early - HOUR, AT + HOUR)).body.en


def test_a_commit_that_fails_half_way_leaves_nothing(ledger: SqliteLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    from watchdog.adapters.ledger import committing

    def broken(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(committing, "queue", broken)
    with pytest.raises(LedgerError, match="full") as told:
        ledger.commit(outcome(1), ())
    assert "Free some space" in told.value.mend
    assert {rows(ledger, name) for name in ("outcomes", "orders", "chain")} == {0}


def test_a_really_full_database_is_told_and_stays_usable(ledger: SqliteLedger) -> None:
    with ledger._reading() as db:
        pages = next(iter(db.query("PRAGMA page_count")))["page_count"]
    ledger._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    many = tuple(known(MUG).model_copy(update={"order_sn": OrderSn(f"261120{n:08d}")}) for n in range(500))
    with pytest.raises(LedgerError, match="full"):
        ledger.commit(outcome(1, orders=many), ())
    assert rows(ledger, "orders") == 0
    ledger._connection.execute("PRAGMA max_page_count = 1000000")
    ledger.commit(outcome(1, orders=many), ())
    assert rows(ledger, "orders") == 500


def test_a_locked_database_is_told(ledger: SqliteLedger, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "watchdog.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    hurried = SqliteLedger(tmp_path / "watchdog.db", busy_seconds=0.01)
    with pytest.raises(LedgerError, match="locked") as told:
        hurried.commit(outcome(1), ())
    assert "Another program" in told.value.mend
    other.execute("ROLLBACK")
    other.close()
    hurried.commit(outcome(1), ())
    hurried.close()


def test_a_newer_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "watchdog.db"
    SqliteLedger(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('watchdog', '0099-later', 'x')"
        )
    with pytest.raises(LedgerError, match="newer version") as told:
        SqliteLedger(path)
    assert "Update the program" in told.value.mend


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "watchdog.db"
    path.write_bytes(b"PK\x03\x04 this is an xlsx" * 100)
    with pytest.raises(LedgerError, match="not a database"):
        SqliteLedger(path)


def test_migrations_are_named_and_run_once(tmp_path: Path) -> None:
    for _ in range(2):
        SqliteLedger(tmp_path / "watchdog.db").close()
    with sqlite3.connect(tmp_path / "watchdog.db") as raw:
        assert raw.execute("SELECT name FROM _sqlite_migrations").fetchall() == [("0001-first",)]
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_accounts_side_by_side(ledger: SqliteLedger) -> None:
    def many(start: int) -> None:
        for n in range(start, start + 10):
            ledger.commit(outcome(n, AT + n * HOUR), ())

    threads = [threading.Thread(target=many, args=(start,)) for start in (100, 200, 300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert rows(ledger, "outcomes") == 30
    assert ledger.ledger_breaks() == ()


def test_the_chain_shows_what_was_altered_or_left_out(ledger: SqliteLedger) -> None:
    assert ledger.ledger_head() == (0, "0" * 64)
    for n in range(1, 5):
        ledger.commit(outcome(n, AT + n * HOUR), ())
    assert ledger.ledger_breaks() == ()
    assert ledger.ledger_head()[0] == 4
    assert set(ledger.ledger_lines()) == {f"{n:064x}" for n in range(1, 5)}

    raw = ledger._connection
    raw.execute("UPDATE chain SET line = replace(line, 'quiet', 'findings') WHERE seq = 2")
    assert ledger.ledger_breaks() == ("line 2: the text was altered",)
    raw.execute("UPDATE chain SET line = replace(line, 'findings', 'quiet') WHERE seq = 2")
    raw.execute("DELETE FROM chain WHERE seq = 3")
    assert any("does not follow" in one for one in ledger.ledger_breaks())


def test_the_outbox_keeps_until_sent_and_honours_the_time_to_try_again(ledger: SqliteLedger) -> None:
    made = outcome(1, AT, change(ChangeKind.OPENED, AT))
    ledger.commit(made, notices_of(made))
    (notice,) = ledger.pending(10, AT + HOUR)

    ledger.failed(notice.id, "no route to host", AT + 2 * HOUR)
    assert ledger.pending(10, AT + HOUR) == ()
    assert ledger.pending(10, AT + 2 * HOUR) == (notice,)
    assert ledger.tries(notice.id) == 1
    assert ledger.digest_data(AT, AT + HOUR).unsent == 1

    ledger.sent(notice.id, AT + 2 * HOUR)
    assert ledger.pending(10, AT + 9 * HOUR) == ()
    ledger.queue(notice)
    assert ledger.pending(10, AT + 9 * HOUR) == (), "a notice that was sent is not sent again"


def test_a_notice_that_can_never_be_sent_is_given_up_and_kept(ledger: SqliteLedger) -> None:
    notice = digest_notice(ledger.digest_data(AT - HOUR, AT))
    ledger.queue(notice)
    ledger.failed(notice.id, "wrong address", None)
    assert ledger.pending(10, AT + 99 * HOUR) == ()
    assert rows(ledger, "outbox") == 1


def test_the_digest_counts_what_was_read_and_what_was_not(ledger: SqliteLedger) -> None:
    ledger.commit(outcome(1, AT, change(ChangeKind.OPENED, AT)), ())
    made = outcome(2, AT + HOUR)
    look = made.looks[0].model_copy(update={"blind": "logged_out", "blind_why": "the sign-in page came"})
    ledger.commit(made.model_copy(update={"looks": (look,)}), ())

    data = ledger.digest_data(AT - HOUR, AT + 2 * HOUR)

    (day,) = data.shops
    assert (day.checks, day.orders, day.compared, day.opened) == (2, 2, 2, 1)
    assert day.blind == (("logged_out: the sign-in page came", 1),)
    assert day.open_by_rule == (("order-missing", 1),)
    assert data.accounts == ((AccountId("main"), "logged_out"),)
    assert ledger.account_state(AccountId("main")) == "logged_out"
    assert ledger.digest_data(AT + 5 * HOUR, AT + 6 * HOUR).shops[0].checks == 0


def test_an_account_can_be_noted_by_the_service(ledger: SqliteLedger) -> None:
    assert ledger.account_state(AccountId("main")) == ""
    ledger.note_account(AccountId("main"), "challenged", "a slider", AT)
    assert ledger.account_state(AccountId("main")) == "challenged"


_KILLED = """
import sys, os
sys.path[:0] = [{tests!r}]
from pathlib import Path
import test_sqlite_ledger as t
from watchdog.adapters.ledger import SqliteLedger, committing
real = committing.queue
def dying(db, notices):
    real(db, notices)
    os._exit(9)
committing.queue = dying
SqliteLedger(Path({path!r})).commit(t.outcome(1), ())
"""


def test_a_process_that_dies_inside_a_commit_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "watchdog.db"
    here = Path(__file__).parent
    script = _KILLED.format(tests=str(here), path=str(path)).replace(
        "sys.path[:0] = [", f"sys.path[:0] = [{str(here.parent.parent)!r}, "
    )
    died = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert died.returncode == 9, died.stderr.decode()
    after = SqliteLedger(path)
    assert rows(after, "outcomes") == 0
    after.commit(outcome(1), ())
    assert rows(after, "outcomes") == 1
    after.close()
