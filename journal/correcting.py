"""What the user says of single moves, which wins over what a reading says of them.

The invariant: a correction takes words away from a verdict or leaves them; it never lends it any. A verdict whose
grounds are all gone is `unclear`, whatever it was. What is told of the people follows the moves: a promise that is none
is not waited for, and who did not name the user has not.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Self

from pydantic import Field

from journal.facts import FactKind, FactRead
from journal.frozen import Frozen
from journal.quotes import find_quote
from journal.reading import Move, PersonRead, Reading
from journal.signals import Known, Lens, Signal, Verdict

_TOLD_BY: Mapping[FactKind, frozenset[Signal]] = {
    FactKind.NAMED_ME: frozenset({Signal.THEY_NAMED_ME}),
    FactKind.THANKED: frozenset({Signal.THEY_NAMED_ME}),
    FactKind.I_PITCHED: frozenset(signal for signal in Signal if signal.lean < 0),
}


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
    """The reading as the user corrected it: its moves as they say, its grounds those that still lean as they did, and
    of the people and facts what is still told."""
    if not corrections:
        return reading
    meant = [_meant(move, corrections) for move in reading.moves]
    moves = tuple(dict.fromkeys(move for move in meant if move is not None))
    change = _Change.between(reading.moves, moves)
    place = {number: moves.index(move) for number, move in enumerate(meant) if move is not None}
    leaning = {number: at for number, at in place.items() if moves[at].signal.lean == reading.moves[number].signal.lean}
    grounds = _moved(reading.grounds, leaning)
    lost = bool(reading.grounds) and not grounds
    verdict = Verdict.UNCLEAR if lost else reading.verdict
    people = [_with_verdict(one, reading.verdict, verdict) for one in reading.people]
    return reading.model_copy(
        update={
            "moves": moves,
            "grounds": grounds,
            "lens_grounds": _lens_grounds(reading.lens_grounds, leaning),
            "verdict": verdict,
            "people": tuple(_person(one, change, alone=len(people) == 1) for one in people),
            "facts": facts_left(reading.facts, change.gone),
        }
    )


def facts_left(facts: Iterable[FactRead], gone: Sequence[Move]) -> tuple[FactRead, ...]:
    """The facts but for those that rest on the words of a move which shows nothing of the kind."""
    return tuple(
        fact
        for fact in facts
        if not any(move.signal in _TOLD_BY.get(fact.kind, ()) and _overlap(move.quote, fact.quote) for move in gone)
    )


def gone_from(reading: Reading, seen: Reading) -> tuple[Move, ...]:
    """The moves of a reading that the user does not see in it."""
    return _Change.between(reading.moves, seen.moves).gone


class _Change(NamedTuple):
    """The moves that are gone, those that came instead, and those that are there now."""

    gone: tuple[Move, ...]
    new: tuple[Move, ...]
    now: tuple[Move, ...]

    @classmethod
    def between(cls, before: Sequence[Move], now: Sequence[Move]) -> Self:
        return cls(
            tuple(move for move in before if move not in now),
            tuple(move for move in now if move not in before),
            tuple(now),
        )

    def of(self, signal: Signal) -> Self:
        """The change in the moves of one signal."""
        return type(self)(*(tuple(move for move in moves if move.signal is signal) for moves in self))


def _person(person: PersonRead, change: _Change, *, alone: bool) -> PersonRead:
    """What is told of somebody after the change; what is new is theirs where nobody else is there."""
    promise, named = change.of(Signal.PROMISE), change.of(Signal.THEY_NAMED_ME)
    none = [move.quote for move in promise.gone]
    still = [move.quote for move in promise.now]
    kept = [
        told
        for told in person.promises
        if not any(_overlap(told, quote) for quote in none) or any(_overlap(told, quote) for quote in still)
    ]
    quality = person.tie_quality
    if named.gone and not named.now and quality.remembers_me is Known.YES:
        quality = quality.model_copy(update={"remembers_me": Known.UNKNOWN})
    if alone:
        kept += [move.quote for move in promise.new]
        quality = quality.model_copy(update={"remembers_me": Known.YES}) if named.new else quality
    return person.model_copy(update={"promises": tuple(dict.fromkeys(kept)), "tie_quality": quality})


def _with_verdict(person: PersonRead, before: Verdict, now: Verdict) -> PersonRead:
    """The person with the reading's verdict, where theirs was the same."""
    return person.model_copy(update={"verdict": now}) if person.verdict is before else person


def _overlap(one: str, other: str) -> bool:
    return find_quote(one, other) is not None or find_quote(other, one) is not None


def _meant(move: Move, corrections: Sequence[MoveCorrection]) -> Move | None:
    found = next((one for one in corrections if one.is_of(move)), None)
    if found is None:
        return move
    return None if found.meant is None else move.model_copy(update={"signal": found.meant})


def _lens_grounds(grounds: Mapping[Lens, tuple[int, ...]], place: Mapping[int, int]) -> dict[Lens, tuple[int, ...]]:
    return {lens: _moved(numbers, place) for lens, numbers in grounds.items()}


def _moved(numbers: Iterable[int], place: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(place[number] for number in numbers if number in place))
