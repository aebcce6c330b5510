"""What the user says of single moves, which wins over what a reading says of them.

The invariant: a correction takes words away from a verdict or leaves them; it never lends it any. A verdict whose
grounds are all gone is `unclear`, whatever it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from pydantic import Field

from journal.frozen import Frozen
from journal.reading import Move, Reading
from journal.signals import Lens, Signal, Verdict


class MoveCorrection(Frozen):
    """Where a reading `said` one thing of characters `start` to `end`, the user `meant` another, or (None) nothing of
    the kind."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    said: Signal
    meant: Signal | None
    made_at: datetime

    def is_of(self, move: Move) -> bool:
        """Whether it is this move that is corrected."""
        return (self.start, self.end, self.said) == (move.start, move.end, move.signal)


def with_correction(known: Iterable[MoveCorrection], new: MoveCorrection) -> tuple[MoveCorrection, ...]:
    """The corrections with a new one, which takes the place of an earlier one of the same move; one that says what the
    reading said takes it back."""
    same = (new.start, new.end, new.said)
    others = tuple(one for one in known if (one.start, one.end, one.said) != same)
    return others if new.meant is new.said else (*others, new)


def corrected(reading: Reading, corrections: Sequence[MoveCorrection]) -> Reading:
    """The reading as the user corrected it: its moves as they say, its grounds those that still lean as they did."""
    if not corrections:
        return reading
    meant = [_meant(move, corrections) for move in reading.moves]
    moves = tuple(dict.fromkeys(move for move in meant if move is not None))
    place = {number: moves.index(move) for number, move in enumerate(meant) if move is not None}
    leaning = {number: at for number, at in place.items() if moves[at].signal.lean == reading.moves[number].signal.lean}
    grounds = _moved(reading.grounds, leaning)
    lost = bool(reading.grounds) and not grounds
    return reading.model_copy(
        update={
            "moves": moves,
            "grounds": grounds,
            "lens_grounds": _lens_grounds(reading.lens_grounds, leaning),
            "verdict": Verdict.UNCLEAR if lost else reading.verdict,
        }
    )


def _meant(move: Move, corrections: Sequence[MoveCorrection]) -> Move | None:
    found = next((one for one in corrections if one.is_of(move)), None)
    if found is None:
        return move
    return None if found.meant is None else move.model_copy(update={"signal": found.meant})


def _lens_grounds(grounds: Mapping[Lens, tuple[int, ...]], place: Mapping[int, int]) -> dict[Lens, tuple[int, ...]]:
    return {lens: _moved(numbers, place) for lens, numbers in grounds.items()}


def _moved(numbers: Iterable[int], place: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(place[number] for number in numbers if number in place))
