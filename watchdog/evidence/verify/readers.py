r"""Readers of pointers, written a second time so that a fault of the program's own readers shows here.

`css:<selector>:nth-match(<k>) ... @<attribute>`: each step takes, in document order, what matches the selector
below the place
reached; `:nth-match(k)` goes on from the k-th (from 1), `(*)` from all, none from the first. `json:<RFC 6901 pointer>`.
`text:` is the whole file.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

_POSITION = re.compile(r":nth-match\((\d+|\*)\)")
_MISSING = object()


def squeezed(text: str) -> str:
    """NFC, runs of white space as one space, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def texts_at(data: bytes, path: str) -> tuple[str, ...] | None:
    """What stands at `path`: the texts found. None: nothing is there, or the path cannot be followed."""
    kind, _, rest = path.partition(":")
    if kind == "text":
        return tuple(data.decode("utf-8", "replace").splitlines())
    if kind == "json":
        value = _json_at(data, rest)
        return None if value is _MISSING else tuple(_leaves(value))
    if kind == "css":
        return _css_at(data, rest)
    return None


def _json_at(data: bytes, pointer: str) -> object:
    try:
        here: object = json.loads(data, parse_float=str, parse_int=str)
    except ValueError:
        return _MISSING
    if pointer and not pointer.startswith("/"):
        return _MISSING
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(here, dict) and key in here:
            here = here[key]
        elif isinstance(here, list) and key.isdecimal() and int(key) < len(here):
            here = here[int(key)]
        else:
            return _MISSING
    return here


def _leaves(value: object) -> Iterable[str]:
    """Texts of all values below, numbers as they were written."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif isinstance(value, bool) or value is None:
        yield json.dumps(value)
    else:
        yield str(value)


def _css_at(data: bytes, path: str) -> tuple[str, ...] | None:
    path, attribute = _attribute(path)
    root = LexborHTMLParser(data).root
    nodes: list[LexborNode] = [root] if root is not None else []
    for selector, position in _steps(path):
        nodes = _step(nodes, selector, position)
    if not nodes:
        return None
    if attribute:
        values = [node.attributes.get(attribute) for node in nodes]
        return tuple(squeezed(value) for value in values if value is not None) or None
    return tuple(squeezed(node.text(deep=True)) for node in nodes)


def _step(nodes: Sequence[LexborNode], selector: str, position: int) -> list[LexborNode]:
    try:
        below = [match for node in nodes for match in node.css(selector) if match.mem_id != node.mem_id]
    except SelectolaxError:
        return []
    return below if position == 0 else below[position - 1 : position]


def _attribute(path: str) -> tuple[str, str]:
    before, mark, name = path.rpartition("@")
    if mark and re.fullmatch(r"[\w:-]+", name) and (not before or before.endswith(" ")):
        return before.strip(), name
    return path.strip(), ""


def _steps(path: str) -> list[tuple[str, int]]:
    steps: list[tuple[str, int]] = []
    at = 0
    for found in _POSITION.finditer(path):
        position = 0 if found.group(1) == "*" else int(found.group(1))
        steps.append((path[at : found.start()].strip(), position))
        at = found.end()
    rest = path[at:].strip()
    return [*steps, (rest, 1)] if rest else steps
