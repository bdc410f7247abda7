"""The compare race: orders against records, all differences by field, from the same Parquet files.

Ours is the engine that the product calls (`compare.tables`), with its comparators (masks, legal moves, second parcels);
the peer is datacompy on polars with plain equality and the same money tolerance. Each runs in a process of its own, in
turn, so that its peak memory is its own; the medians of time and peak are printed, with their ratios.

    python bench/compare.py [--rows 1000000] [--runs 3]          (needs `pip install datacompy` for the peer)
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from watchdog.compare.tables import comparable_fields, compare_tables, only_in
from watchdog.model.records import ORDER_COLUMNS

FLAT = ("order_sn", "status_label", "total_e5", "currency", "buyer", "tracking", "quantity")


def make(rows: int, folder: Path) -> None:
    """Two tables of `rows` orders: one in a thousand differs in a field, one in a thousand is on one side only."""
    draw = random.Random(1)
    for name in ("recorded", "seen"):
        shift = 0 if name == "recorded" else rows // 1000
        numbers = [f"261101{place + shift:08d}" for place in range(rows)]
        off = set(draw.sample(range(rows), rows // 1000)) if name == "seen" else set()
        tail = [int(number[6:]) for number in numbers]
        frame = pl.DataFrame(
            {
                "order_sn": numbers,
                "status_label": ["Shipping" if n % 3 else "Completed" for n in tail],
                "status_means": [["SHIPPED"] if n % 3 else ["COMPLETED"] for n in tail],
                "total_e5": [n % 90_000 * 1_000 + (500_000 if place in off else 0) for place, n in enumerate(tail)],
                "currency": ["SGD"] * rows,
                "buyer": [f"buyer_{n % 70_000}" for n in tail],
                "tracking_numbers": [[f"SPXSG{n:010d}"] for n in tail],
                "created_on": [datetime(2026, 11, 1, tzinfo=UTC).date()] * rows,
                "items": [
                    [{"name": f"Demo {n % 500}", "variation": "Blue", "sku": f"SKU-{n % 500}", "quantity": 1 + n % 3}]
                    for n in tail
                ],
            },
            schema_overrides={"items": ORDER_COLUMNS["items"]},
        )
        frame = frame.sample(fraction=1.0, shuffle=True, seed=shift)
        frame.write_parquet(folder / f"{name}.parquet")
        item = pl.col("items").list.first().struct
        frame.with_columns(
            tracking=pl.col("tracking_numbers").list.first(),
            quantity=item.field("quantity"),
            item=item.field("name"),
            variation=item.field("variation"),
            sku=item.field("sku"),
        ).select(*FLAT, "item", "variation", "sku").write_parquet(folder / f"{name}-flat.parquet")


def ours(folder: Path) -> int:
    recorded, seen = (pl.read_parquet(folder / f"{name}.parquet") for name in ("recorded", "seen"))
    _, tables = compare_tables(recorded, seen, comparable_fields(recorded), 1_000)
    alone = len(only_in(recorded, seen)) + len(only_in(seen, recorded))
    return alone + sum(len(table.differing) for table in tables)


def peer(folder: Path) -> int:
    """datacompy has no lists: it is given the first item and the first number as plain columns."""
    from datacompy import PolarsCompare

    recorded, seen = (pl.read_parquet(folder / f"{name}-flat.parquet") for name in ("recorded", "seen"))
    made = PolarsCompare(recorded, seen, join_columns="order_sn", abs_tol=1_000)
    alone = len(made.df1_unq_rows) + len(made.df2_unq_rows)
    return alone + sum(int(one["unequal_cnt"]) for one in made.column_stats)


def one(which: str, folder: Path) -> None:
    started = time.perf_counter()
    found = {"ours": ours, "datacompy": peer}[which](folder)
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "peak_mb": _peak_mb(), "found": found}))


def _peak_mb() -> float:
    """Peak resident memory of this process (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--one", choices=("ours", "datacompy"))
    asked.add_argument("--folder", type=Path)
    given = asked.parse_args()
    if given.one:
        one(given.one, given.folder)
        return
    runners = ["ours"] + (["datacompy"] if importlib.util.find_spec("datacompy") else [])
    with tempfile.TemporaryDirectory() as folder:
        make(given.rows, Path(folder))
        told: dict[str, list[dict[str, float]]] = {name: [] for name in runners}
        for _ in range(given.runs):
            for name in runners:
                command = [sys.executable, __file__, "--one", name, "--folder", folder]
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                told[name].append(json.loads(done.stdout.splitlines()[-1]))
    for name, runs in told.items():
        seconds, peak = (statistics.median(run[key] for run in runs) for key in ("seconds", "peak_mb"))
        print(f"{name:10} {seconds:7.2f} s   peak {peak:7.0f} MB   differences {runs[0]['found']:.0f}")
    if "datacompy" in told:
        for key in ("seconds", "peak_mb"):
            ratio = statistics.median(a[key] / b[key] for a, b in zip(told["ours"], told["datacompy"], strict=True))
            print(f"ours / datacompy, {key}: {ratio:.2f}")
    else:
        print("datacompy is not installed: no peer in this run")


if __name__ == "__main__":
    main()
