"""The language to answer in."""

import json
from pathlib import Path

import pytest

from journal.language import Language, indonesian_share, language_of

DEV = Path(__file__).resolve().parents[2] / "data" / "dev"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Tadi ketemu Bu Wening di kantin, dia cerita soal anaknya.", Language.INDONESIAN),
        ("I met Mrs. Wening at the canteen and she told me about her son.", Language.ENGLISH),
        ("gue ngobrol sama dia, terus dia curhat", Language.INDONESIAN),
        ("Ketemu client, meeting-nya lama, tapi dia happy kok.", Language.INDONESIAN),
        ("Budi, Jakarta, 2026", Language.INDONESIAN),
        ("Dia bilang it was fine, tapi gue ragu, so I asked again.", Language.INDONESIAN),
        ("Whose daughter plays the violin?", Language.ENGLISH),
        ("What did Bu Ratna say about her mother?", Language.ENGLISH),
        ("", Language.INDONESIAN),
        ("☕🙂", Language.INDONESIAN),
    ],
)
def test_a_text_is_answered_in_its_own_language(text: str, language: Language) -> None:
    assert language_of(text) is language


def test_a_text_without_function_words_is_half_and_half() -> None:
    assert indonesian_share("Budi Jakarta") == 0.5


def test_the_dev_reflections_are_told_apart() -> None:
    rows = [json.loads(line) for line in (DEV / "reflections.jsonl").read_text(encoding="utf-8").splitlines()]
    told = [row for row in rows if row["lang"] in ("id", "en")]
    wrong = [row["id"] for row in told if language_of(row["text"]).value != row["lang"]]
    assert (len(told), wrong) == (50, [])
