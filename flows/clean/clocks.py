"""Times of day as lines of news write them: `18:05`, `6.05 pm EST`, `18h22`, `午後5時30分`, `오후 2:20`, `3:15 م`."""

from __future__ import annotations

import re
from datetime import time, timedelta, timezone, tzinfo

# Hours east of Greenwich, of abbreviations with one meaning in news.
_ZONES = {
    **dict.fromkeys(("Z", "UTC", "GMT", "WET"), 0),
    **dict.fromkeys(("WEST", "BST", "CET"), 1),
    **dict.fromkeys(("CEST", "EET"), 2),
    **dict.fromkeys(("EEST", "MSK"), 3),
    "EST": -5,
    "EDT": -4,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "JST": 9,
    "AEST": 10,
    "AEDT": 11,
}
# What says before a time, or after it, in which half of the day it is.
_EARLY, _LATE = r"上午|午前|오전", r"下午|午後|오후"
_BEFORE_NOON, _AFTER_NOON = r"ص\b|صباح|π\.?\s?μ\b|πμ\b", r"م\b|مساء|μ\.?\s?μ\b|μμ\b"
CLOCK = re.compile(
    rf"(?:(?P<early>{_EARLY})|(?P<late>{_LATE}))?\s*(?<![A-Za-z\d])(?P<hour>[01]?\d|2[0-3])"
    r"(?:[:h]|[時点點]|시\s?|\.(?=\d\d\s*(?i:[ap])\.?\s?(?i:m)))(?P<minute>[0-5]\d|\d(?=[分분]))[分분]?(?P<second>:[0-5]\d)?"
    rf"\s*(?:(?P<half>(?i:[ap]\.?\s?m\b))|(?P<am>{_BEFORE_NOON})|(?P<pm>{_AFTER_NOON}))?\.?"
    r"\s*\(?(?P<zone>Z\b|[A-Z]{2,4}\b|[+-]\d{2}:?\d{2})?|\b(?P<bare>1[0-2]|[1-9])\s*(?P<bare_half>(?i:[ap]\.?\s?m\b))",
)
# What a time of day cannot do without.
TIMED = re.compile(r"\d(?:[:h.時点點시]\d|\s*[apAP])")


def time_of(clock: re.Match[str]) -> time:
    """The time that a match of CLOCK states."""
    hour = int(clock["hour"] or clock["bare"])
    half = (clock["half"] or clock["bare_half"] or "").lower()
    is_late = bool(clock["late"] or clock["pm"]) or half.startswith("p")
    if (is_late or clock["early"] or clock["am"] or half) and hour <= 12:
        hour = hour % 12 + (12 if is_late else 0)
    return time(hour, int(clock["minute"] or 0), int((clock["second"] or ":0")[1:]))


def zone_of(stated: str | None, default: tzinfo) -> tzinfo:
    """The time zone of an abbreviation or an offset; `default` where none is stated or nobody knows it."""
    if stated is None:
        return default
    if stated in _ZONES:
        return timezone(timedelta(hours=_ZONES[stated]))
    match = re.fullmatch(r"([+-])(\d{2}):?(\d{2})?", stated)
    if match is None:
        return default
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if offset >= timedelta(hours=24):
        return default
    return timezone(-offset if match[1] == "-" else offset)
