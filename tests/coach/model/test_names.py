"""Names as models and texts write them."""

import pytest

from coach.model.names import closest_name, same_name


@pytest.mark.parametrize(
    ("one", "other"), [("Sum", "Bu Sum"), ("bu sum", "Bu Sum"), ("Pak Yohanes", "Pak Yohanes (Han)")]
)
def test_names_of_which_one_holds_the_other_may_be_the_same(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(("one", "other"), [("Bu Sum", "Bu Yanti"), ("", "Bu Sum"), ("Sumi", "Sum")])
def test_other_names_are_not_the_same(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_a_name_written_the_same_is_closer_than_one_that_holds_it() -> None:
    assert closest_name("Andi", ["Andi Kopi", "andi"]) == "andi"


def test_no_name_is_close_to_a_stranger_s() -> None:
    assert closest_name("Bagas", ["Andi Kopi"]) is None
