"""The last good table of each source, kept in the data folder for when a newer file cannot be understood."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import polars as pl
from pydantic import ValidationError

from watchdog.disk import replace_bytes
from watchdog.model.base import Digest, Frozen, ShopKey
from watchdog.model.records import ORDER_COLUMNS, RecordsProblem

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


class KeptMeta(Frozen):
    """Beside the table: where it came from and how it was read."""

    file: str
    digest: Digest
    reading: str
    """Names settings, pack and header tables: another reading of the same bytes is another table."""
    modified: datetime
    fields: frozenset[str]
    problems: tuple[RecordsProblem, ...]
    table_digest: Digest


@dataclass(frozen=True)
class Kept:
    meta: KeptMeta
    orders: pl.DataFrame


class LastGood:
    """A folder of Parquet tables with their meta. Writing is replace-whole; a damaged pair counts as none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, shop: ShopKey, source: str) -> Kept | None:
        table, meta_file = self._paths(shop, source)
        try:
            data = table.read_bytes()
            meta = KeptMeta.model_validate_json(meta_file.read_text(encoding="utf-8"))
            if hashlib.sha256(data).hexdigest() != meta.table_digest:
                return None
            orders = pl.read_parquet(BytesIO(data))
        except (FileNotFoundError, ValidationError, UnicodeDecodeError, pl.exceptions.PolarsError):
            return None
        return Kept(meta, orders) if dict(orders.schema) == ORDER_COLUMNS else None

    def save(self, shop: ShopKey, source: str, meta: KeptMeta, orders: pl.DataFrame) -> None:
        table, meta_file = self._paths(shop, source)
        self.folder.mkdir(parents=True, exist_ok=True)
        body = BytesIO()
        orders.write_parquet(body)
        digest = Digest(hashlib.sha256(body.getvalue()).hexdigest())
        replace_bytes(table, body.getvalue())
        replace_bytes(
            meta_file, meta.model_copy(update={"table_digest": digest}).model_dump_json(indent=1).encode("utf-8")
        )

    def _paths(self, shop: ShopKey, source: str) -> tuple[Path, Path]:
        """Names of people become short safe file names; the hash keeps `A/B` and `A B` apart."""
        mark = hashlib.sha256(f"{shop}\n{source}".encode()).hexdigest()[:8]
        stem = _UNSAFE.sub("-", f"{shop}-{source}")[:40] + f"-{mark}"
        return self.folder / f"{stem}.parquet", self.folder / f"{stem}.json"
