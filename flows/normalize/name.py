"""One form of a name in an article, and what is thought of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from flows.normalize.candidate import Candidate
from flows.normalize.evidence import Votes
from flows.normalize.known import Known

SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


@dataclass
class Name:
    """One form of a name in an article: where it stands, its votes, and the form that it is short for."""

    folded: str
    tokens: tuple[str, ...]
    entry: Known | None
    votes: Votes
    occurrences: list[Candidate] = field(default_factory=list)
    kind: str = ""
    strength: float = 0.0
    full: Name | None = None
    method: str = ""

    @property
    def core(self) -> tuple[str, ...]:
        """Its words without `Jr.` and the like."""
        return self.tokens[:-1] if self.tokens[-1] in SUFFIXES and len(self.tokens) > 1 else self.tokens

    @cached_property
    def display(self) -> str:
        """The form to show: the most frequent one, of equals the smallest; not a shouted one if there is another."""
        if len(self.occurrences) == 1:
            return self.occurrences[0].surface
        forms = Counter([occurrence.surface for occurrence in self.occurrences])
        return min(forms, key=lambda form: (form.isupper() and len(form) > 5, -forms[form], form))

    @property
    def root(self) -> Name:
        """The fullest form it is short for, or itself."""
        return self.full.root if self.full else self
