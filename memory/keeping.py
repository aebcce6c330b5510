"""Writes to reflections: keeping them, and what their reading and their correction came to.

`reflections.verdict` is the verdict that counts, kept in step here by whatever changes a reading or a correction; so is
what the reading counts for in tallies.
"""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, case, delete, func, insert, select, update

from journal.correcting import MoveCorrection, with_correction
from journal.errors import UnknownReflection
from journal.reading import Reading
from journal.reflection import Correction, Owner, ReadingState, Reflection
from memory.at_work import AtWork
from memory.entries import Entry, Problem, entry
from memory.tables import corrections, readings, reflections
from memory.tallies import counted

_INSERT = insert(reflections).values(
    number=select(func.coalesce(func.max(reflections.c.number), 0) + 1).scalar_subquery()
)


def insert_reflection(connection: Connection, owner: Owner, reflection: Reflection) -> None:
    """Keeps a new reflection."""
    insert_entry(connection, owner, Entry(reflection, ReadingState.KEPT))


def set_text(connection: Connection, owner: Owner, reflection_id: str, text: str) -> None:
    """Keeps more words of the user: `text` begins with what was there, so every mark stays where it stood.

    Raises:
        UnknownReflection: this owner has none of this id.
    """
    _update(connection, owner, reflection_id, text=text)


class Kept:
    """Which reflections one owner has, in one transaction that may add thousands: a day's texts are read once."""

    def __init__(self, connection: Connection, owner: Owner) -> None:
        self._connection = connection
        self._owner = owner
        self._ids = set(connection.execute(select(reflections.c.id).where(reflections.c.owner == owner)).scalars())
        self._texts: dict[date, set[bytes]] = {}

    def add(self, reflection: Reflection) -> bool:
        """Whether neither its id nor the same text of the same day was there; from now on it is."""
        texts, text = self._of(reflection.on), _digest(reflection.text)
        if reflection.id in self._ids or text in texts:
            return False
        self._ids.add(reflection.id)
        texts.add(text)
        return True

    def _of(self, day: date) -> set[bytes]:
        if day not in self._texts:
            rows = reflections.c
            query = select(rows.text).where(rows.owner == self._owner, rows.on == day)
            self._texts[day] = {_digest(text) for text in self._connection.execute(query).scalars()}
        return self._texts[day]


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def insert_entry(connection: Connection, owner: Owner, entry: Entry) -> None:
    """Keeps a new reflection with all that became of it, its reading the first."""
    reflection, reading = entry.reflection, entry.reading
    values: dict[str, object] = {
        "owner": owner,
        "id": reflection.id,
        "text": reflection.text,
        "on": reflection.on,
        "kept_at": reflection.kept_at,
        "state": entry.state.value,
        "problem": _stored(entry.problem),
        "reading": None if reading is None else 1,
        "verdict": None if entry.verdict is None else entry.verdict.value,
        "moves": [one.model_dump(mode="json") for one in entry.moves] or None,
        **counted(entry.seen),
    }
    connection.execute(_INSERT, values)
    if reading is not None:
        connection.execute(insert(readings), _reading_row(owner, reflection.id, 1, reading, entry.read_at))
    if entry.correction is not None:
        connection.execute(insert(corrections), _correction_row(owner, reflection.id, entry.correction))


def set_state(
    connection: Connection, owner: Owner, reflection_id: str, state: ReadingState, problem: Problem | None = None
) -> None:
    """Notes how far the reading has come.

    Raises:
        UnknownReflection: this owner has none of this id.
    """
    _update(connection, owner, reflection_id, state=state.value, problem=_stored(problem))


def set_reading(connection: Connection, owner: Owner, reflection_id: str, reading: Reading, at: datetime) -> None:
    """Adds a reading, which is the current one from now on.

    Raises:
        UnknownReflection: this owner has none of this id.
    """
    entry(connection, owner, reflection_id)
    of_reflection = (readings.c.owner == owner, readings.c.reflection_id == reflection_id)
    newest = connection.execute(select(func.max(readings.c.number)).where(*of_reflection)).scalar()
    number = (newest or 0) + 1
    connection.execute(insert(readings), _reading_row(owner, reflection_id, number, reading, at))
    _update(connection, owner, reflection_id, state=ReadingState.READ.value, problem=None, reading=number)
    refresh_verdict(connection, owner, reflection_id)


