"""Repairs act where one reading is possible, flags name what stays doubtful, and good text is never touched."""

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.clean.repairs import FLAGS, REPAIRS, repair, signs_of
from flows.ledger import redo, undo
from flows.rules import SWITCHED, Rule
from flows.sources import Source
from tests.clean.given import clean


def mended(text: str, language: str | None = "en") -> str:
    edits = repair(text, language)
    assert undo(redo(text, edits), edits) == text
    return redo(text, edits)


def rules(text: str, language: str | None = "en") -> list[str]:
    return [edit.rule for edit in repair(text, language)]


@pytest.mark.parametrize(
    ("damaged", "good"),
    [
        ("the visitorsâ€™ gallery, â€œquiet alreadyâ€\x9d, â‚¬12", "the visitors’ gallery, “quiet already”, €12"),
        ("KrakÃ³w and GÃ¶tze", "Kraków and Götze"),
        ("Standard &amp; Poor&#39;s, the country&rsquo;s debt", "Standard & Poor's, the country’s debt"),
        ("rose &lt;GM&gt;", "rose <GM>"),
        ("one\x00 and\x07 two\x7f", "one and two"),
        ("news\u200breaders, Tran\ufeffsport", "newsreaders, Transport"),
        ("Wed\u00adnes\u00adday", "Wednesday"),
        ("in Almaty. . The council", "in Almaty. The council"),
        ("He went.. Then he came.", "He went. Then he came."),
        ("announced,, and more", "announced, and more"),
        ("He stayed! . Then he went.", "He stayed! Then he went."),
        ("since 2019 . The present one , however ; why ?", "since 2019. The present one, however; why?"),
        ("around $ 570 a month, £ 20 and € 4.34 billion", "around $570 a month, £20 and €4.34 billion"),
        ("A$ 2.875 million", "A$2.875 million"),
        ("of the house.The house voted", "of the house. The house voted"),
        ("about abortion,which is banned", "about abortion, which is banned"),
        ("it: ““A family, yes””, he said", "it: “A family, yes”, he said"),
        ("signed, “ World Vision 2040”, speaks", "signed, “World Vision 2040”, speaks"),
        ("a “wall ” of sand", "a “wall” of sand"),
        ('a " wall " of sand and a "pier"', 'a "wall" of sand and a "pier"'),
        ('a ""wall"" of sand', 'a "wall" of sand'),
        ("the ‘ wall ’ of sand", "the ‘wall’ of sand"),
        ("”A family, yes,“ he said", "“A family, yes,” he said"),
        ("The “pier” and the “wall“ of sand", "The “pier” and the “wall” of sand"),
        ("said “yes.”Then he left", "said “yes.” Then he left"),
        ("He said,“yes”", "He said, “yes”"),
        ("He stayed!Then he went.", "He stayed! Then he went."),
        ("rebuilt in 2019.The council", "rebuilt in 2019. The council"),
        ("the pier (the old one).The council", "the pier (the old one). The council"),
        ("the pier ,which broke", "the pier, which broke"),
        ("the pier ( the old one ) broke", "the pier (the old one) broke"),
        ("a \x93pier\x94 \x96 the town\x92s \x80 5", "a “pier” – the town’s € 5".replace("€ 5", "€5")),
        ("Q&amp;amp;A, fish&nbsp and AT&amp;T", "Q&A, fish\xa0 and AT&T"),
        ("left\u200e to \u202aright\u202c", "left to right"),
        ("went home;; then", "went home; then"),
        ("said “and time is short. “", "said “and time is short.”"),
    ],
)
def test_damage_is_repaired(damaged, good):
    assert mended(damaged) == good


