"""The model of py3langid walked by compiled code: the language of a text in a tenth of the time, by the same numbers.

Lui and Baldwin, langid.py: An Off-the-shelf Language Identification Tool, ACL 2012: naive Bayes over byte n-grams
that an automaton finds.
"""

from __future__ import annotations

import math
import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from flows.clean.compiled import Bytes, Numbers, Whole, compiled

# 2 to the difference of the exponents' biases of floats and halves.
_EXPONENTS = np.float32(2.0**112)


class _Model(NamedTuple):
    """The automaton: the row of each state, what follows by byte, the feature found or -1; and weights by feature.

    Weights are halves, kept as they are: as floats they are 57 MB.
    """

    rows: Whole
    following: npt.NDArray[np.uint32]
    found: Whole
    weights: npt.NDArray[np.uint16]
    prior: Numbers


def classify(text: str) -> tuple[str, float]:
    """The likeliest language of a text, ISO 639-1, and its probability."""
    model, names, aliases = _model()
    said = unicodedata.normalize("NFC", text.lower() if text.isupper() else text).encode("utf-8", "replace")
    scores = _scores(np.frombuffer(said, np.uint8), model) / np.float32(math.sqrt(len(said) or 1))
    scores = np.exp(scores - scores.max())
    scores /= scores.sum()
    for first, second in aliases:
        scores[first] += scores[second]
        scores[second] = 0
    best = int(scores.argmax())
    return names[best], float(scores[best])


@compiled
def _scores(said: Bytes, model: _Model) -> Numbers:
    """The score of each language; nothing found speaks for none."""
    features = np.empty(len(said), np.int64)
    count = state = 0
    for byte in said:
        state = model.following[model.rows[state] + byte]
        if model.found[state] >= 0:
            features[count] = model.found[state]
            count += 1
    if count == 0:
        return np.zeros(len(model.prior), np.float32)
    scores = model.prior.copy()
    halves = np.empty(len(scores), np.uint32)
    features = np.sort(features[:count])
    first = 0
    for at in range(1, count + 1):
        if at == count or features[at] != features[first]:
            weight = np.float32(math.log1p(at - first))
            # A half's bits at the places of a float's, and the difference of their exponents, which is exact.
            for language, half in enumerate(model.weights[features[first]]):
                halves[language] = (np.uint32(half & 0x8000) << np.uint32(16)) | (
                    np.uint32(half & 0x7FFF) << np.uint32(13)
                )
            values = halves.view(np.float32)
            for language in range(len(scores)):
                scores[language] += weight * (values[language] * _EXPONENTS)
            first = at
    return scores


@cache
def _model() -> tuple[_Model, list[str], list[tuple[int, int]]]:
    known = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model = _Model(
        np.array(known._rowbase, np.int64),  # noqa: SLF001 - the model as it is kept
        np.frombuffer(known.tk_nextmove, np.uint32),
        np.array(known.tk_output, np.int64),
        np.ascontiguousarray(known.nb_ptc).view(np.uint16),
        known.nb_pc.astype(np.float32),
    )
    return model, [str(name) for name in known.nb_classes], list(known._alias_pairs)  # noqa: SLF001
