"""People as the record knows them: all that the journal tells of each.

A person is there as long as a reading, a promise or a step speaks of them.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, delete, exists, func, select, update

from journal.errors import UnknownPerson
from journal.facts import Fact
from journal.mentions import mentions as mentions_of
from journal.names import fold_name, without_honorifics
from journal.people import KeptStep, Meeting, Person, Promise, Tie
from journal.reading import TieQuality
from journal.reflection import Owner
from journal.signals import Verdict
from memory.facts import cares_changed, known_facts
from memory.tables import aliases, corrections, mentions, people, promises, reflections, steps
from memory.todo import kept_steps, promises_made

_Owed = TypeVar("_Owed", Promise, KeptStep, Fact)
_WORD = re.compile(r"\w+")
_LONGEST = 200  # characters of a folded name that are compared


def drop_the_unmentioned(connection: Connection, owner: Owner) -> None:
    """Deletes the people of whom nothing speaks any more, and calls nobody by a name that nothing says."""
    spoken_of = [
        exists().where(table.c.owner == people.c.owner, table.c.person_id == people.c.id)
        for table in (mentions, promises, steps)
    ]
    connection.execute(delete(people).where(people.c.owner == owner, *(~each for each in spoken_of)))
    of_person = (aliases.c.owner == people.c.owner, aliases.c.person_id == people.c.id)
    misnamed = select(people.c.id).where(people.c.owner == owner, exists().where(*of_person))
    misnamed = misnamed.where(~exists().where(*of_person, aliases.c.name == people.c.name))
    for person_id in connection.execute(misnamed).scalars().all():
        first = _names_as_written(owner).where(aliases.c.person_id == person_id).limit(1)
        name = connection.execute(first).one().name
        connection.execute(update(people).where(people.c.owner == owner, people.c.id == person_id).values(name=name))


def name_words(connection: Connection, owner: Owner) -> frozenset[str]:
    """All words of all people's names, folded and without honorifics."""
    return frozenset(word for name in bare_names(connection, owner) for word in name.split())


def named_in(connection: Connection, owner: Owner, text: str) -> tuple[str, ...]:
    """The ids of the people of whom a text speaks by name (`journal.mentions`).

    Only those are compared with the text whose every word stands in it: thousands of names would take seconds.
    """
    words = frozenset(_WORD.findall(fold_name(text)))
    bare = [name for name in bare_names(connection, owner) if words.issuperset(_WORD.findall(name))]
    if not bare:
        return ()
    same = select(aliases.c.person_id).where(aliases.c.owner == owner, aliases.c.bare.in_(bare))
    spoken_of = _people(connection, owner, same).values()
    return tuple(one.id for one in spoken_of if mentions_of(text, (one.name, *one.aliases)))


def names(connection: Connection, owner: Owner) -> dict[str, str]:
    """Everybody's name by their id, in the order of names."""
    query = select(people.c.id, people.c.name).where(people.c.owner == owner).order_by(people.c.name, people.c.id)
    return {row.id: row.name for row in connection.execute(query).all()}


def count(connection: Connection, owner: Owner) -> int:
    """How many people there are."""
    return connection.execute(select(func.count()).select_from(people).where(people.c.owner == owner)).scalar_one()


def people_of(connection: Connection, owner: Owner, ids: Collection[str]) -> tuple[Person, ...]:
    """The people of these ids with their names, in no order."""
    some = select(people.c.id).where(people.c.owner == owner, people.c.id.in_(ids))
    return tuple(_people(connection, owner, some).values())


def with_word(connection: Connection, owner: Owner, words: Collection[str]) -> tuple[Person, ...]:
    """The people in one of whose names, folded and without honorifics, any of these words stands, in no order."""
    wanted = frozenset(words)
    split = ((name, (*name.split(), *_WORD.findall(name))) for name in bare_names(connection, owner))
    bare = [name for name, parts in split if not wanted.isdisjoint(parts)]
    if not bare:
        return ()
    same = select(aliases.c.person_id).where(aliases.c.owner == owner, aliases.c.bare.in_(bare))
    return tuple(_people(connection, owner, same).values())


def ties(connection: Connection, owner: Owner, ids: Collection[str] | None = None) -> tuple[Tie, ...]:
    """Everything about everybody, or about the people of these ids, in seven statements; last met first."""
    some = None if ids is None else select(people.c.id).where(people.c.owner == owner, people.c.id.in_(ids))
    met = _meetings(connection, owner, ids)
    promised = _by_person(promises_made(connection, owner, person_ids=ids))
    to_do = _by_person(kept_steps(connection, owner, person_ids=ids))
    told = _by_person(known_facts(connection, owner, ids))
    found = [
        Tie(
            person=person,
            meetings=tuple(met[person.id]),
            promises=tuple(promised[person.id]),
            steps=tuple(to_do[person.id]),
            facts=tuple(told[person.id]),
        )
        for person in _people(connection, owner, some).values()
    ]
    return tuple(sorted(found, key=lambda tie: (tie.last_met or date.min, tie.person.name), reverse=True))


def told_of(connection: Connection, owner: Owner, reflection_id: str) -> tuple[Tie, ...]:
    """Everything about those whom one reflection tells of."""
    rows = mentions.c
    query = select(rows.person_id).where(rows.owner == owner, rows.reflection_id == reflection_id)
    return ties(connection, owner, tuple(connection.execute(query).scalars()))


