"""Marked copies of pictures. The picture itself, and the page it shows, are never touched."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from watchdog.model.pages import Rect

COLOUR = (214, 31, 31)
WIDTH = 4


def outlined(png: bytes, rects: Sequence[Rect]) -> bytes | None:
    """A copy with an outline just outside each rectangle; None if it is no picture or no rectangle lies in it.

    One CSS pixel is one picture pixel: pictures are taken at a device scale of 1.
    """
    try:
        with Image.open(io.BytesIO(png)) as opened:
            copy = opened.convert("RGB")
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    inside = [rect for rect in rects if _overlaps(rect, copy.width, copy.height)]
    if not inside:
        return None
    draw = ImageDraw.Draw(copy)
    for rect in inside:
        box = (
            max(0, round(rect.x) - WIDTH),
            max(0, round(rect.y) - WIDTH),
            min(copy.width - 1, round(rect.x + rect.width) + WIDTH),
            min(copy.height - 1, round(rect.y + rect.height) + WIDTH),
        )
        draw.rectangle(box, outline=COLOUR, width=WIDTH)
    out = io.BytesIO()
    copy.save(out, "PNG")
    return out.getvalue()


def _overlaps(rect: Rect, width: int, height: int) -> bool:
    return rect.width > 0 and rect.height > 0 and 0 <= rect.y < height and 0 <= rect.x < width
