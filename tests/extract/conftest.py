"""Makes this folder's helpers importable; the packs that the program ships."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from watchdog.adapters.packs import read_pack_texts
from watchdog.model.pack import Pack
from watchdog.packs import load

_TEXTS = read_pack_texts()


@pytest.fixture(scope="session")
def packs() -> dict[str, Pack]:
    return {region: load(_TEXTS, "shopee", region) for region in ("sg", "tw", "br", "cn")}


@pytest.fixture(scope="session")
def sg(packs: dict[str, Pack]) -> Pack:
    return packs["sg"]
