import pytest

from evals.tables import render
from evals.verdict import VerdictFigures, measure, scores, tables
from journal.signals import Lens, Verdict
from tests.evals.fakes import ToldReader, case, reading

PITCH, REAL, MIXED, UNCLEAR = Verdict.HIDDEN_PITCH, Verdict.REAL_CONNECTION, Verdict.MIXED, Verdict.UNCLEAR


@pytest.fixture
def figures() -> VerdictFigures:
    """Two pitches, two connections, told by four readings; one pitch is read as a connection."""
    training = [
        case("t1", PITCH, "I pushed the brochure"),
        case("t2", PITCH, "brochure and price again"),
        case("t3", REAL, "she told me of her garden"),
    ]
    cases = [
        case("a", PITCH, "the brochure", "en"),
        case("b", PITCH, "the price", "en"),
        case("c", REAL, "her garden", "id"),
        case("d", REAL, "his garden", "id"),
    ]
    read = {"the brochure": PITCH, "the price": REAL, "her garden": REAL, "his garden": UNCLEAR}
    return measure(cases, ToldReader({text: reading(verdict) for text, verdict in read.items()}), training)


def test_accuracy_counts_the_right_verdicts(figures: VerdictFigures) -> None:
    assert figures.languages[0].reader.accuracy.value == 0.5


def test_a_pitch_read_as_connection_is_a_false_connection(figures: VerdictFigures) -> None:
    told = figures.languages[0].reader.false_connection
    assert (told.hits, told.of) == (1, 2)


def test_a_connection_read_as_pitch_is_a_false_pitch() -> None:
    told = scores([REAL, REAL, PITCH], [PITCH, REAL, PITCH]).false_pitch
    assert (told.hits, told.of) == (1, 2)


def test_unclear_counts_as_abstention_only_where_the_text_says_enough() -> None:
    told = scores([UNCLEAR, REAL, PITCH], [UNCLEAR, UNCLEAR, PITCH])
    assert (told.abstained.hits, told.abstained.of) == (1, 2)
    assert (told.noticed_unclear.hits, told.noticed_unclear.of) == (1, 1)


def test_macro_f1_is_the_mean_over_the_verdicts_that_occur() -> None:
    # hidden_pitch: precision 1, recall 1/2, F1 2/3; real_connection: precision 1/2, recall 1, F1 2/3
    assert scores([PITCH, PITCH, REAL], [PITCH, REAL, REAL]).macro_f1.value == pytest.approx(2 / 3)


def test_the_confusion_matrix_has_a_row_for_each_true_verdict(figures: VerdictFigures) -> None:
    in_all = figures.languages[0].confusion
    assert in_all[0] == (1, 0, 0, 1, 0)
    assert in_all[3] == (0, 0, 0, 1, 1)


def test_the_commonest_verdict_is_the_training_texts_own(figures: VerdictFigures) -> None:
    assert figures.languages[0].majority.accuracy.value == 0.5


def test_the_bag_of_words_knows_the_words_it_was_trained_on(figures: VerdictFigures) -> None:
    assert figures.languages[0].words.accuracy.value == 1.0


def test_being_behind_the_bag_of_words_is_a_negative_difference(figures: VerdictFigures) -> None:
    assert figures.languages[0].ahead_of_words.value == -0.5


def test_each_language_has_its_own_figures(figures: VerdictFigures) -> None:
    assert [(one.language, one.reader.accuracy.of) for one in figures.languages] == [("all", 4), ("en", 2), ("id", 2)]


def test_a_lens_is_right_where_it_answers_as_the_author(figures: VerdictFigures) -> None:
    assert (figures.lenses[Lens.FELT].reader.value, figures.lenses[Lens.CONNECTED].reader.value) == (1.0, 0.0)


def test_the_misses_are_told_by_id(figures: VerdictFigures) -> None:
    assert [(one.id, one.read) for one in figures.misses] == [("b", REAL), ("d", UNCLEAR)]


def test_the_tables_show_every_way_of_every_language(figures: VerdictFigures) -> None:
    shown = render(tables(figures))
    assert shown.count("bag of words") >= 3
    assert "| all      | reader       | 50% (2/4; 15%–85%)   |" in shown
