"""The moves of a reading: each is a part of the text, in the text's order, each once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from journal.reading import Lenses, Step, verbatim_moves
from journal.signals import LensValue, Signal

TEXT = "I kept quiet. He told me about his daughter. I kept quiet."


def test_a_quote_that_stands_in_the_text_is_a_move() -> None:
    moves, missing = verbatim_moves(TEXT, [(Signal.THEY_OPENED_UP, "He told me about his daughter.")])
    assert [(TEXT[move.start : move.end], move.signal) for move in moves] == [
        ("He told me about his daughter.", Signal.THEY_OPENED_UP)
    ]
    assert missing == ()


def test_a_quote_that_does_not_is_handed_back() -> None:
    moves, missing = verbatim_moves(TEXT, [(Signal.LISTENING, "He told me about his son.")])
    assert (moves, missing) == ((), ("He told me about his son.",))


def test_moves_come_in_the_text_s_order() -> None:
    noted = [(Signal.THEY_OPENED_UP, "He told me"), (Signal.HELD_BACK, "I kept quiet.")]
    moves, _ = verbatim_moves(TEXT, noted)
    assert [move.signal for move in moves] == [Signal.HELD_BACK, Signal.THEY_OPENED_UP]


def test_the_same_move_is_there_once() -> None:
    moves, _ = verbatim_moves(TEXT, [(Signal.HELD_BACK, "I kept quiet."), (Signal.HELD_BACK, "I kept quiet.")])
    assert len(moves) == 1


def test_one_sentence_may_show_two_things() -> None:
    noted = [(Signal.LISTENING, "He told me"), (Signal.THEY_OPENED_UP, "He told me")]
    moves, _ = verbatim_moves(TEXT, noted)
    assert [move.signal for move in moves] == [Signal.LISTENING, Signal.THEY_OPENED_UP]


@given(st.text(max_size=80), st.lists(st.tuples(st.sampled_from(Signal), st.text(max_size=20)), max_size=5))
def test_every_move_is_a_part_of_the_text(text: str, noted: list[tuple[Signal, str]]) -> None:
    moves, missing = verbatim_moves(text, noted)
    assert all(move.quote == text[move.start : move.end] for move in moves)
    assert len(moves) + len(missing) <= len(noted)


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        Lenses.model_validate({"felt": "yes", "connected": "no", "patient": "no", "mood": "good"})


def test_a_lens_has_one_of_four_answers() -> None:
    assert [value.value for value in LensValue] == ["yes", "partly", "no", "unknown"]


def test_a_step_may_be_for_nobody_and_have_no_day() -> None:
    step = Step(person=None, action="Tunggu dulu.", message="", because="", due=None)
    assert (step.person, step.due) == (None, None)
