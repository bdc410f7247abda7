# ruff: noqa: DTZ001 - formats are read as naive, shop-local times
"""Dates, times, labels and JSON scalars."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from watchdog.extract.numbers import Unreadable
from watchdog.extract.values import MAX_TEXT, Values, cleaned
from watchdog.model.orders import Money, OrderStatus, SeenStatus
from watchdog.model.pack import FieldType, Pack
from watchdog.packs.locales import date_format

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.fixture
def read(sg: Pack) -> Values:
    return Values(sg)


def values(pack: Pack, **region: object) -> Values:
    return Values(pack.model_copy(update={"region": pack.region.model_copy(update=region)}))


@given(day=DAYS)
def test_days_are_shop_local_calendar_days(sg: Pack, day: date) -> None:
    assert Values(sg).text(FieldType.DATE, f"{day:%d/%m/%Y}") == day


@given(day=DAYS, locale=st.sampled_from(("en_SG", "pt_BR", "fr_FR", "de_DE", "vi_VN", "zh_Hans_CN")))
def test_month_names_are_read_in_the_packs_language(day: date, locale: str) -> None:
    shown = unicodedata.normalize("NFC", format_date(day, "d MMMM y", locale=locale))
    made = date_format("%d %B %Y", locale).read(shown)
    assert made is not None
    assert made.date() == day


@given(moment=st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1)))
def test_times_become_utc(sg: Pack, moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)
    read = Values(sg).text(FieldType.DATETIME, f"{moment:%d/%m/%Y %H:%M}")
    assert read == moment.replace(tzinfo=ZoneInfo("Asia/Singapore"))
    assert isinstance(read, datetime)
    assert read.tzinfo is UTC


def test_a_time_that_the_clocks_skipped_is_no_time(sg: Pack) -> None:
    read = values(sg, time_zone="Europe/Paris").text(FieldType.DATETIME, "29/03/2026 02:30")
    assert isinstance(read, Unreadable)


def test_a_day_is_not_taken_for_midnight(read: Values) -> None:
    assert isinstance(read.text(FieldType.DATETIME, "01/11/2026"), Unreadable)


@pytest.mark.parametrize(
    ("fmt", "shown", "expected"),
    [
        ("%d/%m/%Y %I:%M %p", "01/11/2026 12:05 AM", datetime(2026, 11, 1, 0, 5)),
        ("%d/%m/%Y %I:%M %p", "01/11/2026 12:05 pm", datetime(2026, 11, 1, 12, 5)),
        ("%Y年%m月%d日 %p%I:%M", "2026年11月1日 下午3:05", datetime(2026, 11, 1, 15, 5)),
        ("%a %d %b %Y", "Sun 1 Nov 2026", datetime(2026, 11, 1)),
        ("%d/%m/%y", "1/11/26", datetime(2026, 11, 1)),
        ("%d/%m/%Y %H:%M", "01/11/2026 24:00", datetime(2026, 11, 2)),
        ("%d/%m/%Y", "31/02/2026", None),
        ("%d/%m/%Y", "1/11/2026 oder so", None),
        ("%d/%m/%Y %I:%M %p", "01/11/2026 13:05 PM", None),
    ],
)
def test_date_formats(fmt: str, shown: str, expected: datetime | None) -> None:
    assert date_format(fmt, "en").read(shown) == expected


@given(text=st.text(max_size=60), kind=st.sampled_from(FieldType))
def test_any_text_is_a_value_or_a_reason(sg: Pack, text: str, kind: FieldType) -> None:
    Values(sg).text(kind, text)


@given(
    value=st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers(), max_size=2),
    kind=st.sampled_from(FieldType),
    scale=st.sampled_from((1, 100000)),
)
def test_any_json_is_a_value_or_a_reason(sg: Pack, value: object, kind: FieldType, scale: int) -> None:
    Values(sg).json(kind, value, scale=scale)


def test_scaled_amounts_are_exact(read: Values) -> None:
    assert read.json(FieldType.MONEY, 2590000, scale=100000) == Money(amount=Decimal("25.9"), currency="SGD")
    assert read.json(FieldType.MONEY, "25.90") == Money(amount=Decimal("25.90"), currency="SGD")
    assert read.json(FieldType.MONEY, "S$12.95") == Money(amount=Decimal("12.95"), currency="SGD")
    assert isinstance(read.json(FieldType.MONEY, "about 5", scale=100000), Unreadable)


def test_an_amount_in_json_has_a_decimal_point_whatever_the_region_writes(packs: dict[str, Pack]) -> None:
    assert Values(packs["br"]).json(FieldType.MONEY, "82.500") == Money(amount=Decimal("82.5"), currency="BRL")


def test_unix_seconds(read: Values) -> None:
    assert read.json(FieldType.EPOCH, 1762170000) == datetime(2025, 11, 3, 11, 40, tzinfo=UTC)
    assert read.json(FieldType.EPOCH, 0) is None, "0 = not yet (reference 2.4)"
    assert isinstance(read.json(FieldType.EPOCH, 1762170000000), Unreadable), "milliseconds"


@pytest.mark.parametrize("label", ["To ship", "To Ship", " to\u00a0ship ", "TO SHIP"])
def test_a_label_is_known_whatever_its_case_and_spacing(read: Values, label: str) -> None:
    status = read.text(FieldType.STATUS, label)
    assert isinstance(status, SeenStatus)
    assert status.means == {OrderStatus.READY_TO_SHIP, OrderStatus.PROCESSED, OrderStatus.RETRY_SHIP}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_labels_in_either_unicode_form_are_one_label(packs: dict[str, Pack], form: str) -> None:
    shown = unicodedata.normalize(form, "Concluído")
    read = Values(packs["br"]).text(FieldType.STATUS, shown)
    assert read == SeenStatus(label="Concluído", means=frozenset({OrderStatus.COMPLETED}))


@pytest.mark.parametrize(
    ("market", "sentence"),
    [
        ("br", "O comprador pode pedir uma devolução até 18/11/2026"),
        ("sg", "Order Received, but buyer can request return/refund until 18/11/2026"),
    ],
)
def test_a_sentence_with_a_date_is_delivered_never_a_return(packs: dict[str, Pack], market: str, sentence: str) -> None:
    read = Values(packs[market]).text(FieldType.STATUS, sentence)
    assert isinstance(read, SeenStatus)
    assert OrderStatus.TO_RETURN not in read.means
    assert OrderStatus.TO_CONFIRM_RECEIVE in read.means


def test_an_unknown_label_keeps_its_words_and_means_nothing(read: Values) -> None:
    assert read.text(FieldType.STATUS, "On the moon") == SeenStatus(label="On the moon", means=frozenset())


def test_labels_that_rest_on_a_guess_say_so(packs: dict[str, Pack]) -> None:
    tw = Values(packs["tw"])
    known, guessed = tw.text(FieldType.STATUS, "待出貨"), tw.text(FieldType.STATUS, "已送達")
    assert isinstance(known, SeenStatus)
    assert isinstance(guessed, SeenStatus)
    assert not tw.is_guess(known)
    assert tw.is_guess(guessed)


@pytest.mark.parametrize("shown", ["", "-", "--", "—", "  "])
def test_an_empty_cell_shows_nothing(read: Values, shown: str) -> None:
    assert read.text(FieldType.MONEY, shown) is None


def test_text_is_kept_in_one_form() -> None:
    assert cleaned("Jose\u0301\n  Silva\u00a0") == "José Silva"
    assert cleaned("a\x00b\ud800c") == "a\ufffdb\ufffdc"


def test_a_value_has_a_length(read: Values) -> None:
    assert isinstance(read.text(FieldType.TEXT, "😀" * (MAX_TEXT + 1)), Unreadable)


def test_order_numbers(read: Values) -> None:
    assert read.order_sn("*261101ABCD12EF") == "261101ABCD12EF"
    assert read.order_sn("261101abcd12ef") is None
    assert read.sn_date("261101ABCD12EF") == date(2026, 11, 1)
    assert read.sn_date("261399ABCD12EF") is None


def test_every_day_of_a_century_stands_in_an_order_number(read: Values) -> None:
    start = date(2020, 1, 1)
    for offset in range(0, 3650, 97):
        day = start + timedelta(days=offset)
        assert read.sn_date(f"{day:%y%m%d}ABCD12EF") == day
