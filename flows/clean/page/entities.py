"""The named character references of HTML, as tables for compiled code."""

from __future__ import annotations

import html.entities
from functools import cache
from typing import NamedTuple

import numpy as np

from flows.clean.compiled import Whole
from flows.clean.page.names import NameTable, name_table

_SLOTS = 8192
# What numbers from 0x80 to 0x9f stand for: the characters of cp1252.
_WINDOWS = bytes(range(128, 160)).decode("cp1252", errors="replace")


class Entities(NamedTuple):
    """Names by hash, those that need a semicolon and those that do not; the one or two characters of each name.

    `windows` are the characters that numbers from 128 to 159 stand for, 0 for none.
    """

    closed: NameTable
    open: NameTable
    first: Whole
    second: Whole
    windows: Whole


@cache
def entities() -> Entities:
    """The tables, made from the standard library's list."""
    names = sorted({name.rstrip(";") for name in html.entities.html5})
    said = [html.entities.html5.get(f"{name};") or html.entities.html5[name] for name in names]
    return Entities(
        name_table(["", *names], _SLOTS),
        name_table(["", *(name if name in html.entities.html5 else "" for name in names)], _SLOTS),
        np.array([0, *(ord(text[0]) for text in said)], np.int64),
        np.array([0, *(ord(text[1]) if len(text) > 1 else 0 for text in said)], np.int64),
        np.array([0 if character == "\ufffd" else ord(character) for character in _WINDOWS], np.int64),
    )
