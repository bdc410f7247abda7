"""Numbers and amounts as a person reads them, in any region's writing. Exact (`Decimal`), or not at all."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import get_currency_precision

from watchdog.model.orders import Money
from watchdog.model.pack import RegionSpec

MAX_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A value is there and cannot be read. `why` is a sentence for a person."""

    why: str


_AMOUNT = re.compile(
    r"(?P<open>\()?\s*(?P<minus>-)?\s*(?P<before>[^\d\-()]*?)\s*(?P<minus2>-)?\s*"
    r"(?P<number>\d(?:[\d.,'’\s]*\d)?|[.,]\d+)"
    r"\s*(?P<after>[^\d\-()]*?)\s*(?P<minus3>-)?\s*(?P<close>\))?"
)
_SPACES = re.compile(r"[\s'’]")
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")


def plain(text: str) -> str:
    """Full-width digits and signs as ordinary ones; every minus as `-`."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u2013", "-")


def read_number(text: str, decimal: str, group: str) -> Decimal | None:
    """A number without sign. None if it is none, or if this writing could mean two numbers.

    `decimal` and `group` decide only what the text leaves open: `1.234,56` and `1,234.56` are one number everywhere;
    `1.234` depends on the region.
    """
    digits = _SPACES.sub("", text) if (group.isspace() or group in "'’") and group else text.strip()
    points, commas = digits.count("."), digits.count(",")
    if not points and not commas:
        return _exact(digits, "")
    if points and commas:
        sign = "." if digits.rfind(".") > digits.rfind(",") else ","
        return _split(digits, sign) if digits.count(sign) == 1 else None
    sign = "." if points else ","
    if points + commas > 1:
        return _whole(digits, sign)
    return _one_sign(digits, sign, decimal, group)


def _one_sign(digits: str, sign: str, decimal: str, group: str) -> Decimal | None:
    if sign == decimal:
        return _split(digits, sign)
    whole = _whole(digits, sign)
    if sign == group:
        # `25,90` where the comma groups: two digits cannot be a group, so it can only be a decimal sign
        return whole if whole is not None or len(digits.partition(sign)[2]) > 2 else _split(digits, sign)
    return None if whole is not None else _split(digits, sign)


def _split(digits: str, sign: str) -> Decimal | None:
    other = "," if sign == "." else "."
    head, _, tail = digits.partition(sign)
    if other in head:
        whole = _whole(head, other)
        return None if whole is None else _exact(str(whole), tail)
    return _exact(head, tail)


def _whole(digits: str, sign: str) -> Decimal | None:
    """Groups of three, as `1,234,567`."""
    if not _GROUPED.fullmatch(digits.replace(sign, ",")):
        return None
    return _exact(digits.replace(sign, ""), "")


def _exact(head: str, tail: str) -> Decimal | None:
    if not (head or tail) or not (head or "0").isdecimal() or not (tail or "0").isdecimal():
        return None
    if len(head) + len(tail) > MAX_DIGITS:
        return None
    return Decimal(f"{head or '0'}.{tail}") if tail else Decimal(head)


def read_money(text: str, region: RegionSpec) -> Money | Unreadable:
    """A shown amount. Its sign decides the currency where the region knows signs; a sign it does not know is
    trouble.
    """
    if "*" in text:
        return Unreadable("the amount is masked")
    shown = plain(text)
    if region.money_pattern:
        cut = re.search(region.money_pattern, shown)
        if cut is None:
            return Unreadable("the amount does not fit the region's money_pattern")
        shown = (cut.group(1) if cut.re.groups else cut.group(0)) or ""
    found = _AMOUNT.fullmatch(shown.strip())
    if found is None or bool(found["open"]) != bool(found["close"]):
        return Unreadable("not an amount")
    currency = _currency(found["before"], found["after"], region)
    if isinstance(currency, Unreadable):
        return currency
    amount = _thousands(found["number"], currency)
    if amount is None:
        amount = read_number(found["number"], region.decimal, region.group)
    if amount is None:
        return Unreadable(f"not an amount as {region.locale} writes it")
    minus = bool(found["open"] or found["minus"] or found["minus2"] or found["minus3"])
    return Money(amount=-amount if minus else amount, currency=currency)


def _thousands(number: str, currency: str) -> Decimal | None:
    """`80.000` and `80,000` are eighty thousand in every writing: no amount has a third decimal, but for a few
    currencies
    (Babel's precision 3). A cross-border account shows each market's amounts in that market's own writing.
    """
    if get_currency_precision(currency) > 2 or not _ONE_GROUP.fullmatch(number):
        return None
    return Decimal(number.replace(".", "").replace(",", ""))


def _currency(before: str, after: str, region: RegionSpec) -> str | Unreadable:
    signs = [sign for sign in (before.strip(), after.strip()) if sign]
    if not signs or not region.currency_symbols:
        return region.currency
    known = {region.currency_symbols.get(sign) or region.currency_symbols.get(plain(sign)) for sign in signs}
    if None in known:
        return Unreadable(f"the pack does not know the currency sign `{' '.join(signs)[:20]}`")
    if len(known) > 1:
        return Unreadable("the amount names two currencies")
    return known.pop() or region.currency
