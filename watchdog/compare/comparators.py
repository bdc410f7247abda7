"""When are two values the same? One named comparator a field, as data: one form for two values, one for two columns.

The column form is quick and may say "differs" too often; whatever it says differs is asked again by the value form,
which alone decides. The value form answers None where one side does not tell the field.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from watchdog.compare.statuses import may_follow
from watchdog.model.orders import Item, Money, OrderFacts, OrderStatus

Same = bool | None
ELLIPSES = ("…", "...")
_REPLACED = "\ufffd"
WHOLE_CURRENCIES = frozenset({"CLP", "COP", "IDR", "TWD", "VND"})
"""Shown without cents: two places may round differently."""


@dataclass(frozen=True)
class Comparator:
    """`earlier`: the left side may be older than the right one, so that a status may have moved on."""

    field: str
    name: str
    """exact | money | text | masked | status | overlap | texts | amounts"""
    columns: tuple[str, ...]
    """Of ORDER_COLUMNS, which the field needs."""
    values: Callable[[OrderFacts, OrderFacts, Decimal], Same]
    """(recorded or earlier, seen or later, money tolerance)."""


def agree(field: str, before: OrderFacts, after: OrderFacts, tolerance: Decimal) -> Same:
    """Do two accounts of one order agree on a field of COMPARATORS? `before` is the older of the two."""
    return COMPARATORS[field].values(before, after, tolerance)


def text_key(text: str) -> str:
    """NFC, no difference of case or spaces; control signs, which pages and tables drop or replace, left out."""
    spaced = (" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    kept = (c for c in spaced if c != _REPLACED and unicodedata.category(c)[0] != "C")
    return " ".join("".join(kept).casefold().split())


def code_key(text: str) -> str:
    """A tracking number or SKU without spaces, hyphens and case: people type them in groups."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c.isalnum())


def same_text(left: str, right: str) -> bool:
    """NFC, spaces and case aside; a text cut with an ellipsis equals any text that begins so."""
    a, b = text_key(left), text_key(right)
    for end in ELLIPSES:
        if a.endswith(end) and b.startswith(a.removesuffix(end).rstrip()):
            return True
        if b.endswith(end) and a.startswith(b.removesuffix(end).rstrip()):
            return True
    return a == b


def same_masked(left: str, right: str) -> bool:
    """`A****n` may be `Alan`, `A******n`, and `A*`: what both show must agree, at the start and at the end."""
    a, b = text_key(left), text_key(right)
    if "*" not in a and "*" not in b:
        return same_text(left, right)
    head = min(_cut(a)[0], _cut(b)[0], key=len)
    tail = min(_cut(a)[1], _cut(b)[1], key=len)
    both_long_enough = all("*" in one or len(one) >= len(head) + len(tail) for one in (a, b))
    return both_long_enough and all(one.startswith(head) and one.endswith(tail) for one in (a, b))


def _cut(text: str) -> tuple[str, str]:
    """What stands before the first and after the last star; an unmasked text is all of both."""
    if "*" not in text:
        return text, text
    return text.partition("*")[0], text.rpartition("*")[2]


def same_money(left: Money, right: Money, tolerance: Decimal) -> Same:
    """Within the tolerance; half a unit where cents are not shown. None: other currencies."""
    if left.currency and right.currency and left.currency != right.currency:
        return None
    whole = {left.currency, right.currency} & WHOLE_CURRENCIES
    return abs(left.amount - right.amount) <= max(tolerance, Decimal("0.5") if whole else tolerance)


def _text(field: str, masked: bool = False) -> Callable[[OrderFacts, OrderFacts, Decimal], Same]:
    def same(before: OrderFacts, after: OrderFacts, tolerance: Decimal) -> Same:
        del tolerance
        left, right = getattr(before, field), getattr(after, field)
        if not left or not right:
            return None
        return same_masked(left, right) if masked else same_text(left, right)

    return same


def _total(before: OrderFacts, after: OrderFacts, tolerance: Decimal) -> Same:
    if before.total is None or after.total is None:
        return None
    return same_money(before.total, after.total, tolerance)


def _status(before: OrderFacts, after: OrderFacts, tolerance: Decimal) -> Same:
    del tolerance
    if before.status is None or after.status is None:
        return None
    return may_follow(before.status.means, after.status.means)


def _tracking(before: OrderFacts, after: OrderFacts, tolerance: Decimal) -> Same:
    """Numbers agree if they share one: a second parcel may have got its number since."""
    del tolerance
    left, right = tracking_keys(before), tracking_keys(after)
    return bool(left & right) if left and right else None


