"""Deleting for good. Rows go here; the bytes go when the record is scrubbed afterwards."""

from sqlalchemy import Connection, delete, select

from journal.errors import UnknownPerson, UnknownReflection
from journal.reflection import Owner
from memory.tables import mentions, people, reflections
from memory.ties import drop_the_unmentioned
from memory.vectors import note_change


def forget_reflection(connection: Connection, owner: Owner, reflection_id: str) -> None:
    """Deletes a reflection and all that came from it, people of whom nothing else speaks too.

    Raises:
        UnknownReflection: this owner has none of this id.
    """
    one = delete(reflections).where(reflections.c.owner == owner, reflections.c.id == reflection_id)
    if connection.execute(one).rowcount == 0:
        raise UnknownReflection(reflection_id=reflection_id)
    drop_the_unmentioned(connection, owner)
    note_change(connection, owner)


def forget_person(connection: Connection, owner: Owner, person_id: str) -> tuple[str, ...]:
    """Deletes a person, and the reflections that speak of nobody else; returns those reflections' ids.

    Raises:
        UnknownPerson: this owner has nobody of this id.
    """
    alone = _speaking_of_nobody_else(connection, owner, person_id)
    one = delete(people).where(people.c.owner == owner, people.c.id == person_id)
    if connection.execute(one).rowcount == 0:
        raise UnknownPerson(name=person_id)
    for reflection_id in alone:
        forget_reflection(connection, owner, reflection_id)
    return alone


def forget_everything(connection: Connection, owner: Owner) -> tuple[str, ...]:
    """Deletes all that this owner has; returns the ids of the reflections."""
    ids = tuple(connection.execute(select(reflections.c.id).where(reflections.c.owner == owner)).scalars())
    for table in (reflections, people):
        connection.execute(delete(table).where(table.c.owner == owner))
    note_change(connection, owner)
    return ids


def _speaking_of_nobody_else(connection: Connection, owner: Owner, person_id: str) -> tuple[str, ...]:
    mine = (mentions.c.owner == owner, mentions.c.person_id == person_id)
    others = select(mentions.c.reflection_id).where(mentions.c.owner == owner, mentions.c.person_id != person_id)
    query = select(mentions.c.reflection_id).where(*mine, mentions.c.reflection_id.not_in(others))
    return tuple(connection.execute(query.order_by(mentions.c.reflection_id)).scalars())
