"""What a run did for one source, in figures and sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

MOST_PROBLEMS = 20


@dataclass
class Outcome:
    """`found` articles were listed; of these `seen` were there already and not asked for again, `new`, `changed` and
    `unchanged` were asked for and came, `rejects` counts by reason those that did not. `owed` are left for a later run.
    """

    source_id: str
    listings: int = 0
    found: int = 0
    seen: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    owed: int = 0
    rejects: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    file: Path | None = None

    def had(self, *, is_new: bool) -> None:
        """An article came."""
        if is_new:
            self.new += 1
        else:
            self.changed += 1

    def rejected(self, reason: str, sentence: str | None = None) -> None:
        """An article did not come."""
        self.rejects[reason] += 1
        if sentence and len(self.problems) < MOST_PROBLEMS:
            self.problems.append(sentence)

    def failed(self, reason: str, sentence: str) -> None:
        """A listing could not be had."""
        self.rejects[reason] += 1
        self.failures.append(sentence)

    def as_mapping(self) -> dict[str, object]:
        """The outcome for programs."""
        return {
            "source_id": self.source_id,
            "found": self.found,
            "seen": self.seen,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "owed": self.owed,
            "rejected": dict(sorted(self.rejects.items())),
            "failures": self.failures,
            "problems": self.problems,
            "file": str(self.file) if self.file else None,
        }

    def sentence(self) -> str:
        """The outcome in a line."""
        counts = [f"{self.new} new", f"{self.changed} changed"] if self.file else ["nothing new"]
        counts += [f"{self.owed} left for later"] if self.owed else []
        counts += [f"{name} {count}" for name, count in sorted(self.rejects.items())]
        return f"{self.source_id}: {', '.join(counts)}" + (f" ({self.file})" if self.file else "")
