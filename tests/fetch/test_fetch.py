"""Fetching from a real web server on this machine: what is new comes once, and nothing is lost on the way."""

import gzip
import json
import time
from datetime import UTC, datetime, timedelta

import polars as pl
from click.testing import CliRunner

from flows.cli import main
from flows.fetch import fetch_all, manners, sources_to_fetch
from flows.fetch.run import fetch_source
from flows.progress import Silence
from tests.archives import build
from tests.fetch.paper import STORY, Page, fetch, kinds, records, subscribe


def test_a_feed_brings_two_articles_then_one_then_none(paper, tmp_path):
    folder = subscribe(tmp_path, paper)
    paper.story(1)
    paper.story(2)
    paper.feed(2, 1)
    first = fetch(tmp_path)
    assert (first.found, first.new, first.seen, first.failures) == (2, 2, 0, [])
    paper.story(3)
    paper.feed(3, 2, 1)
    second = fetch(tmp_path)
    assert (second.found, second.new, second.seen) == (3, 1, 2)
    third = fetch(tmp_path)
    assert (third.found, third.new, third.seen, third.file) == (3, 0, 3, None)
    assert sorted(path for path in folder.iterdir() if not path.name.startswith(".")) == sorted(
        [first.file, second.file, folder / "source.yaml"]
    )
    assert paper.statuses("/feed.xml") == [200, 200, 304]
    assert [paper.statuses(f"/story-{n}?utm_source=rss") for n in (1, 2, 3)] == [[200]] * 3


def test_the_file_of_a_run_holds_requests_responses_and_who_asked(paper, tmp_path):
    subscribe(tmp_path, paper)
    paper.story(1)
    paper.feed(1)
    found = list(records(fetch(tmp_path).file))
    address = f"{paper.url}/story-1?utm_source=rss"
    assert [(kind, url) for kind, url, _, _ in found] == [
        ("warcinfo", None),
        ("response", f"{paper.url}/feed.xml"),
        ("request", f"{paper.url}/feed.xml"),
        ("response", address),
        ("request", address),
        ("metadata", f"{paper.url}/robots.txt"),
    ]
    assert found[3][3] == paper.pages["/story-1"].body
    assert found[3][2]["WARC-IP-Address"] == "127.0.0.1"
    assert found[1][2]["WARC-Tearsheet-Use"] == "links"
    assert found[3][2]["WARC-Tearsheet-Use"] == "page"
    assert found[4][2]["WARC-Concurrent-To"] == found[3][2]["WARC-Record-ID"]
    assert all(headers["User-Agent"].endswith("(news archive; +desk@a.example)") for _, _, headers in paper.asked)


def test_what_is_unchanged_is_a_revisit_and_what_changed_a_new_record(paper, tmp_path):
    subscribe(tmp_path, paper, feed=None, pages=f"[{paper.url}/story-1, {paper.url}/story-2]")
    paper.story(1)
    paper.story(2, has_etag=False)
    paper.pages["/story-3"] = Page(b"")
    assert fetch(tmp_path).new == 2
    assert fetch(tmp_path).file is None
    subscribe(tmp_path, paper, feed=None, pages=f"[{paper.url}/story-1, {paper.url}/story-2, {paper.url}/story-4]")
    paper.story(4)
    run = fetch(tmp_path)
    assert (run.new, run.changed, run.unchanged) == (1, 0, 2)
    by_kind = {url: headers for kind, url, headers, _ in records(run.file) if kind == "revisit"}
    profiles = {url[-1]: headers["WARC-Profile"].rpartition("/")[2] for url, headers in by_kind.items()}
    assert profiles == {"1": "server-not-modified", "2": "identical-payload-digest"}
    paper.pages["/story-1"] = Page(b"<html>Corrected.</html>")
    run = fetch(tmp_path)
    assert (run.new, run.changed, run.unchanged) == (0, 1, 2)
    assert kinds(run.file, f"{paper.url}/story-1") == ["response", "request"]


def test_an_entry_that_says_it_was_changed_is_fetched_again(paper, tmp_path):
    subscribe(tmp_path, paper, feed=None, sitemap=f"{paper.url}/sitemap.xml")

    def listed(at: datetime):
        body = f"<urlset><url><loc>{paper.url}/story-1</loc><lastmod>{at.isoformat()}</lastmod></url></urlset>"
        paper.pages["/sitemap.xml"] = Page(body.encode(), "application/xml")

    paper.story(1)
    listed(datetime(2024, 5, 6, tzinfo=UTC))
    assert fetch(tmp_path).new == 1
    listed(datetime(2024, 5, 7, tzinfo=UTC))
    assert fetch(tmp_path).file is None
    paper.pages["/story-1"] = Page(b"<html>Corrected.</html>")
    time.sleep(0.01)
    listed(datetime.now(UTC))
    assert fetch(tmp_path).changed == 1
    listed(datetime.now(UTC) + timedelta(days=900))  # a site whose clock is wrong is not asked for ever
    assert fetch(tmp_path).file is None


