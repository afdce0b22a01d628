"""Files that would harm whoever reads them carelessly, each made in a moment and small on disk."""

import base64
import bz2
import functools
import json
import lzma
import struct
import tarfile
import zlib
from pathlib import Path

import zstandard

from tests.ingest import samples

GIGABYTE = 1 << 30
ZEROS = bytes(1 << 20)
LETTERS = b"a" * (1 << 20)


def blocks(piece, times):
    """Raw deflate data of `piece` many times over: one block that leans on none before it, repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return (packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)) * times


def deflated(piece, times):
    """gzip data of `piece` many times over."""
    return samples.gz(b"")[:10] + blocks(piece, times)


def zip_bomb(piece, times):
    """A zip file with one member of `piece` many times over."""
    data, name, size = blocks(piece, times) + b"\3\0", b"a.jsonl", len(piece) * times
    common = struct.pack("<5H3L2H", 20, 0, 8, 0, 0, 0, len(data), size, len(name), 0)
    local = b"PK\3\4" + common + name + data
    entry = b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<3H2L", 0, 0, 0, 0, 0) + name
    return local + entry + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(entry), len(local), 0)


def nested_zips(depth, data):
    """Zip files in zip files."""
    for number in range(depth):
        data = samples.zip_of({f"{number}.zip" if number else "a.txt": data})
    return data


def many_members(count):
    """A zip file whose directory has many members, of which there is but one."""
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    directory = entry * count
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, len(directory), len(local), 0)
    return local + directory + end


def member(kind, name, link=""):
    """A member of a tar file that is no file."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


def huge_header():
    """A tar file whose first header says that its extension has 8 GB."""
    info = tarfile.TarInfo("pax")
    info.type, info.size = tarfile.XHDTYPE, 8 * GIGABYTE
    return info.tobuf() + ZEROS


def xml_bomb():
    """A billion laughs."""
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    item = "<rss><channel><item><title>&a11;</title></item></channel></rss>"
    return f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]>{item}'.encode()


def external_entity():
    """A feed that asks for a file of the reader's machine."""
    return (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<rss><channel><item><title>t</title><description>&x;</description></item></channel></rss>"
    )


def sparse(path, head, size):
    """A file of `size` bytes that begins with `head` and takes no room."""
    with Path(path).open("wb") as stream:
        stream.write(head)
        stream.truncate(size)


def pdf_bomb(said=b""):
    """A PDF whose page is a gigabyte of blanks, compressed."""
    packed = b"\x78\xda" + blocks(b" " * (1 << 20), 1000) + b"\3\0"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), said, packed),
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, part) for n, part in enumerate(parts, 1))
    return body + b"trailer << /Root 1 0 R /Size 5 >>\n%%EOF"


def pdf_bomb_as_picture():
    """The same, calling itself a picture, by an escaped name."""
    return pdf_bomb(b"/Subtype /Im#61ge")


def yaml_bomb():
    """Front matter of aliases of aliases."""
    lines = ["a0: &a0 [ha, ha]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return ("---\n" + "\n".join(lines) + "\ntitle: *a11\n---\nText.\n").encode()


def mail_of_mails(depth):
    """Messages in messages."""
    parts = [f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth)]
    return ("From: a@b.example\nMessage-ID: <1@b>\nMIME-Version: 1.0\n" + "".join(parts)).encode()


