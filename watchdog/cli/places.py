"""Where notices go, from the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchdog.ports import Notifier
    from watchdog.service import Place
    from watchdog.wiring import Wiring


def places(wiring: Wiring) -> list[Place]:
    """One for each [[notify]]. Raises SessionError if an address is not where the reference says."""
    from watchdog.adapters.notify import AppriseNotifier, ConsoleNotifier
    from watchdog.service import Place

    found = []
    for one in wiring.settings.notify:
        notifier: Notifier
        if one.url.plain == "console":
            notifier = ConsoleNotifier(one.languages)
        else:
            url = one.url.plain or wiring.secrets.reveal(str(one.url.ref), f"notification address {one.name}")
            notifier = AppriseNotifier(one.name, url, one.languages)
        found.append(Place(one.name, notifier, one.minimum, one.digest))
    return found
