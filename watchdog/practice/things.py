"""The nouns of the practice world, as frozen values. Times are Unix seconds, money is `Decimal` in currency units."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from watchdog.practice.regions import REGIONS, Region

TO_SHIP = frozenset({"READY_TO_SHIP", "PROCESSED", "RETRY_SHIP"})


@dataclass(frozen=True, slots=True)
class Buyer:
    user_id: int
    username: str
    name: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an order; `price` is for one piece."""

    item_id: int
    model_id: int
    name: str
    variation: str
    parent_sku: str
    sku: str
    quantity: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class TrackEvent:
    """One tracking line; `code` is a key of `regions.TRACK_WORDS`."""

    at: int
    code: str


@dataclass(frozen=True, slots=True)
class Package:
    """One parcel. `tracking`, `consignment_no`: None until the carrier has issued them, minutes after arranging."""

    number: str
    item_indexes: tuple[int, ...]
    tracking: str | None
    consignment_no: str | None
    events: tuple[TrackEvent, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One step of an order's own status log."""

    at: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Order:
    """One order as the platform truly holds it at the world's `now`; None in a time field means "not yet"."""

    order_sn: str
    order_id: int
    shop_id: int
    region: str
    buyer: Buyer
    items: tuple[Item, ...]
    shipping_fee: Decimal
    total: Decimal
    payment_method: str
    remark: str
    status: str
    created: int
    pay_by: int
    paid: int | None
    ship_by: int
    arranged: int | None
    shipped: int | None
    delivered: int | None
    completed: int | None
    cancelled: int | None
    cancel_reason: str | None
    return_id: int
    packages: tuple[Package, ...]
    history: tuple[Move, ...]

    @property
    def tracking_numbers(self) -> tuple[str, ...]:
        return tuple(package.tracking for package in self.packages if package.tracking)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list needs to know of an order: enough to choose tab and place, cheap for 20,000 of them."""

    order_id: int
    order_sn: str
    created: int
    status: str
    ship_by: int
    paid: int


@dataclass(frozen=True, slots=True)
class Shop:
    shop_id: int
    user_id: int
    name: str
    region: str
    account: str
    orders: int
    """How many orders lie before `origin`."""
    index: int
    """Position in the world; with the seed it fixes every draw of this shop."""

    @property
    def site(self) -> Region:
        return REGIONS[self.region]


@dataclass(frozen=True, slots=True)
class Account:
    """A sign-in. `home` is a region code, or "cn" for a cross-border merchant with several shops."""

    login: str
    password: str
    totp_secret: str
    home: str
    user_id: int
    shop_ids: tuple[int, ...]
