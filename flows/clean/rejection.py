"""Documents that hold no article: notices in its place, stubs before a paywall, players, lists of other pieces.

Each is told by several signs together, so that a piece about paywalls, or a short one, stays an article.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

import numpy as np

from flows.casing import small
from flows.clean.labels import FOLDER, bare
from flows.clean.pagedata import PageData
from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Line, Lines
from flows.rules import Rule

# A page whose text has fewer words holds no article.
PAGE_WORDS = 20
# A notice is shorter, and the page around it; under the title of a notice, any page is that has less text.
NOTICE_WORDS = 120
NOTICE_PAGE_WORDS = 360
TITLED_WORDS = 200
# A stub is what a paywall shows of an article: so many words in so many paragraphs at most.
STUB_WORDS = {True: 110, False: 50}
STUB_PARAGRAPHS = 3
# The words under a player.
PLAYER_WORDS = 70
# A list has so many linked headlines among its text, and so few words of text for each.
LISTED = 5
TEASER_WORDS = 45
# A longer paragraph is an article's, and more text than so much is none of teasers.
TEASER_LINE = 60
LISTING_WORDS = 600
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_LISTING = re.compile(
    r"/(?:category|categories|tag|tags|topic|topics|author|authors|archive|archives|search|page/\d+)/?"
)

SAYS = {
    "bot_wall": "is a notice to a robot or a reader without rights, not the article; fetch it anew",
    "cookie_wall": "asks for consent and does not show the article; fetch it anew with consent given",
    "error_page": "says that there is no such page; drop the address or fetch it anew",
    "paywall_stub": "shows only the beginning of an article for subscribers; fetch it with an account",
    "video_only": "holds a player and no more than a few words; the film is no text",
    "listing": "lists other pieces; fetch those",
    "no_article": "has no running text; it may be a listing, a player or a stub",
}


class Notice(NamedTuple):
    """A phrase in lower case by which a kind is known; `how`: "title" for a whole one, "text" for a part of a line."""

    kind: str
    how: str
    phrase: str


def why_rejected(
    lines: Lines, verdicts: Verdicts, data: PageData, titles: Sequence[str], *, is_markup: bool
) -> str | None:
    """The reason (of SAYS) why a document is no article, or None. `titles`: what it calls itself, outlets taken off."""
    kept = np.array(kept_of(verdicts), np.int64)
    words = int(lines.columns.words[kept].sum())
    if not len(kept) and not is_markup:
        return None
    notice = (_titled(titles) if words < TITLED_WORDS else None) or (_notice(lines) if words <= NOTICE_WORDS else None)
    paragraphs = int(lines.columns.is_prose[kept].sum())
    if notice and (is_markup or words <= STUB_WORDS[False]):
        return notice
    if _is_stub(lines, data, words, paragraphs, is_markup=is_markup):
        return "paywall_stub"
    return _empty_page(lines, verdicts, data, words, paragraphs) if is_markup else None


def _is_stub(lines: Lines, data: PageData, words: int, paragraphs: int, *, is_markup: bool) -> bool:
    if words > STUB_WORDS[is_markup] or paragraphs > (STUB_PARAGRAPHS if is_markup else 1):
        return False
    return _said(lines, "paywall_stub") or (is_markup and data.is_free is False)


def _empty_page(lines: Lines, verdicts: Verdicts, data: PageData, words: int, paragraphs: int) -> str | None:
    """What a page is that shows a film, other pieces, or nothing."""
    if words < PLAYER_WORDS and paragraphs < STUB_PARAGRAPHS and _is_player(verdicts, data):
        return "video_only"
    if _is_listing(lines, verdicts, data, words):
        return "listing"
    if words >= PAGE_WORDS:
        return None
    return "listing" if sum(_is_linked_headline(line) for line in lines) >= LISTED else "no_article"


def _titled(titles: Sequence[str]) -> str | None:
    """The kind of notice that a title is."""
    return next((_notice_titles()[bare(title)] for title in titles if bare(title) in _notice_titles()), None)


@cache
def _notice_titles() -> dict[str, str]:
    return {bare(notice.phrase): notice.kind for notice in notices() if notice.how == "title"}


def _notice(lines: Lines) -> str | None:
    if sum(line.words for line in lines) > NOTICE_PAGE_WORDS:
        return None
    return next((kind for kind in ("bot_wall", "error_page", "cookie_wall") if _said(lines, kind)), None)


def _said(lines: Lines, kind: str) -> bool:
    said = small("\n".join(line.text for line in lines))
    return any(phrase in said for phrase in _notice_phrases(kind))


@cache
def _notice_phrases(kind: str) -> tuple[str, ...]:
    return tuple(small(notice.phrase) for notice in notices() if (notice.kind, notice.how) == (kind, "text"))


def _is_player(verdicts: Verdicts, data: PageData) -> bool:
    if any("video" in kind.lower() for kind in data.kinds):
        return True
    path = _path(data)
    return ("/video" in path or "/watch" in path) and any(verdict is Rule.PLAYER for verdict in verdicts)


def _is_listing(lines: Lines, verdicts: Verdicts, data: PageData, words: int) -> bool:
    """Whether linked headlines with teasers stand among the text of a page that does not call itself a piece."""
    if any("article" in kind.lower() or "posting" in kind.lower() for kind in data.kinds):
        return False
    kept = kept_of(verdicts)
    if not kept or words > LISTING_WORDS or any(lines[at].words > TEASER_LINE for at in kept):
        return False
    span = range(max(0, kept[0] - 2), kept[-1] + 1)
    listed = sum(_is_linked_headline(lines[at]) for at in span)
    path = _path(data)
    is_named = bool(data.url) and (path in ("", "/") or _LISTING.match(path) is not None)
    return listed >= LISTED and words < listed * TEASER_WORDS * (3 if is_named else 1)


def _is_linked_headline(line: Line) -> bool:
    return line.is_linked and line.tag in _HEADINGS and line.words > 2


def _path(data: PageData) -> str:
    try:
        return urlsplit(data.url or "").path
    except ValueError:  # what a page calls its address need not be one
        return ""


@cache
def notices() -> tuple[Notice, ...]:
    """The phrases of labels/notices.tsv."""
    with (FOLDER / "notices.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(Notice(row["kind"], row["how"], row["phrase"]) for row in rows)
