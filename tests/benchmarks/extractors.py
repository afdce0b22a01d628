"""Other extractors of article text, to compare with: markup to text. Those not installed are left out by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

Extractor = Callable[[str], str]


def installed() -> tuple[dict[str, Extractor], list[str]]:
    """The extractors by name, and the names of those that are not installed."""
    known: dict[str, tuple[str, Extractor]] = {
        "trafilatura": ("trafilatura", partial(_trafilatura, precise=False)),
        "trafilatura, favour precision": ("trafilatura", partial(_trafilatura, precise=True)),
        "resiliparse main content": ("resiliparse", _resiliparse),
        "readability-lxml": ("readability", _readability),
        "justext": ("justext", _justext),
        "boilerpy3": ("boilerpy3", _boilerpy3),
    }
    found = {name: extract for name, (module, extract) in known.items() if find_spec(module)}
    return found, [name for name in known if name not in found]


def _trafilatura(markup: str, *, precise: bool) -> str:
    import trafilatura

    return trafilatura.extract(markup, include_comments=False, favor_precision=precise) or ""


def _resiliparse(markup: str) -> str:
    return extract_plain_text(HTMLTree.parse(markup), main_content=True)


def _readability(markup: str) -> str:
    from readability import Document

    try:
        return extract_plain_text(HTMLTree.parse(Document(markup).summary()))
    except Exception:  # noqa: BLE001 - a page that it cannot read
        return ""


def _justext(markup: str) -> str:
    import justext

    try:
        found = justext.justext(markup.encode(), justext.get_stoplist("English"), encoding="utf-8")
    except Exception:  # noqa: BLE001 - a page that it cannot read
        return ""
    return "\n".join(part.text for part in found if not part.is_boilerplate)


def _boilerpy3(markup: str) -> str:
    from boilerpy3.extractors import ArticleExtractor

    try:
        return ArticleExtractor(raise_on_failure=False).get_content(markup)
    except Exception:  # noqa: BLE001 - a page that it cannot read
        return ""
