"""Names in languages that the tagger was not taught: their bounds and kinds, and places in their cases."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.normalize.caseless import CASELESS, caseless_candidates
from flows.normalize.inflection import inflected_place
from flows.normalize.names import find_names

# Language, text, and its mentions in order, as `kind surface`.
CASES = [
    (
        "de",
        (
            "Rostock, 3. März 2021 - Die Region hofft. Verkehrsminister Lutz Ahrend sagte das am Ende der Woche in "
            "Wismar. Auch der Bürgermeister von Wismar, Jens Kolb, dankte der Europäischen Union."
        ),
        (
            "place Rostock, person Lutz Ahrend, place Wismar, place Wismar, person Jens Kolb, "
            "organization Europäischen Union"
        ),
    ),
    (
        "fr",
        (
            "Le maire de Lyon attend. L'Union européenne paie, l'Assemblée nationale discute, dit Claire Dubois. "
            "Air France et la Métropole de Lyon se taisent, le Conseil constitutionnel aussi."
        ),
        (
            "place Lyon, organization Union européenne, organization Assemblée nationale, person Claire Dubois, "
            "organization Air France, organization Métropole de Lyon, organization Conseil constitutionnel"
        ),
    ),
    (
        "es",
        (
            '"Vamos a ganar", dijo Pablo Herrera en Oaxaca. La Secretaría de Hacienda habló con Marta Ruiz del Fondo '
            "Monetario Internacional, y la Policía Federal calló."
        ),
        (
            "person Pablo Herrera, place Oaxaca, organization Secretaría de Hacienda, person Marta Ruiz, "
            "organization Fondo Monetario Internacional, organization Policía Federal"
        ),
    ),
    (
        "pt",
        "Moradores de Campinas esperam. O Supremo Tribunal Federal julga o Palácio do Planalto em Manaus.",
        "place Campinas, organization Supremo Tribunal Federal, place Palácio do Planalto, place Manaus",
    ),
    (
        "it",
        "La Corte costituzionale tace. Il sindaco di Torino, Paolo Neri, parla della Polonia.",
        "organization Corte costituzionale, place Torino, person Paolo Neri, place Polonia",
    ),
    (
        "ru",
        (
            "Мэр Новосибирска Анатолий Седов прилетел в Томск. Жители Екатеринбурга ждут, Министерство транспорта "
            "России. Глава Министерства финансов был в Германии."
        ),
        (
            "place Новосибирска, person Анатолий Седов, place Томск, place Екатеринбурга, "
            "organization Министерство транспорта, place России, organization Министерства финансов, place Германии"
        ),
    ),
    (
        "uk",
        "У Львові дощ. Верховна Рада чекає на Данила Гая в Польщі.",
        "place Львові, organization Верховна Рада, person Данила Гая, place Польщі",
    ),
    (
        "pl",
        "W Krakowie i Gdańsku pada. Minister zdrowia Jan Lis milczy w Warszawie.",
        "place Krakowie, place Gdańsku, person Jan Lis, place Warszawie",
    ),
    (
        "tr",
        "Ankara, 9 Mart 2019 - Başkan Kemal Aydın Ankara'da konuştu.",
        "place Ankara, person Kemal Aydın, place Ankara",
    ),
]


@pytest.mark.parametrize(("language", "text", "names"), CASES, ids=[language for language, _, _ in CASES])
def test_names(language, text, names):
    found = find_names(text, language)
    assert ", ".join(f"{name.kind} {text[name.start : name.end]}" for name in found) == names


@pytest.mark.parametrize("text", ["Das Haus am Ende der Stadt.", "Les enfants.", "Además, nada.", "Ночь.", "Bugün."])
def test_what_only_opens_a_sentence_or_is_a_noun_is_no_name(text):
    language = {"D": "de", "L": "fr", "A": "es", "Н": "ru", "B": "tr"}[text[0]]
    assert find_names(text, language) == []


@pytest.mark.parametrize(
    ("form", "geonames_id"), [("Томске", 1489425), ("России", 2017370), ("Києві", 703448), ("Krakowie", 3094802)]
)
def test_a_case_of_a_place_is_the_place(form, geonames_id):
    found = inflected_place(form)
    assert found is not None
    assert geonames_id in found.ids


@pytest.mark.parametrize("form", ["", "е", "Дом", "Он", "Kowie"])
def test_what_is_no_case_of_a_place(form):
    assert inflected_place(form) is None


def test_a_last_name_that_is_a_case_of_a_town_is_a_persons_beside_the_full_name():
    text = "Мария Иванова пришла. Иванова молчит."
    assert [name.kind for name in find_names(text, "ru")] == ["person", "person"]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        (
            "ar",
            "وصل الوفد من بغداد وفي القاهرة ولبنان، ثم للعراق.",
            "Baghdad بغداد, Cairo القاهرة, Lebanon لبنان, Iraq لعراق",
        ),
        (
            "ar",
            "أعلنت الأمم المتحدة والولايات المتحدة ذلك.",
            "United Nations الأمم المتحدة, United States الولايات المتحدة",
        ),
        ("ar", "المدينة كبيرة والعين جميلة.", ""),
        ("he", "ישראל וסוריה, גם בצרפת.", "Israel ישראל, Syria סוריה, France צרפת"),
        ("fa", "وزیر در تهران از عراق گفت.", "Tehran تهران, Iraq عراق"),
        ("hi", "भारत और चीन।", "India भारत, China चीन"),
    ],
)
def test_letters_without_capitals_have_the_names_of_authorities(language, text, names):
    assert ", ".join(f"{name.name} {text[name.start : name.end]}" for name in find_names(text, language)) == names


@given(st.text("وبال لعراقגבישראל भारत ़.‌\u0300 a1", max_size=40), st.sampled_from(CASELESS))
def test_candidates_stand_where_they_say_and_apart(text, language):
    found = list(caseless_candidates(text, language))
    assert all(text[one.start : one.end] == one.surface for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize(
    ("language", "text", "surface"),
    [("he", "אָמַר בְּיִשְׂרָאֵל", "יִשְׂרָאֵל"), ("he", "גר בְּמִצְרַיִם עכשיו", "מִצְרַיִם"), ("ar", "قال بِبَغْدَاد", "بَغْدَاد")],
)
def test_a_pointed_name_begins_at_a_letter(language: str, text: str, surface: str) -> None:
    """The vowel of the preposition written onto the name is none of the name's."""
    assert [found.surface for found in caseless_candidates(text, language)] == [surface]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "it",
            (
                "Il presidente della Repubblica Corrado Bini ha visto Angelino Neri del Popolo della Valle e la Lega "
                "Alta di Umberto Sala."
            ),
            {
                "Corrado Bini": "person",
                "Angelino Neri": "person",
                "Lega Alta": "organization",
                "Umberto Sala": "person",
            },
        ),
        (
            "fr",
            "Marine Le Goff était à Lyon. Le Conseil de Paris vote jeudi. Jean-Yves Le Braz et Mme Le Goff partent.",
            {"Marine Le Goff": "person", "Jean-Yves Le Braz": "person", "Le Goff": "person"},
        ),
        (
            "de",
            "Bundestagspräsident Norbert Lanz gratulierte. Guido Westphal von der FDP bleibt. Österreichs Kanzler kam.",
            {"Norbert Lanz": "person", "Guido Westphal": "person", "FDP": "organization", "Österreichs": "place"},
        ),
        (
            "tr",
            "Başbakan Devlet Akın MHP adayını kutladı. Adalet ve Gelişme Partisi seçimi kazandı.",
            {"Devlet Akın": "person", "MHP": "organization", "Adalet ve Gelişme Partisi": "organization"},
        ),
    ],
)
def test_persons_end_before_what_they_belong_to(language, text, wanted):
    found = {text[mention.start : mention.end]: mention.kind for mention in find_names(text, language)}
    assert {form: found.get(form) for form in wanted} == wanted
