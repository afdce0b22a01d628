"""Full names of persons in Arabic."""

import pytest

from flows.normalize.names import find_names


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("وأعلن علي عبد الله صالح في صنعاء أنه لن يترشح.", ["علي عبد الله صالح"]),
        ("دعا محمد البرادعي الحكومة إلى الحوار.", ["محمد البرادعي"]),
        ("قال خالد بن وليد المالكي وسمير الرفاعي إنهما سيغادران.", ["خالد بن وليد المالكي", "سمير الرفاعي"]),
        ("كان يوم الجمعة جميل الطقس.", []),
    ],
)
def test_full_names_are_persons(text, wanted):
    assert [text[m.start : m.end] for m in find_names(text, "ar") if m.kind == "person"] == wanted
