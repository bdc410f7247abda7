"""Notices through apprise: mail, Telegram, DingTalk, WeCom, Feishu, Bark, ntfy and a hundred more by one address."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

from watchdog.adapters.notify.wording import Language, wording
from watchdog.errors import NotifyError
from watchdog.model.notice import Notice

REFUSED = re.compile(r"(?:error=|HTTP |status(?: code)?[ =:]+)(40[0134]|410)\b", re.IGNORECASE)
"""Answers that will not change by trying again: bad request, wrong key, forbidden, no such place."""
MEND = "Correct the notification address (`watchdog doctor --notify` sends a test), then run `watchdog run` again."


class AppriseNotifier:
    """`name` is what people call this place; the address itself holds keys and is never part of an error."""

    def __init__(self, name: str, url: str, languages: Sequence[Language]) -> None:
        self._name = name
        self._url = url
        self._languages = languages

    def send(self, notice: Notice) -> None:
        import apprise

        sender = apprise.Apprise()
        if not sender.add(self._url):
            raise NotifyError(f"{self._name}: apprise does not understand this address.", mend=MEND, permanent=True)
        title, body = wording(notice, self._languages)
        with apprise.LogCapture(level=logging.WARNING) as said:  # type: ignore[no-untyped-call]
            taken = sender.notify(title=title, body=body, body_format=apprise.NotifyFormat.TEXT)
            complaint = said.getvalue()
        if taken:
            return
        refused = REFUSED.search(complaint)
        if refused:
            raise NotifyError(f"{self._name}: the service refuses ({refused[1]}).", mend=MEND, permanent=True)
        raise NotifyError(
            f"{self._name}: the service could not be reached or did not take the notice.",
            mend="It is tried again by itself; look at the network and the service's own status page.",
            permanent=False,
        )
