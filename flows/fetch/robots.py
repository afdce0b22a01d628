"""robots.txt as RFC 9309 has it: what a site asks of those who fetch from it by machine."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from protego import Protego

from flows.fetch.client import PRODUCT

# RFC 9309 asks for at least 500 KiB to be read; what comes after is left unread. A file of more than the second figure
# is not taken at all, and its host left alone.
MOST_BYTES = 512 << 10
MOST_ANSWER_BYTES = 16 * MOST_BYTES
# Lines that set a pace stand between the names of a group without ending it (RFC 9309, 2.2.4).
_PACE = re.compile(r"\s*(?:crawl-?delay|request-?rate|visit-?time)\s*:", re.IGNORECASE)
# What is meant is plain, and obeyed.
_TYPOS = (
    (re.compile(r"^\s*d[ei]s+al+ow\s*:", re.IGNORECASE), "Disallow:"),
    (re.compile(r"^\s*(?:useg|users|ser)[- ]?agent\s*:", re.IGNORECASE), "User-agent:"),
)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class Robots:
    """The rules and the pace that a host states, if any; `why_not` says why nothing there may be fetched."""

    rules: Protego | None = None
    pace: Protego | None = None
    why_not: str | None = None

    def allows(self, url: str, agent: str = PRODUCT) -> bool:
        """Whether `agent` may fetch `url`."""
        return self.why_not is None and (self.rules is None or bool(self.rules.can_fetch(url, agent)))

    def delay(self, agent: str = PRODUCT) -> float:
        """Seconds that the site asks `agent` to let pass between two requests."""
        if self.pace is None:
            return 0.0
        rate = self.pace.request_rate(agent)
        return max(float(self.pace.crawl_delay(agent) or 0), rate.seconds / rate.requests if rate else 0.0)


def parse_robots(body: bytes) -> Robots:
    """The rules in a robots.txt, whatever its encoding and line ends; what is no rule is passed over."""
    encoding = next((name for mark, name in _MARKS if body.startswith(mark)), "utf-8")
    lines = [_mended(line) for line in body[:MOST_BYTES].decode(encoding, "replace").splitlines()]
    rules = "\n".join(line for line in lines if not _PACE.match(line))
    return Robots(Protego.parse(rules), Protego.parse("\n".join(lines)))


def _mended(line: str) -> str:
    for typo, meant in _TYPOS:
        line = typo.sub(meant, line)
    return line
