"""Articles as cleaning would hand them over, and short ways to ask what was found in a text."""

from datetime import UTC, datetime

import polars as pl

from flows.frames import ARTICLES, EDITS
from flows.normalize import Linked, Normalized, link_entities, normalize_batch
from flows.normalize.names import Mention, find_names
from flows.sources import Source

SOURCE = Source("gazette", "The Gazette")


def articles(
    *texts: str, title: str | None = None, day: str | None = "2022-01-19", language: str = "en"
) -> pl.DataFrame:
    """Articles a0, a1, … with these texts, cleaned without any edit."""
    published = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    rows = [
        {
            "article_id": f"a{number}", "title": title, "published_at": published, "language": language,
            "text": text, "raw": text,
        }
        for number, text in enumerate(texts)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=ARTICLES)


def normalized(
    *texts: str, source: Source = SOURCE, title: str | None = None, day: str | None = "2022-01-19"
) -> Normalized:
    """What normalize_batch finds in these texts."""
    return normalize_batch(articles(*texts, title=title, day=day), pl.DataFrame(schema=EDITS), source)


def linked(*texts: str) -> Linked:
    """Mentions and entities of an archive of these texts."""
    return link_entities(normalized(*texts).mentions)


def names(text: str, language: str | None = "en", home: str | None = None) -> list[tuple[str, str, str]]:
    """Surface, kind and name of every mention but those of places inside other names."""
    found = find_names(text, language, home)
    return [(text[m.start : m.end], m.kind, m.name) for m in found if m.method != "inside"]


def surfaces(text: str, language: str | None = "en") -> list[str]:
    """The mentions' characters."""
    return [surface for surface, _, _ in names(text, language)]


def place(text: str, surface: str, home: str | None = None) -> str | None:
    """GeoNames id of the first mention with that surface, if it is a place."""
    found: list[Mention] = [m for m in find_names(text, "en", home) if text[m.start : m.end] == surface]
    return found[0].authority_key if found and found[0].kind == "place" else None


def names_of_entity(entities: pl.DataFrame, name: str) -> list[str]:
    """Name and aliases of the one entity that has this name among them."""
    rows = entities.filter((pl.col("name") == name) | pl.col("aliases").list.contains(name))
    assert rows.height == 1, rows.select("kind", "name", "aliases").rows()
    return [rows["name"][0], *rows["aliases"][0]]
