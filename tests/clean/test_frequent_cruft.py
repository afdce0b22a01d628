"""What pages put between paragraphs in every language: each line goes, named; sentences that look alike stay."""

from datetime import UTC, datetime

import pytest

from flows.clean.labels import LANGUAGES, phrases
from tests.clean.given import ARTICLE, ENDING, MIDDLE, OPENING, clean

FORM = (
    "Newsletter Sign Up Continue reading the main story Please verify you're not a robot by clicking the box. Invalid "
    "email address. Please re-enter. You must select a newsletter to subscribe to. Sign Up You will receive emails "
    "containing news of the harbour. You may opt-out at any time. An error has occurred. Please try again later."
)
APPEAL = (
    "Every day at The Harbour Call we ask what the town asks, and we answer it for all who live at the water. Our "
    "mission has never been more vital than it is in this winter, when so many look for help. More people read us than "
    "ever, but what we do takes time and money, and what firms pay for their space shrinks with every year. "
    "Please consider making a contribution to The Harbour Call, and help us keep our work free for all who need it."
)
CONSENT = (
    "The Harbour Call sets cookies to improve your experience while you navigate the tides. Of these, the "
    "ones that are categorized as necessary are stored on your machine, for the tables of the tides need them. Others "
    "tell us which tables are read, and those wait for your consent. You have the option to opt-out of these cookies, "
    "but opting out of some of these cookies may slow the tables down."
)
BETWEEN = {
    "cookie": [CONSENT],
    "share": [
        "Share All sharing options for: The pier that was lost to the sea",
        "Follow us on Google News",
        "👉 Join our WhatsApp channel for the harbour's latest",
        "Click here to join our Telegram group",
        "Rejoignez notre chaîne WhatsApp pour suivre l'actualité du port",
        "Suivez-nous sur Google Actualités et sur Facebook",
        "Folgen Sie uns auf Instagram und Facebook",
        "Síguenos en WhatsApp y Telegram",
        "Únete a nuestro canal de WhatsApp",
        "Siga nosso canal no Telegram",
        "Entre no nosso grupo do WhatsApp e receba as notícias",
        "Seguici su Telegram e WhatsApp",
        "WhatsApp kanalımıza katılın",
        "Подписывайтесь на наш канал в Telegram",
        "تابعونا على واتساب وتلغرام",
        "1,234 views",
        "858shares",
        "Просмотров: 1 204",
        "132 visualizações",
    ],
    "caption": ["Photo", "The old pier, seen from the wall in January. (Nora Bell/Harbour Call file photo)"],
    "advert": [
        "Story continues below this ad",
        "Advertisement Continue reading the main story",
        "Continue reading after the ad",
        "La nota continúa después de la publicidad",
    ],
    "related": [
        "READ ALSO: A longer wall for the fishermen",
        "Click for more from The Harbour Call.",
        "More On This... A longer wall for the fishermen",
        "SEE MORE: A longer wall for the fishermen",
        "Also read | A longer wall for the fishermen",
        "BLACK TIDE fears: the wall that came too late [INSIGHT]",
        "À lire aussi : un mur plus long pour les pêcheurs",
        "Lesen Sie auch: Eine längere Mauer für die Fischer",
        "Te puede interesar: Un muro más largo para los pescadores",
        "LEIA MAIS: Um muro maior para os pescadores",
        "LEGGI ANCHE: Un muro più lungo per i pescatori",
        "İlginizi çekebilir: Balıkçılar için daha uzun bir duvar",
        "Читайте также: Стена длиннее для рыбаков",
        "اقرأ أيضًا: جدار أطول للصيادين",
        "Click here to read the report of the harbour master",
        "Click here to learn more about the plans for the pier",
        "Cliquez ici pour en savoir plus sur le port",
        "Clicca qui per saperne di più sul porto",
        "Klik hier voor meer nieuws uit de haven",
        "Διαβάστε επίσης: Ένας μακρύτερος τοίχος",
        "Citește și: Un zid mai lung pentru pescari",
        "Čtěte také: Delší zeď pro rybáře",
        "Læs også: En længere mur til fiskerne",
        "Прочетете още: По-дълга стена за рибарите",
        "Pročitajte i: Duži zid za ribare",
        "আরও পড়ুন: জেলেদের জন্য দীর্ঘ প্রাচীর",
        "یہ بھی پڑھیں: ماہی گیروں کے لیے لمبی دیوار",
        "Baca juga: Tembok yang lebih panjang",
    ],
    "player": [
        "Listen to this article",
        "Écouter cet article",
        "Artikel anhören",
        "Escucha este artículo",
        "Ouça este artigo",
    ],
    "newsletter": [
        "Get our daily briefing straight to your inbox.",
        "Melden Sie sich jetzt für den Hafen-Newsletter an",
        "Suscríbete a nuestra newsletter y recibe lo mejor del puerto",
        "Iscriviti alla nostra newsletter",
    ],
    "paywall": [
        "To continue reading, subscribe to the Harbour Courier.",
        "Pour lire la suite, abonnez-vous",
        "Para seguir leyendo, suscríbete",
        "Чтобы дочитать, оформите подписку",
    ],
    "residue": ["AI summary", "This summary was generated by AI and checked by an editor."],
}
# Forms, appeals and notes of single houses.
OF_HOUSES = {
    "newsletter": [
        FORM,
        "Subscribe on Apple Podcasts, Spotify, Overcast, or wherever you listen to podcasts.",
        "By signing up, you agree to our Privacy Notice and European users agree to the data transfer policy.",
        "En vous inscrivant, vous acceptez nos conditions et notre politique de confidentialité.",
        "Подписываясь, вы соглашаетесь с условиями рассылки и обработкой данных.",
    ],
    "paywall": [APPEAL],
    "residue": [
        "[pullquote]",
        "Got a TIP from the harbour? Email tips@example.org",
        "Do you have a story about the sea? Read our submission guidelines, and pitch us at pier@example.org.",
    ],
    "share": ["LISTEN TO ARTICLE 4:15 SHARE THIS ARTICLE Share Tweet Post Email"],
}


