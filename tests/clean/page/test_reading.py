"""Pages read: the compiled reader agrees with a parser of the HTML standard."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.clean.blocks import read_page
from tests.clean.page.reference import visible_lines

NAMES = (
    *("div", "p", "ul", "ol", "li", "h1", "h2", "section", "article", "nav", "dl", "dt", "dd", "blockquote"),
    *("main", "header", "aside", "address", "details", "center", "h3"),
)
ORDINARY = ("button", "label", "x-card", "applet", "marquee")
INLINE = ("b", "i", "a", "span", "em", "strong", "font", "time", "u", "small")
ATTRIBUTES = ("", "", " class='nav'", ' class=x id="y"', " hidden", " style='Display : none'", " x='a>b'")
SHOWN = ("", " class='nav'", " href=/y")
TEXTS = (
    *("one", "two &amp; three", "&eacute;t&eacute", "é—x 🏴 אבג e\u0301", "x&nbsp;", "&lt;b&gt;", "&#8217;", "&notit;"),
    *(
        " ",
        "\n\t",
        "_",
        "a<3",
        "AT&T",
        "&#x80;",
        "&copy2",
        "&",
        "&#;",
        "&#xD800;",
        "\x00",
        "\u200b",
        "\u2028",
        "&NotEqualTilde;",
    ),
)
WHOLE = (
    *(
        "<script>if (a<b) '<p>x</p>'</script>",
        "<style>p > a {}</style>",
        "<title>t</title>",
        "<textarea><p>x</textarea>",
    ),
    *("<script><!-- <script> x </script> --></script>", "<svg><g><path/><title>t</title></g></svg>", "<svg/>"),
    *("<select><option>o<option>p<b>x</select>", "<video>x</video>", "<template><p>x</template>", "<math><mi>x</math>"),
    *(
        "<!-- c -->",
        "<!>",
        "<?x?>",
        "</>",
        "<!-- a > b --!>",
        "<![CDATA[x]]>",
        "</ x>",
        "<!-->",
        "<!--->",
        "<br>",
        "<hr>",
    ),
    *(
        "<img alt='>'>",
        "<input>",
        "</p>",
        "</br>",
        "<p/>",
        "<iframe><p>x</iframe>",
        "<svg><p>out of it",
        *("<dialog>x</dialog>", "<span hidden>x <b>y</b></span>", "<a style='display:none'>x<span>y</span></a>"),
    ),
)
TABLES = ("<table>", "<tr>", "<td>", "<th>", "</td>", "</tr>", "</table>", "<tbody>", "<caption>", "<table><tr><td>")


def tags(names: tuple[str, ...], attributes: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Opening and closing tags in no order."""
    opening = st.builds("<{}{}>".format, st.sampled_from(names), st.sampled_from(attributes))
    return st.one_of(opening, st.builds("</{}>".format, st.sampled_from(names)))


# Hidden inline elements are well nested here: of others, browsers hide what the closing tags of others leave inside.
PARTS = st.one_of(
    st.sampled_from(TEXTS),
    st.sampled_from(WHOLE),
    tags(NAMES, ATTRIBUTES),
    tags((*NAMES, *ORDINARY), SHOWN),
    tags(INLINE, SHOWN),
)


def letters(text: list[str]) -> list[str]:
    return sorted(character for character in "".join(text) if character.isalnum())


def lines(markup: str) -> list[str]:
    return [block.text for block in read_page(markup).blocks]


PARTED = re.compile(r" (?=\w)")


def unparted(text: list[str]) -> list[str]:
    """Lines without the spaces that may part boxes, which no parser knows of."""
    return [PARTED.sub("", line) for line in text]


@given(st.lists(PARTS, max_size=16).map("".join))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_any_markup_has_the_lines_that_a_parser_finds(markup):
    assert unparted(lines(f"<body>{markup}")) == unparted(visible_lines(f"<body>{markup}"))
    plain = re.sub(r"</?(?:a|span|small|time|img|input|select|svg)\b[^>]*>", "", markup)
    assert lines(f"<body>{plain}") == visible_lines(f"<body>{plain}")


IN_TABLES = st.one_of(st.sampled_from(TEXTS), tags((*NAMES, *INLINE), SHOWN), st.sampled_from(TABLES))


@given(st.lists(IN_TABLES, max_size=16).map("".join))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_tables_keep_every_character_though_not_the_order_of_what_they_displace(markup):
    assert letters(lines(markup)) == letters(visible_lines(markup))


