"""Canonical addresses: the same story under many addresses is one; different stories stay apart."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.urls import canonical_url, host_of, joined_url, normalize_url

STORY = "https://www.herald.example/2024/05/harbour-closed"


@pytest.mark.parametrize(
    "found",
    [
        STORY,
        "HTTP://WWW.Herald.Example:80/2024/05/harbour-closed/",
        "https://www.herald.example:443/2024/05/./harbour%2Dclosed#comments",
        "www.herald.example/2024/05/harbour-closed",
        f"{STORY}?utm_source=rss&utm_medium=feed&fbclid=x1",
        f"{STORY}/amp/",
        f"{STORY}?amp=1",
        "//www.herald.example/2024/05/harbour-closed/amp.html",
        f"{STORY}?outputType=amp&gclid=3",
        "https://m.herald.example/2024/05/harbour-closed",
        "https://amp.herald.example/2024/05/harbour-closed?smid=tw-share",
        "https://www-herald-example.cdn.ampproject.org/c/s/www.herald.example/2024/05/harbour-closed?usqp=1&amp",
        "https://www.google.com/amp/s/www.herald.example/2024/05/harbour-closed",
        f"  {STORY};jsessionid=0A1B ",
        "https://reader:secret@www.herald.example/2024/05/harbour-closed",
    ],
)
def test_every_link_to_a_story_is_one_address(found):
    canonical = canonical_url(found)
    assert canonical in (STORY, f"{STORY}?usqp=1")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/story?id=1", "https://a.example/story?id=2"),
        ("https://a.example/#!/story/1", "https://a.example/#!/story/2"),
        ("https://a.example/2020/amp/fuse.html", "https://a.example/2020/fuse.html"),
        ("https://a.example/amp", "https://a.example/"),
        ("https://a.example/Story", "https://a.example/story"),
        ("https://a.example/story", "https://www.a.example/story"),
        ("https://a.example/camp", "https://a.example/c"),
        ("https://a.example/amplifier", "https://a.example/lifier"),
        ("https://a.example/?q=amp", "https://a.example/"),
        ("https://a.example:8080/x", "https://a.example/x"),
        ("https://a.example/list?page=2", "https://a.example/list"),
        ("https://m.example/x", "https://www.example/x"),
        ("https://a.example/x?ref=12", "https://a.example/x"),
    ],
)
def test_different_stories_stay_apart(one, other):
    assert canonical_url(one) != canonical_url(other)


def test_the_order_of_parameters_and_the_spelling_of_escapes_make_no_difference():
    assert canonical_url("http://a.example/s?b=%7e&a=c%2fd") == "https://a.example/s?a=c%2Fd&b=~"
    assert canonical_url("https://новости.example/страна") == canonical_url(
        "https://xn--b1amnebsh.example/%D1%81%D1%82%D1%80%D0%B0%D0%BD%D0%B0"
    )


@pytest.mark.parametrize(
    "url",
    [
        "mailto:desk@herald.example",
        "javascript:void(0)",
        "file:///etc/passwd",
        "http://%2X/",
        "/2024/story",
        "no address",
        "",
    ],
)
def test_what_is_no_web_address_has_no_canonical_form(url):
    assert canonical_url(url) is None


def test_a_scheme_is_kept_where_a_port_is_stated():
    assert canonical_url("http://127.0.0.1:8000/a/") == "http://127.0.0.1:8000/a"


def test_the_host_of_an_address():
    assert host_of("https://User@Bücher.Example.:81/x") == "xn--bcher-kva.example"
    assert host_of("mailto:desk@herald.example") == ""


@given(
    st.text(max_size=60), st.sampled_from(["", "http://a.example/", "https://m.b.example/amp/", "https://c.example/?"])
)
def test_the_canonical_form_of_a_canonical_form_is_itself(text, start):
    canonical = canonical_url(start + text)
    assert canonical is None or canonical_url(canonical) == canonical


def cases(folder: Path) -> list[list[str]]:
    lines = (folder / "weirdToNormalizedUrls.csv").read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    return [[cell.strip(" ") for cell in row] for row in csv.reader(kept, skipinitialspace=True)]


def test_addresses_are_normalized_as_crawlers_agree(shared):
    rows = cases(shared / "conformance" / "crawl" / "normalizer")
    assert len(rows) > 100
    assert [(found, normalize_url(found)) for found, _ in rows] == [(found, wanted) for found, wanted in rows]


def test_addresses_with_impossible_hosts_have_no_normal_form(shared):
    path = shared / "conformance" / "crawl" / "normalizer" / "invalidUrls.csv"
    urls = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert len(urls) == 2
    assert [normalize_url(url) for url in urls] == [None, None]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("../b?c#d", "https://a.example/b?c#d"),
        (" //b.example/c\n", "https://b.example/c"),
        ("http://[b.example/", None),
        ("/b\x1b[2J", None),
    ],
)
def test_a_link_is_an_address_or_none(link, address):
    assert joined_url("https://a.example/x/y", link) == address
