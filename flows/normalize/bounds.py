"""Where names of the tagger start and end: roles, owners and positions apart, parts of one name together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from flows.normalize.event_bounds import whole_event
from flows.normalize.folding import fold
from flows.normalize.known import ORGANIZATION, PLACE, known
from flows.normalize.legal_forms import with_legal_forms
from flows.normalize.lexicon import common_words, given_names, names_list, words_of
from flows.normalize.spans import Article, Span
from flows.normalize.tokens import INITIAL, LOWER, MIXED, NEW_LINE, NEW_PARAGRAPH, NUMBER, OWNER, SHOUT, SIGN, TITLE

_AGAINST, _LONGEST_AGAINST = (" v. ", " v "), 4  # code points
_ROMAN = frozenset(["II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"])
_PREFIXES = frozenset(["pro", "anti", "ex", "non", "post", "pre", "mid", "trans", "then", "former"])
# The Arabic article, as its letters are written before others, a hyphen behind it: al-Tanf, El-Sissi, ash-Sharaa.
_ARABIC_ARTICLES = frozenset(["al", "el", "ul", "ur", "ad", "an", "ar", "as", "ash", "at", "az"])
_COUNTRY = 2.9  # votes of an authority for countries and organizations, which a hyphen sets beside each other
_YEAR = range(1850, 2100)
_MOST_DIGITS = 4


def mended(article: Article, tagged: Sequence[Span], others: Sequence[Span] = ()) -> list[Span]:
    """The spans of the tagger, in order, with their bounds mended; those of which nothing is left are left out.

    `others` are the article's names that need no mending.
    """
    whole = [part for raw in tagged for part in _inside_paragraphs(article, raw)]
    spans = [span for raw in whole if (span := _mended(article, raw)) and not _is_of_a_role(article, span)]
    spans = _cases(article, [part for span in _joined(article, spans) for part in _parted(article, span)])
    spans = with_legal_forms(article, [part for span in spans for part in _owners_apart(article, span)])
    if any(_opens_with_word(article, span) for span in spans):
        every = (span for span in (*spans, *others) if not article.opens[span.first])
        alone = {fold(article.form(span.first, span.last)) for span in every}
        spans = [_without_opening(article, span, alone) for span in spans]
    ends = [*(span.first for span in spans), len(article.starts)][1:]
    spans = [_extended(article, span, end) for span, end in zip(spans, ends, strict=True)]
    leasts = [0, *(span.last + 1 for span in spans)][:-1]
    return [whole_event(article, span, least) for span, least in zip(spans, leasts, strict=True)]


def _inside_paragraphs(article: Article, span: Span) -> list[Span]:
    """The span cut at empty lines, where no name goes on; the tagger's odds stay with the longest part. A list of known
    names is cut at its commas.
    """
    if span.first == span.last:
        return [span]
    cuts = [at for at in range(span.first + 1, span.last + 1) if article.gaps[at] == NEW_PARAGRAPH]
    if not cuts:
        return _listed(article, span)
    bounds = list(pairwise([span.first, *cuts, span.last + 1]))
    longest = max(bounds, key=lambda part: part[1] - part[0])
    return [span.moved(low, high - 1) if (low, high) == longest else Span(low, high - 1) for low, high in bounds]


def _listed(article: Article, span: Span) -> list[Span]:
    """The names of a span that is a list of known ones: `Facebook, Google and Twitter`, `U.S.-Mexico`."""
    signs = [at for at in range(span.first + 1, span.last) if article.form(at, at) in (",", "and", "-")]
    if not any(article.shapes[at] == SIGN for at in signs) or known(article.form(span.first, span.last)):
        return [span]
    bounds = pairwise([span.first - 1, *signs, span.last + 1])
    parts = [Span(low + 1, high - 1) for low, high in bounds if high - low > 1]
    entries = [known(article.form(part.first, part.last)) for part in parts]
    least = _COUNTRY if "-" in article.form(span.first, span.last) else 0.0
    return parts if all(entry is not None and entry.prior >= least for entry in entries) else [span]


def _is_of_a_role(article: Article, span: Span) -> bool:
    """Whether the span is part of an office that stands without its holder's name: Secretary of State."""
    if span.last > span.first or fold(article.form(span.first, span.last)) not in words_of("portfolio"):
        return False
    if span.first > 1 and article.word(span.first - 1) == "of":
        return article.word(span.first - 2) in words_of("role")
    return span.last + 1 < len(article.starts) and article.word(span.last + 1) in words_of("portfolio_holder")


