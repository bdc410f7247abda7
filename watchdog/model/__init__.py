"""Frozen values, nothing else. Import from the submodules or from here."""

from watchdog.model.base import (
    AccountId,
    Digest,
    Frozen,
    IncidentId,
    OrderId,
    OrderSn,
    RuleId,
    Says,
    ShopId,
    ShopKey,
)

__all__ = [
    "AccountId",
    "Digest",
    "Frozen",
    "IncidentId",
    "OrderId",
    "OrderSn",
    "RuleId",
    "Says",
    "ShopId",
    "ShopKey",
]
