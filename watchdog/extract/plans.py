"""A page type of a pack, compiled once: regular expressions, readers, paths. Kept by the pack's digest."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from watchdog.extract.paths import css_step
from watchdog.extract.values import MAX_TEXT, Values
from watchdog.model.pack import FieldSpec, FieldType, Mark, Marker, Pack, PageSpec, Take
from watchdog.model.pages import PageState
from watchdog.packs.text import nfc

MAX_SEARCHED = 200_000
"""Characters in which a pattern looks for its value, where a take names a large part of the page."""
LATE = frozenset({PageState.READY, PageState.EMPTY, PageState.NOT_FOUND, PageState.SKELETON})
"""Marker states that are weighed against rows and counts, after all others."""


@dataclass(frozen=True, slots=True)
class TakePlan:
    css: str
    attr: str | None
    regex: re.Pattern[str] | None
    inside: str
    guess: bool
    tail: str
    """What the path of the value adds to the path of its row."""
    most: int
    """Characters looked at."""


@dataclass(frozen=True, slots=True)
class JsonPlan:
    parts: tuple[str, ...]
    scale: int
    regex: re.Pattern[str] | None
    exchange: str
    guess: bool


@dataclass(frozen=True, slots=True)
class FieldPlan:
    name: str
    kind: FieldType
    required: bool
    takes: tuple[TakePlan, ...]
    json: tuple[JsonPlan, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to find rows, and the takes that count on them. `fields` never holds a derived field (sn_date)."""

    css: str
    generation: str
    fields: tuple[FieldPlan, ...]
    items_css: tuple[str, ...]
    items: tuple[FieldPlan, ...]


@dataclass(frozen=True, slots=True)
class MarkerPlan:
    state: PageState
    css: str
    text: re.Pattern[str] | None
    url: re.Pattern[str] | None
    http_status: re.Pattern[str] | None
    exchange: str
    exchange_status: re.Pattern[str] | None
    code: re.Pattern[str] | None
    says: str

    @property
    def by_text_alone(self) -> bool:
        return bool(self.text) and not (self.css or self.url or self.http_status or self.exchange)


@dataclass(frozen=True)
class Plan:
    """Everything that reading a page of this type needs."""

    spec: PageSpec
    values: Values
    layouts: tuple[Layout, ...]
    json_fields: tuple[FieldPlan, ...]
    json_items: tuple[FieldPlan, ...]
    items_paths: tuple[tuple[str, ...], ...]
    sn_dates: tuple[str, ...]
    markers: tuple[MarkerPlan, ...]
    late_markers: tuple[MarkerPlan, ...]

    @property
    def newest(self) -> str:
        """The generation that the pack takes for today's."""
        return self.layouts[0].generation if self.layouts else ""


@dataclass(frozen=True)
class _Key:
    """A pack and page type, equal by digest: packs themselves are too big to hash."""

    digest: str
    page_type: str
    pack: Pack = field(compare=False)


def plan_of(pack: Pack, page_type: str) -> Plan | None:
    """None: the pack has no such page type."""
    if page_type not in pack.pages:
        return None
    key = _Key(pack.digest, page_type, pack)
    return _kept(key) if pack.digest else _made(key)


def _made(key: _Key) -> Plan:
    spec = key.pack.pages[key.page_type]
    rows = spec.rows
    markers = tuple(_marker(marker) for marker in spec.markers)
    return Plan(
        spec=spec,
        values=Values(key.pack),
        layouts=tuple(
            Layout(
                css=row.css,
                generation=row.generation,
                fields=_fields(rows.fields, row.generation),
                items_css=tuple(i.css for i in rows.items_dom if i.generation in ("", row.generation)),
                items=_fields(rows.items, row.generation),
            )
            for row in rows.dom
        ),
        json_fields=_fields(rows.fields, ""),
        json_items=_fields(rows.items, ""),
        items_paths=tuple(_parts(path) for path in rows.items_json),
        sn_dates=tuple(f.name for f in rows.fields if f.type is FieldType.SN_DATE),
        markers=tuple(m for m in markers if m.state not in LATE),
        late_markers=tuple(m for m in markers if m.state in LATE),
    )


_kept = lru_cache(maxsize=64)(_made)


def _fields(specs: tuple[FieldSpec, ...], generation: str) -> tuple[FieldPlan, ...]:
    return tuple(_field(spec, generation) for spec in specs if spec.type is not FieldType.SN_DATE)


def _field(spec: FieldSpec, generation: str) -> FieldPlan:
    takes = tuple(_take(t) for t in spec.dom if t.generation in ("", generation))
    json = tuple(
        JsonPlan(_parts(t.path), t.scale, _regex(t.pattern, 0), t.exchange, t.mark is Mark.G) for t in spec.json_
    )
    return FieldPlan(spec.name, spec.type, spec.required, takes, json)


def _take(take: Take) -> TakePlan:
    return TakePlan(
        css=take.css,
        attr=take.attr,
        regex=_regex(take.pattern, 0),
        inside=take.inside,
        guess=take.mark is Mark.G,
        tail=(f" {css_step(take.css)}" if take.css else "") + (f" @{take.attr}" if take.attr else ""),
        most=MAX_SEARCHED if take.pattern else 2 * MAX_TEXT,
    )


def _marker(marker: Marker) -> MarkerPlan:
    return MarkerPlan(
        state=marker.state,
        css=marker.css,
        text=_regex(marker.text),
        url=_regex(marker.url),
        http_status=_regex(marker.http_status),
        exchange=marker.exchange,
        exchange_status=_regex(marker.exchange_status),
        code=_regex(marker.code),
        says=marker.says,
    )


def _regex(pattern: str | None, flags: int = re.IGNORECASE) -> re.Pattern[str] | None:
    return re.compile(nfc(pattern), flags) if pattern else None


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part for part in path.split("/") if part)
