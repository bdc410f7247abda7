"""Which values of a case are personal: from what was read, and from the keys of JSON that hold people."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from urllib.parse import unquote

import polars as pl

from watchdog.casefile.files import Get
from watchdog.casefile.pseudonyms.renaming import Values, useful
from watchdog.model.case import Case
from watchdog.model.readings import LookReading, PageReading, SeenOrder

SHORTEST_CODE = 6
"""A code of fewer characters is replaced only where values stand: elsewhere it might be anything."""
_PERSON = re.compile(
    r"(user_?name|buyer_?name|(shipping|recipient|receiver|address|contact|full|first|last|nick|account|owner)_?name"
    r"|address\w*|phone\w*|mobile|tel(ephone)?|e?mail|zip_?code|post_?code|city|district|town|remark|note|portrait|avatar"
    r"|buyer_address_\w+|shipping_(phone|address)|message)$",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"((order|shop|user|buyer|buyer_user|package|ofg|return|merchant|main_account|sub_account|address|line_item)_?id"
    r"|(order|return|package)_?(sn|number)|tracking\w*|consignment_no|\w+_tn|waybill\w*|invoice_(no|number)|bank\w*)$",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"(SPC_(?!CDS_VER)\w+|\w*(token|csrf|session_?id|nonce|fingerprint)|signature|sign|sig)$", re.IGNORECASE
)
"""Names, in addresses and in JSON, of what ties a request to a sign-in: no secret may leave with a fixture."""
_QUERY = re.compile(r"[?&]([\w.-]+)=([^&#]+)")
_NOT_PERSON = re.compile(r"(ip_?address|note_mtime|message_code)$", re.IGNORECASE)
_EMAIL = re.compile(rb"[\w.+-]{2,}@[\w-]+\.[\w.-]{2,}")
_ENVELOPE = re.compile(r"^(success|ok|true|false|null)?$", re.IGNORECASE)


def values_of(case: Case, get: Get, readings: Iterable[LookReading] = (), also: Iterable[str] = ()) -> Values:
    """Everything that must not remain. `also`: further values a person names."""
    values = _from_case(case) | _from_bodies(case, get) | _from_tables(case, get)
    for reading in readings:
        values |= _from_reading(reading)
    return _tidy(values | Values(words=useful(also)))


def _from_case(case: Case) -> Values:
    asks = [page.ask for look in case.looks for page in look.pages]
    known = case.history.known
    found = [sn for one in case.history.open_incidents for sn in one.latest.finding.orders]
    return Values(
        order_sns=useful([*(a.order_sn for a in asks), *(k.order_sn for k in known), *found]),
        codes=useful(
            [
                *(a.order_id for a in asks),
                *(k.order_id for k in known),
                *(t for k in known for t in k.tracking_numbers or ()),
                case.target.shop_id,
                *_session_values(case),
            ]
        ),
        words=useful([*(k.buyer for k in known), case.target.name]),
    )


def _session_values(case: Case) -> Iterable[str]:
    """What addresses carry of the sign-in (`SPC_CDS=...`), as written and decoded."""
    for look in case.looks:
        for page in look.pages:
            for url in (page.url, *(one.url for one in page.exchanges)):
                for name, value in _QUERY.findall(url):
                    if _SESSION.match(name):
                        yield from (value, unquote(value))


def _from_reading(reading: LookReading) -> Values:
    pages = [page for window in reading.windows for page in window.pages]
    pages += [page for probe in reading.probes for page in (probe.search, probe.order_page) if page]
    pages += [*reading.order_pages, *(page for page in (reading.identity_before, reading.identity_after) if page)]
    values = Values()
    for page in pages:
        values |= _from_page(page)
    return values


def _from_page(page: PageReading) -> Values:
    rows: list[SeenOrder] = [*page.dom, *page.json_]
    who = page.identity
    return Values(
        order_sns=useful(row.facts.order_sn for row in rows),
        codes=useful(
            [
                *(row.facts.order_id for row in rows),
                *(t for row in rows for t in row.facts.tracking_numbers or ()),
                *(p for row in rows for p in row.facts.package_numbers or ()),
                who.shop_id if who else None,
            ]
        ),
        words=useful(
            [
                *(row.facts.buyer for row in rows),
                *(row.raw.get("buyer") for row in rows),  # as it stands in the bytes
                *((who.name, who.user_name) if who else ()),
            ]
        ),
    )


def _from_bodies(case: Case, get: Get) -> Values:
    values = Values()
    for look in case.looks:
        for page in look.pages:
            emails = useful(match.decode("utf-8", "replace") for match in _EMAIL.findall(get(page.html)))
            values |= Values(words=emails)
            for one in page.exchanges:
                for digest in (one.body, one.request_body):
                    if digest is not None:
                        values |= _from_json(get(digest))
    return values


def _from_json(body: bytes) -> Values:
    try:
        parsed = json.loads(body, parse_int=str, parse_float=str)
    except ValueError:
        return Values()
    codes: list[str] = []
    words: list[str] = []
    for key, value in _leaves("", parsed):
        if (_CODE.search(key) or _SESSION.match(key)) and any(char.isdigit() for char in value):
            codes.append(value)
        elif _PERSON.search(key) and not _NOT_PERSON.search(key) and not _ENVELOPE.match(value):
            words.append(value)
    sns = [value for key, value in _leaves("", parsed) if key == "order_sn"]
    return Values(order_sns=useful(sns), codes=useful(codes), words=useful(words))


def _leaves(key: str, value: object) -> Iterable[tuple[str, str]]:
    """(nearest key, text). Envelope keys (`message`, `user_message` at the top) are told apart by their words alone."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(name, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(key, inner)
    elif isinstance(value, str):
        yield key, value


def _from_tables(case: Case, get: Get) -> Values:
    values = Values()
    for ref in case.records:
        table = pl.read_parquet(io.BytesIO(get(ref.table)))
        tracking = [number for numbers in table["tracking_numbers"].to_list() for number in numbers or ()]
        values |= Values(
            order_sns=useful(table["order_sn"].to_list()),
            codes=useful(tracking),
            words=useful(table["buyer"].to_list()),
        )
    return values


def _tidy(values: Values) -> Values:
    """Each value once; codes too short to be distinctive become words; `0` and the like are no codes at all."""
    sns = values.order_sns
    codes = frozenset(code for code in values.codes - sns if set(code) - {"0"})
    short = frozenset(code for code in codes if len(code) < SHORTEST_CODE)
    return Values(sns, codes - short, (values.words | short) - sns - codes)
