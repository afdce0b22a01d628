"""Lines of plain text that belong to the page go, each named by its kind; the article stays as it is."""

import pytest

from tests.clean.given import ARTICLE, ENDING, MIDDLE, OPENING, clean, clean_page

AFTER = {
    "pager": [
        "Previous Storm breaks the old pier in two\nNext A longer wall for the fishermen",
        "Next A longer wall for the fishermen\nPrevious Storm breaks the old pier in two",
        "Previous\nStorm breaks the old pier in two\nNext\nA longer wall for the fishermen",
        "« Previous Post\nStorm breaks the old pier in two\n\nNext Post »\nA longer wall for the fishermen",
        "« Previous Post Storm breaks the pier Next Post » A longer wall",
        "Newer Post Older Post Home",
        "Article précédent : La tempête brise la jetée\nArticle suivant : Un mur plus long",
        "Vorheriger Beitrag\nSturm zerbricht die Mole\nNächster Beitrag\nEine längere Mauer",
        "Anterior La tormenta rompe el muelle\nSiguiente Un muro más largo",
        "Anterior: A tempestade quebra o cais\nPróximo: Um muro maior",
        "Articolo precedente\nLa tempesta spezza il molo\nArticolo successivo\nUn muro più lungo",
        "Önceki yazı: Fırtına iskeleyi ikiye böldü\nSonraki yazı: Daha uzun bir duvar",
        "Предыдущая Шторм разбил причал\nСледующая Стена длиннее",
        "السابق العاصفة تكسر الرصيف\nالتالي جدار أطول",
    ],
    "share": [
        "Share this article\nFacebook Twitter VKontakte Telegram WhatsApp",
        "Partager sur Facebook",
        "Compartilhar    Tweetar    WhatsApp",
        "Поделиться: ВКонтакте Facebook Telegram",
        "Follow @harbourpaper for updates",
    ],
    "related": [
        "Read also:\nStorm breaks the old pier in two\nA longer wall for the fishermen",
        "READ MORE: A longer wall for the fishermen",
        "İlgili haberler\nFırtına iskeleyi ikiye böldü\nDaha uzun bir duvar",
        "Lea también: Un muro más largo",
        "Читайте также\nШторм разбил причал",
    ],
    "legal": [
        "© 2022 The Harbour Paper. All rights reserved. Reprinting by permission only.",
        "Copyright 2019 Associated Press. This material may not be published, broadcast, rewritten or redistributed.",
        "Tous droits réservés.",
    ],
    "newsletter": [
        "Sign up for our morning briefing: five stories before the bell.",
        "Get the news delivered to your inbox.",
    ],
    "paywall": ["This article is for subscribers. You have 2 free articles left this month.", "Nur für Abonnenten"],
    "agency_credit": [
        "(Reporting by Nora Bell; editing by N. Bell)",
        "The Associated Press contributed to this report.",
        "Wire/nb/sh",
    ],
    "caption": ["Photo: the pier in January. © Harbour archive", "The pier in January. (Manu Example/Getty Images)"],
    "tags": ["Filed under: Harbour, Storms", "Теги: порт, шторм"],
    "app_prompt": ["CLICK HERE FOR THE HARBOUR PAPER APP"],
    "advert": ["Advertisement"],
    "comments": ["Leave a comment", "12 Comments"],
    "author_bio": ["Nora Bell covers the harbour. Follow her on Twitter: @norabell"],
    "gallery": ["Slideshow (5 Images)"],
    "separator": ["* * *"],
}


@pytest.mark.parametrize(("rule", "cruft"), [(rule, cruft) for rule, lines in AFTER.items() for cruft in lines])
def test_cruft_after_the_article_goes_and_is_named(rule, cruft):
    result = clean(f"{ARTICLE}\n\n{cruft}\n")
    assert result.text == ARTICLE
    assert result.rules == [rule]
    assert result.edits[0][1].strip() == cruft


@pytest.mark.parametrize(
    ("rule", "cruft"),
    [
        ("advert", "Advertisement"),
        ("advert", "Story Continued Below"),
        ("advert", "PUBLICIDADE"),
        ("advert", "Реклама"),
        ("related", "READ MORE: A longer wall for the fishermen"),
        ("related", "Related\nA longer wall for the fishermen"),
        ("related", "A longer wall for the fishermen Read more"),
        ("newsletter", "Sign up for our morning briefing: five stories before the bell, free in your inbox."),
        ("caption", "Photo: the pier in January. Credit: Harbour archive"),
    ],
)
def test_cruft_between_paragraphs_goes_without_leaving_a_gap(rule, cruft):
    result = clean(f"{OPENING}\n\n{cruft}\n\n{MIDDLE}\n\n{ENDING}")
    assert result.text == ARTICLE
    assert result.rules == [rule]


