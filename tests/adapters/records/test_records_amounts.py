"""Number habits: whatever a language or an ERP writes for an amount is read back as that amount, exactly."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchdog.adapters.records.amounts import SCALE, decimal_of, money, quantity
from watchdog.adapters.records.tables import NUMBER
from watchdog.model.sources import DecimalStyle

CALM = settings(deadline=None)  # other work on this machine is nobody's fault
STYLES = st.sampled_from(list(DecimalStyle))
WHOLE = st.integers(min_value=0, max_value=999_999_999)
CENTS = st.integers(min_value=0, max_value=99)


def grouped(whole: int, sign: str) -> str:
    return f"{whole:,}".replace(",", sign)


@CALM
@given(WHOLE, CENTS, STYLES, st.sampled_from([(",", "."), (".", ","), ("", "."), ("", ","), (" ", ","), ("'", ".")]))
def test_two_decimals_are_read_alike_in_every_style(
    whole: int, cents: int, style: DecimalStyle, signs: tuple[str, str]
) -> None:
    written = f"{grouped(whole, signs[0])}{signs[1]}{cents:02d}"
    assert decimal_of(written, style) == Decimal(f"{whole}.{cents:02d}")


@CALM
@given(WHOLE)
def test_indonesian_thousands(whole: int) -> None:
    assert decimal_of(grouped(whole, "."), DecimalStyle.COMMA) == whole


@CALM
@given(WHOLE)
def test_english_thousands(whole: int) -> None:
    assert decimal_of(grouped(whole, ","), DecimalStyle.POINT) == whole


@CALM
@given(st.integers(1, 999), st.integers(0, 999))
def test_only_one_separator_before_three_digits_needs_the_style(whole: int, rest: int) -> None:
    written = f"{whole}.{rest:03d}"
    assert decimal_of(written, DecimalStyle.POINT) == Decimal(written)
    assert decimal_of(written, DecimalStyle.COMMA) == whole * 1000 + rest
    assert decimal_of(written, DecimalStyle.AUTO) == whole * 1000 + rest


@CALM
@given(st.decimals(min_value=-1_000_000, max_value=1_000_000, places=3), STYLES)
def test_what_a_spreadsheet_typed_as_a_number_has_no_habits(value: Decimal, style: DecimalStyle) -> None:
    assert decimal_of(f"{NUMBER}{value}", style) == value


@CALM
@given(WHOLE, CENTS, st.sampled_from(["S$", "R$ ", "RM", "Rp. ", "NT$", "฿", "₫", "THB "]), STYLES)
def test_a_currency_beside_the_number_is_not_the_number(
    whole: int, cents: int, currency: str, style: DecimalStyle
) -> None:
    expected = Decimal(f"{whole}.{cents:02d}")
    assert decimal_of(f"{currency}{whole}.{cents:02d}", style) == expected
    assert decimal_of(f"-{currency}{whole}.{cents:02d}", style) == -expected
    assert decimal_of(f"{whole}.{cents:02d} {currency.strip()}", style) == expected


@CALM
@given(
    st.lists(
        st.one_of(st.none(), st.text(max_size=12), st.from_regex(r"-?[0-9]{1,5}([.,][0-9]{1,3})?", fullmatch=True))
    )
)
def test_a_whole_column_is_read_as_cell_by_cell(cells: list[str | None]) -> None:
    column = pl.Series(cells, dtype=pl.String)
    for style in DecimalStyle:
        read = money(column, style).to_list()
        for cell, amount in zip(cells, read, strict=True):
            trimmed = (cell or "").strip(" \t\r\n\u00a0\u3000\ufeff")
            alone = None if trimmed in ("", "-", "--", "—", "–") else decimal_of(trimmed, style)
            assert amount == (None if alone is None else int(alone * SCALE))


@pytest.mark.parametrize(
    "raw", ["", "abc", "12 apples", "1.23.4", "1,23,4", "1e5", "12:30", "2026-11-01", "$", "lina_demo12", "9" * 30]
)
def test_what_is_no_amount_is_none(raw: str) -> None:
    assert decimal_of(raw, DecimalStyle.AUTO) is None


def test_accounting_minus() -> None:
    assert decimal_of("(12.00)", DecimalStyle.AUTO) == -12
    assert decimal_of("12.00-", DecimalStyle.AUTO) == -12
    assert decimal_of("(12.00", DecimalStyle.AUTO) is None


def test_quantities_are_whole() -> None:
    assert quantity(pl.Series(["2", "2.0", f"{NUMBER}3", "1.5", "two", None])).to_list() == [2, 2, 3, None, None, None]
