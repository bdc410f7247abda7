"""Replay: a case answers as the live site did, and says `not_captured` where nothing was archived."""

from datetime import timedelta

from samples_case import AT, CUP, GONE, MUG, make_case, pack, snapshot, target

from watchdog.adapters.saved import MemoryArchive, SavedLedger, SavedRecords, SavedSource
from watchdog.casefile import canonical_json, digest_of
from watchdog.model.case import Rung
from watchdog.model.pages import Ask, AskKind, Page, Window

WINDOW = Window(since=AT - timedelta(days=15))


def ask(kind: AskKind, page_type: str = "orders", **more: str) -> Ask:
    return Ask.model_validate({"kind": kind, "page_type": page_type, **more})


def test_pages_come_back_in_order_with_their_bytes_and_times() -> None:
    case, get = make_case()
    with SavedSource(case, get).open(target(), pack(), Rung.BASELINE) as site:
        pages = [site.identity(), *site.window(WINDOW), site.page(ask(AskKind.SEARCH, order_sn=GONE)), site.identity()]

    assert [page.ask.name for page in pages] == [record.ask.name for record in case.looks[0].pages]
    assert [page.observed_at for page in pages] == [record.observed_at for record in case.looks[0].pages]
    assert [digest_of(page.html) for page in pages] == [record.html for record in case.looks[0].pages]


def test_the_rung_chooses_the_look_and_a_rung_never_taken_was_not_captured() -> None:
    case, get = make_case()
    source = SavedSource(case, get)
    with source.open(target(), pack(), Rung.RELOAD) as site:
        assert site.identity().observed_at == case.looks[1].pages[0].observed_at
    for rung in (Rung.RELOAD, Rung.NEW_CONTEXT):
        with source.open(target(), pack(), rung) as site:
            pages: list[Page] = [site.identity(), *site.window(WINDOW), site.page(ask(AskKind.ORDER, order_sn=MUG))]
        assert {page.failure.kind for page in pages if page.failure} == {"not_captured"}
        assert {page.observed_at for page in pages} == {case.at}


def test_a_page_that_was_not_asked_for_then_is_not_captured_now() -> None:
    case, get = make_case()
    with SavedSource(case, get).open(target(), pack(), Rung.BASELINE) as site:
        page = site.page(ask(AskKind.SEARCH, order_sn=CUP))
        (other_tab,) = site.window(WINDOW.model_copy(update={"tab": "shipping"}))
    assert page.failure is not None
    assert page.failure.kind == "not_captured"
    assert CUP in page.failure.what
    assert other_tab.failure is not None


def test_a_window_gives_no_more_pages_than_asked() -> None:
    case, get = make_case()
    with SavedSource(case, get).open(target(), pack(), Rung.BASELINE) as site:
        assert len(list(site.window(WINDOW.model_copy(update={"max_pages": 1})))) == 1


def test_pictures_come_from_the_archive_and_missing_ones_are_told() -> None:
    case, get = make_case()
    with SavedSource(case, get).open(target(), pack(), Rung.BASELINE) as site:
        first = next(iter(site.window(WINDOW)))
        there = site.pictures(first, [0], full=True)
        lacking = site.pictures(first, [0, 7], full=False)
    assert there.failure is None
    assert there.full == get(case.looks[0].pages[1].full_picture)
    assert [row for row, _ in lacking.clips] == [0]
    assert lacking.failure is not None
    assert "7" in lacking.failure.what


def test_archiving_a_replay_makes_the_same_records_again() -> None:
    """So the case of a replay has the digest of the case it replays."""
    case, get = make_case()
    memory = MemoryArchive(get)
    rebuilt = []
    for look in case.looks:
        with SavedSource(case.model_copy(update={"looks": (look,)}), get).open(target(), pack(), look.rung) as site:
            pages = [site.identity()]
            for page in site.window(WINDOW):
                pages.append(page)
            pages += [site.page(ask(AskKind.SEARCH, order_sn=GONE)), site.identity()]
        records = [memory.keep_page("look", page) for page in pages]
        with SavedSource(case.model_copy(update={"looks": (look,)}), get).open(target(), pack(), look.rung) as site:
            pictures = site.pictures(next(iter(site.window(WINDOW))), [0], full=True)
        records[1] = memory.add_pictures("look", records[1], pictures)
        rebuilt.append(look.model_copy(update={"pages": tuple(records)}))
    refs = tuple(memory.keep_records(one) for one in SavedRecords(case, get).as_of(target(), pack(), AT))

    again = case.model_copy(update={"looks": tuple(rebuilt), "records": refs})

    assert again == case
    assert memory.keep_case(again) == digest_of(canonical_json(case))


def test_records_and_history_are_those_of_the_case() -> None:
    case, get = make_case()
    (records,) = SavedRecords(case, get).as_of(target(), pack(), AT)
    assert records.orders.equals(snapshot().orders)
    assert SavedLedger(case).history(target(), AT, (), AT) == case.history
