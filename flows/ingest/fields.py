"""A record's fields, from whatever holds them: an object of JSON, a row of a table, an entry of a feed, front matter.

source.yaml's `fields` says where each field stands; what it does not say is looked for under the usual names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache

import msgspec

from flows.ids import bytes_sha256
from flows.ingest.blob import Reading
from flows.ingest.decode import decode, valid_text
from flows.ingest.reasons import Reason
from flows.ingest.record import Record

# Where a record's fields are looked for when source.yaml does not say, the likeliest name first.
FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "native_id": ("id", "ID", "_id", "guid", "uuid", "key"),
    "text": ("text", "body", "content", "maintext", "articleBody", "article", "content_text"),
    "html": ("html", "page", "content_html"),
    "title": ("title", "headline"),
    "url": ("url", "link", "uri"),
    "authors": ("authors", "author", "byline"),
    "section": ("section", "category", "rubric"),
    "published_at": ("published_at", "published", "date_published", "datePublished", "date_publish", "pubDate", "date"),
    "captured_at": ("captured_at", "crawled_at", "date_download", "fetched_at"),
    "language": ("language", "lang"),
}
# Names in the wild, without capitals, accents and signs, as _folded leaves them: looked for after those above.
WILD_NAMES: Mapping[str, tuple[str, ...]] = {
    "native_id": ("articleid", "docid", "nativeid"),
    "text": (
        *("fulltext", "articletext", "bodytext", "plaintext", "story", "texte", "texto", "testo", "tekst", "текст"),
        *(
            "volltext",
            "artikeltext",
            "inhalt",
            "contenu",
            "contenido",
            "contenuto",
            "conteudo",
            "inhoud",
            "corps",
            "cuerpo",
        ),
    ),
    "html": ("rawhtml", "bodyhtml"),
    "title": ("articletitle", "titel", "titre", "titulo", "titolo", "titular", "schlagzeile", "заголовок"),
    "url": ("articleurl", "permalink", "weburl"),
    "authors": ("authorname", "writer", "autor", "autorin", "autores", "auteur", "auteurs", "autore", "автор"),
    "section": ("ressort", "rubrik", "rubriek", "rubrique", "seccion", "sezione", "kategorie", "categoria", "рубрика"),
    "published_at": (
        *("publishedon", "publisheddate", "publishdate", "publicationdate", "releasedate", "articledate"),
        *("datum", "fecha", "дата", "veroffentlicht", "datepublication", "publicado"),
    ),
    "captured_at": ("capturedate", "downloaddate", "scrapedat", "crawldate"),
    "language": ("sprache", "langue", "idioma", "lingua"),
}
# So many shapes of records are remembered.
SHAPES = 256
MOST_NAMED = 12
# A text field that holds markup all the same: closing tags of blocks, which no prose has.
MARKUP = re.compile(r"</(?:p|div|html|body|article|section)\s*>", re.IGNORECASE)

Item = Mapping[str, object]


def fielded(place: Record, item: Item, reading: Reading) -> Record:
    """The record at `place` with the fields of `item`; without a text it is a reject."""
    found = {name: _find(item, name, reading.source.fields) for name in FIELD_NAMES}
    _note_unknown(item, reading)
    url = string(found["url"])
    known = replace(
        place,
        native_id=string(found["native_id"]) or url or place.native_id or (place.sha256 or "")[:16] or None,
        captured_at=instant(found["captured_at"]) or place.captured_at,
        title=string(found["title"]),
        url=url,
        authors=names(found["authors"]),
        byline=None if isinstance(found["authors"], dict) else string(found["authors"]),
        section=string(_first(found["section"])),
        published_at=string(found["published_at"]),
        language=string(found["language"]),
    )
    page, body = string(found["html"]), string(found["text"])
    content = page if page and ("<" in page or not body) else body  # a field `page` may hold a number
    if not content or not content.strip():
        where = reading.source.fields.get("text", "text")
        return known.rejected(Reason.NO_TEXT, f"no text in field {where!r}; {_mend(item, where)}")
    is_page = content is page or MARKUP.search(content) is not None
    return replace(known, content=content, media_type="text/html" if is_page else "text/plain")


def _mend(item: Item, asked: str) -> str:
    """What to do about a record without a text: an empty field is its publisher's, another name is ours to be told."""
    if asked in item:
        return "put it there, or name another field in source.yaml under fields"
    there = ", ".join(list(item)[:MOST_NAMED]) + (" …" if len(item) > MOST_NAMED else "")
    return f"name the field that holds it in source.yaml, as in `fields: {{text: NAME}}`; there are {there or 'none'}"


