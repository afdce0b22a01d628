"""Organizations known by name: data/organizations.tsv, written for this project from public facts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from flows.normalize.folding import fold
from flows.normalize.gazetteer import DATA

ORGANIZATIONS = "organizations"  # as in sources.source_id
ORGANIZATIONS_FILE = DATA / "organizations.tsv"
# Folded names this short, and acronyms, are also words: they count only as they are written.
SHORT = 4


class Organization(NamedTuple):
    """One organization; `key` is its folded name, which is its key in the authority."""

    key: str
    name: str
    country: str | None
    wikidata_id: str | None
    names: tuple[str, ...]


class Organizations(NamedTuple):
    """All organizations, by key, by folded name, and by forms that count only as written."""

    by_key: Mapping[str, Organization]
    by_name: Mapping[str, Organization]
    exact: Mapping[str, Organization]

    def named(self, surface: str) -> Organization | None:
        """The organization of that name, or None."""
        return self.exact.get(surface) or self.by_name.get(fold(surface))


@cache
def organizations() -> Organizations:
    """The organizations that are shipped, read once a process."""
    by_key, by_name, exact = {}, {}, {}
    for organization in _read():
        by_key[organization.key] = organization
        for name in (organization.name, *organization.names):
            if name.isupper() or len(fold(name)) <= SHORT:
                exact[name] = organization
            else:
                by_name[fold(name)] = organization
    return Organizations(by_key, by_name, exact)


def _read() -> list[Organization]:
    lines = ORGANIZATIONS_FILE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [
        Organization(fold(name), name, country or None, wikidata_id or None, tuple(filter(None, names.split("|"))))
        for name, country, wikidata_id, names in rows
    ]
