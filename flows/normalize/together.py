"""What belongs to one name: names of the tagger beside each other that are one, and what is none beside them.

`Ministry of Mines` and `Minerals Development` are one, `Papua New Guinea` and `Defence Force` too; what a minister is
for is no name, and no role right before a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from flows.normalize.known import DEMONYM, ORGANIZATION, PLACE, known
from flows.normalize.lexicon import names_list, words_of
from flows.normalize.spans import Article, Span
from flows.normalize.tokens import LOWER, NEW_LINE, NUMBER, SHOUT, SIGN, TITLE

_COUNTRY = 2.9  # votes of an authority for countries
# What stands before an owned name, behind one that may go on, and before what a minister is for.
_OWNING, _MORE, _LINKS = ("' ", "’ "), (" and ", ", "), ("of ", "or ", "nd ")


def together(article: Article, spans: Sequence[Span]) -> list[Span]:
    """The spans, in order, with what belongs to them: `Ministry of Mines` and `Minerals Development`; a country and
    its organization, `Papua New Guinea Defence Force`.
    """
    found: list[Span] = []
    text, starts, ends = article.text, article.starts, article.ends
    for raw in spans:
        before = found[-1] if found else None
        if before and raw.first <= before.last:
            continue
        span, start, end = raw, starts[raw.first], ends[raw.last]
        if text[start - 2 : start] in _OWNING:
            span = _with_owners(article, span, before.last if before else -1)
        if text.startswith(_MORE, end):
            span = _with_portfolio(article, span)
        if before and before.last + 1 == span.first and _is_of(article, before, span):
            found[-1] = span.moved(before.first, span.last)
        elif before and before.last + 2 == span.first and _is_one_country(article, before, span):
            found[-1] = Span(before.first, span.last)
        elif text[start - 3 : start] not in _LINKS or not _is_portfolio(article, span):
            if before and span.is_person and before.last + 1 == span.first and _is_role(article, before):
                found.pop()
            found.append(span)
    return found


def _is_role(article: Article, span: Span) -> bool:
    """Whether a span right before a person is what they do: `Magistrate Ann Bell`, `Union Minister J. P. Roy`."""
    if span.is_person or article.word(span.last) not in words_of("role"):
        return False
    if article.word(span.last) in words_of("weak_role") or article.word(span.last) in words_of("organization_head"):
        return False
    return known(article.form(span.first, span.last)) is None and not article.headline[span.first]


def _with_owners(article: Article, span: Span, least: int) -> Span:
    """An organization with its plural owners: `Consumers' Association of Penang`, `Catholic Bishops' Conference`."""
    first, start = span.first, article.starts[span.first]
    if first < 2 or span.is_person:
        return span
    owner = first - 2
    is_plural = (
        article.text[start - 3] == "s" and article.gaps[first - 1] == 0 and article.word(owner) in names_list("words")
    )
    if not is_plural or owner <= least - 1 or not article.is_large(owner) or article.headline[first]:
        return span
    is_party = known(article.form(owner, owner)) is not None or article.word(owner) in words_of("people_group")
    words = (article.word(at) for at in range(first, span.last + 1))
    is_of_owners = not is_party and any(word in words_of("head_of_country") for word in words)
    return Span(owner, span.last) if is_of_owners else span


def _with_portfolio(article: Article, span: Span) -> Span:
    """A ministry with all that it is for, `Ministry of Mines and Minerals Development`; Malabu Oil and Gas."""
    last = span.last
    if span.is_person:
        return span
    if _is_pair(article, span):
        return Span(span.first, last + 2)
    if last == span.first or article.word(span.first) not in words_of("with_portfolio") or article.headline[span.first]:
        return span
    if article.word(span.first + 1) not in ("of", "for"):
        return span
    end = _portfolio_end(article, last + 1)
    return Span(span.first, end) if end else span


def _is_pair(article: Article, span: Span) -> bool:
    """Whether two words of one office or trade are joined by the `and` behind a span: Science and Technology."""
    last, other = span.last, span.last + 2
    if last == span.first or other >= len(article.starts) or article.headline[span.first]:
        return False
    is_pair = article.form(last + 1, last + 1) == "and" and article.shapes[other] == article.shapes[last] == TITLE
    if not is_pair or article.is_large(other + 1) or article.gaps[other] != 1:
        return False
    return article.word(last) in words_of("portfolio_word") and article.word(other) in words_of("portfolio_word")


def _portfolio_end(article: Article, at: int) -> int | None:
    """The last token of `and Minerals Development` or `, Mines and Energy` from the sign or `and` at `at` on."""
    end = None
    while at + 1 < len(article.starts) and article.gaps[at + 1] == 1:
        is_and = article.form(at, at) == "and"
        if not is_and and article.form(at, at) != ",":
            break
        at += 1
        start = at
        while article.is_large(at) and article.gaps[at] == 1 and _is_field(article.word(at)):
            at += 1
        if at == start or known(article.form(start, at - 1)) or article.word(at - 1) in words_of("organization_only"):
            break
        if is_and:
            end = at - 1
        if at >= len(article.starts):
            break
    return end


def _is_field(word: str) -> bool:
    """Whether a word may be what a ministry is for."""
    return word in words_of("portfolio_word") or word in names_list("words")


def _is_one_country(article: Article, before: Span, span: Span) -> bool:
    """Whether two names with `and` between are one country: Serbia and Montenegro; `American University in Cairo`."""
    between = article.text[article.ends[before.last] : article.starts[span.first]]
    if between == " in " and before.last > before.first and article.word(before.last) == "university":
        people, place = known(article.form(before.first, before.first)), known(article.form(span.first, span.last))
        return people is not None and place is not None and (people.kind, place.kind) == (DEMONYM, PLACE)
    entry = known(article.form(before.first, span.last)) if between == " and " else None
    return entry is not None and entry.kind == PLACE and entry.prior >= _COUNTRY


def _is_of(article: Article, before: Span, span: Span) -> bool:
    """Whether a name goes on with the one right behind it: a country's office, `Operation` and what it is called."""
    if before.first == before.last and article.gaps[span.first] == 1 and article.word(before.last) == "operation":
        return not article.headline[span.first]
    return _is_of_country(article, before, span)


