"""`tearsheet explain`: an article, or a whole source, for a terminal, a browser or a program."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import click

from flows.errors import TearsheetError
from flows.query.article import Article, find_article, read_article
from flows.query.datasets import warn_if_withdrawn
from flows.query.explain_page import article_page
from flows.query.explain_source import RuleSummary, summarise_source
from flows.query.explain_terminal import print_article
from flows.query.output import print_json
from flows.query.session import Session
from flows.query.terminal import count, one_line, revealed, say, stdout_console, table

STDOUT = "-"


class Form(NamedTuple):
    """How an article is shown: as JSON, as a page in the file `html` (`-`: stdout), else on the terminal.

    `is_whole`: a terminal shows every line of long removals too.
    """

    as_json: bool
    html: str | None
    colour: bool
    is_whole: bool


def explain_article(session: Session, wanted: str, form: Form) -> None:
    """Show the article that `wanted` names."""
    warn_if_withdrawn(session.place, session.descriptor)
    article = read_article(session, find_article(session, wanted))
    if form.as_json:
        print_json(article_json(article))
    elif form.html is not None:
        _write_page(form.html, article_page(article, session.name))
    else:
        print_article(stdout_console(colour=form.colour), article, is_whole=form.is_whole)


def article_json(article: Article) -> dict[str, object]:
    """Everything known of an article, for a program."""
    return {
        "article": article.row,
        "withheld": article.withheld(),
        "raw": article.raw,
        "rules": article.rules(),
        "edits": article.edits,
        "scores": article.scores,
        "mentions": article.mentions,
        "entities": article.entities,
        "dates": article.dates,
        "amounts": article.amounts,
        "quotations": article.quotations,
    }


def explain_source(session: Session, source: str, *, as_json: bool) -> None:
    """Show what cleaning removed and repaired in all articles of a source."""
    warn_if_withdrawn(session.place, session.descriptor)
    rules = summarise_source(session, source)
    if as_json:
        print_json({"release": session.name, "source": source, "rules": [vars(rule) for rule in rules]})
        return
    for rule in rules:
        click.echo(_rule_line(rule))
        click.echo(table(["times", "text"], [[item["times"], _shown(item)] for item in rule.examples]) + "\n")
    total = sum(rule.times for rule in rules)
    say(f"{source} in {session.name}: {count(total, 'edit')} by {count(len(rules), 'rule')}.")


def _rule_line(rule: RuleSummary) -> str:
    reach = f"{count(rule.times, 'time')} in {count(rule.articles, 'article')}, {count(rule.characters, 'character')}"
    score = f", mean score {rule.score:.2f}" if rule.score is not None else ""
    return f"{rule.rule}: {rule.kind} {reach}{score}"


def _shown(example: dict[str, object]) -> str:
    before, after = (_on_a_line(str(example[side])) for side in ("before", "after"))
    return before if before == after or not example["after"] else f"{before} → {after}"


def _on_a_line(text: str) -> str:
    """A text with its line ends shown, but for those around it; of blank lines they are all there is to show."""
    return one_line(revealed((text.strip("\n") if text.strip() else text).replace("\n", " ⏎ ")))


def _write_page(file: str, page: str) -> None:
    if file == STDOUT:
        click.echo(page, nl=False)
        return
    path = Path(file)
    try:
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        beside.write_text(page, encoding="utf-8")
        beside.replace(path)
    except OSError as problem:
        raise TearsheetError(f"{path}: cannot be written ({problem.strerror}); name another file") from problem
    say(f"Wrote {path}, {count(len(page.encode()), 'byte')}: open it in a browser.")
