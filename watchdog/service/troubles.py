"""Failures of our own, told once: a notice when one begins, one when it is over, silence in between."""

from __future__ import annotations

import hashlib
from datetime import datetime

from watchdog.model.base import Says, ShopKey
from watchdog.model.notice import Notice
from watchdog.service.checks import Failed


class Troubles:
    """What is wrong with us at present, per shop. `begin`: what was wrong when the service last ran."""

    def __init__(self, begin: dict[ShopKey, str] | None = None) -> None:
        self._now: dict[ShopKey, str] = dict(begin or {})

    def failed(self, failure: Failed, at: datetime) -> Notice | None:
        """A notice if this is news. The same kind of failure again is not."""
        sign = type(failure.error).__name__
        if self._now.get(failure.shop) == sign:
            return None
        self._now[failure.shop] = sign
        title = Says(
            en=f"{failure.shop}: not checked, a failure of our own", zh=f"{failure.shop}：未能检查（程序自身故障）"
        )
        body = Says(
            en=f"{failure.what}\nWhat to do: {failure.mend}\nNothing is said about your orders by this.",
            zh=f"{failure.what}\n处理办法：{failure.mend}\n这不代表订单有问题。",
        )
        return self._notice(failure.shop, at, (title, body), "own_failure", sign)

    def succeeded(self, shop: ShopKey, at: datetime) -> Notice | None:
        """A notice if a failure is over."""
        sign = self._now.pop(shop, None)
        if sign is None:
            return None
        title = Says(en=f"{shop}: checked again", zh=f"{shop}：已恢复检查")
        body = Says(en="The failure of our own is over.", zh="程序自身故障已排除。")
        return self._notice(shop, at, (title, body), "recovered", sign)

    @staticmethod
    def _notice(shop: ShopKey, at: datetime, says: tuple[Says, Says], kind: str, sign: str) -> Notice:
        key = "\n".join((shop, kind, sign, at.isoformat()))
        ident = hashlib.sha256(key.encode()).hexdigest()[:32]
        return Notice(id=ident, shop=shop, at=at, title=says[0], body=says[1], kind=kind)
