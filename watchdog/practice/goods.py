"""Invented goods and people of the practice world, per language. No real person, shop or brand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Product:
    """`factor` times the region's price unit is the list price; `codes` are SKU endings, one per variation."""

    item_id: int
    sku: str
    factor: Decimal
    names: Mapping[str, str]
    variations: Mapping[str, tuple[str, ...]]
    codes: tuple[str, ...]


_COLOURS: Mapping[str, tuple[str, ...]] = {
    "en": ("Blue", "White", "Green"), "zh-Hant": ("藍色", "白色", "綠色"), "pt-BR": ("Azul", "Branco", "Verde")}
_SIZES: Mapping[str, tuple[str, ...]] = {
    "en": ("S, 30cm", "L, 60cm"), "zh-Hant": ("小 30公分", "大 60公分"), "pt-BR": ("P, 30 cm", "G, 60 cm")}
_NONE: Mapping[str, tuple[str, ...]] = {"en": ("",), "zh-Hant": ("",), "pt-BR": ("",)}

_C, _S, _N = (_COLOURS, ("BL", "WH", "GR")), (_SIZES, ("S", "L")), (_NONE, ("",))


def _product(number: int, sku: str, factor: str, names: tuple[str, str, str], *,
             kinds: tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]) -> Product:
    """`names` in English, Chinese, Portuguese; `kinds` are the variations and their SKU endings."""
    variations, codes = kinds
    by_language = dict(zip(("en", "zh-Hant", "pt-BR"), names, strict=True))
    return Product(10_000_000_000 + number, sku, Decimal(factor), by_language, variations, codes)


CATALOGUE: tuple[Product, ...] = (
    _product(1, "MUG", "5.5", ("Demo mug, stoneware 350ml", "示範馬克杯 陶瓷 350ml", "Caneca de demonstração 350 ml"),
             kinds=_C),
    _product(2, "LAMP", "12", ("Foldable desk lamp", "摺疊檯燈", "Luminária de mesa dobrável"),
             kinds=_C),
    _product(3, "TOWEL", "3.2", ("Quick-dry towel \"Cloud\"", "速乾毛巾「雲朵」", "Toalha de secagem rápida \"Nuvem\""),
             kinds=_S),
    _product(4, "CABLE", "1.9", ("USB-C cable & clip set", "USB-C 充電線 & 線夾組", "Cabo USB-C & conjunto de clipes"),
             kinds=_N),
    _product(5, "BAG", "8.4", ("Canvas shopping bag <large>", "帆布購物袋<大>", "Sacola de lona <grande>"),
             kinds=_C),
    _product(6, "MAT", "21", ("Yoga mat 6mm non-slip", "瑜珈墊 6mm 防滑", "Tapete de ioga 6 mm antiderrapante"),
             kinds=_C),
    _product(7, "PEN", "0.8", ("Gel pen 0.5 mm", "中性筆 0.5mm", "Caneta gel 0,5 mm"),
             kinds=_C),
    _product(8, "BOX", "6.7", ("Storage box with lid", "附蓋收納盒", "Caixa organizadora com tampa"),
             kinds=_S),
    _product(9, "CUP", "4.1", ("Thermal cup 500ml ☕", "保溫杯 500ml ☕", "Copo térmico 500 ml ☕"),
             kinds=_C),
    _product(10, "FAN", "15.5", ("Handheld fan, rechargeable", "手持充電風扇", "Ventilador portátil recarregável"),
             kinds=_C),
    _product(11, "SOCK", "1.4", ("Cotton socks, 3 pairs", "棉襪 3雙入", "Meias de algodão, 3 pares"),
             kinds=_S),
    _product(12, "CHAIR", "310", ("Ergonomic chair", "人體工學椅", "Cadeira ergonômica"),
             kinds=_C),
)

HANDLES = ("sunny_cat", "bluewhale", "momo.shop", "tea4two", "kopi_lim", "rain-boots", "xiaoyu", "jade_t", "nuvem",
           "pedrinho", "lemonpie", "quietfox", "afternoon", "ginger_b", "orchid77", "paperboat")
GIVEN: Mapping[str, tuple[str, ...]] = {
    "en": ("Alden", "Mira", "Jia Hui", "Farah", "Owen", "Nadia"), "zh-Hant": ("怡君", "志豪", "小雨", "承恩", "佩珊"),
    "pt-BR": ("Ana", "João", "Cecília", "Davi", "Luíza")}
FAMILY: Mapping[str, tuple[str, ...]] = {
    "en": ("Example", "Sampleton", "Tan", "Rahim"), "zh-Hant": ("范", "例", "林", "高"),
    "pt-BR": ("Exemplo", "da Amostra", "Conceição")}
STREETS: Mapping[str, tuple[str, ...]] = {
    "en": ("Example Road", "Sample Avenue"), "zh-Hant": ("範例路", "示範街"), "pt-BR": ("Rua Exemplo", "Av. Amostra")}
