"""Checks over the rows of a release: what datapackage.json promises of every table, and what Tearsheet promises across
tables.

Each check yields breaches, sentences that start with the table. Tables are lazy frames, so that of files only the
columns asked about are read; a descriptor may be a stranger's, so whatever it asks may raise PolarsError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce

import polars as pl

from flows.descriptor import FieldDescriptor, ForeignKeyDescriptor, ResourceDescriptor, several
from flows.tables import DTYPES

Tables = Mapping[str, pl.LazyFrame]


def table_breaches(resource: ResourceDescriptor, files: Sequence[pl.LazyFrame]) -> Iterator[str]:
    """Columns, types, number of rows, constraints of fields, key and order of one table, whose rows are in `files`."""
    name, types = resource.name, resource.schema.types
    table = pl.concat(files)
    columns = table.collect_schema()
    if columns.names() != list(types):
        yield f"{name}: the columns are {columns.names()}, the schema's fields {list(types)}"
        return
    counted = _number(table)
    if counted != resource.rows:
        yield f"{name}: {counted} rows, not {resource.rows} as datapackage.json states"
    for column, kind in types.items():
        if columns[column] != DTYPES.get(kind):
            yield f"{name}.{column}: the column is {columns[column]}, the schema's type {kind}"
    fields = [field for field in resource.schema.fields if columns[field.name] == DTYPES.get(field.type)]
    broken = [(field.name, wrong, is_broken) for field in fields for is_broken, wrong in _conditions(field)]
    counts = table.select(is_broken.sum().alias(str(at)) for at, (_, _, is_broken) in enumerate(broken)).collect()
    for (column, wrong, _), count in zip(broken, counts.row(0) if broken else (), strict=True):
        if count:
            yield f"{name}.{column}: {count} values {wrong}"
    if resource.schema.key:
        yield from _key_breaches(resource, files)


def reference_breaches(tables: Tables, resource: ResourceDescriptor) -> Iterator[str]:
    """Foreign keys of one table that lead to no row."""
    for key in resource.schema.foreign_keys:
        target, columns = key.reference.resource or resource.name, ", ".join(several(key.fields))
        if target not in tables:
            yield f"{resource.name}.{columns}: points at {target}, which is no table of the release"
        elif dangling := _number(_dangling(tables[resource.name], tables[target], key)):
            yield f"{resource.name}.{columns}: {dangling} rows point at no row of {target}"


def promise_breaches(tables: Tables) -> Iterator[str]:
    """Promises across the tables of Tearsheet; those about a table that the release has not are passed over."""
    for needed, wrong, broken in PROMISES:
        if tables.keys() >= set(needed):
            keys = broken(*(tables[name] for name in needed)).collect().to_series()
            if keys.len():
                yield f"{needed[0]}: {keys.len()} {wrong}, the first at {keys.sort()[0]}"


def _conditions(field: FieldDescriptor) -> Iterator[tuple[pl.Expr, str]]:
    """What is true where a constraint is broken, and how to say so; null where there is no value to break it."""
    column, limits = pl.col(field.name), field.constraints
    if limits.required:
        yield column.is_null(), "are absent, and the field is required"
    if limits.enum:
        yield ~column.is_in(limits.enum), f"are none of {', '.join(limits.enum)}"
    if limits.pattern:
        yield ~column.str.contains(limits.pattern), f"do not match {limits.pattern}"
    if limits.minimum is not None:
        yield column < limits.minimum, f"are less than {limits.minimum:g}"
    if limits.maximum is not None:
        yield column > limits.maximum, f"are more than {limits.maximum:g}"


def _key_breaches(resource: ResourceDescriptor, files: Sequence[pl.LazyFrame]) -> Iterator[str]:
    """Rows that are not in order in their file, and keys that stand more than once in any."""
    key = resource.schema.key
    is_not_after = ~_compared(key, pl.Expr.__gt__).fill_null(value=False)
    is_before = _compared(key, pl.Expr.__lt__)
    compared = pl.concat(file.select(at=is_not_after.slice(1), before=is_before.slice(1)) for file in files)
    not_after, backwards = compared.sum().collect().row(0)
    if len(files) == 1 and not not_after:
        return  # in order and none twice
    if count := _number(pl.concat(files).group_by(key).len().filter(pl.col("len") > 1)):
        yield f"{resource.name}: {count} primary keys stand more than once"
    if backwards:
        yield f"{resource.name}: {backwards} rows are not in the order of the primary key"


def _compared(key: Sequence[str], compare: Callable[[pl.Expr, pl.Expr], pl.Expr]) -> pl.Expr:
    """How a row's key compares with that of the row before, part by part."""

    def with_part(rest: pl.Expr, part: str) -> pl.Expr:
        before = pl.col(part).shift(1)
        return compare(pl.col(part), before) | ((pl.col(part) == before) & rest)

    return reduce(with_part, reversed(key), pl.lit(value=False))


def _dangling(rows: pl.LazyFrame, target: pl.LazyFrame, key: ForeignKeyDescriptor) -> pl.LazyFrame:
    ours, theirs = several(key.fields), several(key.reference.fields)
    return rows.select(ours).drop_nulls().join(target.select(theirs), left_on=ours, right_on=theirs, how="anti")


def _wrongly_counted(entities: pl.LazyFrame, mentions: pl.LazyFrame) -> pl.LazyFrame:
    counts = mentions.group_by("entity_id").agg(mentions=pl.len(), articles=pl.col("article_id").n_unique())
    is_other = pl.col("mentions").ne_missing(pl.col("mention_count"))
    is_other |= pl.col("articles").ne_missing(pl.col("article_count"))
    return entities.join(counts, on="entity_id", how="left").filter(is_other).select("entity_id")


def _of_no_document(articles: pl.LazyFrame, documents: pl.LazyFrame) -> pl.LazyFrame:
    others = documents.filter(pl.col("status") != "accepted").select("document_id")
    return articles.select("article_id", "document_id").join(others, on="document_id").select("article_id")


def _with_text_withheld(articles: pl.LazyFrame, sources: pl.LazyFrame) -> pl.LazyFrame:
    withheld = sources.filter(pl.col("rights") == "metadata").select("source_id")
    texts = articles.select("article_id", "source_id", has_text=pl.col("text") != "")
    return texts.join(withheld, on="source_id").filter("has_text").select("article_id")


def _still_in_use(redirects: pl.LazyFrame, entities: pl.LazyFrame, articles: pl.LazyFrame) -> pl.LazyFrame:
    living = pl.concat([entities.select(old_id="entity_id"), articles.select(old_id="article_id")])
    return redirects.select("old_id").join(living, on="old_id", how="semi")


# Promises across tables: tables needed, what is wrong, and the keys of the rows where it is. Those about texts are in
# flows.passages.
PROMISES: tuple[tuple[tuple[str, ...], str, Callable[..., pl.LazyFrame]], ...] = (
    (("entities", "mentions"), "entities do not have the counts of their mentions", _wrongly_counted),
    (("articles", "documents"), "articles come from a document that is not accepted", _of_no_document),
    (
        ("articles", "sources"),
        "articles have a text although their source publishes metadata only",
        _with_text_withheld,
    ),
    (("redirects", "entities", "articles"), "redirects are of an id that is still in use", _still_in_use),
)


def _number(rows: pl.LazyFrame) -> int:
    """How many rows there are."""
    return int(rows.select(pl.len()).collect().item())
