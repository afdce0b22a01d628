"""Whether a plain text is a whole page with its menus, also in languages whose menus no list of labels knows."""

import polars as pl
import pytest

from flows.clean.batch import described_lines, read_drafts
from flows.clean.dumps import FRAME_LINES, OF_FRAME, is_dump
from flows.clean.viewed import Lines, lines_of
from tests.clean.given import ENDING, MIDDLE, OPENING, SOURCE, clean, records

PARAGRAPH = "Жители села на прошлой неделе начали чинить мост, который снесло половодьем, и к осени закончат."
ABOVE = ["Ярмарка, первый день", "Старая дорога и новые мосты", "Прежние номера", "Паром уйдёт в следующем месяце"]
BELOW = ["Садоводы собрали меньше груш", "Схема лавок", "Кто мы и где нас найти", "Часы на площади починили"]


def text(above: list[str], below: list[str], evidence: float = OF_FRAME - 1) -> list[tuple[str, float]]:
    """Three paragraphs that speak for themselves between lines of that evidence."""
    head, tail = ([(said, evidence) for said in part] for part in (above, below))
    return [*head, *[(PARAGRAPH, 4.0)] * 3, *tail]


def lines_of_text(said: list[tuple[str, float]]) -> Lines:
    content = "\n".join(line for line, _ in said)
    described = described_lines(*read_drafts(records({"content": content})), SOURCE)
    return lines_of(described.with_columns(evidence=pl.Series([evidence for _, evidence in said])))[0]


def test_a_frame_around_the_paragraphs_tells_a_page():
    assert len(ABOVE + BELOW) == FRAME_LINES
    assert is_dump(lines_of_text(text(ABOVE, BELOW)))


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(text([], ABOVE + BELOW), id="a list at the end"),
        pytest.param(text(ABOVE + BELOW, []), id="a list at the beginning"),
        pytest.param(text(ABOVE, BELOW) + text([], []), id="a list between paragraphs"),
        pytest.param(text(ABOVE, BELOW, evidence=OF_FRAME + 1), id="lines that hardly speak against themselves"),
        pytest.param(
            text(["мира холт", "Да.", "дан руис", "Нет."] * 9, ["мира холт", "Да."] * 9), id="names of speakers"
        ),
        pytest.param(text(ABOVE * 3, BELOW * 3), id="lines that come again and again"),
        pytest.param(text([f"{said}." for said in ABOVE], [f"{said}." for said in BELOW]), id="short sentences"),
        pytest.param([(said, OF_FRAME - 1) for said in ABOVE + BELOW], id="no paragraph"),
    ],
)
def test_what_is_no_page(said):
    assert not is_dump(lines_of_text(said))


def test_a_menu_in_thai_which_parts_no_words():
    """Where two letters counted as a word, every entry had as many words as a sentence, and nothing went."""
    menu = (
        *("ตลาดนัด", "ปลาและทะเล", "สวนผลไม้", "ดนตรีพื้นบ้าน", "รถไฟสายเก่า", "หมู่บ้านช่าง", "แผนที่ร้านค้า", "ห้องภาพเก่า"),
        *("คณะผู้จัดทำ", "ราคาสมาชิก", "เล่มย้อนหลัง", "สมัครงานกับเรา", "วันหยุดนี้", "ของกินริมทาง", "ทางเดินป่า", "โรงทอผ้า"),
    )
    article = (
        "ชาวบ้านริมแม่น้ำช่วยกันซ่อมสะพานไม้ที่พังเพราะน้ำหลากเมื่อสัปดาห์ก่อน เด็กนักเรียนกว่าร้อยคนจะได้ข้ามไปโรงเรียนโดยไม่ต้องอ้อมไกลอีก",
        "ผู้ใหญ่บ้านบอกว่าไม้ทั้งหมดมาจากโรงเลื่อยเก่าที่เลิกกิจการแล้ว และช่างสามคนทำงานโดยไม่รับค่าแรง งานจะเสร็จก่อนวันเปิดเรียนของปีนี้",
        "ฝนยังตกอยู่ทุกเย็น ทำให้ต้องหยุดงานบ่อยครั้ง แต่ทุกคนยังมาช่วยกันตั้งแต่เช้า บางคนนำอาหารและน้ำดื่มมาแบ่งให้คนทำงานด้วยทุกวัน",
    )
    cleaned = clean("\n".join(menu) + "\n\n" + "\n\n".join(article) + "\n\n" + "\n".join(menu)).text
    assert cleaned is not None
    assert all(paragraph in cleaned for paragraph in article)
    assert sum(entry in cleaned for entry in menu) <= 2  # the nearest to the text may be a heading


def test_a_table_between_paragraphs_is_no_frame():
    rows = (("Rovers", 31), ("Wanderers", 29), ("Harriers", 24), ("Albion", 20), ("Orient", 11))
    table = "\n".join(f"{name}\n{points}" for name, points in rows)
    said = f"{OPENING}\n\n{MIDDLE}\n\n{table}\n\n{ENDING}"
    assert clean(said).text == said
