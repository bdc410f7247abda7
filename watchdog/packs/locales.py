"""What a locale says of numbers and dates (Babel's data), and date formats as regular expressions.

`strptime` itself reads month names in the language of the machine's operating system; a pack must read the same
everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names
from babel.numbers import get_decimal_symbol, get_group_symbol

from watchdog.packs.text import nfc

_NUMBERS = {
    "Y": r"(?P<Y>\d{4})",
    "y": r"(?P<y>\d{2})",
    "m": r"(?P<m>\d{1,2})",
    "d": r"(?P<d>\d{1,2})",
    "H": r"(?P<H>\d{1,2})",
    "I": r"(?P<I>\d{1,2})",
    "M": r"(?P<M>\d{2})",
    "S": r"(?P<S>\d{2})",
    "p": r"(?P<p>[AaPp]\.?\s?[Mm]\.?|上午|下午)",
}
DIRECTIVES = "".join(f"%{letter} " for letter in (*_NUMBERS, "b", "B", "a", "A")).strip() + " %%"


class BadFormatError(ValueError):
    """A date format with a directive that is not read."""


def known_locale(name: str) -> bool:
    try:
        Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def separators(locale: str) -> tuple[str, str]:
    """(decimal, group) as the locale writes numbers."""
    return get_decimal_symbol(locale), get_group_symbol(locale)


@dataclass(frozen=True)
class DateFormat:
    """A compiled format. `has_time`: it says an hour."""

    regex: re.Pattern[str]
    months: Mapping[str, int]
    has_day: bool
    has_time: bool

    def read(self, text: str) -> datetime | None:
        """Shop-local, naive; None if the text is not in this format or names no real day."""
        found = self.regex.fullmatch(text)
        if found is None:
            return None
        part = found.groupdict()
        try:
            return _made(part, self.months)
        except ValueError:
            return None


def _made(part: Mapping[str, str | None], months: Mapping[str, int]) -> datetime:
    year = int(part.get("Y") or 0) or 2000 + int(part.get("y") or 0)
    name = part.get("b") or part.get("B")
    month = months[name.lower()] if name else int(part.get("m") or 1)
    hour = int(part.get("H") or 0)
    if part.get("I"):
        hour = int(part["I"] or 0)
        if not 1 <= hour <= 12:
            raise ValueError("no such hour")
        late = (part.get("p") or "a").lower().startswith(("p", "下"))
        hour = hour % 12 + (12 if late else 0)
    day = int(part.get("d") or 1)
    # 24:00 is midnight at the end of the day
    extra = timedelta(days=1) if hour == 24 and not int(part.get("M") or 0) else timedelta()
    hour = 0 if extra else hour
    return datetime(year, month, day, hour, int(part.get("M") or 0), int(part.get("S") or 0)) + extra  # noqa: DTZ001


@lru_cache(maxsize=256)
def date_format(fmt: str, locale: str) -> DateFormat:
    """strptime's directives (see DIRECTIVES), month and day names of the locale. BadFormatError if another one is
    used.
    """
    months = _names(get_month_names, locale)
    days = _names(get_day_names, locale)
    pieces: list[str] = []
    seen: set[str] = set()
    rest = iter(nfc(fmt))
    for char in rest:
        if char != "%":
            pieces.append(r"\s+" if char.isspace() else re.escape(char))
            continue
        letter = next(rest, "")
        if letter in seen:
            raise BadFormatError(f"%{letter} stands twice")
        seen.add(letter)
        pieces.append(_directive(letter, months, days))
    regex = re.compile("".join(pieces), re.IGNORECASE)
    return DateFormat(regex=regex, months=months, has_day="d" in seen, has_time=bool(seen & {"H", "I"}))


def _directive(letter: str, months: Mapping[str, int], days: Mapping[str, int]) -> str:
    if letter == "%":
        return "%"
    if letter in ("b", "B"):
        return f"(?P<{letter}>{_either(months)})"
    if letter in ("a", "A"):
        return f"(?:{_either(days)})"
    if letter not in _NUMBERS:
        raise BadFormatError(f"%{letter} is not read; known are {DIRECTIVES}")
    return _NUMBERS[letter]


def _names(source: object, locale: str) -> dict[str, int]:
    names: dict[str, int] = {}
    for width in ("abbreviated", "wide"):
        for context in ("format", "stand-alone"):
            for number, name in source(width, context, locale).items():  # type: ignore[operator]
                names.setdefault(nfc(str(name)).lower(), int(number))
                names.setdefault(nfc(str(name)).lower().rstrip("."), int(number))
    return names


def _either(names: Mapping[str, int]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
