"""What is asked of a page by evaluate(): one question, one answer, nothing left behind in the page."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

from playwright.async_api import Page as BrowserPage

from watchdog.model.pack import OrderSnSpec, Overlay, PageSpec
from watchdog.model.pages import PageState, Rect, RowRect

SETTLED = files(__package__).joinpath("inpage.js").read_text(encoding="utf-8")

STILLNESS_MS = 250

NOTHING = (PageState.EMPTY, PageState.NOT_FOUND)
NOT_BLOCKING = (PageState.READY, PageState.SKELETON, *NOTHING)


@dataclass(frozen=True)
class Question:
    """The pack's selectors for one page type, as the script in the page takes them."""

    rows: list[str]
    skeletons: list[str]
    markers: list[dict[str, object]]
    key: str
    current: str
    next: str
    disabled: str
    overlays: tuple[Overlay, ...] = ()


@dataclass(frozen=True)
class Seen:
    """What the page showed at one moment. `ok`: it looked finished and stood still for a frame; `still`: it did not
    look finished, but nothing moved for a while. With neither, `html` is empty, unless time was up.

    `first`, `last`: key of the first and last row (order number, else the row's text); `current`: text of the current
    page number; `marker`, `overlay`: index of the pack's marker or overlay that shows, -1 for none.
    """

    rows: int
    first: str
    last: str
    skeletons: bool
    marker: int
    overlay: int
    current: str
    next: bool
    size: int
    text: int
    url: str
    ok: bool
    still: bool
    html: str
    rects: list[list[float]]
    signature: str

    def row_rects(self) -> tuple[RowRect, ...]:
        return tuple(
            RowRect(index=index, rect=Rect(x=box[0], y=box[1], width=box[2], height=box[3]))
            for index, box in enumerate(self.rects)
        )


@dataclass(frozen=True)
class Before:
    """What was seen before a page turn or a search. `turn`: what follows must differ in its first row and its number;
    else it must only be another sight."""

    first: str
    current: str
    signature: str
    turn: bool

    def passed(self, seen: Seen) -> bool:
        """True if `seen` cannot be what was there before."""
        return seen.first != self.first if self.turn else seen.signature != self.signature


def question(spec: PageSpec, order_sn: OrderSnSpec) -> Question:
    """Markers that need the document's status are left to the reader of the bytes: the page does not know it."""
    return Question(
        rows=[take.css for take in spec.rows.dom],
        skeletons=[skeleton.css for skeleton in spec.skeletons],
        markers=[
            {
                "css": marker.css,
                "text": marker.text,
                "url": marker.url,
                "blocks": marker.state not in NOT_BLOCKING,
                "nothing": marker.state in NOTHING,
            }
            for marker in spec.markers
            if not marker.http_status and not marker.exchange and marker.state is not PageState.SKELETON
        ],
        key=order_sn.pattern,
        current=spec.pager.current,
        next=spec.pager.next,
        disabled=spec.pager.disabled,
        overlays=spec.overlays,
    )


async def look(
    page: BrowserPage, asked: Question, *, timeout_s: float, before: Before | None, known: str, last: bool
) -> Seen:
    """Waits in the page until it looks finished and differs from `known` (a signature), at most `timeout_s`. `last`:
    take the page as it is when that time is up."""
    argument: dict[str, Any] = {
        **asdict(asked),
        "overlays": [overlay.css for overlay in asked.overlays],
        "before": asdict(before) if before and before.turn else None,
        "known": known,
        "last": last,
        "stillness": STILLNESS_MS,
        "timeout": round(timeout_s * 1000),
    }
    return Seen(**await page.evaluate(SETTLED, argument))
