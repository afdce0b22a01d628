"""What tells at once that a line is no credit never hides one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.clean import bylines

WORDS = (
    *(
        "by",
        "By",
        "von",
        "Text:",
        "Автор:",
        "Nora",
        "Bell",
        "Teo",
        "Brandt,",
        "and",
        "und",
        "the",
        "a",
        "harbour",
        "was",
    ),
    *("closed", "on", "Monday", "may", "3", "May", "2019", "10:30", "am", "EST", "|", "—", "(", ")", "4", "comments"),
    *(
        "published",
        "updated",
        "de",
        "2019年5月3日",
        "12.5.2020",
        "Editor",
        "Reuters",
        "min",
        "read",
        "winter",
        "again",
        "ago",
    ),
)


@settings(max_examples=400)
@given(st.lists(st.sampled_from(WORDS), max_size=16).map(" ".join))
def test_a_look_at_its_words_hides_no_credit(line):
    found = bylines.read_credit(line)
    looks = bylines.is_sentence, bylines.may_credit
    bylines.is_sentence, bylines.may_credit = (lambda _: False), (lambda _: True)
    try:
        assert bylines._credit.__wrapped__(line) == found
    finally:
        bylines.is_sentence, bylines.may_credit = looks
