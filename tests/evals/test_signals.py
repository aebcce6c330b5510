from collections.abc import Sequence

import numpy as np
import pytest

from coach.embedded.network import SentenceSignals
from evals.cases import SentenceCase
from evals.signals import mean_average_precision, measure
from journal.quotes import Span
from journal.signals import Signal

BY_WORD = {"listened": Signal.LISTENING, "sold": Signal.PRODUCT_STEERING, "promised": Signal.PROMISE}


def notice(text: str, spans: Sequence[Span]) -> list[SentenceSignals]:
    """Sees a signal in each sentence that holds its word."""
    return [_sentence(text[span.start : span.end], span) for span in spans]


def _sentence(text: str, span: Span) -> SentenceSignals:
    here = tuple(signal for word, signal in BY_WORD.items() if word in text)
    return SentenceSignals(span, {signal: 0.9 if signal in here else 0.1 for signal in Signal}, here, 1.0)


def case(name: str, text: str, *signals: Signal, **more: object) -> SentenceCase:
    return SentenceCase.model_validate({"id": name, "lang": "en", "text": text, "signals": signals} | more)


def test_average_precision_of_a_hit_at_place_two_of_three_is_a_half() -> None:
    gold = np.array([[False], [True], [False]])
    assert mean_average_precision(gold, np.array([[0.9], [0.8], [0.1]])) == 0.5


def test_signals_that_no_sentence_shows_are_left_out_of_the_mean() -> None:
    gold = np.array([[True, False], [False, False]])
    assert mean_average_precision(gold, np.array([[0.9, 0.5], [0.1, 0.5]])) == 1.0


def test_a_reader_that_sees_all_scores_one() -> None:
    figures = measure([case("a", "I listened", Signal.LISTENING), case("b", "I sold", Signal.PRODUCT_STEERING)], notice)
    whole = figures.languages[0]
    assert whole.ranked is not None
    assert whole.ranked.value == 1.0
    assert whole.side.accuracy.value == 1.0


def test_a_sentence_taken_for_the_other_side_is_counted_against_the_reader() -> None:
    cases = [
        case("a", "I listened", Signal.LISTENING),
        case("b", "I sold", Signal.PRODUCT_STEERING),
        case("c", "he sold, I listened not", Signal.PRODUCT_STEERING),
        case("d", "she listened", Signal.PRODUCT_STEERING),
    ]
    side = measure(cases, notice).languages[0].side
    assert (side.accuracy.hits, side.accuracy.of) == (3, 4)


def test_a_sentence_that_leans_both_ways_has_no_side() -> None:
    cases = [
        case("a", "I listened and sold", Signal.LISTENING, Signal.PRODUCT_STEERING),
        case("b", "x", Signal.CONTEXT),
    ]
    assert measure(cases, notice).languages[0].side.accuracy.of == 0


def test_each_sentence_of_a_labelled_reflection_is_scored_in_its_place() -> None:
    labelled = [
        {"text": "I listened.", "signals": ["listening"]},
        {"text": "I promised.", "signals": ["promise"]},
    ]
    figures = measure([case("a", "I listened. I promised.", sentences=labelled)], notice)
    assert figures.languages[0].sentences == 2
    assert figures.signals[Signal.PROMISE].f1 == 1.0


def test_of_a_reflection_with_evidence_only_the_quoted_sentences_count() -> None:
    evidence = [{"quote": "I listened", "signal": "listening"}, {"quote": "then we ate", "signal": "checklist"}]
    figures = measure([case("a", "I listened. And then we ate. I sold.", evidence=evidence)], notice)
    whole = figures.languages[0]
    assert (whole.found.hits, whole.found.of) == (1, 2)
    assert whole.ranked is None
    assert figures.signals == {}


@pytest.mark.parametrize("text", ["I sold. I sold.", "I listened. I sold."])
def test_a_sentence_that_stands_twice_is_taken_in_order(text: str) -> None:
    labelled = [{"text": part, "signals": ["promise"]} for part in (text[: text.index(".") + 1], "I sold.")]
    assert measure([case("a", text, sentences=labelled)], notice).languages[0].sentences == 2
