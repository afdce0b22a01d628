"""What persons do, where the text is not English."""

from __future__ import annotations

import pytest

from flows.normalize.foreign_roles import foreign_role_at
from flows.normalize.names import find_names


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        ("de", "Gestern sprach Bundeskanzlerin Ana Roa.", "Bundeskanzlerin"),
        ("de", "Das sagte der frühere Außenminister Ana Roa.", "frühere Außenminister"),
        ("de", "Der Präsident der Hafenbehörde, Ana Roa, ging.", "Präsident der Hafenbehörde"),
        ("de", "Ana Roa, Sprecherin der Polizei, ging.", "Sprecherin der Polizei"),
        ("de", "Der Minister traf Ana Roa.", None),
        ("fr", "Le ministre Ana Roa est parti.", "ministre"),
        ("fr", "La ministre des Affaires étrangères Ana Roa est partie.", "ministre des Affaires étrangères"),
        (
            "fr",
            "L’ancien président de l’Assemblée nationale, Ana Roa, part.",
            "ancien président de l’Assemblée nationale",
        ),
        ("fr", "Ana Roa, maire de Durres, est partie.", "maire de Durres"),
        ("fr", "La ministre a rencontré Ana Roa.", None),
        ("fr", "Le président de France rencontre Ana Roa.", None),
        ("es", "El presidente Ana Roa salió.", "presidente"),
        ("es", "El presidente del Gobierno, Ana Roa, salió.", "presidente del Gobierno"),
        ("es", "Ana Roa, portavoz de la policía, salió.", "portavoz de la policía"),
        ("es", "El ministro saludó a Ana Roa.", None),
        ("es", "El ministro, Ana Roa y otros salieron.", None),
        ("it", "Il ministro dell’Economia Ana Roa parte.", "ministro dell’Economia"),
        ("it", "Ana Roa, ex sindaco di Durres, parte.", "ex sindaco di Durres"),
        ("it", "Il presidente. Ana Roa parte.", None),
        ("pt", "🙂 O presidente da República, Ana Roa, saiu.", "presidente da República"),
        ("pt", "A ex-ministra Ana Roa saiu.", "ex-ministra"),
        ("pt", "A ministra viu Ana Roa.", None),
    ],
)
def test_a_person_has_the_role_that_the_text_gives(language: str, text: str, role: str | None) -> None:
    start = text.index("Ana Roa")
    assert foreign_role_at(text, start, start + len("Ana Roa"), language) == role


def test_mentions_carry_it() -> None:
    text = "Le ministre Jean Delacroix a parlé. Jean Delacroix est parti."
    assert [mention.role for mention in find_names(text, "fr") if mention.kind == "person"] == ["ministre", None]
