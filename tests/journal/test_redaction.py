"""A redacted person is named nowhere, everybody else is, and quotes still stand in the text."""

import pytest

from journal.language import Language
from journal.reading import Lenses, MadeBy, PersonRead, Reading, Step, verbatim_moves
from journal.redaction import Redaction
from journal.signals import LensValue, Signal, Verdict

HOLE = "[nama dihapus]"


def redacted(text: str, *called: str, others: tuple[str, ...] = ()) -> str:
    """The text without whoever is called so."""
    return Redaction.of(text, called, others, HOLE).text(text)


@pytest.mark.parametrize(
    ("text", "called", "left"),
    [
        ("Ketemu Pak Andi di pasar.", ["Pak Andi"], f"Ketemu {HOLE} di pasar."),
        ("Kata pak andi, ANDI-nya lupa.", ["Pak Andi", "Andi"], f"Kata {HOLE}, {HOLE}-nya lupa."),
        ("Andi Wijaya datang. Andi diam, Wijaya juga.", ["Andi Wijaya"], f"{HOLE} datang. {HOLE} diam, {HOLE} juga."),
        ("Wijaya itu nama jalan.", ["Andi Wijaya"], "Wijaya itu nama jalan."),
        ("Andika bukan dia.", ["Andi"], "Andika bukan dia."),
        ("Pak   Andi\ndan Andi", ["Pak Andi"], f"{HOLE}\ndan {HOLE}"),
        ("", ["Andi"], ""),
    ],
)
def test_every_way_in_which_they_are_called_is_replaced(text: str, called: list[str], left: str) -> None:
    assert redacted(text, *called) == left


@pytest.mark.parametrize(
    ("other", "left"),
    [
        ("Budi Santoso", "Budi Santoso datang."),
        ("Bu Budi", "Bu Budi datang."),
        ("istri Budi", f"istri {HOLE} datang."),
    ],
)
def test_who_has_their_name_in_their_own_keeps_it(other: str, left: str) -> None:
    assert redacted(f"{other} datang.", "Budi", others=(other,)) == left


def test_a_part_of_the_name_that_is_somebody_elses_too_stays() -> None:
    text = "Andi Wijaya dan Citra Wijaya. Wijaya pulang, Andi tidak."
    assert redacted(text, "Andi Wijaya", others=("Citra Wijaya",)) == (
        f"{HOLE} dan Citra Wijaya. Wijaya pulang, {HOLE} tidak."
    )


TEXT = "Aku dengar cerita Pak Andi. Bu Citra ketawa waktu Andi pamit. Aku janji kirim buku Andi ke Bu Citra."


def reading() -> Reading:
    """A reading that names him wherever a reading can."""
    quotes = ["Aku dengar cerita Pak", "Pak Andi. Bu Citra ketawa", "Andi pamit", "janji kirim buku Andi ke Bu Citra"]
    moves, missing = verbatim_moves(TEXT, [(Signal.LISTENING, quote) for quote in quotes])
    assert missing == ()
    value = LensValue.YES
    citra = PersonRead(
        name="Bu Citra",
        role="teman Andi",
        verdict=Verdict.MIXED,
        cares_about=("kepergian Andi",),
        promises=("kirim buku Andi",),
    )
    return Reading(
        verdict=Verdict.MIXED,
        because="Andi bercerita.",
        their_side="Pak Andi didengar.",
        lenses=Lenses(felt=value, connected=value, patient=value),
        moves=moves,
        grounds=(0, 3),
        people=(PersonRead(name="Pak Andi", aliases=("Andi",)), citra),
        questions=("Kenapa Andi pamit?",),
        step=Step(person="Bu Citra", action="Tanya soal Andi.", message="Andi apa kabar?", because="Andi", due=None),
        language=Language.INDONESIAN,
        made_by=MadeBy(reader="model", model="m"),
    )


@pytest.fixture
def redaction() -> Redaction:
    """The redaction of Pak Andi."""
    return Redaction.of(TEXT, ("Pak Andi", "Andi"), ("Bu Citra",), HOLE)


def test_a_reading_names_them_no_more(redaction: Redaction) -> None:
    left = redaction.reading(TEXT, reading())
    assert "andi" not in left.model_dump_json().lower()
    assert [one.name for one in left.people] == ["Bu Citra"]
    assert left.people[0].promises == (f"kirim buku {HOLE}",)


def test_every_quote_stands_in_the_redacted_text(redaction: Redaction) -> None:
    text = redaction.text(TEXT)
    moves = redaction.reading(TEXT, reading()).moves
    assert [text[move.start : move.end] for move in moves] == [move.quote for move in moves]
    assert [move.quote for move in moves] == [
        f"Aku dengar cerita {HOLE}",
        f"{HOLE}. Bu Citra ketawa",
        f"{HOLE} pamit",
        f"janji kirim buku {HOLE} ke Bu Citra",
    ]


def test_a_step_for_them_goes(redaction: Redaction) -> None:
    for_them = Step(person="pak andi", action="Sapa.", message="", because="", due=None)
    assert redaction.reading(TEXT, reading().model_copy(update={"step": for_them})).step is None
