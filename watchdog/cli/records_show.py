"""Records on a screen and as JSON. Cells are hostile input: nothing of them reaches a terminal unseen-through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from watchdog.casefile import visible
from watchdog.cli.words import Language

if TYPE_CHECKING:
    import polars as pl

    from watchdog.adapters.records import Description
    from watchdog.model.records import RecordsProblem, Snapshot

FIRST = 10
_LABELS = {
    "en": {
        "stale": "STALE, the last good one",
        "ok": "ok",
        "orders": "orders",
        "covers": "covers",
        "unknown": "unknown days",
        "every": "every status",
        "whole": "complete",
        "gaps": "may leave orders out",
        "as_of": "as of",
        "has": "has",
        "mend": "Mend",
        "export": "An official order export; it needs no mapping:",
        "columns": "Which column is which:",
        "first": "First orders as they are understood:",
    },
    "zh": {
        "stale": "旧：上次可读的内容",
        "ok": "正常",
        "orders": "个订单",
        "covers": "覆盖",
        "unknown": "日期未知",
        "every": "全部状态",
        "whole": "完整",
        "gaps": "可能缺单",
        "as_of": "截至",
        "has": "含",
        "mend": "处理办法",
        "export": "官方订单导出，无需映射：",
        "columns": "各列含义：",
        "first": "前几个订单（按理解）：",
    },
}


def snapshot_lines(snapshot: Snapshot, lang: Language) -> Iterator[str]:
    """One source: state, coverage, fields, problems, first orders."""
    words, cover = _LABELS[lang], snapshot.coverage
    state = words["stale"] if snapshot.stale else words["ok"]
    yield f"{visible(snapshot.name)} ({snapshot.kind.value}): {state}, {snapshot.orders.height} {words['orders']}"
    days = f"{cover.since} .. {cover.until}" if cover.since else words["unknown"]
    which = ", ".join(sorted(cover.statuses)) if cover.statuses else words["every"]
    whole = words["whole"] if cover.complete else words["gaps"]
    yield f"  {words['covers']} {days}, {which}, {whole}; {words['as_of']} {cover.taken_at:%Y-%m-%d %H:%M} UTC"
    yield f"  {words['has']} {', '.join(sorted(snapshot.fields)) or '-'}; SHA-256 {snapshot.digest}"
    yield from _problem_lines(snapshot.problems, lang)
    yield from _order_lines(snapshot.orders)


def description_lines(described: Description, lang: Language) -> Iterator[str]:
    """A mapping with what speaks for it, and ten orders read by it."""
    words = _LABELS[lang]
    if described.suggestion is None:
        yield f"{words['export']} {described.table.language}"
    else:
        yield words["columns"]
        for one in described.suggestion.evidence:
            why = one.why.zh if lang == "zh" else one.why.en
            samples = " | ".join(visible(s, longest=24) for s in one.samples)
            yield f"  {one.field.value:<12} {visible(one.column, longest=30)}  ({why}: {samples})"
        for doubt in described.suggestion.doubts:
            yield f"  ! {visible(doubt.zh if lang == 'zh' else doubt.en, longest=300)}"
    yield from _problem_lines(described.table.problems, lang)
    yield words["first"]
    yield from _order_lines(described.table.orders)


def snapshot_json(snapshot: Snapshot) -> dict[str, object]:
    return {
        "name": snapshot.name,
        "kind": snapshot.kind.value,
        "stale": snapshot.stale,
        "digest": snapshot.digest,
        "orders": snapshot.orders.height,
        "fields": sorted(snapshot.fields),
        "coverage": snapshot.coverage.model_dump(mode="json"),
        "problems": [one.model_dump() for one in snapshot.problems],
        "first": first_orders(snapshot.orders),
    }


def description_json(described: Description) -> dict[str, object]:
    found = described.suggestion
    return {
        "source": described.source.model_dump(mode="json", exclude_defaults=True),
        "language": described.table.language,
        "evidence": [
            {"field": e.field.value, "column": e.column, "why": e.why.model_dump(), "samples": e.samples}
            for e in (found.evidence if found else ())
        ],
        "doubts": [one.model_dump() for one in (found.doubts if found else ())],
        "problems": [one.model_dump() for one in described.table.problems],
        "orders": described.table.orders.height,
        "first": first_orders(described.table.orders),
    }


def first_orders(orders: pl.DataFrame) -> list[dict[str, str]]:
    """Ten orders as text."""
    return [_order(row) for row in orders.head(FIRST).iter_rows(named=True)]


def _order(row: dict[str, object]) -> dict[str, str]:
    total, items, means = row["total_e5"], row["items"], row["status_means"]
    amount = f"{row['currency']} {total / 100_000:.2f}" if isinstance(total, int) else ""
    meant = "/".join(str(m) for m in means) if isinstance(means, list) and means else "?"
    numbers = row["tracking_numbers"]
    return {
        "order_sn": str(row["order_sn"]),
        "status": f"{row['status_label']} = {meant}" if row["status_label"] else "",
        "total": amount,
        "buyer": str(row["buyer"] or ""),
        "tracking": ", ".join(str(n) for n in numbers) if isinstance(numbers, list) else "",
        "created": str(row["created_at"] or row["created_on"] or ""),
        "items": "; ".join(f"{i['quantity'] or 1} x {i['name'] or i['sku'] or '?'}" for i in items)
        if isinstance(items, list)
        else "",
        "place": str(row["place"] or ""),
    }


def _order_lines(orders: pl.DataFrame) -> Iterator[str]:
    for one in first_orders(orders):
        yield "  " + " | ".join(visible(value, longest=48) for value in one.values())


def _problem_lines(problems: tuple[RecordsProblem, ...], lang: Language) -> Iterator[str]:
    for one in problems:
        where = " ".join(part for part in (one.file, one.place) if part)
        yield f"  ! {visible(where)}: {visible(one.why, longest=300)}"
        yield f"    {_LABELS[lang]['mend']}: {one.mend}"
