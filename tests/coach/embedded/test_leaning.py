"""What disagreements teach: a leaning, bounded, and never towards flattery."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.embedded.leaning import favoured, leaning, leant, signal_leaning
from coach.embedded.network import SentenceSignals, Weighed
from coach.reader import Disagreement, MoveDisagreement
from journal.quotes import Span
from journal.signals import Signal, Verdict

PITCH, SURFACE, MIXED, REAL = Verdict.HIDDEN_PITCH, Verdict.SURFACE, Verdict.MIXED, Verdict.REAL_CONNECTION
DISAGREEMENTS = st.lists(
    st.builds(Disagreement, said=st.sampled_from(Verdict), meant=st.sampled_from(Verdict)), max_size=60
)
MOVES = st.lists(
    st.builds(MoveDisagreement, said=st.sampled_from(Signal), meant=st.none() | st.sampled_from(Signal)), max_size=60
)
SHOWN = st.fixed_dictionaries({signal: st.floats(0, 1) for signal in Signal})
LIMITS = dict.fromkeys(Signal, 0.5)
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


def marked(likely: dict[Signal, float], disagreements: list[MoveDisagreement]) -> set[Signal]:
    """What a sentence is said to show."""
    above = tuple(signal for signal in Signal if likely[signal] >= LIMITS[signal])
    sentence = SentenceSignals(Span(0, 1), likely, above, 1.0)
    return set(leant(Weighed((sentence,), {}, {}, abstains=False, thresholds=LIMITS), disagreements)[0].signals)


def test_a_signal_that_the_user_keeps_taking_back_is_marked_less_easily() -> None:
    likely = dict.fromkeys(Signal, 0.0) | {Signal.PUSHING: 0.55}
    assert marked(likely, [MoveDisagreement(said=Signal.PUSHING, meant=None)] * 6) == set()


def test_a_sure_signal_is_marked_however_often_it_was_taken_back() -> None:
    likely = dict.fromkeys(Signal, 0.0) | {Signal.PUSHING: 0.8}
    assert marked(likely, [MoveDisagreement(said=Signal.PUSHING, meant=None)] * 60) == {Signal.PUSHING}


def test_a_signal_that_the_user_keeps_adding_is_marked_more_easily() -> None:
    likely = dict.fromkeys(Signal, 0.0) | {Signal.PROSPECTING: 0.45}
    assert marked(likely, [MoveDisagreement(said=Signal.CONTEXT, meant=Signal.PROSPECTING)] * 6) == {Signal.PROSPECTING}


@given(SHOWN, MOVES)
def test_nothing_that_leans_to_a_connection_is_marked_that_would_not_be_without(
    likely: dict[Signal, float], disagreements: list[MoveDisagreement]
) -> None:
    warm = {signal for signal in Signal if signal.lean > 0}
    assert marked(likely, disagreements) & warm <= marked(likely, [])


@given(MOVES)
def test_a_signals_leaning_is_bounded(disagreements: list[MoveDisagreement]) -> None:
    assert all(abs(moved) <= 0.9 for moved in signal_leaning(disagreements).values())
