"""The sentences of a reading, and the quotes in them."""

from coach.embedded.voice import Voice, quotable
from journal.language import Language
from journal.signals import Signal, Verdict

LONG = "Dia cerita ibunya sakit sejak Lebaran, lalu dia diam lama sekali, lalu kopinya datang dan kami lupa waktu."


def test_a_quote_ends_with_a_clause() -> None:
    assert quotable(LONG, 60) == "Dia cerita ibunya sakit sejak Lebaran …"


def test_because_of_two_long_quotes_stays_short() -> None:
    grounds = [(Signal.LISTENING, LONG), (Signal.PRODUCT_STEERING, LONG.replace("Dia", "Aku"))]
    assert len(Voice(Language.INDONESIAN, ["Bu Ana"]).because(Verdict.MIXED, grounds)) <= 220


def test_one_sentence_is_not_quoted_for_both_sides() -> None:
    grounds = [(Signal.HELP_GIVEN, LONG), (Signal.PROSPECTING, LONG)]
    assert "Dia" not in Voice(Language.INDONESIAN, ["Bu Ana"]).because(Verdict.MIXED, grounds)
