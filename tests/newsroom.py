"""A raw archive of any size, written by a seeded generator: for tests that need many articles and nobody's texts."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path

TOWNS = ("Velbury", "Orskale", "Tashkent", "Marwick", "Lyon", "Astana", "Durres", "Pellworth", "Bergen", "Ankara")
FIRST = ("Ana", "Viktor", "Leyla", "Samuel", "Irina", "Tomas", "Aigul", "Peter", "Nadia", "Owen")
LAST = ("Prifti", "Holm", "Karimova", "Ridge", "Dubois", "Sato", "Bekova", "Lind", "Marsh", "Okafor")
BODIES = ("the harbour board", "the city council", "the water company", "the railway union", "the grain exchange")
DEEDS = (
    "{who} said on {day} that {body} would spend ${sum} million on a new bridge in {town}.",
    "“We have waited long enough,” {who} told reporters in {town}, where {body} met behind closed doors.",
    "Prices in {town} rose by {sum} percent after {body} closed the northern road on {when}.",
    "A spokeswoman for {body} said that {who} had not been asked, and that work would begin in {when}.",
    "Nobody in {town} remembers a winter like it, {who} said, and {body} has run out of salt.",
    "The plan of {body} was first shown in {town} on {when}; it has been changed {sum} times since.",
)
CRUFT = (
    "Share this article",
    "Read more: {town} prepares for the fair",
    "Advertisement",
    "© The Ledger. All rights reserved.",
)


def write_newsroom(raw: Path, articles: int, seed: int = 1) -> Path:
    """An archive of two sources, text files and JSONL, half of the articles in each; returns `raw`."""
    ledger, wire = raw / "ledger", raw / "wire"
    for folder, form in ((ledger, "text"), (wire, "jsonl")):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "source.yaml").write_text(
            f"title: The {folder.name}\nlicence: CC0-1.0\nformat: {form}\nlanguage: en\n"
        )
    for number in range(articles // 2):
        (ledger / f"story-{number:05d}.txt").write_text("\n\n".join(story(seed, number)), encoding="utf-8")
    append_wire(wire / "wire.jsonl", range(articles // 2, articles), seed)
    return raw


def append_wire(path: Path, numbers: range, seed: int = 1) -> None:
    """Append the stories of these numbers to a JSONL file, which is made if it is not there."""
    with path.open("a", encoding="utf-8") as lines:
        for number in numbers:
            title, *text = story(seed, number)
            day = date(2021, 1, 1) + timedelta(days=number % 700)
            record = {"id": f"w{number:05d}", "title": title, "text": "\n\n".join(text), "date": day.isoformat()}
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


def story(seed: int, number: int) -> list[str]:
    """Title and paragraphs of the story of a number; the same ever after."""
    dice = random.Random(f"{seed} {number}")
    facts = {
        "who": f"{dice.choice(FIRST)} {dice.choice(LAST)}",
        "body": dice.choice(BODIES),
        "town": dice.choice(TOWNS),
        "sum": dice.randint(2, 90),
        "day": dice.choice(("Monday", "Tuesday", "Friday")),
        "when": dice.choice(("March 3", "October 2020", "the spring", "July 14, 2021")),
    }
    body = facts["body"]
    title = f"{body[0].upper()}{body[1:]} looks to {facts['town']} for help, number {number}"
    paragraphs = [" ".join(dice.sample(DEEDS, 2)).format(**facts) for _ in range(dice.randint(3, 7))]
    return [title, *paragraphs, dice.choice(CRUFT).format(**facts)]
