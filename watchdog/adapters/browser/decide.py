"""What the guard lets through: a pure decision about one request.

Reading is allowed, changing is not. The site reads by POST too, so the pack lists which non-GET requests read; all else
that is not GET, HEAD or OPTIONS is stopped, and so is what the pack lists as a write, whichever its method.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit

from watchdog.model.pack import GuardRule
from watchdog.model.pages import Stopped

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LOCAL_SCHEMES = frozenset({"data", "blob", "about", "chrome-error", "chrome", "edge", "devtools", "chrome-extension"})


class Phase(StrEnum):
    """What the program is doing at this moment; each has its own list of allowed requests."""

    READ = "read"
    LOGIN = "login"
    PASSWORD_AGAIN = "password_again"  # noqa: S105 - a phase
    PERSON = "person"
    """A person signs in by hand: captchas live on hosts that no list knows, so only listed writes are stopped."""


@dataclass(frozen=True)
class Rules:
    """The pack's rules with the hosts they speak of (`host` or `host:port`, lower case)."""

    rules: tuple[GuardRule, ...]
    seller: str
    accounts: str
    extra: tuple[str, ...] = ()
    """Patterns of other hosts that belong to reading."""


@dataclass(frozen=True)
class Request:
    """A request before it leaves the browser. `channel`: as in model.pages.Stopped. `preflight`: the method a CORS
    preflight asks for, else empty."""

    method: str
    url: str
    channel: str
    preflight: str = ""
    service_worker: bool = False


@dataclass(frozen=True)
class Verdict:
    allow: bool
    reason: str = ""
    """`listed write`, `unlisted non-GET`, `other host`, `WebSocket`, `service worker`, `scheme`; empty when allowed."""


ALLOW = Verdict(True)


def decide(rules: Rules, phase: Phase, request: Request) -> Verdict:
    """Allow or stop, with the reason a person can act on."""
    parts = urlsplit(request.url)
    scheme = parts.scheme.lower()
    if scheme in LOCAL_SCHEMES:
        return ALLOW
    if request.service_worker or scheme not in {"http", "https"}:
        sockets = {"ws": "WebSocket", "wss": "WebSocket"}
        return Verdict(False, "service worker" if request.service_worker else sockets.get(scheme, "scheme"))
    host = parts.netloc.rpartition("@")[2].lower()
    ours = _is_ours(rules, host)
    method = (request.preflight or request.method).upper()
    matching = [rule for rule in rules.rules if _matches(rule, rules, method, host, parts.path)]
    # What reads on the seller's hosts says nothing about a stranger's; what writes is a write anywhere.
    listed = _listed(matching if ours else [rule for rule in matching if rule.kind == "write"], phase)
    if listed == "write":
        return Verdict(False, "listed write")
    if listed == "read" or method in SAFE_METHODS or phase is Phase.PERSON:
        return ALLOW
    return Verdict(False, "unlisted non-GET" if ours else "other host")


def _listed(matching: Sequence[GuardRule], phase: Phase) -> str:
    """`read`, `write` or empty: the pack's first entry that fits decides. Entries of ordinary reading count in every
    phase, because a page that signs in reads as well; entries of another phase do not."""
    phases = (Phase.READ.value, Phase.LOGIN.value if phase is Phase.PERSON else phase.value)
    return next((rule.kind for rule in matching if rule.phase in phases), "")


def strictest(verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict for a request whose tab is not known: allowed only if every tab that may have sent it allows it."""
    return next((verdict for verdict in verdicts if not verdict.allow), ALLOW)


def stopped(request: Request, reason: str) -> Stopped:
    """The record of a stopped request: no query, because query values may hold tokens."""
    parts = urlsplit(request.url)
    return Stopped(
        method=(request.preflight or request.method).upper(),
        host=parts.netloc.rpartition("@")[2].lower(),
        path=parts.path,
        channel=request.channel,
        reason=reason,
    )


def speaks_of(rules: Rules, url: str) -> bool:
    """True if `url` is on one of the hosts of these rules."""
    return _is_ours(rules, urlsplit(url).netloc.rpartition("@")[2].lower())


def _is_ours(rules: Rules, host: str) -> bool:
    return host in (rules.seller, rules.accounts) or any(_host_matches(pattern, host) for pattern in rules.extra)


def _matches(rule: GuardRule, rules: Rules, method: str, host: str, path: str) -> bool:
    if rule.method not in ("*", "") and rule.method.upper() != method:
        return False
    named = {"seller": rules.seller, "accounts": rules.accounts}.get(rule.host)
    if named is not None and host != named:
        return False
    if named is None and rule.host != "*" and not _host_matches(rule.host, host):
        return False
    return path_pattern(rule.path).fullmatch(path) is not None


def _host_matches(pattern: str, host: str) -> bool:
    """A pattern without a port speaks of the host on every port."""
    bare = host if ":" in pattern else host.rpartition(":")[0] or host
    return _glob(pattern.lower(), "[^/]*").fullmatch(bare) is not None


def path_pattern(pattern: str, *, within_segment: bool = False) -> re.Pattern[str]:
    """`*` stands for any run of characters, or of characters other than `/`; a final slash more or less is the same."""
    return _glob(pattern.rstrip("/"), "[^/]*" if within_segment else ".*", tail="/?")


@lru_cache(maxsize=4096)
def _glob(pattern: str, star: str, tail: str = "") -> re.Pattern[str]:
    return re.compile(star.join(re.escape(piece) for piece in pattern.split("*")) + tail, re.DOTALL)
