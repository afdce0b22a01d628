"""Sums of money in Chinese, Japanese and Korean: `3億5000万円`, `3.5亿元`, `50만 달러`.

Numbers are grouped by ten thousands there, the currency stands behind them without a blank, and what follows it is
part of the same run of letters, so that `2022元旦` (New Year's Day) and `3원칙` (three principles) must be told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

LANGUAGES = frozenset(("zh", "ja", "ko"))
_SMALL = {"百": 100, "千": 1000, "백": 100, "천": 1000}
_LARGE = {
    **dict.fromkeys("万萬만", 10**4),
    **dict.fromkeys("億亿억", 10**8),
    **dict.fromkeys("兆조", 10**12),
}
_CODES: Mapping[str, str] = {
    **dict.fromkeys(("円", "日元", "日圓", "日圆", "엔"), "JPY"),
    **dict.fromkeys(("美元", "美金", "ドル", "米ドル", "달러"), "USD"),
    **dict.fromkeys(("欧元", "歐元", "ユーロ", "유로"), "EUR"),
    **dict.fromkeys(("英镑", "英鎊", "ポンド", "파운드"), "GBP"),
    **dict.fromkeys(("人民币", "人民幣", "人民元", "위안"), "CNY"),
    **dict.fromkeys(("港元", "港币", "港幣", "香港ドル"), "HKD"),
    **dict.fromkeys(("新台幣", "新臺幣", "台币", "台幣"), "TWD"),
    **dict.fromkeys(("卢布", "盧布", "ルーブル", "루블"), "RUB"),
    **dict.fromkeys(("韩元", "韓元", "ウォン", "원"), "KRW"),
    **dict.fromkeys(("ルピー", "루피"), "INR"),
}
_YUAN = "元"
_YUAN_OF = {"TW": "TWD", "HK": "HKD"}  # elsewhere it is the yuan of China
# What makes another word of the last sign: New Year's Day, heads of state, elements; what may follow the Korean won.
_NOT_YUAN = "旦首素件月凶老宵年帥帅祖气氣気"
_AFTER_WON = "을이의에으까대짜어씩도만선규상미권은과가정당밖"
_DIGITS = r"\d[\d,，]*(?:\.\d+)?"
_UNITS = "".join((*_SMALL, *_LARGE))
_NAMES = "|".join(sorted(set(_CODES) - {"원"}, key=lambda name: (-len(name), name)))
_SUM = re.compile(
    rf"(?<![\d.,])(?P<number>{_DIGITS}[{_UNITS}]*(?:(?<=[{_UNITS}])\s?{_DIGITS}[{_UNITS}]*)*)\s?"
    rf"(?P<name>{_NAMES}|{_YUAN}(?![{_NOT_YUAN}])|원(?=[^가-힣]|[{_AFTER_WON}]|$))"
)
_PART = re.compile(rf"(?P<digits>{_DIGITS})|(?P<unit>[{_UNITS}])")


class EasternSum(NamedTuple):
    """`text[start:end]` is a sum of `value` in `currency` (ISO 4217)."""

    start: int
    end: int
    currency: str
    value: float


def eastern_sums(text: str, home: str | None) -> Iterator[EasternSum]:
    """Sums in figures, in order; `home` (an ISO country code) says whose a yuan sign is."""
    for match in _SUM.finditer(text):
        name = match["name"]
        currency = _YUAN_OF.get(home or "", "CNY") if name == _YUAN else _CODES[name]
        yield EasternSum(match.start(), match.end(), currency, _value(match["number"]))


def _value(number: str) -> float:
    """The value of figures with signs of powers between them: `3億5000万`, `5천만`."""
    total = section = figures = 0.0
    for part in _PART.finditer(number):
        unit = part["unit"]
        if unit is None:
            figures = float(re.sub("[,，]", "", part["digits"]))
        elif unit in _SMALL:
            section, figures = section + (figures or 1.0) * _SMALL[unit], 0.0
        else:
            total, section, figures = total + (section + figures) * _LARGE[unit], 0.0, 0.0
    return round(total + section + figures, 6)
