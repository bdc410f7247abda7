"""A file of own books nobody has described -> a mapping, with what speaks for each column. A person says yes or no."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from watchdog.adapters.records.labels import Labels, Vocabulary
from watchdog.adapters.records.profile import LOOKED_AT, Profile, order_sn_share, profiles
from watchdog.adapters.records.tables import Grid, UnreadableError, clip
from watchdog.adapters.records.words import BookWords
from watchdog.model.base import Says
from watchdog.model.orders import OrderStatus
from watchdog.model.pack import Pack
from watchdog.model.sources import BookField, DecimalStyle, Mapping

_LEAST_SN = 0.3
"""Files for several platforms hold other numbers too."""
F = BookField


@dataclass(frozen=True)
class Evidence:
    """Why a column was taken for a field."""

    field: BookField
    column: str
    why: Says
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """A mapping to be confirmed. `doubts`: what a person should look at."""

    mapping: Mapping
    evidence: tuple[Evidence, ...]
    doubts: tuple[Says, ...]


@dataclass(frozen=True)
class _Pick:
    profile: Profile
    score: float
    why: Says


def suggest_mapping(grids: Iterable[Grid], pack: Pack, words: BookWords) -> Suggestion:
    """Raises UnreadableError if no column holds order numbers of this platform, or if there is no header row."""
    grid, sn_column = _with_numbers(list(grids), pack)
    found = profiles(grid, pack.order_sn, sn_column, pack.region.time_zone)
    own = next(p for p in found if p.column == sn_column)
    share = Says(en=f"{own.order_sn:.0%} are order numbers", zh=f"{own.order_sn:.0%} 是订单编号")
    picks = {F.ORDER_SN: _Pick(own, own.order_sn, share)}
    labels = Labels(Vocabulary(pack.region.statuses, pack.region.status_patterns), Vocabulary(words.statuses, {}))
    for field in _ORDER:
        taken = {p.profile.column for p in picks.values()}
        scored = [_scored(field, p, words, labels) for p in found if p.column not in taken and p.filled > 0]
        best = max((s for s in scored if s is not None), key=lambda s: s.score, default=None)
        if best is not None:
            picks[field] = best
    return _suggestion(picks, found, pack, words)


_ORDER = (
    F.TRACKING, F.CREATED_AT, F.SHIP_BY, F.PAID_AT, F.SHIPPED_AT, F.TOTAL, F.CURRENCY, F.STATUS, F.QUANTITY, F.SKU,
    F.VARIATION, F.ITEM_NAME, F.BUYER,
)  # fmt: skip


def _with_numbers(grids: list[Grid], pack: Pack) -> tuple[Grid, int]:
    """The sheet and column with most order numbers, below its header."""
    best: tuple[float, Grid, int] | None = None
    for grid in grids:
        for name in grid.frame.columns:
            share = order_sn_share(grid.frame[name].head(LOOKED_AT), pack.order_sn)
            if share >= _LEAST_SN and (best is None or share > best[0]):
                best = (share, grid, int(name))
    if best is None:
        shape = pack.order_sn.pattern or "any text"
        raise UnreadableError(
            f"no column holds order numbers of {pack.platform} (they look like {shape})",
            mend="Export the column with the platform's own order number, as text, from your ERP.",
        )
    _, grid, column = best
    return (grid if grid.header is not None else _headed(grid, column, pack)), column


def _headed(grid: Grid, column: int, pack: Pack) -> Grid:
    """The header is the last row with several texts above the first order number."""
    cells = grid.frame[str(column)]
    first = next(i for i in range(len(cells)) if order_sn_share(cells[i : i + 1], pack.order_sn) == 1.0)
    for index in range(first - 1, -1, -1):
        if sum(1 for v in grid.row(index) if v.strip()) >= min(2, grid.frame.width):
            return grid.headed(index)
    raise UnreadableError(
        "the first row is already an order: there is no header", mend="Put a row with column names above the orders."
    )


def _scored(field: BookField, p: Profile, words: BookWords, labels: Labels) -> _Pick | None:
    """How well a column fits; None: not at all. Values decide, the header breaks ties."""
    like = words.likeness(field, p.header)
    if like < 0:
        return None
    fit = _fit(field, p, like, labels)
    if fit is None:
        return None
    value, en, zh = fit
    if like:
        en, zh = f"{en}; header says so", f"{zh}；列名相符"
    return _Pick(p, value + like, Says(en=en, zh=zh))


def _fit(field: BookField, p: Profile, like: float, labels: Labels) -> tuple[float, str, str] | None:
    if field is F.TRACKING:
        ok = (
            p.order_sn < 0.3
            and (p.tracking >= 0.6 or (like > 0 and p.tracking >= 0.3))
            and (like > 0 or p.distinct > 1)
        )
        return (
            (p.tracking, f"{p.tracking:.0%} look like tracking numbers", f"{p.tracking:.0%} 像物流单号") if ok else None
        )
    if field is F.CREATED_AT:
        ok = p.dates >= 0.8 and (p.same_day >= 0.6 or like > 0)
        en, zh = f"dates, {p.same_day:.0%} on the order number's day", f"日期，{p.same_day:.0%} 与订单编号同日"
        return (p.dates + 2 * p.same_day, en, zh) if ok else None
    if field in (F.PAID_AT, F.SHIPPED_AT, F.SHIP_BY):
        return (p.dates, "dates", "日期") if p.dates >= 0.8 and like > 0 else None
    if field is F.TOTAL:
        ok = p.amount >= 0.9 and p.dates < 0.8 and (like > 0 or p.decimals)
        return (0.5 * p.amount + 0.3 * p.decimals, "amounts", "金额") if ok else None
    if field is F.QUANTITY:
        ok = p.whole_small >= 0.95 and (like > 0 or (not p.decimals and p.distinct <= 20))
        return (p.whole_small, "small whole numbers", "小整数") if ok else None
    return _fit_text(field, p, like, labels)


def _fit_text(field: BookField, p: Profile, like: float, labels: Labels) -> tuple[float, str, str] | None:
    if p.amount >= 0.9 or p.dates >= 0.8:
        return None
    if field is F.CURRENCY:
        return (p.currency, "currency codes", "币种代码") if p.currency >= 0.9 else None
    if field is F.STATUS:
        known = sum(1 for w in p.words if labels.means(w)) / max(1, len(p.words))
        ok = p.distinct <= 30 and (known >= 0.5 or like > 0)
        return (2 * known, f"{known:.0%} of its words are known statuses", f"{known:.0%} 是已知状态") if ok else None
    if field is F.BUYER:
        ok = like > 0 or (p.username >= 0.9 and p.distinct > 3)
        return (p.username, f"{p.username:.0%} look like user names", f"{p.username:.0%} 像用户名") if ok else None
    return (0.1, "text", "文字") if like > 0 else None


def _suggestion(picks: dict[BookField, _Pick], found: list[Profile], pack: Pack, words: BookWords) -> Suggestion:
    dated = [p.profile for f, p in picks.items() if f in (F.CREATED_AT, F.PAID_AT, F.SHIPPED_AT, F.SHIP_BY)]
    formats = tuple(dict.fromkeys(f for p in dated for f in p.date_formats))
    total = picks.get(F.TOTAL)
    statuses, unknown = _statuses(picks.get(F.STATUS), pack, words)
    mapping = Mapping(
        columns={f: p.profile.header for f, p in picks.items()},
        date_formats=formats,
        time_zone=picks[F.CREATED_AT].profile.zone if F.CREATED_AT in picks else "",
        decimal=total.profile.style if total else DecimalStyle.AUTO,
        statuses=statuses,
    )
    evidence = tuple(
        Evidence(f, p.profile.header, p.why, tuple(clip(w, 24) for w in p.profile.words[:3])) for f, p in picks.items()
    )
    return Suggestion(mapping, evidence, tuple(_doubts(picks, found, unknown)))


def _statuses(pick: _Pick | None, pack: Pack, words: BookWords) -> tuple[dict[str, tuple[OrderStatus, ...]], list[str]]:
    """Words of the file that the region does not know: those we know go into the mapping, the others are doubts."""
    if pick is None:
        return {}, []
    region = Labels(Vocabulary(pack.region.statuses, pack.region.status_patterns))
    ours = Labels(Vocabulary(words.statuses, {}))
    new = [w for w in pick.profile.words if not region.means(w)]
    return {w: ours.means(w) for w in new if ours.means(w)}, [w for w in new if not ours.means(w)]


def _doubts(picks: dict[BookField, _Pick], found: list[Profile], unknown: list[str]) -> Iterable[Says]:
    own = picks[F.ORDER_SN].profile
    if own.order_sn < 0.95:
        rest = 1 - own.order_sn
        yield Says(
            en=f"{rest:.0%} of the rows have no order number of this platform and will be left out",
            zh=f"{rest:.0%} 的行没有本平台订单编号，将被忽略",
        )
    if F.CREATED_AT in picks and (zone := picks[F.CREATED_AT].profile.zone):
        yield Says(en=f"its times are by the clock of {zone}", zh=f"其时间按 {zone} 时区")
    others = [p.header for p in found if p.order_sn >= _LEAST_SN and p.column != own.column]
    if others:
        yield Says(en=f"also with order numbers: {', '.join(others)}", zh=f"另有订单编号列：{'、'.join(others)}")
    shops = [p for p in found if p.header.strip().casefold() in _SHOP_HEADERS and p.distinct > 1]
    for p in shops:
        yield Says(
            en=f"column {p.header} names {p.distinct} shops: set `only` to this shop's",
            zh=f"列“{p.header}”含 {p.distinct} 个店铺：请用 only 选定本店",
        )
    if unknown:
        some = ", ".join(clip(w, 24) for w in unknown[:8])
        yield Says(en=f"statuses not known (they will mean nothing): {some}", zh=f"未知状态（不参与比较）：{some}")
    for field in (F.STATUS, F.TOTAL, F.CREATED_AT, F.TRACKING):
        if field not in picks:
            yield Says(en=f"no column found for {field.value}", zh=f"未找到列：{field.value}")


_SHOP_HEADERS = frozenset({"店铺", "店铺名称", "店铺名", "平台店铺", "shop", "shop name", "store", "store name"})
