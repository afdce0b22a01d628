"""The index of a search: kept where it can be, never stale, never in the release."""

import pytest

from flows.ids import file_sha256


@pytest.fixture
def search(tearsheet):
    """Searches, and what of the articles it found is shown."""

    def run(word, *arguments):
        asked = tearsheet("search", word, *arguments)
        assert asked.exit_code == 0, asked.output
        return asked.stdout

    return run


def indexes(build):
    return {path.name: path.stat().st_ino for path in (build / "search").iterdir()}


def test_the_index_is_kept_in_the_build_folder_and_used_again(search, build, release):
    before = {path: file_sha256(path) for path in release.iterdir()}
    assert "price of *gas*" in search("gas")
    made = indexes(build)
    assert len(made) == 1
    assert "price of *bread*" in search("bread")
    assert indexes(build) == made
    assert {path: file_sha256(path) for path in release.iterdir()} == before


def test_another_release_of_the_same_name_has_an_index_of_its_own(search, build, release):
    search("gas")
    made = indexes(build)
    sums = release / "SHA256SUMS"
    sums.write_text(sums.read_text() + "0" * 64 + "  other\n")
    search("gas")
    assert indexes(build).keys() - made.keys()


def test_a_broken_index_is_made_anew(search, build):
    search("gas")
    (index,) = (build / "search").iterdir()
    index.write_bytes(b"half an index")
    assert "price of *gas*" in search("gas")


def test_where_there_is_no_build_folder_none_is_made(search, release, tmp_path):
    assert "price of *gas*" in search("gas", "--release", release, "--build", tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()
