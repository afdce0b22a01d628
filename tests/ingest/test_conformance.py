"""Other projects' odd inputs: each is read as they expect, or the table of exceptions says why it is not."""

import html
import json
import re

import pytest

from tests.ingest.given import records

# Web archives (warcio's): the pages that each holds, and the rejects by reason.
WARC = {
    "bad.arc": (0, ["damaged", "empty", "damaged"]),
    "example-bad-non-chunked.warc.gz": (1, []),
    "example-bad.warc.gz.bad": (1, ["http_status"]),
    "example-digest.warc": (0, []),  # four requests
    "example-iana.org-chunked.warc": (1, []),
    "example-resource.warc.gz": (1, []),
    "example-space-in-target-uri.warc.gz": (0, ["not_a_page"]),  # a picture
    "example-space-in-url.arc": (1, []),
    "example-trunc.warc": (1, []),
    "example-wget-bad-target-uri.warc.gz": (1, []),
    "example-wrong-chunks.warc.gz": (1, []),
    "example.arc": (1, []),
    "example.arc.gz": (1, []),
    "example.warc": (1, []),
    "example.warc.gz": (1, []),
    "post-test.warc.gz": (0, ["not_a_page"] * 3),  # answers in JSON
}
# Feeds (gofeed's): where we differ, the field and why.
FEEDS = {
    "issue_303_encoded_no_namespace": ("content", "an <encoded> without its namespace is still the text of the entry"),
    "rdf_item_links": ("url", "of several links the first is the page, as the other readers of feeds have it"),
    "rss_channel_item_links": ("url", "of several links the first is the page, as the other readers of feeds have it"),
    "entry_id_xml_base": (
        "id",
        "an Atom id is compared as it is written (RFC 4287, 4.2.6.1), so no base goes before it",
    ),
}
# Feeds in JSON and odd ones, with the title of their only entry or the reason of their reject.
UNIVERSAL = {
    "atom03_feed.xml": "listing",
    "atom10_feed.xml": "listing",
    "empty_feed.xml": "empty",
    "invalid.json": "invalid_json",
    "json10_feed.json": "title",
    "json11_feed.json": "title",
    "rdf_feed.xml": "listing",
    "rss_feed.xml": "listing",
    "rss_feed_bom.xml": "listing",
    "rss_feed_leading_spaces.xml": "listing",
    "sample.json": "title",
    "unknown_feed.xml": "unsupported_format",
}
# Sitemaps (crawler-commons'): how many addresses each holds, and titles of news where it states them.
SITEMAPS = {
    "atom.xml": (0, []),  # a feed that serves as a sitemap: its entry is read as one
    "do-not-visit.txt": (1, []),
    "sitemap-with-bom.txt": (2, []),
    "sitemap.badns.xml": (2, []),
    "sitemap.index.xml": (15, []),  # the addresses stand in <sitemap> itself
    "sitemap.ns.xml": (2, []),
    "sitemap.txt": (2, []),
    "sitemap.txt.gz": (5, []),
    "xmlSitemap.gz": (5, []),
    "hebdenbridgetimes-articles-sitemap.xml": (74, []),
    "pagemaps-sitemap.xml": (2, []),
    "shinpaideshou-news-sitemap.xml": (3, ["Job Opening", "Call for Papers", "Job Opening"]),
    "sitemap-images.xml": (1, []),
    "sitemap-links.xml": (3, []),
    "sitemap-mobile.xml": (3, []),
    "sitemap-news.xml": (2, ["Companies A, B in Merger Talks", "Test empty news attributes"]),
    "sitemap-videos-tvshow.xml": (1, []),
    "sitemap-videos.xml": (3, []),
}


def of_file(folder, path):
    return records(folder, {path.name: path.read_bytes()})


def test_every_page_of_a_web_archive_is_found_whatever_is_wrong_with_it(tmp_path, shared):
    found = {}
    for path in sorted((shared / "conformance/warc").iterdir()):
        rows = of_file(tmp_path / path.name, path)
        pages = [row for row in rows if row["status"] == "accepted"]
        assert all("</html>" in page["content"] and page["url"].startswith("http") for page in pages), path.name
        assert all(page["captured_at"] and page["native_id"] for page in pages), path.name
        found[path.name] = (len(pages), [row["reason"] for row in rows if row["reason"]])
    assert found == WARC


def plain(markup):
    """Text without markup, however often it was escaped."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", html.unescape(markup or ""))).split()) or None


def expected_entries(parse):
    """What another reader of feeds made of the entries of a feed."""
    for entry in parse.get("items", parse.get("entries", [])):
        is_atom = "entries" in parse
        content, links = entry.get("content"), entry.get("links", [])
        pages = [link.get("href") for link in links if link.get("rel", "alternate") == "alternate"] if is_atom else []
        authors = entry.get("authors") or [{}]
        yield {
            "id": entry.get("id") if is_atom else (entry.get("guid") or {}).get("value"),
            "title": plain(entry.get("title")),
            "url": next((page for page in pages if page), None) if is_atom else entry.get("link"),
            "content": plain((content or {}).get("value") or entry.get("summary"))
            if is_atom
            else plain(content or entry.get("description")),
            "author": authors[0].get("name") if is_atom else plain(entry.get("author")),
        }


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_entries_of_feeds_are_as_another_reader_finds_them(tmp_path, shared, kind):
    differences = {}
    for parse in sorted((shared / "conformance/feeds/parser" / kind).glob("*.json")):
        wanted = list(expected_entries(json.loads(parse.read_text())))
        rows = of_file(tmp_path / parse.stem, parse.with_suffix(".xml"))
        if not wanted:
            assert [row["reason"] for row in rows] == ["listing"], parse.stem
            continue
        assert len(rows) == len(wanted), parse.stem
        for row, entry in zip(rows, wanted, strict=True):
            found = {
                "id": row["native_id"] if entry["id"] else None,
                "title": plain(row["title"]),
                "url": row["url"],
                "content": plain(row["content"]),
                "author": plain(row["byline"] or (row["authors"] or [None])[0]),
            }
            for field in (name for name in entry if entry[name] != found[name]):
                differences[parse.stem] = field
    assert differences == {name: field for name, (field, _why) in FEEDS.items() if name in differences}
    assert set(differences) == {n for n in FEEDS if (shared / f"conformance/feeds/parser/{kind}/{n}.xml").exists()}


def test_odd_feeds_are_read_or_named(tmp_path, shared):
    found = {}
    for path in sorted((shared / "conformance/feeds/parser/universal").iterdir()):
        (row,) = of_file(tmp_path / path.name, path)
        found[path.name] = row["reason"] or row["title"]
    assert found == UNIVERSAL


def test_every_address_of_a_sitemap_is_a_reject_that_names_its_page(tmp_path, shared):
    found = {}
    for path in sorted((shared / "conformance/crawl/sitemaps").rglob("*.*")):
        rows = [row for row in of_file(tmp_path / path.name, path) if row["reason"]]
        assert all(row["reason"] == "listing" and row["native_id"] == row["url"] for row in rows), path.name
        assert all(row["url"].startswith("http") for row in rows), path.name
        titles = [re.split(":| for|$", row["title"])[0] for row in rows if row["title"]]
        found[path.name] = (len(rows), titles)
    expected = {
        name: (count, [re.split(":| for|$", t)[0] for t in titles]) for name, (count, titles) in SITEMAPS.items()
    }
    assert found == expected
