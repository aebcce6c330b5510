"""What disagreements teach: a leaning, bounded, and never towards flattery."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.embedded.leaning import favoured, leaning
from coach.reader import Disagreement
from journal.signals import Verdict

PITCH, SURFACE, MIXED, REAL = Verdict.HIDDEN_PITCH, Verdict.SURFACE, Verdict.MIXED, Verdict.REAL_CONNECTION
DISAGREEMENTS = st.lists(
    st.builds(Disagreement, said=st.sampled_from(Verdict), meant=st.sampled_from(Verdict)), max_size=60
)
LIKELY = st.fixed_dictionaries({verdict: st.floats(0.01, 1) for verdict in Verdict})


def test_without_disagreements_the_likeliest_is_told() -> None:
    assert favoured({PITCH: 0.3, MIXED: 0.4, REAL: 0.3}) is MIXED


def test_what_was_corrected_again_and_again_is_told_less() -> None:
    close = {MIXED: 0.42, PITCH: 0.40, SURFACE: 0.18}
    assert favoured(close, [Disagreement(said=MIXED, meant=PITCH)] * 3) is PITCH


def test_one_disagreement_moves_only_what_was_close() -> None:
    assert favoured({MIXED: 0.6, PITCH: 0.3, SURFACE: 0.1}, [Disagreement(said=MIXED, meant=PITCH)]) is MIXED


def test_a_connection_can_be_taken_back() -> None:
    close = {REAL: 0.45, MIXED: 0.42, SURFACE: 0.13}
    assert favoured(close, [Disagreement(said=REAL, meant=MIXED)] * 3) is MIXED


@given(LIKELY, DISAGREEMENTS)
def test_no_disagreement_makes_a_connection_of_what_was_none(
    likely: dict[Verdict, float], disagreements: list[Disagreement]
) -> None:
    if favoured(likely, disagreements) is REAL:
        assert favoured(likely) is REAL


@given(DISAGREEMENTS)
def test_a_leaning_is_bounded(disagreements: list[Disagreement]) -> None:
    assert all(abs(moved) <= 0.9 for moved in leaning(disagreements).values())


@pytest.mark.parametrize("count", [1, 50])
def test_a_connection_is_never_moved_up(count: int) -> None:
    assert leaning([Disagreement(said=PITCH, meant=REAL)] * count)[REAL] == 0
