"""Signing in at the practice site: password, one-time code, captcha demanded (reference 2.1's result words, 3.3)."""

from __future__ import annotations

import json

import pyotp
from starlette.responses import JSONResponse, Response

from watchdog.practice.state import State
from watchdog.practice.things import Account

TRIES = 5
"""Wrong passwords before a captcha is demanded."""


def respond(state: State, body: bytes, home: str, domain: str) -> Response:
    try:
        sent = json.loads(body)
    except ValueError:
        sent = None
    if not isinstance(sent, dict):
        return _refused("error_params")
    login = str(sent.get("username", ""))
    account = state.world.account(login)
    verdict = _verdict(state, account, login, str(sent.get("password", "")), str(sent.get("vcode", "")))
    if verdict or account is None or account.home != home:
        return _refused(verdict or "error_notfound")
    state.wrong_passwords.pop(login, None)
    response = JSONResponse({"code": 0, "message": "success", "data": {"user_id": account.user_id}})
    for value in state.sessions.cookies(state.sessions.begin(account), domain):
        response.headers.append("set-cookie", value)
    return response


def _verdict(state: State, account: Account | None, login: str, password: str, code: str) -> str:
    """The reason to refuse, "" for none."""
    if state.wrong_passwords.get(login, 0) >= TRIES:
        return "error_require_captcha"
    if account is None or account.password != password:
        state.wrong_passwords[login] = state.wrong_passwords.get(login, 0) + 1
        return "error_password" if account else "error_notfound"
    asked = state.challenge(account)
    if asked == "captcha":
        return "error_require_captcha"
    if asked == "otp" and not code:
        return "error_need_vcode"
    if asked == "otp" and not pyotp.TOTP(account.totp_secret).verify(code, valid_window=1):
        return "error_invalid_vcode"
    return ""


def _refused(message: str) -> Response:
    return JSONResponse({"code": 1, "message": message, "user_message": message, "data": None})
