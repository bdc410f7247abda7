"""How a pack knows a site beyond its pages: sign-in, guard, region, order numbers. Part of `watchdog.model.pack`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from watchdog.model.orders import OrderStatus
from watchdog.model.pack_rows import Mark, Sourced


class GuardRule(Sourced):
    """A request the guard knows. Rules are tried in order, the first that fits decides; writes are listed before reads.

    `path` (of the URL, without query) and `host` are patterns in which `*` is any run of characters; the hosts
    `seller` and
    `accounts` stand for the region's origins (or the target's, where it overrides them). `phase`: ordinary reading,
    signing in, or password asked again; a rule of another phase does not count.
    """

    kind: Literal["read", "write"]
    """`read` may pass, `write` never."""
    method: str = "*"
    """HTTP method; `*`: any."""
    host: str = "*"
    """`seller`, `accounts`, or a host with `*`."""
    path: str
    """Path of the URL, with `*`."""
    phase: Literal["read", "login", "password_again"] = "read"
    """When the rule counts: `read` (ordinary reading), `login`, `password_again`."""


class LoginSpec(Sourced):
    """The sign-in form. Selectors are lists: the first that is visible is used."""

    host: Literal["seller", "accounts"] = "accounts"
    """Which of the region's hosts shows the form."""
    address: str
    """Path of the form."""
    user: tuple[str, ...]
    """Field for the user name."""
    password: tuple[str, ...]
    """Field for the password."""
    submit: tuple[str, ...]
    """Button that sends the form."""
    error: tuple[str, ...] = ()
    """What says that user name or password were refused."""
    code: tuple[str, ...] = ()
    """Field for a one-time code."""
    code_submit: tuple[str, ...] = ()
    """Button that sends the code."""
    challenge: tuple[str, ...] = ()
    """Captcha and unknown challenges: a person is asked, nothing is tried."""
    challenge_url: str = ""
    """Regular expression for the address of a captcha or identity check."""
    signed_in: tuple[str, ...] = ()
    """CSS that is there only for a signed-in person."""
    session_cookies: tuple[str, ...] = ()
    """Names of cookies that only a signed-in session has."""
    shops_exchange: str = ""
    """Exchange (of any page) that lists the account's shops; empty: the account is one shop."""
    shops_path: str = ""
    """Where in it the list stands."""
    shop_id_key: str = ""
    """Key of the shop id in an entry of the list."""
    shop_name_key: str = ""
    """Key of the shop's name."""
    shop_region_key: str = ""
    """Key of the shop's market."""


class SupportChannel(Sourced):
    name: str
    """As the platform calls it."""
    address: str
    """Where it is."""


class RegionSpec(Sourced):
    """A market. `hosts`: `seller`, `accounts` -> origin with scheme. `statuses`: label (NFC, as shown) -> what it may
    mean.
    """

    region: str
    hosts: dict[str, str]
    """`seller` and `accounts` -> origin with scheme."""
    extra_hosts: tuple[str, ...] = ()
    """Other hosts whose GETs are part of reading: static files, pictures (patterns with `*`)."""
    time_zone: str
    """IANA name; the shop's days are days there."""
    currency: str
    """ISO 4217."""
    locale: str
    """Babel locale: numbers and dates."""
    money_pattern: str = ""
    """Regular expression that cuts the number out of a shown amount; empty: symbol and spaces are stripped."""
    decimal: str = "."
    """Decimal sign of shown numbers; left out in the TOML: the locale's."""
    group: str = ","
    """Sign between groups of digits; left out in the TOML: the locale's."""
    currency_symbols: dict[str, str] = Field(default_factory=dict)
    """Signs that may stand at an amount -> ISO 4217; an amount without a known sign is in `currency`."""
    market_query: str = ""
    """Query parameter of JSON exchanges that names the shop's market (`cbsc_shop_region`, reference 1.1), if accounts
    span markets.
    """
    market_currencies: dict[str, str] = Field(default_factory=dict)
    """Value of `market_query` (lower case) -> ISO 4217 of the amounts in that exchange."""
    empty_texts: tuple[str, ...] = ("-", "--", "—")
    """Texts that stand for `nothing` in a cell (reference 4.1)."""
    date_formats: tuple[str, ...] = ()
    """strptime formats, shop-local."""
    statuses: dict[str, tuple[OrderStatus, ...]] = Field(default_factory=dict)
    """In TOML written as `[[statuses]]` groups, see below."""
    status_patterns: dict[str, tuple[OrderStatus, ...]] = Field(default_factory=dict)
    """Regular expressions for labels that carry a date or a name."""
    status_marks: dict[str, Mark] = Field(default_factory=dict)
    """Label or regular expression -> how sure its meaning is."""
    support: tuple[SupportChannel, ...] = ()
    """Official channels for an incident."""


class OrderSnSpec(Sourced):
    """What an order number looks like. `date`: strptime format of its leading part, shop-local; empty: it holds no
    date.
    """

    pattern: str = ""
    """Regular expression for the whole number. Left out: up to 64 characters without spaces."""
    date: str = ""
    """strptime format of the leading part; empty: the number holds no date."""
    date_length: int = 0
    """How many leading characters hold the date."""
