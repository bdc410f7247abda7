r"""Paths of values inside a page's bytes, written so that a stranger can follow them without us.

DOM: `css:<selector>:nth-match(<k>) <selector> ... @<attribute>`. Read from left to right, starting at the document:
take what
matches the selector at or below the place reached, in document order; `:nth-match(k)` goes on from the k-th match
(from 1),
`:nth-match(*)` means every match, no `:nth-match` the first. `@name` reads that attribute, else the text is the
element's
`textContent` with runs of white space as one space and none at the ends.

JSON: `json:<exchange>-<k>#<pointer>`: the k-th exchange of that name on the page (from 0), and an RFC 6901 pointer
into it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from watchdog.packs.text import squeezed

_STEP = re.compile(r":nth-match\((\d+|\*)\)(?:\s+|$)")
_ATTRIBUTE = re.compile(r"(?:^|\s)@([\w:-]+)$")


FIRST = -1


def css_step(css: str, position: int = FIRST) -> str:
    """One step. `position` from 1; 0: every match. A selector list is wrapped in `:is()`, so that it stays one
    selector.
    """
    selector = f":is({css})" if "," in css else css
    return selector if position == FIRST else f"{selector}:nth-match({position or '*'})"


def css_path(*steps: str, attr: str | None = None) -> str:
    """Steps that are empty (the place itself) are left out."""
    return "css:" + " ".join([*filter(None, steps), *([f"@{attr}"] if attr else [])])


def escaped(key: str) -> str:
    """One key of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def json_path(exchange: str, position: int, pointer: str) -> str:
    return f"json:{exchange}-{position}#{pointer}"


def css_texts(html: bytes, path: str) -> tuple[str, ...]:
    """What stands at a DOM path: one text for each match, as a pointer's `text` says it. Empty: nothing is there."""
    rest = path.removeprefix("css:")
    found = _ATTRIBUTE.search(rest)
    attr = found.group(1) if found else None
    rest = rest[: found.start()] if found else rest
    nodes: Sequence[LexborNode] = [root] if (root := LexborHTMLParser(html).root) is not None else []
    for css, position in _steps(rest):
        try:
            matches = [match for node in nodes for match in node.css(css)]
        except SelectolaxError:
            return ()
        nodes = matches if position == 0 else matches[position - 1 : position]
    return tuple(squeezed((node.attributes.get(attr) or "") if attr else node.text()) for node in nodes)


def _steps(rest: str) -> list[tuple[str, int]]:
    pieces = _STEP.split(rest.strip())
    steps = [
        (pieces[i].strip(), 0 if pieces[i + 1] == "*" else int(pieces[i + 1])) for i in range(0, len(pieces) - 1, 2)
    ]
    last = pieces[-1].strip()
    return [*steps, (last, 1)] if last else steps


def json_at(body: bytes, pointer: str) -> object:
    """The value at an RFC 6901 pointer; KeyError if nothing is there. Numbers with a point are Decimal."""
    here: object = json.loads(body, parse_float=Decimal)
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(here, list) and key.isdecimal() and int(key) < len(here):
            here = here[int(key)]
        elif isinstance(here, dict) and key in here:
            here = here[key]
        else:
            raise KeyError(pointer)
    return here
