"""An order in full, made from its life and the moment it is looked at. Pure; all people and goods are invented."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from watchdog.practice.goods import CATALOGUE, FAMILY, GIVEN, HANDLES, STREETS, Product
from watchdog.practice.life import HOUR, MINUTE, Life
from watchdog.practice.regions import Region
from watchdog.practice.things import Buyer, Item, Move, Order, Package, Shop, TrackEvent


def order_at(life: Life, shop: Shop, now: int) -> Order:
    draw = Random(life.detail_seed)
    site = shop.site
    buyer = _buyer(draw, site)
    items = _items(draw, site)
    shipping_fee = site.quantize(site.price_unit * draw.choice((0, 1, 1, 2)) / 2)
    method = draw.choice(site.payment_methods)
    remark = draw.choice(("", "", "", "", "leave at door", "易碎，请包好"))
    split = len(items) > 1 and draw.random() < 0.25
    history = tuple(move for move in life.moves if move.at <= now)
    return Order(
        order_sn=life.order_sn, order_id=life.order_id, shop_id=shop.shop_id, region=shop.region, buyer=buyer,
        items=items, shipping_fee=shipping_fee, payment_method=method, remark=remark,
        total=sum((item.price * item.quantity for item in items), shipping_fee),
        status=life.status_at(now), created=life.created, pay_by=life.pay_by, ship_by=life.ship_by,
        paid=_when(history, "READY_TO_SHIP"), arranged=_when(history, "PROCESSED"),
        shipped=_when(history, "SHIPPED"), delivered=_when(history, "TO_CONFIRM_RECEIVE"),
        completed=_when(history, "COMPLETED"), cancelled=_when(history, "CANCELLED"),
        cancel_reason=life.cancel_reason if _when(history, "CANCELLED") else None,
        return_id=900_000_000 + life.detail_seed % 10_000_000 if _when(history, "TO_RETURN") else 0,
        packages=_packages(draw, life, site, history, now, count=len(items), split=split), history=history)


def _when(history: tuple[Move, ...], status: str) -> int | None:
    return next((move.at for move in history if move.new == status), None)


def _buyer(draw: Random, site: Region) -> Buyer:
    number = draw.randrange(10_000)
    given, family = draw.choice(GIVEN[site.language]), draw.choice(FAMILY[site.language])
    name = f"{family}{given}" if site.language.startswith("zh") else f"{given} {family}"
    digits = draw.randrange(10)
    return Buyer(300_000_000 + draw.randrange(90_000_000), f"{draw.choice(HANDLES)}{number:04d}",
                 f"{name[0]}******{name[-1]}", f"******{digits}{number % 10}",
                 f"{draw.choice(STREETS[site.language])} ****")


def _items(draw: Random, site: Region) -> tuple[Item, ...]:
    wanted = draw.choices((1, 2, 3, 5), (70, 20, 8, 2))[0]
    return tuple(_item(draw, site, product) for product in draw.sample(CATALOGUE, wanted))


def _item(draw: Random, site: Region, product: Product) -> Item:
    place = draw.randrange(len(product.variations[site.language]))
    variation, code = product.variations[site.language][place], product.codes[place]
    price = site.quantize(site.price_unit * product.factor * Decimal(draw.choice((100, 95, 90, 110))) / 100)
    return Item(item_id=product.item_id, model_id=product.item_id * 10 + place,
                name=product.names[site.language], variation=variation, parent_sku=product.sku,
                sku=f"{product.sku}-{code}" if code else product.sku,
                quantity=draw.choices((1, 2, 3, 10), (75, 17, 7, 1))[0], price=price)


def _packages(draw: Random, life: Life, site: Region, history: tuple[Move, ...], now: int, *, count: int,
              split: bool) -> tuple[Package, ...]:
    shares = ((0,), tuple(range(1, count))) if split else (tuple(range(count)),)
    return tuple(_package(draw, site, (f"OFG{life.order_id + place}", share), history, now)
                 for place, share in enumerate(shares))


def _package(draw: Random, site: Region, what: tuple[str, tuple[int, ...]], history: tuple[Move, ...],
             now: int) -> Package:
    number, share = what
    serial = draw.randrange(10**12)
    issue_delay = int(draw.uniform(2 * MINUTE, 40 * MINUTE))
    hub_delay = int(draw.uniform(3 * HOUR, 12 * HOUR))
    arranged = _when(history, "PROCESSED")
    issued = arranged is not None and arranged + issue_delay <= now
    tracking = tracking_number(site, serial) if issued else None
    consignment = f"{site.code.upper()}{serial % 10**10:010d}" if issued else None
    return Package(number, share, tracking, consignment, _events(history, hub_delay, now))


def tracking_number(site: Region, serial: int) -> str:
    """A carrier number of the region's shape (reference 2.2)."""
    width = {"sg": 10, "my": 12, "ph": 12, "tw": 12, "br": 12, "th": 12, "vn": 10, "id": 13}[site.code]
    return f"{site.tracking_prefix}{serial % 10**width:0{width}d}{site.tracking_suffix}"


def _events(history: tuple[Move, ...], hub_delay: int, now: int) -> tuple[TrackEvent, ...]:
    """Oldest first."""
    codes = {"PROCESSED": "arranged", "RETRY_SHIP": "pickup_failed", "SHIPPED": "picked_up",
             "TO_CONFIRM_RECEIVE": "delivered"}
    events = [TrackEvent(move.at, codes[move.new]) for move in history if move.new in codes]
    shipped, delivered = _when(history, "SHIPPED"), _when(history, "TO_CONFIRM_RECEIVE")
    if shipped is not None:
        events.append(TrackEvent(shipped + hub_delay, "sorting"))
    if delivered is not None:
        events.append(TrackEvent(delivered - 2 * HOUR, "out"))
    return tuple(sorted((event for event in events if event.at <= now), key=lambda event: event.at))
