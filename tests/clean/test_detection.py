"""The compiled walk of the model of languages says what the library itself says."""

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from flows.clean.detection import classify
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
