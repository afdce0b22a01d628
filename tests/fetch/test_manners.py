"""How sites are treated: redirects, servers in trouble, robots.txt and delays."""

import time

import pytest

from tests.fetch.paper import Page, fetch, kinds, subscribe


def test_a_redirect_is_followed_hop_by_hop_and_kept(paper, tmp_path):
    subscribe(tmp_path, paper)
    paper.story(1)
    paper.pages["/old"] = Page(b"", status=301, headers={"Location": "/story-1"})
    paper.feed(1)
    paper.pages["/feed.xml"].body = paper.pages["/feed.xml"].body.replace(b"/story-1?utm_source=rss", b"/old")
    run = fetch(tmp_path)
    assert run.new == 1
    assert kinds(run.file, f"{paper.url}/old") == ["response", "request"]
    assert kinds(run.file, f"{paper.url}/story-1") == ["response", "request"]
    assert fetch(tmp_path).file is None


@pytest.mark.parametrize("target", ["http://elsewhere.example/x", "file:///etc/passwd", "http://169.254.169.254/meta"])
def test_a_redirect_out_of_the_allowed_hosts_is_refused(paper, tmp_path, target):
    subscribe(tmp_path, paper)
    paper.pages["/story-1"] = Page(b"", status=302, headers={"Location": target})
    paper.feed(1)
    run = fetch(tmp_path)
    assert (run.new, dict(run.rejects), run.file) == (0, {"refused": 1}, None)


def test_a_busy_server_is_asked_again_when_it_says(paper, tmp_path):
    subscribe(tmp_path, paper)
    paper.story(1, moods=[(503, {"Retry-After": "1"}), (500, {})])
    paper.feed(1)
    before = time.monotonic()
    assert fetch(tmp_path).new == 1
    assert time.monotonic() - before >= 1
    assert paper.statuses("/story-1?utm_source=rss") == [503, 500, 200]


def test_a_server_that_wants_a_long_rest_gets_it_and_no_article_is_lost(paper, tmp_path):
    subscribe(tmp_path, paper)
    paper.story(1, moods=[(503, {"Retry-After": "86400"})])
    paper.story(2)
    paper.feed(1, 2)
    run = fetch(tmp_path)
    assert (run.new, run.owed, run.rejects["unavailable"]) == (0, 2, 2)
    assert "asks to be left alone" in run.problems[0]
    paper.feed(3)
    paper.story(3)
    run = fetch(tmp_path)
    assert (run.found, run.new, run.owed) == (1, 3, 0)
    assert fetch(tmp_path).file is None


def test_robots_txt_is_obeyed(paper, tmp_path):
    subscribe(tmp_path, paper, feed=None, pages=f"[{paper.url}/private/story, {paper.url}/story-1]")
    paper.story(1)
    run = fetch(tmp_path)
    assert (run.new, dict(run.rejects)) == (1, {"robots": 1})
    assert paper.statuses("/private/story") == []


def test_a_site_whose_robots_txt_fails_is_left_alone(paper, tmp_path):
    subscribe(tmp_path, paper)
    paper.pages["/robots.txt"] = Page(b"", status=500)
    paper.feed(1)
    run = fetch(tmp_path)
    assert run.failures == [f"{paper.url}/feed.xml: {paper.url}/robots.txt: answers 500 Internal Server Error"]
    assert paper.statuses("/feed.xml") == []


def test_the_longer_of_two_delays_counts(paper, tmp_path):
    subscribe(tmp_path, paper, delay=0.1)
    paper.pages["/robots.txt"] = Page(b"User-agent: tearsheet\nCrawl-delay: 0.4\n", "text/plain")
    paper.story(1)
    paper.feed(1)
    before = time.monotonic()
    assert fetch(tmp_path).new == 1
    assert time.monotonic() - before >= 0.5


def test_a_server_that_only_a_person_can_mend_is_left_alone_too(paper, tmp_path):
    subscribe(tmp_path, paper)
    paper.pages["/robots.txt"] = Page(b"", status=521)
    paper.feed(1)
    assert "robots.txt: answers 521" in fetch(tmp_path).failures[0]
    assert paper.statuses("/robots.txt") == [521]
    assert paper.statuses("/feed.xml") == []


def test_a_long_robots_txt_is_obeyed_and_one_without_end_is_no_permission(paper, tmp_path):
    subscribe(tmp_path, paper)
    paper.feed(1)
    rules = b"User-agent: *\nDisallow: /story-1\n"
    paper.pages["/robots.txt"] = Page(rules + b"# more\n" * 100_000, "text/plain")
    assert dict(fetch(tmp_path).rejects) == {"robots": 1}
    paper.pages["/robots.txt"] = Page(b"# more\n" * 2_000_000, "text/plain")
    run = fetch(tmp_path)
    assert dict(run.rejects) == {"unavailable": 1}
    assert "larger than 8 MB" in run.failures[0]
    assert paper.statuses("/robots.txt") == [200, 200]


def test_what_is_no_address_costs_itself_alone(paper, tmp_path):
    subscribe(tmp_path, paper)
    for number in (1, 2):
        paper.story(number)
    paper.pages["/story-1"] = Page(b"", status=302, headers={"Location": "http://[elsewhere/"})
    paper.feed(1, 2)
    run = fetch(tmp_path)
    assert (run.new, dict(run.rejects)) == (1, {"refused": 1})


def test_a_wait_that_no_calendar_holds_is_none(paper, tmp_path):
    subscribe(tmp_path, paper)
    paper.story(1)
    paper.pages["/story-1"].moods = [(503, {"Retry-After": "Mon, 01 Jan 2024 00:00:00 +99999999999999"})]
    paper.feed(1)
    assert fetch(tmp_path).new == 1
    assert paper.statuses("/story-1?utm_source=rss") == [503, 200]