@pytest.mark.parametrize(
    ("damaged", "good", "language"),
    [
        ("„ Falsch “, sagte er", "„Falsch“, sagte er", "de"),
        ("« hola » y ¿ qué ?", "«hola» y ¿qué?", "es"),
        ("«привет » , сказал он .", "«привет», сказал он.", "ru"),
        ("Il est venu . Il est parti , puis", "Il est venu. Il est parti, puis", "fr"),
        ("Evet , dedi . Neden ?", "Evet, dedi. Neden?", "tr"),
        ("نعم ، قال . لماذا ؟", "نعم، قال. لماذا؟", "ar"),
        ("می\u200cخواهم ، بله", "می\u200cخواهم، بله", "fa"),
        ("你好 ，世界 。", "你好，世界。", "zh"),
        ("„Das ist gut“ , sagte sie .", "„Das ist gut“, sagte sie.", "de"),
        ("قال : « نعم » ، ثم", "قال: «نعم»، ثم", "ar"),
        ("उसने कहा , हाँ", "उसने कहा, हाँ", "hi"),
        ("Он ушёл .Потом вернулся", "Он ушёл. Потом вернулся", "ru"),
        ("The “word”,and then", "The “word”, and then", "en"),
    ],
)
def test_damage_is_repaired_in_the_way_of_the_language(damaged, good, language):
    assert mended(damaged, language) == good


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Shares of <GM.N> and <F.N> rose 3.5 percent", "en"),
        ("« Bonjour » : il dit ; oui ! Non ?", "fr"),
        ("R$ 6 e R$ 21,7 milhões", "pt"),
        ("12 € und € 12 und $ 5", "de"),
        ("„Ja“, sagte er, „aber »nein« auch.“ Am 12.Mai", "de"),
        ("”Ja”, sade han. »Nej», sade hon.", "sv"),
        ("„Tak” i „nie”", "pl"),
        ("« Oui », dit-il : « non » ; 60 000 euros !", "fr"),
        ("‹ oui › \u00ab\u202foui\u202f\u00bb\u202f!", "fr"),
        ("Yahoo! Inc. on Jeopardy! and 10 % at 5 °C, 10 : 30, 1 , 000", "en"),
        ("So it goes :) and so ;) on", "en"),
        ("the .com boom, .NET and version 2.0.1", "en"),
        ('a 6\' 2" man, a 5" nail', "en"),
        ("“First paragraph of a long quotation.", "en"),
        ("’90s, ’tis, rock ’n’ roll, the dogs’ tails", "en"),
        ("e.g. i.e. a.m. Ph.D. No.5 St.Louis", "en"),
        ("\u05e9\u05dc\u05d5\u05dd\u200f!", "he"),
        ("می‌خواهم بروم", "fa"),
        ("क्‍ष", "hi"),
        ("👩‍👩‍👧 a family", "en"),
        ("ภาษา\u200bไทย", "th"),
        ("J. K. Rowling met J.R.R. Tolkien in the U.S. at 3.5 p.m.", "en"),
        ("See example.com, http://example.org/a,b?c=d.E and Booking.Com or Node.Js", "en"),
        ("Wait... what. . . and … then ....", "en"),
        ("3:2, 5 : 3 and 1,000,000.50", "en"),
        ("Déjà vu à l’été, naïve façade — “quoted” ‘once’", "en"),
        ("Ärger über Öl, straße", "de"),
        ("Москва «слезам» не верит — “да”", "ru"),
        ("العربية، نعم؟", "ar"),
        ("He said: ‘Cut it out.’ ” And left. “Fine.”", None),
        ("AT&T, R&D and Q&A; a & b", "en"),
        ("YouTube, McConnell and iPhone", "en"),
        ("The '90s, the ’80s and rock 'n' roll; the two - year - old boy – yes — no", "en"),
        ("He is 6'2\" tall, 5' 10\" wide and weighs 180 lb.", "en"),
        ("Mail a.b@c.co.uk, www.x.com or x.com/A.B; file.txt v2.0.1 at 192.168.1.1", "en"),
        ("They won 6-4, 7-5; at 10.30am on 12.05.2020 the ratio was 1:2", "en"),
        ("Nice :) but :-( and ;-) or :D <3", "en"),
        ("1.The first 2.The second", "en"),
        ("Washington D.C.The, U.S.-based, U.N.The, Rocky III.The", "en"),
        ("if x: y = z.Foo(bar.Baz) # ASP.NET and Node.JS", "en"),
        ("¿Qué pasa? ¡Nada!, dijo «Juan» por 1.200 € y 3,5 %", "es"),
        ('הוא אמר: "שלום" והלך אל צה"ל וארה"ב', "he"),
        ("L' uomo e l’amico, dell' anno", "it"),
        ("'s Avonds zo'n „Ja”", "nl"),
        ("Q.What? A.Yes. No.1 seed, Mon.-Fri. 9a.m.-5p.m.", "en"),
        ("उसने कहा है । हाँ", "hi"),
        ("(NYSE:GM) and 1,2,3 or a,b", "en"),
        ("Die Haupt- und Nebenstraße, Baden-Württemberg, E-Mail", "de"),
    ],
)
def test_what_must_never_change_does_not(text, language):
    assert mended(text, language) == text


@pytest.mark.parametrize(
    ("text", "rule", "flagged"),
    [
        ("inflation at home. she.", "stray_word", "she."),
        ("inflation at home. she. The bank", "stray_word", "she."),
        ("blamed on “”an imperialist plot", "stray_quote", "“”"),
        ("unrest in Eurasia ” and more", "wrong_way_quote", "”"),
        ("to the hall.. and to the pier", "doubled_punctuation", "."),
        ("built a wall . here and there", "space_before_punctuation", " ."),
        ("don?t say so", "lossy_question_mark", "?"),
        ("the �solution", "replacement_character", "\ufffd"),
        ("reforms worked \x80\x94to reduce", "control_character", "\x80\x94"),
    ],
)
def test_what_is_doubtful_is_flagged_and_left(text, rule, flagged):
    edits = repair(text, "en")
    assert [(edit.rule, edit.before, edit.after) for edit in edits] == [(rule, flagged, flagged)]


