"""What persons do, as the text says it before and behind their names."""

from __future__ import annotations

import pytest

from flows.normalize.names import find_names
from flows.normalize.roles import role_at


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Foreign Minister Ana Roa left.", "Ana Roa", "Foreign Minister"),
        ("On Monday Turkish Foreign Minister Ana Roa left.", "Ana Roa", "Turkish Foreign Minister"),
        ("It was former police chief Ana Roa.", "Ana Roa", "former police chief"),
        ("Ana Roa, a spokeswoman for the ministry, said no.", "Ana Roa", "spokeswoman for the ministry"),
        ("Ana Roa, chief executive of Harbour Lines, said no.", "Ana Roa", "chief executive of Harbour Lines"),
        ("Ana Roa, President Trump told us, left.", "Ana Roa", None),
        ("Mr. Roa left.", "Roa", None),
        ("Ana Roa, who left, was the mayor.", "Ana Roa", None),
        ("Ana Roa, and the minister was there, left.", "Ana Roa", None),
        ("The minister. Ana Roa left.", "Ana Roa", None),
        ("🙂 Mayor Ana Roa left.", "Ana Roa", "Mayor"),
        ("Ana Roa", "Ana Roa", None),
    ],
)
def test_a_person_has_the_role_that_the_text_gives(text: str, name: str, role: str | None) -> None:
    start = text.index(name)
    assert role_at(text, start, start + len(name)) == role


def test_roles_are_those_of_persons_alone() -> None:
    text = "Prime Minister Margaret Ellison said that France agreed. President France was not there."
    roles = {text[m.start : m.end]: (m.kind, m.role) for m in find_names(text, "en")}
    assert roles["Margaret Ellison"] == ("person", "Prime Minister")
    assert all(role is None for kind, role in roles.values() if kind != "person")
