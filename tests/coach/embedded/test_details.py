"""What somebody cares about, in the user's words."""

import pytest

from coach.embedded.clauses import pieces
from coach.embedded.details import details, topic_of
from coach.embedded.seen import seen
from journal.signals import Signal
from tests.coach.embedded.fakes import ToldNetwork


def told(text: str, signals: dict[str, Signal]) -> list[str]:
    weighed = ToldNetwork(signals).read(text, pieces(text))
    return [text[each.span.start : each.span.end] for each in details(text, seen(text, weighed.sentences, ()))]


def test_the_clause_about_them_is_taken_word_for_word() -> None:
    text = "Dia cerita anaknya belum mau sekolah, terus kopinya datang."
    assert told(text, {"cerita": Signal.THEY_OPENED_UP}) == ["anaknya belum mau sekolah"]


def test_words_about_the_user_are_no_detail() -> None:
    assert told("Aku cerita ibuku sakit.", {"cerita": Signal.THEY_OPENED_UP}) == []


def test_a_pitch_holds_no_detail() -> None:
    assert told("Dia cerita anaknya sakit.", {"cerita": Signal.LOADED_QUESTION}) == []


def test_a_gesture_alone_is_no_detail() -> None:
    assert told("Dia ketawa lama sekali.", {"ketawa": Signal.THEY_OPENED_UP}) == []


def test_the_heaviest_topic_is_named() -> None:
    assert topic_of("ibunya meninggal di rumah sakit") == "grief"


def test_kin_and_what_is_said_of_them_stay_together() -> None:
    text = "Istrinya, meninggal 2018."
    assert told(text, {"Istrinya": Signal.THEY_OPENED_UP}) == ["Istrinya, meninggal 2018"]


def test_words_that_somebody_spoke_are_no_detail() -> None:
    text = 'Dia bilang "anakku sudah pinter baca buku sendiri".'
    assert told(text, {"bilang": Signal.THEY_OPENED_UP}) == []


def test_the_user_s_own_story_holds_no_detail() -> None:
    text = "Aku cerita aku anak pasar, masuk kuliah telat dua tahun."
    assert told(text, {"cerita": Signal.LISTENING}) == []


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("Dia cerita lama soal sekolahnya yang mau tutup.", "sekolahnya yang mau tutup"),
        ("Dia cerita banyak tentang kebun ibunya di Solok.", "kebun ibunya di Solok"),
        ("She writes that she's a bus driver now.", "she's a bus driver now"),
        ("Dia ngomong panjang lebar soal anaknya yang pindah sekolah.", "anaknya yang pindah sekolah"),
    ],
)
def test_how_it_was_told_is_no_part_of_a_detail(text: str, detail: str) -> None:
    assert told(text, {text[:3]: Signal.THEY_OPENED_UP}) == [detail]


@pytest.mark.parametrize("text", ["Dia cerita masak buat 3.", "Anaknya tiga.", "He hasn't touched his wife since May."])
def test_what_no_step_should_begin_with_is_no_detail(text: str) -> None:
    assert told(text, {text[:3]: Signal.THEY_OPENED_UP}) == []
