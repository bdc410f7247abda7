"""A fixture without its people: nothing real remains, everything still fits, and the verdict stays the same."""

import html
import json
import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples_case import BUYERS, CUP, GONE, IDS, MUG, TRACKING, make_case, missing, opened, outcome_of, snapshot

from watchdog.adapters.saved import MemoryArchive
from watchdog.casefile import case_of, snapshot_of
from watchdog.casefile.pseudonyms import Renaming, Values, pseudonymise, remains, renamed_differences, values_of
from watchdog.casefile.pseudonyms.renaming import make_renaming
from watchdog.casefile.pseudonyms.replacing import Replacer
from watchdog.errors import UsageError
from watchdog.model.base import Digest, OrderSn
from watchdog.model.case import Case

REAL = [*BUYERS.values(), *TRACKING.values(), *IDS.values(), MUG, CUP, GONE, "Demo Shop", "111222333", "300000001"]


def renamed(seed: str = "one") -> tuple[Case, dict[str, bytes], Renaming]:
    case, get = make_case()
    files, renaming = pseudonymise(case, get, values_of(case, get, also=["demo.owner"]), seed)
    return case, files, renaming


def test_no_real_value_remains_in_any_file() -> None:
    _, files, _ = renamed()
    for path, data in files.items():
        if not path.endswith(".parquet") and path != "pack.json":
            for value in REAL:
                assert value.encode() not in data, f"{path} holds {value}"
    assert not any(path.endswith(".png") for path in files)


def test_the_same_value_becomes_the_same_other_everywhere() -> None:
    case, files, renaming = renamed()
    made = OrderSn(renaming.of(MUG))
    page, cards = files["look0/orders-all-001/page.html"].decode(), files["look0/orders-all-001/cards-0.json"].decode()
    assert made in page
    assert made in cards
    assert renaming.of(IDS[MUG]) in page
    assert (
        int(renaming.of(IDS[MUG]))
        == json.loads(cards)["data"]["card_list"][0]["order_card"]["order_ext_info"]["order_id"]
    )
    back = case_of(files)
    table = snapshot_of(back.case.records[0], back.get(back.case.records[0].table)).orders
    assert table["order_sn"].to_list() == [renaming.of(sn) for sn in snapshot().orders["order_sn"]]
    assert table["tracking_numbers"].to_list() == [[renaming.of(TRACKING[sn])] for sn in BUYERS]
    assert back.case.history.known[0].order_sn == renaming.of(GONE)
    assert back.case.looks[0].pages[3].ask.order_sn == renaming.of(GONE)
    assert len(back.case.looks) == len(case.looks)


def test_inventions_have_the_shape_of_what_they_replace() -> None:
    _, _, renaming = renamed()
    assert re.fullmatch(r"261120[A-Z]{4}\d{4}", renaming.of(MUG))
    assert re.fullmatch(r"[1-9]\d{14}", renaming.of(IDS[MUG]))
    assert re.fullmatch(r"SPXSG\d{10}", renaming.of(TRACKING[MUG]))
    assert re.fullmatch(r"[a-z]{5}_[a-z]{6}", renaming.of(BUYERS[MUG]))
    assert re.fullmatch(r"[\u4e00-\u9fa5]{3}", renaming.of(BUYERS[CUP]))


def test_everything_but_the_values_stays_byte_for_byte() -> None:
    case, get = make_case()
    _, files, renaming = renamed()
    before = get(case.looks[0].pages[1].html).decode()
    for value in sorted(
        renaming.values.order_sns | renaming.values.codes | renaming.values.words, key=len, reverse=True
    ):
        before = before.replace(value, renaming.of(value))
    assert files["look0/orders-all-001/page.html"].decode() == before
    assert files["look0/search-" + renaming.of(GONE) + "/page.html"] == get(case.looks[0].pages[3].html)


def test_a_seed_decides() -> None:
    assert renamed("one")[1] == renamed("one")[1]
    assert renamed("one")[2].of(MUG) != renamed("two")[2].of(MUG)


def test_a_mask_still_fits_the_name_behind_it() -> None:
    values = Values(words=frozenset({"Alexander", "A*******r", "张小明", "张*明", "+65 9123 4567", "******67"}))
    renaming = make_renaming(values, "seed")
    name, mask = renaming.of("Alexander"), renaming.of("A*******r")
    assert (mask[0], mask[-1], mask[1:-1]) == (name[0], name[-1], "*" * 7)
    assert (renaming.of("张*明")[0], renaming.of("张*明")[2]) == (renaming.of("张小明")[0], renaming.of("张小明")[2])
    assert renaming.of("******67")[-2:] == renaming.of("+65 9123 4567")[-2:]


