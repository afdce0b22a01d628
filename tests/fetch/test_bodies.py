"""Bodies of answers: compressed, too large, broken off, too slow."""

import time

import pytest

from flows.fetch import manners
from tests.fetch.paper import Page, fetch, kinds, records, subscribe


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_compressed_bodies_are_kept_as_they_were_meant(paper, tmp_path, encoding):
    subscribe(tmp_path, paper)
    paper.story(1, encoding=encoding)
    paper.feed(1)
    run = fetch(tmp_path)
    (page,) = [body for kind, url, _, body in records(run.file) if kind == "response" and "story" in url]
    assert page == paper.pages["/story-1"].body


def test_a_server_that_hangs_up_after_each_answer_is_read_like_any_other(paper, tmp_path):
    subscribe(tmp_path, paper)
    paper.story(1)
    paper.feed(1)
    for page in paper.pages.values():
        page.headers["Connection"] = "close"
    run = fetch(tmp_path)
    assert (run.new, run.problems) == (1, [])
    assert {said["WARC-IP-Address"] for kind, _, said, _ in records(run.file) if kind == "response"} == {"127.0.0.1"}


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_a_bomb_is_stopped_at_the_limit(paper, tmp_path, encoding):
    subscribe(tmp_path, paper, limits="{megabytes: 1}")
    paper.pages["/story-1"] = Page(bytes(32 << 20), encoding=encoding)
    paper.feed(1)
    run = fetch(tmp_path)
    assert (run.new, dict(run.rejects)) == (0, {"too_large": 1})
    assert "larger than 1 MB" in run.problems[0]


def test_a_body_that_breaks_off_is_asked_for_again_and_never_kept_in_part(paper, tmp_path):
    subscribe(tmp_path, paper)
    paper.story(1, cut=50)
    paper.feed(1)
    run = fetch(tmp_path)
    assert (run.new, run.owed) == (0, 1)
    assert paper.statuses("/story-1?utm_source=rss") == [200] * manners.ATTEMPTS
    assert kinds(run.file, f"{paper.url}/story-1?utm_source=rss") == []
    paper.story(1)
    assert fetch(tmp_path).new == 1


def test_a_trickle_ends_with_the_time_for_an_answer(paper, tmp_path, monkeypatch):
    monkeypatch.setattr(manners, "ATTEMPTS", 1)
    subscribe(tmp_path, paper, limits="{seconds: 1}")
    paper.story(1, pause=0.05)
    paper.story(2)
    paper.feed(1, 2)
    before = time.monotonic()
    run = fetch(tmp_path)
    assert time.monotonic() - before < 5
    assert (run.new, run.owed) == (1, 1)
    assert "does not answer in time" in run.problems[0]
