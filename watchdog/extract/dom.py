"""What the seller sees: rows of the DOM, read in one pass each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from watchdog.extract.drafts import Draft
from watchdog.extract.paths import css_path, css_step
from watchdog.extract.plans import MAX_SEARCHED, FieldPlan, Layout, Plan, TakePlan
from watchdog.extract.values import MAX_TEXT, Values
from watchdog.model.pack import FieldType
from watchdog.model.readings import FieldProblem, SeenOrder, Witness
from watchdog.packs.text import squeezed

MAX_ROWS = 1000
MAX_ITEMS = 300


@dataclass(frozen=True)
class DomRows:
    """Rows found by the first layout of the pack that finds any. `count`: containers, readable or not; `blank`:
    without any text.
    """

    generation: str = ""
    count: int = 0
    blank: int = 0
    orders: tuple[SeenOrder, ...] = ()
    problems: tuple[FieldProblem, ...] = ()
    layout: Layout | None = None


def read_dom(tree: LexborHTMLParser, plan: Plan) -> DomRows:
    """Every row of the page. Nothing found: count 0."""
    for layout in plan.layouts:
        nodes = tree.css(layout.css)
        if nodes:
            return _rows(nodes, layout, plan)
    return DomRows()


def cut_rows(tree: LexborHTMLParser, rows: DomRows) -> None:
    """Take the rows out of the tree. Rows inside rows are left: freeing the outer one frees the inner one too."""
    if rows.layout is None or tree.css_first(f":is({rows.layout.css}) :is({rows.layout.css})") is not None:
        return
    for node in tree.css(rows.layout.css):
        node.decompose()


def _rows(nodes: list[LexborNode], layout: Layout, plan: Plan) -> DomRows:
    orders: list[SeenOrder] = []
    problems: list[FieldProblem] = []
    blank = 0
    for index, node in enumerate(nodes[:MAX_ROWS]):
        draft = _row(node, index, layout, plan)
        if "order_sn" not in draft.values and not node.text(strip=True):
            blank += 1
            continue
        order, found = draft.finish(Witness.DOM, index)
        problems += found
        if order is not None:
            orders.append(order)
    if len(nodes) > MAX_ROWS:
        why = f"the page has {len(nodes)} rows; the first {MAX_ROWS} were read"
        problems.append(FieldProblem(field="rows", raw="", why=why))
    return DomRows(layout.generation, len(nodes), blank, tuple(orders), tuple(problems), layout)


def _row(node: LexborNode, index: int, layout: Layout, plan: Plan) -> Draft:
    draft = Draft()
    here = css_path(css_step(layout.css, index + 1))
    for spec in layout.fields:
        if spec.takes:
            _field(node, spec, (here, ""), draft, plan.values)
    date_from_number(draft, plan)
    if layout.items_css:
        _items(node, here, layout, draft, plan.values)
    return draft


def date_from_number(draft: Draft, plan: Plan) -> None:
    """Fields of type sn_date: they stand where the order number stands."""
    sn = draft.values.get("order_sn")
    if not isinstance(sn, str):
        return
    for name in plan.sn_dates:
        day = plan.values.sn_date(sn)
        if day is not None:
            draft.values[name] = day
            draft.paths[name] = draft.paths["order_sn"]
            draft.raw[name] = draft.raw["order_sn"]
            if "order_sn" in draft.guessed:
                draft.guessed.add(name)


def _items(node: LexborNode, here: str, layout: Layout, draft: Draft, values: Values) -> None:
    for css in layout.items_css:
        nodes = node.css(css)
        if not nodes:
            continue
        draft.items = []
        draft.paths["items"] = f"{here} {css_step(css, 0)}"
        draft.raw["items"] = ""
        for number, item in enumerate(nodes[:MAX_ITEMS]):
            place = f"{here} {css_step(css, number + 1)}"
            inner = Draft(paths=draft.paths, raw=draft.raw, guessed=draft.guessed, troubles=draft.troubles)
            for spec in layout.items:
                if spec.takes:
                    _field(item, spec, (place, f"items.{number}."), inner, values)
            draft.items.append(inner.values)
        return


def _field(node: LexborNode, spec: FieldPlan, at: tuple[str, str], draft: Draft, values: Values) -> None:
    """The first alternative that gives a value; else, if something stood there, why it is none."""
    if spec.kind is FieldType.LIST:
        _list(node, spec, at, draft, values)
        return
    here, prefix = at
    name = prefix + spec.name
    misfit: tuple[str, str] | None = None
    for take in spec.takes:
        found = node.css_first(take.css) if take.css else node
        raw = None if found is None else _text(found, take)
        if found is None or raw is None:
            continue
        text = raw if take.regex is None else _cut(found, raw, take)
        parsed = None if text is None else values.text(spec.kind, text)
        if spec.name == "order_sn" and isinstance(parsed, str):
            text = values.order_sn(parsed)
            parsed = text
        if text is None:
            misfit = misfit or (raw, here + take.tail)
            continue
        shown = raw if len(raw) <= MAX_TEXT else text
        value = draft.put(name, parsed, raw=shown, path=here + take.tail, guess=take.guess, reader=values)
        if value is not None:
            draft.values[spec.name] = value
        if parsed is not None or not spec.required:
            return
    _missing(spec, name, misfit, draft)


def _missing(spec: FieldPlan, name: str, misfit: tuple[str, str] | None, draft: Draft) -> None:
    if misfit is not None and (misfit[0] or spec.required):
        draft.trouble(name, misfit[0], "what stands there does not have the expected form", misfit[1])
    elif spec.required:
        draft.trouble(name, "", "required, and not there", "")


def _list(node: LexborNode, spec: FieldPlan, at: tuple[str, str], draft: Draft, values: Values) -> None:
    here, prefix = at
    name = prefix + spec.name
    for take in spec.takes:
        nodes = node.css(take.css)
        if not nodes and not (take.inside and node.css_first(take.inside) is not None):
            continue
        found: list[str] = []
        texts: list[str] = []
        for number, match in enumerate(nodes[:MAX_ITEMS]):
            raw = _text(match, take)
            if raw is None:
                continue
            texts.append(raw)
            path = _place(here, take, number + 1)
            text = _cut(match, raw, take)
            if text is None:
                draft.trouble(f"{name}.{number}", raw, "what stands there does not have the expected form", path)
                continue
            parsed = values.text(spec.kind, text)
            value = draft.put(f"{name}.{number}", parsed, raw=raw, path=path, guess=take.guess, reader=values)
            if isinstance(value, str):
                found.append(value)
        draft.values[spec.name] = tuple(found)
        draft.paths[name] = _place(here, take, 0)
        draft.raw[name] = "\n".join(texts)[:MAX_TEXT]
        if take.guess:
            draft.guessed.add(name)
        return


def cut(raw: str, regex: re.Pattern[str]) -> str | None:
    """What the pattern takes out of a text; None if it does not fit. An optional group that took nothing gives `""`."""
    found = regex.search(raw)
    if found is None:
        return None
    return (found.group(1) if regex.groups else found.group(0)) or ""


def _cut(node: LexborNode, raw: str, take: TakePlan) -> str | None:
    if take.regex is None:
        return raw
    text = cut(raw, take.regex)
    if text is not None or take.attr:
        return text
    # once more with a space between the element's parts: `textContent` runs one block's last word into the next block
    return cut(squeezed(node.text(separator=" ")[:MAX_SEARCHED]), take.regex)


def _text(node: LexborNode, take: TakePlan) -> str | None:
    """None: nothing stands there."""
    text = node.attributes.get(take.attr) if take.attr else node.text()
    return None if text is None else squeezed(text if len(text) <= take.most else text[: take.most])


def _place(here: str, take: TakePlan, position: int) -> str:
    return f"{here} {css_step(take.css, position)}" + (f" @{take.attr}" if take.attr else "")
