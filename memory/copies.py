"""A reflection with all that became of it, as it leaves the record and comes back: out and in again is the same.

What a reading told of people, promises and steps is not in it: it is derived from the reading again. Only what
the user decided about promises and steps is.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from pydantic import ConfigDict, Field
from sqlalchemy import Connection

from journal.correcting import MoveCorrection, corrected
from journal.frozen import Frozen
from journal.people import KeptStep, Promise, PromiseState, StepState
from journal.reading import Reading, Step
from journal.reflection import Correction, Owner, ReadingState, Reflection
from memory import keeping
from memory.deriving import derive_first
from memory.entries import Entry, Plain, Problem
from memory.naming import HeldNames
from memory.todo import add_promise, add_step, decide_promise, decide_step, promises_made

if TYPE_CHECKING:
    from memory.record import OwnedRecord

_Owed = TypeVar("_Owed", Promise, KeptStep)
_TOGETHER = 500


class _Lenient(Frozen):
    """A value of a file, in which a stranger's fields may stand beside ours."""

    model_config = ConfigDict(extra="ignore")


class CopiedProblem(_Lenient):
    """Why the reading failed."""

    words: str
    context: dict[str, Plain] = Field(default_factory=dict)


class CopiedPromise(_Lenient):
    """A promise that the user decided about; `person` is a name."""

    id: str = Field(min_length=1, max_length=40)
    person: str | None
    text: str
    state: PromiseState


class CopiedStep(_Lenient):
    """A step that the user decided about."""

    id: str = Field(min_length=1, max_length=40)
    step: Step
    state: StepState


class Copy(_Lenient):
    """One reflection; `date` is the day of the meeting."""

    id: str = Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$")
    date: date
    text: str
    kept_at: datetime
    state: ReadingState = ReadingState.KEPT
    problem: CopiedProblem | None = None
    reading: Reading | None = None
    read_at: datetime | None = None
    correction: Correction | None = None
    moves: tuple[MoveCorrection, ...] = ()
    promises: tuple[CopiedPromise, ...] = ()
    steps: tuple[CopiedStep, ...] = ()


def copies(record: "OwnedRecord") -> Iterator[Copy]:
    """All of an owner's reflections, the oldest meeting first, a few at a time."""
    names = record.people_names()
    promised = _by_reflection(one for one in record.promises() if one.state is not PromiseState.OPEN)
    to_do = _by_reflection(one for one in record.steps() if one.state is not StepState.SUGGESTED)
    ids = record.ids()
    for first in range(0, len(ids), _TOGETHER):
        for entry in record.entries_by_id(ids[first : first + _TOGETHER]):
            one = entry.reflection.id
            yield _copy(entry, promised.get(one, []), to_do.get(one, []), names)


def take_in(connection: Connection, owner: Owner, given: Iterable[Copy]) -> int:
    """Keeps the copies that are not there yet, by id or by text and day; returns how many were new."""
    there, names, new = keeping.Kept(connection, owner), HeldNames(connection, owner), 0
    for copy in given:
        entry = _entry(copy)
        if there.add(entry.reflection):
            keeping.insert_entry(connection, owner, entry)
            _take_in_rest(names, copy)
            new += 1
    return new


def _entry(copy: Copy) -> Entry:
    """The copy as it is kept; whether it was read is told by its reading, and what failed alone has a problem."""
    state = ReadingState.KEPT if copy.reading is None else ReadingState.READ
    problem = None
    if copy.state is ReadingState.FAILED:
        told = CopiedProblem(words="error.unknown") if copy.problem is None else copy.problem
        state, problem = copy.state, Problem(told.words, told.context)
    return Entry(
        reflection=Reflection(id=copy.id, text=copy.text, on=copy.date, kept_at=copy.kept_at),
        state=state,
        problem=problem,
        reading=copy.reading,
        correction=copy.correction,
        read_at=copy.read_at or copy.kept_at,
        moves=copy.moves,
    )


def _take_in_rest(names: HeldNames, copy: Copy) -> None:
    if copy.reading is not None:
        derive_first(names, copy.id, corrected(copy.reading, copy.moves))
    for promise in copy.promises:
        _decide_promise(names, copy.id, promise)
    for step in copy.steps:
        _decide_step(names, copy.id, step)


def _decide_promise(names: HeldNames, reflection_id: str, promise: CopiedPromise) -> None:
    connection, owner = names.connection, names.owner
    known = {one.id for one in promises_made(connection, owner, reflection_id=reflection_id)}
    if promise.id not in known:
        person = names.find_or_add(promise.person, reflection_id) if promise.person else None
        add_promise(
            connection,
            owner,
            promise_id=promise.id,
            reflection_id=reflection_id,
            person_id=None if person is None else person.id,
            text=promise.text,
        )
    decide_promise(connection, owner, promise.id, promise.state)


def _decide_step(names: HeldNames, reflection_id: str, copied: CopiedStep) -> None:
    person = names.find(copied.step.person) if copied.step.person else None
    kept = KeptStep(
        id=copied.id,
        reflection_id=reflection_id,
        person_id=None if person is None else person.id,
        step=copied.step,
        state=copied.state,
    )
    add_step(names.connection, names.owner, kept)
    decide_step(names.connection, names.owner, kept.id, kept.state, kept.step)


def _copy(entry: Entry, promised: list[Promise], to_do: list[KeptStep], names: dict[str, str]) -> Copy:
    reflection = entry.reflection
    state = entry.state
    if state is ReadingState.READING:
        state = ReadingState.KEPT if entry.reading is None else ReadingState.READ
    return Copy(
        id=reflection.id,
        date=reflection.on,
        text=reflection.text,
        kept_at=reflection.kept_at,
        state=state,
        problem=None
        if entry.problem is None
        else CopiedProblem(words=entry.problem.words, context=entry.problem.context),
        reading=entry.reading,
        read_at=entry.read_at,
        correction=entry.correction,
        moves=entry.moves,
        promises=tuple(
            CopiedPromise(id=one.id, person=names.get(one.person_id or ""), text=one.text, state=one.state)
            for one in promised
        ),
        steps=tuple(CopiedStep(id=one.id, step=one.step, state=one.state) for one in to_do),
    )


def _by_reflection(found: Iterable[_Owed]) -> dict[str, list[_Owed]]:
    grouped: dict[str, list[_Owed]] = {}
    for one in found:
        grouped.setdefault(one.reflection_id, []).append(one)
    return grouped
