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
from memory.facts import derive_facts
from memory.tables import aliases, mentions, promises, steps
from memory.ties import also_called, drop_the_unmentioned, find, find_or_add, folded_key
from memory.todo import add_promise, add_step, reopen


def derive(connection: Connection, owner: Owner, reflection_id: str, reading: Reading) -> None:
    """Replaces what an earlier reading of this reflection had derived by what this one tells."""
    reopen(connection, owner, reflection_id)
    _delete_undecided(connection, owner, reflection_id)
    told_of = _people_told_of(connection, owner, reflection_id, reading)
    _delete_old_names(connection, owner, reflection_id, reading)
    for person, told in told_of:
        _insert_mention(connection, owner, reflection_id, person, told)
        for promise in told.promises:
            _add_promise(connection, owner, reflection_id, promise, (person, told.name))
    derive_facts(connection, owner, reflection_id, _facts_told(connection, owner, reading, told_of))
    for promise in _promises_to_nobody(reading):
        _add_promise(connection, owner, reflection_id, promise, None)
    if reading.step is not None:
        _add_step(connection, owner, reflection_id, reading.step)
    drop_the_unmentioned(connection, owner)


def promise_id(reflection_id: str, name: str, text: str) -> str:
    """The id of a promise to whom a reflection calls `name` (empty: to nobody by name)."""
    return _id("promise", reflection_id, fold_name(name), text)


def step_id(reflection_id: str, step: Step) -> str:
    """The id of a step that a reflection's reading suggests."""
    return _id("step", reflection_id, step.action, step.message)


def _facts_told(
    connection: Connection,
    owner: Owner,
    reading: Reading,
    people: list[tuple[Person, PersonRead]],
) -> list[tuple[str, FactRead]]:
    """The reading's facts with whose they are: somebody of the reading, or one known before whom it only speaks of."""
    ids = {folded_key(name): person.id for person, one in people for name in (one.name, *one.aliases, person.name)}
    found: list[tuple[str, FactRead]] = []
    for told in reading.facts:
        person_id = ids.get(folded_key(told.person))
        if person_id is None and (known := find(connection, owner, told.person)) is not None:
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


def _people_told_of(
    connection: Connection, owner: Owner, reflection_id: str, reading: Reading
) -> list[tuple[Person, PersonRead]]:
    """The people of the reading, each once, though the text may call them by two names."""
    told: dict[str, tuple[Person, PersonRead]] = {}
    for one in reading.people:
        if not folded_key(one.name):
            continue
        person = find_or_add(connection, owner, one.name.strip(), reflection_id)
        for alias in one.aliases:
            also_called(connection, owner, person, alias.strip(), reflection_id)
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


def _insert_mention(connection: Connection, owner: Owner, reflection_id: str, person: Person, told: PersonRead) -> None:
    connection.execute(
        insert(mentions).values(
            owner=owner,
            reflection_id=reflection_id,
            person_id=person.id,
            role=told.role,
            verdict=told.verdict.value,
            cares_about=list(told.cares_about),
            tie_quality=told.tie_quality.model_dump(mode="json"),
            warmth=told.warmth,
        )
    )


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


def _add_step(connection: Connection, owner: Owner, reflection_id: str, step: Step) -> None:
    person = find(connection, owner, step.person) if step.person else None
    kept = KeptStep(
        id=step_id(reflection_id, step),
        reflection_id=reflection_id,
        person_id=None if person is None else person.id,
        step=step,
        state=StepState.SUGGESTED,
    )
    add_step(connection, owner, kept)


def _id(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