def encrypted_member():
    """A zip file of two members, the first marked as encrypted."""
    data = bytearray(samples.zip_of({"a.txt": b"Secret.", "b.txt": b"Open."}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


ONE = b'{"id": 1, "text": "One."}\n'
PAGES = (b'{"text": "' + b"A line of text. " * 4096 + b'"}\n') * 16
LAST = b'\n{"id": 3, "text": "Three."}\n'
# Name of the file, what makes it, and the reasons of its records in order; None is a record that is accepted.
HOSTILE = {
    "gzip bomb of zeros": ("a.jsonl.gz", lambda: deflated(ZEROS, 2048), ["binary"]),
    "gzip bomb of a line of 2 GB": ("a.jsonl.gz", lambda: deflated(LETTERS, 2048), ["expands_too_far"]),
    "gzip bomb of many lines": ("a.jsonl.gz", lambda: deflated(PAGES, 200), [None, "expands_too_far"]),
    "gzip bomb of tiny records": ("a.jsonl.gz", lambda: deflated(b"{}\n" * 300_000, 20), ["no_text", "too_many"]),
    "gzip bomb as a page": ("a.html.gz", lambda: deflated(b"<p>" + LETTERS, 2048), ["line_too_long"]),
    "bzip2 bomb": ("a.txt.bz2", lambda: bz2.compress(LETTERS) * 2048, ["line_too_long"]),
    "xz bomb": (
        "a.csv.xz",
        lambda: lzma.compress(b"id,text\n" + LETTERS * 4) + lzma.compress(LETTERS) * 200,
        ["expands_too_far"],
    ),
    "zstd bomb": (
        "a.csv.zst",
        lambda: zstandard.compress(b"id,text\n") + zstandard.compress(LETTERS * 4) * 200,
        ["expands_too_far"],
    ),
    "zstd window of gigabytes": ("a.txt.zst", lambda: b"\x28\xb5\x2f\xfd\x00\xff" + bytes(40), ["damaged"]),
    "zip bomb": ("a.zip", lambda: zip_bomb(LETTERS, 2048), ["expands_too_far"]),
    "zip bomb in zips": ("a.zip", lambda: samples.zip_of({"b.zip": zip_bomb(LETTERS, 1024)}), ["expands_too_far"]),
    "zips in zips": ("a.zip", lambda: nested_zips(40, b"Deep."), ["too_deep"]),
    "gzips in gzips": (
        "a.gz",
        lambda: functools.reduce(lambda data, _: samples.gz(data), range(40), b"Deep."),
        ["too_deep"],
    ),
    "directory of a million members": ("a.zip", lambda: many_members(1_500_000), ["too_many"]),
    "tar header of 8 GB": ("a.tar", huge_header, ["damaged"]),
    "paths that lead out": (
        "a.tar",
        lambda: samples.tar_of({"../../etc/cron": b"x", "/etc/passwd": b"x", "ok/a.txt": b"Fine."}),
        ["unsafe_name", "unsafe_name", None],
    ),
    "paths that lead out of a zip": (
        "a.zip",
        lambda: samples.zip_of({"../up.txt": b"x", "C:\\boot.txt": b"x", "ok.txt": b"Fine."}),
        ["unsafe_name", "unsafe_name", None],
    ),
    "links and devices": (
        "a.tar",
        lambda: samples.tar_of(
            {
                "s": member(tarfile.SYMTYPE, "s", "/etc/passwd"),
                "h": member(tarfile.LNKTYPE, "h", "../../x"),
                "d": member(tarfile.CHRTYPE, "d"),
                "f": member(tarfile.FIFOTYPE, "f"),
                "ok.txt": b"Fine.",
            }
        ),
        ["link", "link", "not_a_file", "not_a_file", None],
    ),
    "names with newlines and controls": ("a.tar", lambda: samples.tar_of({"a\nb\x1b[2J.txt": b"Fine."}), [None]),
    "deep JSON lines": ("a.jsonl", lambda: ONE + b"[" * 10**6 + b'{"a":' * 10**6 + LAST, [None, "invalid_json", None]),
    "deep JSON": ("a.json", lambda: b'{"a":' * 10**6, ["too_deep"]),
    "a JSON number of a million digits": (
        "a.jsonl",
        lambda: b'{"id": ' + b"9" * 10**6 + b', "text": "One."}' + LAST,
        ["invalid_json", None],
    ),
    "a billion laughs": ("a.xml", xml_bomb, ["entities"]),
    "an external entity": ("a.xml", external_entity, ["entities"]),
    "10^6 nested tags of XML": ("a.xml", lambda: b"<rss><channel>" + b"<a>" * 10**6, ["too_deep"]),
    "10^6 nested tags of HTML": ("a.html", lambda: b"<html><body>" + b"<div>" * 10**6 + b"Text.", [None]),
    "a feed entry without end": ("a.xml", lambda: b"<rss><channel><item>" + b"<b>x</b>" * 4_000_000, ["too_large"]),
    "a YAML bomb": ("a.md", yaml_bomb, [None]),
    "front matter without end": ("a.txt", lambda: b"---\r\n" + b"-a: b\r\n" * 5000 + b"Text.", [None]),
    "a mailbox without end": ("a.txt", lambda: b"From me at " + b"1999 " * 13_000, [None]),
    "CDATA without end": ("a.xml", lambda: b"<rss><item><title>" + b"<![CDATA[" * 10**6, ["no_text"]),
    "stories of SGML without end": ("a.sgm", lambda: b"<DOC " * 10**6, ["unsupported_format"]),
    "titles of SGML without end": (
        "a.sgm",
        lambda: b"<DOC><TEXT>" + b"<TITLE>" * 10**6 + b"Story.</TEXT></DOC>",
        [None],
    ),
    "brackets of Markdown without end": ("a.md", lambda: b"Text. " + b"[" * 10**6, ["too_many"]),
    "deep JSON of lists": ("a.json", lambda: b"[" * 10**6, ["too_deep"]),
    "a mail's subject without end": (
        "a.eml",
        lambda: b"From: a\nMIME-Version: 1\nMessage-ID: <x>\nSubject: " + b"=?utf-8?q?a?= " * 10**6 + b"\n\nText.",
        ["too_large"],
    ),
    "a WARC header without end": ("a.warc", lambda: b"WARC/1.0\r\n" + b"a\r\n" * 10**6, ["damaged"]),
    "mails in mails": ("a.eml", lambda: mail_of_mails(5000), ["too_many"]),
    "a PDF bomb": ("a.pdf", pdf_bomb, ["expands_too_far"]),
    "a PDF bomb that calls itself a picture": ("a.pdf", pdf_bomb_as_picture, ["expands_too_far"]),
    "NULs": ("a.txt", lambda: b"Text\0with\0NULs.\n" * 100, ["binary"]),
    "NULs in JSON": ("a.jsonl", lambda: b'{"id": 1, "text": "a\\u0000b"}' + LAST, [None, None]),
    "lone surrogates": ("a.jsonl", lambda: b'{"id": 1, "text": "a\xed\xa0\x80b"}' + LAST, [None, None]),
    "lone surrogates escaped": ("a.jsonl", lambda: b'{"id": 1, "text": "a \\ud800 b"}' + LAST, ["invalid_json", None]),
    "a quote without end": (
        "a.csv",
        lambda: b'id,text\n1,One.\n2,"Two\n' + b"3,Three.\n" * 3_000_000,
        [None, "invalid_csv"],
    ),
    "a page of base64": (
        "a.html",
        lambda: b"<html><img src='data:" + base64.b64encode(ZEROS * 13) + b"'>",
        ["line_too_long"],
    ),
    "a password": ("a.zip", encrypted_member, ["encrypted", None]),
    "a list of a million lists": ("a.json", lambda: json.dumps([[]] * 10**5).encode(), ["not_an_object"] * 10**5),
}
