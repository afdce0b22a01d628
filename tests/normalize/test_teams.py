"""Countries and towns that stand for their teams, in articles about games alone."""

from flows.normalize.names import find_names

GAME = """Late own goal saves a point

An own goal in the second half gave the visitors a 1-1 draw with Iceland on Saturday. Iceland play Portugal on \
Wednesday, and the goalkeeper said that nobody would sleep. Portugal lost to Wales last week. Hull City won 2-1 \
against Wrexham in the other match, and the referee was booed. The fans sang in Marseille until the morning."""
POLITICS = """Ministers want new talks on trade

The minister said that the country would not play against Iceland in this dispute. Iceland and Portugal have asked \
for talks. A win over Portugal in court would end the case, her lawyers said, and Wales would pay."""


def kinds(text: str, form: str) -> set[str]:
    return {mention.kind for mention in find_names(text, "en") if text[mention.start : mention.end] == form}


def test_a_country_that_plays_is_its_team() -> None:
    assert kinds(GAME, "Iceland") == kinds(GAME, "Portugal") == {"organization"}


def test_a_club_named_after_its_town_is_an_organization() -> None:
    assert kinds(GAME, "Hull City") == {"organization"}


def test_the_town_of_a_game_stays_a_place() -> None:
    assert kinds(GAME, "Marseille") == {"place"}


def test_countries_in_other_news_are_places() -> None:
    assert kinds(POLITICS, "Iceland") == kinds(POLITICS, "Portugal") == kinds(POLITICS, "Wales") == {"place"}
