"""Reflections as the record keeps them, with the current reading and the user's correction beside each.

`reflections.verdict` is the verdict that counts (`memory.keeping`), so that filtering and counting need no join.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Join, Row, Select, Text, and_, cast, func, or_, select, tuple_

from journal.correcting import MoveCorrection
from journal.correcting import corrected as corrected_reading
from journal.errors import KesanError, UnknownReflection
from journal.reading import Reading
from journal.reflection import Correction, Owner, ReadingState, Reflection
from journal.signals import Signal, Verdict
from memory.tables import corrections, mentions, readings, reflections

Plain = str | int | float | bool | None
_MANY = 500  # ids in one statement


class Cursor(NamedTuple):
    """A place in the list of entries, newest first: the next page begins after it."""

    on: date
    kept_at: datetime
    id: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a reading failed: the locale key of its sentence, and what stands in its placeholders."""

    words: str
    context: dict[str, Plain]

    @classmethod
    def of(cls, error: KesanError) -> "Problem":
        """The problem that an error tells of."""
        plain = {
            name: value if isinstance(value, str | int | float | None) else str(value)
            for name, value in error.context.items()
        }
        return cls(error.words, plain)


@dataclass(frozen=True, slots=True)
class Entry:
    """A reflection and what became of it; `read_at` is when `reading` was made, `moves` what the user said of its
    single moves."""

    reflection: Reflection
    state: ReadingState
    problem: Problem | None = None
    reading: Reading | None = None
    correction: Correction | None = None
    read_at: datetime | None = None
    moves: tuple[MoveCorrection, ...] = ()

    @property
    def seen(self) -> Reading | None:
        """The reading with its moves as the user corrected them."""
        return None if self.reading is None else corrected_reading(self.reading, self.moves)

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that counts: the user's own, else the reading's; None when there is neither."""
        if self.correction is not None:
            return self.correction.verdict
        return None if self.seen is None else self.seen.verdict

    @property
    def cursor(self) -> Cursor:
        """Where this entry stands in the list."""
        return Cursor(self.reflection.on, self.reflection.kept_at, self.reflection.id)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are wanted; None: no condition. `since` and `until` are days, both included."""

    verdict: Verdict | None = None
    person_id: str | None = None
    since: date | None = None
    until: date | None = None
    before: Cursor | None = None


def entries_where(connection: Connection, owner: Owner, wanted: Filter, limit: int | None) -> tuple[Entry, ...]:
    """The entries that fit, newest first; `limit` None: all of them."""
    rows = reflections.c
    newest_first = (rows.on.desc(), rows.kept_at.desc(), rows.id.desc())
    query = _entries(owner).where(*_conditions(owner, wanted)).order_by(*newest_first).limit(limit)
    return tuple(_entry(row) for row in connection.execute(query))


def entries_by_id(connection: Connection, owner: Owner, wanted: Sequence[str]) -> tuple[Entry, ...]:
    """The entries of these ids, in their order; ids that this owner does not have are left out."""
    found: dict[str, Entry] = {}
    for some in _batches(wanted):
        for row in connection.execute(_entries(owner).where(reflections.c.id.in_(some))):
            found[row.id] = _entry(row)
    return tuple(found[reflection_id] for reflection_id in wanted if reflection_id in found)


def corrected(connection: Connection, owner: Owner, limit: int | None) -> tuple[Entry, ...]:
    """The entries with a correction of a reading, the newest correction first; `limit` None: all of them."""
    disagreed = corrections.c.verdict.is_not(None) & reflections.c.reading.is_not(None)
    query = _entries(owner).where(disagreed).order_by(corrections.c.made_at.desc()).limit(limit)
    return tuple(_entry(row) for row in connection.execute(query))


def with_corrected_moves(connection: Connection, owner: Owner, limit: int | None) -> tuple[Entry, ...]:
    """The entries of whose moves the user corrected some, the newest meeting first; `limit` None: all of them."""
    query = _entries(owner).where(reflections.c.moves.is_not(None)).order_by(reflections.c.on.desc()).limit(limit)
    return tuple(_entry(row) for row in connection.execute(query))


def having_signal(
    connection: Connection, owner: Owner, signal: Signal, among: Sequence[str] | None = None
) -> frozenset[str]:
    """The ids of reflections, of these or of all, in whose reading a move shows this signal, or the user says
    that one does; no reading is parsed, so the user may say too that it does not."""
    said = readings.c.body.contains(f'"signal":"{signal.value}"', autoescape=True)
    meant = cast(reflections.c.moves, Text).contains(f'"meant": "{signal.value}"', autoescape=True)
    shows = or_(said, and_(reflections.c.moves.is_not(None), meant))
    query = select(reflections.c.id).select_from(_with_reading_and_correction())
    query = query.where(reflections.c.owner == owner, shows)
    if among is not None:
        query = query.where(reflections.c.id.in_(among))
    return frozenset(connection.execute(query).scalars())


def entry(connection: Connection, owner: Owner, reflection_id: str) -> Entry:
    """The entry of this id.

    Raises:
        UnknownReflection: this owner has none.
    """
    row = connection.execute(_entries(owner).where(reflections.c.id == reflection_id)).first()
    if row is None:
        raise UnknownReflection(reflection_id=reflection_id)
    return _entry(row)


