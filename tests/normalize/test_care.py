"""Names that no rule reads are those that no rule would change."""

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.normalize.bounds import mended
from flows.normalize.care import parted
from flows.normalize.neighbours import beside
from flows.normalize.spans import Article, span_of
from flows.normalize.tagger import tag

BEFORE = (
    "Drummer",
    "Secretary of State",
    "Pro-",
    "Jean-",
    "al-",
    "the 1999",
    "Mary Ann",
    "Dr.",
    "Browns DL",
    "/",
    "v.",
)
NAMES = ("Chad Smith", "Tokayev", "World Cup", "Texas", "Brown", "Green Party", "Walters Marine", "Assange", "Apollo")
BEHIND = (", LLC", " v. Board of Education", "'s Bank", "-born", " 11", " party", " II", "/ITV", " Water Council", "’s")
WORDS = ("said", "in", "The", "Following", "and", "Post to", "Treaty of", "on Tuesday", "\n\n", ".", ",", "“", "”")
PIECES = st.sampled_from([*(f" {piece}" for piece in (*BEFORE, *NAMES, *NAMES, *WORDS)), *BEHIND])


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=24).map("".join))
def test_all_names_and_those_with_a_sign_are_mended_alike(text: str) -> None:
    article = Article(text)
    spans = [span_of(name.first, name.last, name.scores) for name in tag(article.tokens, article.layout)]
    careful, calm = parted(article, spans)
    every = beside(article, mended(article, spans))
    assert sorted([*beside(article, mended(article, careful, calm), calm), *calm]) == every
