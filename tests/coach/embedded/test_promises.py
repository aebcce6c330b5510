"""What counts as a promise of the user's."""

import pytest

from coach.embedded.clauses import pieces
from coach.embedded.promises import only_promised, promises
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


@pytest.mark.parametrize(
    "text",
    [
        "Ibu besok boleh keluar dari klinik.",
        "Hutang janji sudah lunas.",
        "Saya minta lihat fotonya juga.",
        "Malamnya saya kirim pesan minta maaf.",
        "She said she'd think about it.",
        "I said I'd lost my appetite for it.",
        "Kurang dua dari yang saya janjikan.",
        "Saya iyakan.",
    ],
)
def test_what_the_user_need_not_do_is_no_promise_though_the_network_thinks_so(text: str) -> None:
    assert promised(text, {text[:6]: Signal.PROMISE}) == []


def test_a_yes_promises_what_was_asked_just_before() -> None:
    assert promised("Katanya ngopi dulu, dia minta dicarikan montir, saya iyakan.") == [
        "dia minta dicarikan montir, saya iyakan."
    ]


def test_a_promise_is_cut_to_its_own_sentence() -> None:
    text = "Kakaknya yang dulu melatih kami di nada C. Saya bilang biar saya yang setel, saya tahu caranya."
    assert promised(text, {"setel": Signal.PROMISE}) == ["Saya bilang biar saya yang setel"]


def test_a_plan_in_a_pitch_is_part_of_the_pitch() -> None:
    told = {"bunga": Signal.PROMISE, "katalog": Signal.PRODUCT_STEERING}
    assert promised("Aku buka katalog di mejanya. Besok aku kirim bunga.", told) == []


def test_a_piece_without_a_promise_does_not_show_one() -> None:
    text = "Ibu besok boleh keluar dari klinik."
    shown = seen(text, ToldNetwork({"besok": Signal.PROMISE}).read(text, pieces(text)).sentences, ())
    assert [piece.signals for piece in only_promised(text, shown)] == [(Signal.CONTEXT,)]
