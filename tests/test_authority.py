"""`tearsheet authority`: bring a list, build, review, decide, build again."""

import json

from click.testing import CliRunner

from flows.cli import main
from tests.archives import build, write_archive

LIST = "id,kind,name,aliases\nQ22222,organization,Harbour Office of Durres,harbour office\n"


def run(*arguments):
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def frames(built):
    return {name: built.release.frame(name) for name in ("entities", "sources", "redirects", "changes")}


def test_an_imported_name_is_known_to_the_next_build_and_the_change_says_why(tmp_path):
    raw = write_archive(tmp_path / "raw")
    before = frames(build(raw, tmp_path / "build"))
    people = tmp_path / "people.csv"
    people.write_text("id,kind,name,country\nm-7,person,Ilir Meta,AL\n", encoding="utf-8")
    printed = run("authority", "import", people, "--raw", raw, "--licence", "CC0-1.0")
    assert "1 entries (1 person)" in printed
    after = frames(build(raw, tmp_path / "build"))
    (meta,) = after["entities"].filter(after["entities"]["name"] == "Ilir Meta").iter_rows(named=True)
    assert meta["authority"] == "people"
    (old,) = before["entities"].filter(before["entities"]["name"] == "Ilir Meta").iter_rows(named=True)
    assert after["redirects"].select("old_id", "new_id").rows() == [(old["entity_id"], meta["entity_id"])]
    assert "people" in after["sources"]["source_id"]
    assert set(after["changes"]["cause"]) == {"authority"}


def test_a_list_without_a_licence_is_published_as_of_an_unknown_one(tmp_path):
    raw = write_archive(tmp_path / "raw")
    people = tmp_path / "people.csv"
    people.write_text("id,kind,name\nm-7,person,Ilir Meta\n", encoding="utf-8")
    run("authority", "import", people, "--raw", raw)
    sources = build(raw, tmp_path / "build").release.frame("sources")
    assert dict(sources.select("source_id", "licence").iter_rows())["people"] == "unknown"


def test_a_decision_is_honoured_and_no_longer_asked(tmp_path):
    raw = tmp_path / "raw"
    for number, name in enumerate(["Robert Delacroix", "Robert Delacroiz"] * 3):
        path = raw / "wire" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"Harbour plan\n\nMinister {name} spoke of Zorin Harbour Trust on day {number}. It will be built.\n"
        )
    build(raw, tmp_path / "build")
    asked = json.loads(run("authority", "review", "--raw", raw, "--build", tmp_path / "build", "--json"))
    hint = run("authority", "review", "--raw", raw, "--build", tmp_path / "build")
    assert f'"Robert Delacroix" "Robert Delacroiz" --raw {raw} --why' in hint
    pair = next(doubt for doubt in asked if doubt["kind"] == "person")
    assert {pair["first"]["name"], pair["second"]["name"]} == {"Robert Delacroix", "Robert Delacroiz"}
    assert "one letter differs" in pair["reason"]
    verdict = "different" if pair["is_joined"] else "merge"
    run(
        "authority",
        "decide",
        verdict,
        "person",
        "Robert Delacroix",
        "Robert Delacroiz",
        "--raw",
        raw,
        "--why",
        "a test",
    )
    entities = frames(build(raw, tmp_path / "build"))["entities"]
    persons = entities.filter(entities["kind"] == "person")
    assert persons.height == (2 if verdict == "different" else 1)
    again = json.loads(run("authority", "review", "--raw", raw, "--build", tmp_path / "build", "--json"))
    assert not [doubt for doubt in again if doubt["kind"] == "person"]


def test_mistakes_are_one_sentence(tmp_path):
    runner = CliRunner()
    wrong = runner.invoke(
        main, ["authority", "decide", "merge", "human", "A", "B", "--why", "x", "--raw", str(tmp_path)]
    )
    assert wrong.exit_code == 2
    assert "kind is 'human'" in wrong.output
    nowhere = runner.invoke(
        main, ["authority", "decide", "split", "person", "A", "--why", "x", "--raw", str(tmp_path / "no")]
    )
    assert nowhere.exit_code == 2
    assert "no such folder; name the archive" in nowhere.output
    path = tmp_path / "x.csv"
    path.write_text(LIST)
    named = runner.invoke(main, ["authority", "import", str(path), "--name", "geonames", "--raw", str(tmp_path)])
    assert named.exit_code == 2
    assert "shipped" in named.output


def test_an_imported_name_that_nothing_shows_to_be_one_is_found(tmp_path):
    raw = tmp_path / "raw"
    (raw / "wire").mkdir(parents=True)
    text = "Harbour plan\n\nThe report was read by the friends of Harbour and Light on Monday. Nobody was against it.\n"
    (raw / "wire" / "1.txt").write_text(text)
    firms = tmp_path / "firms.csv"
    firms.write_text("id,kind,name\nf-1,organization,Harbour and Light\n", encoding="utf-8")
    assert "Harbour and Light" not in frames(build(raw, tmp_path / "build"))["entities"]["name"]
    run("authority", "import", firms, "--raw", raw)
    after = frames(build(raw, tmp_path / "build"))
    (firm,) = after["entities"].filter(after["entities"]["name"] == "Harbour and Light").iter_rows(named=True)
    assert (firm["authority"], firm["kind"]) == ("firms", "organization")
    assert "authority" in set(after["changes"]["cause"])
