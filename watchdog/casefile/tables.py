"""Snapshots of the seller's records as bytes (Parquet) and back. What does not fit a column travels in the file's
metadata.
"""

from __future__ import annotations

import io
import json

import polars as pl

from watchdog.casefile.canonical import canonical_json
from watchdog.errors import UsageError
from watchdog.model.base import Digest
from watchdog.model.case import RecordsRef
from watchdog.model.records import RecordsProblem, Snapshot

_PROBLEMS = "watchdog.problems"


def table_bytes(snapshot: Snapshot) -> bytes:
    """The normalised table, with the problems found while it was made."""
    out = io.BytesIO()
    problems = canonical_json(snapshot.problems).decode()
    snapshot.orders.write_parquet(out, compression="zstd", statistics=False, metadata={_PROBLEMS: problems})
    return out.getvalue()


def ref_of(snapshot: Snapshot, table: Digest) -> RecordsRef:
    """How a case names this snapshot."""
    return RecordsRef(
        name=snapshot.name,
        kind=snapshot.kind,
        digest=snapshot.digest,
        coverage=snapshot.coverage,
        table=table,
        fields=tuple(sorted(snapshot.fields)),
        stale=snapshot.stale,
    )


def snapshot_of(ref: RecordsRef, table: bytes) -> Snapshot:
    """The snapshot back. Raises UsageError if the bytes are not a table."""
    try:
        orders = pl.read_parquet(io.BytesIO(table))
        metadata = pl.read_parquet_metadata(io.BytesIO(table))
    except (pl.exceptions.PolarsError, OSError, ValueError) as trouble:
        raise UsageError(
            f"the records {ref.name!r} of this case cannot be read: {trouble}",
            mend="Copy the case again; if it was made by a newer version, update the program.",
        ) from trouble
    return Snapshot(
        name=ref.name,
        kind=ref.kind,
        digest=ref.digest,
        coverage=ref.coverage,
        orders=orders,
        fields=frozenset(ref.fields),
        stale=ref.stale,
        problems=tuple(RecordsProblem.model_validate(one) for one in json.loads(metadata.get(_PROBLEMS, "[]"))),
    )
