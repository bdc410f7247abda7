"""One raw text or JSON value -> one typed value, in the pack's region. What cannot be read comes back as Unreadable."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeAlias
from zoneinfo import ZoneInfo

from watchdog.extract.numbers import Unreadable, plain, read_money, read_number
from watchdog.model.orders import Money, SeenStatus
from watchdog.model.pack import FieldType, Mark, Pack
from watchdog.packs.locales import DateFormat, date_format
from watchdog.packs.text import label_key, nfc, squeezed

Value: TypeAlias = str | int | Money | SeenStatus | date | datetime
Parsed: TypeAlias = Value | Unreadable | None
"""None: the site shows that there is nothing (an empty cell, `-`, an epoch of 0)."""

MAX_TEXT = 4000
"""Characters of one value. Nothing a shop shows in one cell is longer; a page that does is not slowing us down."""
_EPOCHS = (946_684_800, 4_102_444_800)  # 2000 to 2100
_CACHE = 4096
_KEY = re.compile(r"[^\s\x00-\x1f\x7f]{1,64}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def cleaned(text: str) -> str:
    """NFC, white space squeezed, half surrogates and control characters replaced by U+FFFD: the shape facts are kept
    in.
    """
    if not text.isascii():
        text = nfc(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    text = squeezed(text)
    return text if text.isprintable() else _CONTROL.sub("\ufffd", text)


class Values:
    """Reads values for one pack. Labels and amounts repeat on a page, so what was read is remembered (bounded)."""

    def __init__(self, pack: Pack) -> None:
        self._region = pack.region
        self._zone = ZoneInfo(pack.region.time_zone)
        self._formats: tuple[DateFormat, ...] = tuple(
            date_format(fmt, pack.region.locale) for fmt in pack.region.date_formats
        )
        self._labels = {label_key(label): (label, means) for label, means in pack.region.statuses.items()}
        self._patterns = tuple(
            (pattern, re.compile(nfc(pattern), re.IGNORECASE), means)
            for pattern, means in pack.region.status_patterns.items()
        )
        self._marks = pack.region.status_marks
        self._empty = frozenset(pack.region.empty_texts)
        self._sn = re.compile(pack.order_sn.pattern) if pack.order_sn.pattern else _KEY
        self._sn_date = date_format(pack.order_sn.date, "en") if pack.order_sn.date else None
        self._sn_length = pack.order_sn.date_length
        self._days: dict[str, date | None] = {}
        self._seen: dict[tuple[FieldType, str], Parsed] = {}

    def text(self, kind: FieldType, raw: str) -> Parsed:
        """A shown text. `raw` may be anything a page can hold."""
        if len(raw) > MAX_TEXT:
            return Unreadable(f"longer than {MAX_TEXT} characters")
        key = (kind, raw)
        if key in self._seen:
            return self._seen[key]
        if len(self._seen) >= _CACHE:
            self._seen.clear()
        parsed = self._seen[key] = self._text(kind, cleaned(raw))
        return parsed

    def json(self, kind: FieldType, value: object, *, scale: int = 1, currency: str = "") -> Parsed:
        """A JSON value. `currency`: of amounts in this exchange, where the region's own is not it."""
        if value is None:
            return None
        if isinstance(value, bool | list | dict):
            return Unreadable(f"a {type(value).__name__} where a {kind.value} belongs")
        if kind is FieldType.EPOCH:
            return self._epoch(value)
        if kind is FieldType.MONEY:
            return self._json_money(value, scale, currency or self._region.currency)
        if kind is FieldType.INTEGER and isinstance(value, int | Decimal):
            return int(value) if value == int(value) else Unreadable("not a whole number")
        return self.text(kind, json_text(value))

    def order_sn(self, text: str) -> str | None:
        """The order number, if it has the pack's form. A `*` of an export's cell is stripped (reference 4.1)."""
        bare = text.strip("* ")
        return bare if self._sn.fullmatch(bare) else None

    def sn_date(self, order_sn: str) -> date | None:
        """The shop-local day in an order number; None if it holds none."""
        if self._sn_date is None:
            return None
        head = order_sn[: self._sn_length]
        if head not in self._days:
            if len(self._days) >= _CACHE:
                self._days.clear()
            made = self._sn_date.read(head)
            self._days[head] = made.date() if made else None
        return self._days[head]

    def is_guess(self, status: SeenStatus) -> bool:
        """True if the meaning of this label rests on a guess."""
        return self._marks.get(self._known_as(status.label), Mark.G) is Mark.G

    def _text(self, kind: FieldType, text: str) -> Parsed:
        if not text or text in self._empty:
            return None
        if kind is FieldType.MONEY:
            return read_money(text, self._region)
        if kind is FieldType.STATUS:
            return self._status(text)
        if kind in (FieldType.DATE, FieldType.DATETIME):
            return self._date(kind, plain(text))
        return self._other(kind, text)

    def _other(self, kind: FieldType, text: str) -> Parsed:
        if kind is FieldType.INTEGER:
            number = read_number(plain(text), self._region.decimal, self._region.group)
            return int(number) if number is not None and number == int(number) else Unreadable("not a whole number")
        if kind is FieldType.EPOCH:
            return self._epoch(text)
        return text.strip("* ") if kind is FieldType.LIST else text

    def _status(self, text: str) -> SeenStatus:
        known = self._labels.get(label_key(text))
        if known:
            return SeenStatus(label=text, means=frozenset(known[1]))
        for _, regex, means in self._patterns:
            if regex.search(text):
                return SeenStatus(label=text, means=frozenset(means))
        return SeenStatus(label=text, means=frozenset())

    def _known_as(self, label: str) -> str:
        known = self._labels.get(label_key(label))
        if known:
            return known[0]
        return next((pattern for pattern, regex, _ in self._patterns if regex.search(label)), "")

    def _date(self, kind: FieldType, text: str) -> Parsed:
        day_only = False
        for fmt in self._formats:
            made = fmt.read(text)
            if made is None or not fmt.has_day:
                continue
            if kind is FieldType.DATE:
                return made.date()
            if fmt.has_time:
                return self._moment(made)
            day_only = True
        return Unreadable("a day without a time" if day_only else "not a date in the region's formats")

    def _moment(self, local: datetime) -> datetime | Unreadable:
        moment = local.replace(tzinfo=self._zone).astimezone(UTC)
        if moment.astimezone(self._zone).replace(tzinfo=None) != local:
            return Unreadable(f"no such time in {self._zone.key}: the clocks were put forward")
        return moment

    def _epoch(self, value: object) -> Parsed:
        text = json_text(value).strip()
        if not (text.isdecimal() and len(text) <= MAX_EPOCH_DIGITS):
            return Unreadable("not Unix seconds")
        seconds = int(text)
        if seconds == 0:
            return None
        if not _EPOCHS[0] <= seconds < _EPOCHS[1]:
            return Unreadable("not Unix seconds of this century")
        return datetime.fromtimestamp(seconds, UTC)

    def _json_money(self, value: object, scale: int, currency: str) -> Parsed:
        amount = _plain_decimal(value)
        if amount is None:
            shown = self.text(FieldType.MONEY, json_text(value))
            return shown if scale == 1 else Unreadable(f"not a number to divide by {scale}")
        return Money(amount=amount / scale if scale > 1 else amount, currency=currency)


MAX_EPOCH_DIGITS = 12
_PLAIN = re.compile(r"-?\d{1,18}(\.\d{1,12})?")


def json_text(value: object) -> str:
    """A JSON scalar as the text a pointer shows."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= 10**40:
        return "a number of more than 40 digits"
    return "null" if value is None else str(value)


def _plain_decimal(value: object) -> Decimal | None:
    """An amount written as JSON or as a plain decimal text, the point always decimal (reference 2.2)."""
    text = json_text(value).strip()
    return Decimal(text) if _PLAIN.fullmatch(text) else None
