"""What a piece shows, once the network has been heard."""

import pytest

from coach.embedded.seen import without_opposites
from journal.signals import Signal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Signal.HELD_BACK, Signal.PRODUCT_STEERING),
        (Signal.HELD_BACK, Signal.SELF_PROMOTION),
        (Signal.CURIOUS_QUESTION, Signal.LOADED_QUESTION),
        (Signal.LISTENING, Signal.CHECKLIST),
    ],
)
def test_of_two_opposites_the_likelier_stands(one: Signal, other: Signal) -> None:
    assert without_opposites((one, other), {one: 0.4, other: 0.6}) == (other,)


def test_what_agrees_stays() -> None:
    both = (Signal.LISTENING, Signal.CURIOUS_QUESTION)
    assert without_opposites(both, dict.fromkeys(both, 0.5)) == both
