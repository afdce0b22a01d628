"""The page of an explained article: what is folded, and which way its lines run."""

from flows.ledger import Edit
from flows.query.explain_page import LONG_RUN, body
from flows.query.pieces import cut

MENU = "\n".join(f"Section {number}" for number in range(LONG_RUN + 1))


def page(raw: str, removed: str, score: float | None = None) -> str:
    start = raw.index(removed)
    edit = Edit(start, start + len(removed), "navigation", removed, "")
    return body(cut(raw.replace(removed, ""), [edit], [], [score]))


def test_a_long_run_of_removed_lines_is_folded_and_counted():
    shown = page(f"{MENU}\nThe pier is rebuilt.", f"{MENU}\n")
    assert f"<details><summary>{LONG_RUN + 1} lines removed: navigation</summary>" in shown
    assert shown.count("<del>") == LONG_RUN + 1
    assert shown.rindex("</details>") < shown.index("The pier is rebuilt.")


def test_a_short_run_is_shown_as_it_stands():
    assert "<details>" not in page("Home\nSport\nThe pier is rebuilt.", "Home\nSport\n")


def test_words_of_the_page_do_not_turn_the_lines_of_another_script():
    shown = page("إعلان\nالرصيف القديم", "إعلان\n")
    assert (
        '<p dir="auto"><bdi class="hidden" dir="ltr"> removed: </bdi><del>إعلان</del><bdi class="rule" dir="ltr"'
        in shown
    )


def test_a_score_is_shown_where_it_speaks_for_the_removal():
    assert "navigation 0.98</bdi>" in page("Home\nThe pier.", "Home\n", 0.98)
    assert "navigation</bdi>" in page("Home\nThe pier.", "Home\n", 0.04)


def test_a_repair_of_line_ends_ends_the_line_on_the_page_too():
    edit = Edit(9, 12, "blank", " \n\n", "\n\n")
    shown = body(cut("The pier.\n\nIt is rebuilt.", [edit], [], [None]))
    assert shown.endswith('<p class="blank"></p>\n<p dir="auto">It is rebuilt.</p>')