def unread(connection: Connection, owner: Owner) -> tuple[str, ...]:
    """The ids of reflections without a reading, and with none under way, oldest first."""
    rows = reflections.c
    waiting = (ReadingState.KEPT.value, ReadingState.FAILED.value)
    query = select(rows.id).where(rows.owner == owner, rows.state.in_(waiting), rows.reading.is_(None))
    return tuple(connection.execute(query.order_by(rows.on, rows.kept_at, rows.id)).scalars())


def ids(connection: Connection, owner: Owner) -> tuple[str, ...]:
    """The ids of all reflections, the oldest meeting first."""
    rows = reflections.c
    query = select(rows.id).where(rows.owner == owner).order_by(rows.on, rows.kept_at, rows.id)
    return tuple(connection.execute(query).scalars())


def days(connection: Connection, owner: Owner, wanted: Sequence[str]) -> dict[str, date]:
    """The days of the meetings, by reflection; ids that this owner does not have are left out."""
    found: dict[str, date] = {}
    for some in _batches(wanted):
        query = select(reflections.c.id, reflections.c.on).where(reflections.c.owner == owner)
        found.update((row.id, row.on) for row in connection.execute(query.where(reflections.c.id.in_(some))).all())
    return found


def count(connection: Connection, owner: Owner) -> int:
    """How many reflections this owner has."""
    query = select(func.count()).select_from(reflections).where(reflections.c.owner == owner)
    return connection.execute(query).scalar_one()


def is_empty(connection: Connection, owner: Owner) -> bool:
    """Whether this owner has no reflection: to count them all takes longer."""
    query = select(reflections.c.id).where(reflections.c.owner == owner).limit(1)
    return connection.execute(query).first() is None


def newest_day(connection: Connection, owner: Owner) -> date | None:
    """The day of the newest meeting; None in an empty journal."""
    query = select(reflections.c.on).where(reflections.c.owner == owner)
    return connection.execute(query.order_by(reflections.c.on.desc()).limit(1)).scalar()


def on_days(connection: Connection, owner: Owner, wanted: Collection[date], of_each: int) -> tuple[Entry, ...]:
    """The entries of these days, newest first, so many at most of each."""
    rows = reflections.c
    query = select(rows.on, rows.id).where(rows.owner == owner, rows.on.in_(wanted))
    found = connection.execute(query.order_by(rows.on.desc(), rows.kept_at.desc(), rows.id.desc()))
    chosen = [row.id for _, of_day in groupby(found, key=attrgetter("on")) for row in islice(of_day, of_each)]
    return entries_by_id(connection, owner, chosen)


def _with_reading_and_correction() -> Join:
    """Reflections beside their current reading and their correction."""
    rows = reflections.c
    reading_fits = and_(
        readings.c.owner == rows.owner, readings.c.reflection_id == rows.id, readings.c.number == rows.reading
    )
    correction_fits = and_(corrections.c.owner == rows.owner, corrections.c.reflection_id == rows.id)
    return reflections.outerjoin(readings, reading_fits).outerjoin(corrections, correction_fits)


def _entries(owner: Owner) -> Select[Any]:
    rows = reflections.c
    return (
        select(
            rows.id,
            rows.text,
            rows.on,
            rows.kept_at,
            rows.state,
            rows.problem,
            rows.moves,
            readings.c.body,
            readings.c.made_at.label("read_at"),
            corrections.c.verdict.label("corrected"),
            corrections.c.note,
            corrections.c.made_at.label("corrected_at"),
        )
        .select_from(_with_reading_and_correction())
        .where(rows.owner == owner)
    )


def _entry(row: Row[Any]) -> Entry:
    correction = None
    if row.corrected is not None:
        correction = Correction(verdict=Verdict(row.corrected), note=row.note, made_at=row.corrected_at)
    return Entry(
        reflection=Reflection(id=row.id, text=row.text, on=row.on, kept_at=row.kept_at),
        state=ReadingState(row.state),
        problem=None if row.problem is None else Problem(row.problem["words"], row.problem["context"]),
        reading=None if row.body is None else Reading.model_validate_json(row.body),
        correction=correction,
        read_at=row.read_at,
        moves=tuple(map(MoveCorrection.model_validate, row.moves or ())),
    )


def _conditions(owner: Owner, wanted: Filter) -> list[Any]:
    rows = reflections.c
    conditions: list[Any] = []
    if wanted.verdict is not None:
        conditions.append(rows.verdict == wanted.verdict.value)
    if wanted.since is not None:
        conditions.append(rows.on >= wanted.since)
    if wanted.until is not None:
        conditions.append(rows.on <= wanted.until)
    if wanted.before is not None:
        conditions.append(tuple_(rows.on, rows.kept_at, rows.id) < tuple_(*wanted.before))
    if wanted.person_id is not None:
        met = select(mentions.c.reflection_id).where(mentions.c.owner == owner)
        conditions.append(rows.id.in_(met.where(mentions.c.person_id == wanted.person_id)))
    return conditions


def _batches(wanted: Sequence[str]) -> Iterable[Sequence[str]]:
    return (wanted[first : first + _MANY] for first in range(0, len(wanted), _MANY))
