"""What counts as a promise of the user's."""

import pytest

from coach.embedded.clauses import pieces
from coach.embedded.promises import promises
from coach.embedded.seen import seen
from journal.signals import Signal
from tests.coach.embedded.fakes import ToldNetwork


def promised(text: str, told: dict[str, Signal] | None = None) -> list[str]:
    weighed = ToldNetwork(told).read(text, pieces(text))
    return [text[span.start : span.end] for _, span in promises(text, seen(text, weighed.sentences, ()))]


@pytest.mark.parametrize(
    "text",
    [
        "saya janji kirim nomor terapis yang di Antapani.",
        "dia minta difotokan merek plastiknya, aku iyakan.",
        "I promised to send her the name of the vet.",
        "I've said I'll do his gutters Saturday, it's an hour's work.",
    ],
)
def test_words_of_promising_are_enough(text: str) -> None:
    assert promised(text) != []


def test_a_plan_counts_when_the_network_sees_a_promise() -> None:
    assert promised("Besok gue anterin termosnya.", {"Besok": Signal.PROMISE}) == ["Besok gue anterin termosnya."]


@pytest.mark.parametrize("text", ["Besok gue anterin termosnya.", "dia janji mau datang", "I'll admit it was odd."])
def test_a_plan_alone_or_another_s_promise_is_none(text: str) -> None:
    assert promised(text) == []


def test_a_promised_pitch_is_none() -> None:
    text = "Besok gue kirim ilustrasi preminya ke dia."
    assert promised(text, {"Besok": Signal.PRODUCT_STEERING}) == []
