"""Builds what is known of words in other languages: data/stop_words.tsv, native_names.txt and country_names.tsv.

    python -m flows.normalize.build_other_languages

Stop words, by language, are those of the package `spacy` (MIT; extra `spacy`); first names in Greek, Cyrillic and
Armenian letters are those of the package `faker` (MIT; extra `train`); both are folded and sorted. Names of countries
in languages written without capitals are those of Unicode's CLDR in the package `babel` (BSD-3; extra `train`), which
the gazetteer's packages have for few of them.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from flows.normalize.build_name_lists import faker, write
from flows.normalize.caseless import CASELESS
from flows.normalize.folding import fold
from flows.normalize.gazetteer import DATA, gazetteer

FIRST_LETTER = "\u0370"  # Greek, Cyrillic and Armenian letters stand from here to the end of faker's names
FEWEST = 100  # a shorter list is a beginning


def stop_words() -> Iterator[tuple[str, list[str]]]:
    """Language and its folded stop words, for languages with capital letters other than English."""
    package = importlib.import_module("spacy.lang")
    for module in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        if module == "en" or len(module) != 2 or importlib.util.find_spec(f"spacy.lang.{module}.stop_words") is None:
            continue
        listed = importlib.import_module(f"spacy.lang.{module}.stop_words").STOP_WORDS
        words = sorted({fold(word) for word in listed if word.isalpha() and word.upper() != word.lower()} - {""})
        if len(words) >= FEWEST:
            yield module, words


def country_names() -> Iterator[tuple[str, list[str]]]:
    """ISO code and names, in every language of CASELESS, of the countries and territories of the gazetteer."""
    locale = importlib.import_module("babel").Locale
    territories = [locale(language).territories for language in CASELESS]
    for code in sorted(code for code in gazetteer().by_code if len(code) == 2):
        yield code, sorted({names[code] for names in territories if code in names})


def main() -> None:
    """Write the three lists."""
    rows = [f"{language}\t{' '.join(words)}" for language, words in stop_words()]
    head = "# Words that are no names where they open a sentence, by language: spaCy's stop words (MIT)."
    (DATA / "stop_words.tsv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    names = faker("first_names", "first_names_male", "first_names_female", latin=False)
    write(
        "native_names",
        "First names in letters other than Latin: Faker (MIT).",
        (n for n in names if n[0] >= FIRST_LETTER),
    )

    rows = [f"{code}\t{'|'.join(found)}" for code, found in country_names() if found]
    head = "# Countries (ISO codes) in languages written without capitals: Unicode CLDR."
    (DATA / "country_names.tsv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
