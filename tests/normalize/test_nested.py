"""Places inside longer names."""

from flows.normalize.nested import _inside


def found(name: str) -> list[str]:
    return [name[inside.start : inside.end] for inside in _inside(name)]


def test_a_place_is_found_at_the_beginning_and_behind_a_preposition():
    assert found("Alexandria Police Department") == ["Alexandria"]
    assert found("Bishops of England and Wales") == ["England"]


def test_what_stands_inside_a_place_at_the_end_is_no_place_more():
    assert found("Dockers of West Virginia") == ["West Virginia"]
