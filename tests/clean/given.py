"""Records for tests: what a test says of a document, as frames.RECORDS, cleaned."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from flows import frames
from flows.clean import clean_batch
from flows.ledger import Edit, redo, undo
from flows.sources import Source

SOURCE = Source(source_id="paper", title="A paper", language="en")


@dataclass
class Result:
    """One article as a test looks at it; `edits` as (rule, before, after), `reason` of a reject."""

    text: str | None = None
    edits: list[tuple[str, str, str]] = field(default_factory=list)
    row: dict[str, object] = field(default_factory=dict)
    reason: str | None = None

    @property
    def rules(self) -> list[str]:
        return [rule for rule, _, _ in self.edits]

    def removed(self, rule: str) -> str:
        return "|".join(before.strip() for name, before, after in self.edits if name == rule and not after)

    def __getattr__(self, name: str) -> object:
        return self.row[name]


def records(*said: dict[str, object], media_type: str = "text/plain") -> pl.DataFrame:
    """Accepted records; each `said` names its content and what else it states."""
    base = {"source_id": "paper", "media_type": media_type, "status": "accepted"}
    rows = [{"document_id": f"{at:016x}", "native_id": str(at), **base, **one} for at, one in enumerate(said)]
    return pl.DataFrame(rows, schema=frames.RECORDS)


def clean(content: str, *, source: Source = SOURCE, media_type: str = "text/plain", **said: object) -> Result:
    """One document cleaned; fails when its edits do not lead from the raw text to the text and back."""
    cleaned = clean_batch(records({"content": content, **said}, media_type=media_type), source)
    if cleaned.rejects.height:
        return Result(reason=str(cleaned.rejects["reason"][0]))
    row = cleaned.articles.row(0, named=True)
    edits = [Edit(*edit) for edit in cleaned.edits.select(Edit._fields).iter_rows()]
    assert redo(row["raw"], edits) == row["text"]
    assert undo(row["text"], edits) == row["raw"]
    return Result(row["text"], [(edit.rule, edit.before, edit.after) for edit in edits], row)


def clean_page(body: str, *, head: str = "", source: Source = SOURCE, **said: object) -> Result:
    """One page cleaned, of what stands in its head and body."""
    markup = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return clean(markup, source=source, media_type="text/html", **said)


# Sentences of running text for tests that need an article around what they look at.
OPENING = (
    "The council of the harbour town voted on Tuesday to rebuild the old pier, which a storm broke in two last winter."
)
MIDDLE = "Work is to begin in March and to last for about a year, the mayor told a crowd of some two hundred people."
ENDING = "The fishermen, who had asked for a longer wall, said that they would wait and see what the spring brings."
ARTICLE = f"{OPENING}\n\n{MIDDLE}\n\n{ENDING}"