@pytest.mark.parametrize(
    ("rule", "cruft"),
    [(rule, cruft) for given in (BETWEEN, OF_HOUSES) for rule, lines in given.items() for cruft in lines],
)
def test_frequent_cruft_goes_from_between_paragraphs(rule, cruft):
    result = clean(f"{OPENING}\n\n{cruft}\n\n{MIDDLE}\n\n{ENDING}")
    assert result.text == ARTICLE
    assert result.rules == [rule]


@pytest.mark.parametrize(
    "sentence",
    [
        "Like other users of WhatsApp, the mayor had seen the picture of the broken pier on Tuesday night.",
        "The mayor wrote on her Telegram channel that the pier would be rebuilt by the spring of next year.",
        "Follow the money, the former harbour master told the council, and you will find who owns the quay.",
        "Neither the mayor nor the council wanted to say how much the wall would cost the fishermen.",
        "Sign language was offered, and some two hundred people followed the debate in the hall.",
        "Read more carefully, the contract says that the town pays for the wall and the state for the pier.",
        "She has 1,234 followers and a boat.",
        "Sigue la polémica por el bloqueo de WhatsApp en el puerto, dijo el alcalde a los pescadores.",
        "Der Autor ist seit drei Jahren tot, und seine Bücher über den Hafen liest noch immer jeder.",
        "Entre os grupos de WhatsApp da cidade, um só falava do cais, contou a prefeita na terça-feira.",
        "В телеграм-канале мэра появилась фотография разбитого причала, снятая ночью одним из рыбаков.",
        "The mayor took her phone and showed the crowd what the storm had left of the pier (a blurred photo).",
        "REPORTER: Why are you saying that the pier will stand before the storms of the next winter come?",
        "LEE: We will rebuild the pier, and the fishermen will have their wall before the spring comes.",
        "Editor: Nora Bell has asked the council for the report on the pier, and I have it here on my desk.",
        "Correction: an earlier version of this article misspelt the name of the harbour master.",
    ],
)
def test_sentences_that_look_like_it_stay(sentence):
    text = f"{OPENING}\n\n{sentence}\n\n{MIDDLE}\n\n{ENDING}"
    assert clean(text).text == text


@pytest.mark.parametrize("sign", ["- 30 -", "-30-", "###"])
def test_the_end_sign_goes_and_a_bare_number_stays(sign):
    assert clean(f"{ARTICLE}\n\n{sign}").text == ARTICLE
    table = f"{OPENING}\n\nGoals\n\n30\n\n{ENDING}"
    assert "30" in str(clean(table).text)


def test_a_bar_above_the_text_is_no_title():
    result = clean(f"SHARE THIS ARTICLE Share Tweet Post Email\n\n{ARTICLE}")
    assert (result.title, result.text, result.rules) == (None, ARTICLE, ["share"])


def test_a_line_that_goes_by_what_stands_in_it_is_named_so():
    result = clean(f"{OPENING}\n\nhttps://t.co/harbour1 pic.twitter.com/pier2\n\n{MIDDLE}\n\n{ENDING}")
    assert (result.text, result.rules) == (ARTICLE, ["residue"])


@pytest.mark.parametrize("stamp", ["Updated at 1:23 p.m.", "Aktualisiert um 14:55 Uhr", "Mis à jour à 14h55"])
def test_a_time_after_a_word_for_publishing_is_a_timestamp(stamp):
    result = clean(f"{ARTICLE}\n\n{stamp}")
    assert (result.text, result.rules) == (ARTICLE, ["timestamp"])


