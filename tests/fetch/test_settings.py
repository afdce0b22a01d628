"""What source.yaml says under `fetch:` is taken as it is meant, or named in a sentence."""

import pytest

from flows.errors import UsageError
from flows.fetch import fetch_settings
from flows.sources import Source


def settings(tmp_path, **fetch):
    said = {"feed": "https://a.example/rss", **fetch}
    return fetch_settings(Source("herald", "The Herald", fetch=said), tmp_path)


def test_hosts_are_meant_however_they_are_spelt(tmp_path):
    found = settings(tmp_path, hosts=["Bücher.example", "*.B.example"])
    assert found.allows("xn--bcher-kva.example")
    assert found.allows("news.b.example")
    assert not found.allows("b.example")


@pytest.mark.parametrize(
    ("fetch", "sentence"),
    [
        ({"hosts": ["https://b.example/"]}, "fetch.hosts: 'https://b.example/' is no host"),
        ({"contact": "desk@bücher.example"}, "fetch.contact must be a mail or web address in plain ASCII"),
        ({"contact": "desk@a.example\nX: y"}, "fetch.contact must be a mail or web address in plain ASCII"),
    ],
)
def test_what_is_broken_is_a_sentence(tmp_path, fetch, sentence):
    with pytest.raises(UsageError, match=sentence):
        settings(tmp_path, **fetch)
