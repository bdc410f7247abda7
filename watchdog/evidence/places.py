"""Where a pointer of a claim leads inside an exhibit: a file, and a path in it that a stranger can follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import polars as pl

from watchdog.casefile import Json, plain_json, pretty_json, record_files, snapshot_of
from watchdog.casefile.files import Get
from watchdog.model.base import OrderSn
from watchdog.model.case import Case, RecordsRef
from watchdog.model.readings import Pointer

HISTORY = "history"


def place_of(pointer: Pointer, files: Mapping[str, bytes], rows: Mapping[str, str]) -> tuple[str, str]:
    """(file, path) of a pointer; ("", "") where the exhibit does not hold it.

    `rows`: `<records source>|<place>` -> path of that row in the source's rows file.
    """
    if pointer.source == HISTORY:
        # A status is shown by its label and compared by what it may mean: the whole entry holds both.
        path = pointer.path.removesuffix("/status_means")
        return "case.json", path.replace("json:", "json:/history", 1)
    if pointer.source.startswith("records/"):
        return _records_place(pointer, rows)
    folder, _, name = pointer.source.rpartition("/")
    wanted = "page.html" if name == "html" else f"{name}.json"
    found = _same_page(folder, wanted, files)
    if not found:
        return "", ""
    needle = pointer.text.encode()
    return next((path for path in found if needle and needle in files[path]), found[0]), pointer.path


def _same_page(folder: str, wanted: str, files: Mapping[str, bytes]) -> Sequence[str]:
    """A page asked for twice in one look has two folders: `order-X` and `order-X~2`."""
    return [path for path in files if path.endswith(f"/{wanted}") and path.rpartition("/")[0].split("~")[0] == folder]


def _records_place(pointer: Pointer, rows: Mapping[str, str]) -> tuple[str, str]:
    file, _, path = rows.get(f"{pointer.source}|{pointer.path}", "").partition("#")
    return file, path


def record_rows(case: Case, orders: Sequence[OrderSn], get: Get) -> tuple[dict[str, bytes], dict[str, str]]:
    """The records' rows of these orders, one file per source, and where each row's place is found in it.

    Beside it the source's order numbers, all of them: without those nobody can check that one is not among them.
    """
    files: dict[str, bytes] = {}
    places: dict[str, str] = {}
    for path, ref in zip(record_files(case), case.records, strict=True):
        stem = path.removesuffix(".parquet")
        table = snapshot_of(ref, get(ref.table)).orders
        chosen = table.filter(pl.col("order_sn").is_in(list(orders))).to_dicts()
        files[f"{stem}.rows.json"] = pretty_json(_told(ref, [_row(row) for row in chosen]))
        numbers = sorted({str(sn) for sn in table["order_sn"] if sn is not None})
        files[f"{stem}.order-numbers.txt"] = "".join(f"{sn}\n" for sn in numbers).encode()
        places[f"records/{ref.name}|column:order_sn"] = f"{stem}.order-numbers.txt#text:"
        for index, row in enumerate(chosen):
            places[f"records/{ref.name}|cell:{row['place']}"] = f"{stem}.rows.json#json:/rows/{index}"
    return files, places


def _told(ref: RecordsRef, rows: list[Json]) -> dict[str, Json]:
    return {
        "name": ref.name,
        "kind": ref.kind.value,
        "stale": ref.stale,
        "coverage": plain_json(ref.coverage),
        "source_sha256": ref.digest,
        "table_sha256": ref.table,
        "fields": list(ref.fields),
        "rows": rows,
    }


def _row(row: dict[str, object]) -> Json:
    """A row as it was compared; the amount once more in major units, as people write it."""
    total = row.get("total_e5")
    return plain_json({**row, "total": _amount(total) if isinstance(total, int) else None})


def _amount(total_e5: int) -> str:
    """2590000 -> `25.90`: at least two decimals, none invented beyond."""
    amount = Decimal(total_e5) / 100_000
    cents = amount.quantize(Decimal("0.01"))
    return format(cents if cents == amount else amount.normalize(), "f")