@pytest.mark.parametrize(
    ("stamp", "instant"),
    [
        ("22 de febrero de 2023 - 10:05 p. m.", datetime(2023, 2, 22, 22, 5, tzinfo=UTC)),
        ("2022年6月3日 午後5時05分", datetime(2022, 6, 3, 17, 5, tzinfo=UTC)),
        ("2021年7月15日08:30", datetime(2021, 7, 15, 8, 30, tzinfo=UTC)),
        ("입력 2021.11.08 오후 2:20", datetime(2021, 11, 8, 14, 20, tzinfo=UTC)),
        ("الأحد 12 يونيو 2022 - 3:15 م", datetime(2022, 6, 12, 15, 15, tzinfo=UTC)),
        ("17 Μαΐου 2022, 10:30 μ.μ.", datetime(2022, 5, 17, 22, 30, tzinfo=UTC)),
        ("2021. szeptember 9. 13:05", datetime(2021, 9, 9, 13, 5, tzinfo=UTC)),
    ],
)
def test_a_date_and_a_time_of_another_language_are_a_timestamp_and_the_day(stamp, instant):
    result = clean(f"{stamp}\n\n{ARTICLE}")
    assert (result.text, result.rules, result.row["published_at"]) == (ARTICLE, ["timestamp"], instant)


@pytest.mark.parametrize("kind", ["advert", "comments", "newsletter", "related", "share", "legal", "tags", "pager"])
def test_the_nine_languages_have_every_kind(kind):
    said = {how: set(phrases(how, kind)) for how in ("line", "start", "has", "opens", "previous")}
    assert all(said.values()) or sum(map(bool, said.values())) > 1
    assert LANGUAGES[:9] == ("en", "fr", "de", "es", "pt", "it", "tr", "ru", "ar")


def test_a_run_of_spaces_as_long_as_a_book_holds_nothing_up():
    """A pattern that may start anywhere in such a run takes minutes here (`tests/benchmarks/linear_time.py`)."""
    line = "x (ap photo" + " " * 200_000 + "x) photo)"
    text = clean(f"{OPENING}\n\n{line}\n\n{ENDING}").text
    assert text.startswith(OPENING)
    assert text.endswith(ENDING)


@pytest.mark.parametrize(
    "headlines",
    [
        ("Who will pay for the new wall?", "Harbour master leaves after twenty years"),
        ("Harbour master leaves after twenty years", "¿Quién pagará el muro?", "A new ferry for the islands"),
    ],
)
def test_a_list_at_the_end_holds_headlines_that_ask(headlines):
    result = clean("\n".join([OPENING, MIDDLE, ENDING, "You may also like...", *headlines]))
    assert (result.text, result.rules[-1]) == ("\n".join([OPENING, MIDDLE, ENDING]), "related")


def test_a_sentence_after_such_a_header_stays():
    result = clean("\n".join([OPENING, MIDDLE, "You may also like...", "Who will pay for the new wall?", ENDING]))
    assert result.text.endswith(f"Who will pay for the new wall?\n{ENDING}")


@pytest.mark.parametrize(
    "note",
    [
        "Follow our full coverage of the storm at https://harbour.example/storm",
        "Toute l'actualité du port sur https://port.example/actu et https://port.example/photos",
        "Больше новостей порта: https://port.example",
    ],
)
def test_notes_under_the_last_line_of_signs_lead_elsewhere(note):
    result = clean("\n".join([OPENING, MIDDLE, ENDING, "___", note]))
    assert note not in str(result.text)
    assert result.removed("related") == note
    without_signs = "\n".join([OPENING, MIDDLE, ENDING, note])
    assert clean(without_signs).text == without_signs


def test_notes_above_a_paragraph_stay():
    text = "\n".join([OPENING, "___", "The plans stand at https://harbour.example/storm", MIDDLE, ENDING])
    assert clean(text).text == text


def test_a_label_in_capitals_is_a_subheading_among_others():
    parts = [OPENING, "BROKEN PIER", MIDDLE, "UP NEXT", "Harbour: Visit the islands on Friday.", ENDING]
    assert clean("\n".join(parts)).text == "\n".join(parts)
    alone = [OPENING, MIDDLE, "UP NEXT", "Harbour: Visit the islands on Friday.", ENDING]
    assert "UP NEXT" not in str(clean("\n".join(alone)).text)


@pytest.mark.parametrize(
    ("rule", "cruft"),
    [
        ("timestamp", "This article is more than 11 months old"),
        ("timestamp", "Dieser Artikel ist älter als ein Jahr"),
        ("player", "Play Video 1:35 The pier after the storm – video"),
        ("residue", "[pullquote]"),
        ("gallery", "next Image 1 of 2"),
        ("caption", "Image Credit... The Harbour Courier"),
        ("caption", "The pier was built before the first war (Image: NORA BELL )"),
        ("related", "More On This... Council to vote on longer wall despite the storm"),
        ("related", "Follow AP's full coverage of storms at https://example.org/storms"),
    ],
)
def test_what_sites_put_between_paragraphs_goes(rule, cruft):
    result = clean(f"{OPENING}\n\n{cruft}\n\n{MIDDLE}\n\n{ENDING}")
    assert result.text == ARTICLE
    assert result.rules == [rule]


@pytest.mark.parametrize("word", ["Video", "Vidéo", "Видео"])
def test_a_word_where_a_film_stood_between_paragraphs_goes(word):
    result = clean(f"{OPENING}\n\n{word}\n\n{MIDDLE}\n\n{ENDING}")
    assert result.text == f"{OPENING}\n\n{MIDDLE}\n\n{ENDING}"
    assert result.removed("player") == word
