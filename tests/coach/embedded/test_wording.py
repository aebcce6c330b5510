"""The wording's models: what they count, and how they join with the network."""

from pathlib import Path

import numpy as np
import pytest

from coach.embedded.heads import softmax
from coach.embedded.wording import LETTERS, WORDS, Linear, Wording, hashed, joined
from journal.signals import Signal, Verdict

BUCKETS = WORDS + LETTERS


@pytest.fixture
def wording() -> Wording:
    """One that gives the second answer for every bucket of "brosur", and nothing else."""
    return Wording(np.ones(BUCKETS, np.float32), _telling(len(Verdict)), _telling(len(Signal)))


def _telling(answers: int) -> Linear:
    places, values = hashed("brosur")
    weights = np.zeros((answers, BUCKETS), np.int8)
    weights[1, places] = 100 * np.sign(values)
    return Linear(weights, np.full(answers, 0.01, np.float32), np.zeros(answers, np.float32))


def test_a_word_is_counted_whatever_its_case() -> None:
    assert np.array_equal(hashed("Brosur")[0], hashed("BROSUR")[0])


def test_words_and_letters_lie_in_buckets_of_their_own() -> None:
    places, _ = hashed("brosur")
    assert (places < WORDS).sum() == 1
    assert places.max() < BUCKETS


def test_a_word_weighs_the_same_in_a_text_and_in_the_same_text_twice(wording: Wording) -> None:
    once, twice = wording.row("aku titip brosur")[1], wording.row("aku titip brosur. Aku titip brosur.")[1]
    assert np.linalg.norm(once) == pytest.approx(np.linalg.norm(twice))


def test_a_telling_word_raises_its_answer(wording: Wording) -> None:
    told = wording.notice(["Kutinggalkan brosur di mejanya.", "Dia cerita soal ibunya."])
    assert told[0, 1] > told[1, 1]


@pytest.mark.parametrize("text", ["", "   ", "🙂", "…"])
def test_a_text_without_words_leaves_the_biases(wording: Wording, text: str) -> None:
    assert not wording.weigh(text).any()


def test_two_that_agree_are_surer_than_either() -> None:
    both = np.array([[2.0, 0.0, 0.0], [1.0, 0.0, 0.0]], np.float32)
    assert softmax(joined(*both))[0] > softmax(both)[:, 0].max()


def test_wording_that_knows_nothing_leaves_the_network_alone() -> None:
    read = np.array([1.5, -0.5, 0.3], np.float32)
    assert softmax(joined(read, np.zeros(3))) == pytest.approx(softmax(read), abs=1e-6)


def test_stored_wording_is_read_as_it_was(tmp_path: Path, wording: Wording) -> None:
    wording.save(tmp_path / "wording.npz")
    again = Wording.load(tmp_path / "wording.npz")
    assert np.array_equal(again.weigh("satu brosur"), wording.weigh("satu brosur"))
