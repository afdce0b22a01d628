"""Which names are one: by letters, by company, by an authority on a day, and by a person's decision."""

from datetime import UTC, datetime

import polars as pl
import pytest

from flows.errors import UsageError
from flows.frames import MENTIONS
from flows.normalize import CONTEXT, Knowledge, Linked, link_entities, read_decisions
from flows.normalize.authorities.entries import ENTRIES, Authority
from flows.normalize.identity.keys import key_of
from flows.normalize.identity.pairs import contradict, person_pairs


def mentions(*rows: tuple[str, str, str], scores: tuple[float, ...] = ()) -> pl.DataFrame:
    """Mentions by (article, kind, name), each where the one before ended."""
    filled = []
    for number, (article, kind, name) in enumerate(rows):
        score = scores[number] if scores else 0.7
        span = (article, "text", number * 50, number * 50 + len(name), 0, 0, name)
        filled.append((*span, kind, "full", score, None, name, None, None))
    return pl.DataFrame(filled, schema=MENTIONS, orient="row")


def link(*rows: tuple[str, str, str], day: str = "2019-05-01", **knowledge: object) -> Linked:
    """The links of an archive whose articles are all of one day."""
    found = mentions(*rows)
    published = datetime.fromisoformat(day).replace(tzinfo=UTC)
    articles = found.select("article_id").unique().with_columns(published_at=published, home=pl.lit(None, pl.String))
    return link_entities(found, articles.match_to_schema(CONTEXT), Knowledge(**knowledge))


def groups(linked: Linked) -> set[frozenset[str]]:
    """The names that are one, entity by entity."""
    by_entity = linked.mentions.group_by("entity_id").agg(pl.col("surface").unique())
    return {frozenset(names) for names in by_entity["surface"]}


def decided(tmp_path, *lines: str):
    path = tmp_path / "decisions.csv"
    path.write_text("decision,kind,name,other,who,date,why\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return read_decisions(path)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Robert Delacroix", "Bob Delacroix"),
        ("Владимир Кораблёв", "Vladimir Korablev"),
        ("Zoë Bäumler", "Zoe Baumler"),
        ("Harold P. Quimby", "Harold Quimby"),
    ],
)
def test_forms_of_one_name_are_one_person(one, other):
    """Given the same people around both."""
    rows = [(article, "person", name) for article, name in (("a", one), ("b", other), ("c", one), ("d", other))]
    around = [(article, "organization", "Zorin Harbour Trust") for article in "abcd"]
    assert frozenset({one, other}) in groups(link(*rows, *around))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Bergstrom", "Peter Bergstrom"),
        ("George W. Marsh", "George H. Marsh"),
        ("Ilham Sarov", "Heydar Sarov"),
        ("Maria Costa", "Mario Costa"),
    ],
)
def test_persons_of_one_last_name_stay_apart(one, other):
    rows = [(article, "person", name) for article, name in (("a", one), ("b", other))]
    assert groups(link(*rows)) == {frozenset({one}), frozenset({other})}


def test_contradicting_initials_do_not_meet_through_the_name_without_them():
    rows = [("a", "person", "George W. Marsh"), ("b", "person", "George H. Marsh"), ("c", "person", "George Marsh")]
    assert contradict("george w marsh", "george h marsh")
    assert not any({"George W. Marsh", "George H. Marsh"} <= found for found in groups(link(*rows)))


def test_every_pair_says_how_certain_it_is_and_why():
    pairs = person_pairs({"robert delacroix": 3, "bob delacroix": 1, "robert delacroiz": 1})
    assert all(0 < pair.certainty <= 1 and pair.reason for pair in pairs)
    assert {(pair.first, pair.second) for pair in pairs} >= {("bob delacroix", "robert delacroix")}


def test_a_last_name_alone_goes_to_the_person_whose_company_it_keeps():
    """Two Keanes: one is named with the Tarn orchestra, the other with the Vell dam."""
    rows = [
        *((article, "person", "Georgia Keane") for article in "ab"),
        *((article, "person", "Martin Keane") for article in "cd"),
        *((article, "organization", "Tarn Valley Orchestra") for article in "abe"),
        *((article, "organization", "Vell Dam Authority") for article in "cdf"),
        ("e", "person", "Keane"),
        *((article, "organization", f"Other Matter {article}") for article in "ghijklmnopqrst"),
    ]
    linked = link(*rows)
    of_surface = linked.mentions.join(linked.entities.select("entity_id", "name"), on="entity_id")
    alone = of_surface.filter(pl.col("surface") == "Keane")
    assert alone["name"].to_list() == ["Georgia Keane"]
    assert alone["score"][0] < 1


def test_a_last_name_alone_that_two_may_have_stays_alone():
    rows = [("a", "person", "Georgia Keane"), ("b", "person", "Martin Keane"), ("c", "person", "Keane")]
    assert frozenset({"Keane"}) in groups(link(*rows))


@pytest.mark.parametrize(("day", "name"), [("1990-06-01", "George H. W. Bush"), ("2005-06-01", "George W. Bush")])
def test_who_was_in_office_on_the_day(day, name):
    assert link(("a", "person", "George Bush"), day=day).entities["name"].to_list() == [name]
    assert link(("a", "person", "Bush"), day=day).entities["name"].to_list() == [name]


def test_one_kind_for_a_name_over_the_archive():
    rows = [(article, "organization", "Vell Dam Authority") for article in "abcdef"]
    linked = link(*rows, ("g", "work", "Vell Dam Authority"))
    assert linked.entities.select("kind", "mention_count").rows() == [("organization", 7)]


