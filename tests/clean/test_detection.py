"""The compiled walk of the model of languages says what the library itself says."""

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from flows.clean.detection import classify
from flows.clean.languages import Stated, languages_of
from tests.clean.given import ARTICLE, OPENING

TEXTS = (
    OPENING,
    ARTICLE,
    OPENING.upper(),
    "Le conseil de la ville portuaire a voté mardi la reconstruction de la vieille jetée.",
    "Der Rat der Hafenstadt hat am Dienstag beschlossen, den alten Pier wieder aufzubauen.",
    "Liman kentinin meclisi salı günü eski iskeleyi yeniden inşa etmeye karar verdi.",
    "Совет портового города проголосовал во вторник за восстановление старого пирса.",
    "صوّت مجلس المدينة الساحلية يوم الثلاثاء على إعادة بناء الرصيف القديم.",
    "港町の議会は火曜日、古い桟橋を再建することを決めた。",
    "e\u0301te\u0301 🏴 a",
    "1",
)


@pytest.mark.parametrize("text", TEXTS)
def test_the_model_says_the_same(text):
    known = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True).classify(text)
    found = classify([OPENING, text, ARTICLE])[1]
    assert found[0] == known[0]
    assert found[1] == pytest.approx(known[1], abs=1e-4)


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("Le maire annonce un nouveau quai pour les pêcheurs du port", "en", "fr"),
        ("Pier 4: Bell, Brandt, Lima", "de", "de"),
        ("El alcalde anuncia un nuevo muelle", "es", "es"),
        ("أعلن رئيس البلدية عن رصيف", "en", "ar"),
        ("Новый причал", "en", "ru"),
        ("Novi mol u luci", "sr", "sr"),
        ("12:30", "pt", "pt"),
    ],
)
def test_what_is_declared_decides_for_short_texts_in_its_letters(text, declared, language):
    assert languages_of([Stated(text, None, None, declared)]) == [language]
    assert languages_of([Stated(text, None, declared, None)]) == [language]
    assert languages_of([Stated(text, declared, None, None)]) == [declared]
