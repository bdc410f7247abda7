"""Replacing values inside text, HTML and JSON, and finding what remains. Everything else stays byte for byte."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable
from typing import TypeAlias
from urllib.parse import quote, quote_plus

from watchdog.casefile.pseudonyms.renaming import Renaming, is_masked, key_of

_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?')
_HTML_PART = re.compile(r"<!--.*?-->|<[a-zA-Z/!][^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*>|[^<]+|<", re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w:.-]+)(\s*=\s*)(\"[^\"]*\"|'[^']*')", re.DOTALL)
_NOT_VALUES = frozenset(
    {"class", "style", "id", "type", "role", "rel", "name", "for", "lang", "charset", "data-testid"}
)
"""Attributes that say what an element is, never whose it is."""
DISTINCTIVE = 8
"""A word of so many characters, or of another script, is not taken for markup: it is looked for everywhere."""

_Tree: TypeAlias = "dict[str, _Tree]"


class Replacer:
    """Applies one renaming. `codes` are replaced wherever they stand, words where values stand."""

    def __init__(self, renaming: Renaming) -> None:
        self._renaming = renaming
        values = renaming.values
        self._variants: dict[str, tuple[str, str]] = {}
        codes = self._forms(values.order_sns | values.codes)
        words = self._forms(values.words)
        self._codes = _pattern(codes, bounded=False)
        self._words = _pattern(words | codes, bounded=True)
        self._distinct = _pattern({form for form in words if _is_distinct(form)}, bounded=True)

    def text(self, text: str) -> str:
        """Plain text, or a value."""
        return self._codes.sub(self._made, self._words.sub(self._made, text))

    def json(self, text: str) -> str:
        """JSON: every string that is a value, every number that is one of the codes."""
        out: list[str] = []
        at = 0
        for found in _JSON_TOKEN.finditer(text):
            out += [text[at : found.start()], self._token(text, found)]
            at = found.end()
        return self._codes.sub(self._made, "".join([*out, text[at:]]))

    def html(self, text: str) -> str:
        """Text nodes, comments, scripts, and attributes that hold values."""
        parts = (self._part(found.group()) for found in _HTML_PART.finditer(text))
        return self._codes.sub(self._made, "".join(parts))

    def remaining(self, text: str, kind: str) -> set[str]:
        """Original values still in `text` (`kind`: html, json or text)."""
        found = {match.group() for match in (*self._codes.finditer(text), *self._distinct.finditer(text))}
        values = {"html": _html_values, "json": _json_values}.get(kind, lambda whole: [whole])(text)
        for value in values:
            found |= {match.group() for match in self._words.finditer(value)}
        return {one for one in found if not is_masked(one)}

    def _forms(self, values: Iterable[str]) -> set[str]:
        """Every way a value may be written: plain, both Unicode forms, escaped for HTML, JSON and addresses."""
        forms: set[str] = set()
        for value in values:
            for encoded, name in _encodings(value):
                forms.add(encoded)
                self._variants[key_of(encoded)] = (value, name)
        return forms

    def _made(self, match: re.Match[str]) -> str:
        text = match.group()
        value, name = self._variants.get(key_of(text), (text, "plain"))
        if name == "plain":
            return self._renaming.of(text)
        return {form: written for written, form in _encodings(self._renaming.of(value))}[name]

    def _token(self, text: str, found: re.Match[str]) -> str:
        token = found.group()
        if not token.startswith('"'):
            return self._renaming.of(token) if token.isdigit() else token
        if re.match(r"\s*:", text[found.end() : found.end() + 20]):
            return token
        return f'"{self._words.sub(self._made, token[1:-1])}"'

    def _part(self, part: str) -> str:
        if part.startswith("<") and not part.startswith("<!--") and len(part) > 1:
            return _ATTRIBUTE.sub(self._attribute, part)
        return self._words.sub(self._made, part)

    def _attribute(self, found: re.Match[str]) -> str:
        name, equals, value = found.groups()
        if name.lower() in _NOT_VALUES:
            return found.group()
        return f"{name}{equals}{value[0]}{self._words.sub(self._made, value[1:-1])}{value[-1]}"


def _encodings(value: str) -> list[tuple[str, str]]:
    """(written form, its name), plain last; the same names for every value, so that an invention is written alike."""
    forms: list[tuple[str, str]] = []
    for form in ("NFD", "NFC"):
        text = unicodedata.normalize(form, value)
        unescaped = json.dumps(text, ensure_ascii=False)[1:-1]
        forms += [
            (text, form),
            (html.escape(text, quote=False), f"html {form}"),
            (html.escape(text, quote=True), f"html quoted {form}"),
            (html.escape(text, quote=True).replace("&#x27;", "&#39;"), f"html decimal {form}"),
            (json.dumps(text)[1:-1], f"json {form}"),
            (unescaped, f"json utf-8 {form}"),
            (unescaped.replace("/", "\\/"), f"json slashes {form}"),
            (quote(text), f"url {form}"),
            (quote(text, safe=""), f"url whole {form}"),
            (quote_plus(text), f"url plus {form}"),
        ]
    return [*forms, (value, "plain")]


def _is_distinct(form: str) -> bool:
    return len(form) >= DISTINCTIVE or not form.isascii()


def _html_values(text: str) -> list[str]:
    values: list[str] = []
    for found in _HTML_PART.finditer(text):
        part = found.group()
        if part.startswith("<") and not part.startswith("<!--") and len(part) > 1:
            values += [v for name, _, v in _ATTRIBUTE.findall(part) if name.lower() not in _NOT_VALUES]
        else:
            values.append(part)
    return values


def _json_values(text: str) -> list[str]:
    return [
        found.group()
        for found in _JSON_TOKEN.finditer(text)
        if not re.match(r"\s*:", text[found.end() : found.end() + 20])
    ]


def _pattern(forms: set[str], *, bounded: bool) -> re.Pattern[str]:
    """One expression for all forms, as a tree of common beginnings: thousands of values stay fast. Longest first."""
    if not forms:
        return re.compile(r"(?!)")
    tree: _Tree = {}
    for form in forms:
        node = tree
        for char in re.sub(r"\s+", " ", form.lower()):
            node = node.setdefault(char, {})
        node[""] = {}
    before, after = (r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])") if bounded else (r"(?<!\d)", r"(?!\d)")
    return re.compile(before + _branch(tree) + after, re.IGNORECASE)


def _branch(tree: _Tree) -> str:
    ends = "" in tree
    branches = []
    for char, below in sorted(tree.items()):
        if char:
            branches.append((r"\s+" if char == " " else re.escape(char)) + _branch(below))
    if not branches:
        return ""
    joined = f"(?:{'|'.join(branches)})" if len(branches) > 1 or ends else branches[0]
    return f"{joined}?" if ends else joined
