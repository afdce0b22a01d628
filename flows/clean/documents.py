"""One document cleaned: its verdicts, its edits, and the row of articles they give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from flows.clean import bios, metadata, shorts, trailing
from flows.clean.captions import captions_of
from flows.clean.datelines import Dateline, read_dateline
from flows.clean.dumps import is_dump
from flows.clean.heading import Heading, read_heading
from flows.clean.judgement import judge
from flows.clean.languages import SAMPLE, Stated, languages_of
from flows.clean.lines import VISIBLE_CHARACTER
from flows.clean.metadata import Record
from flows.clean.pagedata import PageData
from flows.clean.rejection import SAYS, why_rejected
from flows.clean.removals import removal_edits
from flows.clean.repairs import ALL_SIGNS, repair
from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Line, Lines
from flows.clean.wraps import wrapped_breaks
from flows.ids import make_id
from flows.ledger import Edit, redo
from flows.rules import Deed, Rule
from flows.sources import Source

WORD = r"\w+(?:['’]\w+)*"
# A title that needs no repair: words, and single spaces, commas and colons between them.
_HARMLESS = re.compile(r"[A-Za-z0-9'’-]+(?:[,:]? [A-Za-z0-9'’-]+)*")


@dataclass(frozen=True)
class Draft:
    """A document to be cleaned: its raw text and what its markup says; `is_markup` for pages."""

    record: Record
    raw: str
    data: PageData
    is_markup: bool


class Article(NamedTuple):
    """A row of frames.ARTICLES."""

    article_id: str
    document_id: str
    source_id: str
    url: str | None
    title: str | None
    title_raw_start: int | None
    authors: list[str] | None
    section: str | None
    byline: str | None
    dateline: str | None
    captions: list[str] | None
    published_at: datetime | None
    published_precision: str | None
    published_from: str | None
    language: str | None
    text: str
    words: int
    raw: str


class Reject(NamedTuple):
    """A row of frames.REJECTS."""

    document_id: str
    reason: str
    detail: str


class Judged(NamedTuple):
    """A document that holds an article: the verdicts on its lines, and what stands above it."""

    draft: Draft
    lines: Lines
    verdicts: Verdicts
    heading: Heading
    authors: list[str] | None


def clean_documents(
    drafts: Sequence[Draft], lines: Mapping[int, Lines], source: Source
) -> Iterator[tuple[Article, list[Edit]] | Reject]:
    """Of each draft the article and its edits, or why there is none. `lines` are those of each, by its place."""
    judged = [_judged(draft, lines.get(at), source) for at, draft in enumerate(drafts)]
    languages = iter(languages_of([_stated(one, source) for one in judged if isinstance(one, Judged)]))
    for one in judged:
        yield _article(one, next(languages), source) if isinstance(one, Judged) else one


def _judged(draft: Draft, lines: Lines | None, source: Source) -> Judged | Reject:
    if lines is None:
        return _reject(draft, "no_text", "holds no visible text")
    is_page = draft.is_markup or is_dump(lines)
    verdicts = judge(lines, is_page=is_page)
    if is_page and not draft.is_markup and all(verdicts):
        is_page, verdicts = False, judge(lines, is_page=False)
    titles = metadata.titles(draft.record, draft.data, source)
    heading = read_heading(lines, verdicts, titles, metadata.outlets(draft.record, draft.data, source), is_page=is_page)
    authors = metadata.authors(draft.record, draft.data, heading, source)
    bios.find(lines, verdicts, authors or ())
    trailing.find(lines, verdicts)
    said = [*titles, *([heading.title] if heading.title else [])]
    is_short = shorts.find(lines, verdicts)
    reason = why_rejected(lines, verdicts, draft.data, said, is_markup=draft.is_markup)
    reason = None if is_short and reason == "no_article" else reason
    reject = _reject(draft, reason, SAYS[reason]) if reason else _no_article(draft, verdicts)
    return reject or Judged(draft, lines, verdicts, heading, authors)


def _stated(judged: Judged, source: Source) -> Stated:
    draft, lines, verdicts, *_ = judged
    stated = source.language or source.defaults.get("language")
    return Stated(_sample(lines, verdicts), draft.record.language, draft.data.language, stated)


def _no_article(draft: Draft, verdicts: Verdicts) -> Reject | None:
    if not all(verdicts):
        return None
    kinds = ", ".join(dict.fromkeys(str(verdict) for verdict in verdicts))
    return _reject(draft, "no_text", f"holds nothing but {kinds}")


def _reject(draft: Draft, reason: str, said: str) -> Reject:
    what = "page" if draft.is_markup else "text"
    return Reject(draft.record.document_id, reason, f"the {what} {draft.record.native_id!r} {said}")


def _article(judged: Judged, language: str | None, source: Source) -> tuple[Article, list[Edit]] | Reject:
    draft, lines, verdicts, heading, authors = judged
    record, data = draft.record, draft.data
    dateline, edits = _edits(judged, language, source)
    text = redo(draft.raw, edits)
    if not VISIBLE_CHARACTER.search(text):
        return _reject(draft, "no_text", "holds nothing but characters that are not displayed")
    heading.opening = dateline
    title, title_start = _title(draft, heading, language, source)
    when = metadata.published(record, data, heading, source, language)
    article = Article(
        article_id=make_id(record.source_id, record.native_id),
        document_id=record.document_id,
        source_id=record.source_id,
        url=metadata.address(record, data, source),
        title=title,
        title_raw_start=title_start,
        authors=authors,
        section=metadata.first_stated(
            record.section, heading.section, metadata.section_of(data.section), source.defaults.get("section")
        ),
        byline=heading.byline,
        dateline=dateline or heading.dateline,
        captions=captions_of(lines, verdicts),
        published_at=when.instant,
        published_precision=when.precision,
        published_from=when.origin,
        language=language,
        text=text,
        words=0,
        raw=draft.raw,
    )
    return article, edits


def _sample(lines: Lines, verdicts: Verdicts) -> str:
    """The beginning of what is kept, for telling its language."""
    pieces: list[str] = []
    length = 0
    for at in kept_of(verdicts):
        if length >= SAMPLE:
            break
        pieces.append(lines[at].text)
        length += len(lines[at].text)
    return " ".join(pieces)


def _edits(judged: Judged, language: str | None, source: Source) -> tuple[str | None, list[Edit]]:
    """The dateline before the first sentence, and all edits of a raw text in order."""
    raw, lines, rules = judged.draft.raw, judged.lines, list(judged.verdicts)
    inside: list[Edit] = []
    dateline: Dateline | None = None
    kept = np.array(kept_of(rules), np.int64)
    is_prose, signs = lines.columns.is_prose, lines.columns.signs
    first = next(iter(kept[is_prose[kept]].tolist()), None)
    for at in kept[(signs[kept] > 0) | (kept == first)].tolist():
        line = lines[at]
        here = read_dateline(line.text) if at == first else None
        dateline = dateline or here
        if not line.signs and here is None:
            continue
        found = _line_edits(line, here.end if here and here.is_dated else 0, language, source)
        if found and not VISIBLE_CHARACTER.search(redo(line.text, _shifted(found, -line.start))):
            rules[at], found = _longest(found), []  # nothing to be seen is left of the line
        inside += found
    inside = [*inside, *_glued(judged, kept, inside)]
    joints = {} if lines[0].tag is not None else wrapped_breaks(raw, lines, rules)
    edits = sorted([*removal_edits(raw, lines, rules, joints), *inside], key=lambda edit: edit[:2])
    return dateline and dateline.said, [edit for edit in edits if edit.rule not in source.repairs_off]


def _glued(judged: Judged, kept: npt.NDArray[np.int64], inside: Sequence[Edit]) -> list[Edit]:
    """The edit that takes what is glued to the last sentence, unless another edit of the line reaches into it."""
    line = judged.lines[int(kept[-1])] if len(kept) else None
    note = trailing.glued(line.text, judged.authors or ()) if line else None
    if line is None or note is None:
        return []
    found = _shifted([note], line.start)
    return [] if inside and inside[-1].raw_end > found[0].raw_start else found


def _longest(found: Sequence[Edit]) -> Rule:
    """The rule that took most of a line that went as a whole; where only invisible characters stood, it was blank."""
    removed = [edit for edit in found if Rule(edit.rule).deed is Deed.REMOVAL]
    return Rule(max(removed, key=lambda edit: len(edit.before)).rule) if removed else Rule.BLANK


def _line_edits(line: Line, dateline: int, language: str | None, source: Source) -> list[Edit]:
    """The edits inside a kept line, by offsets of the raw text."""
    edits = [Edit(line.start, line.start + dateline, Rule.DATELINE, line.text[:dateline], "")] if dateline else []
    if line.signs:
        found = repair(line.text[dateline:], language, source.repairs_off, line.signs)
        edits += _shifted(found, line.start + dateline)
    return edits


def _shifted(edits: Sequence[Edit], by: int) -> list[Edit]:
    return [edit._replace(raw_start=edit.raw_start + by, raw_end=edit.raw_end + by) for edit in edits]


def _title(draft: Draft, heading: Heading, language: str | None, source: Source) -> tuple[str | None, int | None]:
    """The title, repaired, and where it stands in the raw text as it is."""
    record, data = draft.record, draft.data
    said = metadata.first_stated(record.title, heading.title, *data.titles[:1], source.defaults.get("title"))
    if said is None:
        return None, None
    said = " ".join(said.split()) if said is not heading.title else said
    said = metadata.cleaned_title(said, record, data, source)
    signs = heading.title_signs if said == heading.title else ALL_SIGNS
    is_harmless = not signs or _HARMLESS.fullmatch(said)
    title = said if is_harmless else redo(said, repair(said, language, source.repairs_off, signs))
    start = heading.title_start
    in_place = start is not None and draft.raw.startswith(title, start)
    return title, start if in_place else None