def tracking_keys(facts: OrderFacts) -> frozenset[str]:
    return frozenset(key for number in facts.tracking_numbers or () if (key := code_key(number)))


def _items(part: str) -> Callable[[OrderFacts, OrderFacts, Decimal], Same]:
    """Each text of the side that shows fewer must have its like on the other: a list page may cut the lines."""

    def same(before: OrderFacts, after: OrderFacts, tolerance: Decimal) -> Same:
        del tolerance
        left, right = _parts(before.items, part), _parts(after.items, part)
        if not left or not right:
            return None
        few, many = sorted((left, right), key=len)
        if len(few) < len(many) and not _lines_differ(before.items, after.items):
            return None
        return all(any(_like(part, one, other) for other in many) for one in few)

    return same


def _lines_differ(left: Iterable[Item] | None, right: Iterable[Item] | None) -> bool:
    return len(tuple(left or ())) != len(tuple(right or ()))


def _like(part: str, left: str, right: str) -> bool:
    return code_key(left) == code_key(right) if part == "sku" else same_text(left, right)


def _parts(items: tuple[Item, ...] | None, part: str) -> list[str]:
    return sorted({value for item in items or () if (value := getattr(item, part))})


def _quantities(before: OrderFacts, after: OrderFacts, tolerance: Decimal) -> Same:
    """Line by line where both have as many lines, else the sum: books may split or merge lines."""
    del tolerance
    left = [item.quantity for item in before.items or ()]
    right = [item.quantity for item in after.items or ()]
    if not left or not right or None in left or None in right:
        return None
    known_left, known_right = [q for q in left if q is not None], [q for q in right if q is not None]
    if len(left) == len(right):
        return sorted(known_left) == sorted(known_right)
    return sum(known_left) == sum(known_right)


COMPARATORS: dict[str, Comparator] = {
    one.field: one
    for one in (
        Comparator("total", "money", ("total_e5",), _total),
        Comparator("buyer", "masked", ("buyer",), _text("buyer", masked=True)),
        Comparator("status", "status", ("status_means",), _status),
        Comparator("tracking_numbers", "overlap", ("tracking_numbers",), _tracking),
        Comparator("items.name", "texts", ("items",), _items("name")),
        Comparator("items.variation", "texts", ("items",), _items("variation")),
        Comparator("items.sku", "texts", ("items",), _items("sku")),
        Comparator("items.quantity", "amounts", ("items",), _quantities),
    )
}
"""Fields that records and history are compared in."""

WITNESS_FIELDS: dict[str, Comparator] = COMPARATORS | {
    "order_id": Comparator("order_id", "exact", (), _text("order_id")),
}
"""Fields that two witnesses of the site are compared in. Payment method and carrier are left out: the JSON of the list
names the checkout channel, other places the carrier behind it (reference 2.3), and both are worded by region."""


def shown(field: str, facts: OrderFacts) -> str:
    """The value as a person knows it."""
    if field.startswith("items."):
        part = field.partition(".")[2]
        return " | ".join(str(v) for item in facts.items or () if (v := getattr(item, part)) is not None)
    value = getattr(facts, field)
    if field == "status" and facts.status is not None:
        return facts.status.label or "|".join(sorted(facts.status.means))
    if field == "tracking_numbers":
        return " | ".join(facts.tracking_numbers or ())
    return "" if value is None else str(value)


def normalised(field: str, facts: OrderFacts) -> str:
    """The value as a claim says it: without the language of the page. A status is the set of what it may mean."""
    if field == "status":
        return "|".join(sorted(facts.status.means)) if facts.status else ""
    return shown(field, facts)


def is_again(field: str, before: str, facts: OrderFacts) -> Same:
    """Is a value again what a claim said it was before (`normalised`), or one that may legally follow it?"""
    now = normalised(field, facts)
    if not now or not before:
        return None
    if field == "status":
        means = frozenset(OrderStatus(name) for name in before.split("|"))
        return may_follow(means, facts.status.means if facts.status else ())
    if field == "tracking_numbers":
        return bool({code_key(one) for one in before.split("|")} & tracking_keys(facts))
    if field == "total" and facts.total is not None:
        # `TWD 11180.00` and `TWD 11180` are one amount: the texts differ by who wrote them
        currency, _, amount = before.partition(" ")
        return currency == facts.total.currency and Decimal(amount) == facts.total.amount
    return same_masked(before, now)
