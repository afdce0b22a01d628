"""Feeds and sitemaps: what they list, in every shape and however broken."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.fetch.bodies import gunzipped
from flows.fetch.listings import Entry, ListingError, Said, parse_listing

BASE = "https://herald.example/"
LONG = "The council voted on the new quay after a debate that went on well past midnight. " * 10


def urls(body: bytes) -> list[str]:
    return [entry.url for entry in parse_listing(body, BASE).entries]


def test_rss_with_trackers_permalinks_and_relative_links():
    body = b"""<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel>
      <link>https://herald.example</link>
      <item><link>https://proxy.example/1</link><feedburner:origLink>https://herald.example/1</feedburner:origLink></item>
      <item><guid>https://herald.example/2</guid></item>
      <item><guid isPermaLink="false">https://herald.example/id-3</guid><title>No link</title></item>
      <item><link> /4 </link></item></channel></rss>"""
    assert urls(body) == ["https://herald.example/1", "https://herald.example/2", "https://herald.example/4"]


def test_atom_takes_the_alternate_and_resolves_against_its_base():
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://herald.example/news/">
      <link href="https://herald.example/self" rel="self"/>
      <entry><link rel="enclosure" href="a.mp3"/><link rel="alternate" href="a"/>
      <updated>2024-05-06T07:08:09Z</updated></entry>
      <entry><id>urn:b</id><link href="b"/><published>2024-05-06T09:08:09+02:00</published></entry></feed>"""
    assert [(entry.url, entry.changed) for entry in parse_listing(body, BASE).entries] == [
        ("https://herald.example/news/a", datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)),
        ("https://herald.example/news/b", datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)),
    ]


def test_json_feed():
    items = [{"id": 1, "url": "/1", "content_text": LONG, "date_published": "2024-05-06T07:08:09Z"}]
    listing = parse_listing(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode(), BASE)
    assert [(entry.url, entry.is_whole) for entry in listing.entries] == [("https://herald.example/1", True)]
    assert listing.is_whole


@pytest.mark.parametrize(
    ("content", "is_whole"),
    [
        (f"&lt;p&gt;{LONG}&lt;/p&gt;", True),
        (f"<![CDATA[<p>{LONG}</p>]]>", True),
        ("A short note.", False),
        (f"{LONG} […]", False),
        (f"<![CDATA[<p>{LONG} [&hellip;]</p>]]>", False),
        (f"<![CDATA[<p>{LONG}… <a href='/x'>Read more</a></p>]]>", False),
        (f"<![CDATA[{'<img src=x>' * 200}]]>", False),
    ],
)
def test_a_text_in_a_feed_is_whole_when_it_is_long_and_not_cut_short(content, is_whole):
    body = f'<rss xmlns:c="http://purl.org/rss/1.0/modules/content/"><item><link>/1</link><c:encoded>{content}</c:encoded></item></rss>'
    (entry,) = parse_listing(body.encode(), BASE).entries
    assert entry.is_whole is is_whole


def test_a_feed_that_breaks_off_lists_what_came_before():
    assert urls(b"<rss><channel><item><link>/1</link></item><item><link>/2") in (
        ["https://herald.example/1"],
        ["https://herald.example/1", "https://herald.example/2"],
    )


def test_entities_are_never_resolved(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("/secret-story")
    declared = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "/{"y" * 99}">]>'
    body = f"{declared}<rss><item><link>&x;</link></item><item><link>/1</link><title>&y;</title></item></rss>"
    assert urls(body.encode()) == ["https://herald.example/1"]


def test_a_feed_of_a_hundred_thousand_items_is_read():
    items = b"".join(
        b"<item><link>/%d</link><description>%s</description></item>" % (n, b"x" * 200) for n in range(10**5)
    )
    assert len(urls(b"<rss><channel>" + items + b"</channel></rss>")) == 10**5


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "is empty"),
        (b"Not found", "holds neither feed nor sitemap"),
        (b"<!doctype html><p>Welcome", "is a web page"),
        (b"<opml><body/></opml>", "holds <opml>"),
        (b'{"error": 1}', "is no JSON Feed"),
        (b'{"items": [' + b"[" * 10**5, "is no JSON Feed"),
    ],
)
def test_what_is_no_listing_is_said(body, sentence):
    with pytest.raises(ListingError, match=sentence):
        parse_listing(body, BASE)


def test_a_news_sitemap_says_when_articles_were_published():
    body = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
      xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://herald.example/1</loc>
      <image:image><image:loc>https://herald.example/1.jpg</image:loc></image:image>
      <news:news><news:publication_date>2024-05-06</news:publication_date></news:news></url></urlset>"""
    day, said_so = datetime(2024, 5, 6, tzinfo=UTC), Said(published="2024-05-06")
    assert parse_listing(body, BASE).entries == (Entry(f"{BASE}1", day, said=said_so),)


def links_expected(path: Path) -> list[str]:
    """The entries' own links in a parse that gofeed expects: an Atom alternate, an RSS link."""
    parsed = json.loads(path.read_bytes()) or {}
    found = []
    for item in parsed.get("items") or parsed.get("entries") or []:
        links = [link if isinstance(link, dict) else {"href": link} for link in item.get("links") or []]
        own = [link["href"] for link in links if link.get("rel", "alternate") == "alternate" and "href" in link]
        found += own[:1] or ([item["link"]] if "link" in item else [])
    return found


