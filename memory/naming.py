"""Whom a reflection means by a name: somebody known, or somebody new who is kept under it.

Asked of the record, that takes eight statements a name, and of thousands of people as many comparisons. Who brings in
a whole journal holds everybody in memory instead (`HeldNames`), which answers the same.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, insert, select, update

from journal.identity import keys_of, says_more
from journal.names import fold_name, same_person
from journal.people import Person
from journal.reflection import Owner
from memory.joining import meant
from memory.tables import aliases, people
from memory.ties import bare_key, bare_names, everybody, folded_key, people_of


class Names:
    """The names of one owner's people, in one transaction."""

    def __init__(self, connection: Connection, owner: Owner) -> None:
        self.connection = connection
        self.owner = owner

    def find(self, name: str) -> Person | None:
        """The person whom this owner calls `name`, or None when it is nobody, or can't be told."""
        return same_person(name, self._called([bare_key(name)])) if fold_name(name) else None

    def find_or_add(self, name: str, reflection_id: str) -> Person:
        """The person whom this reflection calls `name`: a new one when it is nobody known, or can't be told. Who was
        known by a part of their name goes by the fuller one from now on."""
        person = self._called_so_here(folded_key(name), reflection_id)
        if person is None:
            perhaps = self._called(self._like(keys_of(bare_key(name))))
            person = meant(self.connection, self.owner, name, perhaps, reflection_id)
        if person is None:
            person = self._add(name)
        elif says_more(name, person.name):
            person = self._rename(person, name)
        self._call(person, name, reflection_id)
        return person

    def also_called(self, person: Person, name: str, reflection_id: str) -> None:
        """Notes another name of theirs, unless it may be somebody else's too."""
        if folded_key(name) and not self._is_anothers(person, bare_key(name)):
            self._call(person, name, reflection_id)

    def _called_so_here(self, folded: str, reflection_id: str) -> Person | None:
        """Whom an earlier reading, or the user by a merge or a split, took this reflection's name to mean."""
        rows = aliases.c
        here = (rows.owner == self.owner, rows.folded == folded, rows.reflection_id == reflection_id)
        found = self._people(self.connection.execute(select(rows.person_id).where(*here)).scalars().all())
        return found[0] if len(found) == 1 else None

    def _like(self, keys: frozenset[str]) -> list[str]:
        """The bare names that share a key: to compare a name with thousands takes a tenth of a second."""
        return [other for other in bare_names(self.connection, self.owner) if not keys.isdisjoint(keys_of(other))]

    def _called(self, bare: Collection[str]) -> tuple[Person, ...]:
        same = select(aliases.c.person_id).where(aliases.c.owner == self.owner, aliases.c.bare.in_(bare)).distinct()
        return self._people(self.connection.execute(same).scalars().all())

    def _people(self, ids: Collection[str]) -> tuple[Person, ...]:
        return people_of(self.connection, self.owner, ids) if ids else ()

    def _is_anothers(self, person: Person, bare: str) -> bool:
        rows = aliases.c
        others = (rows.owner == self.owner, rows.bare == bare, rows.person_id != person.id)
        return self.connection.execute(select(rows.person_id).where(*others).limit(1)).first() is not None

    def _add(self, name: str) -> Person:
        person = Person(id=uuid.uuid4().hex, name=name)
        self.connection.execute(insert(people), {"owner": self.owner, "id": person.id, "name": name})
        return person

    def _rename(self, person: Person, name: str) -> Person:
        known = (people.c.owner == self.owner, people.c.id == person.id)
        self.connection.execute(update(people).where(*known).values(name=name))
        return person.model_copy(update={"name": name})

    def _call(self, person: Person, name: str, reflection_id: str) -> None:
        called = {"owner": self.owner, "person_id": person.id, "folded": folded_key(name)}
        called["reflection_id"] = reflection_id
        if not self._is_noted(called):
            self.connection.execute(insert(aliases), called | {"bare": bare_key(name), "name": name})

    def _is_noted(self, called: dict[str, str]) -> bool:
        same = (aliases.c[key] == value for key, value in called.items())
        return self.connection.execute(select(aliases.c.name).where(*same)).first() is not None


class HeldNames(Names):
    """The same, for reflections that were never read: everybody is read once, and what is added here is noted. Nobody
    else may change a name meanwhile, which the transaction sees to."""

    def __init__(self, connection: Connection, owner: Owner) -> None:
        super().__init__(connection, owner)
        self._everybody: dict[str, Person] = {}
        self._by_bare: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._by_key: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._here: tuple[str, dict[str, dict[str, None]]] = "", {}
        for person in everybody(connection, owner):
            self._everybody[person.id] = person
            for name in (person.name, *person.aliases):
                self._hold(person.id, bare_key(name))

    def _called_so_here(self, folded: str, reflection_id: str) -> Person | None:
        found = self._people(self._named_in(reflection_id).get(folded, ()))
        return found[0] if len(found) == 1 else None

    def _like(self, keys: frozenset[str]) -> list[str]:
        return list(dict.fromkeys(bare for key in keys for bare in self._by_key.get(key, ())))

    def _called(self, bare: Collection[str]) -> tuple[Person, ...]:
        return self._people(dict.fromkeys(one for each in bare for one in self._by_bare.get(each, ())))

    def _people(self, ids: Iterable[str]) -> tuple[Person, ...]:
        return tuple(self._everybody[one] for one in ids)

    def _is_anothers(self, person: Person, bare: str) -> bool:
        return any(one != person.id for one in self._by_bare.get(bare, ()))

    def _add(self, name: str) -> Person:
        person = super()._add(name)
        self._everybody[person.id] = person
        return person

    def _rename(self, person: Person, name: str) -> Person:
        renamed = super()._rename(person, name)
        aliases_left = (one for one in (person.name, *person.aliases) if folded_key(one) != folded_key(name))
        self._everybody[person.id] = renamed.model_copy(update={"aliases": tuple(aliases_left)})
        return self._everybody[person.id]

    def _call(self, person: Person, name: str, reflection_id: str) -> None:
        super()._call(person, name, reflection_id)
        known = self._everybody[person.id]
        if folded_key(name) not in {folded_key(one) for one in (known.name, *known.aliases)}:
            self._everybody[person.id] = known.model_copy(update={"aliases": (*known.aliases, name)})
        self._named_in(reflection_id).setdefault(folded_key(name), {})[person.id] = None
        self._hold(person.id, bare_key(name))

    def _is_noted(self, called: dict[str, str]) -> bool:
        return called["person_id"] in self._named_in(called["reflection_id"]).get(called["folded"], ())

    def _named_in(self, reflection_id: str) -> dict[str, dict[str, None]]:
        """Who was called how in this reflection, which no other follows before it is done."""
        if self._here[0] != reflection_id:
            self._here = reflection_id, {}
        return self._here[1]

    def _hold(self, person_id: str, bare: str) -> None:
        if bare not in self._by_bare:
            for key in keys_of(bare):
                self._by_key[key][bare] = None
        self._by_bare[bare][person_id] = None
