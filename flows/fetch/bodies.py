"""A body as it was meant: content encodings undone piece by piece, under a limit that no bomb gets past."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Protocol

import brotli
import httpx

PIECE = 1 << 16
ACCEPTED = "gzip, br"


class TooLarge(httpx.RequestError):
    """More bytes than the source's limit allows; asking again does not help."""


class Decoder(Protocol):
    """Undoes one content encoding."""

    def feed(self, data: bytes) -> Iterable[bytes]:
        """What `data` decodes to, in pieces."""

    def is_complete(self) -> bool:
        """Whether the encoded stream has come to its end."""


class _Plain:
    def feed(self, data: bytes) -> Iterable[bytes]:
        yield data

    def is_complete(self) -> bool:
        return True


class _Zlib:
    """gzip and deflate, the latter with or without its header; a gzip body may have several members."""

    def __init__(self) -> None:
        self._decoder = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._is_fresh = True

    def feed(self, data: bytes) -> Iterable[bytes]:
        while data:
            try:
                yield self._decoder.decompress(data, PIECE)
            except zlib.error:
                if not self._is_fresh:
                    raise
                self._decoder = zlib.decompressobj(-zlib.MAX_WBITS)
                yield self._decoder.decompress(data, PIECE)
            self._is_fresh = False
            data = self._decoder.unconsumed_tail
            if self._decoder.eof and self._decoder.unused_data.startswith(b"\x1f\x8b"):
                data = self._decoder.unused_data
                self._decoder = zlib.decompressobj(zlib.MAX_WBITS | 32)

    def is_complete(self) -> bool:
        return self._is_fresh or self._decoder.eof


class _Brotli:
    def __init__(self) -> None:
        self._decoder = brotli.Decompressor()
        self._is_fresh = True

    def feed(self, data: bytes) -> Iterable[bytes]:
        self._is_fresh = False
        yield self._decoder.process(data, output_buffer_limit=PIECE)
        while not self._decoder.is_finished() and not self._decoder.can_accept_more_data():
            yield self._decoder.process(b"", output_buffer_limit=PIECE)

    def is_complete(self) -> bool:
        return self._is_fresh or bool(self._decoder.is_finished())


def decoded(pieces: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The body that `pieces` encode, at most `limit` bytes of it.

    Raises TooLarge, httpx.DecodingError for what is not in that encoding, httpx.RemoteProtocolError when it breaks off.
    """
    decoder, body = _decoder(encoding), bytearray()
    try:
        for piece in pieces:
            for part in decoder.feed(piece):
                body += part
                if len(body) > limit:
                    raise TooLarge(f"larger than {limit >> 20} MB, the limit for it in fetch.limits")
    except (zlib.error, brotli.error) as problem:
        raise httpx.DecodingError(f"not in {encoding} as it says ({problem})") from problem
    if not decoder.is_complete():
        raise httpx.RemoteProtocolError(f"its {encoding} breaks off")
    return bytes(body)


def gunzipped(body: bytes, limit: int) -> bytes:
    """A body that is a .gz file by its first bytes, unpacked; any other as it is. Raises as `decoded` does."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    view = memoryview(body)
    return decoded((bytes(view[at : at + PIECE]) for at in range(0, len(view), PIECE)), "gzip", limit)


def _decoder(encoding: str) -> Decoder:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    if name in ("gzip", "x-gzip", "deflate"):
        return _Zlib()
    if name == "br":
        return _Brotli()
    raise httpx.DecodingError(f"in the encoding {encoding!r}, which was not asked for")
