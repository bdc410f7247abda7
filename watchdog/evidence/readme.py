"""README.txt of an exhibit: what, when, which orders, what is not in it, how to check it. English, then Chinese."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from watchdog.casefile import visible
from watchdog.evidence.plan import ExhibitPlan
from watchdog.model.base import Says
from watchdog.model.case import Case, Outcome
from watchdog.model.findings import Incident

_HEAD = Says(en="EVIDENCE {name}", zh="证据 {name}")
_WHO = Says(
    en="Shop {shop} ({name}), {platform} {region}, shop id {shop_id}. Judged at {at} UTC.",
    zh="店铺 {shop}（{name}），{platform} {region}，店铺编号 {shop_id}。判定时间 {at}（UTC）。",
)
_LOOK = Says(
    en="Look {name}, {rung}: {start} to {end} UTC, {pages} pages.",
    zh="核实 {name}（{rung}）：{start} 至 {end}（UTC），{pages} 页。",
)
_INCIDENT = Says(
    en="Incident {id}: {rule}, severity {severity}, {state}. Orders: {orders}.",
    zh="事件 {id}：{rule}，级别 {severity}，{state}。订单：{orders}。",
)
_SEEN = Says(
    en="  Seen in {seen} of {looks} looks ({rungs}), first at {opened} UTC, last seen in order at {healthy}.",
    zh="  {looks} 次核实中出现 {seen} 次（{rungs}），首次 {opened}（UTC），上次正常 {healthy}。",
)
_TRIED = Says(en="  Tried: {step}", zh="  已尝试：{step}")
_MISSING = Says(en="Not in this folder: {what}", zh="本文件夹缺少：{what}")
_UNKNOWN = Says(en="unknown", zh="未知")
_NONE = Says(en="none", zh="无")
_ABOUT = Says(
    en="""What is in it
  finding.json          what is claimed, each claim with the file and the place in it
  differences.csv/.json the values that differ
  look*/                pages as received: page.html, JSON exchanges, pictures; marked-*.png are copies with an outline,
                        the pictures beside them are untouched
  records/              rows of the seller's own records
  case.json, pack.json  all that the verdict depends on, by SHA-256, and the description of the pages it was read with
  manifest-sha256.txt   SHA-256 of every file here

How to check it
  sha256sum -c --strict manifest-sha256.txt      (Windows: certutil -hashfile FILE SHA256)
  watchdog verify .

What it shows and what not
  The files are unchanged since the manifest was made, and the claims follow from them. There is no signature and no
  timestamp of a third party in this first form, and no file can prove by itself that the platform sent it: ask the
  platform to check its own logs for the times and order numbers above.
  It holds personal data of buyers. Hand it only to those who settle the case.""",
    zh="""内容
  finding.json          主张，逐条注明所在文件与位置
  differences.csv/.json 不一致的数值
  look*/                收到的原始页面：page.html、JSON 数据、截图；marked-*.png 是加了方框的副本，
                        旁边的原图未作改动
  records/              卖家本地记录中的对应行
  case.json, pack.json  判定所依据的全部内容（按 SHA-256），以及读取页面所用的说明
  manifest-sha256.txt   本文件夹内每个文件的 SHA-256

如何核验
  sha256sum -c --strict manifest-sha256.txt      （Windows：certutil -hashfile 文件 SHA256）
  watchdog verify .

能证明什么、不能证明什么
  文件自清单生成后未被改动，主张可由文件推出。此初级形式没有签名，也没有第三方时间戳；
  任何文件本身都不能证明平台确实发送过它：请平台按上述时间与订单号核对其日志。
  内含买家个人信息，仅交给处理本案的人。""",
)


def readme(plan: ExhibitPlan, outcome: Outcome, case: Case, missing: Sequence[Says]) -> bytes:
    """UTF-8 text with plain line ends; scraped text in it cannot move a cursor."""
    return (_text(plan, outcome, case, missing, _en) + "\n\n" + _text(plan, outcome, case, missing, _zh)).encode()


def _text(
    plan: ExhibitPlan, outcome: Outcome, case: Case, missing: Sequence[Says], tongue: Callable[[Says], str]
) -> str:
    target = case.target
    lines = [
        tongue(_HEAD).format(name=plan.name),
        "",
        tongue(_WHO).format(
            shop=visible(target.shop),
            name=visible(target.name) or tongue(_UNKNOWN),
            platform=target.platform,
            region=target.region,
            shop_id=visible(target.shop_id or "") or tongue(_UNKNOWN),
            at=_time(outcome.at),
        ),
    ]
    for n, look in enumerate(case.looks):
        lines.append(
            tongue(_LOOK).format(
                name=f"look{n}",
                rung=look.rung.value,
                start=_time(look.started_at),
                end=_time(look.ended_at),
                pages=len(look.pages),
            )
        )
    for incident in plan.incidents:
        lines += ["", *_incident(incident, tongue)]
    lines += ["", *(tongue(_MISSING).format(what=visible(tongue(what))) for what in missing)]
    return "\n".join([*lines, "", tongue(_ABOUT), ""])


def _incident(incident: Incident, tongue: Callable[[Says], str]) -> list[str]:
    judged = incident.latest
    healthy = f"{_time(incident.last_healthy_at)} UTC" if incident.last_healthy_at else tongue(_UNKNOWN)
    return [
        tongue(_INCIDENT).format(
            id=incident.id,
            rule=incident.rule,
            severity=incident.severity.value,
            state=incident.state.value,
            orders=", ".join(visible(sn) for sn in judged.finding.orders) or tongue(_NONE),
        ),
        f"  {visible(tongue(judged.finding.what))}",
        tongue(_SEEN).format(
            seen=judged.seen,
            looks=judged.looks,
            rungs=", ".join(judged.rungs),
            opened=_time(incident.opened_at),
            healthy=healthy,
        ),
        *(tongue(_TRIED).format(step=visible(tongue(step))) for step in judged.finding.steps),
    ]


def _time(at: object) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"


def _en(says: Says) -> str:
    return says.en


def _zh(says: Says) -> str:
    return says.zh
