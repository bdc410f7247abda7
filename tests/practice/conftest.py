from __future__ import annotations

import sys
from pathlib import Path

import pytest

from watchdog.practice.render import Renderer

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    return Renderer()
