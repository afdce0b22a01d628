"""robots.txt: the examples of RFC 9309 and the odd files of crawler-commons."""

from pathlib import Path

import pytest

from flows.fetch.robots import parse_robots

# file, agent, path, whether it may be fetched
CASES = """
rfc9309-example-simple-robots.txt foobot /example/page.html 1
rfc9309-example-simple-robots.txt foobot /example/allowed.gif 1
rfc9309-example-simple-robots.txt foobot /other 0
rfc9309-example-simple-robots.txt barbot /example/page.html 0
rfc9309-example-simple-robots.txt bazbot /other 1
rfc9309-example-simple-robots.txt quxbot /example/page.html 1
rfc9309-example-simple-robots.txt tearsheet /image.gif 0
rfc9309-example-simple-robots.txt tearsheet /example/x 0
rfc9309-example-simple-robots.txt tearsheet /publications/x 1
rfc9309-example-longest-match-robots.txt foobot /example/page/x 1
rfc9309-example-longest-match-robots.txt foobot /example/page/disallowed.gif 0
rfc9309-example-rule-group-merging.txt ExampleBot /baz 0
rfc9309-example-rule-group-merging.txt ExampleBot /foo 0
rfc9309-example-rule-group-merging.txt BazBot /foo 1
rfc9309-example-rule-group-merging.txt tearsheet /baz 1
precedence-of-rules.txt testy /foo 0
precedence-of-rules.txt testy /foo/bar/baz 1
precedence-of-rules.txt wget /bar 0
precedence-of-rules.txt wget /index.html 1
merge-rules.txt testy /x 0
merge-rules.txt wget /foo/bar 1
merge-rules.txt wget /tmp/bar 0
merge-rules.txt tearsheet /foo/bar 0
merge-rules.txt tearsheet /ckh/bar 1
crawl-delay-group-merging.txt mybot /private/ 0
crawl-delay-group-merging.txt mybot /login/ 1
crawl-delay-group-merging.txt yourbot /private/ 0
crawl-delay-group-merging.txt yourbot /login/ 0
crawl-delay-group-merging.txt tearsheet /login/ 1
extensions-group-merging.txt mybot /private/ 0
extensions-group-merging.txt yourbot /login/ 0
extensions-group-merging.txt tearsheet /llms.txt 1
extensions-group-merging.txt tearsheet /x 0
extension-robots.txt mybot /private/ 0
extension-robots.txt otherbot /admin/ 0
extension-robots.txt tearsheet /private/ 1
directive-typos-robots.txt bot1 /desallow/ 0
directive-typos-robots.txt bot1 /dissalow/ 0
directive-typos-robots.txt bot2 /useragent/ 0
directive-typos-robots.txt bot3 /useg-agent/ 0
directive-typos-robots.txt bot4 /useragent-no-colon/ 0
format-errors-robots.txt bot1 /whitespace-before-colon/ 0
format-errors-robots.txt bot1 /no-colon/ 0
format-errors-robots.txt bot2 /no-colon-useragent/ 0
format-errors-robots.txt bot3 /whitespace-before-colon 1
format-errors-robots.txt bot3 /x 0
malformed-path.txt tearsheet /wiki/Wikipedia_talk:Mediation_Committee/ 0
malformed-path.txt tearsheet /wiki/Wikipedia_talk%3Mediation_Committee/ 0
many-user-agents.txt wget /x 0
many-user-agents.txt mysuperbot /x 1
relative-sitemap-robots.txt tearsheet /cache/x 0
robots-with-utf16be-bom.txt tearsheet /profile 0
robots-with-utf16le-bom.txt tearsheet /profile 0
robots-with-utf8-bom.txt tearsheet /profile 0
robots-with-utf8-bom.txt googlebot /profile 0
sitemap-robots.txt tearsheet /x 1
twitter.com-robots.txt tearsheet /x?y 0
twitter.com-robots.txt tearsheet /a/with_friends 0
twitter.com-robots.txt tearsheet /a 1
wildcards.txt tearsheet /gp/cart 0
wildcards.txt tearsheet /wishlist 1
wildcards.txt tearsheet /gp/registry/wishlist/x/reserve 0
www.flot.com-robots.txt tearsheet /img/ 0
"""
DELAYS = """
astore.amazon.com-robots.txt tearsheet 5
crawl-delay-group-merging.txt mybot 10
crawl-delay-group-merging.txt yourbot 0
crawl-delay-group-merging.txt tearsheet 30
dos-line-endings.txt tearsheet 1
extended-standard-robots.txt bot1 2
extended-standard-robots.txt bot2 15
extended-standard-robots.txt bot4 0.125
twitter.com-robots.txt Slurp 1
extensions-group-merging.txt mybot 6
"""


@pytest.fixture
def robots(shared):
    folder: Path = shared / "conformance" / "crawl" / "robots"
    return lambda name: parse_robots((folder / name).read_bytes())


def test_rules_are_obeyed(robots):
    cases = [line.split() for line in CASES.split("\n") if line]
    assert len(cases) > 50
    for file, agent, path, allowed in cases:
        assert robots(file).allows(f"https://www.example.com{path}", agent) is (allowed == "1"), (file, agent, path)


def test_the_pace_is_kept(robots):
    for file, agent, seconds in (line.split() for line in DELAYS.split("\n") if line):
        assert robots(file).delay(agent) == float(seconds), (file, agent)


def test_no_file_breaks_the_parser(shared):
    for path in (shared / "conformance").rglob("*"):
        if path.is_file():
            parse_robots(path.read_bytes()).allows("https://www.example.com/")


def test_rules_for_us_stand_before_rules_for_all():
    robots = parse_robots(b"User-agent: *\nDisallow: /\n\nUser-agent: Tearsheet\nDisallow: /private\nCrawl-delay: 2\n")
    assert robots.allows("https://a.example/news")
    assert not robots.allows("https://a.example/private/x")
    assert robots.delay() == 2
