"""An outcome in a terminal and as JSON, and the exit code it stands for."""

import json

from samples_case import make_case, missing, opened, outcome_of, wrong_total

from watchdog.model.base import Digest, RuleId
from watchdog.model.case import Outcome
from watchdog.model.findings import About, Change
from watchdog.reports import exit_code_of, outcome_json, outcome_lines, table
from watchdog.reports.words import RULES, SEVERITIES, WORDS


def outcome(*changes: Change) -> Outcome:
    return outcome_of(make_case()[0], Digest("c" * 64), *changes)


def test_findings_stand_in_a_table_worst_first_with_advice() -> None:
    lines = outcome_lines(outcome(*opened(wrong_total(), missing())), "en")
    text = "\n".join(lines)
    assert lines[1].split() == ["severity", "what", "which", "seen", "detail"]
    assert lines[2].startswith("high      order missing")
    assert "2/2" in lines[2]
    assert "What to do: Search it on your phone." in text
    assert "Compared with your records: 2 orders; total" in text
    assert "Not yet comparable: buyer: 1 of 2 agree" in text
    assert "all: 2 pages, complete" in text


def test_the_same_in_chinese_with_columns_that_line_up() -> None:
    lines = outcome_lines(outcome(*opened(missing(), wrong_total())), "zh-CN")
    assert "订单丢失" in lines[2]
    head, first, second = lines[1], lines[2], lines[3]
    place = [sum(2 if ord(c) > 0x2E7F else 1 for c in line[: line.index(cell)]) for line, cell in
             ((head, "说明"), (first, "订单 2611"), (second, "金额"))]  # fmt: skip
    assert len(set(place)) == 1


def test_a_quiet_check_says_so_and_what_it_read() -> None:
    lines = outcome_lines(outcome(), "en")
    assert "Nothing wrong was found." in lines
    assert any(line.startswith("look0 (baseline): 5 pages, 2 orders") for line in lines)


def test_exit_codes() -> None:
    assert exit_code_of(outcome()) == 0
    assert exit_code_of(outcome(*opened(missing(), wrong_total()))) == 13
    assert exit_code_of(outcome(*opened(wrong_total()))) == 12
    us = missing().model_copy(update={"rule": RuleId("blind"), "about": About.US})
    assert exit_code_of(outcome(*opened(us))) == 3
    unconfirmed = outcome(*opened(missing()))
    judged = unconfirmed.judged[0].model_copy(update={"confirmed": False, "transient": True})
    quiet = unconfirmed.model_copy(update={"judged": (judged,)})
    assert exit_code_of(quiet) == 0
    assert "Seen once, gone when looked at again: 1." in outcome_lines(quiet, "en")


def test_json_is_plain_and_names_the_incident() -> None:
    plain = outcome_json(outcome(*opened(missing())))
    read = json.loads(json.dumps(plain))
    assert read["exit_code"] == 13
    assert read["findings"][0]["rule"] == "order-missing"
    assert read["findings"][0]["incident"] == read["changes"][0]["incident"]


def test_a_table_counts_chinese_as_two() -> None:
    assert table(["级别", "x"], [["a", "1"]]) == ["级别  x", "a     1"]


def test_every_word_is_there_in_both_languages_with_the_same_places() -> None:
    for says in (*WORDS.values(), *RULES.values(), *SEVERITIES.values()):
        assert says.en
        assert says.zh
        assert sorted(_places(says.en)) == sorted(_places(says.zh))


def _places(text: str) -> list[str]:
    return [part.split("}")[0] for part in text.split("{")[1:]]
