"""People in a list: those met last first or by name, sieved, one page at a time from a place in the order.

No page loads all: meetings are walked from the newest until there are enough people, names from where the last page
ended. The next page begins after the last one's place, whatever was kept meanwhile.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, Select, exists, func, select, tuple_, union_all

from journal.people import PromiseState, Tie
from journal.reflection import Owner
from journal.signals import Verdict
from memory.tables import aliases, corrections, mentions, people, promises, reflections

_Conditions = Sequence[ColumnElement[bool]]


class Order(StrEnum):
    """In which order people are listed."""

    LAST_MET = "last_met"
    NAME = "name"


class Sieve(NamedTuple):
    """Who is wanted; all of it must fit.

    Attributes:
        called: words that stand in one of their names, in whatever letter case.
        met_at_most, met_more_than: number of meetings.
        warm_from: how warm a meeting was at least, from -1 to 1.
        not_since: no meeting on this day or later.
        promised: whether a promise to them is open.
        verdict: that of one of their meetings, as the user corrected it.
    """

    called: str = ""
    met_at_most: int | None = None
    met_more_than: int | None = None
    warm_from: float | None = None
    not_since: date | None = None
    promised: bool = False
    verdict: Verdict | None = None


class ByDay(NamedTuple):
    """A place among those met last: somebody's latest meeting."""

    on: date
    kept_at: datetime
    reflection_id: str
    person_id: str


class ByName(NamedTuple):
    """A place in the order of names."""

    name: str
    person_id: str


Place = ByDay | ByName
# Where the first page begins: a bound even there, without which SQLite looks at every meeting (10 s, with it 0.01 s).
_NEWEST = ByDay(date.max, datetime.max.replace(tzinfo=UTC), "", "")


class PeoplePage(NamedTuple):
    """Some people in order, the place after which the next page begins (None: there is none), and how many fit."""

    ties: tuple[Tie, ...]
    following: Place | None
    in_all: int


class Found(NamedTuple):
    """The ids of some people in order, the place after which the next page begins, and how many fit."""

    ids: tuple[str, ...]
    following: Place | None
    in_all: int


def page(
    connection: Connection, owner: Owner, order: Order, sieve: Sieve, *, after: Place | None = None, limit: int
) -> Found:
    """So many people after a place in the order; None: from the first."""
    found: list[Place] = []
    called = _called_like(connection, owner, sieve.called) if sieve.called else None
    if order is Order.LAST_MET and not isinstance(after, ByName):
        # Not the bare column: SQLite would begin with the index of it, and sort all meetings of whoever fits.
        walked = _conditions(owner, func.coalesce(mentions.c.person_id, ""), sieve, called)
        found = _by_day(connection, owner, walked, after, limit + 1)
    if len(found) <= limit:
        conditions = _conditions(owner, people.c.id, sieve, called)
        if order is Order.LAST_MET:
            met = (mentions.c.owner == people.c.owner, mentions.c.person_id == people.c.id)
            conditions = [*conditions, ~exists().where(*met)]
        place = after if isinstance(after, ByName) else None
        found += _by_name(connection, owner, conditions, place, limit + 1 - len(found))
    shown = found[:limit]
    fitting = _conditions(owner, people.c.id, sieve, called)
    query = select(func.count()).select_from(people).where(people.c.owner == owner, *fitting)
    in_all = connection.execute(query).scalar_one()
    return Found(tuple(one.person_id for one in shown), shown[-1] if len(found) > limit else None, in_all)


class Gathering(NamedTuple):
    """A reflection that tells of several people."""

    reflection_id: str
    on: date
    text: str
    person_ids: tuple[str, ...]


def gatherings(connection: Connection, owner: Owner, since: date, limit: int) -> tuple[Gathering, ...]:
    """So many reflections from a day on that tell of several people, the newest first."""
    same = (mentions.c.owner == reflections.c.owner) & (mentions.c.reflection_id == reflections.c.id)
    several = (
        select(reflections.c.id, reflections.c.on, reflections.c.kept_at)
        .select_from(reflections.join(mentions, same))
        .where(reflections.c.owner == owner, reflections.c.on >= since)
        .group_by(reflections.c.id, reflections.c.on, reflections.c.kept_at)
        .having(func.count() > 1)
        .order_by(reflections.c.on.desc(), reflections.c.kept_at.desc(), reflections.c.id.desc())
        .limit(limit)
    )
    days = {row.id: row.on for row in connection.execute(several)}
    of_these = (reflections.c.owner == owner, reflections.c.id.in_(days))
    found = connection.execute(select(reflections.c.id, reflections.c.text).where(*of_these))
    texts = {row.id: row.text for row in found}
    who: dict[str, list[str]] = {}
    told = select(mentions.c.reflection_id, mentions.c.person_id).where(
        mentions.c.owner == owner, mentions.c.reflection_id.in_(days)
    )
    for row in connection.execute(told.order_by(mentions.c.person_id)):
        who.setdefault(row.reflection_id, []).append(row.person_id)
    return tuple(Gathering(one, on, texts[one], tuple(who[one])) for one, on in days.items())


def ids(connection: Connection, owner: Owner, sieve: Sieve) -> frozenset[str]:
    """The ids of all who fit."""
    called = _called_like(connection, owner, sieve.called) if sieve.called else None
    query = select(people.c.id).where(people.c.owner == owner, *_conditions(owner, people.c.id, sieve, called))
    return frozenset(connection.execute(query).scalars())


