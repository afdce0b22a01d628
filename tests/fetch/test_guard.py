"""Which addresses are connected to."""

import pytest

from flows.fetch import guard, manners
from tests.fetch.paper import fetch, subscribe


def test_an_address_that_is_not_public_is_refused_unless_named(paper, tmp_path):
    subscribe(tmp_path, paper, private_hosts=None)
    run = fetch(tmp_path)
    assert "127.0.0.1 is not a public address; name it in fetch.private_hosts" in run.failures[0]
    assert paper.asked == []


def test_a_name_is_connected_to_at_the_address_that_was_checked(paper, tmp_path, monkeypatch):
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    monkeypatch.setattr(
        guard.socket,
        "getaddrinfo",
        lambda _, port, **__: [
            (2, 1, 6, "", (address, port)) for address in (answers.pop(0) if len(answers) > 1 else answers[0])
        ],
    )
    connected = []

    def connect(_, host, *__):
        connected.append(host)
        raise guard.httpcore.ConnectError("closed")

    monkeypatch.setattr(guard.httpcore.SyncBackend, "connect_tcp", connect)
    monkeypatch.setattr(manners, "ATTEMPTS", 2)
    subscribe(tmp_path, paper, feed="http://rebound.example/feed.xml", private_hosts=None)
    run = fetch(tmp_path)
    assert connected == ["93.184.216.34"]
    assert "rebound.example (127.0.0.1) is not a public address" in run.failures[0]


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3",
        "127.0.0.1",
        "169.254.169.254",
        "192.168.1.1",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%2",
        "fd00::1",
        "fec0::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "255.255.255.255",
    ],
)
def test_addresses_that_are_not_public(address):
    assert not guard.is_public(address)


def test_public_addresses():
    assert all(guard.is_public(address) for address in ("93.184.216.34", "2606:4700::1111", "64:ff9b::808:808"))
