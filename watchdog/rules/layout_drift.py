"""layout-drift: the page came, but it is not built as the pack describes it."""

from __future__ import annotations

from collections.abc import Iterable

from watchdog.compare.sightings import page_pointer
from watchdog.model.base import RuleId
from watchdog.model.findings import About, Claim, ClaimKind, Severity
from watchdog.model.pages import AskKind, PageState
from watchdog.model.readings import PageReading, Totals
from watchdog.rules.base import Answer, CaseView, Rule, every_page, finding
from watchdog.rules.words import quote, says

ID = RuleId("layout-drift")
BUILT = (PageState.READY, PageState.EMPTY, PageState.UNKNOWN)
"""States in which the layout can be judged at all: a login wall is no drift."""


def check(view: CaseView) -> Iterable[Answer]:
    found: dict[str, list[tuple[PageReading, list[str]]]] = {}
    for page in every_page(view.reading):
        signs = signs_of(page)
        if signs and page.ask.kind is not AskKind.SEARCH:  # the list itself tells of its page type
            found.setdefault(page.ask.page_type, []).append((page, signs))
    for page_type, pages in found.items():
        yield _drift(view, page_type, pages)


def signs_of(page: PageReading) -> list[str]:
    """What the reader noticed, and what only the whole page tells (reference 3.6: total > 0 and no rows)."""
    if page.state not in BUILT:
        return []
    signs = list(page.drift)
    if page.ask.kind is AskKind.LIST and page.state is not PageState.EMPTY:
        if page.rows_on_page and not page.dom:
            signs.append(f"{page.rows_on_page} rows on the page, none could be read")
        elif not page.rows_on_page and (page.json_ or _announced(page.totals)):
            signs.append(f"no rows on the page though the site counts {_announced(page.totals) or len(page.json_)}")
    return list(dict.fromkeys(signs))


def _announced(totals: Totals) -> int:
    return totals.list_total or totals.shown_total or 0


def _drift(view: CaseView, page_type: str, pages: list[tuple[PageReading, list[str]]]) -> Answer:
    signs = list(dict.fromkeys(sign for _, found in pages for sign in found))
    unread = any(page.state is not PageState.EMPTY and not page.dom and not page.json_ for page, _ in pages)
    told = "; ".join(quote(sign, 100) for sign in signs[:3])
    return finding(
        view,
        ID,
        page_type,
        severity=Severity.HIGH if unread else Severity.MEDIUM,
        about=About.US,
        what=says(
            f"The “{page_type}” page is not built as we know it: {told}. What could not be read was not judged.",
            f"“{page_type}”页面的结构与已知的不同：{told}。读不到的内容未作判断。",
        ),
        tip=says(
            "Run `watchdog doctor SHOP` and update the selector pack; until then look at the orders yourself.",
            "请运行 watchdog doctor 店铺名 并更新选择器包；在此之前请人工查看订单。",
        ),
        claims=[
            Claim(
                kind=ClaimKind.COUNTED,
                field="rows",
                pointers=(page_pointer(view.reading.name, page),),
                says=(str(len(page.dom)),),
            )
            for page, _ in pages
        ],
        pages=[page.ask.name for page, _ in pages],
    )


RULE = Rule(
    id=ID,
    title=says("The page's layout changed", "页面改版"),
    check=check,
    confirm=False,
    stands=True,
    default_severity=Severity.MEDIUM,
    about=About.US,
)