@pytest.mark.parametrize(
    ("rule", "cruft"),
    [
        ("advert", "Lesen Sie nach der Anzeige weiter"),
        ("advert", "Continua após a publicidade"),
        ("advert", "Advertentie"),
        ("related", "Also Read – A longer wall for the fishermen"),
        ("related", "À lire aussi : Un mur plus long pour les pêcheurs"),
        ("related", "İLGİLİ HABER: Daha uzun bir duvar"),
        ("related", "Lees ook: Een langere muur"),
        ("related", "Czytaj także: Dłuższy mur"),
        ("related", "Läs även: En längre mur"),
        ("related", "Читайте також: Довший мур"),
        ("related", "यह भी पढ़ें: लंबी दीवार"),
        ("related", "Baca juga: Tembok yang lebih panjang"),
        ("related", "بیشتر بخوانید: دیوار بلندتر"),
        ("related", "延伸阅读：更长的墙"),
        ("related", "You may also like"),
        ("caption", "(NASA/JPL-Caltech)"),
        ("share", "👍 Like ❤ Love 😂 Haha 😮 Wow"),
        ("newsletter", "Newsletter abonnieren"),
        ("comments", "View comments"),
        ("residue", "pic.twitter.com/AbCdEf1234"),
        ("residue", "View this post on Instagram"),
        ("residue", "{{ article.title }}"),
        ("agency_credit", "Mit Material der dpa"),
    ],
)
def test_cruft_of_many_languages_goes_from_between_paragraphs(rule, cruft):
    result = clean(f"{OPENING}\n\n{MIDDLE}\n\n{cruft}\n\n{ENDING}")
    assert result.text == ARTICLE
    assert result.rules == [rule]


def test_a_pager_followed_by_other_cruft_goes_too():
    pager = "Previous Storm breaks the old pier in two\nNext A longer wall for the fishermen"
    result = clean(f"{ARTICLE}\n\n{pager}\n\n© 2022 The Harbour Paper. All rights reserved.")
    assert result.text == ARTICLE
    assert result.rules == ["pager", "legal"]


def test_a_pager_above_and_below_goes_twice():
    pager = "Previous Storm breaks the old pier\nNext A longer wall"
    assert clean(f"{pager}\n\n{ARTICLE}\n\n{pager}").text == ARTICLE


@pytest.mark.parametrize(
    "prose",
    [
        "Next week, the council will hear the fishermen, and a decision on the wall is expected before Easter.",
        "Previous studies of the harbour had come to another result, and nobody in the town had believed them.",
        "Next Shot: Reduce current until the arc is stable",
        "Previous attempts to build such a wall had failed for want of money. Next comes something humbler, the talks.",
        "Comments by the mayor were met with silence, and with laughter from the back rows of the hall.",
        "Photo albums from the winter of the storm were passed round among the fishermen in the hall.",
        "Share prices of the builder rose by a tenth on Tuesday, and those of its rival fell by a twentieth.",
        "Subscribe to that view or not, the wall will be built, and the town will pay for half of it.",
        "By Friday the storm had passed, and the fishermen went out to look for what was left of their nets.",
        "Copyright was on nobody's mind when the song about the pier was first sung in the taverns of the town.",
        "She has read the paper. “I agree.”",
    ],
)
def test_prose_that_only_looks_like_cruft_stays(prose):
    text = f"{OPENING}\n\n{prose}\n\n{ENDING}"
    assert clean(text).text == text


def test_repetition_alone_removes_nothing():
    text = f"{OPENING}\n\nThe view from the pier\n\n{MIDDLE}\n\nThe view from the pier\n\n{ENDING}"
    assert clean(text).text == text


def test_a_subheading_of_one_word_stays():
    text = f"{OPENING}\n\nPolitics\n\n{MIDDLE}\n\nMarch 2016\n\n{ENDING}"
    assert clean(text).text == text


def test_a_short_note_is_an_article():
    assert clean("Short note.").text == "Short note."


def test_a_table_inside_an_article_is_no_menu():
    table = "\n".join(["Place", "Name", "Points", *(f"{place}\nRacer {place}\n{place * 7}" for place in range(1, 20))])
    text = f"{OPENING}\n\n{table}\n\n{ENDING}"
    assert clean(text).text == text


