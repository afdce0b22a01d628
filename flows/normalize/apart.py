"""Where one name ends and the next begins: names of the tagger that hold more than one, or a title.

`Hunzvi won Chikomba` is two names, `Army Public School on Warsak Road` too; `Tan Sri` stands before a
name, `MP` behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from flows.normalize.folding import fold
from flows.normalize.gazetteer import abbreviations
from flows.normalize.known import known
from flows.normalize.lexicon import common_words, given_names, names_list, words_of
from flows.normalize.spans import Article, Span
from flows.normalize.tokens import LOWER, NUMBER, OWNER, SHOUT, TITLE

_LONGEST_ROLE = 3  # tokens of a title of more than one
_LONGEST_PARTICLE = 4  # letters
_MIDDLE = 3  # tokens of the shortest name with something inside
_HEADS = ("organization_head", "portfolio_holder", "place_head", "event_head", "law_head")
_CALLED_BEHIND = frozenset(["san", "sama", "sensei", "saheb", "sahib"])  # Hirata-san
_IN, _LONGEST_TOWN = ("in", "at", "near"), 2
_ROADS = frozenset(["road", "street", "avenue", "boulevard", "drive", "lane", "highway", "square"])


def apart(article: Article, spans: Sequence[Span]) -> list[Span]:
    """The spans, in order, cut where small words show that they are more than one name and without titles."""
    found: list[Span] = []
    for span in spans:
        if span.first == span.last:  # most
            found.append(span)
        elif span.last >= span.first + _MIDDLE - 1:
            found += [_without_behind(article, _without_title(article, part)) for part in _parts(article, span)]
        else:
            found.append(_without_behind(article, _without_title(article, span)))
    return found


def _without_behind(article: Article, span: Span) -> Span:
    """A span without what somebody is behind it: `K. Sethu Raman IPS`, `Semporna MP`, the `Permanent` of an office."""
    first, last = span.first, span.last
    if article.shapes[last] == TITLE and (span.is_person or not article.is_large(last + 1)):  # most
        return span
    if article.shapes[last] == NUMBER and last > first and article.form(first, last - 1) in abbreviations():
        return span.moved(first, last - 1)  # a road: S.C. 5
    while last > first and article.shapes[last] == SHOUT and article.word(last) in words_of("behind_name"):
        last -= 1
    if last > first and last == span.last and not span.is_person and article.is_large(last + 1):
        is_split = article.gaps[last + 1] == 1 and fold(article.form(last, last + 1)) in words_of("role")
        is_split = is_split and article.is_large(last - 1) and article.word(last) not in words_of("organization_head")
        last -= is_split
    return span if last == span.last else span.moved(first, last)


def _parts(article: Article, span: Span) -> Iterator[Span]:
    """The span, or its parts: before and behind a verb or the like, a school and its road, a party and its leader."""
    for at in range(span.first + 1, span.last):
        if _is_between_names(article, span, at):
            yield Span(span.first, at - 1)
            yield from _parts(article, span.moved(at + 1, span.last))
            return
        if article.shapes[at] != LOWER or article.gaps[at] != 1 or article.gaps[at + 1] != 1:
            continue
        if _parts_at(article, span, at):
            yield span.moved(span.first, at - 1) if at - span.first > span.last - at else Span(span.first, at - 1)
            behind = next(other for other in range(at + 1, span.last + 1) if article.capital[other])
            yield from _parts(article, Span(behind, span.last))
            return
    yield span


def _is_between_names(article: Article, span: Span, at: int) -> bool:
    """Whether the token at `at` parts a person from whose they are: `Cosatu's Ann Bell`, `Semporna MP Ann Bell`."""
    if article.shapes[at] == OWNER:
        return span.is_person and article.shapes[at + 1] == TITLE
    return article.shapes[at] == SHOUT and article.word(at) in words_of("behind_name") and span.last - at > 1


def _parts_at(article: Article, span: Span, at: int) -> bool:
    """Whether the small word at `at` is none of a name."""
    word = article.text[article.starts[at] : article.ends[at]]
    if word == "on":
        return article.word(span.last) in _ROADS and article.word(at - 1) in words_of("organization_head")
    if word in _IN:  # a hospital and its town, but American University in Cairo
        is_head = article.word(at - 1) in words_of("organization_head") and article.word(at - 1) != "university"
        return is_head and span.last - at <= _LONGEST_TOWN
    if word == "of":
        return article.word(at - 1) in words_of("led") and _is_person(article, at + 1, span.last)
    if not any(article.capital[at + 1 : span.last + 1]) or _ends_with_head(article, at, span.last):
        return False
    if word in words_of("between"):
        sides = (article.form(span.first, at - 1), article.form(at + 1, span.last))
        return any(known(side) is not None for side in sides)
    is_particle = word in words_of("particle") or word in words_of("connector") or word in words_of("stop")
    is_word = word in common_words() or (len(word) > _LONGEST_PARTICLE and word in names_list("words"))
    return not is_particle and is_word and word not in given_names()


def _ends_with_head(article: Article, at: int, last: int) -> bool:
    """Whether only the head of the name stands behind the word at `at`: `Senate judiciary Committee`."""
    head = article.word(last)
    return last - at <= 1 and (head in words_of("organization_head") or head in words_of("place_head"))


def _is_person(article: Article, first: int, last: int) -> bool:
    """Whether words are a person's name as far as lists know: two or more, none of them ordinary or known."""
    words = [article.word(at) for at in range(first, last + 1)]
    is_ordinary = any(word in names_list("words") and word not in words_of("particle") for word in words)
    return len(words) > 1 and not is_ordinary and known(article.form(first, last)) is None


