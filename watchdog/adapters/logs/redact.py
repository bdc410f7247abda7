"""Blots secrets out of text before it reaches a log or a screen: known ones by value, unknown ones by their shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

GONE = "***"
_NAMES = (
    r"pass(?:word|wd|phrase)?|pwd|secret|tok(?:en)?|access[_-]?key|api[_-]?key|session[_-]?(?:key|id)?|credential|"
    r"csrf|otp|totp|vcode|captcha|sign(?:ature)?|cookie|密码|令牌|密钥"
)
_HEADERS = re.compile(
    r"(?im)\b((?:proxy-)?authorization|(?:set-)?cookie)(['\"]?\s*[:=]\s*)(?:\[[^\]]*\]|['\"][^'\"\n]*['\"]|[^\n]+)"
)
_NAMED = re.compile(
    rf"(?i)(['\"]?\b[\w.-]*(?:{_NAMES})[\w.-]*['\"]?\s*(?:[:=：]|\bis\b|是)\s*)"
    r"(?:b?'[^'\n]*'|b?\"[^\"\n]*\"|SecretStr\([^)]*\)|[^\s,;&'\"}\])]+)"
)
_CODE = re.compile(
    r"(?i)((?:one[- ]time|verification|security|login|sms)[ -](?:code|password)|\bcode|验证码|动态码|校验码)"
    r"([^\w\n]{0,4}(?:is|是|为)?[^\w\n]{0,3})\d{4,8}\b"
)
_SITE_COOKIE = re.compile(
    r"(?i)\b(SPC_[A-Z0-9_.]+|REC_T_ID|SC_SESSION|CTOKEN)"
    r"(\s*[=:]\s*|['\"]\s*,\s*['\"]value['\"]\s*:\s*['\"])[^\s;,'\"}]+"
)
_USERINFO = re.compile(r"(?<=://)[^/\s@'\"<>]+@")
_QUERY = re.compile(r"(?<=[\w/)\]%-])\?([^\s'\"<>()\[\]{}|\\^`]*=[^\s'\"<>()\[\]{}|\\^`]*)")
_QUERY_VALUE = re.compile(r"=([^&#]+)")
_SHAPES = (
    re.compile(r"\beyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*"),  # a JSON web token
    re.compile(r"(?<![\w/+-])[\w-]{43}=(?![\w=])"),  # a 32-byte key as the session store writes it
    re.compile(r"(?i)\b(?:bearer|basic)\s+[\w.~+/=-]{8,}"),
    re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL),
)
_LEAST = 4
"""Shorter known secrets are not searched for: they would blot out half of every line."""


class Redactor:
    """Knows the secrets that were revealed in this process, and the shapes of others."""

    def __init__(self) -> None:
        self._known: dict[str, None] = {}

    def learn(self, secret: str) -> None:
        """From now on this value is blotted out wherever it stands. An address: its parts as well."""
        pieces = [secret, unquote(secret)]
        if "://" in secret:
            parts = urlsplit(secret)
            pieces += [parts.netloc, parts.username or "", parts.password or "", *re.split(r"[/&=?:@]", secret)[1:]]
            pieces = [piece for piece in pieces if len(piece) >= 8 or piece in (parts.password, secret)]
        for piece in pieces:
            if len(piece) >= _LEAST:
                self._known[piece] = None

    def text(self, text: str) -> str:
        for secret in sorted(self._known, key=len, reverse=True):
            text = text.replace(secret, GONE)
        text = _QUERY.sub(lambda found: "?" + _QUERY_VALUE.sub(f"={GONE}", found[1]), text)
        text = _HEADERS.sub(rf"\1\2{GONE}", text)
        for shape in _SHAPES:
            text = shape.sub(GONE, text)
        text = _SITE_COOKIE.sub(rf"\1\2{GONE}", text)
        text = _NAMED.sub(rf"\1{GONE}", text)
        text = _CODE.sub(rf"\1\2{GONE}", text)
        return _USERINFO.sub(f"{GONE}@", text)

    def value(self, value: object) -> object:
        """The same for whatever a log line carries along: text, numbers, lists and mappings of them."""
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, Mapping):
            return {str(key): self._under(str(key), one) for key, one in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self.value(one) for one in value]
        return self.text(str(value))

    def _under(self, key: str, value: object) -> object:
        if re.search(_NAMES, key, re.IGNORECASE) or key.lower() in ("authorization", "cookie", "set-cookie", "code"):
            return GONE
        return self.value(value)
