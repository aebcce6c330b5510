"""Making two people of one: a merge undone, or a split by names and by reflections.

Names move with the reflections that call somebody so; where one reflection tells of both, it is derived anew from its
own reading, so that nothing of either is lost or told twice.
"""

import uuid
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, insert, select, update

from journal.errors import UnknownPerson
from journal.names import fold_name
from journal.reflection import Owner
from memory.deriving import derive
from memory.entries import entry
from memory.joining import OF_A_PERSON, keep_apart, require
from memory.tables import aliases, mentions, merged, people

_Called = tuple[str, str]  # a folded name, and the id of the reflection that has it


def split(
    connection: Connection,
    owner: Owner,
    person_id: str,
    names: Collection[str] = (),
    reflection_ids: Collection[str] = (),
) -> str | None:
    """Makes somebody of their own of whom goes by `names`, and of whom `reflection_ids` tell; returns the new
    person's id, or None when nothing would be left on one of the sides.

    Raises:
        UnknownPerson: this owner has nobody of this id.
    """
    require(connection, owner, person_id)
    folded = {fold_name(name) for name in names}
    rows = _names(connection, owner, person_id)
    leaving = {called for called in rows if called[0] in folded or called[1] in reflection_ids}
    if not leaving or len(leaving) == len(rows):
        return None
    new = uuid.uuid4().hex
    _part(connection, owner, person_id, new, leaving)
    return new


def unmerge(connection: Connection, owner: Owner, person_id: str, gone: str) -> None:
    """Makes `gone` somebody of their own again, as before the user made them one with `person_id`.

    Raises:
        UnknownPerson: nobody of this id was made one with them, or nothing tells of them any more.
    """
    rows = merged.c
    was = (rows.owner == owner, rows.gone_id == gone, rows.person_id == person_id)
    noted = {(row.folded, row.reflection_id) for row in connection.execute(select(merged).where(*was))}
    there = _names(connection, owner, person_id)
    leaving = noted & there.keys()
    if not leaving or len(leaving) == len(there):
        raise UnknownPerson(name=gone)
    connection.execute(delete(merged).where(*was))
    _part(connection, owner, person_id, gone, leaving)
    theirs = select(merged).where(rows.owner == owner, rows.person_id == person_id)
    for row in connection.execute(theirs).all():  # who had been made one with `gone` before goes with them
        if (row.folded, row.reflection_id) in leaving:
            one = (rows.owner == owner, rows.gone_id == row.gone_id, rows.person_id == person_id)
            named = (rows.folded == row.folded, rows.reflection_id == row.reflection_id)
            connection.execute(update(merged).where(*one, *named).values(person_id=gone))


def _part(connection: Connection, owner: Owner, person_id: str, new: str, leaving: Collection[_Called]) -> None:
    rows = _names(connection, owner, person_id)
    staying = {reflection_id for folded, reflection_id in rows if (folded, reflection_id) not in leaving}
    moved = {reflection_id for _, reflection_id in leaving}
    connection.execute(insert(people).values(owner=owner, id=new, name=_fullest(rows[one] for one in leaving)))
    for folded, reflection_id in leaving:
        named = (aliases.c.folded == folded, aliases.c.reflection_id == reflection_id)
        theirs = (aliases.c.owner == owner, aliases.c.person_id == person_id)
        connection.execute(update(aliases).where(*theirs, *named).values(person_id=new))
    for table in (mentions, *OF_A_PERSON):
        alone = (table.c.owner == owner, table.c.person_id == person_id, table.c.reflection_id.in_(moved - staying))
        connection.execute(update(table).where(*alone).values(person_id=new))
    _name_anew(connection, owner, person_id, [rows[one] for one in rows if one not in leaving])
    keep_apart(connection, owner, person_id, new)
    for reflection_id in sorted(moved & staying):
        seen = entry(connection, owner, reflection_id).seen
        if seen is not None:
            derive(connection, owner, reflection_id, seen)


def _name_anew(connection: Connection, owner: Owner, person_id: str, left: list[str]) -> None:
    mine = (people.c.owner == owner, people.c.id == person_id)
    shown = connection.execute(select(people.c.name).where(*mine)).scalar_one()
    if fold_name(shown) not in {fold_name(name) for name in left}:
        connection.execute(update(people).where(*mine).values(name=_fullest(left)))


def _fullest(names: Iterable[str]) -> str:
    return max(names, key=lambda name: (len(name.split()), len(name), name))


def _names(connection: Connection, owner: Owner, person_id: str) -> dict[_Called, str]:
    query = select(aliases.c.folded, aliases.c.reflection_id, aliases.c.name).where(
        aliases.c.owner == owner, aliases.c.person_id == person_id
    )
    return {(row.folded, row.reflection_id): row.name for row in connection.execute(query)}
