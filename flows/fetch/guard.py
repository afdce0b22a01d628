"""Whom a request may reach: only hosts that the source allows, only public addresses, never longer than its deadline.

A host's name is resolved here, its addresses are checked, and the connection is made to the very address that was
checked: a name that resolves differently a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable

import httpcore
import httpx
from httpcore import NetworkStream

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
# Addresses that stand for an IPv4 address inside IPv6; what counts is the address inside.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Refused(httpx.RequestError):
    """A host or address that may not be asked; asking again does not help."""


def is_public(address: str) -> bool:
    """Whether an IP address is of the public internet: not private, loopback, link-local, multicast or reserved."""
    found: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        found = inner or found
    is_site_local = isinstance(found, ipaddress.IPv6Address) and found.is_site_local
    return found.is_global and not (found.is_multicast or found.is_reserved or is_site_local)


class Guard(httpcore.NetworkBackend):
    """Connects to checked addresses only. `allows_private` says for which hosts any address will do."""

    def __init__(self, allows_private: Callable[[str], bool]) -> None:
        self._allows_private = allows_private
        self._backend = httpcore.SyncBackend()
        self.deadline = float("inf")  # on time.monotonic(); what is not through by then fails as timed out

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> NetworkStream:
        """Resolve, check, connect. Raises Refused, or httpcore's errors."""
        options = list(socket_options or ())
        problem: Exception | None = None
        for address in self._addresses(host, port):
            try:
                stream = self._backend.connect_tcp(address, port, self.remaining(timeout), local_address, options)
                return _Timed(stream, self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failure:
                problem = failure
        raise problem or httpcore.ConnectError(f"{host} has no address")

    def remaining(self, timeout: float | None) -> float:
        """Seconds that one step may take. Raises httpcore.ReadTimeout when there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for one answer is over")
        return left if timeout is None else min(left, timeout)

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as problem:
            raise httpcore.ConnectError(f"{host} does not resolve ({problem})") from problem
        addresses = list(dict.fromkeys(str(item[4][0]) for item in found))
        refused = [address for address in addresses if not is_public(address)]
        if refused and not self._allows_private(host):
            who = host if host == refused[0] else f"{host} ({refused[0]})"
            raise Refused(f"{who} is not a public address; name it in fetch.private_hosts if it is yours")
        return addresses


class _Timed(NetworkStream):
    """A connection whose every step keeps to its guard's deadline, so that a trickle cannot hold a run."""

    def __init__(self, stream: NetworkStream, guard: Guard) -> None:
        self._stream, self._guard = stream, guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._guard.remaining(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._guard.remaining(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._guard.remaining(timeout)), self._guard)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


class GuardedTransport(httpx.HTTPTransport):
    """httpx's own transport, over a Guard instead of the open network; no proxy stands between."""

    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), max_keepalive_connections=4, network_backend=guard
        )