def test_a_page_that_is_not_there_is_told_and_asked_for_again_for_a_day(paper, tmp_path):
    subscribe(tmp_path, paper)
    paper.feed(1)
    run = fetch(tmp_path)
    assert (run.new, dict(run.rejects)) == (0, {"http_404": 1})
    assert fetch(tmp_path).file is None
    paper.story(1)
    run = fetch(tmp_path)
    assert (run.new, run.changed) == (1, 0)


def test_a_feed_with_whole_texts_needs_no_pages(paper, tmp_path):
    subscribe(tmp_path, paper)
    content = f"<content:encoded><![CDATA[<p>{STORY * 8}</p>]]></content:encoded>"
    paper.feed(1, 2, content=content)
    run = fetch(tmp_path)
    assert (run.found, run.new) == (2, 2)
    assert [target for kind, target, _, _ in records(run.file) if kind == "response"] == [f"{paper.url}/feed.xml"]
    assert {headers.get("WARC-Tearsheet-Use") for _, _, headers, _ in records(run.file)} == {None, "articles"}
    assert fetch(tmp_path).file is None
    paper.feed(1, 2, 3, content=content)
    assert (fetch(tmp_path).new) == 1
    paper.pages["/feed.xml"].body += b"<!-- printed at noon -->"
    assert fetch(tmp_path).file is None


def test_sitemaps_are_followed_down_and_unpacked(paper, tmp_path):
    subscribe(tmp_path, paper, feed=None, sitemap=f"{paper.url}/index.xml", since="2024-01-01")
    index = "".join(
        f"<sitemap><loc>{paper.url}/{name}</loc><lastmod>{day}</lastmod></sitemap>"
        for name, day in (("new.xml.gz", "2024-05-06"), ("old.xml", "2019-05-06"))
    )
    news = "".join(
        f"<url><loc>{paper.url}/story-{n}</loc><lastmod>{day}</lastmod></url>"
        for n, day in ((1, "2024-05-06"), (2, "2023-12-31"))
    )
    paper.pages["/index.xml"] = Page(f"<sitemapindex>{index}</sitemapindex>".encode(), "text/xml")
    paper.pages["/new.xml.gz"] = Page(gzip.compress(f"<urlset>{news}</urlset>".encode()), "application/gzip")
    paper.story(1)
    run = fetch(tmp_path)
    assert (run.found, run.new) == (1, 1)
    assert paper.statuses("/old.xml") == []


def test_no_more_pages_than_the_limit_and_the_rest_in_the_next_run(paper, tmp_path):
    subscribe(tmp_path, paper, limits="{pages: 2}")
    for number in range(5):
        paper.story(number)
    paper.feed(*range(5))
    assert [(run.new, run.owed) for run in (fetch(tmp_path) for _ in range(4))] == [(2, 3), (2, 1), (1, 0), (0, 0)]


def test_a_run_that_was_killed_leaves_nothing_visible(paper, tmp_path):
    folder = subscribe(tmp_path, paper)
    (folder / ".fetching-20240506T000000Z-1.warc.gz").write_bytes(b"\x1f\x8b half")
    paper.story(1)
    paper.feed(1)
    assert fetch(tmp_path).new == 1
    assert len(list(folder.glob(".fetching-*"))) == 0


