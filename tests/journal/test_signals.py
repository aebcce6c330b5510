"""The labels are the rubric's, and lean as the rubric says."""

import pytest

from journal.signals import Signal, Verdict

PITCH = """product_steering self_promotion prospecting loaded_question pushing instant_return checklist
    they_withdrew""".split()
CONNECTION = """listening curious_question help_given own_story held_back they_opened_up they_named_me
    long_view""".split()
NEITHER = ["promise", "invited_talk", "they_pitched", "context"]


@pytest.mark.parametrize(("names", "lean"), [(PITCH, -1), (CONNECTION, 1), (NEITHER, 0)])
def test_a_signal_leans_as_the_rubric_says(names: list[str], lean: int) -> None:
    assert {Signal(name).lean for name in names} == {lean}


def test_there_are_no_other_signals() -> None:
    assert [signal.value for signal in Signal] == PITCH + CONNECTION + NEITHER


def test_there_are_five_verdicts() -> None:
    assert [verdict.value for verdict in Verdict] == [
        "hidden_pitch",
        "surface",
        "mixed",
        "real_connection",
        "unclear",
    ]
