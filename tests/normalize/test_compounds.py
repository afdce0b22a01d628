"""Names over small words and inside compounds, in languages that no tagger was taught."""

import pytest

from flows.normalize.names import find_names


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", "Am Montag sprach die CDU-Vorsitzende Eva Roth in Kassel.", {"CDU", "Eva Roth", "Kassel"}),
        ("de", "Der Prozess in Frankfurt am Main dauert an.", {"Frankfurt am Main"}),
        ("de", "Am Montag kam der US-Gesandte Paul Stern.", {"US", "Paul Stern"}),
        ("fr", "Elle a saisi la Cour d'appel de Paris mardi.", {"Cour d'appel de Paris"}),
        ("fr", "La Communauté urbaine de Douala a rouvert le marché.", {"Communauté urbaine de Douala"}),
        ("it", "Il segretario Massimo D'Arrigo ha parlato a Bari.", {"Massimo D'Arrigo", "Bari"}),
        ("pt", "A CDU de Jerónimo de Sousa ganhou a câmara.", {"CDU", "Jerónimo de Sousa"}),
    ],
)
def test_names_with_small_words(language: str, text: str, wanted: set[str]) -> None:
    assert wanted <= {text[mention.start : mention.end] for mention in find_names(text, language)}


def test_a_town_alone_takes_no_river() -> None:
    text = "Der Zug nach Kassel an der Spitze fuhr langsam. Die Fahrt nach Bonn im Winter war kalt."
    found = {text[mention.start : mention.end] for mention in find_names(text, "de")}
    assert {"Kassel", "Bonn"} <= found


def test_an_article_before_an_apostrophe_is_no_part_of_a_name() -> None:
    text = "L'Unione europea tace. D'accordo anche Anna Rossi, e l'Italia aspetta."
    assert {"Unione europea", "Anna Rossi", "Italia"} <= {text[m.start : m.end] for m in find_names(text, "it")}
