"""Everything seen against every source: coverage, calibration, files of other shops."""

from __future__ import annotations

from datetime import UTC, datetime

from builders import AT, books, history, identity, known, look, money, order, pack, shop_orders, sn, target

from watchdog.compare import Comparison, compare
from watchdog.model.base import OrderSn
from watchdog.model.case import HistorySlice
from watchdog.model.pack import FieldSpec, Mark, Pack, Take
from watchdog.model.pack_rows import FieldType
from watchdog.model.pages import PageState
from watchdog.model.readings import LookReading
from watchdog.model.records import Snapshot

ORDERS = shop_orders(12)
STRANGE = [order(OrderSn(f"2611{20 - n // 3:02d}ELSE{n:04d}")) for n in range(12)]


def compared(reading: LookReading, snapshots: list[Snapshot], past: HistorySlice | None = None) -> Comparison:
    return compare(reading, snapshots, past or history(), target(), pack())


def test_a_source_that_agrees() -> None:
    made = compared(look(ORDERS), [books(ORDERS)])
    (source,) = made.snapshots

    assert (source.both, source.expected, source.matched) == (12, 12, 12)
    assert (source.only_seen, source.only_recorded, source.differing) == ((), (), ())
    assert made.compared_orders == 12
    assert made.compared_fields == (
        "books:buyer",
        "books:items.name",
        "books:items.quantity",
        "books:items.sku",
        "books:items.variation",
        "books:status",
        "books:total",
    )
    assert made.not_comparable == ()
    assert {"books:total", "books:items.sku"} <= made.calibrated


def test_orders_of_one_side_only() -> None:
    (source,) = compared(look(ORDERS[1:]), [books(ORDERS[:-1])]).snapshots

    assert source.only_recorded == (ORDERS[0].order_sn,)
    assert source.only_seen == (ORDERS[-1].order_sn,)


def test_differences_say_where_both_values_stand() -> None:
    wrong = [ORDERS[0].model_copy(update={"total": money("1.00")}), *ORDERS[1:]]

    (one,) = compared(look(wrong), [books(ORDERS)]).differing("total")

    assert (one.seen, one.recorded) == ("SGD 1.00", "SGD 25.90")
    assert one.place.source == "records/books"
    assert one.place.path == "cell:A2"
    assert [pointer.path[:5] for pointer in one.pointers] == ["css:a", "json:"]


def test_a_pair_below_the_agreement_is_not_yet_comparable() -> None:
    half = [one if n % 2 else one.model_copy(update={"total": money("9.99")}) for n, one in enumerate(ORDERS)]
    made = compared(look(ORDERS), [books(half)])

    assert made.differing("total") == ()
    assert made.not_comparable == ("books:total: not yet comparable (agrees in 6 of 12 orders)",)
    assert "books:total" not in made.calibrated


def test_four_orders_are_too_few_to_learn_from() -> None:
    made = compared(look(ORDERS[:4]), [books(ORDERS[:4])])

    assert made.compared_fields == ()
    assert len(made.not_comparable) == 7


def test_calibration_is_remembered_by_source() -> None:
    past = history(calibrated=frozenset({"books:total"}))

    assert compared(look(ORDERS[:2]), [books(ORDERS[:2])], past).compared_fields == ("books:total",)
    assert compared(look(ORDERS[:2]), [books(ORDERS[:2], name="erp")], past).compared_fields == ()


def test_another_shops_file_gets_one_line_and_no_differences() -> None:
    made = compared(look(ORDERS), [books(STRANGE)])

    assert made.snapshots[0].not_this_shops is True
    assert made.not_comparable == ("books: not this shop's file (0 of 12 orders that must be shown match)",)
    assert (made.expected, made.sources, made.snapshots[0].only_seen) == ((), (), ())


def test_orders_that_the_site_showed_before_make_a_file_this_shops() -> None:
    past = history([known(one) for one in ORDERS])
    made = compared(look([]), [books(ORDERS)], past)

    assert made.snapshots[0].not_this_shops is False
    assert len(made.expected) == 12


def test_a_hand_kept_list_of_a_few_is_this_shops_if_it_matches() -> None:
    assert compared(look(ORDERS), [books(ORDERS[:3], complete=False)]).snapshots[0].not_this_shops is False


def test_records_of_other_days_are_neither_here_nor_there() -> None:
    old = books([order(sn(1, n)) for n in range(8)], until=datetime(2026, 11, 2, tzinfo=UTC).date())
    made = compared(look(ORDERS), [old])

    assert made.snapshots[0].not_this_shops is False
    assert made.expected == ()
    assert made.compared_orders == 0


def test_a_blind_look_compares_nothing() -> None:
    blind = look(ORDERS, ends=[identity(1, state=PageState.CHALLENGED)])
    made = compared(blind, [books(ORDERS)], history([known(one) for one in ORDERS]))

    assert (made.sightings, made.expected, made.history, made.compared_orders) == ({}, (), (), 0)


def guessing(field: str) -> Pack:
    """A pack that finds this field of the list by a guess only, in DOM and JSON alike."""
    base = pack()
    spec = FieldSpec(name=field, type=FieldType.TEXT, dom=(Take(css=".x", mark=Mark.G),))
    rows = base.pages["orders"].rows.model_copy(update={"fields": (spec,)})
    return base.model_copy(
        update={"pages": base.pages | {"orders": base.pages["orders"].model_copy(update={"rows": rows})}}
    )


def test_a_field_read_by_a_guess_is_not_compared_and_said_so() -> None:
    wrong = [one.model_copy(update={"total": money("1.00"), "buyer": None}) for one in ORDERS[:1]] + ORDERS[1:]
    reading = look(wrong)
    dom_only = reading.model_copy(
        update={
            "windows": tuple(
                w.model_copy(update={"pages": tuple(p.model_copy(update={"json_": ()}) for p in w.pages)})
                for w in reading.windows
            )
        }
    )
    made = compare(dom_only, [books(ORDERS)], history(), target(), guessing("total"))

    assert made.differing("total") == ()
    assert made.not_judged == ("orders:total (dom) rests on a guess of the pack",)


def test_what_history_knows_of_now_is_no_earlier_witness() -> None:
    changed = [ORDERS[0].model_copy(update={"total": money("1.00")}), *ORDERS[1:]]
    now = known(changed[0], last_seen_at=AT)

    assert compared(look(ORDERS), [], history([now])).history == ()
    assert len(compared(look(ORDERS), [], history([known(changed[0])])).history) == 1
