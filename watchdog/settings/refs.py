"""References to secrets. A secret itself never stands in watchdog.toml; only where to find it."""

from __future__ import annotations

import re
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import model_validator

from watchdog.model.base import Frozen

REFERENCE = re.compile(r"(?P<kind>keyring|env):(?P<name>[A-Za-z0-9_.\-]{1,80})")
LOCAL_SCHEMES = ("windows", "macosx", "dbus", "gnome", "syslog")
"""Notification addresses that name this machine's own desktop and hold no secret."""


class SecretRef(Frozen):
    """Where a secret is: `keyring:NAME` (the system's keyring), `env:NAME` (the environment) or `ask` (a person)."""

    kind: Literal["keyring", "env", "ask"]
    name: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if value == "ask":
            return {"kind": "ask"}
        found = REFERENCE.fullmatch(value)
        if found is None:
            raise ValueError("this looks like a secret itself; write where it is: keyring:NAME, env:NAME or ask")
        return found.groupdict()

    def __str__(self) -> str:
        return self.kind if self.kind == "ask" else f"{self.kind}:{self.name}"


class Address(Frozen):
    """An address that may hold a secret (a proxy, a notification URL): plain if it holds none, else a reference."""

    plain: str = ""
    ref: SecretRef | None = None

    def __str__(self) -> str:
        return self.plain or str(self.ref)


class ProxyAddress(Address):
    """`http://host:port`, `socks5://host:port`; with a name and password only by reference."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if REFERENCE.fullmatch(value):
            return {"ref": value}
        parts = urlsplit(value)
        if parts.password or parts.username:
            raise ValueError("the proxy's password stands in the file; store the whole address and write keyring:NAME")
        if parts.scheme not in ("http", "https", "socks5") or not parts.hostname:
            raise ValueError("a proxy is written http://host:port, socks5://host:port, keyring:NAME or env:NAME")
        return {"plain": value}


class NotifyAddress(Address):
    """`console`, a desktop address of this machine (`windows://` ...), else a reference to an apprise URL."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if REFERENCE.fullmatch(value):
            return {"ref": value}
        if value == "console" or (urlsplit(value).scheme in LOCAL_SCHEMES and "://" in value and "@" not in value):
            return {"plain": value}
        raise ValueError("a notification address holds a key; store it and write keyring:NAME or env:NAME")
