"""Tables between the paragraphs of an article stay whole; menus that are tables go."""

import pytest

from tests.clean.given import ENDING, MIDDLE, OPENING, clean_page

HEAD = ("Year", "Storms", "Cost")
ROWS = (("2021", "4", "£1.2m"), ("2022", "7", "£3.4m"))


def table(*rows, cell="<td>{}</td>"):
    cells = ("".join(cell.format(said) for said in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def page(*parts):
    menu = "".join(f"<li><a href='/{at}'>{said}</a></li>" for at, said in enumerate(("Home", "News", "Sport", "Video")))
    return clean_page(f"<ul>{menu}</ul><article><h1>The pier</h1>{''.join(parts)}</article>")


def test_a_table_between_paragraphs_stays_whole():
    result = page(f"<p>{OPENING}</p>", table(HEAD, *ROWS), f"<p>{MIDDLE}</p><p>{ENDING}</p>")
    cells = [said for row in (HEAD, *ROWS) for said in row]
    assert str(result.text).split() == [*OPENING.split(), *cells, *MIDDLE.split(), *ENDING.split()]


@pytest.mark.parametrize(
    "menu",
    [
        table(HEAD, *ROWS, cell="<td><a href='/x'>{}</a></td>"),
        table(("Home", "News", "Sport", "Video")),
    ],
    ids=["links", "below the text"],
)
def test_a_table_of_the_frame_goes(menu):
    result = page(f"<p>{OPENING}</p><p>{MIDDLE}</p><p>{ENDING}</p>", menu)
    assert str(result.text).split() == [*OPENING.split(), *MIDDLE.split(), *ENDING.split()]
