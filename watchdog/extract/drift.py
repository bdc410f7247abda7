"""Signs that the site's layout is no longer the pack's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watchdog.extract.facts import Found
from watchdog.extract.plans import FieldPlan
from watchdog.model.pages import PageState
from watchdog.model.readings import SeenOrder, Witness

_READ = frozenset({PageState.READY, PageState.UNKNOWN})


def drift_signs(found: Found, state: PageState) -> tuple[str, ...]:
    """Only pages that came whole can speak of a changed layout."""
    if state not in _READ:
        return ()
    return (*_generation(found), *_fields(found), *_exchanges(found))


def _generation(found: Found) -> Iterator[str]:
    newest, matched = found.plan.newest, found.dom.generation
    if found.dom.count and matched and matched != newest:
        yield f"only rows of generation {matched} matched, none of {newest}"


def _fields(found: Found) -> Iterator[str]:
    if found.dom.layout is not None and found.dom.count:
        fields = [spec for spec in found.dom.layout.fields if spec.takes]
        yield from _unread(fields, found.dom.orders, found.dom.count, "")
    if found.json.count:
        fields = [spec for spec in found.plan.json_fields if spec.json]
        yield from _unread(fields, found.json.orders, found.json.count, "JSON: ")


def _unread(fields: Sequence[FieldPlan], orders: Sequence[SeenOrder], count: int, witness: str) -> Iterator[str]:
    for spec in fields:
        if spec.required:
            read = sum(1 for order in orders if getattr(order.facts, spec.name, None) is not None)
            if read * 2 < count:
                yield f"{witness}required field {spec.name} read in {read} of {count} rows"


def _exchanges(found: Found) -> Iterator[str]:
    """A page that came with exchanges, but without one that the pack says it needs. (A saved page has none: no
    sign.)
    """
    if not found.page.exchanges:
        return
    seen = {answer.name for answer in found.answers}
    for name in dict.fromkeys(spec.name for spec in found.plan.spec.exchanges if spec.needed):
        if name not in seen and found.announced != 0:
            yield f"{Witness.JSON.value}: the exchange `{name}`, which the page needs, was not seen"
