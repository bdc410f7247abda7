"""blind: we could not see. A statement about us, never about the shop."""

from __future__ import annotations

import re
from collections.abc import Iterable

from watchdog.model.base import RuleId, Says
from watchdog.model.findings import About, Severity
from watchdog.model.pages import PageState
from watchdog.rules.base import Answer, CaseView, NotJudged, Rule, finding
from watchdog.rules.trouble import DOWN, Trouble, troubles
from watchdog.rules.words import STATES, quote, says

ID = RuleId("blind")
_STOPPED = re.compile(r"^(?P<method>[A-Z]+) (?P<host>[^/\s]+)(?P<path>/\S*)")

_TIPS: dict[PageState, Says] = {
    PageState.LOGGED_OUT: says("Sign in again: `watchdog login ACCOUNT`.", "请重新登录：watchdog login 账号名。"),
    PageState.CHALLENGED: says(
        "Run `watchdog login ACCOUNT` in a window and answer the check yourself; we never try to.",
        "请在窗口中运行 watchdog login，由本人完成验证；程序不会自动尝试。",
    ),
    PageState.PASSWORD_AGAIN: says(
        "Run `watchdog login ACCOUNT` and enter the password.", "请运行 watchdog login 并输入密码。"
    ),
    PageState.THROTTLED: says(
        "Wait some minutes; if it comes back, raise the account's minimum gap in watchdog.toml.",
        "请等几分钟；若反复出现，请在 watchdog.toml 中调大该账号的最小间隔。",
    ),
    PageState.WRONG_SHOP: says(
        "Choose the shop again with `watchdog login ACCOUNT`, or mend shop_id in watchdog.toml.",
        "请用 watchdog login 重新选择店铺，或修正 watchdog.toml 中的 shop_id。",
    ),
    PageState.UNKNOWN: says(
        "Run `watchdog doctor SHOP` and send the bundle: the page's layout may have changed.",
        "请运行 watchdog doctor 店铺名 并把结果发给我们：页面可能已改版。",
    ),
}
_NOT_ARCHIVED = says(
    "pages of this kind were not archived: a replay cannot look again",
    "这类页面当时没有存档，回放无法再看",
)
_LATER = says(
    "Nothing to do now: the next check tries again. If it stays, run `watchdog doctor SHOP`.",
    "暂不用处理，下次检查会重试；若持续，请运行 watchdog doctor 店铺名。",
)


def check(view: CaseView) -> Iterable[Answer]:
    for trouble in troubles(view):
        if trouble.state is PageState.NOT_CAPTURED:
            yield NotJudged(rule=ID, key=trouble.key, what=_NOT_ARCHIVED)
        elif trouble.state not in DOWN:
            yield _blind(view, trouble)


def _blind(view: CaseView, trouble: Trouble) -> Answer:
    en, zh = STATES.get(trouble.state.value, ("the list could not be proven whole", "列表未能完整读取"))
    where_en = "anything in this shop" if trouble.whole else f"“{trouble.key}” wholly"
    where_zh = "该店铺的任何内容" if trouble.whole else f"“{trouble.key}”的全部内容"
    why = f" ({quote(trouble.why, 120)})" if trouble.why else ""
    return finding(
        view,
        ID,
        trouble.key,
        severity=_severity(trouble),
        about=About.US,
        what=says(
            f"We could not see {where_en}: {en}{why}. This says nothing about your orders.",
            f"未能核实{where_zh}：{zh}{why}。这不代表订单有问题。",
        ),
        tip=_tip(trouble),
        claims=trouble.claims(view.reading.name),
        pages=trouble.names(),
    )


def _severity(trouble: Trouble) -> Severity:
    if trouble.whole:
        return Severity.MEDIUM
    return Severity.LOW if trouble.state is PageState.READY or not trouble.pages else Severity.MEDIUM


def _tip(trouble: Trouble) -> Says:
    if trouble.state is PageState.STOPPED:
        lines = "; ".join(_allow(text) for page in trouble.pages for text in page.stopped[:3])
        return says(
            f"If this request only reads, allow it in the pack: {lines}",
            f"若该请求只是读取，可在选择器包中放行：{lines}",
        )
    return _TIPS.get(trouble.state, _LATER)


def _allow(stopped: str) -> str:
    """The pack line that would let a stopped request pass."""
    found = _STOPPED.match(quote(stopped, 200))
    if found is None:
        return quote(stopped, 120)
    return '[[guard]] kind = "read", method = "{method}", host = "{host}", path = "{path}"'.format(**found.groupdict())


RULE = Rule(
    id=ID,
    title=says("We could not see", "未能核实"),
    check=check,
    confirm=True,
    stands=True,
    default_severity=Severity.MEDIUM,
    about=About.US,
)
