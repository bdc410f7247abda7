"""The JSON exchanges that a pack names, kept as they arrive.

The guard hands over each request before it leaves and each answer before the page has it, so no body can be lost to a
navigation, and what the page shows is never ahead of what is recorded. The site is asked nothing the page did not ask.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from watchdog.adapters.browser.decide import Rules, path_pattern
from watchdog.model.pack import ExchangeSpec
from watchdog.model.pages import Exchange, Failure

Key = str


@dataclass(frozen=True)
class Issued:
    """A named request on its way. `turn`: the page turn that caused it."""

    spec: ExchangeSpec
    method: str
    url: str
    body: bytes
    started_at: datetime
    turn: int


@dataclass
class Recorder:
    """Exchanges of one tab. A new turn or document starts an empty list; late answers to an earlier one stay out."""

    rules: Rules
    specs: tuple[ExchangeSpec, ...] = ()
    turn: int = 0
    count: int = 0
    """Answers so far, of every turn."""
    _left: str = ""
    _done: list[Exchange] = field(default_factory=list)
    _open: dict[Key, Issued] = field(default_factory=dict)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def new_turn(self, specs: tuple[ExchangeSpec, ...]) -> None:
        """What is asked from now on belongs to a page turn within the document that is there."""
        self.turn += 1
        self.specs = specs
        self._done = []
        self._left = ""

    def new_document(self, specs: tuple[ExchangeSpec, ...], leaving: str) -> None:
        """A document is about to be loaded; until it arrives, the one at `leaving` goes on asking for itself."""
        self.new_turn(specs)
        self._left = leaving

    def document_arrived(self) -> None:
        """The first bytes of a document are here: what was asked before was not asked by it."""
        self.turn += 1
        self._done = []

    def named(self, method: str, url: str, referrer: str = "") -> ExchangeSpec | None:
        """The pack's entry for this request, if it has one and the document that is being left does not ask for it."""
        if self._left and referrer == self._left:
            return None
        parts = urlsplit(url)
        for spec in self.specs:
            if spec.method not in ("*", method) or not path_pattern(spec.path, within_segment=True).fullmatch(
                parts.path
            ):
                continue
            if spec.host == "any" or parts.netloc.lower() == getattr(self.rules, spec.host):
                return spec
        return None

    def issued(self, key: Key, spec: ExchangeSpec, *, method: str, url: str, body: bytes, at: datetime) -> None:
        self._open[key] = Issued(spec, method, url, body, at, self.turn)

    def knows(self, key: Key) -> bool:
        return key in self._open

    def answered(self, key: Key, status: int | None, body: bytes | None, failure: Failure | None) -> None:
        """The answer is whole, or will not come (`failure`)."""
        issued = self._open.pop(key, None)
        if issued is None:
            return
        self.count += 1
        if issued.turn == self.turn:
            self._done.append(_exchange(issued, status, body, failure))
        self._changed.set()

    @property
    def pending(self) -> int:
        """Named requests of this turn that are not answered yet."""
        return sum(issued.turn == self.turn for issued in self._open.values())

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of needed exchanges that this turn has not seen answered."""
        have = {exchange.name for exchange in self._done}
        return tuple(spec.name for spec in self.specs if spec.needed and spec.name not in have)

    def exchanges(self) -> tuple[Exchange, ...]:
        """What this turn has, in order of arrival; requests still open come last, as failures."""
        late = tuple(
            _exchange(issued, None, None, Failure(kind="body_lost", what="no answer before the page was taken"))
            for issued in self._open.values()
            if issued.turn == self.turn
        )
        return (*self._done, *late)

    async def change(self, timeout: float) -> bool:
        """Waits for the next answer; False if none came in `timeout` seconds."""
        self._changed.clear()
        try:
            await asyncio.wait_for(self._changed.wait(), timeout)
        except TimeoutError:
            return False
        return True


def _exchange(issued: Issued, status: int | None, body: bytes | None, failure: Failure | None) -> Exchange:
    return Exchange(
        name=issued.spec.name,
        method=issued.method,
        url=issued.url,
        status=status,
        request_body=issued.body,
        body=body,
        started_at=issued.started_at,
        failure=failure,
    )
