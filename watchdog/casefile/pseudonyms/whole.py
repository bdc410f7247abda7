"""A whole case, renamed: pages, exchanges, records, history, the case itself. Pictures are left out."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping

import polars as pl

from watchdog.casefile.canonical import canonical_json, digest_of
from watchdog.casefile.files import CASE, PACK, Get, files_of
from watchdog.casefile.pseudonyms.renaming import Renaming, Values, make_renaming
from watchdog.casefile.pseudonyms.replacing import Replacer
from watchdog.casefile.tables import snapshot_of, table_bytes
from watchdog.errors import UsageError
from watchdog.model.base import AccountId, Digest, ShopKey
from watchdog.model.case import Case, HistorySlice, RecordsRef
from watchdog.model.findings import Incident
from watchdog.model.pages import PageRecord

SHOP, ACCOUNT = ShopKey("fixture-shop"), AccountId("fixture-account")


def pseudonymise(case: Case, get: Get, values: Values, seed: str) -> tuple[dict[str, bytes], Renaming]:
    """The renamed case as named bytes, and the renaming. Raises UsageError if an original value remains anywhere.

    That the verdict stays equal under the renaming is for the caller to prove: judge both and compare them with
    `renamed_differences`.
    """
    renaming = make_renaming(values, seed)
    replacer = Replacer(renaming)
    kept: dict[Digest, bytes] = {}
    made = _Maker(replacer, get, kept)
    renamed = _case(case, made)
    kept[case.pack] = get(case.pack)
    files = files_of(renamed, kept.__getitem__)
    left = remains(files, renaming)
    if left:
        raise UsageError(
            f"the renamed case would still hold real values: {'; '.join(left[:5])}",
            mend="Nothing was written. Report this with the page type it happened on, without the values themselves.",
        )
    return files, renaming


def remains(files: Mapping[str, bytes], renaming: Renaming) -> tuple[str, ...]:
    """Where original values still stand: `<file>: <n> values`, never the values themselves. pack.json holds no
    people.
    """
    replacer = Replacer(renaming)
    found: list[str] = []
    for path, data in files.items():
        if path == PACK:
            continue
        count = len(replacer.remaining(path, "text") | replacer.remaining(*_readable(path, data)))
        if count:
            found.append(f"{path}: {count} values")
    return tuple(found)


def _readable(path: str, data: bytes) -> tuple[str, str]:
    if path.endswith(".parquet"):
        return json.dumps(pl.read_parquet(io.BytesIO(data)).to_dicts(), default=str, ensure_ascii=False), "json"
    text = data.decode("utf-8", "replace")
    if path.endswith(".html"):
        return text, "html"
    return text, "json" if path == CASE or _is_json(text) else "text"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


class _Maker:
    """Renames bytes and keeps them; digests of the old lead to digests of the new."""

    def __init__(self, replacer: Replacer, get: Get, kept: dict[Digest, bytes]) -> None:
        self.replacer, self.get, self._kept = replacer, get, kept

    def keep(self, data: bytes) -> Digest:
        digest = digest_of(data)
        self._kept[digest] = data
        return digest

    def html(self, digest: Digest) -> Digest:
        return self.keep(self.replacer.html(self.get(digest).decode("utf-8", "replace")).encode())

    def body(self, digest: Digest | None) -> Digest | None:
        if digest is None:
            return None
        text = self.get(digest).decode("utf-8", "replace")
        return self.keep((self.replacer.json(text) if _is_json(text) else self.replacer.text(text)).encode())

    def table(self, ref: RecordsRef) -> Digest:
        snapshot = snapshot_of(ref, self.get(ref.table))
        orders = snapshot.orders.with_columns(
            pl.col(column).map_elements(self.replacer.text, return_dtype=pl.String())
            for column in ("order_sn", "buyer", "place")
        ).with_columns(pl.col("tracking_numbers").list.eval(pl.element().map_elements(self.replacer.text, pl.String())))
        problems = tuple(
            one.model_copy(update={"why": self.replacer.text(one.why), "place": self.replacer.text(one.place)})
            for one in snapshot.problems
        )
        changed = {"orders": orders, "problems": problems}
        return self.keep(table_bytes(type(snapshot)(**{**vars(snapshot), **changed})))


def _case(case: Case, made: _Maker) -> Case:
    """Bytes first, then every text of the case itself."""
    looks = tuple(
        look.model_copy(update={"pages": tuple(_page(page, made) for page in look.pages)}) for look in case.looks
    )
    records = tuple(ref.model_copy(update={"table": made.table(ref)}) for ref in case.records)
    target = case.target.model_copy(update={"shop": SHOP, "account": ACCOUNT})
    changed = case.model_copy(
        update={"looks": looks, "records": records, "target": target, "history": _history(case.history)}
    )
    return Case.model_validate_json(made.replacer.json(canonical_json(changed).decode()))


def _page(page: PageRecord, made: _Maker) -> PageRecord:
    exchanges = tuple(
        one.model_copy(update={"body": made.body(one.body), "request_body": made.body(one.request_body)})
        for one in page.exchanges
    )
    return page.model_copy(
        update={
            "html": made.html(page.html),
            "exchanges": exchanges,
            "picture": None,
            "full_picture": None,
            "clips": (),
        }
    )


def _history(history: HistorySlice) -> HistorySlice:
    return history.model_copy(update={"open_incidents": tuple(_incident(one) for one in history.open_incidents)})


def _incident(incident: Incident) -> Incident:
    finding = incident.latest.finding.model_copy(update={"shop": SHOP})
    return incident.model_copy(update={"shop": SHOP, "latest": incident.latest.model_copy(update={"finding": finding})})