def test_a_file_that_breaks_off_costs_only_what_comes_after(paper, tmp_path):
    subscribe(tmp_path, paper)
    for number in (1, 2, 3):
        paper.story(number)
    paper.feed(1, 2, 3)
    file = fetch(tmp_path).file
    file.write_bytes(file.read_bytes()[: file.stat().st_size * 6 // 10])
    run = fetch(tmp_path)
    assert 1 <= run.new <= 2
    assert fetch(tmp_path).file is None


def test_the_command_tells_what_came_and_fails_where_a_source_did(paper, tmp_path):
    subscribe(tmp_path, paper)
    subscribe(tmp_path, paper, name="ghost", feed=f"{paper.url}/ghost.xml")
    paper.story(1)
    paper.feed(1)
    result = CliRunner().invoke(main, ["fetch", str(tmp_path)])
    assert result.exit_code == 1
    assert "herald: 1 new, 0 changed (" in result.stdout
    assert "ghost: nothing new, unavailable 1" in result.stdout
    assert f"ghost: {paper.url}/ghost.xml: answers 404 Not Found" in result.stderr
    assert "tearsheet: ghost: not fetched whole, see above; the next run tries again" in result.stderr
    result = CliRunner().invoke(main, ["fetch", str(tmp_path), "--source", "herald", "--json"])
    assert result.exit_code == 0
    (said,) = json.loads(result.stdout)
    assert (said["source_id"], said["found"], said["new"], said["file"]) == ("herald", 1, 0, None)


def test_what_is_no_feed_is_a_sentence(paper, tmp_path):
    subscribe(tmp_path, paper)
    paper.pages["/feed.xml"] = Page(b"<!DOCTYPE html><html><body>Welcome</body></html>")
    run = fetch(tmp_path)
    assert run.failures == [f"{paper.url}/feed.xml: is a web page; give the address of the feed or sitemap itself"]


def test_only_one_fetch_at_a_time(paper, tmp_path):
    from filelock import FileLock

    folder = subscribe(tmp_path, paper)
    with FileLock(folder / ".fetching.lock"):
        assert fetch(tmp_path).failures == [f"{folder}: another fetch is at work there; wait for it to end"]


def test_what_is_fetched_becomes_articles_and_a_later_version_the_same_article(paper, tmp_path):
    from tests.archives import build

    raw = tmp_path / "raw"
    subscribe(raw, paper, name="pages", feed=None, pages=f"[{paper.url}/story-1, {paper.url}/old]")
    subscribe(raw, paper, name="whole")
    paper.story(1)
    paper.story(2)
    paper.pages["/old"] = Page(b"", status=301, headers={"Location": "/story-2"})
    paper.feed(7, content=f"<content:encoded><![CDATA[<p>{STORY * 8}</p>]]></content:encoded>")

    def articles():
        fetch_all(raw, sources_to_fetch(raw), Silence())
        release = build(raw, tmp_path / "build").release
        rows = release.frame("articles").join(release.frame("documents"), on="document_id", suffix="_found")
        assert release.frame("rejects").filter(pl.col("reason") != "superseded").is_empty()
        return {row["url_found"]: row for row in rows.sort("url_found").iter_rows(named=True)}

    first = articles()
    assert [url.removeprefix(paper.url) for url in first] == ["/story-1", "/story-2", "/story-7?utm_source=rss"]
    assert first[f"{paper.url}/story-1"]["text"].count("Nobody was hurt.") == 1
    assert first[f"{paper.url}/story-7?utm_source=rss"]["text"].count("The harbour office said") == 8
    body = paper.pages["/story-1"].body
    paper.pages["/story-1"] = Page(body.replace(b"Nobody was hurt.", b"One sailor was hurt."))
    second = articles()
    assert second.keys() == first.keys()
    address = f"{paper.url}/story-1"
    assert second[address]["article_id"] == first[address]["article_id"]
    assert "One sailor was hurt." in second[address]["text"]


def test_an_interrupted_run_keeps_what_it_has_and_owes_the_rest(paper, tmp_path):
    subscribe(tmp_path, paper)
    for number in range(4):
        paper.story(number)
    paper.feed(*range(4))
    hosts = manners.Hosts()

    class Impatient(Silence):
        def advance(self, *_):
            hosts.is_over = True

    (wanted,) = sources_to_fetch(tmp_path)
    run = fetch_source(tmp_path / "herald", wanted.settings, hosts, Impatient(), again=False)
    assert (run.new, run.owed, run.file is not None) == (1, 3, True)
    assert fetch(tmp_path).new == 3


def test_what_a_feed_says_of_a_page_stands_in_for_what_the_page_does_not_say(paper, tmp_path):
    subscribe(tmp_path / "raw", paper)
    paper.story(1)
    paper.story(2)
    dated = b'<head><meta property="article:published_time" content="2024-05-01T10:00:00Z">'
    paper.pages["/story-2"].body = paper.pages["/story-2"].body.replace(b"<head>", dated)
    told = "<pubDate>Tue, 07 May 2024 09:30:00 +0200</pubDate><author>desk@a.example (Zoë Ångström)</author>"
    paper.feed(1, 2, content=told)
    fetch(tmp_path / "raw")
    articles = build(tmp_path / "raw", tmp_path / "build").release.frame("articles").sort("title")
    assert articles.select("published_at", "published_from", "authors").rows() == [
        (datetime(2024, 5, 7, 7, 30, tzinfo=UTC), "feed", ["Zoë Ångström"]),
        (datetime(2024, 5, 1, 10, tzinfo=UTC), "meta", ["Zoë Ångström"]),
    ]