def told_in(connection: Connection, owner: Owner, reflection_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The ids of those whom each of these reflections tells of, by reflection."""
    rows = mentions.c
    query = select(rows.reflection_id, rows.person_id).where(
        rows.owner == owner, rows.reflection_id.in_(reflection_ids)
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in connection.execute(query.order_by(rows.person_id)):
        found[row.reflection_id] = (*found.get(row.reflection_id, ()), row.person_id)
    return found


def told_lately(connection: Connection, owner: Owner, person_id: str, limit: int) -> tuple[tuple[str, str], ...]:
    """The id and text of the reflections that tell of somebody, newest first, so many at most."""
    same_reflection = (reflections.c.owner == mentions.c.owner) & (reflections.c.id == mentions.c.reflection_id)
    query = (
        select(reflections.c.id, reflections.c.text)
        .select_from(mentions.join(reflections, same_reflection))
        .where(mentions.c.owner == owner, mentions.c.person_id == person_id)
        .order_by(reflections.c.on.desc(), reflections.c.kept_at.desc(), reflections.c.id.desc())
        .limit(limit)
    )
    return tuple((row.id, row.text) for row in connection.execute(query))


def tie(connection: Connection, owner: Owner, person_id: str) -> Tie:
    """Everything about one person.

    Raises:
        UnknownPerson: this owner has nobody of this id.
    """
    found = ties(connection, owner, (person_id,))
    if not found:
        raise UnknownPerson(name=person_id)
    return found[0]


def everybody(connection: Connection, owner: Owner) -> tuple[Person, ...]:
    """All people of this owner with their names."""
    return tuple(_people(connection, owner, None).values())


def bare_names(connection: Connection, owner: Owner) -> list[str]:
    """All names, each once; as one text, since thousands of rows take longer than their words."""
    names = select(aliases.c.bare).where(aliases.c.owner == owner).distinct().subquery()
    joined = connection.execute(select(func.aggregate_strings(names.c.bare, "\n"))).scalar_one()
    return joined.split("\n") if joined else []


def _people(connection: Connection, owner: Owner, ids: Select[Any] | None) -> dict[str, Person]:
    """The people of these ids (None: all) with their aliases, by id."""
    who = select(people.c.id, people.c.name).where(people.c.owner == owner)
    called = _names_as_written(owner)
    if ids is not None:
        who, called = who.where(people.c.id.in_(ids)), called.where(aliases.c.person_id.in_(ids))
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(called).all():
        names[row.person_id].setdefault(row.folded, row.name)
    return {row.id: _person(row.id, row.name, names[row.id]) for row in connection.execute(who).all()}


def _person(person_id: str, name: str, names: dict[str, str]) -> Person:
    shown = folded_key(name)
    return Person(id=person_id, name=name, aliases=tuple(names[folded] for folded in names if folded != shown))


def _names_as_written(owner: Owner) -> Select[Any]:
    """All people's names, in the order in which they were written."""
    same_reflection = (reflections.c.owner == aliases.c.owner) & (reflections.c.id == aliases.c.reflection_id)
    return (
        select(aliases.c.person_id, aliases.c.folded, aliases.c.name)
        .select_from(aliases.join(reflections, same_reflection))
        .where(aliases.c.owner == owner)
        .order_by(reflections.c.number, aliases.c.folded)
    )


def _meetings(connection: Connection, owner: Owner, ids: Collection[str] | None) -> dict[str, list[Meeting]]:
    rows = mentions.c
    same_reflection = (reflections.c.owner == rows.owner) & (reflections.c.id == rows.reflection_id)
    corrected = (corrections.c.owner == rows.owner) & (corrections.c.reflection_id == rows.reflection_id)
    query = (
        select(mentions, reflections.c.on, func.coalesce(corrections.c.verdict, rows.verdict).label("counts"))
        .select_from(mentions.join(reflections, same_reflection).outerjoin(corrections, corrected))
        .where(rows.owner == owner)
        .order_by(reflections.c.on.desc(), reflections.c.kept_at.desc(), reflections.c.id.desc())
    )
    if ids is not None:
        query = query.where(rows.person_id.in_(ids))
    changed = cares_changed(connection, owner, ids)
    met: dict[str, list[Meeting]] = defaultdict(list)
    for row in connection.execute(query).all():
        met[row.person_id].append(_meeting(row, changed))
    return met


def _meeting(row: Row[Any], changed: Mapping[tuple[str, str, str], str]) -> Meeting:
    """The meeting of a row, which was checked when it was written: to check ten thousand again takes long."""
    return Meeting.model_construct(
        reflection_id=row.reflection_id,
        on=row.on,
        role=row.role,
        verdict=Verdict(row.counts),
        cares_about=tuple(
            words
            for quote in row.cares_about
            if (words := changed.get((row.reflection_id, row.person_id, quote), quote))
        ),
        tie_quality=_quality(*sorted(row.tie_quality.items())),
        warmth=row.warmth,
    )


@cache
def _quality(*answers: tuple[str, str]) -> TieQuality:
    """There are only twenty-seven."""
    return TieQuality.model_validate(dict(answers))


def _by_person(found: Iterable[_Owed]) -> dict[str, list[_Owed]]:
    grouped: dict[str, list[_Owed]] = defaultdict(list)
    for each in found:
        if each.person_id is not None:
            grouped[each.person_id].append(each)
    return grouped


def folded_key(name: str) -> str:
    """A name as it is looked up."""
    return fold_name(name)[:_LONGEST]


def bare_key(name: str) -> str:
    """A name as it is looked up without the honorifics before it."""
    return without_honorifics(fold_name(name))[:_LONGEST]
