"""Redirects: which id an id of an earlier version gave way to.

An entity that vanished is recognised by its mentions: what stood for it in the articles stands for its successor. Where
the articles changed as well, it is recognised by its name, never by a short form alone: two Smiths share an alias and
nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from flows.tables import table

MERGED, SPLIT, RENUMBERED = "merged", "split", "renumbered"
# An entity whose mentions went to one successor in at least this share was not split.
WHOLE = 0.8
_FOUND = pl.Schema({name: pl.String() for name in ("old_id", "new_id", "table", "reason")})


def find_redirects(before: Mapping[str, pl.DataFrame], after: Mapping[str, pl.DataFrame], version: str) -> pl.DataFrame:
    """The table redirects of a new version.

    `before` and `after` hold at least entities and articles, `before` also redirects. Redirects of earlier versions
    are carried over and lead to the id that lives now; one whose old id is in use again is dropped.
    """
    moved = _moved_entities(before, after)
    named = _merged_entities(before["entities"], after["entities"]).join(moved, on="old_id", how="anti")
    found = pl.concat([moved, named, _renumbered(before, after)])
    new = found.with_columns(since_version=pl.lit(version))
    living = pl.concat([after["entities"].select(old_id="entity_id"), after["articles"].select(old_id="article_id")])
    carried = _followed(before["redirects"], found).join(living, on="old_id", how="anti")
    carried = carried.join(new, on="old_id", how="anti")
    return table("redirects").conform(pl.concat([carried, new], how="diagonal"))


def _followed(redirects: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Earlier redirects, led on to the id that their new id gave way to. One step is enough: they led to living ids."""
    onward = found.select(new_id="old_id", onward="new_id")
    joined = redirects.join(onward, on="new_id", how="left")
    return joined.with_columns(new_id=pl.coalesce("onward", "new_id")).drop("onward")


def _moved_entities(before: Mapping[str, pl.DataFrame], after: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Entities that vanished while their mentions stand: the successor that has most of them."""
    span = ["article_id", "field", "start"]
    gone = before["entities"].join(after["entities"], on="entity_id", how="anti").select("entity_id")
    stood = before["mentions"].join(gone, on="entity_id", how="semi").select(*span, old_id="entity_id")
    went = stood.join(after["mentions"].select(*span, new_id="entity_id"), on=span)
    counted = went.group_by("old_id", "new_id").agg(pl.len().alias("count"))
    ranked = counted.with_columns(share=pl.col("count") / pl.col("count").sum().over("old_id")).sort(
        "old_id", "count", "new_id", descending=[False, True, False]
    )
    reason = pl.when(pl.col("share") >= WHOLE).then(pl.lit(MERGED)).otherwise(pl.lit(SPLIT))
    most = ranked.group_by("old_id", maintain_order=True).first()
    return most.select("old_id", "new_id", table=pl.lit("entities"), reason=reason)


def _merged_entities(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Entities that vanished and whose name, or whose only namesake among the living, tells which one they became."""
    gone = before.join(after, on="entity_id", how="anti")
    by_name = _names(gone).join(_forms(after), on=["kind", "form"], suffix="_new")
    by_form = _forms(gone).join(_names(after), on=["kind", "form"], suffix="_new")
    pairs = pl.concat([by_name, by_form]).select(old_id="entity_id", new_id="entity_id_new").unique()
    only = pairs.group_by("old_id").agg(pl.col("new_id").min(), candidates=pl.len()).filter(pl.col("candidates") == 1)
    return only.select("old_id", "new_id", table=pl.lit("entities"), reason=pl.lit(MERGED))


def _names(entities: pl.DataFrame) -> pl.DataFrame:
    """Columns entity_id, kind, form: what identifies an entity, its name and its ids elsewhere."""
    forms = ["name", pl.format("wikidata:{}", "wikidata_id"), pl.format("geonames:{}", "geonames_id")]
    listed = entities.select("entity_id", "kind", form=pl.concat_list(forms))
    return listed.explode("form").drop_nulls("form")


def _forms(entities: pl.DataFrame) -> pl.DataFrame:
    """The same with the aliases."""
    aliases = entities.select("entity_id", "kind", form="aliases").explode("form").drop_nulls("form")
    return pl.concat([_names(entities), aliases]).unique()


def _renumbered(before: Mapping[str, pl.DataFrame], after: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Articles that vanished while their document has another article."""
    gone = before["articles"].join(after["articles"], on="article_id", how="anti")
    pairs = gone.join(after["articles"], on="document_id", suffix="_new")
    found = pairs.select(
        old_id="article_id", new_id="article_id_new", table=pl.lit("articles"), reason=pl.lit(RENUMBERED)
    )
    return pl.concat([_FOUND.to_frame(), found])
