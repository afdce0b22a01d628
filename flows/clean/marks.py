"""What an element's tag, class and id say of the blocks inside it, as bits.

A mark is a hint, never a verdict: wrappers are called `has-sidebar` and `share-enabled` too. So blocks.py ignores a
mark of an element that holds a large part of the page's prose, and the scorer weighs the rest.
"""

from __future__ import annotations

import re
from enum import IntFlag
from functools import lru_cache

from flows.clean.rules import Rule


class Mark(IntFlag):
    """One bit a hint; a block carries those of all its ancestors."""

    NAVIGATION = 1 << 0
    HEADER = 1 << 1
    FOOTER = 1 << 2
    ASIDE = 1 << 3
    FORM = 1 << 4
    CAPTION = 1 << 5
    COMMENTS = 1 << 6
    SHARE = 1 << 7
    RELATED = 1 << 8
    NEWSLETTER = 1 << 9
    ADVERT = 1 << 10
    COOKIE = 1 << 11
    BYLINE = 1 << 12
    TIMESTAMP = 1 << 13
    TAGS = 1 << 14
    AUTHOR_BIO = 1 << 15
    GALLERY = 1 << 16
    PLAYER = 1 << 17
    LOGIN = 1 << 18
    PAYWALL = 1 << 19
    PAGER = 1 << 20
    LEGAL = 1 << 21
    HIDDEN_CLASS = 1 << 22
    # In favour of the article.
    ARTICLE = 1 << 24
    BODY = 1 << 25


# The kind of a removed line by its strongest mark: the first that it carries.
KIND_OF_MARK: tuple[tuple[Mark, Rule], ...] = (
    (Mark.COOKIE, Rule.COOKIE),
    (Mark.COMMENTS, Rule.COMMENTS),
    (Mark.NEWSLETTER, Rule.NEWSLETTER),
    (Mark.PAYWALL, Rule.PAYWALL),
    (Mark.ADVERT, Rule.ADVERT),
    (Mark.PAGER, Rule.PAGER),
    (Mark.SHARE, Rule.SHARE),
    (Mark.RELATED, Rule.RELATED),
    (Mark.GALLERY, Rule.GALLERY),
    (Mark.CAPTION, Rule.CAPTION),
    (Mark.PLAYER, Rule.PLAYER),
    (Mark.AUTHOR_BIO, Rule.AUTHOR_BIO),
    (Mark.BYLINE, Rule.BYLINE),
    (Mark.TIMESTAMP, Rule.TIMESTAMP),
    (Mark.TAGS, Rule.TAGS),
    (Mark.LOGIN, Rule.LOGIN),
    (Mark.LEGAL, Rule.LEGAL),
    (Mark.NAVIGATION, Rule.NAVIGATION),
    (Mark.FOOTER, Rule.NAVIGATION),
    (Mark.HEADER, Rule.NAVIGATION),
    (Mark.FORM, Rule.RESIDUE),
    (Mark.ASIDE, Rule.RELATED),
)

_OF_TAG = {
    "nav": Mark.NAVIGATION,
    "menu": Mark.NAVIGATION,
    "header": Mark.HEADER,
    "footer": Mark.FOOTER,
    "aside": Mark.ASIDE,
    "form": Mark.FORM,
    "button": Mark.FORM,
    "label": Mark.FORM,
    "fieldset": Mark.FORM,
    "figure": Mark.CAPTION,
    "figcaption": Mark.CAPTION,
    "article": Mark.ARTICLE,
    "main": Mark.BODY,
}

