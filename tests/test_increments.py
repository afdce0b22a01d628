"""Increments come to the bytes of a build in full, whatever changed in between, and make no record again that they need
not.
"""

import json
import random

import pytest

from flows.clean import clean_batch
from flows.normalize import normalize_batch
from tests.archives import build, digests

FRAME = "Sign up for the morning letter of the Durres Post"
TOWNS = ("Vlore", "Berat", "Kukes", "Fier", "Korce", "Lezhe", "Kruje")
# Tables that tell of the version before as well.
HISTORY = ("redirects", "changes")
ROOMS = ("clean/", "lines/", "normalize/")
# How the frame of the source stands in its articles: in five of the first ones, which is one short of repeated.
FRAMED = (1, 4, 7, 11, 13)


def article(number: int) -> dict[str, str]:
    town, other = TOWNS[number % 7], TOWNS[(number * 3 + 1) % 7]
    text = (
        f"The mayor of {town} opened bridge number {number} on October {number % 28 + 1} with Ilir Meta."
        f"\n\nTraders from {other} said it saves them {number + 2} hours a week, and cost $ {number + 1} million."
    )
    framed = f"{text}\n\n{FRAME}" if number in FRAMED or number >= 20 else text
    return {"id": f"a{number}", "text": framed, "title": f"Bridge {number} opens in {town}", "date": "2022-10-20"}


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw" / "post"
    folder.mkdir(parents=True)
    (folder / "source.yaml").write_text(
        "title: Durres Post\nlanguage: en\nfields: {native_id: id, text: text, title: title, published_at: date}\n"
    )
    write(tmp_path / "raw", "bridges", range(18))
    return tmp_path / "raw"


def write(raw, name, numbers, **changed):
    lines = [json.dumps({**article(number), **changed.get(f"a{number}", {})}) + "\n" for number in numbers]
    (raw / "post" / f"{name}.jsonl").write_text("".join(lines))


def tables(release):
    """Digests of a release's tables but those that tell of the version before."""
    found = digests(release.folder)
    return {name: found[name] for name in found if name.endswith(".parquet") and name[:-8] not in HISTORY}


def batches(folder):
    """Digests of the files of all batches that stand in a build's folder."""
    return {name: digest for name, digest in digests(folder / "stages").items() if name.startswith(ROOMS)}


CHANGES = {
    "one appended, and a line of the source begins to repeat": lambda raw: write(raw, "bridges", [*range(18), 20]),
    "one in the middle": lambda raw: write(raw, "bridges", [*range(9), 19, *range(9, 18)]),
    "some in a new file": lambda raw: write(raw, "more", [20, 21, 22]),
    "one changed": lambda raw: write(raw, "bridges", range(18), a5={"text": article(5)["text"] + "\n\nIt rained."}),
    "one taken out": lambda raw: write(raw, "bridges", [*range(4), *range(5, 18)]),
    "the order another": lambda raw: write(raw, "bridges", random.Random(5).sample(range(18), 18)),
    "the file of another name": lambda raw: (raw / "post" / "bridges.jsonl").rename(raw / "post" / "z.jsonl"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_increment_comes_to_the_bytes_of_a_build_in_full(raw, tmp_path, change):
    build(raw, tmp_path / "increments")
    change(raw)
    grown, full = (build(raw, tmp_path / folder).release for folder in ("increments", "full"))
    assert tables(grown) == tables(full)
    made, grown_batches = batches(tmp_path / "full"), batches(tmp_path / "increments")
    assert made == {name: grown_batches.get(name) for name in made}


def test_changes_one_after_the_other_come_to_the_bytes_of_a_build_in_full(raw, tmp_path):
    build(raw, tmp_path / "increments")
    for change in CHANGES.values():
        change(raw)
        release = build(raw, tmp_path / "increments").release
    assert tables(release) == tables(build(raw, tmp_path / "full").release)


def made_by(monkeypatch, raw, to):
    """Build, and say of how many records articles were made, and in how many names were looked for."""
    counts = {"cleaned": 0, "normalized": 0}

    def counted(name, work):
        def with_count(records, *others, **named):
            counts[name] += records.height
            return work(records, *others, **named)

        return with_count

    monkeypatch.setattr("flows.cleaning.clean_batch", counted("cleaned", clean_batch))
    monkeypatch.setattr("flows.jobs.normalize_batch", counted("normalized", normalize_batch))
    build(raw, to)
    return counts["cleaned"], counts["normalized"]


@pytest.mark.parametrize(
    ("change", "cleaned", "normalized"),
    [
        ("one appended, and a line of the source begins to repeat", 1 + len(FRAMED), 1 + len(FRAMED)),
        ("some in a new file", 3 + len(FRAMED), 3 + len(FRAMED)),
        ("one changed", 1, 1),
    ],
)
def test_what_is_as_it_was_is_not_made_again(raw, tmp_path, monkeypatch, change, cleaned, normalized):
    assert made_by(monkeypatch, raw, tmp_path / "build") == (18, 18)
    CHANGES[change](raw)
    made = made_by(monkeypatch, raw, tmp_path / "build")
    assert made[0] == cleaned
    assert made[1] <= normalized
