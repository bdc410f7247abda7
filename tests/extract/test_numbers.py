"""Amounts, in the writing of each region: exact, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from watchdog.extract.numbers import Unreadable, read_money, read_number
from watchdog.model.orders import Money
from watchdog.model.pack import Pack, RegionSpec
from watchdog.packs.locales import separators

LOCALES = ("en_SG", "zh_Hant_TW", "pt_BR", "zh_Hans_CN", "id_ID", "vi_VN", "th_TH", "de_DE", "fr_FR", "de_CH")


def region(locale: str, currency: str = "EUR") -> RegionSpec:
    decimal, group = separators(locale)
    return RegionSpec(
        region="x", hosts={}, time_zone="UTC", currency=currency, locale=locale, decimal=decimal, group=group
    )


@pytest.mark.parametrize(
    ("market", "shown", "amount", "currency"),
    [
        ("sg", "S$25.90", "25.90", "SGD"),
        ("sg", "S$1,234.50", "1234.50", "SGD"),
        ("sg", "-S$5.00", "-5.00", "SGD"),
        ("sg", "S$ -5.00", "-5.00", "SGD"),
        ("sg", "(S$5.00)", "-5.00", "SGD"),
        ("sg", "\u2212S$5", "-5", "SGD"),
        ("sg", "25.90", "25.90", "SGD"),
        ("tw", "NT$1,280", "1280", "TWD"),
        ("tw", "$1,280", "1280", "TWD"),
        ("tw", "＄１，２８０", "1280", "TWD"),
        ("br", "R$ 1.234,56", "1234.56", "BRL"),
        ("br", "R$\u00a0129,90", "129.90", "BRL"),
        ("br", "R$82.500", "82500", "BRL"),
        ("cn", "RM25.90", "25.90", "MYR"),
        ("cn", "R$ 1.234,56", "1234.56", "BRL"),
        ("cn", "¥25.90", "25.90", "CNY"),
        ("cn", "￥25.90", "25.90", "CNY"),
    ],
)
def test_amounts_as_the_regions_show_them(
    packs: dict[str, Pack], market: str, shown: str, amount: str, currency: str
) -> None:
    assert read_money(shown, packs[market].region) == Money(amount=Decimal(amount), currency=currency)


@pytest.mark.parametrize(
    ("shown", "why"),
    [
        ("S$**.**", "masked"),
        ("€25.90", "currency sign"),
        ("S$25.90 €", "currency sign"),
        ("free", "not an amount"),
        ("S$1,23.4.5", "not an amount"),
        ("(S$5.00", "not an amount"),
        ("S$1,2345", "not an amount"),
        ("=1+1", "not an amount"),
    ],
)
def test_what_cannot_be_read_says_why(sg: Pack, shown: str, why: str) -> None:
    read = read_money(shown, sg.region)
    assert isinstance(read, Unreadable)
    assert why in read.why


@given(amount=st.decimals(0, 10**9, places=2), locale=st.sampled_from(LOCALES))
def test_what_babel_writes_is_read_back_exactly(amount: Decimal, locale: str) -> None:
    shown = format_currency(amount, "EUR", locale=locale)
    read = read_money(shown, region(locale))
    assert read == Money(amount=amount, currency="EUR"), shown


@given(amount=st.integers(0, 10**12), locale=st.sampled_from(LOCALES))
def test_whole_numbers_with_groups(amount: int, locale: str) -> None:
    shown = format_decimal(amount, locale=locale)
    decimal, group = separators(locale)
    assert read_number(shown, decimal, group) == amount


@given(text=st.text(max_size=40), locale=st.sampled_from(LOCALES))
def test_any_text_is_an_amount_or_a_reason(text: str, locale: str) -> None:
    assert isinstance(read_money(text, region(locale)), Money | Unreadable)


@given(digits=st.integers(1, 999), rest=st.integers(0, 999))
def test_one_point_before_three_digits_is_what_the_region_says(digits: int, rest: int) -> None:
    shown = f"{digits}.{rest:03d}"
    assert read_number(shown, ".", ",") == Decimal(shown)
    assert read_number(shown, ",", ".") == digits * 1000 + rest
    assert read_number(shown, ",", "\u202f") is None, "a region that writes neither: it could mean both"
