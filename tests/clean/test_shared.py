"""Real texts that are not part of the project, where they stand beside it."""

from tests.clean.given import clean


def test_the_seed_comes_out_as_it_should(shared):
    (path,) = (shared / "seed").glob("*.txt")
    result = clean(path.read_text(encoding="utf-8"))
    assert result.rules.count("pager") == 1
    assert "Previous There is" not in result.text
    assert result.text.endswith("a defeat of Turkish nationalism in matters of foreign policy.")
    assert "around $570 per month" in result.text
    assert "at least $785 million" in result.text
    assert ("stray_word", "she.", "she.") in result.edits
    assert "Almaty. The CSTO" in result.text
    assert result.title.startswith("Kazakhstan crisis challenges")
