"""Names from the user's contacts, as the record keeps them: each once."""

import re
from collections.abc import Iterable

from sqlalchemy import Connection, Text, cast, delete, func, insert, or_, select, update

from journal.contacts import Contact
from journal.names import fold_name, without_honorifics
from journal.reflection import Owner
from memory.tables import contacts

_LONGEST = 200  # characters of a folded name that are compared
_WORD = re.compile(r"\w+")
_MANY = 100
_NICKNAMED = cast(contacts.c.also, Text) != "[]"


def add(connection: Connection, owner: Owner, given: Iterable[Contact]) -> int:
    """Keeps the names that are not there yet; one that is takes over what else it is called. Returns how many were
    new."""
    known = {one.key[:_LONGEST]: one for one in all_of(connection, owner)}
    new = 0
    for one in given:
        key = one.key[:_LONGEST]
        if not key:
            continue
        if key not in known:
            connection.execute(insert(contacts).values(owner=owner, folded=key, name=one.name, also=list(one.also)))
            known[key] = one
            new += 1
        elif more := [name for name in one.also if name not in known[key].also]:
            known[key] = known[key].model_copy(update={"also": (*known[key].also, *more)})
            mine = (contacts.c.owner == owner, contacts.c.folded == key)
            connection.execute(update(contacts).where(*mine).values(also=list(known[key].also)))
    return new


def all_of(connection: Connection, owner: Owner) -> tuple[Contact, ...]:
    """All of them, in the order of names."""
    query = select(contacts.c.name, contacts.c.also).where(contacts.c.owner == owner).order_by(contacts.c.folded)
    return tuple(Contact(name=row.name, also=tuple(row.also)) for row in connection.execute(query))


def named_in(connection: Connection, owner: Owner, text: str) -> tuple[Contact, ...]:
    """Those of whom a text may speak: whose name begins with a word of it, or who are called something else too."""
    words = sorted(set(_WORD.findall(fold_name(text))))
    found: dict[str, Contact] = {}
    for first in range(0, len(words), _MANY):
        some = words[first : first + _MANY]
        begins = or_(*(contacts.c.folded.like(f"{word} %") for word in some), contacts.c.folded.in_(some), _NICKNAMED)
        query = select(contacts).where(contacts.c.owner == owner, begins)
        found |= {row.folded: Contact(name=row.name, also=tuple(row.also)) for row in connection.execute(query)}
    return tuple(one for one in found.values() if one.called_in(text))


def count(connection: Connection, owner: Owner) -> int:
    """How many there are."""
    return connection.execute(select(func.count()).where(contacts.c.owner == owner)).scalar_one()


def forget(connection: Connection, owner: Owner) -> None:
    """Deletes all of them."""
    connection.execute(delete(contacts).where(contacts.c.owner == owner))


def forget_called(connection: Connection, owner: Owner, names: Iterable[str]) -> None:
    """Deletes those who go by one of these names."""
    keys = {without_honorifics(fold_name(name))[:_LONGEST] for name in names}
    connection.execute(delete(contacts).where(contacts.c.owner == owner, contacts.c.folded.in_(keys)))
