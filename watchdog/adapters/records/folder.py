"""The seller's side from files: newest file of an inbox, last good table where the newest cannot be understood."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from collections.abc import Mapping as ByShop
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from watchdog.adapters.records.coverage import NameSays, coverage_of, export_name, newest_day, outside_name
from watchdog.adapters.records.files import Content, FileBytes, digest_of, read_file
from watchdog.adapters.records.fold import empty_orders
from watchdog.adapters.records.layouts import ExportData, export_data, export_texts
from watchdog.adapters.records.reading import Secret, open_grids, read_orders
from watchdog.adapters.records.store import Kept, KeptMeta, LastGood
from watchdog.adapters.records.tables import Problems, UnreadableError
from watchdog.errors import SettingsError
from watchdog.model.base import Digest, ShopKey
from watchdog.model.case import Target
from watchdog.model.pack import Pack
from watchdog.model.records import Coverage, RecordsKind, RecordsProblem, Snapshot
from watchdog.model.sources import RecordsSource

Keep = Callable[[bytes, str], Digest]
_UNFINISHED = (".crdownload", ".part", ".partial", ".tmp", ".download")
_VERSION = 1
"""Of this reading: raised when the same bytes would give another table."""


def _no_secret(reference: str, what: str) -> str:
    raise SettingsError(
        f"{what}: {reference} cannot be asked here", mend="Run this with settings that can reach secrets."
    )


@dataclass(frozen=True)
class _Means:
    """What reading needs from outside: secrets, the archive, the last good tables."""

    secret: Secret
    keep: Keep | None
    good: LastGood
    base: Path


class FileRecords:
    """ports.Records over files, folders and SQLite databases.

    `sources`: per shop, paths absolute or relative to `base`. `data`: folder for the last good tables. `keep`: puts a
    file's own bytes into the archive. `pack_texts`: texts of selector packs by path (None: the shipped header tables).
    """

    def __init__(
        self,
        sources: ByShop[ShopKey, Sequence[RecordsSource]],
        *,
        data: Path,
        base: Path | None = None,
        secret: Secret = _no_secret,
        keep: Keep | None = None,
        pack_texts: ByShop[str, str] | None = None,
    ) -> None:
        self._sources = sources
        self._texts = pack_texts
        self._means = _Means(secret, keep, LastGood(data), base or Path())

    def as_of(self, target: Target, pack: Pack, at: datetime) -> tuple[Snapshot, ...]:
        """Every source of this shop, in the order of the settings. Trouble with a file is part of its snapshot."""
        texts = export_texts(target.platform, self._texts)
        meaning = f"{_VERSION}\n{pack.digest}\n{pack.region.model_dump_json()}\n{json.dumps(texts, sort_keys=True)}"
        task = _Task(self._means, target.shop, pack, export_data(texts), meaning, at)
        return tuple(_OneSource(task, source).snapshot() for source in self._sources.get(target.shop, ()))


@dataclass(frozen=True)
class _Task:
    """One check of one shop."""

    means: _Means
    shop: ShopKey
    pack: Pack
    exports: ExportData
    meaning: str
    at: datetime


class _OneSource:
    """One source in one check."""

    def __init__(self, task: _Task, source: RecordsSource) -> None:
        self.task, self.source, self.means, self.at = task, source, task.means, task.at
        self.reading = hashlib.sha256(f"{task.meaning}\n{source.model_dump_json()}".encode()).hexdigest()

    def path(self) -> Path:
        """The file that counts now. Raises UnreadableError if there is none."""
        base = self.means.base
        return base / self.source.path if self.source.path else newest(base / self.source.inbox, self.source.pattern)

    def snapshot(self) -> Snapshot:
        name = self.source.path or self.source.inbox
        try:
            path = self.path()
            name = path.name
            return self._fresh(path)
        except UnreadableError as error:
            problem = RecordsProblem(file=name, place=error.place, why=error.why, mend=error.mend)
            return self._stale(problem)

    def _fresh(self, path: Path) -> Snapshot:
        file = read_file(path)
        kept = self.means.good.load(self.task.shop, self.source.name)
        if (
            kept
            and file.content is not Content.SQLITE
            and kept.meta.digest == file.digest
            and kept.meta.reading == self.reading
        ):
            return self._made(kept, path.name, min(file.modified, self.at), ())
        return self._read(path, file)

    def _read(self, path: Path, file: FileBytes) -> Snapshot:
        problems = Problems(path.name)
        opened = open_grids(path, self.source, self.means.secret, problems, file)
        table = read_orders(opened, self.source, self.task.pack, self.task.exports, problems)
        if self.means.keep is not None:
            self.means.keep(opened.data, "application/octet-stream")
        written = self.at if file.content is Content.SQLITE else min(file.modified, self.at)
        meta = KeptMeta(
            file=path.name,
            digest=opened.digest,
            reading=self.reading,
            modified=written,
            fields=table.fields,
            problems=table.problems,
            table_digest=Digest(""),
        )
        self.means.good.save(self.task.shop, self.source.name, meta, table.orders)
        return self._made(Kept(meta, table.orders), path.name, written, ())

    def _stale(self, problem: RecordsProblem) -> Snapshot:
        kept = self.means.good.load(self.task.shop, self.source.name)
        if kept is not None and kept.meta.modified <= self.at:
            return self._made(kept, kept.meta.file, kept.meta.modified, (problem,), stale=True)
        return Snapshot(
            name=self.source.name,
            kind=self.source.kind,
            digest=digest_of(b""),
            coverage=Coverage(since=None, until=None, taken_at=self.at, complete=False),
            orders=empty_orders(),
            fields=frozenset(),
            stale=True,
            problems=(problem,),
        )

    def _made(
        self, kept: Kept, name: str, written: datetime, new: tuple[RecordsProblem, ...], *, stale: bool = False
    ) -> Snapshot:
        export = self.source.kind is RecordsKind.EXPORT
        says = export_name(name, self.task.exports.names) if export else NameSays()
        outside = outside_name(kept.orders, says)
        told = (*new, *((_outside(name, outside),) if outside else ()), *kept.meta.problems)
        return Snapshot(
            name=self.source.name,
            kind=self.source.kind,
            digest=kept.meta.digest,
            coverage=coverage_of(
                kept.orders,
                self.source,
                says,
                written=written,
                zone=self.task.pack.region.time_zone,
                outside=bool(outside),
            ),
            orders=kept.orders,
            fields=kept.meta.fields,
            stale=stale,
            problems=told,
        )


def _outside(name: str, count: int) -> RecordsProblem:
    return RecordsProblem(
        file=name,
        place="",
        why=f"{count} order(s) were created outside the days that the file's name gives; it is not taken as complete",
        mend="Export by order creation date, and keep the name that the site gave the file.",
    )


def newest(inbox: Path, pattern: str) -> Path:
    """The newest file of a folder: by the last day in its name, then the first, then by the time it was written.

    Lock files, hidden files and unfinished downloads do not count. Raises UnreadableError if none is left.
    """
    try:
        files = [p for p in inbox.glob(pattern) if p.is_file() and _counts(p.name)]
        dated = [(newest_day(p.name), p.stat().st_mtime, p.name, p) for p in files]
    except OSError as error:
        raise UnreadableError(
            f"the inbox cannot be listed ({error})", mend="Check that the folder can be read."
        ) from error
    if dated:
        return max(dated)[-1]
    if not inbox.is_dir():
        raise UnreadableError(
            "the inbox folder is not there", mend=f"Create the folder {inbox}, or correct `inbox` in the settings."
        )
    raise UnreadableError(
        f"the inbox holds no file like `{pattern}`", mend=f"Drop an order export or your books into {inbox}."
    )


def _counts(name: str) -> bool:
    return not name.startswith(("~$", ".")) and not name.lower().endswith(_UNFINISHED)
