"""The frozen base of every value, and the ids that must not be mixed up."""

from __future__ import annotations

from typing import NewType

from pydantic import BaseModel, ConfigDict

AccountId = NewType("AccountId", str)
"""Name of a sign-in in watchdog.toml."""
ShopKey = NewType("ShopKey", str)
"""Name of a shop in watchdog.toml; unique across accounts."""
ShopId = NewType("ShopId", str)
"""The site's numeric shop id, as text."""
OrderSn = NewType("OrderSn", str)
"""The order number people use; at Shopee 14 characters, YYMMDD + 8 (reference 2.2, A)."""
OrderId = NewType("OrderId", str)
"""The site's numeric id of an order, as text (reference 1.3: the address of the order page uses it, not the
order_sn).
"""
Digest = NewType("Digest", str)
"""Lower-case hex SHA-256 of bytes in the archive."""
RuleId = NewType("RuleId", str)
IncidentId = NewType("IncidentId", str)


class Frozen(BaseModel):
    """A value: immutable, compared by content, refusing unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Says(Frozen):
    """One sentence for a person in both languages of the product."""

    en: str
    zh: str
