"""Normalize: articles to mentions, dates, amounts and quotations; mentions to entities; articles to clusters.

Three functions over frames, `normalize_batch` for one batch and `link_entities` and `find_duplicates` for the archive.
Behind them `names`, `dates`, `amounts` and `quotations` each read one text; data/ holds what they know.
"""

from flows.normalize.authorities.entries import AUTHORITIES_FOLDER, read_authorities
from flows.normalize.authority import authority_digest, authority_sources
from flows.normalize.batch import Normalized, normalize_batch
from flows.normalize.duplicates import find_duplicates
from flows.normalize.identity.decisions import DECISIONS_FILE, DecisionRow, read_decisions, unknown_names
from flows.normalize.identity.usages import CONTEXT
from flows.normalize.link import Knowledge, Linked, link_entities
from flows.normalize.own_names import NO_NAMES, digest_of, read_own_names
from flows.normalize.spacy_tagger import tagger_version

__all__ = [
    "AUTHORITIES_FOLDER",
    "CONTEXT",
    "DECISIONS_FILE",
    "NO_NAMES",
    "DecisionRow",
    "Knowledge",
    "Linked",
    "Normalized",
    "authority_digest",
    "authority_sources",
    "digest_of",
    "find_duplicates",
    "link_entities",
    "normalize_batch",
    "read_authorities",
    "read_decisions",
    "read_own_names",
    "tagger_version",
    "unknown_names",
]
