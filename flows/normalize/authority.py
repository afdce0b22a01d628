"""The authorities as rows of the table sources, and the digest of the data they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import polars as pl

from flows.ids import bytes_sha256, file_sha256
from flows.normalize.authorities.entries import Authority
from flows.normalize.authorities.shipped import OFFICE_HOLDERS
from flows.normalize.gazetteer import DATA
from flows.normalize.names import GEONAMES
from flows.normalize.organizations import ORGANIZATIONS
from flows.sources import UNKNOWN_LICENCE
from flows.tables import table

_SOURCES = (
    {
        "source_id": GEONAMES,
        "title": "GeoNames: continents, countries, divisions and cities, with Wikidata ids of territories from rigour",
        "kind": "authority",
        "homepage": "https://www.geonames.org/",
        "licence": "CC-BY-4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "rights": "full",
        "attribution": "Contains data of GeoNames (www.geonames.org), of Natural Earth, Unicode CLDR and rigour (MIT)",
    },
    {
        "source_id": OFFICE_HOLDERS,
        "title": "Heads of state and government and their terms, written for Tearsheet from public facts",
        "kind": "authority",
        "licence": "Apache-2.0",
        "licence_url": "https://www.apache.org/licenses/LICENSE-2.0",
        "rights": "full",
    },
    {
        "source_id": ORGANIZATIONS,
        "title": "Organizations in the news, written for Tearsheet from public facts",
        "kind": "authority",
        "licence": "Apache-2.0",
        "licence_url": "https://www.apache.org/licenses/LICENSE-2.0",
        "rights": "full",
    },
)


def authority_sources(brought: Sequence[Authority] = ()) -> pl.DataFrame:
    """Rows of the table sources for the names and ids that are shipped, and for those a user brought along."""
    own = [
        {
            "title": authority.name,
            "licence": UNKNOWN_LICENCE,
            **authority.about,
            "source_id": authority.name,
            "kind": "authority",
            "rights": "full",
        }
        for authority in brought
    ]
    return table("sources").conform(pl.DataFrame([*_SOURCES, *own], schema=table("sources").schema))


@cache
def authority_digest() -> str:
    """SHA-256 over names and bytes of all files of data/."""
    listing = [f"{path.name} {file_sha256(path)}" for path in sorted(DATA.iterdir()) if path.is_file()]
    return bytes_sha256("\n".join(listing).encode())
