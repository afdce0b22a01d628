"""Small pages, made up: notices of a paragraph, posts with more comments than text, boxes among few lines.

Pages with gold are long articles in large frames. What a small page looks like (a local paper's notice, an agency's
flash, a parish's site) is made up here of sentences of our own, with the boxes that stand on such pages and the names
that sites give them. No sentence here stands in the tests of cleaning.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple, TypeVar

import numpy as np

WHO = (
    "The council", "A spokesman for the port", "Ms Okafor", "The regional court", "Professor Lindqvist",
    "The health ministry", "Mayor Ana Duarte", "The drivers' union", "A second witness", "The opposition",
    "Captain Ismail Rahim", "The school's head teacher", "The central bank", "The coach", "The film's director",
)  # fmt: skip
DOES = (
    "said on {day} that {thing} would cost {number} million more than planned",
    "has asked for a second report on {thing}",
    "rejected the claim that {thing} had been closed without notice",
    "told reporters that {thing} would open before {month}",
    "voted {number} to {small} against the plan for {thing}",
    "expects {thing} to be ready within {small} weeks",
    "blamed the heavy rain of last week for the delay of {thing}",
    "will decide in {month} whether {thing} can go ahead",
    "called {thing} “the most useful work that was done here in years”",
    "has not yet answered questions about {thing}, which were sent on {day}",
    "found {small} mistakes in the accounts of {thing}, all of them from {year}",
    "was among the {number} people who came to see {thing} on {day}",
)
THING = (
    "the new bridge", "the harvest", "the night train", "the market hall", "the vaccination of cattle",
    "the second tunnel", "the museum's east wing", "the fishing season", "the repair of the dam", "the library",
    "the summer festival", "the water tax", "the talks with the neighbouring province", "the airport road",
)  # fmt: skip
ALSO = (
    "Nobody was hurt.",
    "Talks go on.",
    "It was not the first time.",
    "In {year} the same question divided the town for {small} months.",
    "The figures do not include what was paid to {small} smaller firms.",
    "More than {number} people live within a mile of it, and many of them learned of the decision from the radio.",
    "“We heard of it on {day}, like everybody else,” one of the neighbours said.",
    "“It is late, but it is not too late,” the statement ends.",
    "Prices rose by {small}.{small} per cent in {month}, after {small} per cent the month before.",
    "The work began in {month} {year} and was stopped twice.",
)
SPOKEN = (
    "I have lived here for {small} years and never saw anything like it.",
    "Thank you for writing about {thing}, nobody else does.",
    "Does anybody know when {thing} starts? I asked twice and got no answer.",
    "What a nonsense, they promised the same in {year}.",
    "@{first} you are right, but who is going to pay for it?",
    "Great post!",
    "Agree with {first}. My brother works there and says it is all true, they told nobody until {day}.",
    "lol",
    "We were there on {day} with the children and liked it a lot, only the queue was too long for them.",
    "Could you please write where the figures come from? I found others in the report of {month}.",
)
FIRST = ("Nadia", "Tom", "Kofi", "Marta", "Jun", "Leila", "Pavel", "Rosa", "Sven", "Imani", "old_hand", "gardener77")
LAST = ("Moreau", "Adeyemi", "Kowalska", "Haddad", "Ivanov", "Santos", "Berg", "Tanaka", "Osei", "Walsh")
MONTH = ("January", "March", "May", "July", "September", "October", "December")
DAY = ("Monday", "Tuesday", "Thursday", "Friday", "Sunday")
ENTRY = (
    "Home", "News", "Politics", "Local", "Sport", "Opinion", "Culture", "About us", "Contact", "Weather", "Jobs",
    "Archive", "Photos", "Log in", "Subscribe", "Events", "Inicio", "Nachrichten", "Monde", "Haber", "Спорт", "أخبار",
)  # fmt: skip
SHARED_BY = ("Facebook", "Twitter", "WhatsApp", "E-mail", "Print", "Telegram", "Copy link", "Share", "Pin it")
LICENCE = (
    "© {year} {last} Media. All rights reserved.",
    "Copyright {year}",
    "Terms of use",
    "Privacy",
    "Imprint",
    "The {last} Gazette is published by {last} and Sons, {small} Mill Street.",
)
ASKS = (
    "Get the best stories of the week in your inbox every {day}, free and without advertising.",
    "Sign up for our letter",
    "Never miss a story: join the {number} readers of our morning letter.",
    "Enter your e-mail address",
    "You can leave the list at any time.",
)
CONSENT = (
    "This site uses cookies to count its readers and to remember what you chose.",
    "By going on you agree to our use of cookies.",
    "Accept all",
    "Settings",
)


Choice = TypeVar("Choice")


class Page(NamedTuple):
    """The markup of a page and the text of its article, a line a paragraph."""

    markup: str
    gold: str


def small_pages(count: int, seed: int) -> list[Page]:
    """`count` pages, the same for the same seed."""
    return [_Writer(np.random.default_rng((seed, number))).page() for number in range(count)]


class _Writer:
    """Writes one page; every choice is of its generator."""

    def __init__(self, chance: np.random.Generator) -> None:
        self.chance = chance

    def page(self) -> Page:
        parts = self._parts(self._pick((1, 1, 1, 2, 2, 3, 4, 5, 7, 10)))
        title = escape(self._title())
        tag, name = self._pick(
            (("article", ""), ("main", "content"), ("div", "story"), ("div", "post"), ("div", "entry-content"),
             ("div", ""), ("section", "nota"), ("div", "haber-detay"), ("td", ""), ("div", "has-sidebar"))
        )  # fmt: skip
        head = [f"<h1>{title}</h1>"] if self._happens(0.8) else []
        head += self._some((self._byline, 0.4), (self._share, 0.2), (self._caption, 0.25))
        body = self._article(parts)
        after = self._some((self._tags, 0.25), (self._share, 0.25), (self._biography, 0.15), (self._pager, 0.2))
        boxes = self._some((self._related, 0.35), (self._letter, 0.25), (self._comments, 0.35))
        # Boxes stand in the element of the article, or behind it.
        inside, behind = (boxes, []) if self._happens(0.3) else ([], boxes)
        text = "".join([*head, *body, *after, *inside])
        article = f"<{tag}{self._called(name)}>{text}</{tag}>"
        if tag == "td":
            article = f"<table><tr><td{self._called('left')}>{self._menu()}</td>{article}</tr></table>"
        above = self._some((self._consent, 0.15), (self._menu, 0.7), (self._crumbs, 0.15))
        below = self._some((self._related, 0.3), (self._menu, 0.4), (self._foot, 0.7), (self._consent, 0.1))
        inner = "".join([*above, article, *behind, *below])
        markup = f"<html><head><title>{title}</title></head><body>{inner}</body></html>"
        return Page(markup, "\n".join(said for _, said in parts))

    def _parts(self, count: int) -> list[tuple[str, str]]:
        """The kind (`text`, `heading`, `item`) and words of so many paragraphs, and of what stands between them."""
        has_headings, has_lists = self._happens(0.35), self._happens(0.15)
        parts: list[tuple[str, str]] = []
        for number in range(count):
            if number and has_headings and self._happens(0.4):
                parts.append(("heading", self._title()))
            parts.append(("text", self._paragraph()))
            if has_lists and self._happens(0.4):
                parts += [("item", self._filled(self._pick((*THING, *ALSO)))) for _ in range(self._pick((2, 3, 5)))]
        return parts

    def _article(self, parts: Sequence[tuple[str, str]]) -> list[str]:
        """The markup of the parts, with a box between two now and then."""
        tags = {
            "text": self._pick(("p", "p", "p", "div", "br")),
            "heading": self._pick(("h2", "h3", "strong")),
            "item": "li",
        }
        written: list[str] = []
        for number, (kind, words) in enumerate(parts):
            if number and kind == "text" and self._happens(0.15):
                written.append(self._pick((self._letter, self._related, self._caption, self._advert, self._share))())
            said, tag = escape(words, quote=False), tags[kind]
            line = f"{said}<br><br>" if tag == "br" else f"<{tag}>{said}</{tag}>"
            written.append(f"<p>{line}</p>" if tag == "strong" else line)
        return written

    def _paragraph(self) -> str:
        sentences = [f"{self._pick(WHO)} {self._pick(DOES)}."]
        sentences += [self._pick(ALSO) for _ in range(self._pick((0, 0, 1, 1, 2, 3)))]
        # One short paragraph in eight, as columns and agencies have.
        return self._filled(self._pick(ALSO) if self._happens(0.12) else " ".join(sentences))

    def _title(self) -> str:
        ending = self._pick(
            ("delayed again", "opens in {month}", "divides the town", "to cost {number} million", "at last")
        )
        said = self._filled(f"{self._pick(THING)} {ending}").removeprefix("the ")
        return said[0].upper() + said[1:]

    def _byline(self) -> str:
        when = self._filled("{day}, {small} {month} {year}")
        written = self._pick((f"By {self._name()}", f"{self._name()} | {when}", when, f"Published: {when}"))
        return self._box(("byline", "meta", "author", "fecha", ""), "p", [written])

    def _menu(self) -> str:
        return self._box(("menu", "nav", "navbar", "", "kategorien"), "li", self._links(ENTRY, 3, 14), "ul")

    def _crumbs(self) -> str:
        return self._box(("breadcrumb", "path"), "span", self._links(ENTRY, 2, 3))

    def _share(self) -> str:
        return self._box(("share", "social-bar", "sharing-buttons", ""), "span", self._links(SHARED_BY, 2, 5))

    def _tags(self) -> str:
        return self._box(("tags", "etiketler", "post-tags"), "span", ["Tags:", *self._links(THING, 1, 4)])

    def _pager(self) -> str:
        told = self._pick((("Previous", "Next"), ("« " + self._title(), self._title() + " »"), ("1", "2", "3")))
        return self._box(("pager", "pagination", "nav-links", ""), "span", [f"<a href='#'>{one}</a>" for one in told])

    def _related(self) -> str:
        titles = [f"<a href='#'>{self._title()}</a>" for _ in range(self._pick((1, 2, 3, 5, 8, 12)))]
        teasers = [self._filled(f"{self._pick(WHO)} {self._pick(DOES)} …") for _ in titles]
        lines = [line for pair in zip(titles, teasers, strict=True) for line in pair] if self._happens(0.25) else titles
        opener = self._pick(("Related", "Read also", "More on this", "Most read", "Lire aussi", "Mehr zum Thema", ""))
        return self._box(("related", "more-stories", "sidebar", "relacionadas", ""), "li", lines, opener=opener)

    def _letter(self) -> str:
        asks = [self._filled(self._pick(ASKS)) for _ in range(self._pick((1, 1, 2)))]
        return self._box(("newsletter", "newsletter-signup", "subscribe-box", "boletin"), "p", asks)

    def _caption(self) -> str:
        said = self._filled(f"{self._pick(THING)} in {{month}}").capitalize()
        credit = self._pick((".", f" ({self._name()})", f". Photo: {self._name()}"))
        return f"<figure><img><figcaption>{said}{credit}</figcaption></figure>"

    def _advert(self) -> str:
        return self._box(
            ("ad", "advert", "banner-ad", "werbung"), "span", [self._pick(("Advertisement", "Anzeige", "Ad"))]
        )

    def _biography(self) -> str:
        said = self._filled(f"{self._name()} writes about {self._pick(THING)} and lives in {self._pick(LAST)}ville.")
        return self._box(("author-bio", "about-author", ""), "p", [said])

    def _comments(self) -> str:
        """Up to eight, so that there is often more of them than of the article."""
        made = []
        for _ in range(self._pick((1, 2, 3, 5, 8))):
            said = " ".join(self._filled(self._pick(SPOKEN)) for _ in range(self._pick((1, 1, 2, 3))))
            when = self._filled(self._pick(("{small} hours ago", "{month} {small}, {year}", "{small}:{number} am")))
            named = f"<span>{self._pick(FIRST)}</span> <time>{when}</time>" if self._happens(0.8) else ""
            made.append(f"{named}<p>{escape(said)}</p>{'<a href=#>Reply</a>' if self._happens(0.4) else ''}")
        opener = self._pick((f"{len(made)} comments", "Comments", "What readers say", "Yorumlar", "Kommentare", ""))
        return self._box(
            ("comments", "comment-list", "responses", "yorumlar", "disqus_thread"), "li", made, opener=opener
        )

    def _consent(self) -> str:
        return self._box(("cookie-banner", "consent", "gdpr", "notice"), "p", CONSENT[: self._pick((1, 2, 4))])

    def _foot(self) -> str:
        lines = [self._filled(self._pick(LICENCE)) for _ in range(self._pick((1, 2, 3)))]
        return f"<footer>{self._box(('footer', 'bottom', ''), 'p', lines)}</footer>"

    def _box(self, names: Sequence[str], tag: str, lines: Sequence[str], around: str = "div", opener: str = "") -> str:
        heading = f"<h3>{opener}</h3>" if opener else ""
        inner = "".join(f"<{tag}>{line}</{tag}>" for line in lines)
        return f"<{around}{self._called(self._pick(names))}>{heading}{inner}</{around}>"

    def _called(self, name: str) -> str:
        """The attribute that says what an element is; one in five sites says nothing."""
        if not name or self._happens(0.2):
            return ""
        return f" {self._pick(('class', 'class', 'id'))}='{name}'"

    def _links(self, texts: Sequence[str], least: int, most: int) -> list[str]:
        chosen = self.chance.permutation(len(texts))[: int(self.chance.integers(least, most + 1))]
        return [f"<a href='/{at}'>{texts[at]}</a>" for at in chosen.tolist()]

    def _name(self) -> str:
        return f"{self._pick(FIRST[:10])} {self._pick(LAST)}"

    def _filled(self, pattern: str) -> str:
        known: dict[str, Callable[[], object]] = {
            "day": lambda: self._pick(DAY), "month": lambda: self._pick(MONTH), "thing": lambda: self._pick(THING),
            "first": lambda: self._pick(FIRST), "last": lambda: self._pick(LAST),
            "year": lambda: int(self.chance.integers(1996, 2026)), "small": lambda: int(self.chance.integers(2, 10)),
            "number": lambda: int(self.chance.integers(11, 60)),
        }  # fmt: skip
        for name, choose in known.items():
            while "{" + name + "}" in pattern:
                pattern = pattern.replace("{" + name + "}", str(choose()), 1)
        return pattern

    def _some(self, *wanted: tuple[Callable[[], str], float]) -> list[str]:
        return [write() for write, share in wanted if self._happens(share)]

    def _pick(self, choices: Sequence[Choice]) -> Choice:
        return choices[int(self.chance.integers(len(choices)))]

    def _happens(self, share: float) -> bool:
        return bool(self.chance.random() < share)
