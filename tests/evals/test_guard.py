import pytest

from evals.cases import StepCase
from evals.guard import GuardFigures, measure
from tests.evals.fakes import ToldGuard


@pytest.fixture
def figures() -> GuardFigures:
    """Five sales, one of them disguised and let through; five sincere steps, one of them refused."""
    sales = [
        StepCase(id=f"s{at}", lang="en", text=f"sell {at}", transactional=True, why="(disguised)" if at == 0 else "")
        for at in range(5)
    ]
    sincere = [StepCase(id=f"k{at}", lang="en", text=f"thank {at}", transactional=False) for at in range(5)]
    return measure([*sales, *sincere], ToldGuard({"sell 1", "sell 2", "sell 3", "sell 4", "thank 0"}))


def test_a_judgement_is_right_where_it_is_the_author_s(figures: GuardFigures) -> None:
    assert figures.languages[0].guard.accuracy.value == 0.8


def test_a_transactional_step_that_passes_is_let_through(figures: GuardFigures) -> None:
    assert (figures.languages[0].guard.let_through.hits, figures.languages[0].guard.let_through.of) == (1, 5)


def test_disguised_ones_are_counted_apart(figures: GuardFigures) -> None:
    told = figures.languages[0].guard.disguised_let_through
    assert (told.hits, told.of) == (1, 1)


def test_a_sincere_step_that_does_not_pass_is_refused(figures: GuardFigures) -> None:
    assert (figures.languages[0].guard.refused.hits, figures.languages[0].guard.refused.of) == (1, 5)


def test_the_bag_of_words_is_tried_on_steps_that_it_did_not_see(figures: GuardFigures) -> None:
    assert figures.languages[0].words.accuracy.value == 1.0


def test_the_misses_are_told_by_id(figures: GuardFigures) -> None:
    assert [one.id for one in figures.misses] == ["s0", "k0"]