def _without_title(article: Article, span: Span) -> Span:
    """A span without a title of more words before a person's name, `Tan Sri`, small words before a name, `-san`."""
    first, last = span.first, span.last
    if first == last:
        return span
    if last - first > 1 and article.shapes[last] == LOWER and article.word(last) in _CALLED_BEHIND:
        last -= 2 * (article.form(last - 1, last - 1) == "-")
    if article.shapes[first] == LOWER and article.gaps[first + 1] == 1:
        first = _first_capital(article, span)
    else:
        first += _title_size(article, first, last)
    return span if (first, last) == (span.first, span.last) else span.moved(first, last)


def _title_size(article: Article, first: int, last: int) -> int:
    """How many of the first tokens of a span are a title: `Tan Sri`, the `Sri` behind a Tan apart, `MP for`."""
    word = article.word(first)
    if word not in _words_of_titles():
        return 0
    if last > first + 1 and article.form(first + 1, first + 1) == "for" and word in words_of("with_seat"):
        return 2
    if first and word in _last_words_of_titles() and article.gaps[first] == 1 and not article.headline[first]:
        is_title = fold(article.form(first - 1, first)) in words_of("role") and article.shapes[first + 1] == TITLE
        return int(is_title)
    if word not in _first_words_of_titles():
        return 0
    for end in range(min(last - 1, first + _LONGEST_ROLE - 1), first, -1):
        is_name = article.shapes[end + 1] == TITLE and article.gaps[end + 1] == 1
        if is_name and fold(article.form(first, end)) in words_of("role") and _may_be_held(article, end + 1, last):
            return end + 1 - first
    return 0


def _may_be_held(article: Article, first: int, last: int) -> bool:
    """Whether what stands behind a title can be a person: no office, none of whose words is a head."""
    words = [article.word(at) for at in range(first, last + 1)]
    return not any(word in words_of(name) for word in words for name in _HEADS)


@cache
def _words_of_titles() -> frozenset[str]:
    """All words that a title may stand at, before most of the others are asked for."""
    return words_of("with_seat") | _first_words_of_titles() | _last_words_of_titles()


@cache
def _first_words_of_titles() -> frozenset[str]:
    longer = (role.replace("-", " ") for role in words_of("role") if " " in role or "-" in role)
    return frozenset(role.split(" ")[0] for role in longer)


@cache
def _last_words_of_titles() -> frozenset[str]:
    """Second words of titles of two that say nothing alone: `Sri` of Tan Sri."""
    pairs = (role.split(" ") for role in words_of("role") if role.count(" ") == 1)
    return frozenset(second for _, second in pairs if second not in words_of("role"))


def _first_capital(article: Article, span: Span) -> int:
    """Where a span starts without the ordinary small words before a name: `office of Busan`."""
    word = article.text[article.starts[span.first] : article.ends[span.first]]
    if word in words_of("particle") or word in words_of("stop") or word not in common_words():
        return span.first
    return next((at for at in range(span.first, span.last + 1) if article.capital[at]), span.first)
