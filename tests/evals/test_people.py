import pytest

from evals.people import is_name, match_names, measure
from journal.reading import PersonRead
from journal.signals import Verdict
from tests.evals.fakes import ToldReader, case, reading


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ("Pak Budi", "budi"),
        ("Bu Dewi Anggraini", "Dewi"),
        ("Pak Yohanes (Han)", "Han"),
        ("Dr. Maya", "dr maya"),
        ("José", "Jose"),
    ],
)
def test_spellings_of_one_person_are_matched(gold: str, found: str) -> None:
    assert match_names([gold], [found]) == ((gold, found),)


@pytest.mark.parametrize(
    ("gold", "found"), [("Andi Lim", "Andi Wijaya"), ("Sri Handayani", "Sri Wahyuni"), ("Pak", "Bu")]
)
def test_different_people_are_not_matched(gold: str, found: str) -> None:
    assert match_names([gold], [found]) == ()


def test_each_found_name_answers_for_one_person_and_the_equal_one_first() -> None:
    assert match_names(["Kevin Goh", "Kevin"], ["Kevin"]) == (("Kevin", "Kevin"),)


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("Pak Budi", True),
        ("mba Rani", True),
        ("Pak RW", False),
        ("the headmaster", False),
        ("GM hotel", False),
        ("tetangga baru blok C", False),
    ],
)
def test_a_name_is_told_from_a_description(name: str, named: bool) -> None:
    assert is_name(name) is named


def test_precision_and_recall_are_counted_over_all_texts() -> None:
    cases = [
        case("a", Verdict.MIXED, people=[{"name": "Pak Budi"}, {"name": "the headmaster"}]),
        case("b", Verdict.MIXED, people=[{"name": "Rina"}]),
    ]
    answers = {
        "a": reading(Verdict.MIXED, people=(PersonRead(name="Budi"), PersonRead(name="Surabaya"))),
        "b": reading(Verdict.MIXED, people=(PersonRead(name="Rina"),)),
    }
    figures = measure(cases, ToldReader(answers))
    whole = figures.languages[0]
    assert (whole.precision.hits, whole.precision.of) == (2, 3)
    assert (whole.recall.hits, whole.recall.of) == (2, 3)
    assert (whole.named_recall.hits, whole.named_recall.of) == (2, 2)
    assert figures.misses[0].missed == ("the headmaster",)
    assert figures.misses[0].invented == ("Surabaya",)


def test_a_promise_counts_by_reflection() -> None:
    cases = [
        case("a", Verdict.MIXED, people=[{"name": "Budi", "promises": ["send the book"]}]),
        case("b", Verdict.MIXED, people=[{"name": "Rina"}]),
    ]
    promised = PersonRead(name="Rina", promises=("something",))
    answers = {"a": reading(Verdict.MIXED), "b": reading(Verdict.MIXED, people=(promised,))}
    whole = measure(cases, ToldReader(answers)).languages[0]
    assert (whole.promise_precision.hits, whole.promise_precision.of) == (0, 1)
    assert (whole.promise_recall.hits, whole.promise_recall.of) == (0, 1)
