"""What reaches a log, and what never does."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from loguru import logger

from watchdog.adapters import logs
from watchdog.adapters.logs import Redactor


@pytest.fixture
def redactor() -> Redactor:
    return Redactor()


@pytest.fixture
def log(tmp_path: Path, redactor: Redactor) -> Iterator[Path]:
    file = logs.start(tmp_path, redactor, as_json=False)
    assert file is not None
    yield file
    logs.stop()
    logging.basicConfig(handlers=[], force=True)


SECRETS = [
    ("password=Zebra77!x", "Zebra77"),
    ('{"password": "Zebra77 with space", "user": "lin"}', "Zebra77"),
    ("{'password_hash': 'Zebra77'}", "Zebra77"),
    ("login failed for lin, passwd: Zebra77", "Zebra77"),
    ("密码：Zebra77", "Zebra77"),
    ("Cookie: SPC_EC=Zebra77; SPC_ST=.Zebra77==", "Zebra77"),
    ("headers={'cookie': 'SPC_EC=Zebra77; other=Zebra77'}", "Zebra77"),
    ("jar has SPC_CDS=Zebra77 and more", "Zebra77"),
    ("{'name': 'SPC_EC', 'value': 'Zebra77', 'domain': '.shopee.sg'}", "Zebra77"),
    ("Authorization: Bearer Zebra77.abc", "Zebra77"),
    ("sent bearer Zebra77abcdef", "Zebra77"),
    ("token=Zebra77", "Zebra77"),
    ("GET https://seller.example/api/v3/x?SPC_CDS=Zebra77&page=Zebra77#top", "Zebra77"),
    ("visited /portal/sale/order?search=Zebra77", "Zebra77"),
    ("proxy http://lin:Zebra77@proxy.example:8080 refused", "Zebra77"),
    ("verification code is 482913", "482913"),
    ("your code: 482913", "482913"),
    ("验证码：482913", "482913"),
    ("otp=482913", "482913"),
    ("session key nTf0iVZpXNzOYoA0gkKyMMLz1SM7N6TgWdQ5iCY8CyQ=", "nTf0iVZpXN"),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJsaW4ifQ.Zebra77", "Zebra77"),
    ("-----BEGIN PRIVATE KEY-----\nZebra77\n-----END PRIVATE KEY-----", "Zebra77"),
    ("Credentials(user='lin', password=SecretStr('Zebra77'))", "Zebra77"),
]


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_a_secret_is_blotted_out_of_message_values_and_exceptions(log: Path, text: str, secret: str) -> None:
    logger.info("{}", text)
    logger.bind(detail=text, nested={"deep": [text]}).info("values")
    try:
        raise RuntimeError(text)
    except RuntimeError:
        logger.exception("it broke: {}", text)
    try:
        raise ValueError("outer") from RuntimeError(text)
    except ValueError:
        logger.exception("chained")
    logging.getLogger("some.library").warning("library says %s", text)
    written = log.read_text(encoding="utf-8")
    assert secret not in written
    assert written.count("***") >= 5


def test_a_revealed_secret_is_blotted_out_whatever_its_shape(log: Path, redactor: Redactor) -> None:
    redactor.learn("correct horse battery")
    redactor.learn("tgram://123456789:AbcDefGhi/4242424242")
    logger.info("typed correct horse battery into the form; sent by bot AbcDefGhi to 4242424242")
    written = log.read_text(encoding="utf-8")
    assert "horse" not in written
    assert "AbcDefGhi" not in written
    assert "4242424242" not in written


@pytest.mark.parametrize(
    "plain",
    [
        "north: all, page 3, 120 orders read",
        "order 2611010ABCD12E is missing (code 0, status 200)",
        "order-missing is confirmed: seen in 2 of 2 looks",
        "https://seller.shopee.sg/portal/sale/order",
        "blind because the session ended: a person is needed",
    ],
)
def test_what_a_person_needs_to_read_stays(plain: str, redactor: Redactor) -> None:
    assert redactor.text(plain) == plain


def test_local_variables_never_reach_the_log(log: Path) -> None:
    def sign_in() -> None:
        word = "Zebra77"
        raise RuntimeError("refused " + str(len(word)))

    try:
        sign_in()
    except RuntimeError:
        logger.exception("sign-in")
    assert "Zebra77" not in log.read_text(encoding="utf-8")


def test_a_name_with_a_line_break_cannot_forge_a_log_line(log: Path) -> None:
    logger.info("buyer {}", "lin\n2026-11-22 ERROR    all is lost\x1b[31m")
    lines = log.read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith("    ")
    assert "\x1b" not in "".join(lines)


def test_braces_in_what_was_scraped_do_no_harm(log: Path) -> None:
    logger.info("buyer {}", "{extra[_line]} {0} <red>")
    assert "{extra[_line]} {0} <red>" in log.read_text(encoding="utf-8")


def test_json_lines_are_json(tmp_path: Path, redactor: Redactor) -> None:
    file = logs.start(tmp_path, redactor, name="service", as_json=True)
    assert file == tmp_path / "service.log"
    logger.bind(shop="north", password="Zebra77").warning("blind: {}", "captcha")
    logs.stop()
    (line,) = file.read_text(encoding="utf-8").splitlines()
    told = json.loads(line)
    assert told["level"] == "WARNING"
    assert told["message"] == "blind: captcha"
    assert told["extra"] == {"shop": "north", "password": "***"}


def test_a_folder_that_cannot_be_made_stops_nothing(
    tmp_path: Path, redactor: Redactor, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert logs.start(tmp_path / "file", redactor) is None
    assert "No log file" in capsys.readouterr().err
    logs.stop()
