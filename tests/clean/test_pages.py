"""Pages: their visible text in document order, the article told from its frame, and what the markup states."""

from datetime import UTC, datetime

import pytest

from flows.clean.blocks import read_page
from tests.clean.given import ENDING, MIDDLE, OPENING, clean, clean_page

ARTICLE = f"<p>{OPENING}</p><p>{MIDDLE}</p><p>{ENDING}</p>"
TEXT = f"{OPENING}\n{MIDDLE}\n{ENDING}"
MENU = (
    "<ul>" + "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("Home", "World", "Sport", "Tides")) + "</ul>"
)


def blocks(body: str) -> list[str]:
    return [block.text for block in read_page(f"<html><body>{body}</body></html>").blocks]


def test_visible_text_is_one_line_a_block_in_document_order():
    body = "<h1>A <b>pier</b></h1><p>One<br>two</p><table><tr><td>a<td>b</table><div>c<p>d</div>e"
    assert blocks(body) == ["A pier", "One", "two", "a", "b", "c", "d", "e"]


def test_what_is_not_displayed_is_no_text():
    hidden = (
        "<script>x</script><style>x</style><template><p>x</p></template><noscript>x</noscript>"
        "<svg><title>x</title></svg>"
        "<p hidden>x</p><div style='display: none'><p>x<p>x</div><select><option>x</select><!-- x -->"
    )
    assert blocks(f"<p>a</p>{hidden}<p>b</p>") == ["a", "b"]


def test_white_space_is_one_space_and_entities_are_characters():
    assert blocks("<p> a\n\t b &amp;amp; c&nbsp;d &eacute; </p>") == ["a b &amp; c\u00a0d é"]


@pytest.mark.parametrize(
    "markup",
    ["", "<", "<p", "</p></p>", "<!--", "<script>", "\x00", "<table><td>a", "a<b>c", "<a " * 500, "<div>" * 3000],
)
def test_broken_markup_is_read_as_far_as_it_goes(markup):
    read_page(markup)


def test_the_article_is_told_from_its_frame():
    body = (
        f"<nav>{MENU}</nav><main><h1>The old pier</h1>{ARTICLE}</main>"
        f"<aside><h3>Most read</h3>{MENU}</aside><footer>© 2022 The Harbour Paper</footer>"
    )
    result = clean_page(body)
    assert result.text == TEXT
    assert (result.title, result.removed("title")) == ("The old pier", "The old pier")
    assert {"navigation", "title", "related", "legal"} == set(result.rules)


@pytest.mark.parametrize(
    ("box", "rule"),
    [
        ("<div class='ad'><span>Advertisement</span></div>", "advert"),
        ("<figure><img><figcaption>The pier in January, seen from the north.</figcaption></figure>", "caption"),
        (
            "<div class='newsletter-box'><p>The day in five stories, every morning at six, free of charge.</p></div>",
            "newsletter",
        ),
        (
            "<div class='related'><h3>Related</h3><p><a href='#'>A longer wall for the fishermen</a></p></div>",
            "related",
        ),
        ("<div class='share-bar'><a href='#'>Facebook</a> <a href='#'>Twitter</a></div>", "share"),
    ],
)
def test_a_box_between_paragraphs_goes_and_what_follows_stays(box, rule):
    result = clean_page(f"<div class='story'><p>{OPENING}</p><p>{MIDDLE}</p>{box}<p>{ENDING}</p></div>")
    assert result.text == TEXT
    assert result.rules == [rule]


@pytest.mark.parametrize(
    ("foot", "rule"),
    [
        (f"<nav class='nav-next ad-slot'>{MENU}</nav>", "navigation"),
        ("<nav class='pagination'><span>1</span> <a href='?2'>2</a> <a href='?3'>3</a></nav>", "pager"),
        ("<nav class='post-navigation'><a href='/a'>The ferry that never came back to town</a></nav>", "pager"),
        ("<div class='pager'><p>01:45</p></div>", "player"),
        ("<div class='pager'><p>$1,949.00*</p></div>", "advert"),
    ],
)
def test_what_a_frame_is_called_after_its_class_or_its_shape(foot, rule):
    result = clean_page(f"<main><h1>The old pier</h1>{ARTICLE}</main><footer>{foot}</footer>")
    assert result.text == TEXT
    assert set(result.rules) == {"title", rule}


