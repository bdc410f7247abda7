"""A row while it is being read: values, where each stands, what stood there, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import ValidationError

from watchdog.extract.numbers import Unreadable
from watchdog.extract.values import Parsed, Values
from watchdog.model.base import OrderSn
from watchdog.model.orders import SeenStatus
from watchdog.model.readings import FieldProblem, SeenOrder, Witness

MAX_RAW = 200
"""Characters of raw text kept with a problem: enough to recognise it, too few to fill a report."""


@dataclass(slots=True)
class Trouble:
    """A field problem before its order is known."""

    field: str
    raw: str
    why: str
    path: str


@dataclass(slots=True)
class Draft:
    """One row of one witness. Field names of items are `items.<position>.<name>`."""

    values: dict[str, object] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    guessed: set[str] = field(default_factory=set)
    troubles: list[Trouble] = field(default_factory=list)
    items: list[dict[str, object]] | None = None

    def put(self, name: str, parsed: Parsed, *, raw: str, path: str, guess: bool, reader: Values) -> object | None:
        """Note one value: where it stands, what stood there, and the value itself or why there is none."""
        self.paths[name] = path
        self.raw[name] = raw if len(raw) <= MAX_RAW else raw[:MAX_RAW]
        if isinstance(parsed, Unreadable):
            self.trouble(name, raw, parsed.why, path)
            return None
        if isinstance(parsed, SeenStatus):
            guess = guess or reader.is_guess(parsed)
            if not parsed.means:
                self.trouble(name, raw, "the pack has no meaning for this status label", path)
        if guess:
            self.guessed.add(name)
        return parsed

    def trouble(self, name: str, raw: str, why: str, path: str) -> None:
        self.troubles.append(Trouble(name, raw[:MAX_RAW], why, path))

    def finish(self, witness: Witness, index: int) -> tuple[SeenOrder | None, tuple[FieldProblem, ...]]:
        """The row as a value. None if its order number could not be read: then only its problems are left."""
        sn = self.values.get("order_sn")
        problems = self._problems(witness, OrderSn(sn) if isinstance(sn, str) else None)
        if not isinstance(sn, str):
            return None, problems
        facts = self.values if self.items is None else {**self.values, "items": self.items}
        try:
            row = SeenOrder.model_validate(
                {
                    "witness": witness,
                    "index": index,
                    "facts": facts,
                    "paths": self.paths,
                    "raw": self.raw,
                    "problems": problems,
                    "guessed": self.guessed,
                }
            )
        except ValidationError as error:
            self.trouble("order_sn", sn, f"the row is not an order: {error.errors()[0]['msg']}", "")
            return None, self._problems(witness, OrderSn(sn))
        return row, problems

    def _problems(self, witness: Witness, sn: OrderSn | None) -> tuple[FieldProblem, ...]:
        return tuple(
            FieldProblem(field=t.field, raw=t.raw, why=t.why, order_sn=sn, witness=witness, path=t.path)
            for t in self.troubles
        )