def set_correction(connection: Connection, owner: Owner, reflection_id: str, correction: Correction | None) -> None:
    """Keeps the user's own verdict; None withdraws it.

    Raises:
        UnknownReflection: this owner has none of this id.
    """
    entry(connection, owner, reflection_id)
    of_reflection = (corrections.c.owner == owner, corrections.c.reflection_id == reflection_id)
    connection.execute(delete(corrections).where(*of_reflection))
    if correction is not None:
        connection.execute(insert(corrections), _correction_row(owner, reflection_id, correction))
    refresh_verdict(connection, owner, reflection_id)


def set_moves(connection: Connection, owner: Owner, reflection_id: str, moves: Sequence[MoveCorrection]) -> None:
    """Keeps what the user says of single moves, in place of what they said before.

    Raises:
        UnknownReflection: this owner has none of this id.
    """
    stored = [one.model_dump(mode="json") for one in moves]
    _update(connection, owner, reflection_id, moves=stored or None)
    refresh_verdict(connection, owner, reflection_id)


def correct_move(connection: Connection, owner: Owner, reflection_id: str, correction: MoveCorrection) -> None:
    """Adds what the user says of one move; raises as `set_moves` does."""
    known = entry(connection, owner, reflection_id).moves
    set_moves(connection, owner, reflection_id, with_correction(known, correction))


def refresh_verdict(connection: Connection, owner: Owner, reflection_id: str) -> None:
    """Keeps `reflections.verdict`, and what is counted, in step with the reading and the correction."""
    seen = entry(connection, owner, reflection_id)
    verdict = None if seen.verdict is None else seen.verdict.value
    _update(connection, owner, reflection_id, verdict=verdict, **counted(seen.seen))


def being_read(connection: Connection, owner: Owner | None) -> Sequence[Row[Any, Any]]:
    """Owner and id of the reflections that bear the mark of a reading under way, an owner's or (None) everybody's."""
    marked = select(reflections.c.owner, reflections.c.id).where(reflections.c.state == ReadingState.READING.value)
    return connection.execute(marked if owner is None else marked.where(reflections.c.owner == owner)).all()


def interrupt(connection: Connection, owner: Owner | None, at_work: AtWork) -> int:
    """Takes back the mark of readings that nobody is at any more, in no process; returns how many there were."""
    return sum(_take_back(connection, row.owner, row.id, at_work) for row in being_read(connection, owner))


def _take_back(connection: Connection, owner: Owner, reflection_id: str, at_work: AtWork) -> bool:
    with at_work.is_left(connection, owner, reflection_id) as left:
        if left:
            read = reflections.c.reading.is_not(None)
            before = case((read, ReadingState.READ.value), else_=ReadingState.KEPT.value)
            one = update(reflections).where(reflections.c.owner == owner, reflections.c.id == reflection_id)
            connection.execute(one.values(state=before))
    return left


def _stored(problem: Problem | None) -> dict[str, object] | None:
    return None if problem is None else {"words": problem.words, "context": problem.context}


def _reading_row(
    owner: Owner, reflection_id: str, number: int, reading: Reading, at: datetime | None
) -> dict[str, object]:
    return {
        "owner": owner,
        "reflection_id": reflection_id,
        "number": number,
        "body": reading.model_dump_json(),
        "reader": reading.made_by.reader,
        "model": reading.made_by.model,
        "prompts": list(reading.made_by.prompts),
        "verdict": reading.verdict.value,
        "made_at": at,
    }


def _correction_row(owner: Owner, reflection_id: str, correction: Correction) -> dict[str, object]:
    return {
        "owner": owner,
        "reflection_id": reflection_id,
        "verdict": correction.verdict.value,
        "note": correction.note,
        "made_at": correction.made_at,
    }


def _update(connection: Connection, owner: Owner, reflection_id: str, **values: object) -> None:
    one = update(reflections).where(reflections.c.owner == owner, reflections.c.id == reflection_id)
    if connection.execute(one.values(**values)).rowcount == 0:
        raise UnknownReflection(reflection_id=reflection_id)