def test_comments_are_not_the_article_even_when_they_are_longer():
    comments = "".join(
        f"<li class='comment'><p>{MIDDLE} I was there, and {place} others.</p></li>" for place in range(3)
    )
    result = clean_page(
        f"<article>{ARTICLE}{ARTICLE}</article><div id='comments'><h2>3 comments</h2><ol>{comments}</ol></div>"
    )
    assert "I was there" not in result.text
    assert "comments" in result.rules


def test_a_wrapper_called_like_a_side_bar_is_still_read():
    assert clean_page(f"<div class='has-sidebar share-enabled'><div class='ad-free'>{ARTICLE}</div></div>").text == TEXT


LD = '<script type="application/ld+json">{}</script>'


def test_json_ld_states_date_authors_section_and_title():
    said = (
        '{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"],'
        ' "headline": "The old pier &amp; more", "datePublished": "2021-04-29T15:40:00+02:00",'
        ' "author": [{"@type": "Person", "name": "Nora Bell"}, "Sami Haddad"],'
        ' "articleSection": ["Harbour"]}]}'
    )
    result = clean_page(ARTICLE, head=LD.format(said))
    assert (result.title, result.section) == ("The old pier & more", "Harbour")
    assert result.authors == ["Nora Bell", "Sami Haddad"]
    assert result.published_at == datetime(2021, 4, 29, 13, 40, tzinfo=UTC)
    assert (result.published_precision, result.published_from) == ("second", "json-ld")


@pytest.mark.parametrize(
    "said",
    ["{", '{"@type": "NewsArticle", "datePublished": "2021-04-29", }', "[" * 3000, '"x"', "null", '{"@type": {}}'],
)
def test_broken_json_ld_breaks_nothing(said):
    assert clean_page(ARTICLE, head=LD.format(said)).text == TEXT


@pytest.mark.parametrize(
    ("head", "body", "origin"),
    [
        ('<meta property="article:published_time" content="2021-04-29">', "", "meta"),
        ('<META NAME="OriginalPublicationDate" CONTENT="2021/04/29">', "", "meta"),
        ("", '<time datetime="2021-04-29">29 April</time>', "time"),
        ('<link rel="canonical" href="https://example.org/2021/04/29/pier">', "", "url"),
        ("", "<p>Last updated: 29 April 2021</p>", "text"),
    ],
)
def test_the_date_is_found_and_where(head, body, origin):
    result = clean_page(f"<h1>The old pier</h1>{body}<div>{ARTICLE}</div>", head=head)
    assert (result.published_at, result.published_from) == (datetime(2021, 4, 29, tzinfo=UTC), origin)


def test_meta_elements_state_address_section_author_and_language():
    head = (
        '<link rel="canonical" href="https://example.org/pier"><meta property="article:section" content="Harbour">'
        '<meta name="author" content="By Nora Bell and Sami Haddad"><title>The old pier | The Harbour Paper</title>'
    )
    result = clean_page(f"<h1>The old pier</h1>{ARTICLE}", head=head)
    assert (result.url, result.section, result.title) == ("https://example.org/pier", "Harbour", "The old pier")
    assert result.authors == ["Nora Bell", "Sami Haddad"]
    assert result.raw[result.title_raw_start :].startswith("The old pier")


def test_a_record_is_believed_before_its_page():
    head = '<meta property="article:published_time" content="2021-04-29"><meta property="og:title" content="Another">'
    result = clean_page(ARTICLE, head=head, title="The old pier", published_at="2020-01-01")
    assert (result.title, result.published_at.year, result.published_from) == ("The old pier", 2020, "record")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "no_text"),
        ("<script>x()</script>", "no_text"),
        (f"<nav>{MENU}</nav>", "no_article"),
        (
            "<h1>Harbour</h1>" + "".join(f"<p><a href='#'>Headline number {at} of the day</a></p>" for at in range(30)),
            "no_article",
        ),
        (
            "<h1>Access denied</h1><p>You don't have permission to access this page. Reference 18.2f.</p>",
            "bot_wall",
        ),
    ],
)
def test_a_page_without_an_article_is_a_reject_with_its_reason(body, reason):
    result = clean_page(body)
    assert result.reason == reason


def test_a_page_of_one_short_paragraph_is_an_article():
    assert clean_page(f"<nav>{MENU}</nav><div>{OPENING}</div>").text == OPENING


def test_html_of_a_record_is_read_as_a_page():
    assert (
        clean(f"<p>{OPENING}</p><p>Advertisement</p><p>{MIDDLE}</p>", media_type="text/html").text
        == f"{OPENING}\n{MIDDLE}"
    )
