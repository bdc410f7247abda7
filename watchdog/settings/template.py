"""The commented watchdog.toml that `watchdog init` writes. Comments in both languages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Beginning:
    """What a person is asked at the start."""

    account: str = "main"
    region: str = "sg"
    login: str = ""
    shop: str = "my-shop"
    shop_id: str = ""
    export_inbox: str = ""
    """Folder where the official order exports are saved; empty: none yet."""
    language: Literal["auto", "en", "zh"] = "auto"


def commented(begin: Beginning) -> str:
    """A whole watchdog.toml. Every key that is left at its default stands in a comment with that default."""
    return TEMPLATE.format(
        language=_text(begin.language),
        account=_text(begin.account),
        region=_text(begin.region),
        login=_text(begin.login),
        shop=_text(begin.shop),
        shop_id=f"shop_id = {_text(begin.shop_id)}" if begin.shop_id else '# shop_id = "123456789"',
        records=_records(begin),
    )


def _text(value: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _records(begin: Beginning) -> str:
    lines = [
        "[[account.shop.records]]",
        'name = "export"',
        'kind = "export"',
        f"inbox = {_text(begin.export_inbox or 'exports')}",
    ]
    if not begin.export_inbox:
        lines = [f"# {line}" for line in lines]
    return "\n".join([*lines, '# pattern = "Order.all.*"'])


TEMPLATE = """\
# Seller Centre Watchdog. Passwords never stand in this file, only where to find them:
#   keyring:NAME (the system's keyring), env:NAME (an environment variable), ask (a person types it).
# 卖家中心看门狗。密码不写在本文件里，只写去哪里取：keyring:名称、env:名称、ask（由人输入）。
# Each key can also come from the environment: WATCHDOG_LANGUAGE, WATCHDOG_BROWSER__HEADED ... 也可用环境变量设置。

[watchdog]
# data = "D:/watchdog-data"         # evidence, database, logs; default: this user's data folder / 数据文件夹
language = {language}               # auto | en | zh
# time_zone = "Asia/Shanghai"       # times for people; default: this machine's / 给人看的时区

[browser]
# Default: one that Playwright installed, else an installed Chrome, Edge or Chromium. / 默认自动寻找浏览器
# channel = "msedge"                # chrome | msedge | chromium
# executable = "C:/Program Files/Google/Chrome/Application/chrome.exe"
# attach = "http://127.0.0.1:9222"  # your own Chrome, started with remote debugging / 连接自己的 Chrome
# connect = "ws://server:3000"      # a Playwright server / 远程浏览器
# headed = false                    # show the window / 显示窗口
# deadline_seconds = 45             # for one page to settle / 单页最长等待

[pace]                              # as a person would read / 像人一样的节奏
# gap_seconds = 2.0                 # between two page turns of one account / 翻页间隔（秒）
# jitter = 0.3                      # more or less by this share / 上下浮动比例
# back_off_seconds = 60             # after "too often", doubled each time / 提示过于频繁后的等待
# back_off_tries = 3

# ---- A sign-in; repeat for each. 一个登录账号；多个账号就重复本段 ----
[[account]]
name = {account}
platform = "shopee"
region = {region}                   # sg my tw br ... or cn (cross-border, many shops / 跨境店)
login = {login}                     # user name, e-mail or phone / 登录名
password = "ask"                    # "keyring:shopee-main" | "env:SHOPEE_PASSWORD" | "ask"
# totp = "keyring:shopee-main-totp" # authenticator secret; without it a person is asked / 验证器密钥
# proxy = "keyring:proxy-main"      # or plainly "http://host:port" / 代理
# login_budget_per_day = 1          # sign-ins a day, at most / 每天最多登录次数
# packs = "my-packs"                # folder of selector packs that override the shipped ones / 自定义选择器
# hosts = {{ seller = "http://seller.sg.localhost:8000", accounts = "http://accounts.sg.localhost:8000" }}

[[account.shop]]
name = {shop}                       # short name used in commands / 命令里用的短名
{shop_id}
# title = ""                        # its name on the site, for people / 站点上的店铺名
# region = "my"                     # only under a cn account: this shop's market / 仅跨境账号：店铺所在市场
# days = 15                         # how far back the order list is read / 回看天数
# tabs = ["all"]                    # all | unpaid | toship | shipping | completed | cancelled ...
# max_pages = 50

# Your side. Official exports count as "the platform, earlier"; own books need a mapping: watchdog records map FILE
# 你的记录。官方导出算“平台早先所示”；自己的表格先用 watchdog records map 文件 生成映射
{records}

[rules]
# tolerance = "0.01"                # amounts this close are equal / 金额容差
# disabled = ["tracking-duplicated"]
# grace = {{ "order-unrecorded" = 120 }}      # minutes / 宽限分钟
# severity = {{ "order-missing" = "critical" }}  # low | medium | high | critical

[service]                           # watchdog run
# every_minutes = 20
# jitter_minutes = 4
# parallel_accounts = 3
# digest_hour = 9                   # daily digest / 每日汇总的钟点

# [[notify]]
# name = "phone"
# url = "keyring:notify-phone"      # an apprise address, stored; or "console" / apprise 地址
# languages = ["zh", "en"]
# minimum = "medium"                # low | medium | high | critical
# digest = true
"""
