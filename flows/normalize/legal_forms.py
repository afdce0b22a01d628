"""The legal form behind the name of a firm: `Walters Marine, LLC`."""

from __future__ import annotations

from collections.abc import Sequence

from flows.normalize.spans import Article, Span

# Legal forms that a comma divides from a firm's name; others are also what persons are: AG, CO.
BEHIND_COMMA = frozenset(["inc", "incorporated", "llc", "ltd", "limited", "llp", "lp", "plc", "pllc", "corp"])


def with_legal_forms(article: Article, spans: Sequence[Span]) -> list[Span]:
    """The spans, in order, those of firms with the legal form behind them."""
    found: list[Span] = []
    for span in spans:
        if found and span.first <= found[-1].last:
            continue
        form = _legal_form(article, span)
        found.append(Span(span.first, form) if form else span)
    return found


def _legal_form(article: Article, span: Span) -> int | None:
    """The token of the legal form behind a span, with or without a comma before it."""
    for form, between in ((span.last + 1, " "), (span.last + 2, ", ")):
        is_near = article.is_large(form) and article.text[article.ends[span.last] : article.starts[form]] == between
        if is_near and article.word(form) in BEHIND_COMMA:
            return form
    return None
