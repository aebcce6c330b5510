"""Who is who, over all reflections: which known person a name means, and what the user says of it: merge, split, apart.

A merge or a split moves the names with the reflections that call them so, which is all that a later reading goes by.
"""

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Select, delete, insert, select, update

from journal.errors import UnknownPerson
from journal.identity import doubtful_pairs, fitting, told_apart
from journal.names import fold_name
from journal.people import Person
from journal.reflection import Owner
from memory.tables import aliases, apart, facts, mentions, people, promises, reflections, steps

_PAST_TEXTS = 20
_OF_A_PERSON = (promises, steps, facts)


def meant(
    connection: Connection, owner: Owner, name: str, known: Sequence[Person], reflection_id: str
) -> Person | None:
    """The known person whom a reflection calls `name`, or None: nobody known, or several whom nothing tells apart."""
    likely = fitting(name, known)
    if len(likely) <= 1:
        return likely[0] if likely else None
    text = connection.execute(
        select(reflections.c.text).where(reflections.c.owner == owner, reflections.c.id == reflection_id)
    ).scalar_one_or_none()
    full = [person for person in likely if len(person.name.split()) > 1 or person.aliases]
    told = {person.id: _texts_of(connection, owner, person.id, reflection_id) for person in full}
    chosen = told_apart(name, text or "", told)
    if chosen is None:
        return next((one for one in likely if fold_name(one.name) == fold_name(name) and one not in full), None)
    return next(person for person in likely if person.id == chosen)


def doubtful(connection: Connection, owner: Owner, known: Sequence[Person]) -> tuple[tuple[Person, Person], ...]:
    """Pairs who may be one person, but for those whom the user said are two."""
    said = select(apart.c.person_id, apart.c.other_id).where(apart.c.owner == owner)
    two = {frozenset((row.person_id, row.other_id)) for row in connection.execute(said)}
    return tuple(pair for pair in doubtful_pairs(known) if frozenset((pair[0].id, pair[1].id)) not in two)


def keep_apart(connection: Connection, owner: Owner, one: str, other: str) -> None:
    """Notes that two people are not the same.

    Raises:
        UnknownPerson: this owner has nobody of one of the ids.
    """
    _require(connection, owner, one, other)
    first, second = sorted((one, other))
    known = select(apart.c.owner).where(apart.c.owner == owner, apart.c.person_id == first, apart.c.other_id == second)
    if connection.execute(known).first() is None:
        connection.execute(insert(apart).values(owner=owner, person_id=first, other_id=second))


def merge(connection: Connection, owner: Owner, kept: str, gone: str) -> None:
    """Makes two people one, who goes by the name of `kept` and by all names of both.

    Raises:
        UnknownPerson: this owner has nobody of one of the ids.
    """
    _require(connection, owner, kept, gone)
    same = select(mentions.c.reflection_id).where(mentions.c.owner == owner, mentions.c.person_id == kept)
    both = (mentions.c.owner == owner, mentions.c.person_id == gone, mentions.c.reflection_id.in_(same))
    connection.execute(delete(mentions).where(*both))
    theirs = [tuple(row) for row in connection.execute(_names_of(owner, kept))]
    for row in connection.execute(_names_of(owner, gone)).all():
        if tuple(row) in theirs:
            doubled = (aliases.c.owner == owner, aliases.c.person_id == gone)
            named = (aliases.c.folded == row.folded, aliases.c.reflection_id == row.reflection_id)
            connection.execute(delete(aliases).where(*doubled, *named))
    for table in (mentions, aliases, *_OF_A_PERSON):
        connection.execute(
            update(table).where(table.c.owner == owner, table.c.person_id == gone).values(person_id=kept)
        )
    connection.execute(delete(people).where(people.c.owner == owner, people.c.id == gone))


def split(connection: Connection, owner: Owner, person_id: str, names: Iterable[str]) -> str | None:
    """Makes somebody of their own of whom goes by `names`, with the reflections that call them by no other name of
    the person; returns the new person's id, or None when nothing would be left on one of the sides.

    Raises:
        UnknownPerson: this owner has nobody of this id.
    """
    _require(connection, owner, person_id)
    folded = {fold_name(name) for name in names}
    rows = connection.execute(
        select(aliases.c.folded, aliases.c.reflection_id, aliases.c.name)
        .where(aliases.c.owner == owner, aliases.c.person_id == person_id)
        .order_by(aliases.c.reflection_id)
    ).all()
    leaving = [row for row in rows if row.folded in folded]
    staying = {row.reflection_id for row in rows if row.folded not in folded}
    if not leaving or not staying:
        return None
    new = uuid.uuid4().hex
    connection.execute(insert(people).values(owner=owner, id=new, name=leaving[0].name))
    moved = {row.reflection_id for row in leaving} - staying
    mine = (aliases.c.owner == owner, aliases.c.person_id == person_id, aliases.c.folded.in_(folded))
    connection.execute(update(aliases).where(*mine).values(person_id=new))
    for table in (mentions, *_OF_A_PERSON):
        theirs = (table.c.owner == owner, table.c.person_id == person_id, table.c.reflection_id.in_(moved))
        connection.execute(update(table).where(*theirs).values(person_id=new))
    left = next(row.name for row in rows if row.folded not in folded)
    shown = select(people.c.name).where(people.c.owner == owner, people.c.id == person_id)
    if fold_name(connection.execute(shown).scalar_one()) in folded:
        connection.execute(update(people).where(people.c.owner == owner, people.c.id == person_id).values(name=left))
    keep_apart(connection, owner, person_id, new)
    return new


def _require(connection: Connection, owner: Owner, *ids: str) -> None:
    there = set(connection.execute(select(people.c.id).where(people.c.owner == owner, people.c.id.in_(ids))).scalars())
    for one in ids:
        if one not in there:
            raise UnknownPerson(name=one)


def _names_of(owner: Owner, person_id: str) -> Select[tuple[str, str]]:
    return select(aliases.c.folded, aliases.c.reflection_id).where(
        aliases.c.owner == owner, aliases.c.person_id == person_id
    )


def _texts_of(connection: Connection, owner: Owner, person_id: str, but_not: str) -> list[str]:
    same = (reflections.c.owner == mentions.c.owner) & (reflections.c.id == mentions.c.reflection_id)
    query = (
        select(reflections.c.text)
        .select_from(mentions.join(reflections, same))
        .where(mentions.c.owner == owner, mentions.c.person_id == person_id, mentions.c.reflection_id != but_not)
        .order_by(reflections.c.on.desc())
        .limit(_PAST_TEXTS)
    )
    return list(connection.execute(query).scalars())
