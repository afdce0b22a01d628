"""What stands right beside names of the tagger: a button's verb, the other name of a slash, the head of an office."""

from __future__ import annotations

from collections.abc import Sequence

from flows.normalize.lexicon import common_words, names_list, words_of
from flows.normalize.spans import Article, Span
from flows.normalize.tokens import NEW_LINE

_BEHIND_BUTTON = frozenset(["to", "on", "via", "this"])
_LONGEST_OFFICE = 6  # words


def beside(article: Article, spans: Sequence[Span], others: Sequence[Span] = ()) -> list[Span]:
    """The spans without verbs of buttons (`Post to`), with the names that a slash joins to them.

    `others` are the article's names that have nothing of the kind beside them.
    """
    spans = [found for span in spans if (found := _without_button(article, span))]
    ends = [*(span.first for span in spans), len(article.starts)][1:]
    whole = [_office(article, span, end) for span, end in zip(spans, ends, strict=True)]
    over = [at for span in whole for at in _over_slash(article, span)]
    if not over:
        return whole
    taken = {at for span in (*whole, *others) for at in range(span.first, span.last + 1)}
    joined = {at: Span(at, _run_end(article, at, taken)) for at in over if at not in taken}
    return sorted([*whole, *joined.values()])


def _run_end(article: Article, at: int, taken: set[int]) -> int:
    """The last of the words with capitals from the one at `at` on that belong to no other name: Getty Images."""
    while article.is_large(at + 1) and article.gaps[at + 1] == 1 and at + 1 not in taken:
        at += 1
    return at


def _without_button(article: Article, span: Span) -> Span | None:
    """A span without the verb of the next button in a row of them, `Post to Fark Post to …`; None for such a verb."""
    if not _is_button(article, span.last):
        return span
    if span.last > span.first:
        return span.moved(span.first, span.last - 1) if _is_button(article, span.first - 2) else span
    return span if span.first and article.word(span.first - 1) == "the" else None


def _is_button(article: Article, at: int) -> bool:
    behind = at + 1
    if at < 0 or behind >= len(article.starts) or article.gaps[behind] >= NEW_LINE:
        return False
    return article.form(behind, behind) in _BEHIND_BUTTON and article.word(at) in words_of("button")


def _over_slash(article: Article, span: Span) -> list[int]:
    """The words with a capital that a slash joins to a name: Comres/ITV."""
    found: list[int] = []
    if "/" not in article.text[max(0, article.starts[span.first] - 1) : article.ends[span.last] + 1]:
        return found
    for slash, at in ((span.first - 1, span.first - 2), (span.last + 1, span.last + 2)):
        if not (article.is_large(at) and article.form(slash, slash) == "/"):
            continue
        is_joined = not article.gaps[slash] and not article.gaps[slash + 1]
        word = article.word(at)
        if is_joined and not article.headline[at] and len(word) > 1 and word not in common_words():
            found.append(at)
    return found


def _office(article: Article, span: Span, end: int) -> Span:
    """A place or other name with the words behind it up to the head of an organization: Ohio Water Advisory Council."""
    last = span.last
    while last + 1 < end and article.is_large(last + 1) and article.gaps[last + 1] == 1:
        last += 1
    if last < span.last + 2 or last - span.first >= _LONGEST_OFFICE or span.is_person:
        return span
    is_line = article.gaps[span.first] >= NEW_LINE and (last + 1 == len(article.starts) or not article.gaps[last + 1])
    if article.headline[span.first] and not is_line:
        return span
    inner = [article.word(at) for at in range(span.last + 1, last)]
    is_name = all(word in names_list("words") and word not in words_of("role") for word in inner)
    return Span(span.first, last) if is_name and article.word(last) in words_of("organization_only") else span
