"""What names mean: a row a meaning, which a usage refers to by number.

A name means the same wherever it stands, so its meaning has its number; where it means something of its own in an
article, that is a meaning more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from flows.ids import make_id

# Between an authority's name and the key of its entry, where both stand in one text.
AUTHORITY_END = "\t"
# `kind` and `name` as linked; `key` of the name that stands in the article; `node` is the key of the authority's entry
# or, where `authority` is null, that of the cluster; `certainty` is null where nothing was doubtful.
MEANING = pl.Schema(
    {
        "meaning": pl.UInt32(),
        **dict.fromkeys(("kind", "name", "key", "authority", "node"), pl.String()),
        "certainty": pl.Float64(),
    }
)
_NODE = ["kind", "authority", "node"]


@dataclass(frozen=True)
class Meanings:
    """`frame` as MEANING, each in the row of its number; from `with_ids` on also with `entity_id` and its number,
    `entity`, which sorts as the ids do.
    """

    frame: pl.DataFrame

    @classmethod
    def of(cls, names: pl.DataFrame) -> Meanings:
        """A meaning for each name (usages.numbered), under the name's number."""
        return cls(names.rename({"name_id": "meaning"}).match_to_schema(MEANING, extra_columns="ignore"))

    def of_each(self, meanings: pl.Series, *columns: str) -> list[pl.Series]:
        """Columns of the meanings of these numbers."""
        return [self.frame[column].gather(meanings) for column in columns]

    def with_own(self, usages: pl.DataFrame, own: pl.DataFrame) -> tuple[pl.DataFrame, Meanings]:
        """`usages` (article_id, name_id) with `meaning`, that of the name or one of their `own` (the columns of MEANING
        but `meaning` and `key`), and the meanings with those.
        """
        added = own.with_row_index("meaning", offset=self.frame.height)
        added = added.with_columns(self.frame["key"].gather(added["name_id"]))
        meant = usages if "meaning" in usages.columns else usages.with_columns(meaning="name_id")
        joined = meant.join(
            added.select("article_id", "name_id", own="meaning"), on=["article_id", "name_id"], how="left"
        )
        both = joined.select("article_id", "name_id", meaning=pl.coalesce("own", "meaning"))
        return both, Meanings(pl.concat([self.frame, added.select(MEANING.names())]))

    def moved(self, moves: Mapping[tuple[str, str | None, str], tuple[str | None, str]]) -> Meanings:
        """With other nodes: from kind, authority and node to authority and node."""
        rows = [(*old, *new, True) for old, new in moves.items()]
        columns = dict.fromkeys((*_NODE, "to_authority", "to_node"), pl.String)
        to = pl.DataFrame(rows, schema={**columns, "is_moved": pl.Boolean}, orient="row")
        joined = self.frame.join(to, on=_NODE, how="left", nulls_equal=True, maintain_order="left")
        return Meanings(
            joined.with_columns(
                authority=pl.when(pl.col("is_moved")).then("to_authority").otherwise("authority"),
                node=pl.when(pl.col("is_moved")).then("to_node").otherwise("node"),
            ).select(MEANING.names())
        )

    def with_ids(self) -> Meanings:
        """With the id of the entity that each means."""
        nodes = self.frame.select(_NODE).unique()
        ids = [
            make_id("entity", kind, authority, node) if authority else make_id("entity", kind, node)
            for kind, authority, node in nodes.iter_rows()
        ]
        named = nodes.with_columns(entity_id=pl.Series(ids, dtype=pl.String)).sort("entity_id").with_row_index("entity")
        return Meanings(self.frame.join(named, on=_NODE, how="left", nulls_equal=True, maintain_order="left"))
