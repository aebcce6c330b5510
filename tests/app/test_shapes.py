"""What `--json` prints: exactly the names of the design, with enums as words and days as ISO dates."""

from datetime import UTC, date, datetime

from app.shapes import answer_shape, entry_shape, reading_shape
from coach.asking import Answer, Reason, SuggestedPerson
from journal.language import Language
from journal.reading import Lenses, MadeBy, Move, PersonRead, Reading, Step
from journal.reflection import ReadingState, Reflection
from journal.signals import LensValue, Signal, Verdict
from memory.entries import Entry, Problem

TEXT = "I kept quiet."
STEP = Step(person="Ani", action="Write", message="Hi", because="her son", due=date(2026, 11, 30))
READING = Reading(
    verdict=Verdict.REAL_CONNECTION,
    because="You listened.",
    their_side="She felt heard.",
    lenses=Lenses(felt=LensValue.YES, connected=LensValue.PARTLY, patient=LensValue.UNKNOWN),
    moves=(Move(signal=Signal.HELD_BACK, quote=TEXT, start=0, end=13),),
    people=(PersonRead(name="Ani", cares_about=("her son",)),),
    questions=("What next?",),
    step=STEP,
    language=Language.ENGLISH,
    made_by=MadeBy(reader="model", model="m", prompts=("notice@3",)),
)


def entry(reading: Reading | None, problem: Problem | None = None) -> Entry:
    """A kept reflection."""
    reflection = Reflection(id="r1", text=TEXT, on=date(2026, 11, 24), kept_at=datetime(2026, 11, 24, tzinfo=UTC))
    state = ReadingState.READ if reading else ReadingState.KEPT
    return Entry(reflection=reflection, state=state, problem=problem, reading=reading, correction=None)


def test_a_reading_has_the_fields_of_the_design() -> None:
    assert {
        "verdict", "because", "their_side", "lenses", "moves", "people", "questions", "step", "made_by",
    } <= reading_shape(READING).keys()  # fmt: skip


def test_verdict_and_lenses_are_words() -> None:
    shape = reading_shape(READING)
    assert (shape["verdict"], shape["lenses"]) == (
        "real_connection",
        {"felt": "yes", "connected": "partly", "patient": "unknown"},
    )


def test_a_move_says_where_it_stands() -> None:
    assert reading_shape(READING)["moves"] == [{"signal": "held_back", "quote": TEXT, "start": 0, "end": 13}]


def test_a_person_has_the_three_answers_on_the_tie() -> None:
    assert reading_shape(READING)["people"] == [
        {
            "name": "Ani",
            "aliases": [],
            "role": "",
            "verdict": "unclear",
            "cares_about": ["her son"],
            "promises": [],
            "tie_quality": {
                "remembers_me": "unknown",
                "thinks_well_of_me": "unknown",
                "at_ease_recommending_me": "unknown",
            },
            "warmth": 0.0,
        }
    ]


def test_a_step_s_day_is_an_iso_date() -> None:
    assert reading_shape(READING)["step"] == {
        "person": "Ani",
        "action": "Write",
        "message": "Hi",
        "because": "her son",
        "due": "2026-11-30",
    }


def test_no_step_is_null() -> None:
    assert reading_shape(READING.model_copy(update={"step": None}))["step"] is None


def test_who_read_is_said() -> None:
    made_by = reading_shape(READING)["made_by"]
    assert made_by == {"reader": "model", "model": "m", "prompts": ["notice@3"], "endpoint": ""}


def test_a_reflection_that_was_read_says_so() -> None:
    shape = entry_shape(entry(READING), None)
    assert (shape["id"], shape["status"], shape["reading"]) == ("r1", "read", reading_shape(READING))


def test_a_reflection_that_was_only_kept_says_why() -> None:
    shape = entry_shape(entry(None), "The model is busy.")
    assert (shape["status"], shape["reading"], shape["problem"]) == ("kept", None, "The model is busy.")


def test_an_answer_has_the_fields_of_the_design() -> None:
    reason = Reason(reflection_id="r1", quote=TEXT, why="You promised.")
    person = SuggestedPerson(name="Ani", person_id="p1", reasons=(reason,), step=STEP)
    shape = answer_shape(Answer(found=True, answer="Ani.", people=(person,), reflections=("r1",)))
    assert shape == {
        "found": True,
        "answer": "Ani.",
        "people": [
            {
                "name": "Ani",
                "person_id": "p1",
                "reasons": [{"reflection_id": "r1", "quote": TEXT, "why": "You promised."}],
                "step": reading_shape(READING)["step"],
                "not_this": "",
            }
        ],
        "reflections": ["r1"],
    }
