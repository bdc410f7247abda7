"""TOML text -> Pack; what is wrong with it; the format as a JSON Schema. No I/O: texts come from
`adapters/packs.py`.
"""

from watchdog.packs.load import digest_of, lint, load, platforms, regions
from watchdog.packs.notes import PackNote
from watchdog.packs.schema import json_schema

__all__ = ["PackNote", "digest_of", "json_schema", "lint", "load", "platforms", "regions"]
