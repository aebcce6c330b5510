"""What a reading tells of people, promises and a step, kept in rows of their own.

A new reading replaces what the one before had derived, except what the user has decided already. Ids of
promises and steps are made from what they say, so the same promise read twice is one promise, here and after
an export.
"""

import hashlib

from sqlalchemy import Connection, delete, exists, insert

from journal.facts import FactRead
from journal.names import fold_name
from journal.people import KeptStep, Person, PromiseState, StepState
from journal.quotes import find_quote
from journal.reading import PersonRead, Reading, Step
from journal.reflection import Owner
from journal.signals import Signal
from memory.facts import add_facts, delete_untouched
from memory.naming import Names
from memory.tables import aliases, mentions, promises, steps
from memory.ties import drop_the_unmentioned, folded_key
from memory.todo import add_promise, add_step, reopen


def derive(connection: Connection, owner: Owner, reflection_id: str, reading: Reading) -> None:
    """Replaces what an earlier reading of this reflection had derived by what this one tells."""
    reopen(connection, owner, reflection_id)
    _delete_undecided(connection, owner, reflection_id)
    names = Names(connection, owner)
    told_of = _people_told_of(names, reflection_id, reading)
    _delete_old_names(connection, owner, reflection_id, reading)
    delete_untouched(connection, owner, reflection_id)
    _keep(names, reflection_id, reading, told_of)
    drop_the_unmentioned(connection, owner)


def derive_first(names: Names, reflection_id: str, reading: Reading) -> None:
    """Keeps what the first reading of this reflection tells."""
    _keep(names, reflection_id, reading, _people_told_of(names, reflection_id, reading))


def _keep(names: Names, reflection_id: str, reading: Reading, told_of: list[tuple[Person, PersonRead]]) -> None:
    connection, owner = names.connection, names.owner
    _insert_mentions(connection, owner, reflection_id, told_of)
    for person, told in told_of:
        for promise in told.promises:
            _add_promise(connection, owner, reflection_id, promise, (person, told.name))
    add_facts(connection, owner, reflection_id, _facts_told(names, reading, told_of))
    for promise in _promises_to_nobody(reading):
        _add_promise(connection, owner, reflection_id, promise, None)
    if reading.step is not None:
        _add_step(names, reflection_id, reading.step)


def promise_id(reflection_id: str, name: str, text: str) -> str:
    """The id of a promise to whom a reflection calls `name` (empty: to nobody by name)."""
    return _id("promise", reflection_id, fold_name(name), text)


def step_id(reflection_id: str, step: Step) -> str:
    """The id of a step that a reflection's reading suggests."""
    return _id("step", reflection_id, step.action, step.message)


def _facts_told(names: Names, reading: Reading, people: list[tuple[Person, PersonRead]]) -> list[tuple[str, FactRead]]:
    """The reading's facts with whose they are: somebody of the reading, or one known before whom it only speaks of."""
    ids = {folded_key(name): person.id for person, one in people for name in (one.name, *one.aliases, person.name)}
    found: list[tuple[str, FactRead]] = []
    for told in reading.facts:
        person_id = ids.get(folded_key(told.person))
        if person_id is None and (known := names.find(told.person)) is not None:
            person_id = known.id
        if person_id is not None:
            found.append((person_id, told))
    return found


def _delete_undecided(connection: Connection, owner: Owner, reflection_id: str) -> None:
    rows = promises.c
    undecided = (
        (promises, (rows.state == PromiseState.OPEN.value) | rows.kept_in.is_not(None)),
        (steps, steps.c.state == StepState.SUGGESTED.value),
    )
    for table, is_undecided in undecided:
        of_reflection = (table.c.owner == owner, table.c.reflection_id == reflection_id)
        connection.execute(delete(table).where(*of_reflection, is_undecided))
    of_reflection = (mentions.c.owner == owner, mentions.c.reflection_id == reflection_id)
    connection.execute(delete(mentions).where(*of_reflection))


def _delete_old_names(connection: Connection, owner: Owner, reflection_id: str, reading: Reading) -> None:
    """Deletes the names that an earlier reading saw and this one does not, but never a person's last one."""
    other = aliases.alias("other")
    same_person = (other.c.owner == owner, other.c.person_id == aliases.c.person_id)
    another_name = (other.c.folded != aliases.c.folded) | (other.c.reflection_id != reflection_id)
    seen = [folded_key(name) for one in reading.people for name in (one.name, *one.aliases)]
    of_reflection = (aliases.c.owner == owner, aliases.c.reflection_id == reflection_id)
    old = delete(aliases).where(*of_reflection, aliases.c.folded.not_in(seen))
    connection.execute(old.where(exists().where(*same_person, another_name)))


def _people_told_of(names: Names, reflection_id: str, reading: Reading) -> list[tuple[Person, PersonRead]]:
    """The people of the reading, each once, though the text may call them by two names."""
    told: dict[str, tuple[Person, PersonRead]] = {}
    for one in reading.people:
        if not folded_key(one.name):
            continue
        person = names.find_or_add(one.name.strip(), reflection_id)
        for alias in one.aliases:
            names.also_called(person, alias.strip(), reflection_id)
        known = told.get(person.id)
        told[person.id] = (person, one if known is None else _joined(known[1], one))
    return list(told.values())


def _joined(first: PersonRead, other: PersonRead) -> PersonRead:
    return first.model_copy(
        update={
            "role": first.role or other.role,
            "warmth": max(first.warmth, other.warmth, key=abs),
            "cares_about": tuple(dict.fromkeys(first.cares_about + other.cares_about)),
            "promises": tuple(dict.fromkeys(first.promises + other.promises)),
        }
    )


def _promises_to_nobody(reading: Reading) -> tuple[str, ...]:
    """Promises that the reading noticed and gave to no person."""
    given = [promise for person in reading.people for promise in person.promises]
    quotes = [move.quote for move in reading.moves if move.signal is Signal.PROMISE]
    return tuple(
        quote for quote in quotes if not any(find_quote(quote, one) or find_quote(one, quote) for one in given)
    )


def _insert_mentions(
    connection: Connection, owner: Owner, reflection_id: str, told_of: list[tuple[Person, PersonRead]]
) -> None:
    rows = [
        {
            "owner": owner,
            "reflection_id": reflection_id,
            "person_id": person.id,
            "role": told.role,
            "verdict": told.verdict.value,
            "cares_about": list(told.cares_about),
            "tie_quality": told.tie_quality.model_dump(mode="json"),
            "warmth": told.warmth,
        }
        for person, told in told_of
    ]
    if rows:
        connection.execute(insert(mentions), rows)


def _add_promise(
    connection: Connection, owner: Owner, reflection_id: str, text: str, told_to: tuple[Person, str] | None
) -> None:
    """Keeps a promise; `told_to` is a person and the name that the reflection calls them by, which is part of the
    id, since it is the same wherever the reflection is read."""
    person_id, name = (told_to[0].id, told_to[1]) if told_to else (None, "")
    add_promise(
        connection,
        owner,
        promise_id=promise_id(reflection_id, name, text),
        reflection_id=reflection_id,
        person_id=person_id,
        text=text,
    )


def _add_step(names: Names, reflection_id: str, step: Step) -> None:
    person = names.find(step.person) if step.person else None
    kept = KeptStep(
        id=step_id(reflection_id, step),
        reflection_id=reflection_id,
        person_id=None if person is None else person.id,
        step=step,
        state=StepState.SUGGESTED,
    )
    add_step(names.connection, names.owner, kept)


def _id(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
