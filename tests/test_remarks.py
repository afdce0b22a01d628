"""What a build says of decisions that decide nothing, and of files whose records replace each other."""

from flows.build import build_plain
from flows.settings import BuildSettings
from tests.archives import write_archive
from tests.test_pipeline import Heard

HEADER = "decision,kind,name,other,who,date,why\n"


def said(raw, to):
    heard = Heard()
    build_plain(BuildSettings(raw, to), heard)
    return heard.sentences


def test_a_decision_about_a_name_that_nobody_has_is_named(tmp_path):
    raw = write_archive(tmp_path / "raw")
    (raw / "decisions.csv").write_text(
        HEADER
        + "rename,person,Ilir Meta,President Meta,ana,2024-05-06,as he signs\n"
        + "split,person,Ilir Mata,,ana,2024-05-06,a slip\n"
        + "merge,organization,EC,Europen Council,ana,2024-05-06,a slip\n"
    )
    sentences = [sentence for sentence in said(raw, tmp_path / "build") if "decisions.csv" in sentence]
    assert sentences == [
        "decisions.csv, line 3: no person of this archive is named 'Ilir Mata'; mend the name or its kind",
        "decisions.csv, line 4: no organization of this archive is named 'Europen Council'; mend the name or its kind",
    ]


def test_files_that_number_their_records_alike_are_said_once_a_source(tmp_path):
    wire = tmp_path / "raw" / "wire"
    wire.mkdir(parents=True)
    for year in (2021, 2022):
        rows = "".join(f'{n},"It rained on pier {n} of Vlore all day, the office said in {year}."\n' for n in (1, 2, 3))
        (wire / f"{year}.csv").write_text(f"id,text\n{rows}")
    (sentence,) = [sentence for sentence in said(tmp_path / "raw", tmp_path / "build") if "gave way" in sentence]
    assert sentence.startswith(
        "wire: 3 records gave way to others of the same number, such as 1 of wire/2021.csv to that of wire/2022.csv; if"
    )


def test_a_file_that_is_given_twice_is_nothing_to_speak_of(tmp_path):
    wire = tmp_path / "raw" / "wire"
    wire.mkdir(parents=True)
    for name in ("a", "b"):
        (wire / f"{name}.csv").write_text('id,text\n1,"It rained on the pier of Vlore all day, the office said."\n')
    assert not [sentence for sentence in said(tmp_path / "raw", tmp_path / "build") if "gave way" in sentence]
