"""Who is who, over all reflections: which known person a name means, and what the user says of it: merge, apart.

A merge moves the names with the reflections that call them so, which is all that a later reading goes by.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from journal.errors import UnknownPerson
from journal.identity import doubtful_pairs, fitting, told_apart
from journal.names import fold_name
from journal.people import Person
from journal.reflection import Owner
from memory.tables import aliases, apart, facts, mentions, merged, people, promises, reflections, steps

_PAST_TEXTS = 20
OF_A_PERSON = (promises, steps, facts)


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


def doubtful(
    connection: Connection, owner: Owner, known: Sequence[Person], of: Collection[str] | None = None
) -> tuple[tuple[Person, Person], ...]:
    """Pairs who may be one person, but for those whom the user said are two; with `of`, those in which one of these
    is."""
    said = select(apart.c.person_id, apart.c.other_id).where(apart.c.owner == owner)
    two = {frozenset((row.person_id, row.other_id)) for row in connection.execute(said)}
    return tuple(pair for pair in doubtful_pairs(known, of) if frozenset((pair[0].id, pair[1].id)) not in two)


def apart_count(connection: Connection, owner: Owner) -> int:
    """How many pairs the user said to be two people."""
    return connection.execute(select(func.count()).select_from(apart).where(apart.c.owner == owner)).scalar_one()


def keep_apart(connection: Connection, owner: Owner, one: str, other: str) -> None:
    """Notes that two people are not the same.

    Raises:
        UnknownPerson: this owner has nobody of one of the ids.
    """
    require(connection, owner, one, other)
    first, second = sorted((one, other))
    known = select(apart.c.owner).where(apart.c.owner == owner, apart.c.person_id == first, apart.c.other_id == second)
    if connection.execute(known).first() is None:
        connection.execute(insert(apart).values(owner=owner, person_id=first, other_id=second))


def merge(connection: Connection, owner: Owner, kept: str, gone: str) -> None:
    """Makes two people one, who goes by the name of `kept` and by all names of both; `memory.parting` undoes it.

    Raises:
        UnknownPerson: this owner has nobody of one of the ids.
    """
    require(connection, owner, kept, gone)
    _note_merge(connection, owner, kept, gone)
    same = select(mentions.c.reflection_id).where(mentions.c.owner == owner, mentions.c.person_id == kept)
    both = (mentions.c.owner == owner, mentions.c.person_id == gone, mentions.c.reflection_id.in_(same))
    connection.execute(delete(mentions).where(*both))
    theirs = [tuple(row) for row in connection.execute(_names_of(owner, kept))]
    for row in connection.execute(_names_of(owner, gone)).all():
        if tuple(row) in theirs:
            doubled = (aliases.c.owner == owner, aliases.c.person_id == gone)
            named = (aliases.c.folded == row.folded, aliases.c.reflection_id == row.reflection_id)
            connection.execute(delete(aliases).where(*doubled, *named))
    for table in (mentions, aliases, merged, *OF_A_PERSON):
        connection.execute(
            update(table).where(table.c.owner == owner, table.c.person_id == gone).values(person_id=kept)
        )
    _keep_others_apart(connection, owner, kept, gone)
    connection.execute(delete(people).where(people.c.owner == owner, people.c.id == gone))


def merged_into(connection: Connection, owner: Owner, person_id: str) -> dict[str, tuple[str, ...]]:
    """Who was made one with somebody: the id that each had, and the names that they went by."""
    rows, called = merged.c, aliases.c
    same = (called.owner == rows.owner) & (called.folded == rows.folded) & (called.reflection_id == rows.reflection_id)
    query = select(rows.gone_id, called.name).select_from(merged.join(aliases, same & (called.person_id == person_id)))
    query = query.where(rows.owner == owner, rows.person_id == person_id).order_by(rows.gone_id, called.name)
    found: dict[str, tuple[str, ...]] = {}
    for row in connection.execute(query.distinct()):
        found[row.gone_id] = (*found.get(row.gone_id, ()), row.name)
    return found


def _note_merge(connection: Connection, owner: Owner, kept: str, gone: str) -> None:
    for row in connection.execute(_names_of(owner, gone)).all():
        connection.execute(
            insert(merged).values(
                owner=owner, gone_id=gone, folded=row.folded, reflection_id=row.reflection_id, person_id=kept
            )
        )


def _keep_others_apart(connection: Connection, owner: Owner, kept: str, gone: str) -> None:
    """Whom the user said to be another than `gone` is another than `kept` too; these two are one now."""
    of_gone = (apart.c.person_id == gone) | (apart.c.other_id == gone)
    others = [
        row.other_id if row.person_id == gone else row.person_id
        for row in connection.execute(select(apart).where(apart.c.owner == owner, of_gone)).all()
    ]
    connection.execute(delete(apart).where(apart.c.owner == owner, of_gone))
    for other in others:
        if other != kept:
            keep_apart(connection, owner, kept, other)


def require(connection: Connection, owner: Owner, *ids: str) -> None:
    """Checks that this owner has people of these ids.

    Raises:
        UnknownPerson: there is nobody of one of them.
    """
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
