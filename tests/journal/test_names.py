"""Who is meant by a name: one person under two spellings, or two people under nearly one."""

import pytest

from journal.names import fold_name, same_person, without_honorifics
from journal.people import Person

ANDI = Person(id="p1", name="Pak Andi", aliases=("Andi Lim",))
BUDI = Person(id="p2", name="Budi")
BUDI_SANTOSO = Person(id="p3", name="Budi Santoso")
WENING = Person(id="p4", name="Bu Wening")
EVERYBODY = (ANDI, BUDI, BUDI_SANTOSO, WENING)


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("pak andi", ANDI),
        ("PAK  ANDI", ANDI),
        ("Andi", ANDI),
        ("andi lim", ANDI),
        ("Bapak Andi", ANDI),
        ("Mas Andi", ANDI),
        ("Wening", WENING),
        ("Mbak Wening", WENING),
        ("Budi", BUDI),
        ("Mas Budi", BUDI),
        ("budi santoso", BUDI_SANTOSO),
    ],
)
def test_one_person_goes_by_many_spellings(name: str, person: Person) -> None:
    assert same_person(name, EVERYBODY) == person


@pytest.mark.parametrize("name", ["Bu Andi", "Pak Wening", "Andin", "Budi Hartono", "Santoso", "", "Pak"])
def test_another_name_is_somebody_else(name: str) -> None:
    assert same_person(name, EVERYBODY) is None


def test_a_name_that_fits_two_people_is_nobody() -> None:
    others = (Person(id="a", name="Pak Joko"), Person(id="b", name="Mas Joko"))
    assert same_person("Joko", others) is None


def test_the_exact_name_decides_between_two_who_share_it_without_honorifics() -> None:
    pak, mas = Person(id="a", name="Pak Joko"), Person(id="b", name="Mas Joko")
    assert same_person("Mas Joko", (pak, mas)) == mas


@pytest.mark.parametrize(
    ("name", "folded"),
    [("Dr. André", "dr andre"), ("  Mei   Ling ", "mei ling"), ("“Ucok”", "ucok"), ("D’Angelo", "d'angelo")],
)
def test_case_accents_and_dots_are_set_aside(name: str, folded: str) -> None:
    assert fold_name(name) == folded


@pytest.mark.parametrize(("folded", "bare"), [("pak dr andi", "andi"), ("bu", "bu"), ("andi", "andi")])
def test_honorifics_are_taken_off_unless_they_are_all(folded: str, bare: str) -> None:
    assert without_honorifics(folded) == bare
