"""docs/packs.md documents every key and no other, and its walk is the pack that the tests read with.

After a change of the format: `UPDATE_DOCS=1 python -m pytest tests/packs/test_docs.py` writes the list of keys anew.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

from watchdog.packs import json_schema, lint
from watchdog.packs.schema import key_list

ROOT = Path(__file__).resolve().parents[2]
DOC = ROOT / "docs" / "packs.md"
PACK = ROOT / "tests" / "foreign" / "pack"
KEYS = re.compile(r"<!-- keys -->\n(.*?)<!-- /keys -->", re.DOTALL)
BLOCK = re.compile(r"```toml\n# (\S+)\n(.*?)```", re.DOTALL)


def rendered() -> str:
    lines = []
    for kind, title in (("platform", "platform.toml"), ("page", "a page type"), ("region", "a region")):
        lines += [f"### In {title}", "", "| key | says |", "|---|---|"]
        lines += [f"| `{key}` | {text.replace('|', chr(92) + '|')} |" for k, key, text in key_list() if k == kind]
        lines.append("")
    return "\n".join(lines)


def test_every_key_is_documented_as_the_schema_has_it() -> None:
    text = DOC.read_text(encoding="utf-8")
    if os.environ.get("UPDATE_DOCS"):
        text = KEYS.sub(lambda _: f"<!-- keys -->\n{rendered()}<!-- /keys -->", text)
        DOC.write_text(text, encoding="utf-8")
    found = KEYS.search(text)
    assert found is not None
    assert found.group(1) == rendered()


def test_every_key_says_something() -> None:
    assert [key for _, key, text in key_list() if not text] == []


def test_the_walk_is_the_pack_that_reads_the_saved_pages() -> None:
    walked: dict[str, str] = {}
    for name, text in BLOCK.findall(DOC.read_text(encoding="utf-8")):
        walked[name] = walked.get(name, "") + "\n" + text
    files = {p.relative_to(PACK).as_posix(): p.read_text(encoding="utf-8") for p in PACK.rglob("*.toml")}
    assert {name: tomllib.loads(text) for name, text in walked.items()} == {
        name: tomllib.loads(text) for name, text in files.items()
    }
    assert lint(walked) == ()


def test_what_the_walk_says_of_half_a_pack() -> None:
    first = next(text for name, text in BLOCK.findall(DOC.read_text(encoding="utf-8")) if name == "depot/platform.toml")
    assert lint({}) == ()
    [note] = lint({"depot/platform.toml": first})
    assert (note.file, note.what) == ("depot/platform.toml", "no region")


def test_the_schema_describes_files_as_they_are_written() -> None:
    schema = json_schema()
    page = schema["page"]
    assert isinstance(page["properties"], dict)
    assert {"address", "rows", "extends"} <= set(page["properties"])
    assert "type" not in page["properties"], "the file's name says it"
    rows = page["$defs"]["RowSpec"]["properties"]
    assert rows["fields"]["type"] == "object", "[rows.fields.<name>]"
    assert page["additionalProperties"] is False
    assert schema["region"]["properties"]["statuses"]["type"] == "array"
