"""What is no article is a reject with its reason, in several languages; what only speaks of such things stays."""

import pytest

from tests.clean.given import ARTICLE, ENDING, MIDDLE, OPENING, clean, clean_page

MENU = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("World", "Sport", "Tides", "Letters", "Jobs"))
FRAME = f"<nav><ul>{MENU}</ul></nav>{{}}<footer><p>© 2022 The Harbour Paper. All rights reserved.</p></footer>"
TEASER = "<h2><a href='/{0}'>A headline about the harbour, number {0}</a></h2><p>The town has heard of it.</p>"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<h1>Access denied</h1><p>You don't have permission to access this page on this server.</p>", "bot_wall"),
        ("<p>Checking your browser before you go on to the paper. This takes five seconds.</p>", "bot_wall"),
        ("<p>Bitte bestätigen Sie, dass Sie kein Roboter sind, um die Zeitung zu lesen.</p>", "bot_wall"),
        ("<p>Подтвердите, что вы не робот, и читайте газету дальше без ограничений.</p>", "bot_wall"),
        ("<p>Lütfen robot olmadığınızı doğrulayın ve gazeteyi okumaya devam edin.</p>", "bot_wall"),
        ("<h1>Page not found</h1><p>The page you are looking for has moved or never was there.</p>", "error_page"),
        ("<h1>Page introuvable</h1><p>La page que vous recherchez n'existe plus sur ce site.</p>", "error_page"),
        ("<h1>Página no encontrada</h1><p>La página que buscas ya no está en este sitio.</p>", "error_page"),
        ("<h1>Страница не найдена</h1><p>Возможно, она была удалена или перемещена в архив.</p>", "error_page"),
        ("<h1>الصفحة غير موجودة</h1><p>ربما تم حذف الصفحة التي تبحث عنها أو نقلها إلى الأرشيف.</p>", "error_page"),
        ("<p>Mit Werbung weiterlesen: Besuchen Sie uns wie gewohnt mit Werbung und Cookies.</p>", "cookie_wall"),
        ("<p>Puedes aceptar y continuar gratis o suscribirte para leer el diario sin anuncios.</p>", "cookie_wall"),
        (f"<h1>The pier</h1><p>{OPENING}</p><p>To continue reading, subscribe now.</p>", "paywall_stub"),
        (f"<h1>La jetée</h1><p>{OPENING}</p><p>Article réservé aux abonnés.</p>", "paywall_stub"),
        (f"<h1>Die Mole</h1><p>{OPENING}</p><p>Jetzt weiterlesen mit dem Abo.</p>", "paywall_stub"),
        (f"<h1>Il molo</h1><p>{OPENING}</p><p>Contenuto riservato agli abbonati</p>", "paywall_stub"),
        (f"<h1>O cais</h1><p>{OPENING}</p><p>Conteúdo exclusivo para assinantes</p>", "paywall_stub"),
        (f"<h1>İskele</h1><p>{OPENING}</p><p>Devamını okumak için abone olun</p>", "paywall_stub"),
        ("".join(TEASER.format(number) for number in range(1, 12)), "listing"),
        ("", "no_article"),
    ],
)
def test_a_page_without_an_article_is_a_reject_with_its_reason(body, reason):
    assert clean_page(FRAME.format(body)).reason == reason


def test_a_title_tells_an_error_page_that_recommends_other_pieces():
    recommended = "".join(f"<p>{line}</p>" for line in (OPENING, MIDDLE, ENDING))
    page = clean_page(FRAME.format(recommended), head="<title>404 Not Found | The Harbour Paper</title>")
    assert page.reason == "error_page"


def test_a_page_that_markup_calls_a_video_or_paid_is_told_by_that():
    video = '<script type="application/ld+json">{"@type": "VideoObject", "name": "The pier"}</script>'
    words = f"<h1>The pier</h1><p>{OPENING}</p>"
    assert clean_page(FRAME.format(words), head=video).reason == "video_only"
    paid = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
    assert clean_page(FRAME.format(words), head=paid).reason == "paywall_stub"
    whole = "".join(f"<p>{line}</p>" for line in (OPENING, MIDDLE, ENDING) * 3)
    assert clean_page(FRAME.format(whole), head=paid).reason is None
    assert clean_page(FRAME.format(whole), head=video).reason is None


@pytest.mark.parametrize(
    "prose",
    [
        "To continue reading, subscribe: so the sign on the pier said for years, and nobody knew who had put it up.",
        "Access denied, the machine at the gate of the harbour said, and the fishermen laughed about it for weeks.",
        "The page you are looking for is not in this book, the archivist of the town told the council on Tuesday.",
    ],
)
def test_an_article_about_such_notices_stays(prose):
    body = "".join(f"<p>{line}</p>" for line in (OPENING, prose, MIDDLE, ENDING, *[OPENING, MIDDLE, ENDING] * 2))
    assert clean_page(FRAME.format(f"<h1>The pier</h1>{body}")).reason is None
    assert clean(f"{OPENING}\n\n{prose}\n\n{MIDDLE}\n\n{ENDING}").reason is None


def test_a_text_that_is_a_notice_or_a_stub_is_a_reject_too():
    assert clean("Please verify you are human to go on.").reason == "bot_wall"
    assert clean(f"{OPENING} …\n\nThis article is for subscribers.").reason == "paywall_stub"
    assert clean(f"{ARTICLE}\n\nThis article is for subscribers.").text == ARTICLE
    assert clean("Short note.").text == "Short note."