def _owners_apart(article: Article, span: Span) -> Iterator[Span]:
    """What a possessive owns is a name of its own where the owner is one: Braun's | Ithaca Holdings."""
    inner = range(span.first + 1, span.last)
    at = next((at for at in inner if article.shapes[at] == OWNER or _is_bare_owner(article, at)), None)
    is_brand = at is not None and fold(article.form(span.first, span.last)) in names_list("brands")
    if at is None or is_brand or not _is_owner(article, span.first, at - 1):
        yield span
    else:
        yield Span(span.first, at - 1)
        yield Span(at + 1, span.last)


def _is_bare_owner(article: Article, at: int) -> bool:
    """Whether the sign at `at` is the possessive of a word that ends with s: `Texas’ Democratic Party`."""
    if article.shapes[at] != SIGN or article.gaps[at] or article.gaps[at + 1] != 1:
        return False
    return article.form(at, at) in ("'", "’") and article.text[article.starts[at] - 1] == "s"


def _is_owner(article: Article, first: int, last: int) -> bool:
    form = article.form(first, last)
    if fold(form) in words_of("owner"):
        return False
    entry = known(form)
    return (
        (entry is not None and (entry.kind != PLACE or entry.prior > 0))
        or fold(form) in names_list("brands")
        or form in article.alone
    )


def _opens_with_word(article: Article, span: Span) -> bool:
    """Whether the first of several words opens a sentence and is an ordinary one, not known as part of a name."""
    first, last = span.first, span.last
    if first == last or not article.opens[first] or article.gaps[first + 1] != 1:
        return False
    word = article.word(first)
    is_word = (word in names_list("words") or word in common_words()) and word not in given_names()
    return is_word and known(article.form(first, last)) is None and article.form(first, first) not in article.inside


def _without_opening(article: Article, span: Span, alone: set[str]) -> Span:
    """A span without the word that opens its sentence, where the rest stands alone elsewhere: `Following Assange`."""
    if not _opens_with_word(article, span):
        return span
    first, last = span.first, span.last
    rest = fold(article.form(first + 1, last))
    is_other = rest in alone or (article.word(first) in words_of("stop") and rest in words_of("event_name"))
    return Span(first + 1, last) if is_other else span


def _extended(article: Article, span: Span, end: int) -> Span:
    """A span with what belongs to its end, before the token `end`: a part behind a hyphen, `party`, a number."""
    first, last = span.first, span.last
    if last + 2 < end and span.is_person and article.gaps[last + 1] == 0 and article.form(last + 1, last + 1) == "-":
        is_small = article.shapes[last + 2] == LOWER and article.gaps[last + 2] == 0
        part = article.word(last + 2)
        if is_small and part not in common_words() and part not in names_list("words"):
            last += 2
    if (
        last + 1 < end
        and article.shapes[last + 1] == OWNER
        and not span.is_person
        and _is_called_after(article, first, last + 1)
    ):
        return Span(first, last + 1)
    is_party = last + 1 < end and article.form(last + 1, last + 1) == "party" and article.gaps[last + 1] == 1
    if is_party and article.word(last) in words_of("party"):
        last += 1
    if last + 1 < end and article.gaps[last + 1] == 1 and _is_numbered(article, first, last):
        last += 1
    return span if last == span.last else span.moved(first, last)


def _is_called_after(article: Article, first: int, last: int) -> bool:
    """Whether a firm has its possessive in its name: `McDonald's`, but not `Mr Kohl's`."""
    if first and article.word(first - 1) in words_of("honorific"):
        return False
    entry = known(article.form(first, last).replace("’", "'"))
    return entry is not None and entry.kind == ORGANIZATION


def _is_numbered(article: Article, first: int, last: int) -> bool:
    """Whether the number behind a name is part of it: `Apollo 11`, `World Cup 2018`, `iPhone X`."""
    number, word = article.form(last + 1, last + 1), article.word(last)
    if article.shapes[last + 1] != NUMBER:
        return number in _ROMAN and fold(article.form(first, last)) in words_of("product_start")
    if not number.isdecimal() or len(number) > _MOST_DIGITS:
        return False
    return int(number) in _YEAR if word in words_of("event_head") else word in words_of("numbered")


def _mended(article: Article, span: Span) -> Span | None:
    """A span without what stands before a name: `Pro-`, a role; None when nothing is left."""
    first, last = span.first, span.last
    while first + 1 < last and article.gaps[first + 1] == 0 and article.word(first) in _PREFIXES:
        first += 2
    while first < last and (_is_role_before(article, first) or _is_position(article, first)):
        first += 1
    if first + 1 < last and not span.is_person and _is_word_before_person(article, first):
        return Span(first + 1, last)
    if span.is_person and first == last and article.shapes[first] == INITIAL:
        return None
    is_sign = first == last and (article.ends[first] - article.starts[first] < 2 or article.shapes[first] == SIGN)
    if is_sign:
        return None
    first -= 2 * _has_arabic_article(article, first)
    return span if first == span.first else span.moved(first, last)


