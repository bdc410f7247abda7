"""Which rows of a page show an order, where they stood, and what has to be drawn on a copy of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from watchdog.model.base import OrderSn
from watchdog.model.pack import Pack
from watchdog.model.pages import PageRecord, Rect


@dataclass(frozen=True)
class Mark:
    """Draw `rects` (CSS pixels, one picture pixel each) on a copy of `picture`, kept as `copy`. Paths inside the
    exhibit.
    """

    picture: str
    copy: str
    rects: tuple[Rect, ...]
    rows: tuple[int, ...]


def rows_showing(html: bytes, orders: Sequence[OrderSn], pack: Pack, page_type: str) -> tuple[int, ...]:
    """Positions (0-based, DOM order of the pack's row selector) of rows whose text or address names one of the
    orders.
    """
    spec = pack.page(page_type)
    tree = LexborHTMLParser(html)
    for take in spec.rows.dom if spec else ():
        try:
            rows = tree.css(take.css)
        except SelectolaxError:
            continue
        if rows:
            texts = [row.html or "" for row in rows]
            return tuple(n for n, text in enumerate(texts) if any(sn in text for sn in orders))
    return ()


def marks_of(folder: str, record: PageRecord, rows: Sequence[int]) -> tuple[Mark, ...]:
    """One mark per picture of the page. The viewport picture shows the top of the page; so do row rectangles begin
    there.
    """
    rects = {one.index: one.rect for one in record.row_rects}
    chosen = tuple(row for row in rows if row in rects)
    if not chosen:
        return ()
    pictures = [name for name, digest in (("picture", record.picture), ("full", record.full_picture)) if digest]
    return tuple(
        Mark(f"{folder}/{name}.png", f"{folder}/marked-{name}.png", tuple(rects[row] for row in chosen), chosen)
        for name in pictures
    )
