"""The embedded encoder as it is shipped: its vectors, its words, its files."""

import hashlib
import json
import threading
from pathlib import Path

import numpy as np
import pytest

from embedded import Encoder, Words
from embedded.encoder import Centre, unit

FOLDER = Path(__file__).parents[2] / "models/encoder"

ODD = [
    "😀👨‍👩‍👧 makasih ya 🙏🏽",
    "مرحبا، كيف حالك؟",
    "我们昨天见面了",
    "ꦱꦸꦒꦼꦁ ꦫꦮꦸꦃ",
    "\u0000\u0007\u200b",
    "<s> </s> <unk> <mask>",
    "\u202ekanan ke kiri\u202c",
    "a" * 3000,
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load(FOLDER)


def nearness(encoder: Encoder, first: str, second: str) -> float:
    one, other = encoder.embed([first, second])
    return float(one @ other)


def spelled(words: Words, text: str) -> list[str]:
    return [text[start:end] for start, end in words.encode(text).offsets]


def test_vectors_are_unit_rows_of_384_numbers(encoder: Encoder) -> None:
    vectors = encoder.embed(["Aku ketemu Pak Hendra.", "We talked for hours."])
    assert vectors.shape == (2, encoder.dimensions) == (2, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)


def test_a_text_has_the_same_vector_alone_and_in_a_batch(encoder: Encoder) -> None:
    texts = ["Halo.", "Ibunya Rina baru kena stroke.", "kata " * 600, "", "He asked me twice."]
    together = encoder.embed(texts)
    alone = np.vstack([encoder.embed([text]) for text in texts])
    assert together == pytest.approx(alone, abs=1e-5)


def test_vectors_come_in_the_order_of_their_texts(encoder: Encoder) -> None:
    texts = ["Dia cerita panjang soal ayahnya yang sakit.", "Ya.", "See you on Monday then."]
    assert encoder.embed(texts) == pytest.approx(encoder.embed(texts[::-1])[::-1], abs=1e-5)


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.embed([]).shape == (0, 384)


@pytest.mark.parametrize("text", ["", "   \n\t ", "\u0001\u0002"])
def test_a_text_without_a_word_has_a_row_of_zeros(encoder: Encoder, text: str) -> None:
    assert not encoder.embed([text]).any()


@pytest.mark.parametrize("text", ODD)
def test_odd_text_has_a_finite_vector(encoder: Encoder, text: str) -> None:
    vector = encoder.embed([text])[0]
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1) or not vector.any()


@pytest.mark.parametrize(
    ("text", "translated", "unrelated"),
    [
        ("Ibunya sakit keras.", "Her mother is very ill.", "Bannya kempes di jalan tol."),
        ("Kami ngopi sambil tertawa.", "We laughed over coffee.", "Pajaknya belum dibayar."),
        ("Dia takut kehilangan kerjaan.", "He fears for his job.", "Kucingnya beranak lima."),
    ],
)
def test_a_translation_is_nearer_than_an_unrelated_text_in_the_same_language(
    encoder: Encoder, text: str, translated: str, unrelated: str
) -> None:
    assert nearness(encoder, text, translated) > nearness(encoder, text, unrelated)


def test_what_is_said_at_the_end_of_a_long_text_counts(encoder: Encoder) -> None:
    rambling = "Kami duduk di warung dan ngobrol soal cuaca. " * 60
    ending = "Lalu dia bilang ibunya meninggal kemarin. " * 20
    asked = "ibunya meninggal"
    assert nearness(encoder, rambling + ending, asked) > nearness(encoder, rambling, asked) + 0.05


def test_counting_counts_the_pieces_of_the_text_alone(encoder: Encoder) -> None:
    assert encoder.token_count("") == 0
    assert encoder.token_count("saya pergi") == len(encoder.words.encode("saya pergi").ids) == 2


def test_offsets_point_into_the_text_as_it_was_given(encoder: Encoder) -> None:
    text = "“Kesan” itu… ﬁnal,  cafe\u0301 😀 ½ jam.\nBaru"
    found = spelled(encoder.words, text)
    assert [piece for piece in found if piece in {"“", "”", "…", "cafe\u0301", "😀", "½"}] == [
        "“",
        "”",
        "…",
        "cafe\u0301",
        "😀",
        "½",
    ]
    assert found[-1] == "Baru"


@pytest.mark.parametrize("text", [*ODD, "“Kesan” itu… cafe\u0301 ﬁnal"])
def test_offsets_are_in_order_and_inside_the_text(encoder: Encoder, text: str) -> None:
    offsets = encoder.words.encode(text).offsets
    assert all(0 <= start <= end <= len(text) for start, end in offsets)
    assert offsets == sorted(offsets)


def test_every_visible_character_of_a_plain_text_is_in_a_piece(encoder: Encoder) -> None:
    text = "Pak Héndra bilang: “nggak usah, 1.500 perak aja kok!” 🙂"
    covered = {i for start, end in encoder.words.encode(text).offsets for i in range(start, end)}
    assert {i for i, letter in enumerate(text) if not letter.isspace()} <= covered


def test_a_text_cannot_spell_the_marks(encoder: Encoder) -> None:
    marks = {encoder.words.begin, encoder.words.end}
    assert not marks & set(encoder.words.encode("<s> </s> \u0001<s> \u0001</s>").ids)


def test_no_known_script_becomes_an_unknown_piece(encoder: Encoder) -> None:
    unknown = encoder.words.encode("\ue000").ids[-1]
    for text in ("Ångström niño Łódź", "Привет мир", "नमस्ते", "안녕하세요", "我们", "مرحبا"):
        assert unknown not in encoder.words.encode(text).ids


def test_rows_are_one_per_piece(encoder: Encoder) -> None:
    rows = encoder.words.rows([5, 7, 5])
    assert rows.shape == (3, 384)
    assert (rows[0] == rows[2]).all()
    assert encoder.words.rows([]).shape == (0, 384)


def test_several_threads_may_share_an_encoder(encoder: Encoder) -> None:
    texts = ["Dia cerita soal anaknya.", "She never called back."]
    expected = encoder.embed(texts)
    found: list[bool] = []

    def embed() -> None:
        found.append(np.allclose(encoder.embed(texts), expected, atol=1e-5))

    threads = [threading.Thread(target=embed) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 4


def test_the_files_are_those_that_the_fingerprint_speaks_of(encoder: Encoder) -> None:
    told = (FOLDER / "encoder.json").read_bytes()
    assert encoder.fingerprint == hashlib.sha256(told).hexdigest()[:12]
    for name, expected in json.loads(told)["files"].items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == expected


def test_a_missing_folder_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"encoder\.json"):
        Encoder.load(tmp_path)


def test_a_centre_leaves_nothing_along_its_directions() -> None:
    centre = Centre.load(FOLDER / "centre.npy")
    vectors = unit(np.random.default_rng(0).normal(size=(5, 384)).astype(np.float32))
    assert centre.removed(vectors) @ centre.directions.T == pytest.approx(0, abs=1e-5)
