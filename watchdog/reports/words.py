"""The words of reports and notices, English and Chinese. Plain data; a missing word is a failing test, not an empty
line.
"""

from __future__ import annotations

from watchdog.model.base import Says

RULES: dict[str, Says] = {
    "order-missing": Says(en="order missing", zh="订单丢失"),
    "order-unrecorded": Says(en="order not in your books", zh="订单未入账"),
    "order-duplicated": Says(en="order shown twice", zh="订单重复显示"),
    "order-detail-mismatch": Says(en="order details differ", zh="订单详情不一致"),
    "witnesses-disagree": Says(en="the site contradicts itself", zh="平台自相矛盾"),
    "status-stuck": Says(en="status stuck", zh="状态卡顿"),
    "status-mismatch": Says(en="status differs", zh="状态错误"),
    "ship-mark-failed": Says(en="shipped, not marked", zh="已发货未标记"),
    "tracking-missing": Says(en="tracking number not taken", zh="物流单号未录入"),
    "tracking-mismatch": Says(en="tracking number differs", zh="物流单号不一致"),
    "tracking-duplicated": Says(en="tracking number on two orders", zh="物流单号重复"),
    "tracking-stale": Says(en="tracking without news", zh="物流信息停滞"),
    "tracking-contradicts-status": Says(en="tracking contradicts the status", zh="物流与状态矛盾"),
    "payment-mismatch": Says(en="payment state differs", zh="付款状态异常"),
    "return-stuck": Says(en="return stuck", zh="退货退款卡顿"),
    "return-mismatch": Says(en="return differs", zh="退货退款不一致"),
    "settlement-mismatch": Says(en="settlement differs", zh="结算金额异常"),
    "settlement-missing": Says(en="settlement missing", zh="结算缺失"),
    "wallet-mismatch": Says(en="wallet differs", zh="钱包余额异常"),
    "voucher-mismatch": Says(en="voucher differs", zh="优惠券设置异常"),
    "voucher-not-applied": Says(en="voucher without effect", zh="优惠券未生效"),
    "metrics-mismatch": Says(en="statistics differ", zh="数据统计错误"),
    "account-changed": Says(en="account changed", zh="账号信息变动"),
    "blind": Says(en="could not see", zh="未能核实"),
    "layout-drift": Says(en="the page layout changed", zh="页面改版"),
    "platform-down": Says(en="the platform is down", zh="平台维护或故障"),
}

SEVERITIES: dict[str, Says] = {
    "low": Says(en="low", zh="低"),
    "medium": Says(en="medium", zh="中"),
    "high": Says(en="high", zh="高"),
    "critical": Says(en="critical", zh="严重"),
}

WORDS: dict[str, Says] = {
    "severity": Says(en="severity", zh="级别"),
    "rule": Says(en="what", zh="异常"),
    "key": Says(en="which", zh="对象"),
    "detail": Says(en="detail", zh="说明"),
    "seen": Says(en="seen", zh="核实"),
    "incident": Says(en="incident", zh="事件"),
    "quiet": Says(en="Nothing wrong was found.", zh="未发现异常。"),
    "blind": Says(en="We could not see; nothing is said about the orders.", zh="未能核实，对订单不作任何判断。"),
    "passing": Says(en="Seen once, gone when looked at again: {count}.", zh="出现过一次、复查时已消失：{count} 项。"),
    "unconfirmed": Says(en="Suspected, not confirmed: {count}.", zh="疑似、尚未证实：{count} 项。"),
    "do": Says(en="What to do", zh="建议"),
    "more": Says(en="… and {count} more", zh="……另有 {count} 项"),
    "look": Says(
        en="{name} ({rung}): {pages} pages, {orders} orders", zh="{name}（{rung}）：{pages} 页，{orders} 个订单"
    ),
    "compared": Says(
        en="Compared with your records: {count} orders; {fields}", zh="与本地记录比对：{count} 个订单；{fields}"
    ),
    "no_fields": Says(en="no field", zh="无字段"),
    "not_comparable": Says(en="Not yet comparable: {what}", zh="暂不可比：{what}"),
    "not_judged": Says(en="Not judged: {what}", zh="未作判断：{what}"),
    "opened_title": Says(en="{shop}: {count} × {rule}", zh="{shop}：{rule} {count} 项"),
    "recovered_title": Says(en="{shop}: recovered, {count} × {rule}", zh="{shop}：已恢复，{rule} {count} 项"),
    "recovered_line": Says(en="{key}: in order again, after {since}", zh="{key}：已恢复正常，始于 {since}"),
    "blind_title": Says(en="{shop}: we cannot see", zh="{shop}：未能核实"),
    "challenged_title": Says(en="{shop}: a person is needed", zh="{shop}：需要人工验证"),
    "blind_line": Says(
        en="Since {since}. Nothing is said about the orders until we can see again. This is told once.",
        zh="自 {since} 起。恢复之前对订单不作任何判断。此消息只发一次。",
    ),
    "since": Says(
        en="seen since {since}, in {seen} of {looks} looks", zh="自 {since} 起，{looks} 次核实中出现 {seen} 次"
    ),
    "digest_title": Says(
        en="Daily report: {shops} shops, {opened} new, {open} open, {blind} not seen",
        zh="日报：{shops} 家店铺，新增 {opened}，未结 {open}，未能核实 {blind}",
    ),
    "digest_span": Says(en="{since} to {until} (UTC)", zh="{since} 至 {until}（UTC）"),
    "digest_account": Says(en="Account {account}: {state}", zh="账号 {account}：{state}"),
    "digest_shop": Says(
        en="{shop}: {checks} checks, {orders} orders read, {compared} compared with your records",
        zh="{shop}：检查 {checks} 次，读取 {orders} 个订单，与本地记录比对 {compared} 个",
    ),
    "digest_never": Says(en="{shop}: not checked in this time", zh="{shop}：此期间未检查"),
    "digest_window": Says(en="window {what}", zh="范围 {what}"),
    "digest_blind": Says(en="not seen {count} times: {why}", zh="{count} 次未能核实：{why}"),
    "digest_open": Says(en="open: {count} × {rule}", zh="未结：{rule} {count} 项"),
    "digest_well": Says(en="All is well where we could see.", zh="凡能核实之处，一切正常。"),
    "digest_unsent": Says(en="{count} messages still wait to be sent.", zh="仍有 {count} 条消息待发送。"),
}


def word(name: str, lang: str, /, **values: object) -> str:
    """A word or sentence in `lang` (`zh` or anything else for English), its `{places}` filled."""
    return said(WORDS[name], lang).format(**values)


def both(name: str, /, **values: object) -> Says:
    """The same in both languages. A value that is itself a `Says` is taken in each language."""
    return Says(en=word(name, "en", **_in("en", values)), zh=word(name, "zh", **_in("zh", values)))


def said(says: Says, lang: str) -> str:
    """The sentence in this language."""
    return says.zh if lang.startswith("zh") else says.en


def rule_name(rule: str) -> Says:
    """What people call this rule; its id where a rule is newer than the words."""
    return RULES.get(rule, Says(en=rule, zh=rule))


def _in(lang: str, values: dict[str, object]) -> dict[str, object]:
    return {key: said(value, lang) if isinstance(value, Says) else value for key, value in values.items()}
