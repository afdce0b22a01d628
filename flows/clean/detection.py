"""The model of py3langid walked by compiled code: the language of a text in a tenth of the time, by the same numbers.

Lui and Baldwin, langid.py: An Off-the-shelf Language Identification Tool, ACL 2012: naive Bayes over byte n-grams
that an automaton finds.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from flows.clean.compiled import Bytes, Numbers, Small, Whole, compiled
from flows.kept import Arrays, kept

# 2 to the difference of the exponents' biases of floats and halves.
_EXPONENTS = np.float32(2.0**112)
# So many texts are walked side by side: the automaton is larger than a processor's cache, and they wait together.
_SIDE_BY_SIDE = 16
# Halves in a line of a processor's cache.
_CACHE_LINE = 32


class _Model(NamedTuple):
    """The automaton: of each state its row in `following` and the feature found or -1; and weights by feature.

    Weights are halves, kept as they are: as floats they are 57 MB.
    """

    states: Small
    following: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.uint16]
    prior: Numbers


def classify(texts: Sequence[str]) -> list[tuple[str, float]]:
    """Of each text the likeliest language, ISO 639-1, and its probability."""
    if not texts:
        return []
    model, names, aliases = _model()
    said = [
        unicodedata.normalize("NFC", text.lower() if text.isupper() else text).encode("utf-8", "replace")
        for text in texts
    ]
    ends = np.cumsum([len(one) for one in said])
    lengths = np.sqrt(np.maximum(np.diff(ends, prepend=0), 1)).astype(np.float32)
    scores = _scores(np.frombuffer(b"".join(said), np.uint8), ends, model) / lengths[:, None]
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    scores /= scores.sum(axis=1, keepdims=True)
    for first, second in aliases:
        scores[:, first] += scores[:, second]
        scores[:, second] = 0
    best = scores.argmax(axis=1)
    probable = np.take_along_axis(scores, best[:, None], axis=1)[:, 0]
    return [
        (names[language], probability) for language, probability in zip(best.tolist(), probable.tolist(), strict=True)
    ]


@compiled
def _scores(said: Bytes, ends: Whole, model: _Model) -> Numbers:
    """The score of each language for each text, of which `ends` are the ends; nothing found speaks for none."""
    scores = np.zeros((len(ends), len(model.prior)), np.float32)
    bounds = np.zeros(len(ends) + 1, np.int64)
    longest = 0
    for text in range(len(ends)):
        bounds[text + 1] = ends[text]
        longest = max(longest, bounds[text + 1] - bounds[text])
    features = np.empty((_SIDE_BY_SIDE, longest), np.int32)
    counts = np.empty(_SIDE_BY_SIDE, np.int64)
    for first in range(0, len(ends), _SIDE_BY_SIDE):
        beside = min(_SIDE_BY_SIDE, len(ends) - first)
        _walk(said, bounds[first : first + beside + 1], model, features, counts)
        for text in range(beside):
            if counts[text] > 0:
                _add_weights(np.sort(features[text, : counts[text]]), model, scores[first + text])
    return scores


@compiled
def _walk(said: Bytes, bounds: Whole, model: _Model, features: Small, counts: Whole) -> None:
    """The features of texts between `bounds`, and how many each has."""
    beside = len(bounds) - 1
    state = np.zeros(_SIDE_BY_SIDE, np.int64)
    counts[:] = 0
    for step in range(features.shape[1]):
        for text in range(beside):
            at = bounds[text] + step
            if at < bounds[text + 1]:
                after = model.following[model.states[state[text], 0] + said[at]]
                state[text] = after
                found = model.states[after, 1]
                features[text, counts[text]] = found
                counts[text] += found >= 0


@compiled
def _add_weights(features: Small, model: _Model, scores: Numbers) -> np.uint16:
    """Adds what the features of one text, in order, say of each language. Returns nothing of meaning."""
    scores[:] = model.prior
    halves = np.empty(len(scores), np.uint32)
    values = halves.view(np.float32)
    first, touched = 0, np.uint16(0)
    for feature in features:
        for at in range(0, len(scores), _CACHE_LINE):
            touched |= model.weights[feature, at]  # so that all are on their way before the first is needed
    for at in range(1, len(features) + 1):
        if at == len(features) or features[at] != features[first]:
            weight = np.float32(math.log1p(at - first))
            # A half's bits at the places of a float's, and the difference of their exponents, which is exact.
            for language, half in enumerate(model.weights[features[first]]):
                halves[language] = (np.uint32(half & 0x8000) << np.uint32(16)) | (
                    np.uint32(half & 0x7FFF) << np.uint32(13)
                )
            for language in range(len(scores)):
                scores[language] += weight * (values[language] * _EXPONENTS)
            first = at
    return touched


@cache
def _model() -> tuple[_Model, list[str], list[tuple[int, int]]]:
    arrays = kept(__name__, [Path(__file__), MODEL_DIR / MODEL_FILE], _arrays)
    model = _Model(
        arrays["states"].astype(np.int32, copy=False),
        arrays["following"].astype(np.uint32, copy=False),
        arrays["weights"].astype(np.uint16, copy=False),
        arrays["prior"].astype(np.float32, copy=False),
    )
    return model, arrays["names"].tolist(), [(first, second) for first, second in arrays["aliases"].tolist()]


def _arrays() -> Arrays:
    """The model as it is kept: the arrays of _Model, the languages' `names`, and `aliases`, pairs of one language."""
    known = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return {
        "states": np.column_stack((known._rowbase, known.tk_output)).astype(np.int32),  # noqa: SLF001
        "following": np.frombuffer(known.tk_nextmove, np.uint32).copy(),
        "weights": np.ascontiguousarray(known.nb_ptc).view(np.uint16),
        "prior": known.nb_pc.astype(np.float32),
        "names": np.array([str(name) for name in known.nb_classes]),
        "aliases": np.array(known._alias_pairs, np.int64).reshape(-1, 2),  # noqa: SLF001
    }
