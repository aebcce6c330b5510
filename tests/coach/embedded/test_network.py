"""The network that ships: what it promises to whoever reads its answers, and the arithmetic of its heads."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from coach.embedded.heads import membership, sigmoid, softmax
from coach.embedded.network import Calibration, Network, Weighed
from journal.errors import ModelFilesMissing
from journal.quotes import Span
from journal.sentences import sentences
from journal.signals import Lens, Signal, Verdict

MODELS = Path(__file__).parents[3] / "models"
TEXT = (
    "Ketemu Bu Rini di pasar tadi pagi. Dia cerita anaknya baru masuk SD dan tiap malam minta dibacain dongeng. "
    "Aku dengerin aja sampai dia ketawa sendiri. Pulangnya dia bilang makasih sudah didengar."
)


@pytest.fixture(scope="module")
def network() -> Network:
    return Network.load(MODELS)


def read(network: Network, text: str) -> Weighed:
    return network.read(text, sentences(text))


def test_verdicts_and_lenses_are_probabilities(network: Network) -> None:
    weighed = read(network, TEXT)
    for shares in (weighed.verdict.values(), *(weighed.lenses[lens].values() for lens in Lens)):
        assert sum(shares) == pytest.approx(1, abs=1e-5)


def test_there_is_one_answer_for_each_span_in_order(network: Network) -> None:
    spans = sentences(TEXT)
    assert tuple(one.span for one in network.read(TEXT, spans).sentences) == spans


def test_weights_of_sentences_sum_to_one(network: Network) -> None:
    assert sum(one.weight for one in read(network, TEXT).sentences) == pytest.approx(1)


def test_signals_are_those_above_their_threshold_the_likeliest_first(network: Network) -> None:
    for one in read(network, TEXT).sentences:
        likely = [one.probabilities[signal] for signal in one.signals]
        assert likely == sorted(likely, reverse=True)


def test_the_same_text_gives_the_same_answer_from_any_thread(network: Network) -> None:
    expected = read(network, TEXT)
    with ThreadPoolExecutor(4) as threads:
        assert all(one == expected for one in threads.map(lambda _: read(network, TEXT), range(8)))


def test_a_sentence_is_read_in_the_context_of_the_whole(network: Network) -> None:
    last = sentences(TEXT)[-1]
    alone = network.read(TEXT[last.start :], [Span(0, last.end - last.start)])
    together = network.read(TEXT, [last])
    assert alone.sentences[0].probabilities != together.sentences[0].probabilities


@pytest.mark.parametrize("text", ["", "   \n ", "\n\n"])
def test_a_text_without_words_is_abstained_from(network: Network, text: str) -> None:
    assert read(network, text).abstains


def test_a_span_without_words_shows_nothing(network: Network) -> None:
    weighed = network.read("Halo    Bu Rini", [Span(0, 4), Span(5, 6), Span(8, 15)])
    assert (weighed.sentences[1].signals, weighed.sentences[1].weight) == ((), 0.0)


def test_a_text_longer_than_a_window_is_read_to_its_end(network: Network) -> None:
    filler = "Kami duduk di teras dan hujan turun lagi. " * 120
    weighed = read(
        network, filler + "Lalu aku tawarkan paket asuransi jiwaku dan minta dia tanda tangan malam itu juga."
    )
    last, first = weighed.sentences[-1].probabilities, weighed.sentences[0].probabilities
    assert last[Signal.PRODUCT_STEERING] > first[Signal.PRODUCT_STEERING]


def test_windows_leave_a_short_text_as_it_is(network: Network) -> None:
    padded = TEXT + " " * 4000
    assert network.read(padded, sentences(TEXT)) == network.read(TEXT, sentences(TEXT))


@pytest.mark.parametrize("name", ["reader.onnx", "heads.npz", "wording.npz", "reader.json"])
def test_a_missing_file_is_named_as_our_fault(tmp_path: Path, name: str) -> None:
    _copy(tmp_path)
    (tmp_path / "reader" / name).unlink()
    with pytest.raises(ModelFilesMissing):
        Network.load(tmp_path)


@pytest.mark.parametrize("name", ["reader.onnx", "heads.npz", "wording.npz", "reader.json"])
def test_a_damaged_file_is_named_as_our_fault(tmp_path: Path, name: str) -> None:
    _copy(tmp_path)
    (tmp_path / "reader" / name).write_bytes(b"\x00damaged")
    with pytest.raises(ModelFilesMissing):
        Network.load(tmp_path)


def _copy(models: Path) -> None:
    shutil.copytree(MODELS / "reader", models / "reader")
    (models / "encoder").symlink_to(MODELS / "encoder", target_is_directory=True)


BOUNDS = Calibration(
    verdict=1,
    lenses=1,
    signals=1,
    thresholds=dict.fromkeys(Signal, 0.5),
    sure=0.4,
    sure_of_connection=0.6,
    pitch_beside_connection=0.2,
    usual_sentences=10,
    sure_of_long_pitch=0.9,
)


@pytest.mark.parametrize(
    ("pitch", "surface", "mixed", "connection", "abstains"),
    [
        (0.45, 0.2, 0.2, 0.15, False),
        (0.35, 0.3, 0.2, 0.15, True),
        (0.1, 0.1, 0.15, 0.65, False),
        (0.1, 0.15, 0.2, 0.55, True),
        (0.25, 0.05, 0.05, 0.65, True),
    ],
)
def test_a_connection_needs_more_to_be_told_than_another_verdict(
    *, pitch: float, surface: float, mixed: float, connection: float, abstains: bool
) -> None:
    likely = {
        Verdict.HIDDEN_PITCH: pitch,
        Verdict.SURFACE: surface,
        Verdict.MIXED: mixed,
        Verdict.REAL_CONNECTION: connection,
        Verdict.UNCLEAR: 0.0,
    }
    assert BOUNDS.abstains(likely, sentences=5) is abstains


@pytest.mark.parametrize(("sentences", "abstains"), [(10, False), (11, True)])
def test_a_pitch_needs_more_to_be_told_of_a_text_longer_than_any_learnt_from(*, sentences: int, abstains: bool) -> None:
    likely = {**dict.fromkeys(Verdict, 0.05), Verdict.HIDDEN_PITCH: 0.8}
    assert BOUNDS.abstains(likely, sentences) is abstains


def test_a_piece_belongs_to_the_sentence_of_its_last_character() -> None:
    shares = membership([(0, 4), (4, 8), (8, 10)], [Span(0, 4), Span(5, 10)])
    assert shares.tolist() == [[1, 0, 0], [0, 0.5, 0.5]]


def test_a_sentence_without_pieces_has_no_share() -> None:
    assert membership([(0, 4)], [Span(10, 12)]).tolist() == [[0]]


def test_large_logits_stay_finite() -> None:
    large = np.array([1e6, -1e6], np.float32)
    assert np.isfinite([softmax(large), sigmoid(large)]).all()