@given(st.text(alphabet=st.sampled_from("<>/!-=\"' &;#ap\x00é\n"), max_size=60))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_signs_of_markup_in_any_order(markup):
    assert lines(f"<body>{markup}") == visible_lines(f"<body>{markup}")


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<ul><li>a<li>b<ul><li>c</ul>d</ul>e", ["a", "b", "c", "d", "e"]),
        ("<dl><dt>a<dd>b<dt>c</dl>", ["a", "b", "c"]),
        ("<p>a<div>b</p>c", ["a", "b", "c"]),
        ("<table><tr><td>a<td>b<tr><th>c</table>d", ["a", "b", "c", "d"]),
        ("<td>a<td>b", ["ab"]),
        ("a<b>b</b><span>c</span> d", ["abc d"]),
        ("<pre>a\n  b\n\nc</pre>", ["a", "b", "c"]),
        ("<p>a <span hidden>b<span>c</span></span>d", ["a d"]),
        ("<div aria-hidden=true>a</div>", ["a"]),
        ("<body style='display:none'>a", ["a"]),
        ("<svg><desc><p>a</p></desc></svg>b", ["b"]),
        ("<select><option>a<div>b</div></select>c", ["c"]),
        ("<plaintext>a<p>b", []),
        ("<form>a<form>b<div>c</form>d</div>e", ["ab", "c", "d", "e"]),
        ("<p>a<!-- <p>b -->c<!-- d", ["ac"]),
        ("<a title='<p>'>a</a", ["a"]),
        ("x" * 70_000, ["x" * 70_000]),
        ("\ud800a", ["?a"]),
    ],
)
def test_odd_markup(markup, found):
    assert lines(markup) == found


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p><span>Publié</span><span>Mis à jour</span>", "Publié Mis à jour"),
        ("<p><span>Nov 15, 2019</span><span>5:45 AM</span>", "Nov 15, 2019 5:45 AM"),
        ("<p><span>Nov.</span><span>November 18</span>", "Nov. November 18"),
        ("<p>Published<time>9 May</time>by <a>Ada</a>", "Published 9 May by Ada"),
        ("<p><a href=/p>Profile</a><a href=/o>Out</a>", "Profile Out"),
        ("<p><span>193</span><a>comments</a>", "193 comments"),
        ("<p><span>Раздел</span><span>Мир</span>", "Раздел Мир"),
        ("<p>up<img src=x>down", "up down"),
        # Drop caps, words in pieces, ordinals, prices, formatting: nothing is put in.
        ("<p><span>T</span><span>HE pier</span>", "THE pier"),
        ("<p><span>T</span>he pier", "The pier"),
        ("<p><span>Ameri</span><span>cans</span>", "Americans"),
        ("<p><a href=/x>Arte</a><a href=/x>mis</a>", "Artemis"),
        ("<p>3<sup>rd</sup> of <b>Mac</b><i>Kay</i>", "3rd of MacKay"),
        ("<p><span>$3.</span><span>50</span>", "$3.50"),
        ("<p>(<span>a</span><span>)</span><span>, b</span>", "(a), b"),
        ("<p><span>東京</span><span>大阪</span>", "東京大阪"),
        ("<p><span>one</span> <span>Two</span>", "one Two"),
    ],
)
def test_boxes_that_touch_are_parted_where_no_word_goes_on(markup, found):
    assert lines(markup) == [found]


def test_links_and_depth_are_counted():
    page = read_page("<div><p>One <a href='/x'>two</a> and <a>three é</a></p></div>")
    (block,) = page.blocks
    assert (block.tag, block.link_chars) == ("p", len("two") + len("three é"))


HOSTILE = (
    *(
        "<div>",
        "</div>",
        "<a><b>",
        "<x-y>",
        "</x-y>",
        "<div></p>",
        "<table><td>",
        "<li>",
        "<p><button>",
        "<b a='",
        "&",
        "&l",
    ),
    *(
        "<",
        "<!",
        "<!--",
        "<a b",
        "<a b=",
        "<script>",
        "</script",
        "<![CDATA[",
        "\x00",
        "&#",
        "<select>",
        "<svg><p>",
        "<span hidden>",
    ),
    *(
        "<span hidden>",
        "<script><!--<script>",
        "<a class='nav '>",
        "<p style='display'>",
        "é",
        "<pre>\n",
        "<form></form>",
        "<h1><h2>",
    ),
)


@pytest.mark.parametrize("sign", HOSTILE)
def test_a_page_of_one_sign_has_the_letters_that_a_browser_shows(sign):
    """How long such pages take is measured by `tests/benchmarks/linear_time.py`."""
    assert letters(lines(sign * 30)) == letters(visible_lines(sign * 30))
