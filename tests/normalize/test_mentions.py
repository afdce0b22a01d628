"""Which characters are a name, and of what kind."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.normalize.names import find_names
from tests.normalize.given import names, place, surfaces


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The treaty was signed by Recep Tayyip Erdogan’s envoy.", ["Recep Tayyip Erdogan"]),
        ("The Erdogan-led bloc met. Pro-Erdogan circles cheered, as did anti-Erdogan ones.", ["Erdogan"] * 3),
        ("Mr. Keller met Sen. Maria Ortega and Dr. Lee Wong.", ["Keller", "Maria Ortega", "Lee Wong"]),
        ("Turkish Ambassador Cem Gurdeniz resigned.", ["Turkish", "Cem Gurdeniz"]),
        ("Officials of the University of California met.", ["University of California"]),
        ("The Department of Health and Human Services said so.", ["Department of Health and Human Services"]),
        ("A report by the Securities and Exchange Commission came out.", ["Securities and Exchange Commission"]),
        ("The People's Bank of China cut rates.", ["People's Bank of China"]),
        ("It was Ursula von der Leyen who spoke; later von der Leyen left.", ["Ursula von der Leyen", "von der Leyen"]),
        ("They accused al-Qaeda and O'Brien Steel Inc. of fraud.", ["al-Qaeda", "O'Brien Steel Inc."]),
        ("El-Sissi has said no. The road leads to al-Raqqa.", ["El-Sissi", "al-Raqqa"]),
        ("A report in the Globe and Mail\n\nCannon Ball lay quiet.", ["Globe and Mail", "Cannon Ball"]),
        ("It came in the 1999 World Cup. The Labour party won.", ["1999 World Cup", "Labour party"]),
        ("They spoke.\n\nThe Globe and Mail\n\nThe council of Oslo met.", ["The Globe and Mail", "Oslo"]),
        ("They used RapidArc™ in the ward.", ["RapidArc™"]),
        ("It was made by Brightwater Media Limited in spring.", ["Brightwater Media Limited"]),
        ("Resources • U.S. Department of Education • Chart", ["U.S. Department of Education"]),
        ("Texas’ Democratic Party met at McDonald’s.", ["Texas", "Democratic Party", "McDonald’s"]),
        ("Ads ran on Facebook, Google and Twitter.", ["Facebook", "Google", "Twitter"]),
        ("They saw The Duchess of Cambridge there.", ["The Duchess of Cambridge"]),
        ("The crew of A Current Affair filmed it.", ["A Current Affair"]),
        (
            "The Comres/ITV poll and a picture by Anna Berg/Getty Images.",
            ["Comres", "ITV", "Anna Berg", "Getty Images"],
        ),
        ("He wrote in the Washington Post to complain.", ["Washington Post"]),
        ("The U.S.-Mexico border and the India-Pakistan talks.", ["U.S.", "Mexico", "India", "Pakistan"]),
        ("He works for AT&T and Johnson & Johnson.", ["AT&T", "Johnson & Johnson"]),
        ("Former Prime Minister Theresa May spoke first.", ["Theresa May"]),
        ("Browns DL Sheldon Richardson was fined.", ["Browns", "Sheldon Richardson"]),
        ("The judges cited Brown v. Board of Education again.", ["Brown v. Board of Education"]),
        ("The presidents of Côte d'Ivoire and Ghana met.", ["Côte d'Ivoire", "Ghana"]),
    ],
)
def test_a_mention_has_the_bounds_of_the_name(text: str, wanted: list[str]) -> None:
    assert surfaces(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday the president said that in May and March they may march.",
        "However, many experts disagreed. Researchers found nothing. Yesterday was calm.",
        "I think so. He'll go. Don't worry. It's late.",
        "Bird flu spread. Meth is sold at the corner. Bird watchers worry.",
        "THERE IS NO TIME LEFT FOR THIS",
        "The President spoke. Mr. and Mrs. did not.",
        "Read more: Share this. Click here. Subscribe now.",
        "It was 30 degrees Celsius in the shade, and cases of Covid-19 rose.",
        "",
        "\x00\x01 \ufffd ...",
    ],
)
def test_ordinary_words_with_a_capital_are_no_names(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        ("Governor Anna Lindqvist spoke in the hall.", "Anna Lindqvist", "person"),
        ("He was hired by Brightwater Holdings in spring.", "Brightwater Holdings", "organization"),
        ("A column in the Financial Times said so.", "Financial Times", "organization"),
        ("Talks in Baku went on.", "Baku", "place"),
        ("The delegation left Tripoli for Moscow.", "Moscow", "place"),
        ("They crossed the Orlava River at night.", "Orlava River", "place"),
        ("The hotel hosted Paris Hilton last year.", "Paris Hilton", "person"),
        ("Jordan said he would play; Michael Jordan is back.", "Jordan", "person"),
        ("The king of Jordan opened parliament in Amman.", "Jordan", "place"),
        ("Aid reached Chad through Cameroon.", "Chad", "place"),
        ("Drummer Chad Smith played.", "Chad Smith", "person"),
        ("They beat Leeds 2-1, and the Leeds striker wept.", "Leeds", "organization"),
        ("A fire in Leeds spread, and the city of Leeds slept.", "Leeds", "place"),
        ("The army of Turkey crossed the border.", "Turkey", "place"),
        ("Parliament passed the Clean Harbours Act at night.", "Clean Harbours Act", "law"),
        ("Veterans of the Korean War met.", "Korean War", "event"),
        ("Tropical Storm Erika passed the island.", "Tropical Storm Erika", "event"),
        ("He wrote about the Battle of Midway at length.", "Battle of Midway", "event"),
        ("The Treaty of Lisbon was cited.", "Treaty of Lisbon", "law"),
        ("His album “Blue River” sold well.", "Blue River", "work"),
        ("He joined Walters Marine, LLC in spring.", "Walters Marine, LLC", "organization"),
        ("England beat Samoa on Saturday.", "Samoa", "organization"),
        ("England beat the virus sooner than Samoa did.", "England", "place"),
        ("The European Commission met, and European leaders agreed.", "European", "place"),
        ("Voters in Georgia chose a senator in Atlanta.", "Georgia", "place"),
        ("The senate in Albany passed a budget.", "Albany", "place"),
        ("After Brexit, trade fell.", "Brexit", "event"),
        ("Rachel sold Finn her car. Finn paid.", "Finn", "person"),
        ("A young Finn won the race.", "Finn", "place"),
        ("It streams on Hulu and on HBO.", "Hulu", "organization"),
        ("They met the Duchess of Cambridge in the garden.", "Duchess of Cambridge", "person"),
        ("Plumes rise from Enceladus and Europa.", "Enceladus", "place"),
        ("Nokia sold the Nexus 4 and the Lumia 920 there.", "Lumia 920", "product"),
        ("They reached southern Syria's al-Tanf base.", "al-Tanf", "place"),
        ("Guards left Sednaya prison at night.", "Sednaya", "place"),
        ("The Trump base cheered Donald Trump.", "Trump", "person"),
        ("The Tour de France ended in Paris.", "Tour de France", "event"),
        ("Apple showed the MacBook Pro in Cupertino.", "MacBook Pro", "product"),
        ("Apple showed the iPhone X in Cupertino.", "iPhone X", "product"),
        ("The bill was debated in Washington, DC, on Monday. DC officials agreed.", "DC", "place"),
    ],
)
def test_the_kind_of_a_name(text: str, surface: str, kind: str) -> None:
    assert (surface, kind) in [(found, its_kind) for found, its_kind, _ in names(text)]


def test_a_bird_and_a_verb_are_no_country_and_no_month() -> None:
    assert surfaces("They ate roast turkey in a chad of paper, and may march on.") == []


def test_an_initialed_person_is_no_hotel() -> None:
    assert ("Dhoni", "person") in [
        (name[0][-5:], name[1]) for name in names("India trusted M.S. Dhoni, who said little.")
    ]


def test_a_full_name_introduces_the_short_ones() -> None:
    found = names("Kassym Jomart Tokayev spoke. Tokayev left. TOKAYEV OUT? Then Tokayev’s aide came.")
    assert {name for _, _, name in found} == {"Kassym Jomart Tokayev"}
    assert len(found) == 4


def test_a_shorter_form_of_a_full_name_is_the_same_person() -> None:
    found = names("Recep Tayyip Erdogan arrived. Tayyip Erdogan smiled. Erdogan left.")
    assert {name for _, _, name in found} == {"Recep Tayyip Erdogan"}


def test_two_full_names_with_one_last_name_stay_two() -> None:
    found = names("Anna Berg and Peter Berg met. Anna Berg said yes.")
    assert {name for _, _, name in found} == {"Anna Berg", "Peter Berg"}


def test_an_acronym_is_the_entity_that_its_parentheses_follow() -> None:
    found = names("The Northern Fisheries Council (NFC) met. The NFC decided nothing.")
    assert {(kind, name) for _, kind, name in found} == {("organization", "Northern Fisheries Council")}


def test_former_and_misspelt_names_of_an_organization_are_one() -> None:
    text = (
        "The Cooperation Council of Turkish Speaking States grew. The Organization of Turkish States (OTS) met, "
        "and the Turkish Council, as the OTS was once called, did too."
    )
    assert {name for _, _, name in names(text)} == {"Organization of Turkic States"}


def test_people_of_a_country_are_the_country() -> None:
    found = find_names("Turkish and Kazakh officials met Americans, Dutchmen and Britons.")
    assert [(m.method, m.kind, m.name) for m in found] == [
        ("demonym", "place", name)
        for name in ("Turkey", "Kazakhstan", "United States", "Netherlands", "United Kingdom")
    ]


def test_one_country_under_its_many_names() -> None:
    text = "The US, the U.S., America and the United States; USA. The UK and Britain; Türkiye, Turkey and Turkiye."
    assert {name for _, _, name in names(text)} == {"United States", "United Kingdom", "Turkey"}


def test_words_that_look_like_abbreviations_of_countries_are_none() -> None:
    assert surfaces("They told us that it is who we are.") == []


def test_a_headline_in_capitals_names_what_the_text_names() -> None:
    text = "TURKEY BACKS TOKAYEV IN CRISIS\n\nTurkey backed Kassym-Jomart Tokayev on Monday."
    assert [name for _, _, name in names(text)] == ["Turkey", "Kassym-Jomart Tokayev"] * 2


def test_a_headline_in_title_case_has_no_ordinary_words() -> None:
    text = "Senators Press Nominee Brennan Over Program\n\nJohn Brennan answered senators."
    assert surfaces(text) == ["Brennan", "John Brennan"]


def test_german_nouns_are_no_names() -> None:
    text = "Die Regierung plant neue Gesetze. Angela Merkel sprach in Berlin über die Türkei. Merkel ging ins Haus."
    assert surfaces(text, "de") == ["Angela Merkel", "Berlin", "Türkei", "Merkel"]


def test_articles_before_an_apostrophe_and_endings_after_one_are_no_part_of_a_name() -> None:
    assert surfaces("Selon l'Allemagne, la Turquie a tort.", "fr") == ["Allemagne", "Turquie"]
    assert surfaces("Bakan Ankara'da konuştu.", "tr") == ["Ankara"]


def test_a_head_of_another_language_outweighs_given_names_before_it() -> None:
    text = "Mehmet Şimşek Bakanlığı açıkladı. Recep Tayyip Erdoğan konuştu."
    assert [(surface, kind) for surface, kind, _ in names(text, "tr")] == [
        ("Mehmet Şimşek Bakanlığı", "organization"),
        ("Recep Tayyip Erdoğan", "person"),
    ]
    text = "Die Deutsche Bank sprach mit Angela Merkel in Berlin."
    assert [(surface, kind) for surface, kind, _ in names(text, "de")] == [
        ("Deutsche Bank", "organization"),
        ("Angela Merkel", "person"),
        ("Berlin", "place"),
    ]


def test_prizes_and_teams_of_other_languages_are_no_persons() -> None:
    assert names("El Premio Nobel de la Paz fue para ella.", "es")[0][:2] == ("Premio Nobel de la Paz", "event")
    assert names("Сборная Франции победила.", "ru")[0][:2] == ("Сборная Франции", "organization")


def test_a_day_of_another_language_is_no_town() -> None:
    assert surfaces("Salı günü Ankara'da toplantı yapıldı.", "tr") == ["Ankara"]


def test_a_planet_has_no_id_unless_a_state_follows() -> None:
    assert place("The probe flew past Jupiter and Mars.", "Jupiter") is None
    assert place("They live in Jupiter, Florida, near the sea.", "Jupiter") is not None


def test_offsets_are_code_points() -> None:
    text = "😀 e\u0301 שלום — In Baku, 😀 Ilham Aliyev said so."
    assert surfaces(text) == ["Baku", "Ilham Aliyev"]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from("ABab .,\n'’“”-()&"), max_size=200))
def test_any_text_is_read_without_overlap(text: str) -> None:
    for language in ("en", "de", "fr", "tr"):
        found = find_names(text, language)
        assert all(0 <= m.start < m.end <= len(text) and 0 <= m.score <= 1 for m in found)
        assert all(one.end <= other.start for one, other in itertools.pairwise(found))