def _has_arabic_article(article: Article, first: int) -> bool:
    """Whether `al-` and the like stand before the word at `first`, which belong to its name."""
    at = first - 2
    is_joined = at >= 0 and article.gaps[first] == 0 and article.gaps[first - 1] == 0
    if not is_joined or article.form(first - 1, first - 1) != "-" or article.shapes[at] not in (LOWER, TITLE):
        return False
    return article.word(at) in _ARABIC_ARTICLES


def _is_role_before(article: Article, first: int) -> bool:
    """Whether the first word is a role before a person's name: `Drummer Chad Smith`, not `General Motors`."""
    word = article.word(first)
    if word not in words_of("role") or word in given_names():
        return False
    return word in words_of("honorific") or article.word(first + 1) in given_names()


def _is_word_before_person(article: Article, first: int) -> bool:
    """Whether an ordinary word stands before a given name: `Drummer Chad Smith`."""
    word = article.word(first)
    is_word = word in common_words() or bool(article.opens[first])
    return is_word and word not in given_names() and _is_given(article, first + 1) and article.gaps[first + 1] == 1


def _joined(article: Article, spans: Sequence[Span]) -> list[Span]:
    """Parts of one person's name are one: `Kassym Jomart` and `Tokayev`; a given name before a person is theirs."""
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found else None
        is_next = before is not None and before.last + 1 == span.first and article.gaps[span.first] == 1
        if before and before.last + 2 == span.first and _is_hyphenated(article, span.first):
            found[-1] = (span if span.scores else before).moved(before.first, span.last)
            continue
        if before and is_next and span.is_person and before.is_person and _is_given(article, before.first):
            found[-1] = span.moved(before.first, span.last)
            continue
        least = before.last if before else -1
        start = _start(article, span, least) if span.is_person else _owned(article, span.first, least)
        found.append(span if start == span.first else span.moved(start, span.last))
    return found


def _parted(article: Article, span: Span) -> Iterator[Span]:
    """A team and its player are two names: `Browns DL Sheldon Richardson`."""
    inner = range(span.first + 1, span.last) if span.is_person else ()
    at = next((at for at in inner if _is_position(article, at)), None)
    if at is None:
        yield span
    else:
        yield Span(span.first, at - 1)
        yield span.moved(at + 1, span.last)


def _is_position(article: Article, at: int) -> bool:
    return article.shapes[at] in (SHOUT, MIXED) and fold(article.form(at, at)) in words_of("position")


def _cases(article: Article, spans: Sequence[Span]) -> list[Span]:
    """Parties at law are one name: `Brown v. Board of Education`."""
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found else None
        start, end = article.ends[before.last] if before else 0, article.starts[span.first]
        if before and end - start <= _LONGEST_AGAINST and article.text[start:end] in _AGAINST:
            found[-1] = Span(before.first, span.last)
        else:
            found.append(span)
    return found


def _owned(article: Article, first: int, least: int) -> int:
    """Where an organization's name starts that a possessive belongs to: `People's Bank of China`."""
    owner = first - 2
    if owner <= least or article.shapes[first - 1] != OWNER or not article.is_large(owner):
        return first
    return owner if fold(article.form(owner, first - 1)) in words_of("owner") else first


def _is_hyphenated(article: Article, at: int) -> bool:
    """Whether a hyphen joins a given name and the word at `at`."""
    is_joined = article.gaps[at] == 0 and article.gaps[at - 1] == 0 and article.form(at - 1, at - 1) == "-"
    return is_joined and _is_given(article, at - 2)


def _is_given(article: Article, at: int) -> bool:
    return article.word(at).split(" ")[0] in given_names()


def _start(article: Article, span: Span, least: int) -> int:
    """Where a person's name starts: further left over given names, initials and hyphens of the same run."""
    first = at = span.first
    while at - 1 > least and article.gaps[at] < NEW_LINE:
        is_hyphen = article.gaps[at] == 0 and article.form(at - 1, at - 1) == "-" and at - 2 > least
        if is_hyphen and article.gaps[at - 1] == 0 and article.is_large(at - 2):
            at -= 2
        elif article.is_large(at - 1) and article.gaps[at] == 1:
            at -= 1
        else:
            break
        if _is_given(article, at) or article.form(at, at).endswith("."):
            first = at
    return first if _is_given(article, first) else span.first
