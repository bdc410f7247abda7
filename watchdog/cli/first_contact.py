"""`watchdog doctor SHOP`: the first contact with a real site. Reads only; says what the pack could read."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from watchdog.model.case import Outcome, Target
from watchdog.model.pack import ExchangeSpec, Pack, PageSpec
from watchdog.model.pages import Page
from watchdog.model.readings import PageReading, SeenOrder

if TYPE_CHECKING:
    from watchdog.cli.here import Here
    from watchdog.wiring import Wiring

PAGES, ORDER_PAGES = 2, 2
UNLISTED = "unlisted"
_SIGNS = re.compile(
    r"(empty|no-?data|error|captcha|verify|maintenance|modal|toast|skeleton|loading|login)", re.IGNORECASE
)


@dataclass(frozen=True)
class FieldCount:
    """`read` of `rows`: how many rows gave this field."""

    field: str
    witness: str
    read: int
    rows: int


@dataclass(frozen=True)
class PageTold:
    """What one page was to the pack. `unlisted`: JSON exchanges that no pack names; `signs`: classes of the page that
    sound like a marker and stand in no pack.
    """

    name: str
    url: str
    state: str
    why: str
    generation: str
    fields: tuple[FieldCount, ...]
    unlisted: tuple[str, ...]
    signs: tuple[str, ...]
    stopped: tuple[str, ...]
    drift: tuple[str, ...]


def first_contact(here: Here, shop: str, *, headed: bool) -> int:
    """Reads a few pages of each type with every picture. Returns the exit code: 0 if the list could be read."""
    from watchdog.cli.exits import exit_code

    settings = here.settings
    browser = settings.browser.model_copy(update={"headed": headed or settings.browser.headed})
    with here.wired(settings.model_copy(update={"browser": browser})) as wiring:
        target = wiring.targets([shop])[0].model_copy(
            update={"max_pages": PAGES, "order_pages": ORDER_PAGES, "capture_everything": True}
        )
        pack = wiring.pack_for(target)
        outcome = _look(wiring, target, listening_to_all(pack))
        told = [page_told(page, pack) for page in _pages(wiring, outcome)]
        bundle = _bundle(wiring, outcome)
    lines = [line for one in told for line in _lines(one)]
    lines.append(f"样本包（已去标识化）：{bundle}" if here.lang == "zh" else f"Pseudonymised bundle: {bundle}")
    here.emit({"pages": [asdict(one) for one in told], "bundle": str(bundle)}, lines)
    return 3 if exit_code([outcome], []) == 3 else 0


def listening_to_all(pack: Pack) -> Pack:
    """The pack with one more exchange a page, named last: whatever JSON the page fetches and the pack does not name."""
    rest = tuple(
        ExchangeSpec(name=UNLISTED, method=method, path="*", host="any", ok_path="", source="first contact")
        for method in ("GET", "POST")
    )
    pages = {name: page.model_copy(update={"exchanges": (*page.exchanges, *rest)}) for name, page in pack.pages.items()}
    return pack.model_copy(update={"pages": pages})


def _look(wiring: Wiring, target: Target, pack: Pack) -> Outcome:
    from watchdog.check import check
    from watchdog.cli.quiet import ReadOnlyLedger
    from watchdog.service import hold_account
    from watchdog.wiring import NoExhibits

    with hold_account(wiring.folder, target.account), wiring.live(target.account) as ports:
        return check(target, pack, replace(ports, ledger=ReadOnlyLedger(), exhibits=NoExhibits()))


def _pages(wiring: Wiring, outcome: Outcome) -> Iterable[Page]:
    case = wiring.archive.load_case(outcome.case)
    for record in case.looks[0].pages:
        yield wiring.archive.load_page(record)


def page_told(page: Page, pack: Pack) -> PageTold:
    """Reads the page with the pack itself and looks at what it leaves over."""
    from watchdog.extract import read_page

    reading = read_page(page, pack)
    spec = pack.page(page.ask.page_type)
    return PageTold(
        name=page.ask.name,
        url=_bare(page.url),
        state=reading.state.value,
        why=reading.why,
        generation=reading.generation,
        fields=tuple(counts(reading, spec)) if spec else (),
        unlisted=tuple(sorted(unlisted(page))),
        signs=tuple(signs(page, spec)) if spec else (),
        stopped=reading.stopped,
        drift=reading.drift,
    )


def counts(reading: PageReading, spec: PageSpec) -> Iterable[FieldCount]:
    """Per field the pack describes: rows that gave it, per witness."""
    witnesses: tuple[tuple[str, tuple[SeenOrder, ...], int], ...] = (
        ("dom", reading.dom, max(reading.rows_on_page, len(reading.dom))),
        ("json", reading.json_, len(reading.json_)),
    )
    for witness, rows, total in witnesses:
        read = Counter(name for row in rows for name in row.paths)
        for field in spec.rows.fields:
            if (field.dom if witness == "dom" else field.json_) and total:
                yield FieldCount(field.name, witness, read[field.name], total)


def unlisted(page: Page) -> set[str]:
    """`GET host/path: keys` of JSON answers that no pack names. No query: it may hold tokens."""
    found = set()
    for exchange in page.exchanges:
        if exchange.name == UNLISTED and exchange.body:
            try:
                data = json.loads(exchange.body)
            except ValueError:
                continue
            keys = ", ".join(list(data)[:8]) if isinstance(data, dict) else type(data).__name__
            found.add(f"{exchange.method} {_bare(exchange.url)}: {keys}")
    return found


def signs(page: Page, spec: PageSpec) -> Iterable[str]:
    """Class names of the page that sound like a marker and stand nowhere in the pack's page type."""
    from selectolax.lexbor import LexborHTMLParser

    known = spec.model_dump_json()
    tree = LexborHTMLParser(page.html)
    classes = Counter(
        name
        for node in tree.css("[class]")
        for name in (node.attributes.get("class") or "").split()
        if _SIGNS.search(name)
    )
    return [f".{name} ({count})" for name, count in classes.most_common(20) if name not in known]


def _bundle(wiring: Wiring, outcome: Outcome) -> str:
    """Where the bundle was written."""
    from watchdog.cli.fixture import save_case

    folder = wiring.folder / "bundles" / f"{outcome.target.shop}-{outcome.at:%Y%m%dT%H%M%SZ}"
    return str(save_case(wiring.archive.load_case(outcome.case), wiring.archive.get, folder))


def _bare(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}"


def _lines(one: PageTold) -> list[str]:
    from watchdog.casefile import visible

    layout = f", layout {one.generation}" if one.generation else ""
    lines = [f"{one.name}: {one.state}{layout} - {visible(one.why)}", f"  {visible(one.url)}"]
    lines += [f"  {f.field} ({f.witness}): {f.read} of {f.rows} read" for f in one.fields]
    lines += [f"  layout: {visible(sign)}" for sign in one.drift]
    lines += [f"  JSON not in the pack: {visible(what)}" for what in one.unlisted]
    lines += [f"  perhaps a marker: {visible(what)}" for what in one.signs]
    return [*lines, *(f"  stopped by our guard: {visible(what)}" for what in one.stopped)]
