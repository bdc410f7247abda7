"""Where notices go: any service that apprise knows, or the console."""

from watchdog.adapters.notify.apprise_notifier import AppriseNotifier
from watchdog.adapters.notify.console import ConsoleNotifier
from watchdog.adapters.notify.wording import Language, wording

__all__ = ["AppriseNotifier", "ConsoleNotifier", "Language", "wording"]
