"""`watchdog login`: a person signs in, once, in a visible window."""

from __future__ import annotations

from typing import Annotated

import typer

from watchdog.cli.here import AsJson, Config, Lang
from watchdog.cli.words import helped

LOGIN = helped(
    "Sign in with a person at the window: captcha, one-time code, whatever the site asks. The session is kept sealed,"
    " and an account that stood still goes on. Example: watchdog login main",
    "由人在窗口里登录：验证码、短信码等。会话加密保存，停住的账号随即恢复。例：watchdog login main",
)


def login(
    account: Annotated[
        str, typer.Argument(help=helped("Name of the account in watchdog.toml.", "watchdog.toml 里的账号名。"))
    ],
    config: Config = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Lists the account's shops afterwards."""
