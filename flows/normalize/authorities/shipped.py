"""Authorities that are shipped as entries with days: heads of state and government, written from public facts."""

from __future__ import annotations

from functools import cache

import polars as pl

from flows.ids import bytes_sha256
from flows.normalize.authorities.entries import ENTRIES, Authority
from flows.normalize.gazetteer import DATA
from flows.normalize.identity.keys import PERSON, key_of

OFFICE_HOLDERS = "office-holders"  # as in sources.source_id
_FILE = DATA / "office_holders.tsv"


@cache
def shipped_authorities() -> tuple[Authority, ...]:
    """The authorities that every archive has, read once a process."""
    return (_office_holders(),)


def _office_holders() -> Authority:
    """Heads of state and government: an entry a term, its id the folded name, its names those they went by."""
    text = _FILE.read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    entries = [
        {
            "id": key_of(PERSON, name),
            "kind": PERSON,
            "name": name,
            "aliases": [alias for alias in aliases.split("|") if alias],
            "country": country or None,
            "from": since,
            "until": until or None,
        }
        for country, _office, name, since, until, aliases in rows
    ]
    return Authority(OFFICE_HOLDERS, pl.DataFrame(entries, schema=ENTRIES), {}, bytes_sha256(text.encode()))
