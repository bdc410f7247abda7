"""Exhibits as folders: written beside, every file flushed, renamed at the end. A whole exhibit or none."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from watchdog import disk
from watchdog.adapters.exhibits.drawing import outlined
from watchdog.errors import ArchiveError
from watchdog.evidence.contents import draft_of, finished
from watchdog.evidence.plan import ExhibitPlan, plan_exhibits
from watchdog.model.case import Case, Outcome
from watchdog.ports import Archive

RESERVE = 16 * 1024 * 1024
"""Bytes that must stay free beside an exhibit: the database and the archive need room too."""


class FolderExhibits:
    """Implements ports.Exhibits below `root`. Raises ArchiveError when an exhibit cannot be kept."""

    def __init__(self, root: Path, archive: Archive) -> None:
        self._root = root
        self._archive = archive

    def write(self, outcome: Outcome, case: Case) -> tuple[str, ...]:
        """An exhibit that is there already (the same check, judged again) is left as it is."""
        return tuple(str(self._write(plan, outcome, case)) for plan in plan_exhibits(outcome, case))

    def _write(self, plan: ExhibitPlan, outcome: Outcome, case: Case) -> Path:
        target = self._root / plan.name
        if target.exists():
            return target
        draft = draft_of(plan, outcome, case, self._archive.get)
        drawn = {}
        for mark in draft.marks:
            copy = outlined(draft.files[mark.picture], mark.rects)
            if copy is not None:
                drawn[mark.copy] = copy
        self._keep(target, finished(draft, drawn))
        return target

    def _keep(self, target: Path, files: Mapping[str, bytes]) -> None:
        needed = sum(len(data) for data in files.values())
        beside = target.with_name(f".{target.name}.tmp")
        try:
            free = disk.free_bytes(self._root)
            if free < needed + RESERVE:
                raise self._no_room(target, needed, free)
            shutil.rmtree(beside, ignore_errors=True)  # what a crash left behind
            _write_all(beside, files)
            disk.rename(beside, target)
            disk.flush_folder(self._root)
        except OSError as trouble:
            shutil.rmtree(beside, ignore_errors=True)
            raise ArchiveError(
                f"the evidence {target} cannot be written: {trouble}", mend=disk.mend_of(trouble, self._root)
            ) from trouble

    def _no_room(self, target: Path, needed: int, free: int) -> ArchiveError:
        return ArchiveError(
            f"the evidence {target} needs {needed // 1_000_000 + 1} MB, only {free // 1_000_000} MB are free",
            mend=f"Free some space on the disk that holds {self._root}; the pages themselves are archived.",
        )


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        disk.write_flushed(file, data)
    for inner in sorted(
        {parent for path in files for parent in (folder / path).parents if parent.is_relative_to(folder)}
    ):
        disk.flush_folder(inner)
