"""What the user says of single moves wins, and lends no verdict any grounds."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from journal.correcting import MoveCorrection, corrected, with_correction
from journal.language import Language
from journal.reading import Lenses, MadeBy, Move, Reading
from journal.signals import Lens, LensValue, Signal, Verdict

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MOVES = (
    Move(signal=Signal.LISTENING, quote="Aku dengar.", start=0, end=11),
    Move(signal=Signal.PUSHING, quote="Kukirim brosur.", start=12, end=27),
)
READING = Reading(
    verdict=Verdict.MIXED,
    because="",
    their_side="",
    lenses=Lenses(felt=LensValue.YES, connected=LensValue.PARTLY, patient=LensValue.NO),
    moves=MOVES,
    grounds=(1, 0),
    lens_grounds={Lens.PATIENT: (1,)},
    language=Language.INDONESIAN,
    made_by=MadeBy(reader="embedded", model="told"),
)


def correction(move: Move, meant: Signal | None) -> MoveCorrection:
    """What the user says of a move."""
    return MoveCorrection(start=move.start, end=move.end, said=move.signal, meant=meant, made_at=NOON)


SIGNALS = st.none() | st.sampled_from(Signal)
CORRECTIONS = st.lists(st.builds(correction, st.sampled_from(MOVES), SIGNALS), max_size=4)


def test_a_move_that_shows_nothing_of_the_kind_is_gone_and_so_is_the_ground() -> None:
    left = corrected(READING, [correction(MOVES[1], None)])
    assert (left.moves, left.grounds, left.lens_grounds) == ((MOVES[0],), (0,), {Lens.PATIENT: ()})


def test_a_move_that_leans_the_same_way_stays_a_ground() -> None:
    left = corrected(READING, [correction(MOVES[1], Signal.PROSPECTING)])
    assert [left.moves[ground].signal for ground in left.grounds] == [Signal.PROSPECTING, Signal.LISTENING]


def test_a_verdict_without_any_ground_left_is_unclear() -> None:
    assert corrected(READING, [correction(move, None) for move in MOVES]).verdict is Verdict.UNCLEAR


def test_saying_what_the_reading_said_takes_a_correction_back() -> None:
    known = with_correction((), correction(MOVES[0], None))
    assert with_correction(known, correction(MOVES[0], Signal.LISTENING)) == ()


def test_the_newer_correction_of_a_move_counts() -> None:
    known = with_correction((), correction(MOVES[0], None))
    assert with_correction(known, correction(MOVES[0], Signal.OWN_STORY)) == (correction(MOVES[0], Signal.OWN_STORY),)


@given(CORRECTIONS)
def test_no_correction_of_a_move_makes_a_verdict_kinder(corrections: list[MoveCorrection]) -> None:
    assert corrected(READING, corrections).verdict in (READING.verdict, Verdict.UNCLEAR)


@given(CORRECTIONS)
def test_every_ground_of_a_corrected_reading_is_one_of_its_moves(corrections: list[MoveCorrection]) -> None:
    left = corrected(READING, corrections)
    grounds = {*left.grounds, *(ground for grounds in left.lens_grounds.values() for ground in grounds)}
    assert grounds <= set(range(len(left.moves)))
