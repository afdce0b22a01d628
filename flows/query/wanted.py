"""What a search asks for: words and phrases, and limits of date, source and entity."""

from __future__ import annotations

import re
from datetime import MAXYEAR, UTC, datetime, timedelta
from typing import NamedTuple

from flows.errors import UsageError

_PHRASE = re.compile('["“”„«»]([^"“”„«»]+)["“”„«»]')
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_LAST_DAY = datetime(MAXYEAR, 12, 31, tzinfo=UTC)


class Wanted(NamedTuple):
    """A search: `words` as typed; articles published in [`since`, `before`), of `source`, that name `entity`."""

    words: str
    limit: int
    source: str | None = None
    since: datetime | None = None
    before: datetime | None = None
    entity: str | None = None

    def phrases(self) -> list[str]:
        """What stands in quotation marks, of any make."""
        return [match[1] for match in _PHRASE.finditer(self.words)]


def first_instant(text: str, option: str) -> datetime:
    """The first instant, in UTC, of a day, month or year. Raises UsageError for what is none of them."""
    year, month, day = _parts(text, option)
    return _instant(year, month or 1, day or 1, text, option)


def next_instant(text: str, option: str) -> datetime:
    """The first instant after a day, month or year, the last there is when it is out of range.

    Raises UsageError for what is none of them.
    """
    year, month, day = _parts(text, option)
    first = _instant(year, month or 1, day or 1, text, option)
    if first >= _LAST_DAY or (year == MAXYEAR and not day and month in (0, 12)):
        return datetime.max.replace(tzinfo=UTC)
    if day:
        return first + timedelta(days=1)
    return _instant(year + (month in (0, 12)), month % 12 + 1, 1, text, option)


def _parts(text: str, option: str) -> tuple[int, int, int]:
    """Year, month and day; 0 for what is not said."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        raise _no_date(text, option)
    return int(match[1]), int(match[2] or 0), int(match[3] or 0)


def _instant(year: int, month: int, day: int, text: str, option: str) -> datetime:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError as problem:
        raise _no_date(text, option) from problem


def _no_date(text: str, option: str) -> UsageError:
    return UsageError(f"{option} {text}: not a date; write 2022-01-31, 2022-01 or 2022")