def test_strong_evidence_for_another_kind_stands():
    rows = [(article, "organization", "Vell Dam") for article in "abcdef"]
    linked = link_entities(mentions(*rows, ("g", "place", "Vell Dam"), scores=(0.5,) * 6 + (0.9,)))
    assert set(linked.entities["kind"]) == {"organization", "place"}


def test_the_id_stays_when_later_articles_bring_more_frequent_forms():
    first = link(("a", "person", "Robert Delacroix"), day="2019-05-01").entities["entity_id"][0]
    later = link(
        ("a", "person", "Robert Delacroix"), *((letter, "person", "Robert J. Delacroix") for letter in "bcdef")
    )
    assert later.entities["entity_id"].to_list() == [first]


def test_decisions_come_before_letters(tmp_path):
    rows = [("a", "person", "Iva Morn"), ("b", "person", "Iva Kell"), ("c", "person", "Ivan Kell")]
    merged = decided(tmp_path, "merge,person,Iva Morn,Iva Kell,ed,2026-01-01,she married")
    assert frozenset({"Iva Morn", "Iva Kell"}) in groups(link(*rows, decisions=merged))
    rows = [("a", "person", "Harold P. Quimby"), ("b", "person", "Harold Quimby")]
    apart = decided(tmp_path, "different,person,Harold P. Quimby,Harold Quimby,ed,2026-01-01,father and son")
    assert len(groups(link(*rows))) == 1
    assert len(groups(link(*rows, decisions=apart))) == 2
    alone = decided(tmp_path, "split,person,Harold Quimby,,ed,2026-01-01,another man")
    assert len(groups(link(*rows, decisions=alone))) == 2
    named = decided(tmp_path, "rename,person,Harold Quimby,Hal Quimby,ed,2026-01-01,his own wish")
    assert link(*rows, decisions=named).entities["name"].to_list() == ["Hal Quimby"]


def test_the_last_of_two_decisions_counts(tmp_path):
    rows = [("a", "person", "Iva Morn"), ("b", "person", "Iva Kell")]
    both = decided(tmp_path, "merge,person,Iva Morn,Iva Kell,ed,,", "different,person,Iva Kell,Iva Morn,ed,,")
    assert len(groups(link(*rows, decisions=both))) == 2


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("join,person,A,B,ed,,", "line 2: decision is 'join'"),
        ("merge,human,A,B,ed,,", "line 2: kind is 'human'"),
        ("merge,person,,B,ed,,", "line 2: name is empty"),
        ("merge,person,A,,ed,,", "line 2: other is empty"),
    ],
)
def test_a_wrong_decision_is_named_by_its_line(tmp_path, line, wrong):
    with pytest.raises(UsageError, match=wrong):
        decided(tmp_path, line)


def brought(*rows: dict[str, object]) -> Authority:
    return Authority("mine", pl.DataFrame(list(rows), schema=ENTRIES), {}, "digest")


def test_a_users_authority_gives_ids_and_its_own_name():
    entry = {
        "id": "z1",
        "kind": "organization",
        "name": "Zorin Harbour Trust",
        "aliases": ["Zorin Trust"],
        "country": "AL",
    }
    linked = link(("a", "organization", "The Zorin Trust"), authorities=(brought(entry),))
    row = linked.entities.row(0, named=True)
    assert (row["name"], row["authority"], row["country_code"]) == ("Zorin Harbour Trust", "mine", "AL")
    assert linked.mentions["score"][0] <= 0.9


def test_an_authority_mends_the_kind_of_a_long_name():
    entry = {"id": "z1", "kind": "work", "name": "The Long Quiet Harbour"}
    linked = link(("a", "organization", "The Long Quiet Harbour"), authorities=(brought(entry),))
    assert linked.entities["kind"].to_list() == linked.mentions["kind"].to_list() == ["work"]


def test_names_hold_from_one_day_until_another():
    entries = (
        {"id": "old", "kind": "organization", "name": "Harbour Board", "from": "1990", "until": "1999-12"},
        {"id": "new", "kind": "organization", "name": "Harbour Board", "from": "2000-01"},
    )
    for day, identifier in (("1999-12-31", "old"), ("2000-01-01", "new")):
        linked = link(("a", "organization", "Harbour Board"), day=day, authorities=(brought(*entries),))
        expected = link(
            ("a", "organization", "Harbour Board"), authorities=(brought({**entries[0], "id": identifier}),)
        )
        assert linked.entities["entity_id"].to_list() == expected.entities["entity_id"].to_list()


def test_two_entries_of_equal_claim_give_no_id():
    entries = ({"id": one, "kind": "organization", "name": "Harbour Board"} for one in ("x", "y"))
    assert (
        link(("a", "organization", "Harbour Board"), authorities=(brought(*entries),)).entities["authority"][0] is None
    )


def test_the_one_known_far_better_is_meant():
    entries = (
        {"id": one, "kind": "person", "name": "Ana Prifti", "weight": weight} for one, weight in (("x", 3), ("y", 40))
    )
    linked = link(("a", "person", "Ana Prifti"), authorities=(brought(*entries),))
    assert linked.entities["authority"].to_list() == ["mine"]
    assert linked.mentions["score"][0] == 0.7


def test_keys_compare_across_scripts_spellings_and_legal_forms():
    assert key_of("organization", "The Vell Centre Ltd.") == key_of("organization", "Vell Center")
    assert key_of("person", "Ольга Берг") == key_of("person", "Olga Berg")
    assert key_of("person", "???") == "???"