def with_bytes(place: Record, item: object) -> Record:
    """The place with size and digest of a record that has no bytes of its own in raw/: those of its JSON."""
    data = msgspec.json.encode(item, order="deterministic", enc_hook=str)
    return replace(place, bytes=len(data), sha256=bytes_sha256(data))


def _note_unknown(item: Item, reading: Reading) -> None:
    """Count the fields of a mapped record that neither the mapping nor the usual names ask for."""
    if reading.source.fields:
        mapped = {path.partition(".")[0] for path in reading.source.fields.values()} | set(
            reading.source.fields.values()
        )
        usual = {key for keys in _places(tuple(item)).values() for key in keys}
        reading.unknown_fields.update(key for key in item if key not in usual and key not in mapped)


def _find(item: Item, name: str, mapped: Mapping[str, str]) -> object:
    """Value of a field: where source.yaml says, a dotted path into nested objects too; else under the usual names."""
    if name in mapped:
        return _at(item, mapped[name])
    return next((item[key] for key in _places(tuple(item))[name] if item[key] not in (None, "")), None)


def may_hold_text(item: Item) -> bool:
    """Whether a record has a field under a usual name of texts or pages."""
    places = _places(tuple(item))
    return bool(places["text"] or places["html"])


@lru_cache(SHAPES)
def _places(keys: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Of each field the keys of a record that may hold it, the likeliest first: `Headline` after `title`."""
    folded: dict[str, list[str]] = {}
    for key in keys:
        folded.setdefault(_folded(key), []).append(key)
    return {
        name: tuple(
            dict.fromkeys(
                [
                    *(usual for usual in names if usual in keys),
                    *(key for usual in (*names, *WILD_NAMES[name]) for key in folded.get(_folded(usual), ())),
                ]
            )
        )
        for name, names in FIELD_NAMES.items()
    }


def _folded(key: object) -> str:
    """A name without capitals, accents and signs: `Date_Published`, `date-published` and `datePublished` are one."""
    plain = unicodedata.normalize("NFKD", str(key)).casefold()
    return "".join(character for character in plain if character.isalnum())


def _at(item: Item, path: str) -> object:
    if path in item:
        return item[path]
    value: object = item
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _first(value: object) -> object:
    return next(iter(value), None) if isinstance(value, list) else value


def string(value: object) -> str | None:
    """Text of a scalar; lists and other objects have none, and an empty string counts as absent."""
    if isinstance(value, str):
        return valid_text(value) or None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return decode(value)[0] or None
    if isinstance(value, dict):  # as WordPress has it: {"rendered": "<p>…"}
        return string(value.get("rendered"))
    if isinstance(value, bool) or value is None or not isinstance(value, int | float):
        return None
    return str(value)


def names(value: object) -> list[str] | None:
    """The names of a list of strings or of objects with a `name`, or of one such object; None for a string."""
    items = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
    found = [string(item.get("name") if isinstance(item, dict) else item) for item in items]
    return [name.strip() for name in found if name and name.strip()] or None


def instant(value: object) -> datetime | None:
    """A point in time, in UTC where it says no zone; None for what is none."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else value
        if not isinstance(found, datetime):
            return None
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
