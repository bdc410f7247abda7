"""Pages in memory <-> pages as records of digests. What archives of every kind do alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from watchdog.model.base import Digest
from watchdog.model.pages import Exchange, ExchangeRecord, Page, PageRecord, Pictures

Put: TypeAlias = Callable[[bytes, str], Digest]
Get: TypeAlias = Callable[[Digest], bytes]
HTML, JSON, PNG, PARQUET = "text/html; charset=utf-8", "application/json", "image/png", "application/vnd.apache.parquet"


def record_of(page: Page, put: Put) -> PageRecord:
    """Keep every byte of the page; the record names them."""
    return PageRecord(
        ask=page.ask,
        url=page.url,
        observed_at=page.observed_at,
        html=put(page.html, HTML),
        exchanges=tuple(_exchange_record(one, put) for one in page.exchanges),
        picture=None if page.picture is None else put(page.picture, PNG),
        row_rects=page.row_rects,
        stopped=page.stopped,
        http_status=page.http_status,
        failure=page.failure,
        settled_ms=page.settled_ms,
    )


def with_pictures(record: PageRecord, pictures: Pictures, put: Put) -> PageRecord:
    """The record with these pictures added; a clip of the same row and an earlier full page are replaced."""
    clips = dict(record.clips) | {index: put(png, PNG) for index, png in pictures.clips}
    full = record.full_picture if pictures.full is None else put(pictures.full, PNG)
    return record.model_copy(update={"clips": tuple(sorted(clips.items())), "full_picture": full})


def page_of(record: PageRecord, get: Get) -> Page:
    """The page back in memory, byte for byte."""
    return Page(
        ask=record.ask,
        url=record.url,
        observed_at=record.observed_at,
        html=get(record.html),
        exchanges=tuple(_exchange(one, get) for one in record.exchanges),
        picture=None if record.picture is None else get(record.picture),
        row_rects=record.row_rects,
        stopped=record.stopped,
        http_status=record.http_status,
        failure=record.failure,
        settled_ms=record.settled_ms,
    )


def _exchange_record(exchange: Exchange, put: Put) -> ExchangeRecord:
    return ExchangeRecord(
        name=exchange.name,
        method=exchange.method,
        url=exchange.url,
        status=exchange.status,
        request_body=put(exchange.request_body, JSON) if exchange.request_body else None,
        body=None if exchange.body is None else put(exchange.body, JSON),
        started_at=exchange.started_at,
        failure=exchange.failure,
    )


def _exchange(record: ExchangeRecord, get: Get) -> Exchange:
    return Exchange(
        name=record.name,
        method=record.method,
        url=record.url,
        status=record.status,
        request_body=b"" if record.request_body is None else get(record.request_body),
        body=None if record.body is None else get(record.body),
        started_at=record.started_at,
        failure=record.failure,
    )
