"""What the page received: rows of the JSON exchanges, with an RFC 6901 pointer for every value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchdog.extract.answers import Answer, last, walk
from watchdog.extract.dom import MAX_ROWS, cut, date_from_number
from watchdog.extract.drafts import Draft
from watchdog.extract.numbers import Unreadable
from watchdog.extract.paths import json_path
from watchdog.extract.plans import FieldPlan, JsonPlan, Plan
from watchdog.extract.values import MAX_TEXT, Parsed, cleaned, json_text
from watchdog.model.pack import FieldType, RegionSpec
from watchdog.model.readings import FieldProblem, SeenOrder, Witness


@dataclass(frozen=True)
class JsonResult:
    """Rows in the order they were asked for. `count`: rows found, readable or not."""

    count: int = 0
    orders: tuple[SeenOrder, ...] = ()
    problems: tuple[FieldProblem, ...] = ()


@dataclass(frozen=True)
class _At:
    """Where a row stands."""

    answer: Answer
    pointer: str
    value: object
    currency: str


class JsonReader:
    """Reads the rows of one page from its answers."""

    def __init__(self, plan: Plan, answers: Sequence[Answer], region: RegionSpec) -> None:
        self._plan = plan
        self._answers = answers
        self._region = region

    def read(self) -> JsonResult:
        orders: list[SeenOrder] = []
        problems: list[FieldProblem] = list(self._lost())
        count = 0
        for at in self._places():
            if count >= MAX_ROWS:
                problems.append(_page_problem("rows", f"more than {MAX_ROWS} rows; the rest was not read"))
                break
            order, found = self._row(at).finish(Witness.JSON, count)
            count += 1
            problems += found
            if order is not None:
                orders.append(order)
        return JsonResult(count, tuple(orders), tuple(problems))

    def _lost(self) -> Iterator[FieldProblem]:
        wanted = {rows.exchange for rows in self._plan.spec.rows.json_}
        for answer in self._answers:
            if answer.trouble and answer.name in wanted:
                yield _page_problem("rows", f"{answer.name}-{answer.position}: {answer.trouble}")

    def _places(self) -> Iterator[_At]:
        for rows in self._plan.spec.rows.json_:
            parts = tuple(p for p in rows.path.split("/") if p)
            for answer in self._answers:
                if answer.name != rows.exchange or not answer.good:
                    continue
                currency = self._currency(answer)
                for pointer, value in walk(answer.data, parts)[0]:
                    elements = enumerate(value) if isinstance(value, list) else None
                    found = [(pointer, value)] if elements is None else [(f"{pointer}/{n}", v) for n, v in elements]
                    for place, element in found:
                        yield _inside(_At(answer, place, element, currency), rows.within)

    def _currency(self, answer: Answer) -> str:
        query = self._region.market_query
        return self._region.market_currencies.get(answer.market(query), "") if query else ""

    def _row(self, at: _At) -> Draft:
        draft = Draft()
        for spec in self._plan.json_fields:
            if spec.json:
                self._field(at, spec, "", draft)
        date_from_number(draft, self._plan)
        self._items(at, draft)
        return draft

    def _items(self, at: _At, draft: Draft) -> None:
        for parts in self._plan.items_paths:
            hits, exists = walk(at.value, parts, at.pointer)
            if not exists:
                continue
            draft.items = []
            draft.paths["items"] = json_path(at.answer.name, at.answer.position, _container(at.pointer, parts))
            draft.raw["items"] = ""
            for number, (pointer, value) in enumerate(hits):
                inner = Draft(paths=draft.paths, raw=draft.raw, guessed=draft.guessed, troubles=draft.troubles)
                for spec in self._plan.json_items:
                    self._field(_At(at.answer, pointer, value, at.currency), spec, f"items.{number}.", inner)
                draft.items.append(inner.values)
            return

    def _field(self, at: _At, spec: FieldPlan, prefix: str, draft: Draft) -> None:
        """The first alternative that gives a value; else, if something stood there, why it is none."""
        name = prefix + spec.name
        troubles = len(draft.troubles)
        for take in spec.json:
            source = self._source(at, take)
            if source is None:
                continue
            hits, exists = walk(source.value, take.parts, source.pointer)
            if spec.kind is FieldType.LIST:
                if exists:
                    self._list(source, spec, (name, take, hits), draft)
                    return
                continue
            if hits and self._one(source, spec, (name, take, hits[0]), draft):
                return
        if spec.required and len(draft.troubles) == troubles:
            draft.trouble(name, "", "required, and not there", "")

    def _source(self, at: _At, take: JsonPlan) -> _At | None:
        if not take.exchange:
            return at
        other = last(self._answers, take.exchange)
        return None if other is None else _At(other, "", other.data, at.currency)

    def _one(self, at: _At, spec: FieldPlan, found: tuple[str, JsonPlan, tuple[str, object]], draft: Draft) -> bool:
        name, take, (pointer, value) = found
        path = json_path(at.answer.name, at.answer.position, pointer)
        raw = json_text(value) if not isinstance(value, dict | list) else type(value).__name__
        if value is None:
            return False
        parsed = self._parsed(spec, take, value, at.currency)
        if parsed is None:
            return not spec.required
        made = draft.put(
            name, parsed, raw=cleaned(raw[:MAX_TEXT]), path=path, guess=take.guess, reader=self._plan.values
        )
        if made is not None:
            draft.values[spec.name] = made
        return True

    def _parsed(self, spec: FieldPlan, take: JsonPlan, value: object, currency: str) -> Parsed:
        values = self._plan.values
        if take.regex is not None and isinstance(value, str):
            text = cut(cleaned(value[:MAX_TEXT]), take.regex)
            if text is None:
                return Unreadable("what stands there does not have the expected form")
            value = text
        parsed = values.json(spec.kind, value, scale=take.scale, currency=currency)
        if spec.name == "order_sn" and isinstance(parsed, str):
            return values.order_sn(parsed) or Unreadable("not an order number")
        return parsed

    def _list(
        self, at: _At, spec: FieldPlan, found: tuple[str, JsonPlan, list[tuple[str, object]]], draft: Draft
    ) -> None:
        name, take, hits = found
        values: list[str] = []
        texts: list[str] = []
        for number, (pointer, value) in enumerate(hits):
            if value is None or value == "":
                continue
            raw = cleaned(json_text(value)[:MAX_TEXT]) if not isinstance(value, dict | list) else type(value).__name__
            path = json_path(at.answer.name, at.answer.position, pointer)
            parsed = self._parsed(spec, take, value, at.currency)
            made = draft.put(f"{name}.{number}", parsed, raw=raw, path=path, guess=take.guess, reader=self._plan.values)
            texts.append(raw)
            if isinstance(made, str):
                values.append(made)
        draft.values[spec.name] = tuple(values)
        whole = _container(at.pointer, take.parts)
        draft.paths[name] = json_path(at.answer.name, at.answer.position, whole)
        draft.raw[name] = "\n".join(texts)[:MAX_TEXT]
        if take.guess:
            draft.guessed.add(name)


def _inside(at: _At, within: tuple[str, ...]) -> _At:
    """The alternative shape that this element has (`order_card`, `package_level_order_card`)."""
    if isinstance(at.value, dict):
        for key in within:
            if isinstance(at.value.get(key), dict):
                return _At(at.answer, f"{at.pointer}/{key}", at.value[key], at.currency)
    return at


def _container(pointer: str, parts: Sequence[str]) -> str:
    """Pointer to the outermost list of a path."""
    before = parts[: parts.index("*")] if "*" in parts else parts
    return pointer + "".join(f"/{part}" for part in before)


def _page_problem(name: str, why: str) -> FieldProblem:
    return FieldProblem(field=name, raw="", why=why, witness=Witness.JSON)
