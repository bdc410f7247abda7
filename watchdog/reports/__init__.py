"""Outcomes and incidents for people: terminal, JSON, notices, daily digest. Pure; English and Chinese."""

from watchdog.reports.digest import DigestData, ShopDay, digest_notice
from watchdog.reports.lines import exit_code_of, outcome_json, outcome_lines, table
from watchdog.reports.notices import notice_id, notices_of
from watchdog.reports.words import rule_name, said, word

__all__ = [
    "DigestData",
    "ShopDay",
    "digest_notice",
    "exit_code_of",
    "notice_id",
    "notices_of",
    "outcome_json",
    "outcome_lines",
    "rule_name",
    "said",
    "table",
    "word",
]