def test_what_one_witness_drops_does_not_make_another_value() -> None:
    """JSON keeps a control character in a name; the page does not show it."""
    values = Values(words=frozenset({"ali\u202ece\x07 tan", "alice tan"}))
    renaming = make_renaming(values, "seed")
    made = renaming.of("ali\u202ece\x07 tan")
    assert made.replace("\u202e", "").replace("\x07", "") == renaming.of("alice tan")


@pytest.mark.parametrize(
    "written",
    [
        "<p>O'Neil & Söhne</p>",
        f"<p>{html.escape(chr(79) + chr(39) + 'Neil & Söhne')}</p>",
        "<p>O&#39;Neil &amp; Söhne</p>",
        "<p>O'NEIL &amp; SÖHNE</p>",
        "<p>O'Neil\n   &amp; Söhne</p>",
        f"<a href='/x?q={quote(chr(79) + chr(39) + 'Neil & Söhne', safe='')}'>x</a>",
        "<script>var n = " + json.dumps("O'Neil & Söhne") + "</script>",
        "<!-- O'Neil &amp; Söhne -->",
        "<p>O'Neil &amp; So\u0308hne</p>",
    ],
)
def test_every_way_of_writing_a_value_is_found(written: str) -> None:
    renaming = make_renaming(Values(words=frozenset({"O'Neil & Söhne"})), "seed")
    replacer = Replacer(renaming)
    assert replacer.remaining(written, "html")
    made = replacer.html(written)
    assert not replacer.remaining(made, "html")
    assert "Neil" not in made
    assert made.startswith(written[:2])


def test_a_name_that_is_also_markup_does_not_break_the_page() -> None:
    renaming = make_renaming(Values(words=frozenset({"order", "div", "span"})), "seed")
    page = '<div class="order-card" data-testid="order"><span title="order">div</span></div>'
    made = Replacer(renaming).html(page)
    inside = f'<span title="{renaming.of("order")}">{renaming.of("div")}</span>'
    assert made == f'<div class="order-card" data-testid="order">{inside}</div>'


def test_json_keys_and_amounts_are_left_alone() -> None:
    renaming = make_renaming(Values(codes=frozenset({"2590000"}), words=frozenset({"total", "12"})), "seed")
    made = Replacer(renaming).json('{"total": "total", "price": 12.50, "n": 125, "id": 2590000, "x": 25900001}')
    code = renaming.of("2590000")
    assert made == f'{{"total": "{renaming.of("total")}", "price": 12.50, "n": 125, "id": {code}, "x": 25900001}}'


def test_a_value_that_remains_is_refused_without_being_told() -> None:
    _, files, renaming = renamed()
    files["look0/orders-all-001/page.html"] += f"<!-- {MUG} -->".encode()
    (told,) = remains(files, renaming)
    assert told == "look0/orders-all-001/page.html: 1 values"
    files["README.md"] = BUYERS[CUP].encode()
    assert len(remains(files, renaming)) == 2


def test_when_something_cannot_be_replaced_nothing_is_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Replacer, "html", lambda _self, text: text)
    with pytest.raises(UsageError, match="still hold real values") as told:
        renamed()
    assert MUG not in str(told.value)


def test_the_verdict_must_stay_equal_under_the_renaming() -> None:
    archive = MemoryArchive()
    case, _ = make_case(archive)
    before = outcome_of(case, archive.keep_case(case), *opened(missing()))
    _, files, renaming = renamed()
    back = case_of(files)
    gone = missing(OrderSn(renaming.of(GONE)))
    after = outcome_of(back.case, Digest("e" * 64), *opened(gone))
    known = tuple(k.model_copy(update={"order_sn": renaming.of(k.order_sn)}) for k in after.known)
    after = after.model_copy(update={"known": known})

    assert renamed_differences(before, after, renaming) == ()
    other = after.model_copy(update={"judged": ()})
    assert renamed_differences(before, other, renaming)[0].startswith("findings:")


@given(st.sets(st.text(min_size=2, max_size=12), min_size=1, max_size=20))
def test_inventions_are_different_and_none_is_real(words: set[str]) -> None:
    values = Values(words=frozenset(word for word in words if sum(c.isascii() and c.isalnum() for c in word) >= 4))
    renaming = make_renaming(values, "seed")
    made = {renaming.of(value) for value in values.words}
    assert not {one.casefold() for one in made} & {one.casefold() for one in values.words}
