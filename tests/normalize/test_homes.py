"""Where an outlet is at home, and where its article was filed."""

import pytest

from flows.normalize.homes import home_of
from flows.normalize.names import find_names
from flows.normalize.toponyms import told_by_dateline
from flows.sources import Source

SOURCE = Source("gazette", "The Gazette")


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://www.gazette.co.uk/news/1", "GB"),
        ("https://gazette.com.co/1", "CO"),
        ("https://gazette.co/1", None),
        ("https://gazette.tv/1", None),
        ("https://gazette.com/1", None),
        ("https://gazette.eu/1", None),
        ("https://gazette.de:8080/1", "DE"),
        ("https://reader:word@gazette.de/1", "DE"),
        ("gazette.de", None),
        ("https://[gazette.de/1", None),
        ("https://gazette\u2100.de/1", None),
        ("https://", None),
        (None, None),
    ],
)
def test_an_address_tells_the_country(url: str | None, home: str | None) -> None:
    assert home_of(url, SOURCE) == home


def test_what_the_source_says_goes_first() -> None:
    assert home_of("https://gazette.de/1", Source("gazette", "The Gazette", home=" Albany, NY ")) == "Albany, NY"
    assert home_of(None, Source("gazette", "The Gazette", homepage="https://gazette.fr")) == "FR"


@pytest.mark.parametrize(
    ("dateline", "folded", "containers"),
    [
        ("JACKSON, Miss. (AP) —", "jackson", (4436296,)),
        ("Kyiv, 24 May - Reuters", "kyiv", ()),
        ("PARIS —", "paris", ()),
    ],
)
def test_a_dateline_tells_a_place(dateline: str, folded: str, containers: tuple[int, ...]) -> None:
    assert [(told.folded, told.containers) for told in told_by_dateline(dateline)] == [(folded, containers)]


@pytest.mark.parametrize("dateline", [None, "", "—", "(AP) —", "By our own", ", 24 May"])
def test_a_dateline_without_a_place_tells_nothing(dateline: str | None) -> None:
    assert list(told_by_dateline(dateline)) == []


def test_a_dateline_says_which_town_is_meant() -> None:
    def city(dateline: str | None) -> str | None:
        return find_names("A barn in Salem burned down.", "en", dateline=dateline)[0].authority_key

    assert city(None) == "1257629"  # the largest, in India
    assert city("BEVERLY, Mass. (AP) —") == "4950065"
    assert city("SALEM, Mass. (AP) —") == "4950065"
