"""Whom a question names."""

import pytest

from journal.naming import named_people
from journal.people import Person

LIM = Person(id="lim", name="Andi Lim", aliases=("Andy",))
WIJAYA = Person(id="wijaya", name="Andi Wijaya")
YUNI = Person(id="yuni", name="Bu Sri Wahyuni", aliases=("Bu Yuni",))
EVERYBODY = (LIM, WIJAYA, YUNI)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What is the name of Andi Lim's wife?", (LIM,)),
        ("Andi yang mana yang dari Malang?", (LIM, WIJAYA)),
        ("Bu Yuni nama lengkapnya siapa?", (YUNI,)),
        ("Kabar Pak Yuni gimana?", ()),
        ("siapa yang lim?", ()),
        ("Whose daughter plays the violin?", ()),
    ],
)
def test_the_longest_name_at_a_place_counts(question: str, named: tuple[Person, ...]) -> None:
    assert named_people(question, EVERYBODY) == named
