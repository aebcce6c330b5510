"""Names stay home: what is hidden, what is not, and that everything comes back as it was."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.answers import Noticed
from coach.model.private_words import numbers_and_addresses
from coach.model.veil import Veil

DEV = Path(__file__).parents[3] / "data/dev/reflections.jsonl"
PRIVATE = (
    "Bu Sum",
    "Rudi Hartono",
    "rudi",
    "Priyanka",
    "0812-3456-7890",
    "+62 812 3456 7890",
    "rek BCA 1234567",
    "sum@contoh.id",
    "https://contoh.id/a?b=c.",
    "@kopi.senja",
    "[NAME_1]",
    "NAME_1b",
    "[TEXT_2",
    "]",
)
PLAIN = ("ketemu ", "Dia cerita soal ibunya. ", "Rp 1.500.000 ", "25-11-2026 ", "\n", "lalu ", "nya", " dan ", "(", "1")
TEXTS = st.lists(st.sampled_from(PRIVATE + PLAIN) | st.text(max_size=6), max_size=14).map("".join)


def hidden(text: str) -> str:
    return Veil([text]).hide(text)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_what_was_hidden_comes_back_exactly(text: str) -> None:
    veil = Veil([text])
    assert veil.reveal(veil.hide(text)) == text


@given(TEXTS, TEXTS)
@settings(max_examples=100, deadline=None)
def test_a_text_that_the_veil_was_not_made_of_comes_back_exactly_too(text: str, other: str) -> None:
    veil = Veil([text])
    assert veil.reveal(veil.hide(other)) == other


@given(TEXTS)
@settings(max_examples=50, deadline=None)
def test_the_same_words_have_the_same_placeholder_in_every_prompt(text: str) -> None:
    veil = Veil([text])
    assert veil.hide(text) == veil.hide(text)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("Ketemu Bu Sum. Kata Sum, ibunya sakit.", "Ketemu Bu [NAME_1]. Kata [NAME_1], ibunya sakit."),
        ("Ngobrol sama Rudi, terus anaknya rudi datang.", "Ngobrol sama [NAME_1], terus anaknya [NAME_1b] datang."),
        ("Bapaknya Rudinya ramah, kata Rudi.", "Bapaknya [NAME_1]nya ramah, kata [NAME_1]."),
        ("Met Bill Hargreave. Bill laughed.", "Met [NAME_1]. [NAME_1b] laughed."),
        ("WA dia: 0812-3456-7890 ya", "WA dia: [NUMBER_1] ya"),
        ("Call +44 20 7946 0958.", "Call [NUMBER_1]."),
        ("transfer ke rek BCA 1234567", "transfer ke rek BCA [NUMBER_1]"),
        ("NIK 3174012345678901", "NIK [NUMBER_1]"),
        ("imel ke sum@contoh.co.id.", "imel ke [EMAIL_1]."),
        ("lihat https://contoh.id/a?b=1, bagus", "lihat [LINK_1], bagus"),
        ("lihat bit.ly/abc ya", "lihat [LINK_1] ya"),
        ("IG-nya @kopi.senja", "IG-nya [HANDLE_1]"),
        ("dia nulis [NAME_1] di kertas", "dia nulis [TEXT_1] di kertas"),
    ],
)
def test_what_would_tell_who_it_is_is_replaced(text: str, sent: str) -> None:
    assert hidden(text) == sent


@pytest.mark.parametrize(
    "text",
    [
        "Harganya Rp 150.000.000 dan 1.500.000 lagi.",
        "Tanggal 25-11-2026 jam 08.00-10.00, atau 2026-11-25.",
        "Tahun 2019-2020 kami 3 orang.",
        "Dia diam lama, lalu cerita soal bunyi gunting.",
        "saya janji bawa foto hari Kamis",
    ],
)
def test_dates_amounts_and_the_story_are_sent(text: str) -> None:
    assert hidden(text) == text


def test_a_known_persons_names_share_a_number() -> None:
    veil = Veil(["Ketemu Mamat. Kata Rahmat lain."], [("Rahmat", "Mamat")])
    assert veil.hide("Mamat dan Rahmat") == "[NAME_1] dan [NAME_1b]"


def test_a_first_name_of_two_people_is_nobodys() -> None:
    veil = Veil(["Andi Wijaya dan Andi Lim datang. Kata Andi begitu."])
    assert veil.hide("Andi Wijaya, Andi Lim, Andi") == "[NAME_1], [NAME_2], [NAME_3]"


@pytest.mark.parametrize("said", ["NAME_1", "[name_1]", "[NAME_1]"])
def test_a_model_that_writes_a_placeholder_its_own_way_is_understood(said: str) -> None:
    assert Veil(["Ketemu Bu Sum."]).reveal(f"Untuk Bu {said}, itu berarti.") == "Untuk Bu Sum, itu berarti."


def test_a_placeholder_that_stands_for_nothing_stays() -> None:
    assert Veil(["Ketemu Bu Sum."]).reveal("[NAME_7]") == "[NAME_7]"


def test_an_answer_is_revealed_in_all_its_texts() -> None:
    answer = Noticed.model_validate(
        {
            "moves": [{"quote": "Ketemu Bu [NAME_1]", "signal": "context"}],
            "people": [{"name": "Bu [NAME_1]", "role": "", "cares_about": ["[NAME_1]"]}],
            "promises": [],
        }
    )
    seen = Veil(["Ketemu Bu Sum."]).revealed(answer)
    assert (seen.moves[0].quote, seen.people[0].name, seen.people[0].cares_about) == (
        "Ketemu Bu Sum",
        "Bu Sum",
        ("Sum",),
    )


def test_of_the_names_in_the_dev_reflections_none_but_titles_is_sent() -> None:
    """ "Bidan", "GM" and the like, which stand for many, are all that is left; measured, and kept so."""
    left = []
    for line in DEV.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        sent = hidden(case["text"]).split()
        named = [word for person in case["people"] for word in person["name"].split()[-1:] if word[0].isupper()]
        left += [word for word in named if word in sent]
    assert set(left) <= {"C", "GM", "RW"}


@given(st.text(alphabet="0123456789 .-()+", max_size=30))
@settings(max_examples=100, deadline=None)
def test_numbers_are_found_within_the_text(text: str) -> None:
    assert all(0 <= part.span.start < part.span.end <= len(text) for part in numbers_and_addresses(text))


@pytest.mark.parametrize("word", ["Kudengerin", "Motorku", "Kubantu", "Klienku"])
def test_a_sentences_first_word_that_says_i_or_mine_is_no_name(word: str) -> None:
    assert Veil([f"{word} sampai sore."]).hidden == ()


@pytest.mark.parametrize("name", ["Kuncoro", "Kuswandi", "Kusmiati", "Kunto"])
def test_a_name_that_begins_like_i_stays_home(name: str) -> None:
    assert [words for _, words in Veil([f"{name} duduk sampai sore."]).hidden] == [name]