def test_a_whole_page_dumped_as_text_loses_its_menus():
    menu = "\n".join(
        ["Home", "World", "Politics", "Business", "Science", "Sport", "Tides", "Letters", "Weather", "Jobs"]
    )
    links = "\n".join(f"Another headline about the harbour, number {place}" for place in range(12))
    footer = "\n".join(["About us", "Contact", "Privacy policy", "Terms of use", "Advertise", "Careers"])
    result = clean(f"{menu}\n\n{ARTICLE}\n\n{links}\n\n{footer}")
    assert result.text == ARTICLE
    assert {"navigation", "related"} <= set(result.rules)


def test_adjacent_lines_of_one_kind_are_one_edit_and_of_two_kinds_two():
    result = clean(f"{ARTICLE}\n\nShare this article\n\nFacebook Twitter\n\nFiled under: Harbour\nTags: storm")
    assert result.edits == [
        ("share", "\n\nShare this article\n\nFacebook Twitter", ""),
        ("tags", "\n\nFiled under: Harbour\nTags: storm", ""),
    ]


def test_a_caption_comes_without_the_bar_of_networks_over_its_picture():
    caption = "Facebook Twitter Pinterest The pier after the storm. Photograph: Nora Bell/Getty Images"
    assert clean(f"{OPENING}\n\n{caption}\n\n{ENDING}").captions == [
        caption.removeprefix("Facebook Twitter Pinterest ")
    ]


def test_what_pages_lay_over_a_picture_is_no_caption():
    figures = "".join(
        f"<figure><figcaption>{said}</figcaption></figure>"
        for said in ("Image caption The pier after the storm", "21:17 18.11.2019 Get short URL")
    )
    page = f"<article><p>{OPENING}</p>{figures}<p>{MIDDLE}</p><p>{ENDING}</p></article>"
    assert clean_page(page).captions == ["The pier after the storm"]


def test_captions_and_the_byline_become_columns():
    caption = "Photo: the pier in January. Credit: Harbour archive"
    result = clean(f"By Nora Bell, Harbour correspondent\n\n{OPENING}\n\n{caption}\n\n{MIDDLE}\n\n{ENDING}")
    assert result.text == ARTICLE
    assert (result.captions, result.byline) == ([caption], "By Nora Bell, Harbour correspondent")
    assert result.authors == ["Nora Bell"]


@pytest.mark.parametrize(
    ("rule", "before", "span", "after"),
    [
        ("residue", "“The pier is ours,” he wrote.", " pic.twitter.com/AbCdEf1234", ""),
        (
            "caption",
            "The pier after the storm",
            " (AP Photo/Nora Bell)",
            " was a sad sight for the town.",
        ),
        (
            "caption",
            "The pier after the storm",
            " (Foto: Nora Bell/dpa)",
            " was a sad sight for the town.",
        ),
        (
            "related",
            "The wall is to be longer.",
            " [READ MORE: A longer wall]",
            " The council agreed to it.",
        ),
        ("share", "The wall is to be longer, and nobody has asked for it.", "Click To Tweet", ""),
        ("share", "La jetée sera plus longue que prévu.", " Cliquez pour tweeter", ""),
        ("share", "The plans are on the council's site", " (opens in new window)", ", and nobody has read them."),
        ("advert", "", "Advertisement", "The council of the town agreed to it on a rainy day."),
    ],
)
def test_cruft_inside_a_line_goes_alone(rule, before, span, after):
    result = clean(f"{OPENING}\n\n{before}{span}{after}\n\n{ENDING}")
    assert result.text == f"{OPENING}\n\n{before}{after}\n\n{ENDING}"
    assert result.edits == [(rule, span, "")]


@pytest.mark.parametrize(
    "prose",
    [
        "She wrote to @norabell (photo attached) that the pier was gone, and that she was sorry for it.",
        "The pier (picture postcards of it were sold for years) was gone, and the town with it.",
        "He said: “[Watch] the sea,” and nobody did what the old man had told them on that day.",
    ],
)
def test_prose_with_such_signs_stays(prose):
    assert clean(f"{OPENING}\n\n{prose}\n\n{ENDING}").text == f"{OPENING}\n\n{prose}\n\n{ENDING}"


@pytest.mark.parametrize("address", ["nora.bell@courier.example", "@norabell_hc"])
def test_an_address_that_nothing_is_said_of_goes(address):
    result = clean(f"{ARTICLE}\n\n{address}")
    assert (result.text, result.rules) == (ARTICLE, ["residue"])
    said = ARTICLE.replace("\n\n", f"\n\nWrite to {address} about the pier, the council says.\n\n", 1)
    assert clean(said).text == said


def test_a_credit_after_a_dash_makes_a_caption():
    caption = "Rua alagada no bairro do Jurunas — Foto: Carlos Lima/TV Norte"
    result = clean(f"{caption}\n\n{ARTICLE}")
    assert (result.text, result.row["captions"]) == (ARTICLE, [caption])
