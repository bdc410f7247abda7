"""One real check of a staged scene: real records, real ledger, the practice site without a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from watchdog.adapters.ledger import SqliteLedger
from watchdog.adapters.packs import read_pack_texts
from watchdog.adapters.records import FileRecords
from watchdog.adapters.saved.memory import MemoryArchive
from watchdog.check import Ports, check
from watchdog.model.case import Case, Outcome
from watchdog.model.pack import Pack
from watchdog.packs import load
from watchdog.practice.browserless import Engine
from watchdog.practice.scenarios import Play, Scenario, Scene, play


class NoExhibits:
    """Evidence folders have their own tests."""

    def write(self, outcome: Outcome, case: Case) -> tuple[str, ...]:
        del outcome, case
        return ()


@cache
def pack_of(region: str) -> Pack:
    return load(read_pack_texts(), "shopee", region)


@dataclass
class Checked:
    """A scenario after its checks. `rules`: ids of confirmed findings."""

    scene: Scene
    outcome: Outcome
    before: Outcome | None

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(sorted({str(one.finding.rule) for one in self.outcome.confirmed}))

    @property
    def story(self) -> str:
        """What a developer needs to know when this is not what was expected."""
        lines = [f"{self.scene.scenario.name}: faults {self.scene.faults}"]
        if self.before:
            lines += ["yesterday:", *_told(self.before)]
        return "\n".join([*lines, "today:", *_told(self.outcome)])


def _told(outcome: Outcome) -> list[str]:
    lines = [
        f"  {look.name}: {look.orders} orders; {'; '.join(look.windows)} {look.blind} {look.blind_why}"
        for look in outcome.looks
    ]
    for one in outcome.judged:
        found = one.finding
        lines.append(f"  {'CONFIRMED' if one.confirmed else 'suspected'} {found.rule} {found.key}: {found.what.en}")
        lines += [f"      {claim.kind} {claim.field} {claim.says}" for claim in found.claims[:6]]
    return [*lines, f"  not comparable: {outcome.coverage.not_comparable}; not judged: {outcome.coverage.not_judged}"]


def run_scene(scene: Scene, ledger: SqliteLedger, folder: Path) -> Outcome:
    records = FileRecords({scene.target.shop: scene.sources}, data=folder / "good")
    ports = Ports(scene.source, MemoryArchive(), records, ledger, NoExhibits())
    outcome = check(scene.target, pack_of(scene.target.region), ports)
    assert not scene.state.errors, scene.state.errors[0]
    return outcome


def run_play(staged: Play, folder: Path) -> Checked:
    ledger = SqliteLedger(folder / "ledger.db")
    try:
        before = run_scene(staged.before, ledger, folder / "before") if staged.before else None
        return Checked(staged.now, run_scene(staged.now, ledger, folder), before)
    finally:
        ledger.close()


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine()


@pytest.fixture
def checked(tmp_path: Path, engine: Engine) -> Callable[[Scenario], Checked]:
    """Stages a scenario, checks it (and the day before, if it has one), and tells what came of it."""
    return lambda scenario: run_play(play(scenario, tmp_path, engine), tmp_path)
