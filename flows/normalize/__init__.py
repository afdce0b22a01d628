"""Normalize: articles to mentions, dates, amounts and quotations; mentions to entities; articles to clusters.

Three functions over frames, `normalize_batch` for one batch and `link_entities` and `find_duplicates` for the archive.
Behind them `names`, `dates`, `amounts` and `quotations` each read one text; data/ holds what they know.
"""

from flows.normalize.authority import authority_digest, authority_sources
from flows.normalize.batch import Normalized, normalize_batch
from flows.normalize.duplicates import find_duplicates
from flows.normalize.link import Linked, link_entities

__all__ = [
    "Linked",
    "Normalized",
    "authority_digest",
    "authority_sources",
    "find_duplicates",
    "link_entities",
    "normalize_batch",
]
