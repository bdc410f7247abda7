"""What can be known of an order: money, status, items, and the facts one witness gives."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from watchdog.model.base import Frozen, OrderId, OrderSn


class Money(Frozen):
    """An amount in major units with its ISO 4217 currency."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.currency} {self.amount}"


class OrderStatus(StrEnum):
    """Named as Shopee Open Platform v2 names them (reference 5.1, A)."""

    UNPAID = "UNPAID"
    PENDING = "PENDING"
    READY_TO_SHIP = "READY_TO_SHIP"
    PROCESSED = "PROCESSED"
    RETRY_SHIP = "RETRY_SHIP"
    SHIPPED = "SHIPPED"
    TO_CONFIRM_RECEIVE = "TO_CONFIRM_RECEIVE"
    IN_CANCEL = "IN_CANCEL"
    CANCELLED = "CANCELLED"
    TO_RETURN = "TO_RETURN"
    COMPLETED = "COMPLETED"
    INVOICE_PENDING = "INVOICE_PENDING"


class SeenStatus(Frozen):
    """A status as shown: the raw label and the set of statuses it may mean. An unknown label means nothing: `means`
    is empty.
    """

    label: str
    means: frozenset[OrderStatus]

    def compatible(self, other: SeenStatus) -> bool | None:
        """True if both may mean the same, False if they cannot, None if one of them says nothing we know."""
        if not self.means or not other.means:
            return None
        return bool(self.means & other.means)


class Item(Frozen):
    """One line of an order. None = this witness does not show it."""

    name: str | None = None
    variation: str | None = None
    sku: str | None = None
    quantity: int | None = None
    price: Money | None = None


class OrderFacts(Frozen):
    """What one witness says of one order. None = not shown by this witness; an empty tuple = shown as none.

    Times are aware UTC; `created_on` is the shop-local calendar day (at Shopee taken from the order_sn, reference 2.3).
    """

    order_sn: OrderSn
    order_id: OrderId | None = None
    buyer: str | None = None
    status: SeenStatus | None = None
    total: Money | None = None
    payment_method: str | None = None
    carrier: str | None = None
    tracking_numbers: tuple[str, ...] | None = None
    package_numbers: tuple[str, ...] | None = None
    items: tuple[Item, ...] | None = None
    created_on: date | None = None
    created_at: datetime | None = None
    paid_at: datetime | None = None
    ship_by: datetime | None = None
    cancel_reason: str | None = None