def _by_day(
    connection: Connection, owner: Owner, conditions: _Conditions, after: ByDay | None, limit: int
) -> list[Place]:
    """Those whose latest meeting comes after a place, the newest first: of each the first meeting that is walked by."""
    at = after or _NEWEST
    query = (
        _meetings(owner, mentions, reflections, below=at)
        .where(*conditions, mentions.c.person_id.not_in(_met_after(owner, at)))
        .order_by(*(column.desc() for column in (*_when(reflections), mentions.c.person_id)))
    )
    found: dict[str, Place] = {}
    with connection.execution_options(stream_results=True).execute(query) as rows:
        for row in rows:
            found.setdefault(row.person_id, ByDay(*row))
            if len(found) >= limit:
                break
    return list(found.values())


def _meetings(owner: Owner, met: FromClause, days: FromClause, *, below: ByDay) -> Select[Any]:
    """Places among meetings, below one."""
    same = (met.c.owner == days.c.owner) & (met.c.reflection_id == days.c.id)
    when = _when(days)
    return (
        select(*when, met.c.person_id)
        .select_from(days.join(met, same))
        .where(days.c.owner == owner, tuple_(*when) <= tuple_(*below[:3]))
        .where(tuple_(*when, met.c.person_id) < tuple_(*below))
    )


def _met_after(owner: Owner, place: ByDay) -> Select[tuple[str]]:
    """The ids of those who were met at a place or later: they stand on the pages before."""
    met, days = mentions.alias(), reflections.alias()
    same = (met.c.owner == days.c.owner) & (met.c.reflection_id == days.c.id)
    when = _when(days)
    query = select(met.c.person_id).select_from(days.join(met, same)).where(days.c.owner == owner)
    return query.where(tuple_(*when) >= tuple_(*place[:3]), tuple_(*when, met.c.person_id) >= tuple_(*place))


def _when(days: FromClause) -> tuple[ColumnElement[Any], ...]:
    return (days.c.on, days.c.kept_at, days.c.id)


def _by_name(
    connection: Connection, owner: Owner, conditions: _Conditions, after: ByName | None, limit: int
) -> list[Place]:
    name = func.lower(people.c.name)
    query = select(name, people.c.id).where(people.c.owner == owner, *conditions).order_by(name, people.c.id)
    if after is not None:
        query = query.where(tuple_(name, people.c.id) > tuple_(*after))
    return [ByName(*row) for row in connection.execute(query.limit(limit))]


def _conditions(
    owner: Owner, person_id: ColumnElement[Any], sieve: Sieve, called: Collection[str] | None
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if called is not None:
        conditions.append(person_id.in_(called))
    if sieve.promised:
        mine = (promises.c.owner == owner, promises.c.state == PromiseState.OPEN.value)
        conditions.append(person_id.in_(select(promises.c.person_id).where(*mine, promises.c.person_id.is_not(None))))
    met = _met(owner)
    number = func.count()
    if sieve.met_at_most is not None:
        conditions.append(person_id.not_in(met.having(number > sieve.met_at_most)))
    if sieve.met_more_than is not None:
        conditions.append(person_id.in_(met.having(number > sieve.met_more_than)))
    if sieve.warm_from is not None:
        conditions.append(person_id.in_(_warm(owner, sieve.warm_from)))
    if sieve.not_since is not None:
        conditions.append(person_id.not_in(_met_since(owner, sieve.not_since)))
    if sieve.verdict is not None:
        conditions.append(person_id.in_(_with_verdict(owner, sieve.verdict)))
    return conditions


def _met(owner: Owner) -> Select[tuple[str]]:
    rows = mentions.alias()
    return select(rows.c.person_id).where(rows.c.owner == owner).group_by(rows.c.person_id)


def _warm(owner: Owner, least: float) -> Select[tuple[str]]:
    rows = mentions.alias()
    return select(rows.c.person_id).where(rows.c.owner == owner, rows.c.warmth >= least)


def _met_since(owner: Owner, day: date) -> Select[tuple[str]]:
    rows, days = mentions.alias(), reflections.alias()
    same = (rows.c.owner == days.c.owner) & (rows.c.reflection_id == days.c.id)
    return select(rows.c.person_id).select_from(days.join(rows, same)).where(days.c.owner == owner, days.c.on >= day)


def _with_verdict(owner: Owner, verdict: Verdict) -> Select[tuple[str]]:
    rows = mentions.alias()
    corrected = (corrections.c.owner == rows.c.owner) & (corrections.c.reflection_id == rows.c.reflection_id)
    counts = func.coalesce(corrections.c.verdict, rows.c.verdict)
    joined = rows.outerjoin(corrections, corrected)
    return select(rows.c.person_id).select_from(joined).where(rows.c.owner == owner, counts == verdict.value)


def _called_like(connection: Connection, owner: Owner, words: str) -> frozenset[str]:
    """The ids of the people in one of whose names these words stand: the database knows no letter case but ASCII's."""
    wanted = words.casefold()
    shown = select(people.c.id, people.c.name).where(people.c.owner == owner)
    written = select(aliases.c.person_id, aliases.c.name).where(aliases.c.owner == owner).distinct()
    rows = connection.execute(union_all(shown, written))
    return frozenset(person_id for person_id, name in rows if wanted in name.casefold())
