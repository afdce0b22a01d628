"""Currencies by sign and by word, and whose a shared sign is; read from data/currencies.tsv."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from flows.normalize.calendar_words import any_of
from flows.normalize.gazetteer import DATA

# Signs and words that several currencies share.
_SHARED_BY_KIND = {
    "dollar": ("$", "dollars", "dollar", "bucks", "dólares", "dollari", "долларов", "dolar", "доллара"),
    "yen": ("¥", "￥"),
    "rupee": ("rs", "rs.", "rupees", "rupee"),
    "peso": ("pesos", "peso"),
    "krone": ("kr", "kr.", "kroner", "crowns"),
    "franc": ("francs",),
    "cfa": ("francs cfa", "franc cfa", "cfa francs", "fcfa", "f cfa"),
    "shilling": ("shillings", "shilling", "shs", "sh"),
    "schilling": ("schilling",),
    "dinar": ("dinars",),
    "kwacha": ("kwacha",),
    "pound": ("pounds", "pound", "livres"),
}
_SHARED = {word: kind for kind, words in _SHARED_BY_KIND.items() for word in words}
_SHARED_SIGNS = ("$", "¥", "￥", "Rs.", "Rs", "kr.", "kr", "Shs", "Sh")
# Signs, in small letters, that stand before a number alone, and begin too many words to be looked for elsewhere.
ONLY_BEFORE = frozenset(("shs", "sh"))
# What a shared sign means where no home says otherwise.
_USUAL = {"dollar": "USD", "yen": "JPY", "rupee": "INR", "pound": "GBP"}
_LANGUAGE_HOMES = {
    "sv": "SE",
    "nb": "NO",
    "no": "NO",
    "nn": "NO",
    "da": "DK",
    "is": "IS",
    "hi": "IN",
    "ja": "JP",
    "zh": "CN",
}
# Words that are also something else: a weight, a verb, an acronym.
_DOUBTFUL = frozenset(
    (
        "pounds",
        "pound",
        "won",
        "rand",
        "real",
        "lei",
        "leva",
        "sum",
        "som",
        "dong",
        "tl",
        "livres",
        "crowns",
        "bucks",
        "đồng",
        "kip",
        "lekë",
        "soles",
    )
)
# Words that are a currency in some languages alone: "the 30 million mark"; "3 mars 2022. Lire aussi"; Dinara Safina.
_OF_LANGUAGES = {
    "mark": ("de",),
    "lire": ("it", "en"),
    "leu": ("ro", "en"),
    "soles": ("es", "en"),
    "dinara": ("sr", "hr", "bs", "sl", "mk"),
    "taka": ("en", "bn"),
    "tk": ("en", "bn"),
    "tk.": ("en", "bn"),
    "kip": ("en", "lo"),
    "lats": ("en", "lv"),
    "latu": ("lv",),
}
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_WORDS = frozenset(("sum",))


class Currencies(NamedTuple):
    """ISO codes by sign as written, by word in small letters, by home and shared word; patterns of signs and words."""

    by_sign: Mapping[str, str]
    by_name: Mapping[str, str]
    by_home: Mapping[tuple[str, str], str]
    sign_pattern: str
    name_pattern: str
    doubtful_words: frozenset[str]
    signs: tuple[str, ...]
    words: tuple[str, ...]


@cache
def currencies() -> Currencies:
    """The currencies that are shipped, read once a process."""
    by_sign, by_name, by_home = {}, {}, {}
    lines = (DATA / "currencies.tsv").read_text(encoding="utf-8").splitlines()
    for code, its_signs, names, homes, shared in (line.split("\t") for line in lines if not line.startswith("#")):
        by_sign.update(dict.fromkeys(filter(None, its_signs.split("|")), code))
        by_name.update(dict.fromkeys((name for name in names.split("|") if name and name not in _NOT_WORDS), code))
        by_home.update({(home, shared): code for home in homes.split("|") if home})
    words = {name: "" for name in (*by_name, *_SHARED) if name[0].isalpha() and name not in ONLY_BEFORE}
    signs = tuple({**by_sign, **dict.fromkeys(_SHARED_SIGNS, "")})
    return Currencies(
        by_sign, by_name, by_home, any_of(dict.fromkeys(signs)), any_of(words), _DOUBTFUL, signs, tuple(words)
    )


def is_spoken(said: str, number: str, language: str | None) -> bool:
    """Whether a word behind a number means a currency in that language: behind a year `Mark` is somebody's name."""
    languages = _OF_LANGUAGES.get(said.lower())
    return languages is None or (language in languages and _YEAR.fullmatch(number) is None)


def shared_currency(said: str, text: str, home: str | None, language: str | None) -> str | None:
    """Whose a shared sign or word is: the home country's if it has one of that name, else the usual one, or None."""
    kind = _SHARED.get(said.lower(), "")
    country = home or _LANGUAGE_HOMES.get(language or "", "")
    kinds = (kind, "peso") if said == "$" else (kind,)
    own = next((code for its in kinds if (code := currencies().by_home.get((country, its)))), None)
    if own:
        return own
    if kind == "yen" and any(word in text for word in ("yuan", "renminbi", "RMB", "人民币")):
        return "CNY"
    return _USUAL.get(kind)