# Words of class, id, role and itemprop. `(?<![a-z])` and `(?![a-z])` hold a short word to its own edges.
_WORDS = {
    Mark.COMMENTS: r"comments?(?![a-z])|disqus|(?<![a-z])respond(?![a-z])|commentlist|replies|livefyre|viafoura",
    Mark.COOKIE: r"cookie|consent|gdpr|(?<![a-z])ccpa|onetrust|privacy",
    Mark.SHARE: r"shar(?:e|ing)|social|sharedaddy|addthis|addtoany|print-?(?:button|link)|follow-us",
    Mark.NEWSLETTER: r"newsletter|signup|sign-up|mailing|mc_embed|subscri(?:be|ption)-form",
    Mark.PAYWALL: r"paywall|subscriber|(?<![a-z])meter(?![a-z])|piano|subscribe|donat(?:e|ion)",
    Mark.ADVERT: r"(?<![a-z])ads?(?![a-z])|advert|sponsor|(?<![a-z])dfp|doubleclick|(?<![a-z])promo|adsense|google_ads|banner",
    Mark.RELATED: r"related|recommend|read-?(?:more|next|also)|more-?(?:from|news|stories|on|in|articles|like)|(?<![a-z])most-?|popular"
    r"|trending|outbrain|taboola|teaser|recirc|latest|recent|you-?may|also-?(?:like|read)|see-?also|(?<![a-z])rail(?![a-z])|onward|upnext|up-next|river|headlines",
    Mark.GALLERY: r"gallery|slide-?show|carousel|slider|lightbox|swiper",
    Mark.CAPTION: r"caption|(?<![a-z])credit|image-?(?:meta|info|desc|source)|photo-?(?:meta|info|desc|by)|wp-caption|cutline",
    Mark.PLAYER: r"player|video|audio|podcast|jwplayer|(?<![a-z])vjs",
    Mark.AUTHOR_BIO: r"author-?(?:bio|box|info|card|desc)|about-?(?:the-?)?author|(?<![a-z])bio(?![a-z])|contributor",
    Mark.BYLINE: r"by-?line|(?<![a-z])author|(?<![a-z])vcard|writer",
    Mark.TIMESTAMP: r"time-?stamp|(?<![a-z])date(?:line|time|-|_|$| |published)|pub-?date|published|post-?date|entry-?date|updated",
    Mark.TAGS: r"(?<![a-z])tags?(?![a-z])|topics?(?![a-z])|keywords|taglist|tag-?list|(?<![a-z])cat-links|labels(?![a-z])",
    Mark.LOGIN: r"log-?in(?![a-z])|sign-?in|register|account",
    Mark.PAGER: r"pagination|pager|post-?nav|nav-?(?:single|previous|next|links)|(?<![a-z])prev(?:ious)?(?![a-z])|(?<![a-z])next(?![a-z])|page-?links",
    Mark.LEGAL: r"copyright|disclaimer|legal|(?<![a-z])terms(?![a-z])",
    Mark.NAVIGATION: r"(?<![a-z])nav|navigation|menu|breadcrumb|masthead|toolbar|skip-?link|topbar|sitemap|top-?bar|ticker|contentinfo|(?<![a-z])search",
    Mark.FOOTER: r"footer",
    Mark.HEADER: r"site-?header|page-?header|global-?header",
    Mark.ASIDE: r"side-?bar|widget|complementary|aside|modal|popup|overlay|tooltip|dropdown|toast|right-?col|factbox",
    Mark.HIDDEN_CLASS: r"(?<![a-z])hid(?:e|den)(?![a-z])|sr-only|visually-?hidden|screen-reader|assistive|offscreen|invisible|no-?print",
    Mark.BODY: r"article-?(?:body|content|text|copy|main)|entry-?content|post-?(?:body|content|text|entry)|story-?(?:body|content|text)|body-?(?:copy|text|content)"
    r"|articlebody|content-?body|news-?(?:body|content|text)|main-?content|article__body|article__content|single-?content|td-post-content",
}
# Plain integers, as the bits of an IntFlag are slow to combine.
_GROUPS = {f"m{mark.bit_length()}": int(mark) for mark in _WORDS}
_TAGS = {tag: int(mark) for tag, mark in _OF_TAG.items()}
_CLASS_WORDS = re.compile("|".join(f"(?P<m{mark.bit_length()}>{words})" for mark, words in _WORDS.items()))
_TELLING = re.compile(r"""\b(?:class|id|role|itemprop|data-component|data-testid)="([^"]*)\"""")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"\shidden(?=[=\s]|$)|\bstyle=\"[^\"]*(?:display:\s*none|visibility:\s*hidden)", re.IGNORECASE)


@lru_cache(maxsize=65536)
def marks_of(tag: str, attributes: str) -> int:
    """The marks of an element's own tag and attributes (as serialised); -1 when it is not displayed."""
    found = _TAGS.get(tag, 0)
    if not attributes:
        return found
    if _HIDDEN.search(attributes):
        return -1
    words = _CAMEL.sub("-", " ".join(_TELLING.findall(attributes))).lower()
    for match in _CLASS_WORDS.finditer(words):
        found |= _GROUPS[match.lastgroup or ""]
    return found