@pytest.mark.parametrize(
    "text",
    [
        "the 8-11 p.m. show. The",
        "black vs. white.",
        "Allen & Co. conference. Every",
        "www.example.com/?a=b?c",
        "et al. etc.",
    ],
)
def test_abbreviations_and_addresses_are_not_flagged(text):
    assert rules(text) == []


def test_a_language_that_is_not_known_gets_no_repair_that_depends_on_it():
    assert mended("Non ? $ 5", None) == "Non ? $ 5"


# Signs of every rule, so that examples hit them.
SIGNS = '“”"‘’.,;:!?$€£ âÃ©€™\x80\x94\u200b\u00ad&amp;#39x?aAbéв\u200c\ufffd\x00\x7f<>\u2028«»‚Ä√РЂ'


@given(st.text(alphabet=st.one_of(st.sampled_from(SIGNS), st.characters(exclude_categories=("Cs",))), max_size=30))
@example("a. . B")
@example("“a “")
def test_what_is_repaired_or_flagged_is_suspicious(text):
    """The signs in front of the repairs hold back nothing that one of them would act on."""
    for language in ("en", "fr", None):
        edits = repair(text, language)
        assert undo(redo(text, edits), edits) == text
        assert repair(text, language, signs=signs_of(pl.Series([text])).item()) == edits


@given(
    st.text(alphabet=st.sampled_from('ab A1 .,;:!?()$€“”"„«»¿،。'), max_size=12), st.sampled_from(("en", "de", None))
)
@example("ab.Ab ", "en")
@example("end. she. Ab", "en")
@example("a . ", "en")
@example("“a “", "en")
def test_what_a_repair_needs_is_wherever_it_acts(text, language):
    """The quick look before a repair holds back no line that it would mend."""
    for mend in (*REPAIRS, *FLAGS):
        if mend.needs is not None and mend.repair(text, language):
            assert mend.needs.search(text), (mend.rule, text)


def test_a_long_line_is_repaired_in_small_spans():
    plain = "The council voted on the pier again. " * 40
    damaged = (f"{plain}voilÃ le travail, the visitorsâ€™ gallery. " * 200)[:300_000]
    edits = repair(damaged, "en")
    assert "voilà le travail, the visitors’ gallery" in redo(damaged, edits)
    assert "Ã" not in redo(damaged, edits)
    assert undo(redo(damaged, edits), edits) == damaged
    assert max(len(edit.before) for edit in edits) < 10


def test_a_long_line_whose_ascii_changes_too_is_repaired():
    """Cyrillic read as cp1251, its no-break spaces lost to spaces."""
    good = "Россия и Роман. " * 2000
    damaged = good.encode().decode("cp1251").replace("\xa0", " ")
    edits = repair(damaged, "ru")
    assert redo(damaged, edits) == good
    assert max(len(edit.before) for edit in edits) < 1000


def test_a_repair_is_switched_off_by_its_source():
    text = "The visitorsâ€™ gallery costs $ 5 , the mayor said of the house.The council voted on it , and left.\n"
    assert clean(text).rules == [
        "mojibake", "currency_space", "space_before_punctuation", "missing_space", "space_before_punctuation", "blank",
    ]  # fmt: skip
    some = Source("paper", "A paper", language="en", repairs_off=(Rule.CURRENCY_SPACE, Rule.SPACE_BEFORE_PUNCTUATION))
    assert clean(text, source=some).rules == ["mojibake", "missing_space", "blank"]
    every = Source("paper", "A paper", language="en", repairs_off=tuple(Rule(name) for name in sorted(SWITCHED)))
    assert clean(text, source=every).text == text.strip()


def test_line_endings_and_wraps_are_switched_off_too():
    text = "One line of the council's notes, closed.\r\nAnother line of the council's notes, closed.\r\n"
    assert "line_ending" in clean(text).rules
    source = Source("paper", "A paper", language="en", repairs_off=(Rule.LINE_ENDING,))
    assert clean(text, source=source).text == text.rstrip()


@pytest.mark.parametrize("end", ["the price was cut.", "“The price was cut.”", "was the price cut?"])
def test_what_is_left_of_a_no_break_space_goes_from_the_end_of_a_sentence(end):
    text = f"The council said that {end}Â\nThe wall costs €3 million."
    assert clean(text).text == text.replace("Â", "")


def test_a_word_in_capitals_keeps_its_circumflex():
    text = "“EM NOME DA IRMÃ,” gritou. Â é uma letra, e o LÂ MINH também a usa no seu nome do porto."
    assert clean(text).text == text
