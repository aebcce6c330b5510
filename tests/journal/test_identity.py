"""Which known person a name in a new reflection means."""

import pytest

from journal.identity import Likeness, doubtful_pairs, fitting, keys_of, likeness, told_apart
from journal.names import fold_name, without_honorifics
from journal.people import Person

LIM = Person(id="lim", name="Andi Lim", aliases=("Andy",))
WIJAYA = Person(id="wijaya", name="Andi Wijaya", aliases=("Andi Kopi",))
TEO = Person(id="teo", name="Jonathan Teo")
BAMBANG = Person(id="bambang", name="Pak Bambang Sudibyo")
NAIR = Person(id="nair", name="Dr. Priya Nair")
DEWI = Person(id="dewi", name="Bu Dewi Anggraini")
EVERYBODY = (LIM, WIJAYA, TEO, BAMBANG, NAIR, DEWI)


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Andy", LIM),
        ("Andi Lim", LIM),
        ("Andi Kopi", WIJAYA),
        ("JT", TEO),
        ("Pak Bams", BAMBANG),
        ("Dr. Nair", NAIR),
        ("Bu Dewi", DEWI),
        ("Ibu Dewi Anggraeni", None),
        ("Pak Dewi", None),
        ("Andi Hartono", None),
        ("Priya Sharma", None),
    ],
)
def test_a_part_initials_a_nickname_or_another_spelling_join_somebody_known(name: str, person: Person | None) -> None:
    assert fitting(name, EVERYBODY) == (() if person is None else (person,))


def test_a_given_name_that_two_bear_fits_both() -> None:
    assert fitting("Andi", EVERYBODY) == (LIM, WIJAYA)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Dhika", "Dika", Likeness.SPELLED_LIKE),
        ("Soeharto", "Suharto", Likeness.SPELLED_LIKE),
        ("Yanto", "Suyanto", Likeness.SPELLED_LIKE),
        ("Kev", "Kevin Prasetyo", Likeness.SPELLED_LIKE),
        ("Man", "Lukman", Likeness.DOUBTFUL),
        ("Bu Yuni", "Bu Sri Wahyuni", Likeness.NONE),
        ("Kevin Goh", "Kevin Prasetyo", Likeness.NONE),
        ("Rina 1", "Rina 11", Likeness.NONE),
        ("J.T.", "Andi", Likeness.NONE),
    ],
)
def test_two_names_are_alike_to_a_degree(one: str, other: str, how: Likeness) -> None:
    assert likeness(one, other) is how


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("JT", "Jonathan Teo"),
        ("J. T.", "Jonathan Teo"),
        ("CV", "Charles Vincent"),
        ("Pak Bams", "Pak Bambang Sudibyo"),
        ("Yanto", "Suyanto"),
        ("Andy", "Andi Lim (Andy)"),
        ("Dr. Nair", "Dr. Priya Nair"),
        ("Soeharto", "Suharto"),
    ],
)
def test_names_that_are_alike_share_a_key(one: str, other: str) -> None:
    keys = [keys_of(without_honorifics(fold_name(name))) for name in (one, other)]
    assert keys[0] & keys[1]


def test_two_of_one_name_are_told_apart_by_what_the_text_speaks_of() -> None:
    told = {
        "lim": ["Andi Lim di pelabuhan, putrinya main biola dan ujian bulan depan."],
        "wijaya": ["Roastery Andi Wijaya di Malang, adiknya cuci darah, nunggu donor ginjal."],
    }
    text = "Andi yang roaster ngabarin: adiknya sudah dapat ginjal, roastery di Malang ramai lagi."
    assert told_apart("Andi", text, told) == "wijaya"


def test_a_text_that_speaks_of_nothing_in_particular_tells_nobody_apart() -> None:
    told = {"lim": ["Andi Lim di pelabuhan."], "wijaya": ["Roastery Andi Wijaya."]}
    assert told_apart("Andi", "Ketemu Andi, cuma sebentar di lift.", told) is None


def test_a_given_name_beside_two_full_ones_is_asked_about() -> None:
    someone = Person(id="x", name="Andi")
    pairs = {frozenset(one.id for one in pair) for pair in doubtful_pairs((LIM, WIJAYA, someone))}
    assert pairs == {frozenset({"lim", "x"}), frozenset({"wijaya", "x"})}
