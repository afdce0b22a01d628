"""Countries and towns that stand for their teams: `a 1-1 draw with Iceland`, where an article is about a game.

`Against Iran` and `lost to China` are also what politics says: the article must speak of games in several words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from flows.normalize.candidate import Candidate
from flows.normalize.lexicon import words_of

# What hardly any other news says, with the results of games; and what much of the news about games says besides.
_GAME = re.compile(
    r"\b(?:own goal|goalless|goalkeeper|midfielder|striker|winger|half-?time|referee|offside|innings|wickets?"
    r"|batsm[ae]n|bowlers?|fly-half|scrum|lineout|quarter-?finals?|semi-?finals?|touchdown|quarterback|equali[sz]er"
    r"|relegat(?:ed|ion)|hat-?trick|midfield|\d{1,2}-\d{1,2} (?:win|draw|victory|defeat|loss|thriller|rout)"
    r"|(?:won|lost|drew|beat|lead|led|victory|win|draw) \d{1,2}-\d{1,2})\b"
)
_SPORT = re.compile(
    r"\b(?:goals?|defender|penalty|tries|qualifiers?|fixtures?|squad|coach|stadium|playoffs?|scored|scorer|unbeaten"
    r"|champions|tournament|league|cup|match(?:es)?|kick-?off|teammates?)\b"
)
# Parts of words of which an article about games has one; sought first, for that is fast.
_ANY = (
    "goal",
    "coach",
    "innings",
    "wicket",
    "eague",
    "referee",
    "play-off",
    "playoff",
    "midfield",
    "striker",
    "scored",
)
_LEAST_GAMES, _LEAST_WORDS = 2, 6  # different ones of these that make an article one about games
_LOOKED_AT = 3_000  # code points at the start of an article
_BEFORE, _AFTER = 24, 24  # code points around a name
_WORDS_BEFORE = re.compile(
    r"\b(?:draw(?:n|s)? with|drew (?:\d-\d )?with|win over|wins over|victory over|los(?:e|t|ing) (?:\d-\d )?to|loss to"
    r"|defeats? (?:to|by|against|of)|against|versus|vs?\.?|ahead of|former|champions|hosts|visitors|holders|minnows"
    r"|rivals|neighbours|strugglers|leaders) $",
    re.IGNORECASE,
)
_RESULT = re.compile(r",? \d{1,3}[-–]\d{1,3}\b")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


@lru_cache(maxsize=4)
def is_about_games(text: str) -> bool:
    """Whether an article speaks of games in several different words."""
    if not any(word in text for word in _ANY):
        return False
    if len(set(_GAME.findall(text, 0, _LOOKED_AT))) >= _LEAST_GAMES:
        return True
    return len(set(_SPORT.findall(text, 0, _LOOKED_AT))) >= _LEAST_WORDS


def is_playing(text: str, name: Candidate) -> bool:
    """Whether a name stands here for its team, in an article about games."""
    before = text[max(0, name.start - _BEFORE) : name.start]
    after = text[name.end : name.end + _AFTER]
    if _RESULT.match(after) or _WORDS_BEFORE.search(before):
        return True
    previous = before.split()[-1:] if before.endswith(" ") else []
    if previous and previous[0].lower() in words_of("plays_before"):
        return True
    following = _WORD.match(after, 1) if after[:1] == " " else None
    return following is not None and following.group() in words_of("plays_behind")
