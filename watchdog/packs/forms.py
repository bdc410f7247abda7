"""The head of a platform: what its files say besides pages and regions."""

from __future__ import annotations

from watchdog.model.pack import GuardRule, LoginSpec, Marker, OrderSnSpec, Overlay, Skeleton
from watchdog.model.pack_rows import Described


class PlatformFile(Described):
    """`platform.toml`: order numbers, sign-in, guard, and what every page of the platform has in common."""

    order_sn: OrderSnSpec = OrderSnSpec()
    login: LoginSpec | None = None
    guard: tuple[GuardRule, ...] = ()
    markers: tuple[Marker, ...] = ()
    """Tried on every page, before the page's own."""
    overlays: tuple[Overlay, ...] = ()
    """Looked for on every page, after the page's own."""
    skeletons: tuple[Skeleton, ...] = ()
    """Looked for on every page, besides the page's own."""