def test_feeds_list_what_gofeed_expects(shared):
    folder = shared / "conformance" / "feeds" / "parser"
    pairs = [(path, path.with_suffix(".json")) for path in sorted(folder.rglob("*.xml"))]
    pairs = [(feed, parsed) for feed, parsed in pairs if parsed.is_file()]
    assert len(pairs) > 400
    for feed, parsed in pairs:
        assert urls(feed.read_bytes()) == links_expected(parsed), feed.name


# How many addresses each sitemap of crawler-commons lists. The index has no <loc> round its addresses.
SITEMAPS = {
    "atom.xml": 1,
    "do-not-visit.txt": 1,
    "hebdenbridgetimes-articles-sitemap.xml": 74,
    "pagemaps-sitemap.xml": 2,
    "shinpaideshou-news-sitemap.xml": 3,
    "sitemap-images.xml": 1,
    "sitemap-links.xml": 3,
    "sitemap-mobile.xml": 3,
    "sitemap-news.xml": 2,
    "sitemap-videos-tvshow.xml": 1,
    "sitemap-videos.xml": 3,
    "sitemap-with-bom.txt": 2,
    "sitemap.badns.xml": 2,
    "sitemap.index.xml": 15,
    "sitemap.ns.xml": 2,
    "sitemap.txt": 2,
    "sitemap.txt.gz": 5,
    "xmlSitemap.gz": 5,
}


def test_sitemaps_of_crawler_commons(shared):
    folder = shared / "conformance" / "crawl" / "sitemaps"
    found = {}
    for path in (path for path in folder.rglob("*") if path.is_file()):
        listing = parse_listing(gunzipped(path.read_bytes(), 1 << 24), BASE)
        assert all(
            entry.url.startswith("http") and " " not in entry.url for entry in listing.entries + listing.sitemaps
        )
        found[path.name] = len(listing.entries) + len(listing.sitemaps)
    assert found == SITEMAPS


@pytest.mark.parametrize(
    "listing",
    [
        b"<rss><channel><item><link>http://[no/</link></item><item><link>/yes</link></item></channel></rss>",
        b"<urlset><url><loc>http://[no/</loc></url><url><loc>https://a.example/yes</loc></url></urlset>",
        b'{"items": [{"url": "http://[no/"}, {"url": "https://a.example/yes"}]}',
        b"http://user:[@a.example/no\nhttps://a.example/yes\n",
    ],
)
def test_a_link_that_is_no_address_costs_itself_alone(listing):
    assert [entry.url for entry in parse_listing(listing, "https://a.example/").entries] == ["https://a.example/yes"]


@pytest.mark.parametrize("between", ["x" * 11_000_000, "<a>" * 300 + "</a>" * 300], ids=["long", "deep"])
def test_what_follows_a_long_text_or_deep_elements_is_not_lost(between):
    items = [f"<item><link>https://courier.example/{n}</link></item>" for n in (1, 2)]
    feed = f"<rss><channel>{items[0]}<item>{between}</item>{items[1]}</channel></rss>".encode()
    found = parse_listing(feed, "https://courier.example/feed")
    assert [entry.url for entry in found.entries] == ["https://courier.example/1", "https://courier.example/2"]


def said(body: bytes) -> list[Said]:
    return [entry.said for entry in parse_listing(body, BASE).entries]


def test_feeds_say_who_wrote_what_when():
    rss = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Herald</title>
      <item><link>/1</link><title>Quay &amp;amp; pier: <![CDATA[<b>“closed”</b>]]></title>
      <dc:creator>Ana Roe</dc:creator>
      <dc:creator>Bo Lind</dc:creator><pubDate>Mon, 06 May 2024 07:08:09 +0200</pubDate></item>
      <item><link>/2</link><author>desk@herald.example (Ana Roe)</author></item>
      <item><link>/3</link><author>desk@herald.example</author></item></channel></rss>""".encode()
    assert said(rss) == [
        Said("Quay & pier: “closed”", "Ana Roe, Bo Lind", "Mon, 06 May 2024 07:08:09 +0200"),
        Said(by="Ana Roe"),
        Said(),
    ]
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/1"/><title>Quay</title>
      <author><name>Ana Roe</name><email>ana@herald.example</email></author><updated>2024-05-07T00:00:00Z</updated>
      <published>2024-05-06</published></entry></feed>"""
    assert said(atom) == [Said("Quay", "Ana Roe", "2024-05-06")]
    feed = {"url": "/1", "title": "Quay", "authors": [{"name": "Ana Roe"}], "date_published": "2024-05-06"}
    assert said(json.dumps({"items": [feed]}).encode()) == [Said("Quay", "Ana Roe", "2024-05-06")]


def test_news_sitemaps_say_when_an_article_was_published_and_not_when_its_page_changed():
    sitemap = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
      <url><loc>https://herald.example/1</loc><lastmod>2024-05-09</lastmod><news:news>
      <news:publication><news:name>Herald</news:name></news:publication>
      <news:publication_date>2024-05-06T07:00Z</news:publication_date><news:title>Quay</news:title></news:news></url>
      <url><loc>https://herald.example/2</loc><lastmod>2024-05-09</lastmod></url></urlset>"""
    assert said(sitemap) == [Said("Quay", published="2024-05-06T07:00Z"), Said()]
