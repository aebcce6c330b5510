"""Pairs: both texts must be right, and nothing else counts."""

from evals.cases import PairCase
from evals.pairs import PairFigures, measure, tables
from evals.tables import render
from journal.signals import Verdict
from tests.evals.fakes import ToldReader, reading

PITCH, REAL = Verdict.HIDDEN_PITCH, Verdict.REAL_CONNECTION
CASES = [
    PairCase(id="1a", text="he sold", verdict=PITCH, pair="1", kind="minimal"),
    PairCase(id="1b", text="he asked", verdict=REAL, pair="1", kind="minimal"),
    PairCase(id="2a", text="she sold", verdict=PITCH, pair="2", kind="role_flip"),
    PairCase(id="2b", text="she asked", verdict=REAL, pair="2", kind="role_flip"),
    PairCase(id="3", text="alone", verdict=REAL),
]


def measured(*, learnt: bool = False) -> PairFigures:
    """Right on the first pair, on half of the second."""
    answers = {"he sold": PITCH, "he asked": REAL, "she sold": REAL, "she asked": REAL}
    return measure(CASES, ToldReader({text: reading(one) for text, one in answers.items()}), CASES, learnt=learnt)


def test_a_pair_counts_when_both_are_right() -> None:
    assert {one.kind: (one.both.hits, one.both.of) for one in measured().kinds} == {
        "all": (1, 2),
        "minimal": (1, 1),
        "role_flip": (0, 1),
    }


def test_half_a_pair_is_told_apart() -> None:
    assert measured().kinds[0].either.hits == 2


def test_what_was_read_otherwise_is_named() -> None:
    assert [miss.id for miss in measured().misses] == ["2a"]


def test_a_file_that_was_learnt_from_says_so() -> None:
    assert "trained on this file" in render(tables(measured(learnt=True)))
