"""Builds the lists that the tagger's columns know: data/first_names.txt, last_names.txt, brands.txt, words.txt.

    python -m flows.normalize.build_name_lists WORDS NSI.json

First and last names come from the packages `names` (US census of 1990, public domain) and `faker` (MIT; names of some
80 countries; extra `train`); WORDS is a list of words, one a line, of which those in small letters are kept
(/usr/share/dict/american-english of Debian's package wamerican, SCOWL); NSI.json is dist/json/nsi.json of npm's package
name-suggestion-index (BSD-3), of which names with a Wikidata id are kept. All are folded, one a line, sorted.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import islice
from pathlib import Path

from anyascii import anyascii

from flows.normalize.folding import fold
from flows.normalize.gazetteer import DATA
from flows.normalize.lexicon import common_words

LAST_NAMES = 40_000  # of the census, by frequency; the rest is as often something else
_SHORTEST = 4  # letters of a brand
_LARGEST_ALPHABET = "\u0590"  # Latin, Greek, Cyrillic and Armenian letters stand before: they have a usual Latin form


def census(name: str, count: int | None = None) -> Iterator[str]:
    """Names of one file of the package `names`, the most frequent first."""
    lines = files("names").joinpath(name).read_text(encoding="utf-8").splitlines()
    yield from (line.split()[0] for line in islice(lines, count))


def faker(*fields: str, latin: bool = True) -> Iterator[str]:
    """Names of all countries of the package `faker`, in Latin letters or as they are written at home."""
    package = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for field in fields:
            names = vars(provider).get(field)
            if isinstance(names, Iterable):
                alphabetic = (name for name in names if name and max(name) < _LARGEST_ALPHABET)
                yield from map(anyascii, alphabetic) if latin else alphabetic


def brands(index: Path) -> Iterator[str]:
    """Names of brands with a Wikidata id; operators are left out, being towns and counties as well."""
    for category, content in json.loads(index.read_text(encoding="utf-8"))["nsi"].items():
        for item in content["items"] if category.startswith("brands/") else ():
            if "brand:wikidata" in item["tags"]:
                yield item["displayName"]


def words(path: Path) -> Iterator[str]:
    """Words in small letters of a list that archives of news do not show to be words already."""
    lines = path.read_text(encoding="utf-8").splitlines()
    yield from (line for line in lines if line.isalpha() and line.islower() and len(line) > 1)


def write(name: str, source: str, names: Iterable[str]) -> None:
    """Write a list: where it comes from, then the folded names."""
    listed = "\n".join(sorted({fold(name) for name in names} - {""}))
    (DATA / f"{name}.txt").write_text(f"# {source}\n{listed}\n", encoding="utf-8")


def main(word_list: str, index: str) -> None:
    """Write the four lists."""
    first = [*census("dist.male.first"), *census("dist.female.first")]
    first += faker("first_names", "first_names_male", "first_names_female")
    write(
        "first_names",
        "First names: US census of 1990 (public domain); Faker (MIT).",
        (n for n in first if " " not in n),
    )
    last = [*census("dist.all.last", LAST_NAMES), *faker("last_names", "last_names_male", "last_names_female")]
    write(
        "last_names", "Last names: US census of 1990 (public domain); Faker (MIT).", (n for n in last if " " not in n)
    )
    known = [name for name in brands(Path(index)) if len(fold(name)) >= _SHORTEST and fold(name) not in common_words()]
    write("brands", "Brands: name-suggestion-index (BSD-3-Clause, its contributors); see LICENCES.md.", known)
    write(
        "words",
        "Words: SCOWL, Copyright 2000-2011 by Kevin Atkinson; see LICENCES.md.",
        words(Path(word_list)),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
