"""Where one name ends and the next begins, and what belongs to one name: names of the tagger beside each other.

`Hunzvi won Chikomba` is two names, `Ministry of Mines and Minerals Development` is one; `Tan Sri` stands before a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from flows.normalize.folding import fold
from flows.normalize.gazetteer import abbreviations
from flows.normalize.known import DEMONYM, ORGANIZATION, PLACE, known
from flows.normalize.lexicon import common_words, given_names, names_list, words_of
from flows.normalize.spans import Article, Span
from flows.normalize.tokens import LOWER, NEW_LINE, NUMBER, SHOUT, SIGN, TITLE

_LONGEST_ROLE = 3  # tokens of a title of more than one
_COUNTRY = 2.9  # votes of an authority for countries
_LONGEST_PARTICLE = 4  # letters
_MIDDLE = 3  # tokens of the shortest name with something inside
_HEADS = ("organization_head", "portfolio_holder", "place_head", "event_head", "law_head")
_CALLED_BEHIND = frozenset(["san", "sama", "sensei", "saheb", "sahib"])  # Hirata-san
# What stands before an owned name, behind one that may go on, and before what a minister is for.
_OWNING, _MORE, _LINKS = ("' ", "’ "), (" and ", ", "), ("of ", "or ", "nd ")
_IN, _LONGEST_TOWN = ("in", "at", "near"), 2
_ROADS = frozenset(["road", "street", "avenue", "boulevard", "drive", "lane", "highway", "square"])


def apart(article: Article, spans: Sequence[Span]) -> list[Span]:
    """The spans, in order, cut where small words show that they are more than one name and without titles."""
    found: list[Span] = []
    for span in spans:
        if span.first == span.last:  # most
            found.append(span)
            continue
        parts = _parts(article, span) if span.last >= span.first + _MIDDLE - 1 else (span,)
        found += [_without_behind(article, _without_title(article, part)) for part in parts]
    return found


def _without_behind(article: Article, span: Span) -> Span:
    """A span without what somebody is behind it: `K. Sethu Raman IPS`, `Semporna MP`, the `Permanent` of an office."""
    first, last = span.first, span.last
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
        if article.shapes[at] != LOWER or article.gaps[at] != 1 or article.gaps[at + 1] != 1:
            continue
        if _parts_at(article, span, at):
            yield span.moved(span.first, at - 1) if at - span.first > span.last - at else Span(span.first, at - 1)
            behind = next(other for other in range(at + 1, span.last + 1) if article.capital[other])
            yield from _parts(article, Span(behind, span.last))
            return
    yield span


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
        if before and before.last + 1 == span.first and _is_of_country(article, before, span):
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
        while article.is_large(at) and article.gaps[at] == 1 and article.word(at) in names_list("words"):
            at += 1
        if at == start or known(article.form(start, at - 1)) or article.word(at - 1) in words_of("organization_only"):
            break
        if is_and:
            end = at - 1
        if at >= len(article.starts):
            break
    return end


def _is_one_country(article: Article, before: Span, span: Span) -> bool:
    """Whether two names with `and` between are one country: Serbia and Montenegro; `American University in Cairo`."""
    between = article.text[article.ends[before.last] : article.starts[span.first]]
    if between == " in " and before.last > before.first and article.word(before.last) == "university":
        people, place = known(article.form(before.first, before.first)), known(article.form(span.first, span.last))
        return people is not None and place is not None and (people.kind, place.kind) == (DEMONYM, PLACE)
    entry = known(article.form(before.first, span.last)) if between == " and " else None
    return entry is not None and entry.kind == PLACE and entry.prior >= _COUNTRY


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
