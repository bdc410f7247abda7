"""The service as a process: heartbeat, a second one refused, a stop signal ends it cleanly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from watchdog.service import heartbeat
from watchdog.service.heartbeat import Heartbeat

PATIENCE = 60.0
"""Seconds before a process that does not come up counts as broken; never waited for where all is well."""


def environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    return {**kept, "HOME": str(folder), "USERPROFILE": str(folder), "WATCHDOG_LANGUAGE": "en"}


def until(seen: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Looks again and again at what another process does."""
    end = time.monotonic() + PATIENCE
    while not seen():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def service(config: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "watchdog", "run", "--config", str(config)],
        env=environment(config.parent),
        cwd=config.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def beat(config: Path) -> Heartbeat | None:
    return heartbeat.read(config.parent / "data")


def tried(config: Path) -> bool:
    """The service has tried its one shop, which cannot be reached: a failure of our own, and it lives on."""
    one = beat(config)
    return one is not None and one.state == "waiting" and bool(one.shops)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
@pytest.mark.skipif(os.name == "nt", reason="sent otherwise on Windows")
def test_a_stop_signal_ends_the_service_cleanly(config: Path, service: subprocess.Popen[bytes], name: str) -> None:
    until(lambda: tried(config), service)
    service.send_signal(getattr(signal, name))
    out, err = service.communicate(timeout=PATIENCE)
    assert service.returncode == 0, err
    last = beat(config)
    assert last is not None
    assert last.state == "stopped"
    assert last.process == service.pid
    assert out == b""
    assert b"not checked, a failure of our own" in err, "told where nobody set up another place"
    assert (config.parent / "data" / "logs" / "service.log").is_file()


def test_a_second_service_on_the_same_data_folder_is_refused(config: Path, service: subprocess.Popen[bytes]) -> None:
    until(lambda: beat(config) is not None, service)
    second = subprocess.run(
        [sys.executable, "-m", "watchdog", "run", "--config", str(config)],
        env=environment(config.parent),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert second.returncode == 1
    assert b"already works on" in second.stderr
    assert b"Mend:" in second.stderr
    assert service.poll() is None