def _is_of_country(article: Article, country: Span, span: Span) -> bool:
    """Whether an unknown organization stands right behind the country or state that it belongs to."""
    if article.gaps[span.first] != 1 or article.headline[span.first] or article.shapes[span.last] in (NUMBER, SIGN):
        return False
    head = article.word(span.last)
    if (
        span.is_person
        or span.first == span.last
        or not (head in words_of("organization_head") or head in words_of("team"))
    ):
        return False
    entry = known(article.form(country.first, country.last))
    least = 0.0 if article.word(span.first) in words_of("local") else _COUNTRY
    is_country = entry is not None and entry.kind == PLACE and entry.prior >= least
    other = known(article.form(span.first, span.last))
    return is_country and (other is None or other.kind != ORGANIZATION)


def _is_portfolio(article: Article, span: Span) -> bool:
    """Whether a span is what a minister is for, or the end of it: `Minister of Finance and National Planning`."""
    first = span.first
    if first < 2 or article.shapes[first - 1] != LOWER or article.gaps[first] >= NEW_LINE or span.is_person:
        return False
    link = first - 1
    if article.form(link, link) == "and":
        while link > 0 and (article.form(link, link) == "and" or article.word(link) in words_of("portfolio_word")):
            link -= 1
    if link < 1 or article.form(link, link) not in ("of", "for"):
        return False
    if article.word(link - 1) not in words_of("with_office") or article.shapes[first] == SHOUT:
        return False
    inner = (at for at in range(first, span.last + 1) if article.shapes[at] not in (LOWER, SIGN))
    return all(article.word(at) in words_of("portfolio_word") for at in inner)
