"""Small raw archives for tests, and builds of them without Prefect."""

import hashlib
from pathlib import Path

from flows.build import build_plain
from flows.pipeline import Built
from flows.progress import Silence
from flows.settings import BuildSettings

SUMMIT = """Leaders meet in Tirana

By Ana Prifti

President Ilir Meta said on Tuesday that Albania would host the summit. “We are ready,” Meta said.

The European Commission (EC) paid $ 12 million for the venue . The EC declined to comment.

Share this article
Previous Storm closes the port of Durres
Next Olive harvest begins early
"""
HARVEST = """Olive harvest begins early

Farmers near Vlore began the olive harvest on October 3, two weeks early, after a dry summer.
"""
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Storm closes the port | Durres Post</title>
<meta property="article:published_time" content="2022-10-04T08:30:00+02:00"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Storm closes the port of Durres</h1>
<p>A storm closed the port of Durres on Monday and kept nine ships at sea, the harbour office said.</p>
<p>Ferries to Italy were due to sail again on Wednesday morning, after the wind had fallen.</p></article>
<footer>© 2022 Durres Post. All rights reserved.</footer></body></html>
"""


def write_archive(raw: Path) -> Path:
    """An archive of two sources and three articles; returns `raw`."""
    for name, text in {
        "post/source.yaml": "title: Durres Post\nlicence: CC0-1.0\nlanguage: en\nhome: AL\n"
        "defaults: {published_at: 2022-10-05}\n",
        "post/summit.txt": SUMMIT,
        "post/storm.html": PAGE,
        "loose/harvest.txt": HARVEST,
    }.items():
        path = raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return raw


def build(raw: Path, to: Path, **settings: object) -> Built:
    """Build in this process, silently."""
    return build_plain(BuildSettings(raw=raw, build=to, **settings), Silence())


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by relative path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
