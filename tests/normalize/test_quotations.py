"""Quoted passages and who is said to have said them."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.normalize.names import find_names
from flows.normalize.quotations import find_quotations
from flows.normalize.quote_marks import find_passages


def quotations(text: str, language: str = "en") -> list[tuple[str, str | None, str | None]]:
    return [
        (text[q.start : q.end], q.speaker, q.cue) for q in find_quotations(text, find_names(text, language), language)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“It is late,” Anna Berg said.", ("It is late,", "Anna Berg", "said")),
        ("“It is late,” said Anna Berg.", ("It is late,", "Anna Berg", "said")),
        ('"It is late," Anna Berg, a teacher, said.', ("It is late,", "Anna Berg", "said")),
        ("Anna Berg said: “It is late.”", ("It is late.", "Anna Berg", "said")),
        ("Anna Berg told reporters that “it is late”.", ("it is late", "Anna Berg", "told")),
        ("According to Anna Berg, “it is late”.", ("it is late", "Anna Berg", "According to")),
        ("In a Gazette column, Anna Berg wrote: “It is late.”", ("It is late.", "Anna Berg", "wrote")),
        ("Anna Berg left. “It is late,” she said.", ("It is late,", "Anna Berg", "said")),
        (
            "Vladimir Putin praised them. “We will stay,” said the Russian president.",
            ("We will stay,", "Vladimir Putin", "said"),
        ),
        ("Anna Berg called it “absurd”.", ("absurd", "Anna Berg", "called")),
        ("The word “open letter” was used.", ("open letter", None, None)),
        ("‘It is late,’ said Anna Berg.", ("It is late,", "Anna Berg", "said")),
    ],
)
def test_a_quotation_has_its_speaker(text: str, wanted: tuple[str, str | None, str | None]) -> None:
    assert quotations(text) == [wanted]


def test_a_quotation_broken_by_he_said_is_two_of_one_speaker() -> None:
    text = "“It is late,” Anna Berg said, “and dark outside.”"
    assert [row[:2] for row in quotations(text)] == [("It is late,", "Anna Berg"), ("and dark outside.", "Anna Berg")]


def test_a_quotation_over_paragraphs_is_one() -> None:
    text = "Anna Berg said: “It was late.\n\n“It got later.” Then she left."
    assert [row[:2] for row in quotations(text)] == [("It was late.\n\n“It got later.", "Anna Berg")]


def test_a_mark_that_never_closes_swallows_nothing() -> None:
    text = "He said “this and that.\n\nA new paragraph follows here. “It is late,” Anna Berg said."
    assert [row[:2] for row in quotations(text)] == [("It is late,", "Anna Berg")]


def test_marks_turned_around_are_read_by_their_place() -> None:
    text = "Cem Gurdeniz blamed it on “”an imperialist plot. “Gurdeniz, an ideologue, left."
    assert quotations(text) == [("an imperialist plot.", "Cem Gurdeniz", "blamed")]
    text = "Anna Berg spoke of a” Soros-type provocation “which failed."
    assert [row[0] for row in quotations(text)] == ["Soros-type provocation"]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", "„Das ist ein guter Tag“, sagte Angela Merkel.", ("Das ist ein guter Tag", "Angela Merkel", "sagte")),
        (
            "fr",
            "« C'est un bon accord », a déclaré Emmanuel Macron.",
            ("C'est un bon accord", "Emmanuel Macron", "a déclaré"),
        ),
    ],
)
def test_marks_and_cues_of_other_languages(language: str, text: str, wanted: tuple[str, str, str]) -> None:
    assert quotations(text, language) == [wanted]


def test_apostrophes_and_inches_are_no_quotation_marks() -> None:
    assert quotations("The workers' party and the farmers' union don't agree on a 5\" pipe.") == []


@settings(max_examples=80, deadline=None)
@given(st.text(st.sampled_from("“”\"'‘’„«» \nab.,A"), max_size=80))
def test_any_marks_give_passages_in_order(text: str) -> None:
    found = find_passages(text)
    assert all(0 <= p.outer_start <= p.start < p.end <= p.outer_end <= len(text) for p in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


def _quoted(text: str) -> list[tuple[str, str | None]]:
    return [(words, speaker) for words, speaker, _ in quotations(text)]


def test_a_person_who_speaks_for_a_house_is_the_speaker() -> None:
    text = "“We regret the leak,” Acme Steel chief Ida Moss said on Monday."
    assert _quoted(text) == [("We regret the leak,", "Ida Moss")]


def test_straight_marks_inside_others_and_inches_cut_nothing() -> None:
    assert _quoted('“She shouted "stop" and ran,” Mia Chen recalled.') == [('She shouted "stop" and ran,', "Mia Chen")]
    assert _quoted('The board is 6\' 2" wide and 5" thick, Yuki Sato said.') == []


def test_the_end_of_a_sentence_tells_who_said_its_beginning() -> None:
    text = "“The mill is old,” he said, “and so am I,” Jan Novak recalled."
    assert [speaker for _, speaker in _quoted(text)] == ["Jan Novak", "Jan Novak"]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "— Мост закрыт, — сказала Анна Петрова. — Другого нет.", ["Мост закрыт", "Другого нет."]),
        ("sv", "Regn i dag.\n– Bron är stängd, säger Anna Lindh.", ["Bron är stängd"]),
        ("en", "- The bridge is shut, said Anna Berg.", []),
        ("sv", "– En ny bro byggs i norr.", []),
        ("fr", "« La mer, dit-on, a changé. »", ["La mer, dit-on, a changé."]),
    ],
)
def test_dashes_bound_what_somebody_named_says(language: str, text: str, wanted: list[str]) -> None:
    found = quotations(text, language)
    assert [row[0] for row in found] == wanted
    assert all((speaker or "").startswith("Анна" if language == "ru" else "Anna") for _, speaker, _ in found if speaker)


@pytest.mark.parametrize(
    "text",
    [
        "“It is late,” said Anna Berg.\n\n“We should all go home before the snow.”",
        "Anna Berg said the road was closed. “We should all go home before the snow.”",
    ],
)
def test_whole_sentences_are_of_whom_the_sentence_before_tells(text: str) -> None:
    assert quotations(text)[-1] == ("We should all go home before the snow.", "Anna Berg", None)


def test_what_others_are_said_to_say_is_not_of_whom_the_sentence_before_tells() -> None:
    text = "Anna Berg said the road was closed. “We should all go home now,” the plaintiffs argued."
    assert quotations(text)[-1][1] is None


def test_a_quotation_before_any_name_is_of_the_first_named_behind() -> None:
    text = "“It is late and dark,” she said. Anna Berg, a teacher, left with John Moss."
    assert _quoted(text) == [("It is late and dark,", "Anna Berg")]
    assert _quoted("“It is late and dark,” they said. Anna Berg left.") == [("It is late and dark,", None)]


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("Tim Miller, communications director for Mr Bush, said", "Tim Miller"),
        ("Ida Moss, who leads the party with Carl Berg, said", "Ida Moss"),
        ("After a word with Ida Moss, the head of the port, Carl Berg, said", "Carl Berg"),
        ("Ida Moss met Carl Berg, and Carl Berg said", "Carl Berg"),
    ],
)
def test_whom_a_clause_between_commas_describes_speaks(before, speaker):
    text = f"{before}: “We will win this, and nobody will stop us now.”"
    assert [quotation.speaker for quotation in find_quotations(text, find_names(text, "en"), "en")] == [speaker]
